"""Notes a phone call: every keystroke is kept, and the promise goes to the calendar when the call ends."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.domain.call import Call
from medbills.domain.changes import Changes
from medbills.domain.finding import FindingState
from medbills.services.audit_cases import audit_cases
from medbills.services.keep_paper import new_id
from medbills.store import Vault


def begin_call(vault: Vault, case_id: str | None, *, at: datetime.datetime, organization: str = "", number: str = "") -> Call:
    """A new call in the vault, ready for notes."""
    call = Call(id=new_id(), case_id=case_id, at=at, organization=organization, number=number)
    with vault.change("Started a call") as change:
        change.calls.add(call)
    return call


def note_call(vault: Vault, call: Call) -> Changes:
    """Keeps the notes as they stand now."""
    with vault.change("Noted a call") as change:
        if vault.calls.get(call.id) is None:
            change.calls.add(call)
        else:
            change.calls.update(call)
    return change.changes


def first_day(call: Call) -> datetime.date | None:
    """The first day by which they promised something."""
    return min((made.by for made in call.promised if made.by), default=None)


def end_call(vault: Vault, call: Call, *, today: datetime.date, asked: tuple[str, ...] = ()) -> Changes:
    """Ends a call: findings that were asked about are marked so, and promised days become deadlines.

    `asked` are ids of kept findings.
    """
    ended = dataclasses.replace(call, ended=True, follow_up_on=call.follow_up_on or first_day(call))
    case = vault.cases.get(call.case_id) if call.case_id else None
    with vault.change(f"Logged a call with {call.organization or call.person or 'somebody'}") as change:
        if vault.calls.get(call.id) is None:
            change.calls.add(ended)
        else:
            change.calls.update(ended)
        for finding_id in asked:
            kept = vault.findings.get(finding_id)
            if kept is not None:
                change.findings.update(dataclasses.replace(kept, state=FindingState.ASKED, asked_on=call.at.date()))
        if case is not None:
            audit_cases(vault, change, today=today, person_id=case.person_id)
    return change.changes
