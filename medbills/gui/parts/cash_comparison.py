"""A cash price beside using insurance, with the deductible credit that is lost."""

from __future__ import annotations

from decimal import Decimal

from medbills.domain.cash_price import Path, YearLeft, compare_paths
from medbills.domain.money import ZERO, Money
from medbills.gui.parts.agreement_form import rate_field
from medbills.gui.parts.comparison import Comparison, ComparisonForm, money_line
from medbills.gui.parts.plan_words import percent_words, read_percent
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.field import MoneyField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns

BEFORE = (
    "Ask first: Is the cash price in writing, and for all who will bill? Some plans count cash toward the deductible if you send the "
    "receipt. You can ask that nothing goes to the plan once it is paid in full (45 CFR 164.522(a)(1)(vi))."
)
SOURCE = "Hospitals must publish cash prices: 45 CFR 180.50. Worked out from your figures. Information, not advice."


class _Asked(ComparisonForm):
    def __init__(self, left: YearLeft | None) -> None:
        super().__init__("Pay cash, or use insurance", "Back to help")
        self.cash = MoneyField("The cash price, for everything")
        self.allowed = MoneyField("The plan’s price, by its website or a call")
        self.deductible = MoneyField("Deductible still open", amount=left.deductible if left else None)
        self.rate = rate_field("Your percent after it", left.rate if left else None)
        self.out_of_pocket = MoneyField("Left to the yearly limit (blank: not known)", amount=left.out_of_pocket if left else None)
        self.later = MoneyField("Other care this year, at the plan’s price")
        self.put((self.cash, self.allowed, self.deductible))
        self.put((self.rate, self.out_of_pocket, self.later))
        self.end()

    def complete(self) -> bool:
        return (
            self.require(self.cash, "Type a sum like 450.00")
            and self.require(self.allowed, "Type a sum like 600.00. Ask the insurer.")
            and self.require(self.deductible, "Type a sum like 500.00, or 0.00")
            and self.require(self.rate, "Type a percent like 20")
        )

    def left(self) -> YearLeft:
        """What the plan may still take, as it stands here."""
        limit = self.out_of_pocket.money()
        return YearLeft(
            deductible=_sum(self.deductible), rate=read_percent(self.rate.text()) or Decimal(0),
            out_of_pocket=abs(limit) if limit is not None else None,
        )  # fmt: skip


def _sum(field: MoneyField) -> Money:
    return abs(field.money() or ZERO)


class CashComparison(Comparison):
    """Both ways for this care and the rest of the year. `left` is what the papers say is still open."""

    def __init__(self, left: YearLeft | None = None) -> None:
        self.form = _Asked(left)
        super().__init__(self.form)

    def work_out(self) -> None:
        form = self.form
        left = form.left()
        cash, plan = compare_paths(_sum(form.cash), _sum(form.allowed), left, _sum(form.later))
        self.says = _says(cash, plan)
        self.below.addWidget(Banner(self.says, "info"))
        rate = percent_words(left.rate)
        parts = (_card("Pay cash", cash, "It counts toward no limit."), _card("Use insurance", plan, f"Then you pay {rate or 0} %."))
        self.below.addWidget(Columns(*parts, most=2, lines=16))
        self.below.addWidget(ReadingLabel(BEFORE))
        self.below.addWidget(ReadingLabel(SOURCE, "small", "text2"))


def _card(title: str, path: Path, below: str) -> Card:
    card = Card(title)
    money_line(card, "You pay now", path.now)
    money_line(card, "For the care still to come", path.later)
    money_line(card, "Counts toward the deductible", path.credit)
    card.body.addWidget(divider())
    money_line(card, "Together this year", path.together, 600)
    card.body.addWidget(ReadingLabel(below, "small", "text2"))
    card.body.addStretch(1)
    return card


def _says(cash: Path, plan: Path) -> str:
    apart = abs(cash.together - plan.together)
    if not apart:
        return f"Both come to {cash.together} this year. Insurance keeps your deductible credit of {plan.credit}."
    cheaper = "Cash" if cash.together < plan.together else "Insurance"
    credit = f" With cash {plan.credit} of deductible credit is lost." if plan.credit else ""
    return f"{cheaper} is {apart} less over this year, as far as you typed.{credit}"
