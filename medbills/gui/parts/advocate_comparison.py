"""An advocate's fee beside doing it oneself."""

from __future__ import annotations

from decimal import Decimal

from medbills.domain.advocate_fee import FeeKind, FeeTerms, fee_steps, worth_from
from medbills.domain.money import ZERO, Money
from medbills.gui.parts.agreement_form import count_field, rate_field, read_count
from medbills.gui.parts.comparison import Comparison, ComparisonForm
from medbills.gui.parts.plan_words import read_percent
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.field import ChoiceField, MoneyField
from medbills.gui.widgets.label import ReadingLabel

COLUMNS = (Column("Their fee", right=True), Column("Left for you", right=True), Column("Beside doing it yourself", right=True, waits=1))
KINDS = ((FeeKind.PERCENT.value, "A percent of what is saved"), (FeeKind.FLAT.value, "One sum"), (FeeKind.HOURLY.value, "By the hour"))
ASK = (
    "Before you sign, ask: What counts as saved? Is a write-off the hospital owed you anyway counted? Is there a most it can cost? "
    "Who pays if nothing is saved? Do they get money from hospitals or insurers?"
)
SOURCE = "Practice, not law. Free help exists too: legal aid, your state’s insurance office, patient advocates of the hospital."


class _Asked(ComparisonForm):
    def __init__(self, in_question: Money | None) -> None:
        super().__init__("An advocate, or doing it yourself", "Back to help")
        self.most = MoneyField("How much is in question", amount=in_question)
        self.alone = MoneyField("What you may save yourself (blank: nothing)")
        self.kind = ChoiceField("How they charge", KINDS, key=FeeKind.PERCENT.value)
        self.rate = rate_field("Their percent", None)
        self.amount = MoneyField("Their fee, or for one hour")
        self.hours = count_field("How many hours", None, "a number of hours")
        self.cap = MoneyField("The most it can cost, if agreed")
        self.put((self.most, self.alone, self.kind))
        self.put((self.rate, self.amount, self.hours, self.cap))
        self.end()
        self.kind.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        kind = self.kind.key()
        self.rate.setVisible(kind == FeeKind.PERCENT.value)
        self.amount.setVisible(kind != FeeKind.PERCENT.value)
        self.hours.setVisible(kind == FeeKind.HOURLY.value)

    def complete(self) -> bool:
        if not self.require(self.most, "Type a sum like 900.00"):
            return False
        if self.kind.key() == FeeKind.PERCENT.value:
            return self.require(self.rate, "Type a percent like 25")
        needs_hours = self.kind.key() == FeeKind.HOURLY.value
        return self.require(self.amount, "Type a sum like 150.00") and (
            not needs_hours or self.require(self.hours, "Type a number of hours, like 3")
        )

    def terms(self) -> FeeTerms:
        """What they ask, as it stands here."""
        cap = self.cap.money()
        return FeeTerms(
            kind=FeeKind(self.kind.key()), amount=abs(self.amount.money() or ZERO), cap=abs(cap) if cap is not None else None,
            rate=min(read_percent(self.rate.text()) or Decimal(0), Decimal(1)), hours=Decimal(read_count(self.hours.text()) or 0),
        )  # fmt: skip


class AdvocateComparison(Comparison):
    """What is left of each outcome, and from which saving on the advocate is worth it."""

    def __init__(self, in_question: Money | None = None) -> None:
        self.form = _Asked(in_question)
        super().__init__(self.form)

    def work_out(self) -> None:
        most, alone, terms = abs(self.form.most.money() or ZERO), abs(self.form.alone.money() or ZERO), self.form.terms()
        from_ = worth_from(terms, alone, most)
        if from_ is None:
            self.says = f"Even with all {most} saved, less is left for you than {alone}."
        else:
            self.says = f"From {from_} saved on, the advocate leaves you at least as much as doing it yourself."
        self.below.addWidget(Banner(self.says, "info"))
        rows = []
        for step in fee_steps(terms, most):
            beside = step.kept - alone
            told = f"+{beside}" if beside > ZERO else str(beside)
            kept = Cell(str(step.kept), "text" if step.kept >= ZERO else "amber", 600)
            rows.append(Row(step.saved.plain(), f"{step.saved} saved", "", (Cell(str(step.fee)), kept, Cell(told, "text2"))))
        self.table = RowTable("If they get", COLUMNS, rows, "What is left with an advocate", opens=False)
        self.below.addWidget(self.table)
        self.below.addWidget(ReadingLabel(ASK))
        self.below.addWidget(ReadingLabel(SOURCE, "small", "text2"))
