"""Opens a letter of a case, or says what has to be understood before there is one."""

from __future__ import annotations

import datetime

from medbills.domain.debt import Guard
from medbills.services.guard_act import guard_letter
from medbills.services.write_letter import LetterState, begin_letter, letter_state
from medbills.store import Vault


def open_letter(
    vault: Vault, case_id: str, slug: str, *, today: datetime.date, call_id: str | None = None, letter_id: str | None = None,
    understood: bool = False,
) -> LetterState | Guard:  # fmt: skip
    """The letter `letter_id`, else the one of this name, begun before or now. A new one about a collected debt is guarded first."""
    if letter_id is not None:
        return letter_state(vault, letter_id, today=today)
    if not understood and (guard := guard_letter(vault, case_id, slug, today=today)):
        return guard
    return letter_state(vault, begin_letter(vault, case_id, slug, today=today, call_id=call_id).id, today=today)
