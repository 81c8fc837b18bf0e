"""The three shares of a dental bill side by side, today and with another amount; and tables that say the same."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medbills.domain.alternate_benefit import PERMISSIONS, Benefit, Change
from medbills.domain.money import ZERO, Money
from medbills.gui.language import tr
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.label import Label, MoneyLabel, ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow
from medbills.gui.widgets.split_bar import Dot, SplitBar
from medbills.services.work_out_dental import DentalFigures, DentalShares

NAMES = {
    "full_fee": ("The full fee", "Out of network, or a contract that allows it"),
    "contracted_fee": ("Up to the plan’s fee", "In the network, as most contracts say"),
    "none": ("Nothing above the cheaper amount", "In the network, if the contract says so"),
}
PLAN_PAYS, YOU_PAY, OFF = ("Plan pays", "accent"), ("You pay", "amber-fill"), ("Written off", "control")
NO_FEE = "Type the plan’s fee to see this share."


class Legend(Flow):
    """What the colors of the bars mean."""

    def __init__(self) -> None:
        super().__init__(gap=16)
        for words, token in (PLAN_PAYS, YOU_PAY, OFF):
            part = QWidget()
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            row.addWidget(Dot(token))
            row.addWidget(Label(words, "small", "text2"))
            self.add(part)


class _Way(QWidget):
    """One amount of the plan: what you pay then, over a bar of the whole fee."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.words = ReadingLabel("", "small", "text2")
        self.amount = MoneyLabel(ZERO, "head")
        line.addWidget(self.words, 1)
        line.addWidget(self.amount, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        self.bar = SplitBar()
        column.addWidget(self.bar)

    def show_way(self, words: str, you: Money, plan: Money, fee: Money) -> None:
        self.words.setText(words)
        self.amount.set_amount(you)
        off = max(ZERO, fee - plan - you)
        self.bar.set_parts(((PLAN_PAYS[0], plan, PLAN_PAYS[1]), (YOU_PAY[0], you, YOU_PAY[1]), (OFF[0], off, OFF[1])))


class TierCard(Card):
    """One contract: its two ways of counting, and what the change is worth."""

    def __init__(self, permission: str) -> None:
        super().__init__(dense=True)
        self.permission = permission
        title, when = NAMES[permission]
        self.body.addWidget(ReadingLabel(title, "body", weight=600))
        self.body.addWidget(ReadingLabel(when, "small", "text2"))
        self.chip = Chip("Counts for you", "teal")
        self._mine = Flow(self.chip)
        self.body.addWidget(self._mine)
        self.body.addStretch(1)
        self.today, self.then = _Way(), _Way()
        self.unknown = ReadingLabel(NO_FEE, "small", "text2")
        self.less = ReadingLabel("", "body", weight=600)
        for part in (self.today, self.then, self.unknown, self.less):
            self.body.addWidget(part)

    def show_shares(self, shares: DentalShares, fee: Money) -> None:
        """These shares; a share that is not known says what is missing."""
        change = shares.changes.get(self.permission)
        for part in (self.today, self.then, self.less):
            part.setVisible(change is not None)
        self.unknown.setVisible(change is None)
        mine = shares.counts == self.permission
        self.set_selected(mine)
        self._mine.setVisible(mine)
        self.chip.set_chip("Counts for you" if shares.sure else "Most likely yours", "teal")
        if change is not None:
            self.today.show_way("Today", change.before, shares.today.plan_pays, fee)
            self.then.show_way(f"At {shares.then.allowed}", change.after, shares.then.plan_pays, fee)
            self.less.setText(less_words(change))
            self.less.set_tone("success" if change.less > ZERO else "amber" if change.less < ZERO else "text2")
        self.setAccessibleName(tr(_spoken(self.permission, change, shares)))


class Tiers(QWidget):
    """The three contracts beside each other."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Flow(ReadingLabel("What you would pay", "head"), Legend(), gap=24))
        self.cards = {permission: TierCard(permission) for permission in PERMISSIONS}
        column.addWidget(Columns(*self.cards.values(), most=3, lines=9, gap=12), 1)

    def show_shares(self, shares: DentalShares, figures: DentalFigures) -> None:
        """Show other figures."""
        for card in self.cards.values():
            card.show_shares(shares, figures.fee or ZERO)


def less_words(change: Change) -> str:
    """ "$40.00 less (26 %)"."""
    if not change.less:
        return "The same"
    percent = f" ({abs(change.percent)} %)" if change.percent else ""
    return f"{abs(change.less)} {'less' if change.less > ZERO else 'more'}{percent}"


def tiers_table(shares: DentalShares) -> RowTable:
    """What the cards say, as a table."""
    columns = (
        Column("Plan pays today", right=True, waits=3), Column("You pay today", right=True, waits=1),
        Column("Plan pays then", right=True, waits=4), Column("You pay then", right=True),
        Column("Difference", right=True),
    )  # fmt: skip
    rows = []
    for permission in PERMISSIONS:
        change = shares.changes.get(permission)
        if change is None:
            cells = (Cell(str(shares.today.plan_pays)), Cell("–", "text2"), Cell(str(shares.then.plan_pays)), Cell("–", "text2"), Cell(""))
        else:
            tone = "success" if change.less > ZERO else "text2"
            cells = (
                Cell(str(shares.today.plan_pays), "text2"), Cell(str(change.before), weight=600),
                Cell(str(shares.then.plan_pays), "text2"), Cell(str(change.after), weight=600), Cell(less_words(change), tone),
            )  # fmt: skip
        rows.append(Row(permission, *NAMES[permission], cells))
    return RowTable("What the contract lets the dentist bill", columns, rows, "The three shares as a table", opens=False)


def steps_table(shares: DentalShares, figures: DentalFigures) -> RowTable:
    """How the plan's payment comes about, step by step."""
    columns = (Column("Today", right=True), Column(f"At {shares.then.allowed}", right=True))
    now, then = shares.today, shares.then
    steps = [
        ("Plan’s amount for the cheaper treatment", "", now.allowed, then.allowed),
        ("The lower of that and the dentist’s fee", f"Their fee is {figures.fee}", now.base, then.base),
        ("Less the deductible that is left", "", -now.deductible, -then.deductible),
        (f"Of the rest the plan pays {(figures.rate * 100).normalize():f} %", "", now.at_rate, then.at_rate),
    ]
    if figures.maximum_left is not None:
        most = figures.maximum_left
        steps.append(("At most what the year’s maximum leaves", f"{most} is left", min(now.at_rate, most), min(then.at_rate, most)))
    steps.append(("The plan pays", _why(figures, now), now.plan_pays, then.plan_pays))
    rows = []
    for at, (words, why, first, second) in enumerate(steps):
        weight = 600 if at == len(steps) - 1 else 400
        rows.append(Row(str(at), words, why, (Cell(str(first), weight=weight), Cell(str(second), weight=weight))))
    return RowTable("How the plan’s payment comes about", columns, rows, "The plan’s payment step by step", opens=False)


def _why(figures: DentalFigures, now: Benefit) -> str:
    if figures.printed is not None:
        return "Today as its statement says"
    return "Nothing yet, by its rules" if now.worked_out == ZERO and now.at_rate > ZERO else ""


def _spoken(permission: str, change: Change | None, shares: DentalShares) -> str:
    title, when = NAMES[permission]
    if change is None:
        return f"{title}. {when}. {NO_FEE}"
    return f"{title}. {when}. You pay {change.before} today, {change.after} if the plan counts {shares.then.allowed}. {less_words(change)}."
