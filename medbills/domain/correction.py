"""A correction beside what was said on the phone or sent: the earlier text stays, and this is added with its day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What a correction stands beside."""

    CALL = "call"
    LETTER = "letter"
    PACKET = "packet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """`about_id` is the id of the call, letter or packet."""

    id: str
    about: About
    about_id: str
    at: datetime.datetime  # local time, as the user's clock showed it
    text: str
