"""Chips, and the pill that says how many days are left and whose turn it is."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from medbills.gui.icons import pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import set_role
from medbills.gui.widgets.shapes import rounded, soft

# kind: ground, text
KINDS = {
    "quiet": ("sunken", "text2"),
    "teal": ("accent-soft", "accent-ink"),
    "amber": ("amber-soft", "amber"),
    "green": ("success-soft", "success"),
    "red": ("danger-soft", "danger"),
    "dashed": ("", "text"),
    "outline": ("", "text2"),
}
URGENT_DAYS, SOON_DAYS = 3, 14


class Chip(QLabel):
    """A short word on a soft ground. Kinds: quiet, teal, amber, green, red, dashed, outline (names a paper)."""

    def __init__(self, text: str = "", kind: str = "quiet", icon: str | None = None) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self, "small", 500, tabular=True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_chip(text, kind, icon)

    def set_chip(self, text: str, kind: str = "quiet", icon: str | None = None) -> None:
        """Another word, kind and icon. KeyError for a kind that is none."""
        self.ground, self.ink = KINDS[kind]
        self.kind, self.icon = kind, icon
        self.setText(tr(text))
        self.setAccessibleName(tr(text))
        self.updateGeometry()

    def _icon_room(self) -> int:
        return scaled(16) + 6 if self.icon else 0

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + self._icon_room() + 20 + 2, round(line * 1.5))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), self.height() / 2
        if self.ground:
            soft(painter, area, radius, self.ground, self.ink)
        else:
            rounded(painter, area, radius, None, "control" if self.kind == "dashed" else "hairline", 1, dashed=self.kind == "dashed")
        left = 10
        if self.icon:
            size = scaled(16)
            painter.drawPixmap(left, (self.height() - size) // 2, pixmap(self.icon, self.ink, size, self.devicePixelRatioF()))
            left += self._icon_room()
        painter.setFont(self.font())
        painter.setPen(theme().color(self.ink))
        painter.drawText(QRect(left, 0, self.width() - left, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()


def days_words(days: int, theirs: bool) -> str:
    """How far off a day is, in words: "3 days left", "tomorrow", "2 days late"."""
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days > 1:
        return f"{days} days left"
    late = f"{-days} day late" if days == -1 else f"{-days} days late"
    return f"{late}: ask why" if theirs else late


def days_kind(days: int, theirs: bool) -> str:
    """The chip's kind for a day `days` calendar days ahead: dashed is their turn, red three days or less, amber fourteen."""
    if theirs:
        return "amber" if days < 0 else "dashed"
    if days <= URGENT_DAYS:
        return "red"
    return "amber" if days <= SOON_DAYS else "quiet"


class DaysLeftPill(Chip):
    """Days left until `due`, counted from `today`; `theirs` when the other side has to act. `done` shows a check instead."""

    def __init__(self, due: datetime.date, today: datetime.date, theirs: bool = False, done: bool = False) -> None:
        super().__init__()
        if done:
            self.set_chip("Done", "green", "check")
            return
        days = (due - today).days
        kind = days_kind(days, theirs)
        self.set_chip(days_words(days, theirs), kind, "clock" if kind in {"red", "amber"} else None)
        self.setAccessibleName(tr(f"{self.text()}, {'their turn' if theirs else 'your turn'}"))
