"""Who promised what by when on the phone, and whether it was kept."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.call import Call, PromiseState
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
    """`who` made it ("Marcus T., Riverbend"), in `call`."""

    call: Call
    case_id: str
    about: str  # "Dad · ER visit at Riverbend"
    who: str
    what: str
    by: datetime.date | None
    standing: Standing


def promises(matter: Matter, today: datetime.date) -> tuple[Promise, ...]:
    """What they promised in the calls of a case: late ones first, then by their day; those that are answered last."""
    made = [call for call in matter.calls if call.ended and call.they_will]
    order = (Standing.LATE, Standing.OPEN, Standing.BROKEN, Standing.KEPT)
    found = [
        Promise(call=call, case_id=matter.id, about=heading(matter), who=_who(call), what=call.they_will, by=call.they_will_by,
                standing=_standing(call, today))
        for call in made
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda promise: (order.index(promise.standing), promise.by or datetime.date.max, promise.call.id)))


def late_promises(matters: Iterable[Matter], today: datetime.date) -> tuple[Promise, ...]:
    """Those of open cases whose day has passed and that nobody marked, the oldest first."""
    live = (matter for matter in matters if not matter.case.closed_on)
    found = [promise for matter in live for promise in promises(matter, today) if promise.standing is Standing.LATE]
    return tuple(sorted(found, key=lambda promise: (promise.by or datetime.date.max, promise.call.id)))


def mark_promise(vault: Vault, call_id: str, state: PromiseState, *, today: datetime.date) -> Changes:
    """Keeps what became of a promise; the days of its case are found anew. Raises UnusableInput for a call without one."""
    call = vault.calls.get(call_id)
    if call is None or not call.they_will:
        raise UnusableInput("This call has no promise any more. Open the call to see what was noted.")
    case = vault.cases.get(call.case_id) if call.case_id else None
    told_on = None if state is PromiseState.OPEN else today
    with vault.change(_WORDS[state]) as change:
        change.calls.update(dataclasses.replace(call, promise=state, promise_told_on=told_on))
        if case is not None:
            audit_cases(vault, change, today=today, person_id=case.person_id)
    return change.changes


def _standing(call: Call, today: datetime.date) -> Standing:
    if call.promise is not PromiseState.OPEN:
        return Standing.KEPT if call.promise is PromiseState.KEPT else Standing.BROKEN
    return Standing.LATE if call.they_will_by and call.they_will_by < today else Standing.OPEN


def _who(call: Call) -> str:
    return ", ".join(part for part in (call.person, short_name(call.organization)) if part) or "Somebody"
