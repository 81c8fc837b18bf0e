"""Opens a call about a case: its script, the draft to go on with, and what has to be known before a collector is called."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.call import Call
from medbills.domain.debt import Act, Guard
from medbills.domain.matter import Matter
from medbills.services.guard_act import guard_act
from medbills.services.load_matters import load_matter
from medbills.services.tell_of_debt import told_of_debt
from medbills.services.what_to_say import Talk, what_to_say
from medbills.store import Vault


@dataclass(frozen=True, slots=True)
class OpenedCall:
    """`draft` is the call asked for, else one of today, that was not ended; a guard stands only before a new call."""

    matter: Matter
    talk: Talk
    draft: Call | None
    guard: Guard | None


def open_call(vault: Vault, case_id: str, *, today: datetime.date, call_id: str | None = None, script: str = "") -> OpenedCall:
    """The call `call_id`, or the one of today; `script` is wanted where the draft has none. Raises UnusableInput without the case."""
    matter = load_matter(vault, case_id, today=today)
    live = [call for call in matter.calls if not call.ended]
    drafts = [call for call in live if (call.id == call_id if call_id else call.at.date() == today)]
    draft = max(drafts, key=lambda call: call.at, default=None)
    guard = None if drafts else guard_act(matter, Act.CALL, told_of_debt(vault, case_id), today)
    slug = draft.script if draft is not None and draft.script else script
    return OpenedCall(matter, what_to_say(vault, matter, today, slug), draft, guard)
