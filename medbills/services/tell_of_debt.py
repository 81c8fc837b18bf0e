"""Keeps what the user tells of an account at a collector: days that stand on no paper, and the signed promise to delete."""

from __future__ import annotations

import datetime

from medbills.domain import debt
from medbills.domain.changes import Changes
from medbills.domain.deadline import Event
from medbills.domain.debt import Told
from medbills.domain.kept_event import KeptEvent
from medbills.errors import UnusableInput
from medbills.store import Vault

_WORDS = {
    debt.FIRST_LATE: "the first missed payment", debt.REPORTED: "the credit report", debt.SETTLED: "that the debt was settled",
    debt.LAST_PAID: "the last payment", debt.SIGNED: "the signed promise to delete", debt.NOT_AUTOMATIC: "that deletion is not automatic",
}  # fmt: skip


def told_of_debt(vault: Vault, case_id: str) -> Told:
    """What was told of the account of this case."""
    days = {kept.event.event: kept.event for kept in vault.events.of_case(case_id)}
    signed = days.get(debt.SIGNED)

    def day(name: str) -> datetime.date | None:
        return days[name].date if name in days else None

    return Told(
        first_late=day(debt.FIRST_LATE), last_paid=day(debt.LAST_PAID), reported=day(debt.REPORTED), settled=day(debt.SETTLED),
        signed=day(debt.SIGNED), signed_document=signed.document if signed else None, not_automatic=day(debt.NOT_AUTOMATIC),
    )  # fmt: skip


def tell_of_debt(
    vault: Vault, case_id: str, what: str, day: datetime.date | None, *, today: datetime.date, document: str | None = None
) -> Changes:
    """Keeps a day under one of the names of the domain; None takes it back. Raises UnusableInput for a day to come, for a promise
    without its paper, or a paper that is not in the case."""
    words = _WORDS[what]
    if day is not None and day > today:
        raise UnusableInput("This day is still to come. Type the day on which it happened.")
    if what == debt.SIGNED and day is not None and not any(kept.id == document for kept in vault.papers.of_case(case_id)):
        raise UnusableInput("The signed promise has to be on file first. Add the paper to this case, then choose it here.")
    with vault.change(f"{'Noted' if day else 'Took back'} {words}") as change:
        for kept in vault.events.of_case(case_id):
            if kept.event.event == what:
                change.events.remove(kept.id)
        if day is not None:
            event = Event(event=what, date=day, id=f"{what}:{case_id}", source="Told by you", document=document)
            change.events.add(KeptEvent(event=event, case_id=case_id))
    return change.changes
