"""The gate before a patient is asked for a difference: three boxes, and no statement goes out until all are ticked."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from medbills.domain.code_formats import is_cdt
from medbills.domain.money import ZERO
from medbills.domain.practice import PayerClause, StatementGate
from medbills.domain.wording import short_day
from medbills.gui.desk import Desk
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.field import ChoiceField, DateField, Field, MoneyField
from medbills.services.keep_practice_figures import payers_of
from medbills.services.keep_practice_records import clause_words, keep_gate, missing_words, remove_gate

ANSWERS = (("", "Not looked at yet"), ("yes", "Yes"), ("no", "No"))
VALUES = {"": None, "yes": True, "no": False}
KEYS = {None: "", True: "yes", False: "no"}
COLUMNS = (
    Column("Contract", waits=3), Column("EOB", waits=2), Column("Told before", waits=1), Column("Asks", right=True), Column("State"),
)
ABOUT = "Before a patient is asked for a difference: three boxes. Name no patient here."


@dataclass(frozen=True, slots=True)
class _Shown:
    gates: tuple[StatementGate, ...]
    clauses: tuple[PayerClause, ...]
    payers: tuple[str, ...]


class GateForm(MoneyForm):
    """`gate()` gives what stands here. The day of sending can be typed only once all three answers are yes."""

    def __init__(self, one: StatementGate | None, shown: _Shown, today: datetime.date) -> None:
        super().__init__(f"Statement {one.reference}" if one else "A statement to look at", "Remove this statement" if one else "")
        self._one, self._today, self._clauses = one, today, shown.clauses
        only = shown.payers[0] if len(shown.payers) == 1 else ""
        self.reference = Field("Your own number", "No name, please", text=one.reference if one else "")
        self.payer = Field("Payer", "Whose patient it is", text=one.payer if one else only)
        self.code = Field(
            "Code", "Of what was done", text=one.code if one else "",
            check=lambda text: None if is_cdt(text.strip().upper()) else "Type a code like D2392",
        )  # fmt: skip
        self.amount = MoneyField("Difference it asks", "Above the usual share", one.amount if one else None)
        self.contract = ChoiceField(
            "Does the contract permit it?", ANSWERS, "Your contract with the payer", key=KEYS[one.contract_permits if one else None]
        )
        self.clause = Field("Where it says so", text=one.clause if one else "")
        self.eob = ChoiceField(
            "Does the EOB explain it?", ANSWERS, "The plan’s statement to the patient", key=KEYS[one.eob_explains if one else None]
        )
        self.told = ChoiceField(
            "Was the patient told before?", ANSWERS, "A signed estimate proves it", key=KEYS[one.told_before if one else None]
        )
        self.sent = DateField("Sent on", today, "Blank until it went out", day=one.issued_on if one else None)
        self.put((self.reference, self.payer, self.code, self.amount), most=4)
        self.put((self.contract, self.clause), most=2)
        self.put((self.eob, self.told), most=2)
        self.says, self.ready = Banner("", "warning"), Banner("All three boxes are ticked. It may go out.", "done")
        self.body.addWidget(self.says)
        self.body.addWidget(self.ready)
        self.put((self.sent,), most=3)
        self.end()
        for field in (self.payer, self.contract, self.eob, self.told):
            field.changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        found = [clause_words(one) for one in self._clauses if one.payer.casefold() == self.payer.text().casefold()]
        self.clause.set_hint(f"On file: {'; '.join(found)}" if found else "Page of the contract. Add its words under Contract words.")
        waits = missing_words(self._answers())
        self.says.set_text(f"It waits. {waits}")
        self.says.setVisible(bool(waits))
        self.ready.setVisible(not waits)
        self.sent.setEnabled(not waits)

    def _answers(self) -> StatementGate:
        return StatementGate(
            id="", reference="", payer="", code="", amount=ZERO, noted_on=self._today, contract_permits=VALUES[self.contract.key()],
            eob_explains=VALUES[self.eob.key()], told_before=VALUES[self.told.key()],
        )  # fmt: skip

    def complete(self) -> bool:
        needed = (
            (self.reference, "Type your own number, like A-1042"), (self.payer, "Say whose patient, like Harbor Dental."),
            (self.code, "Type a code like D2392"), (self.amount, "Type the difference, like 75.00"),
        )  # fmt: skip
        return all(self.require(field, example) for field, example in needed)

    def gate(self) -> StatementGate:
        """The statement with what stands here; its id is empty where it is new."""
        amount, answers = self.amount.money(), self._answers()
        assert amount is not None
        return dataclasses.replace(
            answers, id=self._one.id if self._one else "", reference=self.reference.text(), payer=self.payer.text(), code=self.code.text(),
            amount=amount, clause=self.clause.text(), noted_on=self._one.noted_on if self._one else self._today,
            issued_on=self.sent.day() if answers.open else None,
        )  # fmt: skip


class GatePart(TypingPart):
    """Pressing a statement opens its boxes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown = _Shown((), (), ())
        self.table: RowTable | None = None

    def question(self) -> Callable[[Any], _Shown]:
        return lambda vault: _Shown(vault.statement_gates.all(), vault.payer_clauses.all(), payers_of(vault))

    def show_answer(self, answer: _Shown) -> None:
        self._shown = answer
        self.show_again()

    def show_again(self) -> None:
        self.told.emit(ABOUT)
        self.add = button("Look at a statement", "main", "add", bar=True)
        self.add.clicked.connect(partial(self._edit, None))
        self.begin(self.add)
        self.table = None
        if self._shown.gates:
            self.table = RowTable("Statement", COLUMNS, self._rows(self._shown.gates), "Statements")
            self.table.pressed.connect(lambda key: self._edit(next(one for one in self._shown.gates if one.id == key)))
            self.column.addWidget(self.table)
        else:
            why = "Does the contract permit it? Does the EOB explain it? Was the patient told before?"
            self.column.addWidget(EmptyState("check_circle", "No statements yet", why))
        self.column.addStretch(1)

    def _rows(self, gates: Sequence[StatementGate]) -> list[Row]:
        return [self._row(one) for one in sorted(gates, key=lambda one: (one.issued_on is not None, -one.noted_on.toordinal()))]

    def _row(self, one: StatementGate) -> Row:
        today = self.desk.today()
        if one.issued_on:
            state = Cell(f"Sent {short_day(one.issued_on, today)}", chip="green", icon="check")
        else:
            state = Cell("May go out", chip="teal") if one.open else Cell("Waits", chip="amber")
        cells = (
            _box(one.contract_permits), _box(one.eob_explains), _box(one.told_before), Cell(str(one.amount), weight=600), state,
        )  # fmt: skip
        return Row(one.id, one.reference, f"{one.payer} · {one.code}", cells)

    def _edit(self, one: StatementGate | None) -> None:
        form = GateForm(one, self._shown, self.desk.today())
        form.saved.connect(lambda: self._keep(form))
        if one is not None:
            form.removed.connect(lambda: self.write(lambda vault: remove_gate(vault, one.id), "Statement removed."))
        self.type_in(form)

    def _keep(self, form: GateForm) -> None:
        one, today = form.gate(), self.desk.today()
        words = "Noted as sent." if one.issued_on else "Saved. It may go out." if one.open else "Saved. It waits."
        self.write(lambda vault: keep_gate(vault, one, today=today), words)


def _box(answer: bool | None) -> Cell:
    return {True: Cell("Yes", "success"), False: Cell("No", "amber"), None: Cell("Not yet", "text2")}[answer]
