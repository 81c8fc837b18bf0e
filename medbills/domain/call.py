"""A phone call as it was noted: who, when, what was said, and what was promised by when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`they_will` and `you_will` are promises; each with the day it was promised for."""

    id: str
    case_id: str | None
    at: datetime.datetime  # local time, as the user's clock showed it
    minutes: int | None = None
    number: str = ""
    organization: str = ""
    person: str = ""  # the name given on the phone
    role: str = ""
    reference: str = ""
    line: str = ""  # their direct line
    notes: str = ""
    they_will: str = ""
    they_will_by: datetime.date | None = None
    you_will: str = ""
    you_will_by: datetime.date | None = None
    follow_up_on: datetime.date | None = None
    ended: bool = False  # False: still a draft that each keystroke changes
