"""A table whose rows can be pressed; where it gets narrow, columns that can wait move into the first one's second line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from medbills.gui.icons import scaled
from medbills.gui.language import tr
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import Button, button_height, icon_button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.label import Label, ReadingLabel
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines

PAD = 12
FIRST_LINES = 12.0  # body lines that the first column wants for itself
SHORT, AT_FIRST, AT_ONCE = 60, 20, 4  # rows of a list that is made whole; else those made at first, and as one rolls down
PARTS = 16  # parts of so many rows in one section
AHEAD = 1.5  # heights of the window below it that are kept filled
MOST_MEASURED = 100  # texts of a column; the longest of them


@dataclass(frozen=True, slots=True)
class Column:
    """`waits` says when the column makes room: the highest first, 0 never."""

    title: str
    right: bool = False
    waits: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: text with its tone, or a chip of a kind."""

    text: str = ""
    tone: str = "text"
    weight: int = 400
    chip: str = ""
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The first column has two lines; `cells` are those of the other columns."""

    key: str
    first: str
    second: str
    cells: tuple[Cell, ...]


class _PartLayout(QVBoxLayout):
    """Keeps its height at each width until something inside changes: Qt asks for several widths, over and over."""

    def __init__(self, parent: QWidget) -> None:
        self._heights: dict[tuple[bool, int], int] = {}
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)

    def heightForWidth(self, width: int) -> int:
        if (False, width) not in self._heights:
            self._heights[False, width] = super().heightForWidth(width)
        return self._heights[False, width]

    def minimumHeightForWidth(self, width: int) -> int:
        if (True, width) not in self._heights:
            self._heights[True, width] = super().minimumHeightForWidth(width)
        return self._heights[True, width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()


class RowTable(Card):
    """`pressed` carries the key of a row. Arrow keys walk the rows.

    `beneath` makes what stands below a row; with `menus` each row has a button, and `menu_asked` carries its key and place.
    Where `opens` is False the rows only tell. A long list is made as far as it is rolled: `rows` are those that are there,
    `at_least` so many as were there before.
    """

    pressed = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(
        self, first: str, columns: Sequence[Column], rows: Sequence[Row], spoken: str,
        beneath: Callable[[str], Sequence[QWidget]] | None = None, menus: bool = False, opens: bool = True,
        at_least: int = 0,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setAccessibleName(tr(spoken))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._first, self._columns, self._data = first, tuple(columns), tuple(rows)
        self._beneath, self._menus, self._opens = beneath, menus, opens
        self._at_least = max(at_least, AT_FIRST if len(self._data) > SHORT else SHORT)
        self._hidden: frozenset[int] | None = None
        self._measured: list[int] | None = None
        self._area: QScrollArea | None = None
        self._section: _PartLayout | None = None
        self._last: QWidget | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._make_more)
        self.menus: dict[str, Button] = {}
        self.rows: list[RowButton] = []
        type_().scaled.connect(self._rescale)
        if len(self._data) <= SHORT:  # a longer one waits for its width, so that it is not made twice
            self._arrange()

    def _rescale(self, _scale: float) -> None:
        self._hidden = self._measured = None
        self._arrange()

    def _widths(self) -> list[int]:
        if self._measured is None:
            body, small = QFontMetricsF(type_().font("body", 600, True)), QFontMetricsF(type_().font("small", 500))
            self._measured = []
            for at, column in enumerate(self._columns):
                different = list({(row.cells[at].text, row.cells[at].chip): row.cells[at] for row in self._data}.values())
                if len(different) > MOST_MEASURED:
                    different = sorted(different, key=lambda cell: -len(cell.text))[:MOST_MEASURED]
                widest = max((_advance(cell, body, small) for cell in different), default=0)
                self._measured.append(round(max(widest, small.horizontalAdvance(tr(column.title)) + 1) + 2 * PAD))
        return self._measured

    def _to_hide(self) -> frozenset[int]:
        widths = self._widths()
        room = self.width() - FIRST_LINES * type_().line("body")
        hidden: set[int] = set()
        for at in sorted(range(len(widths)), key=lambda at: -self._columns[at].waits):
            if sum(width for index, width in enumerate(widths) if index not in hidden) <= room or not self._columns[at].waits:
                break
            hidden.add(at)
        return frozenset(hidden)

    def _arrange(self) -> None:
        hidden = self._to_hide()
        if hidden == self._hidden:
            return
        self._hidden = hidden
        there = max(len(self.rows), self._at_least)
        clear(self.body)
        self.rows, self.menus, self._section, self._last = [], {}, None, None
        self.body.addWidget(self._head(self._widths()))
        if len(self._data) <= there:
            self._make(self.body, self._data)
            self.body.addStretch(1)
        else:
            self.body.addStretch(1)
            self._add_part(self._data[:there])
        self._look()

    def _make(self, layout: QVBoxLayout, rows: Sequence[Row]) -> None:
        widths = self._widths()
        for row in rows:
            layout.addWidget(divider())
            button = self._row(row, widths)
            button.clicked.connect(lambda _=False, key=row.key: self.pressed.emit(key))
            layout.addWidget(self._with_menu(row, button) if self._menus else button)
            self.rows.append(button)
            for widget in self._beneath(row.key) if self._beneath else ():
                layout.addWidget(_indented(widget))

    # more of a long list

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not self._area and area is not None:
            area.verticalScrollBar().valueChanged.connect(self._look)
            area.verticalScrollBar().rangeChanged.connect(self._look)
        self._area = area
        self._look()

    def _look(self) -> None:
        """Whether the end of the rows comes near the window."""
        if len(self.rows) < len(self._data) and self.isVisible() and not self._soon.isActive() and self._room_below():
            self._soon.start()

    def _room_below(self) -> bool:
        if self._area is None:
            return True  # nothing rolls: all of them are shown
        view = self._area.viewport()
        return self.mapTo(view, QPoint(0, self.height())).y() < view.height() * (1 + AHEAD)

    def _make_more(self) -> None:
        start, above = len(self.rows), self._last
        if start >= len(self._data) or above is None:
            return
        part = self._add_part(self._data[start : start + AT_ONCE])
        before = _reached(above)[-1:]
        for widget in _reached(part):  # what was made last would be reached last, after all that stands below
            if before:
                QWidget.setTabOrder(before[0], widget)
            before = [widget]
        self._look()

    def _add_part(self, rows: Sequence[Row]) -> QWidget:
        """Some rows of a long list, in its last section: the layout above asks each section for its height, and not each row again
        and again."""
        if self._section is None or self._section.count() == PARTS:
            section = QWidget()
            self._section = _PartLayout(section)
            self.body.insertWidget(self.body.count() - 1, section)
        part = self._last = QWidget()
        self._make(_PartLayout(part), rows)
        self._section.addWidget(part)
        return part

    def _shown(self) -> list[int]:
        return [at for at in range(len(self._columns)) if at not in (self._hidden or ())]

    def _head(self, widths: Sequence[int]) -> QWidget:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(20, 12, 20 - PAD + (button_height(bar=True) + 8 if self._menus else 0), 8)
        line.setSpacing(0)
        line.addWidget(ReadingLabel(self._first, "small", "text2", 500), 1)
        for at in self._shown():
            label = Label(self._columns[at].title, "small", "text2", 500)
            label.setAlignment(_side(self._columns[at]))
            label.setContentsMargins(PAD, 0, PAD, 0)
            label.setFixedWidth(widths[at])
            line.addWidget(label)
        return head

    def _row(self, row: Row, widths: Sequence[int]) -> RowButton:
        told = [f"{column.title}: {cell.text}" for column, cell in zip(self._columns, row.cells, strict=True) if cell.text]
        waiting = [told_of for at in sorted(self._hidden or ()) if (told_of := _told(self._columns[at], row.cells[at]))]
        button = RowButton(". ".join([row.first, *([row.second] if row.second else []), *told]))
        line = QHBoxLayout(button)
        line.setContentsMargins(20, 8, 20 - PAD, 8)
        line.setSpacing(0)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in two_lines(row.first, " · ".join(part for part in (row.second, *waiting) if part)):
            if label.text():
                words.addWidget(label)
        line.addLayout(words, 1)
        for at in self._shown():
            line.addWidget(_cell(self._columns[at], row.cells[at], widths[at]))
        see_through(button)
        if not self._opens:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return button

    def _with_menu(self, row: Row, row_button: RowButton) -> QWidget:
        """The row with a button for its menu; right-click and the menu key on the row open it too."""
        menu = icon_button("more", f"More for {row.first}, {row.second}", "quiet")
        menu.setAccessibleDescription(tr(row_button.accessibleName()))  # two papers of one sender differ in their day and sum
        menu.setFixedSize(button_height(bar=True), button_height(bar=True))

        def ask() -> None:
            self.menu_asked.emit(row.key, menu.mapToGlobal(QPoint(0, menu.height())))

        menu.clicked.connect(ask)
        row_button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row_button.customContextMenuRequested.connect(ask)
        self.menus[row.key] = menu
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(0)
        line.addWidget(row_button, 1)
        line.addWidget(menu, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _reached(part: QWidget) -> list[QWidget]:
    """What Tab reaches in a part, from the top down."""
    return [widget for widget in (part, *part.findChildren(QWidget)) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _indented(widget: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(20, 0, 12, 8)
    line.addWidget(widget)
    return holder


def _advance(cell: Cell, body: QFontMetricsF, small: QFontMetricsF) -> float:
    if not cell.chip:
        return body.horizontalAdvance(tr(cell.text))
    return small.horizontalAdvance(tr(cell.text)) + 28 + (scaled(16) + 6 if cell.icon else 0)


def _told(column: Column, cell: Cell) -> str:
    if cell.text in ("", "–"):
        return ""
    return f"{tr(column.title)} {tr(cell.text)}" if column.right else tr(cell.text)


def _side(column: Column) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


def _cell(column: Column, cell: Cell, width: int) -> QWidget:
    if cell.chip:
        holder = QWidget()
        holder.setFixedWidth(width)
        line = QHBoxLayout(holder)
        line.setContentsMargins(PAD, 0, PAD, 0)
        line.addWidget(Chip(cell.text, cell.chip, cell.icon), 0, _side(column))
        return holder
    label = Label(cell.text, "body", cell.tone, cell.weight, tabular=True)
    label.setAlignment(_side(column))
    label.setContentsMargins(PAD, 0, PAD, 0)
    label.setFixedWidth(width)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return label
