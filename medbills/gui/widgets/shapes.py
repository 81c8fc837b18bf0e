"""Grounds and edges, painted crisp on half pixels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from medbills.gui.theme import theme


def rounded(
    painter: QPainter, rect: QRectF, radius: float, fill: str | None = None, edge: str | None = None, width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded box inside `rect`, its ground and edge named by tokens."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme().color(fill) if fill else Qt.BrushStyle.NoBrush)
    if edge:
        pen = QPen(theme().color(edge), width)
        if dashed:
            pen.setDashPattern([2.5, 2.0])
        painter.setPen(pen)
        half = width / 2
        rect = rect.adjusted(half, half, -half, -half)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def soft(painter: QPainter, rect: QRectF, radius: float, ground: str, strong: str) -> None:
    """A soft ground; under high contrast the surface with a strong edge, as soft tones cannot be told apart there."""
    if theme().high_contrast:
        rounded(painter, rect, radius, "surface", strong, 2)
    else:
        rounded(painter, rect, radius, ground)


def pen(token: str, width: float = 1.0) -> QPen:
    """A pen of a token's color with round ends."""
    return QPen(theme().color(token), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
