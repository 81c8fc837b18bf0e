"""Which dental treatments are paid as which cheaper ones: the table that ships, and the user's own rows over it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.code_formats import is_cdt
from medbills.domain.own_pair import OwnPair
from medbills.gui.desk import Desk
from medbills.gui.page import TaskWidget
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.scroll import Scroll
from medbills.services.keep_own_pair import PairRow, keep_own_pair, list_pairs, remove_own_pair

ABOUT = "What plans often pay instead. Your plan’s booklet decides: put your own row over ours."
COLUMNS = (Column("Paid as", waits=1), Column("Whose row", right=True))


class PairForm(MoneyForm):
    """`pair()` gives what stands here."""

    def __init__(self, row: PairRow | None, today: datetime.date) -> None:
        title = f"How {row.code} is paid" if row else "A treatment paid as a cheaper one"
        back = "Go back to ours" if row and row.shipped else "Take this row away"
        super().__init__(title, back if row and row.own else "")
        self._row, self._today = row, today
        self.code = Field("Code that is done", "Like D2392", text=row.code if row else "", check=_dental)
        self.paid_as = Field(
            "Paid as", "Cheaper codes. Blank: itself", text=", ".join(row.paid_as) if row else "", check=_several
        )
        self.source = Field("Where you have it from", "Like: Dental booklet p. 18", text=row.own.source if row and row.own else "")
        self.put((self.code, self.paid_as, self.source), most=3)
        self.end()

    def complete(self) -> bool:
        if not self.require(self.code, "Type a code like D2392"):
            return False
        return self.require(self.source, "Say where you have it from, like Dental booklet p. 18.")

    def pair(self) -> OwnPair:
        """The row with what stands here."""
        return OwnPair(id=self.code.text().upper(), paid_as=_codes(self.paid_as.text()), source=self.source.text(), told_on=self._today)


class PairsPart(TypingPart):
    """Pressing a row puts the user's own in its place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: tuple[PairRow, ...] = ()
        self.table: RowTable | None = None

    def question(self) -> Callable[[Any], tuple[PairRow, ...]]:
        return list_pairs

    def show_answer(self, answer: tuple[PairRow, ...]) -> None:
        self._rows = answer
        self.show_again()

    def show_again(self) -> None:
        self.told.emit(ABOUT)
        self.add = button("Add a row", "main", "add", bar=True)
        self.add.clicked.connect(partial(self._edit, None))
        self.begin(self.add)
        self.table = RowTable("Done", COLUMNS, [_row(one) for one in self._rows], "Treatments and what they are paid as")
        self.table.pressed.connect(lambda key: self._edit(next(one for one in self._rows if one.code == key)))
        self.column.addWidget(self.table)
        self.column.addStretch(1)

    def _edit(self, row: PairRow | None) -> None:
        form = PairForm(row, self.desk.today())
        form.saved.connect(lambda: self._keep(form))
        if row is not None and row.own is not None:
            form.removed.connect(partial(self._remove, row.code))
        self.type_in(form)

    def _keep(self, form: PairForm) -> None:
        pair, today = form.pair(), self.desk.today()
        self.write(lambda vault: keep_own_pair(vault, pair, today=today), f"{pair.code} saved. Your row counts now.")

    def _remove(self, code: str) -> None:
        today = self.desk.today()
        self.write(lambda vault: remove_own_pair(vault, code, today=today), f"Your row for {code} was taken away.")


class PairsTask(TaskWidget):
    """The same table with the whole window, for a family."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Treatments and what they are paid as")
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(32, 24, 32, 24)
        inner.setSpacing(16)
        inner.addWidget(ReadingLabel(ABOUT, "body", "text2"))
        self.part = PairsPart(desk)
        inner.addWidget(self.part, 1)
        area = Scroll(content)
        self.part.top_asked.connect(lambda: area.verticalScrollBar().setValue(0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self.part.ask()


def _row(one: PairRow) -> Row:
    paid_as = ", ".join(one.paid_as) or "Itself, not a cheaper one"
    whose = Cell("Yours", chip="teal") if one.own else Cell("Medbills", "text2")
    return Row(one.code, one.code, one.source, (Cell(paid_as, weight=600 if one.own else 400), whose))


def _codes(text: str) -> tuple[str, ...]:
    return tuple(part.strip().upper() for part in text.replace(";", ",").split(",") if part.strip())


def _dental(text: str) -> str | None:
    return None if is_cdt(text.strip().upper()) else "Type a code like D2392"


def _several(text: str) -> str | None:
    return None if all(is_cdt(code) for code in _codes(text)) else "Type codes like D2150, D2140"
