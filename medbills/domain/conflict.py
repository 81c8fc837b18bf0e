"""What two copies of a vault say differently about the same thing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

WHOLE = ""  # stands for the field where one copy removed what the other changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Neither word is dropped: `one` and `other` are both kept here, in plain form; None says that the copy has none.

    Which is `one` and which `other` follows from the values alone, so that both copies agree on it.
    """

    id: str
    noun: str  # "paper", "call", "case_" …: the vault's own names
    row: str  # id of what it is about
    field: str  # WHOLE where one copy removed it
    one: Any
    other: Any
    one_at: str  # when it was written there, as in the history
    other_at: str
    kept_one: bool  # which of the two stands in the vault
    settled_on: datetime.date | None = None  # the day the user decided
