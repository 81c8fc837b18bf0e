"""The lines of a paper as a table to choose one from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from medbills.domain.paper import LINE_FIELDS, Line, Paper
from medbills.gui.parts.value_field import value_words
from medbills.gui.type import type_

AnyIndex = QModelIndex | QPersistentModelIndex
_MONEY = ("billed", "patient_owes")
ROWS_SHOWN = 7


class LinesModel(QAbstractTableModel):
    """Number, service with its day, and the sums that a line of this paper has."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self.money: tuple[str, ...] = ("billed",)

    def show(self, paper: Paper) -> None:
        """Another paper, or the same one after a change."""
        self.beginResetModel()
        self.lines = paper.lines
        self.money = tuple(name for name in _MONEY if any(getattr(line, name) is not None for line in paper.lines)) or ("billed",)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else 2 + len(self.money)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return ("No.", "Service", *(LINE_FIELDS[name].label for name in self.money))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(index.row(), line, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role == Qt.ItemDataRole.FontRole:
            return type_().font("body", tabular=index.column() > 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Line {index.row() + 1}: " + ", ".join(self._text(index.row(), line, at) for at in range(1, self.columnCount()))
        return None

    def _text(self, number: int, line: Line, column: int) -> str:
        if column == 0:
            return str(number + 1)
        if column == 1:
            day = f"{line.first_day.month}/{line.first_day.day}  " if line.first_day else ""
            return day + (line.description or line.code or "Not named yet")
        return value_words(getattr(line, self.money[column - 2]))

    def _side(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column > 1 else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class LinesTable(QTableView):
    """`chosen` carries the number of the line, from 0, that was gone to."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.lines = LinesModel()
        self.setModel(self.lines)
        self.setAccessibleName("Lines of the paper")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(now.row()))
        type_().scaled.connect(self._fit)

    def show_paper(self, paper: Paper, line: int) -> None:
        """Show these lines, with one chosen."""
        self.selectionModel().blockSignals(True)
        self.lines.show(paper)
        self.selectionModel().blockSignals(False)
        self._fit()
        if 0 <= line < len(paper.lines):
            self.selectRow(line)

    def _fit(self, _scale: float = 1.0) -> None:
        height = 2 * type_().line() + 2
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setFont(type_().font("small", 500))
        header.setHighlightSections(False)
        for column in range(self.lines.columnCount()):
            stretches = column == 1
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.ResizeToContents)
        rows = min(max(self.lines.rowCount(), 2), ROWS_SHOWN)
        self.setFixedHeight(round(header.sizeHint().height() + rows * height + 4))
