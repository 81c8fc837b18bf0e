"""A panel at the right of a page that stays in view while the page scrolls, its main button always at its foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtWidgets import QFrame, QLayoutItem, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from medbills.gui.type import type_
from medbills.gui.widgets.reflow import ColumnsLayout, Folding
from medbills.gui.widgets.scroll import Scroll

LEAST_LINES = 16  # body lines the panel has at least, beside a short page too
MARGIN = 24  # pixels kept between the panel and the window's edge


class PinnedPanel(QFrame):
    """`content` scrolls where it must, `foot` (the buttons) stands below it. As a card it has an edge and margins."""

    def __init__(self, content: QWidget, foot: QWidget | None = None, card: bool = False) -> None:
        super().__init__()
        if card:
            self.setProperty("role", "card")
        self._content, self._foot = content, foot
        column = self._column = QVBoxLayout(self)
        side = 20 if card else 0
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(12)
        column.addWidget(Scroll(content), 1)
        if foot:
            column.addWidget(foot)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        content.installEventFilter(self)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at which nothing scrolls."""
        margins = self._column.contentsMargins()
        inner = width - margins.left() - margins.right()
        parts = [part for part in (self._content, self._foot) if part is not None and not part.isHidden()]
        heights = [part.heightForWidth(inner) if part.hasHeightForWidth() else part.sizeHint().height() for part in parts]
        return sum(heights) + self._column.spacing() * (len(parts) - 1) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        width = self._content.sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return False


class _LeadingLayout(ColumnsLayout):
    """The left column says how high both are; the right one goes without its full height, but not below a least."""

    def _height(self, item: QLayoutItem, width: int, count: int) -> int:
        height = super()._height(item, width, count)
        if count > 1 and item is self.itemAt(1):
            return min(height, round(LEAST_LINES * type_().line("body")))
        return height


class BesidePinned(Folding):
    """Like Beside, with `panel` kept in view at the right; below the left part it has its whole height."""

    def __init__(
        self, left: QWidget, panel: QWidget, shares: tuple[float, float] = (0.66, 0.34), lines: float = 16, gap: int = 16
    ) -> None:
        super().__init__(_LeadingLayout(2, lines, gap, shares, fits=lambda: type_().scale <= 1.2))
        self.add(left, _Place(self, panel))

    @property
    def side_by_side(self) -> bool:
        """Whether the panel stands at the right."""
        layout = self.inner
        return isinstance(layout, ColumnsLayout) and layout.columns(self.width()) > 1


class _Place(QWidget):
    """The room at the right, in which the panel moves with the window's visible part."""

    def __init__(self, beside: BesidePinned, panel: QWidget) -> None:
        super().__init__()
        self._beside, self._panel = beside, panel
        panel.setParent(self)
        panel.show()
        self._area: QScrollArea | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._panel.heightForWidth(width) if self._panel.hasHeightForWidth() else self._panel.sizeHint().height()

    def sizeHint(self) -> QSize:
        return self._panel.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the panel wants another height
            self.updateGeometry()
            self._settle()
        elif event.type() == QEvent.Type.Show:
            self._watch()
            self._settle()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._settle()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._settle()
        return False

    def _watch(self) -> None:
        """Whatever moves this place or the window over it moves the panel."""
        if self._area is not None:
            return
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above.installEventFilter(self)
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            self._area = above
            above.verticalScrollBar().valueChanged.connect(self._settle)

    def _settle(self, _value: int = 0) -> None:
        if self._area is None or not self._beside.side_by_side:
            self._panel.setGeometry(self.rect())
            return
        window = self._area.viewport()
        seen = self.mapFrom(window, window.rect().topLeft()).y()
        least = min(round(LEAST_LINES * type_().line("body")), self.height())
        top = min(max(seen + MARGIN, 0), self.height() - least)
        bottom = min(max(seen + window.height() - MARGIN, top + least), self.height())
        self._panel.setGeometry(QRect(0, top, self.width(), bottom - top))
