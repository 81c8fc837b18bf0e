"""The fees of a dental plan, a row for each code: what the network dentist may take, and the cheaper treatment's fee."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.plan import Dental
from medbills.gui.parts.plan_words import percent_words, read_percent
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import Field, MoneyField
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Columns

WHY = "From the plan’s fee list. They tell whether a cheaper treatment was paid for by the rules."


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
        self.fields = (self.code, self.network, self.alternate, self.rate)
        for field in self.fields:
            field.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns(*self.fields, most=4, lines=8, gap=12))


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
        for field in (self.maximum, self.left_over):
            field.changed.connect(self.changed)
        self._column.addWidget(Columns(self.maximum, self.left_over, most=2, lines=10, gap=12))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._column.addLayout(self._rows)
        self.add = button("Add a code", "quiet", "add", bar=True)
        self.add.clicked.connect(self._add)
        self._column.addWidget(self.add)
        for code in sorted({*dental.network_fees, *dental.alternate_fees, *dental.rates}):
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
        return [self.maximum, self.left_over, *(field for row in self.rows for field in row.fields)]

    def dental(self) -> Dental:
        """The dental part with what stands here."""
        coded = [(code, row) for row in self.rows if (code := row.code.text().upper().replace(" ", ""))]
        return dataclasses.replace(
            self._dental,
            annual_maximum=self.maximum.money(),
            annual_maximum_left=self.left_over.money(),
            network_fees={code: fee for code, row in coded if (fee := row.network.money()) is not None},
            alternate_fees={code: fee for code, row in coded if (fee := row.alternate.money()) is not None},
            rates={code: rate for code, row in coded if (rate := read_percent(row.rate.text())) is not None},
        )
