"""Everything a check may look at: the papers of one matter, the patient, the plans, and what the user told."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import TypeVar

from medbills.domain.link import Apart
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Paper
from medbills.domain.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Patient:
    """Who the papers are about."""

    name: str | None = None
    birth_date: datetime.date | None = None
    state: str | None = None
    insured: bool | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentMade:
    """Money the user paid, by their own account or by a receipt."""

    date: datetime.date | None = None
    amount: Money
    to: str | None = None
    reference: str | None = None
    account_number: str | None = None


@dataclass(frozen=True, kw_only=True)
class Stay:
    """A hospital stay, from the day of admission to the day of discharge."""

    admitted: datetime.date | None = None
    discharged: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class Context:
    """What only the user can say. None means not told."""

    emergency: bool | None = None
    facility_network_status: str | None = None
    chose_out_of_network: bool | None = None
    specialist_visit: bool | None = None
    fees_agreed: bool | None = None
    stay: Stay | None = None
    payments: tuple[PaymentMade, ...] = ()
    last_payment_date: datetime.date | None = None
    limitation_years: int | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The input of every check. `today` is the day the question is asked."""

    today: datetime.date
    patient: Patient = Patient()
    plan: Plan | None = None
    secondary_plan: Plan | None = None
    papers: tuple[Paper, ...] = ()
    context: Context = Context()
    accepted: Mapping[str, str] = field(default_factory=dict)  # finding keys the user marked "I checked, it's fine"
    apart: frozenset[Apart] = frozenset()  # pairs that the user says do not belong to each other
    superseded: frozenset[str] = frozenset()  # ids of insurer's papers that a later one replaces

    @cached_property
    def bills(self) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.papers if paper.is_bill)

    @cached_property
    def eobs(self) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.papers if paper.is_eob)

    @cached_property
    def collection_notices(self) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.papers if paper.kind is Kind.COLLECTION_NOTICE)

    def are_apart(self, paper_id: str, other_id: str, line: int | None = None, other_line: int | None = None) -> bool:
        """Whether the user said that the two papers, or these two of their lines, do not belong to each other."""
        return bool(self.apart) and Apart.of(paper_id, other_id, line, other_line) in self.apart

    def paper(self, paper_id: str) -> Paper:
        """The paper of that id. Raises KeyError when there is none."""
        for paper in self.papers:
            if paper.id == paper_id:
                return paper
        raise KeyError(paper_id)


Answer = TypeVar("Answer")


def remembered(work: Callable[[Facts], Answer]) -> Callable[[Facts], Answer]:
    """Keeps what a function works out from frozen facts beside them, as cached_property does: several checks ask the same."""
    key = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def once(facts: Facts) -> Answer:
        kept: dict[str, Answer] = facts.__dict__
        if key not in kept:
            kept[key] = work(facts)
        return kept[key]

    return once
