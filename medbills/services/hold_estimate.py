"""Holds the written estimates of a dental plan that are on file against its later statements, for the window to show."""

from __future__ import annotations

import datetime

from medbills.domain.predetermination import Held, HeldEstimate, hold
from medbills.domain.shares import name_of
from medbills.domain.wording import long_day
from medbills.services.gather_facts import gather_facts
from medbills.store import Vault


def list_held_estimates(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> tuple[HeldEstimate, ...]:
    """Of one person, or of everyone."""
    people = [person.id for person in vault.people.all() if person_id in (None, person.id)]
    return tuple(held for one in people for held in hold(gather_facts(vault, one, today=today, with_closed=True).papers))


def held_words(one: Held) -> str:
    """What came of a line of the estimate, in a few words."""
    if one.statement is None:
        return "Not on the statement yet"
    if one.new_downgrade:
        return f"Paid as {one.new_downgrade}. The estimate did not say so."
    if one.less:
        return f"{one.less} less than the plan wrote"
    return "Differs" if one.differs else "As the plan wrote"


def held_title(one: HeldEstimate) -> str:
    """ "Harbor Dental: estimate of May 2, 2026, statement of June 4, 2026"."""
    days = [f"{what} of {long_day(paper.dated)}" if paper.dated else what
            for what, paper in (("estimate", one.estimate), ("statement", one.statement))]  # fmt: skip
    return f"{name_of(one.statement)}: {', '.join(days)}"


def held_verdict(one: HeldEstimate) -> str:
    """What to do about it, in a sentence."""
    if any(line.new_downgrade for line in one.lines):
        return "The statement names a cheaper treatment that the estimate did not. Ask the plan why, with both papers."
    if one.less:
        return f"The plan paid {one.less} less than it wrote. Ask why. An estimate is not a promise."
    return "The statement says what the estimate said."
