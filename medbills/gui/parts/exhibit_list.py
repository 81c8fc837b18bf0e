"""What a packet holds, part by part: the exhibits can be moved, left out and put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from medbills.gui.language import tr
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow, clear
from medbills.gui.widgets.row_button import two_lines
from medbills.gui.widgets.shapes import soft

PART = int(Qt.ItemDataRole.UserRole)
HINT = "Drag to change the order, or use Alt with the arrow keys. Page numbers follow."
CIRCLE, SIDE, GAP = 26, 12, 12


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the packet with its first page; `paper` is the id of an exhibit's paper, None for pages of our own."""

    label: str
    title: str
    page: int
    paper: str | None = None


class _Rows(QStyledItemDelegate):
    """Letter in a circle, title, page."""

    def _circle(self) -> int:
        return round(CIRCLE * max(type_().scale, 1.0))

    def _title_room(self, width: int) -> QRect:
        left = SIDE + self._circle() + GAP
        return QRect(left, 0, max(width - left - SIDE - GAP - self._page_width(), 60), 10_000)

    def _page_width(self) -> int:
        return round(type_().line("body") * 1.4)

    def _text_height(self, option: QStyleOptionViewItem, part: Part, width: int) -> int:
        metrics = option.fontMetrics
        return int(metrics.boundingRect(self._title_room(width), int(Qt.TextFlag.TextWordWrap), tr(part.title)).height())

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 240
        option.font = type_().font("body", 600)
        part = index.data(PART)
        return QSize(width, max(self._text_height(option, part, width), self._circle()) + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        part: Part = index.data(PART)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            soft(painter, QRectF(area), 8, "accent-soft", "accent")
        ink = "accent-ink" if chosen else "text"
        side = self._circle()
        if part.label:
            circle = QRectF(area.left() + SIDE, area.center().y() - side / 2, side, side)
            soft(painter, circle, side / 2, "surface" if chosen else "accent-soft", "accent")
            painter.setFont(type_().font("small", 600))
            painter.setPen(theme().color("accent-ink" if not chosen else "accent"))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), tr(part.label))
        painter.setFont(type_().font("body", 600 if chosen else 400))
        painter.setPen(theme().color(ink))
        room = self._title_room(area.width())
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(QRect(area.left() + room.left(), area.top(), room.width(), area.height()), flags, tr(part.title))
        painter.setFont(type_().font("small", tabular=True))
        painter.setPen(theme().color("text2" if not chosen else ink))
        number = QRect(area.right() - SIDE - self._page_width(), area.top(), self._page_width(), area.height())
        painter.drawText(number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), tr(str(part.page)))
        painter.restore()


