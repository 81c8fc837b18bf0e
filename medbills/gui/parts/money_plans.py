"""Payment plans: each with its instalments, which are paid, missed or to come; and the comparison with a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from medbills.domain.agreement import Agreement
from medbills.domain.instalments import Covered, State
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.domain.wording import counted, short_day
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.agreement_form import AgreementForm
from medbills.gui.parts.card_comparison import CardComparison
from medbills.gui.parts.paying import PayingPart
from medbills.gui.parts.plan_words import percent_words
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import SectionTitle
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.find_double_dips import patient_shares
from medbills.services.keep_agreement import AgreementView, keep_agreement, list_agreements, remove_agreement
from medbills.services.list_payments import PaymentList, list_payments

COLUMNS = (
    Column("Payment", right=True), Column("Interest", right=True, waits=3), Column("Left after it", right=True, waits=2), Column("State"),
)  # fmt: skip


@dataclass(frozen=True)
class _Shown:
    plans: tuple[AgreementView, ...]
    payments: PaymentList
    shares: Mapping[str, Money]


class PlansPart(PayingPart):
    """Pressing an instalment that is open notes its payment; one that is paid leads to the payments."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._plans: tuple[AgreementView, ...] = ()
        self.comparison: CardComparison | None = None
        self.compare: Button | None = None
        self.tables: list[RowTable] = []
        self.edits: list[Button] = []

    def question(self) -> Callable[[Any], _Shown]:
        today, person = self.desk.today(), self.desk.person_filter
        return lambda vault: _Shown(
            list_agreements(vault, today=today, person_id=person), list_payments(vault, today=today, person_id=person),
            patient_shares(vault, today=today),
        )

    def busy(self) -> bool:
        return self.form is not None or self.comparison is not None

    def show_answer(self, answer: _Shown) -> None:
        self._plans, self.listed, self.shares = answer.plans, answer.payments, answer.shares
        self.show_again()

    def show_again(self) -> None:
        self.comparison = None
        self.tables, self.edits = [], []
        plans = self._plans
        late = sum(1 for view in plans if view.standing.missed)
        self.told.emit(f"{counted(late, 'plan')} with a missed payment." if late else "What you agreed to pay, month by month.")
        self.add = button("Add a payment plan", "main", "add", bar=True)
        self.add.clicked.connect(lambda: self._edit(None))
        self.compare = button("Compare with a card", "plain", "calculator", bar=True)
        self.compare.clicked.connect(self._compare)
        self.begin(self.add, self.compare)
        for view in plans:
            self._add_plan(view)
        if not plans:
            why = "Did you agree to pay in parts? Enter it. We tell you each day, and what is missed."
            self.column.addWidget(EmptyState("calendar", "No payment plans yet", why))
        self.column.addStretch(1)

    def _add_plan(self, view: AgreementView) -> None:
        agreement = view.agreement
        change = button("Change", "quiet", "edit", small=True, bar=True)
        change.setAccessibleName(tr(f"Change the plan with {agreement.with_whom}"))
        change.clicked.connect(lambda: self._edit(view))
        self.edits.append(change)
        about = QVBoxLayout()
        about.setSpacing(2)
        about.addWidget(SectionTitle(agreement.with_whom, change))
        about.addWidget(ReadingLabel(_terms(view), "small", "text2"))
        self.column.addLayout(about)
        if view.missed:
            self.column.addWidget(Banner(view.missed))
        self.column.addWidget(ReadingLabel(view.says) if view.standing.left else Banner(view.says, "done"))
        if agreement.case_id is None:
            self.column.addWidget(ReadingLabel("Choose its bill, and these days stand in your calendar too.", "small", "text2"))
        rows = [self._row(row) for row in view.standing.rows]
        table = RowTable("Due", COLUMNS, rows, f"Instalments of the plan with {agreement.with_whom}")
        table.pressed.connect(lambda key, view=view: self._take(view, int(key)))
        self.column.addWidget(table)
        self.tables.append(table)

    def _row(self, row: Covered) -> Row:
        today, instalment = self.desk.today(), row.instalment
        if row.state is State.PAID:
            words = f"Paid {short_day(row.paid_on, today)}" if row.paid_on else "Paid"
            state = Cell(words, chip="green", icon="check")
        elif row.state is State.MISSED:
            state = Cell(f"{row.open} missed", chip="red", icon="warning")
        else:
            state = Cell("Next" if row.state is State.NEXT else "Later", chip="teal" if row.state is State.NEXT else "quiet")
        paid = f" · {row.paid} paid so far" if row.paid and row.state is not State.PAID else ""
        interest = Cell(str(instalment.interest) if instalment.interest else "–", "text2")
        return Row(
            str(instalment.number), short_day(instalment.due, today), f"Payment {instalment.number}{paid}",
            (Cell(str(instalment.amount), weight=600), interest, Cell(str(instalment.left), "text2"), state),
        )  # fmt: skip

    # typing

    def _take(self, view: AgreementView, number: int) -> None:
        row = view.standing.rows[number - 1]
        if row.state is State.PAID:
            self.desk.go("money", "payments")
        else:
            self._pay(view.agreement, row.open)

    def _pay(self, agreement: Agreement, amount: Money) -> None:
        today = self.desk.today()
        like = Payment(
            id="", date=today, amount=amount, what=agreement.with_whom, person_id=agreement.person_id, case_id=agreement.case_id
        )
        self.type_payment(like)

    def _edit(self, view: AgreementView | None) -> None:
        listed, today = self.listed, self.desk.today()
        form = AgreementForm(view.agreement if view else None, listed.bills, listed.people, self.desk.person_filter, today)
        form.saved.connect(lambda: self._keep(form))
        if view is not None:
            plan_id = view.agreement.id
            form.removed.connect(lambda: self.write(lambda vault: remove_agreement(vault, plan_id, today=today), "Payment plan removed."))
        self.type_in(form)

    def _keep(self, form: AgreementForm) -> None:
        agreement, today = form.agreement(), self.desk.today()
        self.write(lambda vault: keep_agreement(vault, agreement, today=today), "Payment plan saved.")

    def _compare(self) -> None:
        self.empty()
        like = self._plans[0].agreement if self._plans else None
        self.comparison = CardComparison(like)
        self.comparison.closed.connect(self.close_form)
        self.column.addWidget(self.comparison)
        self.column.addStretch(1)
        self.top_asked.emit()
        self.comparison.form.take_focus()

    def close_form(self) -> None:
        self.comparison = None
        super().close_form()
        self.ask()


def _terms(view: AgreementView) -> str:
    agreement = view.agreement
    if agreement.yearly_rate is None:
        interest = "no interest"
    else:
        interest = f"{percent_words(agreement.yearly_rate)} % a year{', deferred' if agreement.deferred else ''}"
    parts = (view.who, view.bill, f"{agreement.amount} in {counted(agreement.count, 'payment')}", interest, agreement.note)
    return " · ".join(part for part in parts if part)
