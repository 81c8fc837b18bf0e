"""What lies over the window for a moment: the hint while files hang above it, and the menu of a narrow window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import set_fonts_again, type_
from medbills.gui.widgets.shapes import rounded


class _Veil(QWidget):
    """Covers its window and follows its size."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        window.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Lie over everything."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().veil)
        painter.end()


class DropVeil(_Veil):
    """ "Drop to add these papers"."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        font = type_().font("head")
        width, height = min(self.width() - 64, round(420 * type_().scale)), round(96 * type_().scale)
        card = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        rounded(painter, card, 12, "raised", "accent", 2)
        painter.setFont(font)
        painter.setPen(theme().color("text"))
        painter.drawText(card, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), tr("Drop to add these papers"))
        painter.end()


class MenuVeil(_Veil):
    """Holds the sidebar while it is a menu. Esc or a click beside it closes it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch()
        self._panel: QWidget | None = None
        self._give_back: Callable[[], None] | None = None
        self._before: QWidget | None = None

    def show_over(self, panel: QWidget, give_back: Callable[[], None]) -> None:
        """Show a panel at the left; `give_back` puts it where it came from."""
        self._panel, self._give_back, self._before = panel, give_back, self.window().focusWidget()
        self._row.insertWidget(0, panel)
        panel.show()
        set_fonts_again(panel)
        self.cover()
        first = panel.nextInFocusChain()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Close the menu, if it is open."""
        panel, give_back = self._panel, self._give_back
        self._panel = self._give_back = None
        if panel and give_back:
            panel.hide()
            give_back()
            set_fonts_again(panel)
            self.hide()
            if self._before:
                self._before.setFocus()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
