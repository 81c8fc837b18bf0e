"""The rows of the search: headings and finds as a model, painted with what fits lit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from medbills.domain.search_terms import as_written
from medbills.gui.icons import pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.shapes import rounded, soft
from medbills.services.search_hit import Hit

SIDE, ICON_GAP, BETWEEN = 26, 12, 16
HIT = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class SearchRows(QAbstractListModel):
    """A heading is a text, a find is a hit. Headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[str | Hit] = []
        self.lit: re.Pattern[str] | None = None

    def show(self, hits: Sequence[Hit], lit: Sequence[str]) -> None:
        """These finds, each group under its heading."""
        self.beginResetModel()
        self.rows, self.lit = [], as_written(lit)
        group = None
        for hit in hits:
            if hit.group is not group:
                group = hit.group
                self.rows.append(group.value)
            self.rows.append(hit)
        self.endResetModel()

    def places(self) -> list[int]:
        """The rows that can be chosen."""
        return [place for place, row in enumerate(self.rows) if isinstance(row, Hit)]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None
        if row is None:
            return None
        if role == HIT:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr(row.spoken if isinstance(row, Hit) else row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Hit):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class SearchDelegate(QStyledItemDelegate):
    """Two lines with an icon, the sum at the right; on the chosen one the key that opens it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(index.data(HIT), Hit):
            lines = _metrics("body", 500).height() + (_metrics("small").height() if index.data(HIT).where else 0)
            return QSize(200, lines + 16)
        return QSize(200, _metrics("small", 500).height() + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(HIT)
        painter.save()
        rect: QRect = option.rect
        if isinstance(row, Hit):
            state: QStyle.StateFlag = option.state
            model = index.model()
            lit = model.lit if isinstance(model, SearchRows) else None
            self._paint_hit(painter, rect, row, lit, bool(state & QStyle.StateFlag.State_Selected))
        elif row is not None:
            painter.setFont(type_().font("small", 500))
            painter.setPen(theme().color("text2"))
            painter.drawText(rect.adjusted(SIDE, 4, -SIDE, 0), int(Qt.AlignmentFlag.AlignVCenter), tr(row))
        painter.restore()

    def _paint_hit(self, painter: QPainter, rect: QRect, hit: Hit, lit: re.Pattern[str] | None, chosen: bool) -> None:
        if chosen:
            soft(painter, QRectF(rect.adjusted(12, 0, -12, 0)), 8, "accent-soft", "accent")
        size = scaled(20)
        tone = "accent-ink" if chosen else "text2"
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.left() + SIDE, rect.center().y() - size // 2, pixmap(hit.icon, tone, size, ratio))
        left, right = rect.left() + SIDE + size + ICON_GAP, rect.right() - SIDE
        if chosen:
            right = self._paint_key(painter, rect, right)
        if hit.amount:
            font = type_().font("body", 600, tabular=True)
            width = QFontMetrics(font).horizontalAdvance(hit.amount) + 3
            box = QRect(right - width, rect.top(), width, rect.height())
            _draw_lit(painter, box, hit.amount, font, "text", lit)
            right -= width + BETWEEN
        body, small = type_().font("body", 500), type_().font("small")
        heights = QFontMetrics(body).height(), QFontMetrics(small).height() if hit.where else 0
        top = rect.top() + (rect.height() - sum(heights)) // 2
        _draw_lit(painter, QRect(left, top, right - left, heights[0]), hit.title, body, "text", lit)
        if hit.where:
            _draw_lit(painter, QRect(left, top + heights[0], right - left, heights[1]), hit.where, small, "text2", None)

    def _paint_key(self, painter: QPainter, rect: QRect, right: int) -> int:
        """The Enter key; where it begins."""
        font = type_().font("small")
        width, height = QFontMetrics(font).horizontalAdvance(tr("Enter")) + 14, QFontMetrics(font).height() + 6
        cap = QRect(right - width, rect.center().y() - height // 2, width, height)
        rounded(painter, QRectF(cap), 5, "raised", "hairline")
        painter.setFont(font)
        painter.setPen(theme().color("text2"))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), tr("Enter"))
        return right - width - BETWEEN


def is_cut(hit: Hit, width: int) -> bool:
    """Whether a row of this width has no room for the whole title."""
    title, where = tr(hit.title), tr(hit.where)
    amount = QFontMetrics(type_().font("body", 600, tabular=True)).horizontalAdvance(hit.amount) + BETWEEN if hit.amount else 0
    room = width - 2 * SIDE - scaled(20) - ICON_GAP - amount - 90
    return max(_metrics("body", 500).horizontalAdvance(title), _metrics("small").horizontalAdvance(where)) > room


def _metrics(role: str, weight: int | None = None) -> QFontMetrics:
    return QFontMetrics(type_().font(role, weight))


def _draw_lit(painter: QPainter, box: QRect, text: str, font: QFont, tone: str, lit: re.Pattern[str] | None) -> None:
    """One line of plain text, cut where there is no room, on the ground of lit words. It is translated whole, never piece by piece."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(" ".join(tr(text).split()), Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    at, baseline = box.left(), box.top() + (box.height() - metrics.height()) // 2 + metrics.ascent()
    for piece, is_lit in _pieces(shown, lit):
        width = metrics.horizontalAdvance(piece)
        if is_lit:
            ground = QRectF(at - 2, baseline - metrics.ascent() + 1, width + 4, metrics.height() - 2)
            rounded(painter, ground, 4, "hl")
        painter.setPen(theme().color("ink" if is_lit else tone))
        painter.drawText(at, baseline, piece)
        at += width


def _pieces(text: str, lit: re.Pattern[str] | None) -> list[tuple[str, bool]]:
    pieces, last = [], 0
    for found in lit.finditer(text) if lit else ():
        if found.end() > found.start():
            pieces += [(text[last : found.start()], False), (found[0], True)]
            last = found.end()
    return [(piece, is_lit) for piece, is_lit in (*pieces, (text[last:], False)) if piece]
