"""A row of choices of which one holds: whose affairs, which view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import set_role, type_
from medbills.gui.widgets.buttons import button_height
from medbills.gui.widgets.shapes import pen, rounded


class _Segment(QRadioButton):
    def __init__(self, text: str, small: bool) -> None:
        super().__init__(tr(text))
        self._role = "small" if small else "body"
        set_role(self, self._role, 500)
        self.setAccessibleName(tr(text))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        set_ = type_().font(self._role, 600)
        probe = QRadioButton()
        probe.setFont(set_)
        height = button_height(bar=True)
        return QSize(probe.fontMetrics().horizontalAdvance(self.text()) + 30, max(height - (4 if self._role == "small" else 0), 32))

    minimumSizeHint = sizeHint

    def hitButton(self, _pos: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(type_().font(self._role, 600 if self.isChecked() else 500))
        painter.setPen(theme().color("accent-ink" if self.isChecked() else "text"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()


class SegmentedControl(QWidget):
    """Arrow keys move the choice. `chosen` carries its key. `may_be_open`: nothing is chosen until somebody does."""

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[object, str]], spoken: str, current: object = None, small: bool = False, may_be_open: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setAccessibleName(tr(spoken))
        self._spoken, self._small, self._may_be_open = spoken, small, may_be_open
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._keys: list[object] = []
        self._group.idToggled.connect(self._toggled)
        self.set_choices(choices, current)

    def set_choices(self, choices: Sequence[tuple[object, str]], current: object = None) -> None:
        """Show these (key, word) pairs; `current` holds at first, else the first of them. Nothing is emitted."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._keys = [key for key, _ in choices]
        for index, (_, word) in enumerate(choices):
            segment = _Segment(word, self._small)
            segment.setAccessibleDescription(tr(f"{self._spoken}, {index + 1} of {len(choices)}"))
            self._group.addButton(segment, index)
            self._row.addWidget(segment)
        self.set_current(current if current in self._keys else self._keys[0] if self._keys and not self._may_be_open else None)

    @property
    def current(self) -> object:
        """The key of the choice that holds."""
        at = self._group.checkedId()
        return self._keys[at] if at >= 0 else None

    def set_current(self, key: object) -> None:
        """Make this choice hold, without telling."""
        if key in self._keys:
            self._group.blockSignals(True)
            self._group.button(self._keys.index(key)).setChecked(True)
            self._group.blockSignals(False)
            self.update()

    def _toggled(self, index: int, on: bool) -> None:
        self.update()
        if on:
            self.chosen.emit(self._keys[index])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        rounded(painter, area, 8, "surface", "control")
        path = QPainterPath()
        path.addRoundedRect(area.adjusted(1, 1, -1, -1), 7, 7)
        painter.save()
        painter.setClipPath(path)
        for segment in self._group.buttons():
            if segment.isChecked():
                painter.fillRect(segment.geometry(), theme().color("accent-soft"))
                if theme().high_contrast:
                    rounded(painter, QRectF(segment.geometry()), 6, None, "accent", 2)
        painter.restore()
        painter.setPen(pen("hairline"))
        for segment in self._group.buttons()[1:]:
            edge = segment.geometry().left()
            painter.drawLine(edge, 1, edge, self.height() - 2)
        rounded(painter, area, 8, None, "control")
        painter.end()
