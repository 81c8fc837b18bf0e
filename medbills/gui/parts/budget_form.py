"""What one can pay in a month: income and needs as fields, with what is left worked out while one types."""

from __future__ import annotations

from medbills.domain.affordability import Budget
from medbills.domain.money import ZERO, Money
from medbills.domain.wording import counted
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.widgets.field import MoneyField
from medbills.gui.widgets.label import ReadingLabel

NEEDS = (
    ("home", "Rent or mortgage"), ("food", "Food"), ("bills", "Power, water, phone"), ("car", "Car, bus, gas"),
    ("health", "Insurance and medicine"), ("debts", "Loans and cards"), ("other", "Everything else"),
)  # fmt: skip
NO_ADVICE = "Worked out from your own figures. Information, not advice."


class BudgetForm(MoneyForm):
    """`budget()` gives what stands here; the sentence below follows every key."""

    def __init__(self, budget: Budget | None, owed: Money) -> None:
        super().__init__("What you can pay in a month", "Forget these figures" if budget else "", save="Save these figures")
        self._owed = owed
        kept = budget or Budget()
        self.income = MoneyField("Income after tax, each month", amount=budget.income if budget else None)
        self.needs = {name: MoneyField(label, amount=kept.needs.get(name)) for name, label in NEEDS}
        self.put((self.income, *self.needs.values()), most=4)
        self.says = ReadingLabel("", "body", weight=600)
        self.body.addWidget(self.says)
        self.body.addWidget(ReadingLabel(NO_ADVICE, "small", "text2"))
        self.end()
        for field in self.fields:
            field.changed.connect(self._tell)
        self._tell()

    def budget(self) -> Budget:
        """The month with what stands here; blank is nothing."""
        needs = {name: abs(amount) for name, field in self.needs.items() if (amount := field.money()) is not None}
        return Budget(abs(self.income.money() or ZERO), needs)

    def complete(self) -> bool:
        return self.require(self.income, "Type a sum like 2400.00")

    def _tell(self) -> None:
        self.says.setText(left_words(self.budget(), self._owed))


def left_words(budget: Budget, owed: Money) -> str:
    """ "$150.00 is left each month. At that, the $440.00 that is yours takes 3 months." """
    if not budget.income:
        return "Type what comes in and what you need. We tell what is left."
    if budget.left < ZERO:
        return f"Your needs are {-budget.left} above your income. Ask the hospital for financial help before any plan."
    if not budget.left:
        return "Nothing is left. Ask the hospital for financial help before any plan."
    told = f"{budget.left} is left each month."
    months = budget.months_for(owed)
    return f"{told} At that, the {owed} that is yours takes {counted(months, 'month')}." if owed > ZERO and months else told
