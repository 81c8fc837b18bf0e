"""A frame on a page that is dragged with the mouse, or moved and sized with the arrow keys, to take a spot of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from medbills.domain.paper import Box
from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.widgets.document_viewer import DocumentViewer

WIDE, HIGH = 130.0, 18.0  # points of the frame that the keys start with
STEP, FINE = 6.0, 1.0  # points a key moves it; with Ctrl
LEAST = 4.0  # points of a side: a shorter drag was a click
KEYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class SpotFrame(QWidget):
    """Lies over the viewer's page while a spot is being taken. `taken` carries page and box in points from the page's top-left."""

    taken = Signal(int, tuple)
    ended = Signal()

    def __init__(self, viewer: DocumentViewer, name: str, verb: str) -> None:
        super().__init__(viewer.sheet)
        self._viewer = viewer
        self._from: QPointF | None = None
        self._active = False
        self._spot = QRectF()  # in points of the page
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setProperty("ownFocus", True)
        self.setAccessibleName(tr(name))
        self.setAccessibleDescription(tr(f"Arrow keys move it. Shift and an arrow key size it. Enter {verb} it. Escape ends."))
        viewer.sheet.installEventFilter(self)
        viewer.pageChanged.connect(lambda _page: self.end())
        self.hide()

    @property
    def spot(self) -> Box:
        """The frame in points of the page."""
        spot = self._spot.normalized()
        return (spot.left(), spot.top(), spot.right(), spot.bottom())

    def begin(self) -> None:
        """Lay the frame in the middle of what is seen of the page, and take the keyboard."""
        sheet, area = self._viewer.sheet, self._viewer.area
        seen = sheet.visibleRegion().boundingRect() if sheet.isVisible() else sheet.rect()
        middle = self._in_points(QPointF(seen.center()))
        self._spot = QRectF(middle.x() - WIDE / 2, middle.y() - HIGH / 2, WIDE, HIGH)
        self._keep_on_page()
        self._active = True
        self.setGeometry(sheet.rect())
        self.show()
        self.raise_()
        at = area.verticalScrollBar().value()
        self.setFocus()
        area.verticalScrollBar().setValue(at)

    def end(self) -> None:
        """Go away; nothing is taken."""
        if self._active:
            self._active = False
            self._from = None
            self.ended.emit()  # before hiding, so that the keyboard goes where it is called and nothing scrolls
            self.hide()

    def _in_points(self, place: QPointF) -> QPointF:
        paper, factor = self._viewer.sheet.paper(), self._viewer.sheet.factor
        return QPointF((place.x() - paper.left()) / factor, (place.y() - paper.top()) / factor)

    def _on_screen(self) -> QRectF:
        paper, factor = self._viewer.sheet.paper(), self._viewer.sheet.factor
        spot = self._spot.normalized()
        return QRectF(paper.left() + spot.left() * factor, paper.top() + spot.top() * factor, spot.width() * factor, spot.height() * factor)

    def _keep_on_page(self) -> None:
        page = self._viewer.sheet.page
        if page is not None:
            self._spot.setWidth(min(max(self._spot.width(), LEAST), page.width))
            self._spot.setHeight(min(max(self._spot.height(), LEAST), page.height))
            self._spot.moveLeft(min(max(self._spot.left(), 0.0), page.width - self._spot.width()))
            self._spot.moveTop(min(max(self._spot.top(), 0.0), page.height - self._spot.height()))

    def _take(self) -> None:
        page, spot = self._viewer.page, self.spot
        self.end()
        self.taken.emit(page, spot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = self._in_points(event.position())
        self._spot = QRectF(self._from, self._from)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._spot = QRectF(self._from, self._in_points(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        self._spot = QRectF(self._from, self._in_points(event.position())).normalized()
        self._from = None
        if self._spot.width() >= LEAST and self._spot.height() >= LEAST:
            self._take()
        else:
            self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in KEYS:
            step = FINE if held & Qt.KeyboardModifier.ControlModifier else STEP
            across, down = KEYS[key][0] * step, KEYS[key][1] * step
            if held & Qt.KeyboardModifier.ShiftModifier:
                self._spot.setSize(self._spot.size() + type(self._spot.size())(across, down))
            else:
                self._spot.translate(across, down)
            self._keep_on_page()
            at = self._on_screen().center()
            self._viewer.area.ensureVisible(round(at.x()), round(at.y()), 80, 80)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._on_screen()
        ground = theme().color("ink")
        ground.setAlphaF(0.45)
        painter.fillRect(area, ground)
        painter.setPen(QPen(theme().color("surface"), 4))
        painter.drawRect(area.adjusted(-2, -2, 2, 2))
        painter.setPen(QPen(theme().color("accent"), 2))
        painter.drawRect(area.adjusted(-2, -2, 2, 2))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._viewer.sheet and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._viewer.sheet.rect())
        return False
