"""Who promised what by when on the phone, and whether it was kept."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.call import Call, Promised, PromiseState
from medbills.domain.changes import Changes
from medbills.domain.matter import Matter
from medbills.errors import UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.name_case import short_name
from medbills.services.next_steps import heading
from medbills.store import Vault

_WORDS = {PromiseState.KEPT: "Marked a promise as kept", PromiseState.BROKEN: "Marked a promise as not kept",
          PromiseState.OPEN: "Marked a promise as open"}  # fmt: skip


class Standing(StrEnum):
    """How a promise stands today."""

    LATE = "late"
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """`who` made it ("Marcus T., Riverbend"), in `call`; `nth` counts the promises of one call from 0."""

    call: Call
    nth: int = 0
    case_id: str
    about: str  # "Dad · ER visit at Riverbend"
    who: str
    what: str
    by: datetime.date | None
    standing: Standing


def promises(matter: Matter, today: datetime.date) -> tuple[Promise, ...]:
    """What they promised in the calls of a case: late ones first, then by their day; those that are answered last."""
    order = (Standing.LATE, Standing.OPEN, Standing.BROKEN, Standing.KEPT)
    found = [
        Promise(call=call, nth=nth, case_id=matter.id, about=heading(matter), who=_who(call, made), what=made.what, by=made.by,
                standing=_standing(made, today))
        for call in matter.calls if call.ended for nth, made in enumerate(call.promised)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda promise: (order.index(promise.standing), *_by_day(promise))))


def late_promises(matters: Iterable[Matter], today: datetime.date) -> tuple[Promise, ...]:
    """Those of open cases whose day has passed and that nobody marked, the oldest first."""
    live = (matter for matter in matters if not matter.case.closed_on)
    found = [promise for matter in live for promise in promises(matter, today) if promise.standing is Standing.LATE]
    return tuple(sorted(found, key=_by_day))


def mark_promise(vault: Vault, call_id: str, state: PromiseState, *, today: datetime.date, nth: int = 0) -> Changes:
    """Keeps what became of a call's promise; the days of its case are found anew. Raises UnusableInput where it has no such one."""
    call = vault.calls.get(call_id)
    if call is None or nth >= len(call.promised):
        raise UnusableInput("This call has no promise any more. Open the call to see what was noted.")
    case = vault.cases.get(call.case_id) if call.case_id else None
    told_on = None if state is PromiseState.OPEN else today
    marked = [dataclasses.replace(made, state=state, told_on=told_on) if at == nth else made for at, made in enumerate(call.promised)]
    with vault.change(_WORDS[state]) as change:
        change.calls.update(call.with_promised(tuple(marked)))
        if case is not None:
            audit_cases(vault, change, today=today, person_id=case.person_id)
    return change.changes


def _by_day(promise: Promise) -> tuple[datetime.date, str, int]:
    return (promise.by or datetime.date.max, promise.call.id, promise.nth)


def _standing(made: Promised, today: datetime.date) -> Standing:
    if made.state is not PromiseState.OPEN:
        return Standing.KEPT if made.state is PromiseState.KEPT else Standing.BROKEN
    return Standing.LATE if made.by and made.by < today else Standing.OPEN


def _who(call: Call, made: Promised) -> str:
    return ", ".join(part for part in (made.who or call.person, short_name(call.organization)) if part) or "Somebody"
