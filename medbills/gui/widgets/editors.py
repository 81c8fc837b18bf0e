"""What one types or chooses in, without a label: a line, several lines, a choice."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QStyle, QStyleOptionComboBox, QStylePainter

from medbills.gui.icons import pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button_height

WIDE = 1000  # pixels of a choice that is only measured


class LineEdit(QLineEdit):
    """One line, as high as a button."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), button_height())

    minimumSizeHint = sizeHint


class Choice(QComboBox):
    """A list to choose from; the wheel does not change it by accident."""

    def add(self, words: str, key: object) -> None:
        """One more to choose, told apart by its key."""
        self.addItem(tr(words), key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._beside()
        self.setToolTip(self.currentText() if self.fontMetrics().horizontalAdvance(self.currentText()) > room else "")

    def sizeHint(self) -> QSize:
        widest = max((self.fontMetrics().horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        return QSize(max(super().sizeHint().width() + 24, widest + self._beside() + 4), button_height())

    def _beside(self) -> int:
        """Pixels beside the words, for the edges and the arrow."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(0, 0, WIDE, button_height())
        part = QStyle.SubControl.SC_ComboBoxEditField
        return WIDE - self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 16 * type_().line()), button_height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - self._beside()
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        size = scaled(20)
        drawn = pixmap("chevron_down", "text", size, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - size - 12, (self.height() - size) // 2, drawn)
        painter.end()


class Notes(QPlainTextEdit):
    """Several lines of plain text. Tab leaves the field."""

    left = Signal()

    def __init__(self, lines: int = 4) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._lines = lines

    def sizeHint(self) -> QSize:
        return QSize(240, round(self._lines * type_().line() * 1.2) + 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 2 * type_().line() + 24)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
