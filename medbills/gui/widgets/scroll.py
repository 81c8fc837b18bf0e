"""A scroll area without an edge or a ground, which keeps what has the keyboard in view."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

ROOM = 24  # pixels kept around the part with the keyboard, so that its ring shows


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
