"""The lines of a paper as a table to choose one from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from medbills.domain.doubt import doubts
from medbills.domain.paper import LINE_FIELDS, Line, Paper
from medbills.gui.icons import pixmap, scaled
from medbills.gui.language import tr
from medbills.gui.parts.value_field import value_words
from medbills.gui.type import type_

AnyIndex = QModelIndex | QPersistentModelIndex
_MONEY = ("billed", "patient_owes")
ROWS_SHOWN = 5
PAD, EDGE = 8, 10  # pixels at both sides of a cell, as the style sheet has them, and what Qt itself keeps free beside a text
SERVICE = 1
_ITS_OWN = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class LinesModel(QAbstractTableModel):
    """Number, service with its day, and the sums that a line of this paper has; a sign beside the number of a line in doubt."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self.money: tuple[str, ...] = ("billed",)
        self.doubtful: frozenset[int | None] = frozenset()

    def show(self, paper: Paper) -> None:
        """Another paper, or the same one after a change."""
        money = tuple(name for name in _MONEY if any(getattr(line, name) is not None for line in paper.lines)) or ("billed",)
        doubtful = frozenset(doubt.line for doubt in doubts(paper))
        if len(paper.lines) == len(self.lines) and money == self.money and self.lines:
            self.lines, self.doubtful = paper.lines, doubtful
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.lines, self.money, self.doubtful = paper.lines, money, doubtful
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else 2 + len(self.money)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(("No.", "Service", *(LINE_FIELDS[name].label for name in self.money))[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole or (role == Qt.ItemDataRole.ToolTipRole and column == SERVICE):
            return self.words(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        if role == Qt.ItemDataRole.FontRole:
            return type_().font("body", tabular=column != SERVICE)
        if role == Qt.ItemDataRole.DecorationRole and column == 0 and row in self.doubtful:
            return pixmap("warning", "amber", scaled(16), 2.0)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"Line {row + 1}: " + ", ".join(self.words(row, at) for at in range(1, self.columnCount()))
            return tr(f"{said}, to check" if row in self.doubtful else said)
        return None

    def words(self, row: int, column: int) -> str:
        """What a cell shows."""
        if column == 0:
            return str(row + 1)
        line = self.lines[row]
        if column == SERVICE:
            day = f"{line.first_day.month}/{line.first_day.day}  " if line.first_day else ""
            return day + (line.description or line.code or "Not named yet")
        return value_words(getattr(line, self.money[column - 2]))

    def _side(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column > SERVICE else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class LinesTable(QTableView):
    """`chosen` carries the number of the line, from 0, that was gone to. Letters are left to who owns it."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.lines = LinesModel()
        self.setProperty("role", "lines")
        self.setModel(self.lines)
        self.setAccessibleName(tr("Lines of the paper"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(now.row()))
        type_().scaled.connect(self._fit)

    def show_paper(self, paper: Paper, line: int) -> None:
        """Show these lines, with one chosen; that is not told."""
        self.selectionModel().blockSignals(True)
        self.lines.show(paper)
        self.selectionModel().blockSignals(False)
        self._fit()
        if 0 <= line < len(paper.lines) and self.currentIndex().row() != line:
            self.blockSignals(True)
            self.selectRow(line)
            self.blockSignals(False)

    def _fit(self, _scale: float = 1.0) -> None:
        height = 2 * type_().line() + 2
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setFont(type_().font("small", 500))
        header.setHighlightSections(False)
        header.setMinimumSectionSize(1)
        for column in range(self.lines.columnCount()):
            stretches = column == SERVICE
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Fixed)
            if not stretches:
                header.resizeSection(column, self._width(column))
        rows = min(max(self.lines.rowCount(), 2), ROWS_SHOWN)
        self.setFixedHeight(round(header.sizeHint().height() + rows * height + EDGE))

    def _width(self, column: int) -> int:
        """What its widest cell takes: digits are as wide as each other, so the longest one is."""
        longest = max((self.lines.words(row, column) for row in range(self.lines.rowCount())), key=len, default="")
        cells = QFontMetrics(type_().font("body", tabular=True)).horizontalAdvance(longest)
        title = self.lines.headerData(column, Qt.Orientation.Horizontal)
        head = QFontMetrics(type_().font("small", 500)).horizontalAdvance(tr(title))
        sign = scaled(16) + 6 if column == 0 and self.lines.doubtful else 0
        return max(cells + sign, head) + 2 * PAD + EDGE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):  # Qt would go to the row's ends
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.lines.rowCount() - 1)
        elif event.key() in _ITS_OWN:
            super().keyPressEvent(event)
        else:
            event.ignore()