class _List(QListWidget):
    moved = Signal(int)  # by how many rows the current one shall go
    left_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.setItemDelegate(_Rows(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("ringRadius", 8)
        self.setAccessibleName(tr("What is in the packet"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.left_out.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class ExhibitList(QWidget):
    """`page_asked` is the first page of the part chosen; `changed` carries the paper ids in their new order."""

    page_asked = Signal(int)
    changed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[Part] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 16)
        column.setSpacing(8)
        self.count = ReadingLabel("", "small", "text2")
        self.count.setContentsMargins(12, 0, 12, 0)
        column.addWidget(self.count)
        self.list = _List()
        self.list.currentItemChanged.connect(self._chosen)
        self.list.moved.connect(self._move)
        self.list.left_out.connect(self._leave_out)
        self.list.model().rowsMoved.connect(lambda *_: QTimer.singleShot(0, self, self._dropped))
        column.addWidget(self.list, 1)
        self.up = button("Up", "plain", bar=True)
        self.down = button("Down", "plain", bar=True)
        self.out = button("Leave out", "plain", bar=True)
        for part, spoken in ((self.up, "Move up"), (self.down, "Move down"), (self.out, "Leave out")):
            part.setAccessibleName(tr(f"{spoken}: the exhibit that is chosen"))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.out.clicked.connect(self._leave_out)
        self.tools = Flow(self.up, self.down, self.out, gap=8)
        self.tools.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.tools)
        self._aside = QVBoxLayout()
        column.addLayout(self._aside)
        hint = ReadingLabel(HINT, "small", "text2")
        hint.setContentsMargins(12, 4, 12, 0)
        column.addWidget(hint)
        self.setFocusProxy(self.list)
        type_().scaled.connect(self._rescale)

    def _rescale(self, _scale: float) -> None:
        self.list.scheduleDelayedItemsLayout()

    @property
    def order(self) -> list[str]:
        """The exhibits' papers as they stand."""
        return [part.paper for part in self._parts if part.paper]

    def show_parts(self, parts: Sequence[Part], pages: int, aside: Sequence[tuple[str, str]]) -> None:
        """Show a packet's parts; `aside` are id and title of those left out. The chosen part stays chosen."""
        now, row = self._current(), self.list.currentRow()
        self._parts = list(parts)
        self.count.setText(f"{pages} pages" if pages != 1 else "1 page")
        self.list.blockSignals(True)
        self.list.clear()
        for part in parts:
            item = QListWidgetItem()
            item.setData(PART, part)
            letter = f"Exhibit {part.label}, " if part.label else ""
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{letter}{part.title}, page {part.page}")
            if not part.paper:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
            self.list.addItem(item)
        same = next((row for row, part in enumerate(parts) if now and (part.paper or part.title) == (now.paper or now.title)), None)
        self.list.setCurrentRow(min(max(row, 0), len(parts) - 1) if same is None else same)
        self.list.blockSignals(False)
        self._show_aside(aside)
        self._enable()

    def page_shown(self, page: int) -> int:
        """The page to show: the one at hand when it belongs to the chosen part, else that part's first."""
        part = self._current()
        return page if part is None or self._row_of(page) == self.list.currentRow() else part.page

    def _row_of(self, page: int) -> int:
        return max((row for row, part in enumerate(self._parts) if part.page <= page), default=0)

    def show_page(self, page: int) -> None:
        """Mark the part that a page belongs to."""
        row = self._row_of(page)
        self.list.blockSignals(True)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._enable()

    def _show_aside(self, aside: Sequence[tuple[str, str]]) -> None:
        clear(self._aside)
        if aside:
            head = ReadingLabel("Left out", "small", "text2", weight=500)
            head.setContentsMargins(12, 4, 12, 0)
            self._aside.addWidget(head)
        for paper, title in aside:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(12, 2, 4, 2)
            words = QVBoxLayout()
            words.setSpacing(0)
            for label in two_lines(title, "", 400):
                label.setVisible(bool(label.text()))
                words.addWidget(label)
            line.addLayout(words, 1)
            back = button("Put back", "quiet", "undo", small=True, bar=True)
            back.setAccessibleName(tr(f"Put back: {title}"))
            back.clicked.connect(lambda _on=False, one=paper: self.changed.emit([*self.order, one]))
            line.addWidget(back)
            self._aside.addWidget(row)

    def _current(self) -> Part | None:
        item = self.list.currentItem()
        return item.data(PART) if item else None

    def _chosen(self) -> None:
        part = self._current()
        self._enable()
        if part:
            self.page_asked.emit(part.page)

    def _enable(self) -> None:
        part, order = self._current(), self.order
        paper = part.paper if part else None
        self.up.setEnabled(bool(paper) and paper != order[0])
        self.down.setEnabled(bool(paper) and paper != order[-1])
        self.out.setEnabled(bool(paper) and len(order) > 1)

    def _move(self, step: int) -> None:
        part, order = self._current(), self.order
        if part is None or not part.paper:
            return
        at = order.index(part.paper)
        if 0 <= at + step < len(order):
            order.insert(at + step, order.pop(at))
            self.changed.emit(order)

    def _leave_out(self) -> None:
        part, order = self._current(), self.order
        if part is not None and part.paper and len(order) > 1:
            self.changed.emit([paper for paper in order if paper != part.paper])

    def _dropped(self) -> None:
        """Our own pages stay where they are; only the order of the exhibits counts."""
        dropped: list[Part] = [self.list.item(row).data(PART) for row in range(self.list.count())]
        order = [part.paper for part in dropped if part.paper]
        if order != self.order or dropped != self._parts:
            self.changed.emit(order)
