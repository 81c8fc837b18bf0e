"""The figures of a dental treatment as fields, with a slider for what the plan should count."""

from __future__ import annotations

import dataclasses
import datetime
import re

from PySide6.QtCore import Signal

from medbills.domain.alternate_benefit import ALL
from medbills.domain.dental_limits import frequency_of
from medbills.domain.money import ZERO
from medbills.domain.wording import long_day
from medbills.gui.parts.dental_fees import NON_COVERED
from medbills.gui.parts.dental_words import WINDOWS, is_listed, number_field, read_number, window_of
from medbills.gui.parts.plan_words import percent_words, read_percent
from medbills.gui.typed import read_day
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import ChoiceField, DateField, Field, MoneyField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns, Flow
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.gui.widgets.sum_slider import SumSlider
from medbills.services.work_out_dental import DentalFigures

NETWORK = (("in", "Yes"), ("out", "No"), ("", "Not sure"))
CONTRACT = (
    ("", "I do not know"), ("full_fee", "The full fee"), ("contracted_fee", "Up to the plan’s fee"),
    ("none", "Nothing above the cheaper amount"),
)  # fmt: skip
_SEVERAL = re.compile(r"[;\n]|,(?!\s*\d{4})")  # a comma stands within "March 3, 2026" too


class DentalForm(Card):
    """`changed` follows every key and every step of the slider; `figures()` gives what stands here.

    `rules` is a second card, for a wider place; it shows while its button is pressed.
    """

    changed = Signal()

    def __init__(self, figures: DentalFigures, today: datetime.date) -> None:
        super().__init__("The figures")
        self._figures, self._today = figures, today
        self.body.setSpacing(12)
        self.fee = MoneyField("Dentist’s usual fee", "The price with no plan", figures.fee)
        self.network_fee = MoneyField("Plan’s fee", "The most a network dentist should bill", figures.network_fee)
        self.counted = MoneyField("What the plan counts today", "Its amount for the cheaper treatment", figures.counted)
        self.wanted = MoneyField("What you ask it to count", "Move the slider, or type", figures.wanted or figures.counted)
        self.slider = SumSlider("What you ask the plan to count", self.wanted.editor)
        self.slider.moved.connect(self._slide)
        self.bill_asks = MoneyField("What the bill asks", "Blank: no bill yet", figures.bill_asks)
        self.says = ReadingLabel("", "small", weight=600)
        for part in (self.fee, self.network_fee, self.counted, self.wanted, self.slider, self.says, self.bill_asks):
            self.body.addWidget(part)
        self.body.addWidget(ReadingLabel("Is the dentist in the network?", "small", weight=500, line_height=1.21))
        self.network = SegmentedControl(NETWORK, "Is the dentist in the network?", figures.network)
        self.network.chosen.connect(lambda _key: self.changed.emit())
        self.body.addWidget(Flow(self.network))
        self.more = button("Show the plan’s rules", "quiet", "chevron_down", bar=True)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._unfold)
        self.body.addWidget(Flow(self.more))
        self.rules = self._rules()
        self.body.addStretch(1)
        for field in self.fields:
            field.changed.connect(self._edited)
        self._fit_slider()
        self.more.setChecked(self._has_rules())
        self._unfold(self.more.isChecked())

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in order."""
        return (
            self.fee, self.network_fee, self.counted, self.wanted, self.bill_asks, self.contract, self.non_covered, self.rate,
            self.printed, self.deductible, self.maximum, self.day, self.covered_from, self.months, self.times, self.per, self.done,
        )  # fmt: skip

    def _rules(self) -> Card:
        figures, today = self._figures, self._today
        known = figures.permission or ""
        self.contract = ChoiceField("What the contract lets them bill", CONTRACT, "The dentist’s office knows", key=known)
        self.non_covered = ChoiceField(
            "May they bill what is “not covered”?", NON_COVERED, "If the plan calls the rest so", key=figures.non_covered_billing or ""
        )
        self.rate = Field(
            "The plan pays, percent", "Of its amount, like 80", text=percent_words(figures.rate),
            check=lambda text: None if read_percent(text) is not None else "Type a percent like 80",
        )  # fmt: skip
        self.printed = MoneyField("What its statement says it paid", "Blank: we work it out", figures.printed)
        self.deductible = MoneyField("Deductible still to pay", "Blank: none", figures.deductible_left)
        self.maximum = MoneyField("Left of the year’s maximum", "Blank: there is no limit", figures.maximum_left)
        self.day = DateField("Day of the treatment", today, day=figures.day)
        self.covered_from = DateField("Covered since", today, day=figures.covered_from)
        self.months = number_field("Months to wait for this care", figures.waiting_months)
        self.times = number_field("How often the plan pays", figures.often.times if figures.often else None, "A number of times, like 2")
        self.per = ChoiceField("In which time", WINDOWS, "Up to the day of the treatment", key=window_of(figures.often))
        self.done = Field(
            "Days it was done before", "Put a semicolon between two days", text="; ".join(long_day(day) for day in figures.done),
            check=lambda text: None if read_days(text, today) is not None else "Type days like 2/1/26; 8/3/26",
        )  # fmt: skip
        card = Card("The plan’s rules")
        card.body.setSpacing(12)
        card.body.addWidget(ReadingLabel("From its booklet. Leave blank what you do not know.", "small", "text2"))
        pays = (self.contract, self.non_covered, self.rate, self.printed, self.deductible, self.maximum)
        when = (self.day, self.covered_from, self.months, self.times, self.per, self.done)
        for title, fields in (("What it pays", pays), ("When it pays", when)):
            card.body.addWidget(ReadingLabel(title, "body", weight=600))
            card.body.addWidget(Columns(*fields, most=3, lines=11, gap=12))
        return card

    def _has_rules(self) -> bool:
        kept = self._figures
        told = (kept.deductible_left, kept.waiting_months, kept.often, kept.permission, kept.non_covered_billing)
        return any(told) or kept.rate != ALL

    def _unfold(self, on: bool) -> None:
        self.rules.setVisible(on)
        self.more.setText("Hide the plan’s rules" if on else "Show the plan’s rules")

    def _slide(self, amount: object) -> None:
        self.wanted.set_text(str(amount))
        self.changed.emit()

    def _edited(self) -> None:
        self._fit_slider()
        self.changed.emit()

    def tell(self, words: str) -> None:
        """What the slider does, right below it."""
        self.says.setText(words)
        self.says.setVisible(bool(words))

    def _fit_slider(self) -> None:
        self.slider.set_most(max(self.fee.money() or ZERO, self.wanted.money() or ZERO))
        self.slider.set_money(self.wanted.money())

    def figures(self) -> DentalFigures:
        """The figures with what stands here; a field that cannot be read counts as blank."""
        rule = {"times": self.times.text(), "per": self.per.key()}
        before = None if is_listed(self._figures.often) else self._figures.often  # a rule of another kind stays
        rate = read_percent(self.rate.text())
        return dataclasses.replace(
            self._figures, fee=self.fee.money(), network_fee=self.network_fee.money(), counted=self.counted.money(),
            wanted=self.wanted.money(), bill_asks=self.bill_asks.money(), network=str(self.network.current or ""),
            permission=self.contract.key() or None,
            non_covered_billing=self.non_covered.key() or None, rate=ALL if rate is None else rate, printed=self.printed.money(),
            deductible_left=self.deductible.money(), maximum_left=self.maximum.money(), day=self.day.day(),
            covered_from=self.covered_from.day(), waiting_months=read_number(self.months.text()),
            often=frequency_of(rule) or before, done=read_days(self.done.text(), self._today) or (),
        )  # fmt: skip


def read_days(text: str, today: datetime.date) -> tuple[datetime.date, ...] | None:
    """Days with semicolons or commas between them; None where one of them is none."""
    days = [read_day(part, today) for part in _SEVERAL.split(text) if part.strip()]
    return None if None in days else tuple(sorted(day for day in days if day))
