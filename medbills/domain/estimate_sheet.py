"""An estimate of dental work in plain words, which patient and office sign before the work begins."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.money import ZERO, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateLine:
    """One treatment. What is None or empty is a line to fill in by hand."""

    code: str = ""
    tooth: str = ""
    words: str = ""  # what is done, in plain words
    fee: Money | None = None  # what the office will bill
    plan_pays: Money | None = None  # what it expects of the plan
    paid_as: str = ""  # the cheaper code, where the plan may pay it as one

    @property
    def you_pay(self) -> Money | None:
        """What is left to the patient; None while a sum is not known."""
        if self.fee is None or self.plan_pays is None:
            return None
        return max(ZERO, self.fee - self.plan_pays)


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateSheet:
    """What the sheet says. Empty texts are lines to write on."""

    office: str
    patient: str
    plan: str
    day: datetime.date
    lines: tuple[EstimateLine, ...]

    def summed(self, name: str) -> Money | None:
        """The sum of a column ("fee", "plan_pays", "you_pay"); None while one of its sums is not known."""
        sums = [getattr(line, name) for line in self.lines]
        return None if not sums or any(one is None for one in sums) else sum(sums, ZERO)
