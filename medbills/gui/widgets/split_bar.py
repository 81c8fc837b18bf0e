"""A bar that shows how a sum divides: yours to pay, in dispute, waiting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from medbills.domain.money import Money
from medbills.gui.icons import scaled
from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.shapes import rounded

HEIGHT, PART_GAP, NARROWEST = 10, 2, 6


class Dot(QWidget):
    """The colored dot beside a part's words."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self._fit()
        type_().scaled.connect(self._fit)

    def _fit(self, _scale: float = 1.0) -> None:
        self.setFixedSize(scaled(10), scaled(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), self.width() / 2, self._token)
        painter.end()


class SplitBar(QWidget):
    """Parts as (words, Money, token); their lengths are their shares. The rows below the bar say the same in words."""

    def __init__(self, parts: Sequence[tuple[str, Money, str]] = ()) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_parts(parts)

    def set_parts(self, parts: Sequence[tuple[str, Money, str]]) -> None:
        """Show other parts; those of nothing are left out."""
        self._parts = [part for part in parts if part[1].cents > 0]
        self.setAccessibleName(tr(", ".join(f"{words} {amount}" for words, amount, _ in self._parts)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    minimumSizeHint = sizeHint

    def widths(self, room: int) -> list[int]:
        """Pixels of each part in `room`: by share, none so narrow that it cannot be seen."""
        total = sum(amount.cents for _, amount, _ in self._parts)
        room -= PART_GAP * (len(self._parts) - 1)
        widths = [max(room * amount.cents // total, NARROWEST) for _, amount, _ in self._parts]
        if widths:
            widths[widths.index(max(widths))] += room - sum(widths)
        return widths

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 5, 5)
        painter.setClipPath(outline)
        if not self._parts:
            painter.fillRect(self.rect(), theme().color("hairline"))
        left = 0
        for (_, _, token), width in zip(self._parts, self.widths(self.width()), strict=True):
            painter.fillRect(left, 0, width, self.height(), theme().color(token))
            left += width + PART_GAP
        painter.end()
