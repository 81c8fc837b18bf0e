"""A dental plan's written estimate (predetermination) held line by line against its later statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.paper import Kind, Line, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A line of the estimate and the line of the statement that is about the same treatment; None where none came."""

    estimate: Line
    statement: Line | None

    @property
    def told(self) -> Money | None:
        """What the plan said it would pay."""
        return self.estimate.plan_paid

    @property
    def came(self) -> Money | None:
        """What its statement says it paid."""
        return self.statement.plan_paid if self.statement else None

    @property
    def less(self) -> Money:
        """How much less the plan paid than it had told; zero where that is not known, or where it paid as much."""
        if self.told is None or self.came is None:
            return ZERO
        return max(ZERO, self.told - self.came)

    @property
    def new_downgrade(self) -> str:
        """The cheaper code that the statement names and the estimate did not; empty where there is none."""
        after = self.statement.paid_as_code if self.statement else None
        return after if after and after not in (self.estimate.paid_as_code, self.estimate.code) else ""

    @property
    def differs(self) -> bool:
        """Whether the statement tells another payment, another share, or a cheaper code."""
        if self.statement is None:
            return False
        pairs = ((self.told, self.came), (self.estimate.patient_owes, self.statement.patient_owes))
        apart = any(before is not None and after is not None and abs(before - after) > ONE_CENT for before, after in pairs)
        return apart or bool(self.new_downgrade)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEstimate:
    """One estimate with the statement that came for it, line by line; `extra` are treatments that the estimate did not name."""

    estimate: Paper
    statement: Paper
    lines: tuple[Held, ...]
    extra: tuple[Line, ...]

    @property
    def less(self) -> Money:
        """How much less the plan paid over all lines that can be compared."""
        return sum((line.less for line in self.lines), ZERO)


def hold(papers: Sequence[Paper]) -> tuple[HeldEstimate, ...]:
    """Each estimate with the first later statement of the same plan that has one of its treatments."""
    found = []
    for estimate in (paper for paper in papers if paper.kind is Kind.PREDETERMINATION and paper.lines):
        for statement in sorted((paper for paper in papers if paper.is_eob), key=lambda paper: str(paper.dated or "")):
            if estimate.dated and statement.dated and statement.dated < estimate.dated:
                continue
            held, extra = _lines(estimate, statement)
            if any(line.statement is not None for line in held):
                found.append(HeldEstimate(estimate=estimate, statement=statement, lines=held, extra=extra))
                break
    return tuple(found)


def _lines(estimate: Paper, statement: Paper) -> tuple[tuple[Held, ...], tuple[Line, ...]]:
    """The same code, on the same tooth where both name one, each line once."""
    left = list(statement.lines)
    held = []
    for line in estimate.lines:
        match = next((other for other in left if line.code and other.code == line.code and _same_tooth(line, other)), None)
        if match is not None:
            left.remove(match)
        held.append(Held(estimate=line, statement=match))
    return tuple(held), tuple(left)


def _same_tooth(line: Line, other: Line) -> bool:
    return line.tooth is None or other.tooth is None or line.tooth == other.tooth
