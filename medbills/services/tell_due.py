"""Counts what is due today and in the next days, and finds the next day of all, for reminders."""

from __future__ import annotations

import datetime

from medbills.domain.reminder import SOON_DAYS, Due
from medbills.services.keep_authority import coming_ends
from medbills.store import Vault


def due_days(vault: Vault, *, today: datetime.date) -> Due:
    """Your open deadlines and the signed forms that end, whoever's affairs they are. What others have to do is not counted."""
    closed = {case.id for case in vault.cases.all() if case.closed_on}
    yours = [kept for kept in vault.deadlines.all() if kept.done_on is None and kept.deadline.yours and kept.case_id not in closed]
    days = [day for kept in yours if (day := kept.deadline.acts_on) is not None and day >= today]
    days += [one.day for one in coming_ends(vault, today=today)]
    return Due(
        today=days.count(today), soon=sum(1 for day in days if 0 < (day - today).days <= SOON_DAYS), next_day=min(days, default=None),
    )  # fmt: skip
