"""What each payer's contract says, word for word, with its page and source."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from medbills.domain.practice import PayerClause
from medbills.domain.wording import long_day
from medbills.gui.desk import Desk
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.field import DateField, Field, NotesField
from medbills.services.keep_practice_records import keep_clause, remove_clause

COLUMNS = (Column("About", waits=1), Column("Page", waits=2), Column("Contract of", right=True))
FIRST_WORDS = 140


class ClauseForm(MoneyForm):
    """`clause()` gives what stands here."""

    def __init__(self, one: PayerClause | None, payers: Sequence[str], today: datetime.date) -> None:
        super().__init__("Change these words" if one else "Words of a contract", "Remove these words" if one else "")
        self._one, self._today = one, today
        only = payers[0] if len(payers) == 1 else ""
        self.payer = Field("Payer", "Whose contract it is", text=one.payer if one else only)
        self.about = Field("About", "In a few words", text=one.about if one else "Cheaper treatments")
        self.page = Field("Page", "Like: p. 12", text=one.page if one else "")
        self.source = Field("Where it is from", "Like: Provider contract of 2024", text=one.source if one else "")
        self.day = DateField("Contract’s day", today, "Blank: not told", day=one.dated if one else None)
        self.words = NotesField("The words", "Copy them as they stand", one.words if one else "", 6)
        self.put((self.payer, self.about), most=2)
        self.put((self.source, self.page, self.day), most=3)
        self.put((self.words,), most=1)
        self.end()

    def complete(self) -> bool:
        needed = (
            (self.payer, "Say whose contract it is, like Harbor Dental."),
            (self.source, "Say where it is from, like Provider contract of 2024"),
            (self.page, "Say on which page it stands, like p. 12"), (self.words, "Copy the words of the contract."),
        )  # fmt: skip
        return all(self.require(field, example) for field, example in needed)

    def clause(self) -> PayerClause:
        """The clause with what stands here; its id is empty where it is new."""
        before = self._one or PayerClause(id="", payer="", about="", words="", page="", source="")
        return dataclasses.replace(
            before, payer=self.payer.text(), about=self.about.text(), words=self.words.text(), page=self.page.text(),
            source=self.source.text(), dated=self.day.day(),
        )  # fmt: skip


class ClausesPart(TypingPart):
    """Pressing a row changes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._clauses: tuple[PayerClause, ...] = ()
        self._payers: tuple[str, ...] = ()
        self.table: RowTable | None = None

    def question(self) -> Callable[[Any], tuple[tuple[PayerClause, ...], tuple[str, ...]]]:
        from medbills.services.keep_practice_figures import payers_of

        return lambda vault: (vault.payer_clauses.all(), payers_of(vault))

    def show_answer(self, answer: tuple[tuple[PayerClause, ...], tuple[str, ...]]) -> None:
        self._clauses, self._payers = answer
        self.show_again()

    def show_again(self) -> None:
        self.told.emit("What each payer’s contract says, word for word. The gate for statements shows it.")
        self.add = button("Add contract words", "main", "add", bar=True)
        self.add.clicked.connect(partial(self._edit, None))
        self.begin(self.add)
        self.table = None
        if self._clauses:
            self.table = RowTable("Payer and words", COLUMNS, [_row(one) for one in self._clauses], "Contract words")
            self.table.pressed.connect(lambda key: self._edit(next(one for one in self._clauses if one.id == key)))
            self.column.addWidget(self.table)
        else:
            why = "Copy what each contract says on cheaper treatments and on billing the difference."
            self.column.addWidget(EmptyState("rights", "No contract words yet", why))
        self.column.addStretch(1)

    def _edit(self, one: PayerClause | None) -> None:
        form = ClauseForm(one, self._payers, self.desk.today())
        form.saved.connect(lambda: self._keep(form))
        if one is not None:
            form.removed.connect(lambda: self.write(lambda vault: remove_clause(vault, one.id), "Contract words removed."))
        self.type_in(form)

    def _keep(self, form: ClauseForm) -> None:
        one, today = form.clause(), self.desk.today()
        self.write(lambda vault: keep_clause(vault, one, today=today), "Contract words saved.")


def _row(one: PayerClause) -> Row:
    words = one.words if len(one.words) <= FIRST_WORDS else one.words[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"
    day = Cell(long_day(one.dated) if one.dated else "Not told", "text2")
    return Row(one.id, one.payer, f"“{words}” · {one.source}", (Cell(one.about, "text2"), Cell(one.page, "text2"), day))
