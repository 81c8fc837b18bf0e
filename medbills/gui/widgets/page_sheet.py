"""One page of a paper, with the spots that were read on it, painted so that ink stays ink."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from medbills.domain.paper import Box
from medbills.gui.language import tr
from medbills.gui.theme import theme

PIXELS_PER_POINT = 96 / 72
MARGIN, GROW, SPOT_PAD = 20, 3, 1.5


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page and its size in points; the image may have any resolution."""

    image: QImage
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LitSpot:
    """A value's place: `page` from 1, `box` in points from the page's top-left, `label` for a screen reader."""

    key: str
    page: int
    box: Box
    label: str = ""


class PageSheet(QWidget):
    """The page itself, with its spots painted by multiplying so that ink stays ink."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.page: PageImage | None = None
        self.spots: list[LitSpot] = []
        self.lit: str | None = None
        self.all_lit = True
        self.zoom = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("ownFocus", True)

    @property
    def factor(self) -> float:
        """Pixels of the screen per point of the page."""
        return PIXELS_PER_POINT * self.zoom

    def paper(self) -> QRectF:
        """Where the page lies in this widget."""
        if self.page is None:
            return QRectF()
        width, height = self.page.width * self.factor, self.page.height * self.factor
        return QRectF(max((self.width() - width) / 2, MARGIN), MARGIN, width, height)

    def place(self, spot: LitSpot, grow: float = 0) -> QRectF:
        """Where a spot lies in this widget."""
        x0, top, x1, bottom = spot.box
        at = self.paper().topLeft()
        box = QRectF(at.x() + x0 * self.factor, at.y() + top * self.factor, (x1 - x0) * self.factor, (bottom - top) * self.factor)
        reach = SPOT_PAD * self.factor + grow
        return box.adjusted(-reach, -reach, reach, reach)

    def sizeHint(self) -> QSize:
        if self.page is None:
            return QSize(200, 200)
        return QSize(round(self.page.width * self.factor) + 2 * MARGIN, round(self.page.height * self.factor) + 2 * MARGIN)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.page is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = self.paper()
        painter.fillRect(area, theme().color("paper"))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.drawImage(area, self.page.image)
        painted = set()  # a code and its system may stand in the same place: twice would be darker
        for spot in sorted(self.spots, key=lambda spot: spot.key != self.lit):
            if (spot.key == self.lit or self.all_lit) and spot.box not in painted:
                painter.fillRect(self.place(spot), theme().color("hl" if spot.key == self.lit else "spot"))
                painted.add(spot.box)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRect(area.adjusted(-3, -3, 3, 3))
        for spot in self.spots:
            if spot.key == self.lit:
                painter.setPen(QPen(theme().color("hl-line"), 2))
                painter.drawRoundedRect(self.place(spot, GROW), 5, 5)
            elif self.all_lit:
                painter.setPen(QPen(theme().color("spot-line"), 1))
                painter.drawRoundedRect(self.place(spot), 4, 4)
        painter.end()

    def _at(self, point: QPointF) -> LitSpot | None:
        hit = [spot for spot in self.spots if self.place(spot, GROW).contains(point)]
        return min(hit, key=lambda spot: (spot.box[2] - spot.box[0]) * (spot.box[3] - spot.box[1]), default=None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._at(event.position())
        if spot:
            self.pressed.emit(spot.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tr(spot.label if spot else ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_N: 1, Qt.Key.Key_P: -1}.get(Qt.Key(event.key()), 0)
        if step and self.spots:
            keys = [spot.key for spot in self.spots]
            at = keys.index(self.lit) + step if self.lit in keys else 0
            self.pressed.emit(keys[at % len(keys)])
        else:
            super().keyPressEvent(event)
