"""A phone call as it was noted: who, when, what was said, and what was promised by when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class PromiseState(StrEnum):
    """What became of what they promised."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One step of a call along its script, in words that can be read without the script.

    `about` is "fee", "status", "deadline" or "coverage"; `value` an amount ("185.00") or a day ("2026-11-24") they named.
    """

    line: str
    script: str = ""  # its slug
    reply: str = ""  # empty where one only went on
    question: str = ""  # the key of what was asked; the same in every script
    about: str = ""
    asked: str = ""
    words: str = ""
    value: str = ""
    means: str = ""  # what the answer comes down to, by which two calls are compared


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
    script: str = ""  # the slug of the phone script
    trail: tuple[Said, ...] = ()  # the steps taken along it, from the first on
    recording: str = ""  # what they said to being recorded: "agreed", "refused", or nothing was asked
    promise: PromiseState = PromiseState.OPEN
    promise_told_on: datetime.date | None = None  # the day the user marked it kept or broken
