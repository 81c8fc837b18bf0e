"""The strip of stages a bill goes through, with the present one named."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from medbills.gui.icons import pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import set_role, type_
from medbills.gui.widgets.shapes import pen, rounded

DOT, LINE, GAP = 20, 36, 8


class StageStrip(QLabel):
    """Steps with dots: done ones checked, the present one a ring, those to come empty. Where names do not fit, only the present one's."""

    def __init__(self, stages: Sequence[str], now: int, dates: Sequence[str] = ()) -> None:
        super().__init__()
        set_role(self, "small", 400)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_stage(stages, now, dates)

    def set_stage(self, stages: Sequence[str], now: int, dates: Sequence[str] = ()) -> None:
        """Show these stages with the one at index `now` present; `dates` go to the tooltip."""
        self._stages, self._now = tuple(stages), now
        spoken = f"{self._stages[now]}, step {now + 1} of {len(self._stages)}"
        told = [f"{name}: {date}" for name, date in zip(self._stages, dates, strict=False) if date]
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(tr(spoken))
        self.setAccessibleName(tr(spoken))
        self.setAccessibleDescription(tr(". ".join(told)))
        self.setToolTip(tr("\n".join(told)))
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        bold = type_().font("small", 600)
        widths = []
        for index, name in enumerate(self._stages):
            metrics = self.fontMetrics()
            if index == self._now:
                self_font = QLabel()
                self_font.setFont(bold)
                metrics = self_font.fontMetrics()
            widths.append(metrics.horizontalAdvance(tr(name)) + 2)
        return widths

    def _full(self) -> int:
        count = len(self._stages)
        return sum(self._widths()) + count * (scaled(DOT) + GAP) + (count - 1) * (LINE + 2 * 12)

    def sizeHint(self) -> QSize:
        return QSize(self._full(), max(scaled(DOT), self.fontMetrics().height()) + 4)

    def minimumSizeHint(self) -> QSize:
        count = len(self._stages)
        return QSize(count * (scaled(DOT) + 6) + max(self._widths()) + GAP, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        named = self.width() >= self._full()
        left, dot, middle = 0.0, scaled(DOT), self.height() / 2
        for index, (name, width) in enumerate(zip(self._stages, self._widths(), strict=True)):
            self._paint_dot(painter, QRectF(left, middle - dot / 2, dot, dot), index)
            left += dot + GAP
            present = index == self._now
            if named or present:
                painter.setFont(type_().font("small", 600 if present else 400))
                painter.setPen(theme().color("text2" if index > self._now else "text"))
                painter.drawText(QRect(round(left), 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), tr(name))
                left += width + 12
            if index + 1 < len(self._stages) and named:
                painter.setPen(pen("accent" if index < self._now else "hairline", 2))
                painter.drawLine(QPointF(left, middle), QPointF(left + LINE, middle))
                left += LINE + 12
        painter.end()

    def _paint_dot(self, painter: QPainter, box: QRectF, index: int) -> None:
        radius = box.width() / 2
        if index < self._now:
            rounded(painter, box, radius, "accent")
            size = round(box.width() * 0.8)
            spare = (box.width() - size) / 2
            painter.drawPixmap(QPointF(box.left() + spare, box.top() + spare), pixmap("check", "on-accent", size, self.devicePixelRatioF()))
        elif index == self._now:
            rounded(painter, box, radius, "surface", "accent", 2)
            inner = box.width() * 0.28
            rounded(painter, box.adjusted(inner, inner, -inner, -inner), radius, "accent")
        else:
            rounded(painter, box, radius, "surface", "control", 1)
