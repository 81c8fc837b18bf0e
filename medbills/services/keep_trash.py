"""What was removed, for 30 days: shown, brought back to its place, or removed for good."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.changes import Changes
from medbills.errors import UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.find_links import link_papers
from medbills.store import Trash, Vault, erase
from medbills.store.trash import DAYS

_WORDS = {
    "bill": "Bill", "eob": "Insurer’s statement", "notice": "Paper", "case_": "Case", "person": "Person", "call": "Call",
    "letter": "Letter", "packet": "Packet", "payment": "Payment", "refund": "Refund", "agreement": "Payment plan", "offer": "Offer",
    "planned_care": "Planned care", "plan": "Insurance plan", "booklet": "Plan booklet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gone:
    """One removal. `days_left` counts to the day on which it goes for good; 0 is today."""

    change_id: str
    what: str
    kind: str
    removed_on: datetime.date
    leaves_on: datetime.date
    days_left: int


def list_removed(vault: Vault, *, today: datetime.date) -> tuple[Gone, ...]:
    """What can be brought back, the newest first."""
    return tuple(
        Gone(
            change_id=item.change_id, what=item.what, kind=next((word for noun, word in _WORDS.items() if noun in item.nouns), ""),
            removed_on=item.at.astimezone().date(), leaves_on=item.leaves_on, days_left=min(DAYS, max(0, (item.leaves_on - today).days)),
        )
        for item in Trash(vault).items()
    )  # fmt: skip


def bring_back_removed(vault: Vault, change_id: str, *, today: datetime.date) -> Changes:
    """Puts it back where it was, and checks the cases anew. Raises UnusableInput when that cannot be."""
    with Trash(vault).bringing_back(change_id) as change:
        link_papers(vault, change, [kept.id for kept in vault.papers.all() if kept.confirmed])
        for person_id in (*(person.id for person in vault.people.all()), None):
            audit_cases(vault, change, today=today, person_id=person_id, everywhere=True)
    return change.changes


def remove_for_good(vault: Vault, change_id: str) -> Changes:
    """Empties it out of the history and deletes its file. Raises UnusableInput when it is not there any more."""
    items = [item for item in Trash(vault).items() if item.change_id == change_id]
    if not items:
        raise UnusableInput("This is not among the removed things any more. Look in History, under What was done.")
    erase(vault, items)
    return Changes(frozenset({"papers"}), "Removed for good")


def empty_old_trash(vault: Vault, *, today: datetime.date) -> int:
    """Removes for good what has lain here for 30 days; how many removals that were."""
    due = Trash(vault).due(today)
    erase(vault, due)
    return len(due)
