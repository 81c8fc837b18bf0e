"""A month as a grid of days with what stands on them: arrow keys move the day, Enter opens it."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from medbills.domain.wording import counted, day_name, long_day, short_month
from medbills.gui.language import tr
from medbills.gui.parts.month_legend import GROUNDS
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.widgets.label import lines_of
from medbills.gui.widgets.shapes import pen, rounded, soft
from medbills.services.calendar_days import Entry, Turn

Index = QModelIndex | QPersistentModelIndex
DAY = Qt.ItemDataRole.UserRole
DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
WEEK = calendar.Calendar(firstweekday=calendar.SUNDAY)
SIDE, PAD = 5, 7  # from the cell's edge to an entry, from there to its words
MOST_LINES = 2  # of an entry's words
SPOKEN = {Turn.SOON: "soon, your turn", Turn.YOURS: "your turn", Turn.THEIRS: "their turn", Turn.OVER: "past or done"}
MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


def weeks_of(month: datetime.date) -> list[list[datetime.date]]:
    """The weeks that hold a month, from Sunday on."""
    return WEEK.monthdatescalendar(month.year, month.month)


def month_away(day: datetime.date, months: int) -> datetime.date:
    """The same day some months on, or the last one of a shorter month."""
    year, at = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, at + 1, min(day.day, calendar.monthrange(year, at + 1)[1]))


class _Month(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.month = datetime.date.min
        self.weeks: list[list[datetime.date]] = []
        self.entries: Mapping[datetime.date, Sequence[Entry]] = {}

    def show(self, month: datetime.date, entries: Mapping[datetime.date, Sequence[Entry]]) -> None:
        self.beginResetModel()
        self.month, self.entries, self.weeks = month.replace(day=1), entries, weeks_of(month)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.weeks)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 7

    def day(self, index: Index) -> datetime.date:
        return self.weeks[index.row()][index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        day = self.day(index)
        entries = self.entries.get(day, ())
        if role == DAY:
            return day
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            said = [f"{entry.title}, {SPOKEN[entry.turn]}" for entry in entries]
            return tr(f"{day_name(day)}, {long_day(day)}. {'. '.join(said) or 'Nothing'}")
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(tr(entry.title) for entry in entries)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(DAYS[section])
        return None


@dataclass(frozen=True, slots=True)
class _Placed:
    """An entry in its cell; without one the words tell how many more there are."""

    box: QRect
    words: str
    entry: Entry | None


class _Cells(QStyledItemDelegate):
    """Paints a day: its number, what stands on it, an edge where it is chosen."""

    def __init__(self, view: MonthView) -> None:
        super().__init__(view)
        self._view = view

    def placed(self, cell: QRect, entries: Sequence[Entry]) -> Iterator[_Placed]:
        """Where the entries stand; the last place tells of those there is no room for."""
        font = type_().font("small")
        step = round(QFontMetricsF(font).height() * 1.1)
        top = cell.top() + head_height()
        width = cell.width() - 2 * SIDE
        for at, entry in enumerate(entries):
            left = len(entries) - at
            words = _words(entry)
            lines = lines_of(words, font, width - PAD - 2, MOST_LINES)
            height = len(lines) * step + 6
            room = cell.bottom() - 3 - top - (step + 4 if left > 1 else 0)
            if height > room and at == 0:
                lines, height = lines_of(words, font, width - PAD - 2, 1), step + 6
            if height > room and (at or height > cell.bottom() - top):
                more = tr(f"{left} more" if at else counted(left, "entry", "entries"))
                yield _Placed(QRect(cell.left() + SIDE, top, width, step + 2), more, None)
                return
            yield _Placed(QRect(cell.left() + SIDE, top, width, height), "\n".join(lines), entry)
            top += height + 4

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell, model = option.rect, self._view.month_model
        day = model.day(index)
        painter.save()
        painter.setPen(pen("hairline"))
        if index.row() + 1 < len(model.weeks):
            painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if index.column() < 6:
            painter.drawLine(cell.topRight(), cell.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._number(painter, cell, day)
        for placed in self.placed(cell, model.entries.get(day, ())):
            _paint_entry(painter, placed)
        if day == self._view.day:
            rounded(painter, QRectF(cell), 2, None, "accent", 2)
            if self._view.hasFocus():
                rounded(painter, QRectF(cell).adjusted(4, 4, -4, -4), 2, None, "accent", 2)
        painter.restore()

    def _number(self, painter: QPainter, cell: QRect, day: datetime.date) -> None:
        month, today = self._view.month_model.month, self._view.today
        words = f"{short_month(day)} {day.day}" if day.day == 1 and day.month != month.month else str(day.day)
        apart = day.month != month.month or day.weekday() >= 5
        line = type_().line("body")
        area = QRect(cell.left() + 13, cell.top() + 7, cell.width() - 14, line + 4)
        painter.setFont(type_().font("body", 600 if day == today else 400, tabular=True))
        if day == today:
            side = line + 8
            width = painter.fontMetrics().horizontalAdvance(tr(words))
            circle = QRectF(area.left() + (width - side) / 2, area.center().y() - side / 2 + 1, side, side)
            rounded(painter, circle, side / 2, "accent")
        painter.setPen(theme().color("on-accent" if day == today else "text2" if apart else "text"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), tr(words))


def _words(entry: Entry) -> str:
    """What stands in the day: the short words where the language knows them, else the whole title. Cut only after they are said."""
    short = tr(entry.short)
    return short if short != entry.short or tr(entry.title) == entry.title else tr(entry.title)


def head_height() -> int:
    """From a cell's top to its first entry."""
    return type_().line("body") + 17


