"""A scroll area without an edge or a ground, which keeps what has the keyboard in view."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QWidget

from medbills.gui.type import type_

ROOM = 24  # pixels kept around the part with the keyboard, so that its ring shows

HIGHEST_LINES = 12.0
MOST_OF_WINDOW = 0.4  # of its height, so that the page above stays in sight
BAR = 16  # pixels for the scroll bar


class Scroll(QScrollArea):
    """Vertical scrolling for one widget that takes the width there is."""

    def __init__(self, content: QWidget, role: str = "clear") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view = QWidget()  # our own: to hand out Qt's, PySide would first load every kind of widget there is
        self.setViewport(view)
        view.setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return  # what is being pressed must not move away under the mouse
        content = self.widget()
        if now is not None and content is not None and content.isAncestorOf(now):
            self.ensureWidgetVisible(now, ROOM, ROOM)


class GrownScroll(Scroll):
    """As high as what is in it, up to some lines or a part of the window: for a card at the foot of the pages."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        content = self.widget()
        wanted = content.heightForWidth(max(width - BAR, 200)) if content is not None else 0
        return min(wanted + 2, round(HIGHEST_LINES * type_().line()), round(MOST_OF_WINDOW * self.window().height()))

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 400)))
