"""Keeps the day a paper arrived, from which some time limits run."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from medbills.domain.case import KeptPaper
from medbills.domain.changes import Changes
from medbills.domain.paper import Kind
from medbills.domain.reply import Arrival
from medbills.domain.wording import long_day
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.store import Vault

FROM_RECEIPT = frozenset({Kind.DENIAL_LETTER, Kind.COLLECTION_NOTICE})  # rules set off by these run from the day you get them
_WHY = {
    Kind.DENIAL_LETTER: "The time to appeal runs from this day.",
    Kind.COLLECTION_NOTICE: "The time to dispute runs from this day.",
}


def why_arrival(kept: KeptPaper, *, is_answer: bool = False) -> str:
    """Why the day is asked for, in a sentence; "" where nothing runs from it."""
    return _WHY.get(kept.paper.kind, "It shows whether their answer came in time." if is_answer else "")


def wrong_day(kept: KeptPaper, day: datetime.date, today: datetime.date) -> str:
    """What is wrong with a day of arrival, in a sentence for the user; "" where it can be right."""
    if day > today:
        return "This day is still to come. Type the day it was in your hands."
    if kept.paper.dated and day < kept.paper.dated:
        return f"The paper prints {long_day(kept.paper.dated)}, and cannot have come before that. Type that day or a later one."
    return ""


def keep_arrival(vault: Vault, paper_id: str, day: datetime.date | None, *, today: datetime.date) -> Changes:
    """Keeps the day (None: not known), and counts the days of its case anew. Raises UnusableInput for a day that cannot be."""
    kept = vault.papers.get(paper_id)
    if kept is None:
        raise UnusableInput(f"This paper is no longer among your papers. {IN_HISTORY}")
    if day is not None and (wrong := wrong_day(kept, day, today)):
        raise UnusableInput(wrong)
    with vault.change("Noted the day a paper arrived" if day else "Took back the day a paper arrived") as change:
        if day is not None:
            change.arrivals.put(Arrival(id=paper_id, received_on=day))
        elif vault.arrivals.get(paper_id):
            change.arrivals.remove(paper_id)
        if kept.case_id:
            audit_cases(vault, change, today=today, person_id=kept.person_id)
    return change.changes


def arrival_words(kept: KeptPaper, arrivals: Mapping[str, datetime.date]) -> str:
    """ "arrived November 20, 2026", or ""."""
    day = arrivals.get(kept.id)
    return f"arrived {long_day(day)}" if day else ""
