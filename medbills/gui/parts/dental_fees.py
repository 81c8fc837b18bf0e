"""The fees of a dental plan, a row for each code: what the network dentist may take, and the cheaper treatment's fee."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.dental_limits import frequency_of
from medbills.domain.plan import Dental
from medbills.gui.parts.dental_words import WINDOWS, is_listed, number_field, read_number, window_of
from medbills.gui.parts.plan_words import percent_words, read_percent
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import ChoiceField, Field, MoneyField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns

WHY = "From the plan’s fee list and booklet. They tell whether a cheaper treatment was paid for by the rules."


NON_COVERED = (("", "I do not know"), ("yes", "Yes, up to the full fee"), ("no", "No"))
CLASSES = (("basic", "fillings, roots"), ("major", "crowns, bridges"), ("orthodontic", "braces"))


class _FeeRow(QWidget):
    changed = Signal()

    def __init__(self, code: str, dental: Dental) -> None:
        super().__init__()
        self.code = Field("Code, like D2392", text=code)
        self.network = MoneyField("Network fee", amount=dental.network_fees.get(code))
        self.alternate = MoneyField("Cheaper treatment’s fee", amount=dental.alternate_fees.get(code))
        self.rate = Field(
            "Plan pays, percent", text=percent_words(dental.rates.get(code)),
            check=lambda text: None if read_percent(text) is not None else "Type a percent like 80",
        )  # fmt: skip
        often = frequency_of(dental.frequency.get(code, {}))
        self.times = number_field("How often it pays", often.times if often else None)
        self.per = ChoiceField("In which time", WINDOWS, key=window_of(often))
        self.fields = (self.code, self.network, self.alternate, self.rate, self.times, self.per)
        for field in self.fields:
            field.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns(*self.fields, most=3, lines=8, gap=12))


    def rule(self, before: Mapping[str, object] | None) -> Mapping[str, object] | None:
        """How often the plan pays; a rule whose words are not in the list stays while its fields are left alone."""
        if self.times.text() and self.per.key():
            return {"times": int(self.times.text()), "per": self.per.key()}
        return before if before and not is_listed(frequency_of(before)) else None


class DentalFees(QWidget):
    """`changed` follows every key; an emptied code takes its row away when it is saved."""

    changed = Signal()

    def __init__(self, dental: Dental) -> None:
        super().__init__()
        self._dental = dental
        self.rows: list[_FeeRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(ReadingLabel("Dental fees", "body", weight=600))
        self._column.addWidget(ReadingLabel(WHY, "small", "text2"))
        self.maximum = MoneyField("Most the plan pays a year", amount=dental.annual_maximum)
        self.left_over = MoneyField("Of that still left", amount=dental.annual_maximum_left)
        self.waits = {key: number_field(f"Months to wait: {words}", dental.waiting_months.get(key)) for key, words in CLASSES}
        self.non_covered = ChoiceField(
            "If the plan calls the rest “not covered”, may the dentist bill it?", NON_COVERED, "The dentist’s contract says so",
            key=dental.non_covered_billing or "",
        )  # fmt: skip
        for field in (self.maximum, self.left_over, *self.waits.values(), self.non_covered):
            field.changed.connect(self.changed)
        self._column.addWidget(Columns(self.maximum, self.left_over, most=2, lines=10, gap=12))
        self._column.addWidget(Columns(*self.waits.values(), most=3, lines=10, gap=12))
        self._column.addWidget(Columns(self.non_covered, most=1, lines=16))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._column.addLayout(self._rows)
        self.add = button("Add a code", "quiet", "add", bar=True)
        self.add.clicked.connect(self._add)
        self._column.addWidget(self.add)
        for code in sorted({*dental.network_fees, *dental.alternate_fees, *dental.rates, *dental.frequency}):
            self._put(code)

    def _put(self, code: str) -> _FeeRow:
        row = _FeeRow(code, self._dental)
        row.changed.connect(self.changed)
        self._rows.addWidget(row)
        self.rows.append(row)
        return row

    def _add(self) -> None:
        self._put("").code.setFocus(Qt.FocusReason.OtherFocusReason)

    def fields(self) -> list[Field]:
        """Every field, for checking."""
        return [self.maximum, self.left_over, *self.waits.values(), self.non_covered, *(field for row in self.rows for field in row.fields)]

    def dental(self) -> Dental:
        """The dental part with what stands here."""
        coded = [(code, row) for row in self.rows if (code := row.code.text().upper().replace(" ", ""))]
        kept = {key: months for key, months in self._dental.waiting_months.items() if key not in self.waits}
        return dataclasses.replace(
            self._dental,
            annual_maximum=self.maximum.money(),
            annual_maximum_left=self.left_over.money(),
            non_covered_billing=self.non_covered.key() or None,
            network_fees={code: fee for code, row in coded if (fee := row.network.money()) is not None},
            alternate_fees={code: fee for code, row in coded if (fee := row.alternate.money()) is not None},
            waiting_months={key: months for key, field in self.waits.items() if (months := read_number(field.text()))} | kept,
            frequency={code: rule for code, row in coded if (rule := row.rule(self._dental.frequency.get(code)))},
            rates={code: rate for code, row in coded if (rate := read_percent(row.rate.text())) is not None},
        )
