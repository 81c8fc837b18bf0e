"""Dental lines on bills and insurers' papers: their class, their teeth, and whether they were paid as a cheaper treatment."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.code_formats import is_cdt
from medbills.domain.facts import Facts
from medbills.domain.finding import LineRef
from medbills.domain.live_eobs import live_eobs
from medbills.domain.money import ZERO
from medbills.domain.paper import Line, Paper
from medbills.domain.plan import Dental
from medbills.domain.remembered import remembered
from medbills.domain.remittance import reasons
from medbills.domain.repeats import day_of

_CROWNS = range(2700, 2800)


@dataclass(frozen=True)
class DentalLine:
    """A line with a dental code, on the paper that prints it."""

    paper: Paper
    index: int
    code: str
    day: datetime.date | None

    @property
    def line(self) -> Line:
        return self.paper.lines[self.index]

    @property
    def ref(self) -> LineRef:
        return LineRef(self.paper.id, self.index)

    @property
    def number(self) -> int:
        """The code's four digits."""
        return int(self.code[1:])

    @property
    def benefit_class(self) -> str:
        """preventive, basic, major or orthodontic, as most plans sort codes; the plan's own list comes first."""
        if self.number < 2000:
            return "preventive"
        if self.number >= 8000:
            return "orthodontic" if self.number < 9000 else "basic"
        return "major" if self.number in _CROWNS or 5000 <= self.number < 7000 else "basic"

    @property
    def refused(self) -> bool:
        """Whether the insurer's paper shows that the plan paid nothing and calls it not covered or gives a reason."""
        if self.line.plan_paid is None or self.line.plan_paid > ZERO:
            return False
        return (self.line.not_covered or ZERO) > ZERO or bool(self.line.remark_codes)

    @property
    def downgraded(self) -> bool:
        """Whether it was paid as another code, or with reason 169 (alternate benefit)."""
        other = self.line.paid_as_code
        return bool(other and other.upper() != self.code) or "169" in reasons(self.line) or "169" in (self.line.remark_codes or ())


@remembered
def on_eobs(facts: Facts) -> tuple[DentalLine, ...]:
    """Dental lines of the insurers' papers that stand."""
    return tuple(line for eob in live_eobs(facts) for line in _lines(eob))


@remembered
def on_bills(facts: Facts) -> tuple[DentalLine, ...]:
    """Dental lines of all bills."""
    return tuple(line for bill in facts.bills for line in _lines(bill))


def dental_of(facts: Facts) -> Dental:
    """The plan's dental part; an empty one where none is told."""
    return facts.plan.dental if facts.plan and facts.plan.dental else Dental()


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


@remembered
def _lines(paper: Paper) -> tuple[DentalLine, ...]:
    dental = [(at, line, line.code.upper()) for at, line in enumerate(paper.lines) if line.code and is_cdt(line.code)]
    return tuple(DentalLine(paper, at, code, day_of(paper, line)) for at, line, code in dental)
