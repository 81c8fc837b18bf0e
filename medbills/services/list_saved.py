"""Lists what was saved: only what a later paper or a refund on file proves."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.matter import Matter
from medbills.domain.money import ZERO, Money, total
from medbills.services.close_case import proven_savings
from medbills.services.load_matters import load_matters
from medbills.store import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedCase:
    """A case with what was saved in it and the paper that proves it; `closed_on` is None while it only counts later."""

    case_id: str
    title: str
    who: str
    amount: Money
    proof: str
    closed_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class SavedList:
    """Closed cases, the latest first; and open ones in which a paper proves something already, which counts once they close."""

    closed: tuple[SavedCase, ...]
    open: tuple[SavedCase, ...]

    @property
    def saved(self) -> Money:
        return total(case.amount for case in self.closed)


def list_saved(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> SavedList:
    """Everybody's savings, or one person's. The sum is that of Today."""
    closed, coming = [], []
    for matter in load_matters(vault, today=today, person_id=person_id):
        if matter.case.closed_on and matter.case.saved:
            closed.append(_case(matter, matter.case.saved, matter.case.saved_proof))
        elif not matter.case.closed_on and (proven := proven_savings(matter)).amount > ZERO:
            coming.append(_case(matter, proven.amount, proven.proof))
    closed.sort(key=lambda case: (case.closed_on or today, case.case_id), reverse=True)
    return SavedList(tuple(closed), tuple(coming))


def _case(matter: Matter, amount: Money, proof: str) -> SavedCase:
    return SavedCase(
        case_id=matter.id, title=matter.case.title, who=matter.person.short if matter.person else "", amount=amount, proof=proof,
        closed_on=matter.case.closed_on,
    )  # fmt: skip
