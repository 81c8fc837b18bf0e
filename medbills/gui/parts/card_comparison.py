"""An interest-free plan beside a card with deferred interest, month by month."""

from __future__ import annotations

from medbills.domain.agreement import Agreement
from medbills.domain.instalments import CardMonth, CardStory, deferred_card
from medbills.domain.money import Money
from medbills.domain.wording import counted
from medbills.gui.parts.agreement_form import count_field, rate_field, read_count
from medbills.gui.parts.comparison import Comparison, ComparisonForm, money_line
from medbills.gui.parts.plan_words import read_percent
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.field import MoneyField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns

COLUMNS = (Column("You pay", right=True), Column("Left", right=True), Column("Interest held back", right=True))
CARD_DEBT = "On a card it is no longer a medical bill. Help and rules for medical bills may not apply any more."
SOURCE = "How such cards work: 12 CFR 1026.16(h). Information, not advice. Your card’s own papers count."


class _Asked(ComparisonForm):
    def __init__(self, like: Agreement | None) -> None:
        super().__init__("A plan without interest, or a card with deferred interest", "Back to your plans")
        self.amount = MoneyField("How much in all", amount=like.amount if like else None)
        self.months = count_field("Months without interest", like.count if like else None, "a number of months")
        self.rate = rate_field("The card’s yearly interest in percent", like.yearly_rate if like else None)
        self.monthly = MoneyField("What you would pay each month")
        self.put((self.amount, self.months, self.rate, self.monthly), most=2)
        self.end()

    def complete(self) -> bool:
        return (
            self.require(self.amount, "Type a sum like 900.00")
            and self.require(self.months, "Type a number of months, like 12")
            and self.require(self.rate, "Type a percent like 26.99. It stands in the card’s terms.")
            and self.require(self.monthly, "Type a sum like 75.00")
        )


class CardComparison(Comparison):
    """The figures step by step."""

    def __init__(self, like: Agreement | None = None) -> None:
        self.form = _Asked(like)
        super().__init__(self.form)

    def work_out(self) -> None:
        form = self.form
        amount, monthly = form.amount.money(), form.monthly.money()
        months, rate = read_count(form.months.text()), read_percent(form.rate.text())
        if amount is None or months is None or rate is None or monthly is None:
            return
        story = deferred_card(abs(amount), rate, months, abs(monthly))
        self.says = _says(story, months)
        self.below.addWidget(Columns(_plan(abs(amount), months), _card(abs(amount), story, self.says), most=2, lines=16))
        rows = [_row(month) for month in story.months]
        self.table = RowTable("The card, step by step", COLUMNS, rows, "The card month by month", opens=False)
        self.below.addWidget(self.table)
        self.below.addWidget(Banner(CARD_DEBT))
        self.below.addWidget(ReadingLabel(SOURCE, "small", "text2"))


def _row(month: CardMonth) -> Row:
    cells = (Cell(str(month.paid)), Cell(str(month.left)), Cell(str(month.held_back), "text2"))
    return Row(str(month.number), f"Month {month.number}", "", cells)


def _says(story: CardStory, months: int) -> str:
    if not story.left:
        return f"All is paid within {counted(months, 'month')}, so no interest is added. One late payment can end that."
    return f"{story.left} is left after {counted(months, 'month')}. Then all interest since the first day is added: {story.interest}."


def _plan(amount: Money, months: int) -> Card:
    card = Card("The plan without interest")
    money_line(card, "You pay each month", Money(amount.cents // months))
    money_line(card, "Interest", Money(0))
    card.body.addWidget(divider())
    money_line(card, "You pay in all", amount, 600)
    each = Money(amount.cents // months)
    if each * months != amount:
        last = amount - each * (months - 1)
        card.body.addWidget(ReadingLabel(f"The last payment is {last}, so that the sum is right.", "small", "text2"))
    card.body.addStretch(1)
    return card


def _card(amount: Money, story: CardStory, says: str) -> Card:
    card = Card("The card with deferred interest")
    money_line(card, "To stay free of interest, each month", story.needed)
    money_line(card, "Left on the last day", story.left)
    money_line(card, "Interest added then", story.interest, tone="amber" if story.interest else "text")
    card.body.addWidget(divider())
    money_line(card, "You pay in all, at least", amount + story.interest, 600)
    card.body.addWidget(ReadingLabel(says, "small", "amber" if story.left else "text2"))
    card.body.addStretch(1)
    return card