def _paint_entry(painter: QPainter, placed: _Placed) -> None:
    box, entry = QRectF(placed.box), placed.entry
    ink = "text2"
    if entry is not None and entry.turn is Turn.THEIRS:
        ink = "text"
        rounded(painter, box, 4, None, "control", 1, dashed=True)
    elif entry is not None:
        ground, ink = GROUNDS[entry.turn]
        soft(painter, box, 4, ground, ink)
    painter.setPen(theme().color(ink))
    painter.setFont(type_().font("small"))
    painter.drawText(box.adjusted(PAD, 2, 0, -2), int(Qt.AlignmentFlag.AlignVCenter), placed.words)


class MonthView(QTableView):
    """`moved` carries the day that was moved to, which may lie in another month; `opened` tells of Enter, `taken` of a click."""

    moved = Signal(object)
    opened = Signal()
    taken = Signal(object)  # Entry

    def __init__(self, today: datetime.date) -> None:
        super().__init__()
        self.today = self.day = today
        self.month_model = _Month()
        self.setModel(self.month_model)
        self._cells = _Cells(self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(tr("The month"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "month")
        self.setShowGrid(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(10)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_month(self, day: datetime.date, entries: Mapping[datetime.date, Sequence[Entry]]) -> None:
        """Show the month of a day, that day chosen."""
        self.day = day
        self.month_model.show(day, entries)
        at = next(
            (row, column) for row, week in enumerate(self.month_model.weeks) for column, one in enumerate(week) if one == day
        )  # fmt: skip
        self.setCurrentIndex(self.month_model.index(*at))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES:
            self.moved.emit(self.day + datetime.timedelta(days=MOVES[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.moved.emit(month_away(self.day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self.moved.emit(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            day = self.month_model.day(index)
            entry = self.entry_at(event.position().toPoint())
            self.moved.emit(day)
            if entry is not None:
                self.taken.emit(entry)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def entry_at(self, point: QPoint) -> Entry | None:
        """The entry painted at a point of the viewport."""
        index = self.indexAt(point)
        entries = self.month_model.entries.get(self.month_model.day(index), ()) if index.isValid() else ()
        return next((placed.entry for placed in self._cells.placed(self.visualRect(index), entries) if placed.box.contains(point)), None)


class MonthGrid(QWidget):
    """The month in its rounded frame, the days of the week at its head."""

    def __init__(self, today: datetime.date) -> None:
        super().__init__()
        self.view = MonthView(today)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.view)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        type_().scaled.connect(self._arrange)
        self._arrange()

    def _head(self) -> int:
        return round(type_().line("body") * 1.85)

    def _arrange(self, _scale: float = 1.0) -> None:
        self._column.setContentsMargins(1, self._head() + 1, 1, 1)
        self.updateGeometry()

    def _height(self) -> int:
        small = QFontMetricsF(type_().font("small")).height()
        week = head_height() + round(MOST_LINES * small * 1.1) + 12
        return self._head() + 2 + week * max(len(self.view.month_model.weeks), 5)

    def sizeHint(self) -> QSize:
        return QSize(600, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self._height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, head = QRectF(self.rect()), self._head()
        rounded(painter, area, 12, "surface")
        path = QPainterPath()
        path.addRoundedRect(area, 12, 12)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(QRectF(0, 0, self.width(), head), theme().color("sunken"))
        painter.setPen(pen("hairline"))
        painter.drawLine(0, head, self.width(), head)
        painter.restore()
        rounded(painter, area, 12, None, "hairline")
        painter.setFont(type_().font("small"))
        painter.setPen(theme().color("text2"))
        for column, name in enumerate(DAYS):
            left = self.view.columnViewportPosition(column) + 14
            painter.drawText(QRect(left, 0, self.view.columnWidth(column), head), int(Qt.AlignmentFlag.AlignVCenter), tr(name))
        painter.end()
