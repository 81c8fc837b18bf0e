"""Marks a day as done, or not done after all."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.domain.changes import Changes
from medbills.errors import UnusableInput
from medbills.store import Vault


def mark_deadline(vault: Vault, deadline_id: str, done_on: datetime.date | None) -> Changes:
    """Keeps the day on which the user did it; None says that it is not done. Later checks of the papers leave that alone.

    Raises UnusableInput when the deadline is gone, say because its paper was removed.
    """
    kept = vault.deadlines.get(deadline_id)
    if kept is None:
        raise UnusableInput("This day is gone: the papers it came from have changed. Look in the Calendar for the days that count now.")
    with vault.change(f"Marked as {'done' if done_on else 'not done'}: {kept.deadline.title}") as change:
        change.deadlines.update(dataclasses.replace(kept, done_on=done_on))
    return change.changes
