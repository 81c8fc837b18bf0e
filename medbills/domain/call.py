"""A phone call as it was noted: who, when, what was said, and what was promised by when."""

from __future__ import annotations

import dataclasses
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
class Promised:
    """One thing they promised in a call. `who` is empty where it was the person the call was with."""

    what: str
    by: datetime.date | None = None
    who: str = ""
    state: PromiseState = PromiseState.OPEN
    told_on: datetime.date | None = None  # the day the user marked it kept or broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`they_will` and `you_will` are promises; each with the day it was promised for. `more` is what else they promised."""

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
    more: tuple[Promised, ...] = ()  # every promise of theirs after the first

    @property
    def promised(self) -> tuple[Promised, ...]:
        """All that they promised, in the order it was noted; empty where nothing was."""
        first = Promised(what=self.they_will, by=self.they_will_by, state=self.promise, told_on=self.promise_told_on)
        return tuple(made for made in (first, *self.more) if made.what)

    @property
    def more_words(self) -> tuple[tuple[str, datetime.date | None, str], ...]:
        """What was noted of the further promises: all but what became of them."""
        return tuple((made.what, made.by, made.who) for made in self.more)

    def with_promised(self, promised: tuple[Promised, ...]) -> Call:
        """The call with these promises, the first of them in the call's own fields."""
        first = promised[0] if promised else Promised(what="")
        return dataclasses.replace(
            self, they_will=first.what, they_will_by=first.by, promise=first.state, promise_told_on=first.told_on, more=promised[1:]
        )


def promise_event(call_id: str, nth: int = 0) -> str:
    """The name of the day that a promise sets; `nth` counts the promises of one call from 0."""
    return f"promise:{call_id}:{nth}" if nth else f"promise:{call_id}"
