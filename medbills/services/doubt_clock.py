"""Notices that this computer's date lies before the last change of a vault, so that nothing is counted from it unasked."""

from __future__ import annotations

import datetime

from medbills.domain.wording import long_day
from medbills.services.sample_family import TODAY_SETTING
from medbills.store import Vault

GRACE = datetime.timedelta(days=1)  # two time zones may name two days for one moment


def clock_doubt(vault: Vault, *, today: datetime.date) -> str:
    """A sentence for the user where `today`, as the system has it, is more than a day before the newest change; else "".

    What a migration wrote is no change of the user's. Where the day stands still, as in the sample family, no clock is asked.
    """
    newest = vault.journal.last_change()
    if newest is None or vault.settings.get(TODAY_SETTING):
        return ""
    changed = newest.at.astimezone().date()
    if changed - today <= GRACE:
        return ""
    return f"This computer’s date is {long_day(today)}, but these papers were changed on {long_day(changed)}."
