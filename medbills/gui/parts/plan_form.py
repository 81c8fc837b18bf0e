"""A plan's terms as fields."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from medbills.domain.plan import Dental, Plan
from medbills.gui.language import tr
from medbills.gui.parts.dental_fees import DentalFees
from medbills.gui.parts.plan_words import TYPES, percent_words, read_percent
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import ChoiceField, DateField, Field, MoneyField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow

WHERE = "From the card, the plan booklet or its summary. Leave blank what you do not know."
DENTAL = "dental_stand_alone"
_TEXTS = (("payer_name", "Insurer"), ("name", "Name of the plan"), ("employer", "Employer"), ("member_id", "Member number"),
          ("group_number", "Group number"), ("payer_phone", "Their phone"))  # fmt: skip
_MONEY = (
    ("deductible_individual", "Deductible a year, one person"), ("out_of_pocket_max_individual", "Out-of-pocket limit, one person"),
    ("deductible_family", "Deductible a year, family"), ("out_of_pocket_max_family", "Out-of-pocket limit, family"),
)  # fmt: skip
_RATES = (("coinsurance_in", "Your share in the network, percent"), ("coinsurance_out", "Your share outside of it, percent"))
_EMPTY_IS_TEXT = frozenset({"payer_phone"})


def _percent(text: str) -> str | None:
    return None if read_percent(text) is not None else "Type a percent like 20"


class PlanForm(Card):
    """`changed` follows every key, `removed` asks to take the plan away."""

    changed = Signal()
    removed = Signal()

    def __init__(self, plan: Plan, today: datetime.date) -> None:
        self._remove = button("Take this plan away", "quiet", "trash", small=True, danger=True)
        super().__init__(plan.name or plan.payer_name or "A plan", self._remove)
        self._plan = plan
        self._number = 1
        self.body.setSpacing(12)
        self._remove.clicked.connect(self.removed)
        self.type = ChoiceField("Kind of plan", TYPES, key=plan.type or "")
        self.type.changed.connect(self._take_type)
        self.texts = {name: Field(label, text=getattr(plan, name) or "") for name, label in _TEXTS}
        self.sums = {name: MoneyField(label, amount=getattr(plan, name)) for name, label in _MONEY}
        self.rates = {name: Field(label, text=percent_words(getattr(plan, name)), check=_percent) for name, label in _RATES}
        self.covered_from = DateField("Covered since", today, day=plan.covered_from)
        self.body.addWidget(self.type)
        self.body.addWidget(Columns(*self.texts.values(), self.covered_from, most=2, lines=12, gap=12))
        self.body.addWidget(ReadingLabel("What the plan promises", "body", weight=600))
        self.body.addWidget(ReadingLabel(WHERE, "small", "text2"))
        self.body.addWidget(Columns(*self.rates.values(), *self.sums.values(), most=2, lines=12, gap=12))
        self.add_dental = button("Add dental fees", "quiet", "tooth", bar=True)
        self.add_dental.clicked.connect(self._add_dental)
        self.body.addWidget(Flow(self.add_dental))
        self.dental: DentalFees | None = None
        for field in (self.type, *self.texts.values(), self.covered_from, *self.sums.values(), *self.rates.values()):
            field.changed.connect(self.changed)
        if plan.dental is not None or plan.type == DENTAL:
            self._show_dental(plan.dental or Dental())

    def tell_apart(self, number: int) -> None:
        """Add to every spoken name that this is the second plan, or the third: the first is spoken without a number."""
        self._number = number
        for part in (*self.findChildren(QLineEdit), *self.findChildren(QComboBox), *self.findChildren(QAbstractButton)):
            name = part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "")
            if name:
                part.setAccessibleName(tr(f"{name.rsplit(', plan ', 1)[0]}, plan {number}"))

    def _take_type(self) -> None:
        if self.type.key() == DENTAL and self.dental is None:
            self._show_dental(Dental())

    def _add_dental(self) -> None:
        self._show_dental(Dental())
        self.changed.emit()

    def _show_dental(self, dental: Dental) -> None:
        self.add_dental.hide()
        self.dental = DentalFees(dental)
        self.dental.changed.connect(self.changed)
        self.body.addWidget(self.dental)
        if self._number > 1:
            self.tell_apart(self._number)
            self.dental.changed.connect(lambda: self.tell_apart(self._number))  # rows come and go

    def validate(self) -> Field | None:
        """The first field that cannot be read, or None."""
        own = (*self.texts.values(), self.covered_from, *self.rates.values(), *self.sums.values())
        fields = [*own, *(self.dental.fields() if self.dental else ())]
        return next((field for field in fields if not field.validate()), None)

    def plan(self) -> Plan:
        """The plan with what stands here."""
        parts: dict[str, Any] = {name: field.text() or ("" if name in _EMPTY_IS_TEXT else None) for name, field in self.texts.items()}
        parts |= {name: field.money() for name, field in self.sums.items()}
        parts |= {name: read_percent(field.text()) for name, field in self.rates.items()}
        dental = self.dental.dental() if self.dental else None
        day = self.covered_from.day()
        return dataclasses.replace(self._plan, type=self.type.key() or None, covered_from=day, dental=dental, **parts)
