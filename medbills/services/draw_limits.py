"""Chooses the plan year's limits that a packet may draw: the patient's own, toward which a statement of this case counts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from medbills.domain.matter import Matter
from medbills.domain.packet import DrawnLimit, DrawnStep
from medbills.domain.paper import Kind
from medbills.services.year_limits import YearLimit, year_limits
from medbills.store import Vault


def drawn_limits(vault: Vault, matter: Matter, labels: Mapping[str, str], *, today: datetime.date) -> tuple[DrawnLimit, ...]:
    """None for a collector, whose affair they are not. Other care shows only as days and sums, and a family's limit not at all.

    `labels` has the letters of the exhibits by the ids of their papers.
    """
    person = matter.person
    if person is None or matter.eob is None or matter.latest(Kind.COLLECTION_NOTICE) is not None:
        return ()
    here = {kept.id for kept in matter.papers}
    limits = year_limits(vault, today=today, person_id=person.id).limits
    mine = [limit for limit in limits if limit.person_id == person.id and any(step.paper_id in here for step in limit.steps)]
    return tuple(drawn for limit in mine if (drawn := _drawn(limit, labels)))


def _drawn(limit: YearLimit, labels: Mapping[str, str]) -> DrawnLimit | None:
    if limit.limit is None:
        return None
    return DrawnLimit(
        title=f"{limit.name}, {limit.tier}" if limit.tier else limit.name, first=limit.year, last=limit.ends, limit=limit.limit,
        steps=tuple(
            DrawnStep(
                day=step.day, taken=step.taken, running=step.running, above=step.above, printed=step.printed,
                proof=labels.get(step.paper_id, ""),
            )
            for step in limit.steps
        ),
    )  # fmt: skip
