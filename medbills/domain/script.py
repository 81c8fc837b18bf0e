"""A phone script: lines to read aloud, what they may answer, and where each answer leads."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from medbills.domain.letter import Evidence, Fact, Run

GO_ON = ""  # the reply of a step at which one only went on

DESKS: Mapping[str, str] = {
    "provider": "the hospital or office that bills",
    "doctor": "the office of the doctor who treats",
    "insurer": "the health or dental plan",
    "collector": "the debt collector",
    "regulator": "an agency",
    "employer": "the employer's benefits office",
    "promised": "whoever promised something last",
}


class About(StrEnum):
    """What an answer speaks of. Two that differ on one question are set side by side."""

    FEE = "fee"
    STATUS = "status"
    DEADLINE = "deadline"
    COVERAGE = "coverage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """The question that a line puts. One key stands for the same question in every script."""

    key: str
    about: About
    words: str  # "Is the account on hold?"


class Names(StrEnum):
    """What an answer names beside itself."""

    NOTHING = ""
    AMOUNT = "amount"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Something they may say. Its label stands in the call's record: "They said: The account is on hold"."""

    key: str
    label: str
    leads_to: str
    follows: str = ""  # what comes next, small
    promise: str = ""  # what they then will do, for the notes
    names: Names = Names.NOTHING
    means: str = ""  # what it comes down to, by which two answers are compared; empty where it settles nothing


@dataclass(frozen=True, slots=True)
class Pass:
    """A line is passed over while the condition over facts holds."""

    when: str
    leads_to: str


class Act(StrEnum):
    """What a branch ends with."""

    LETTER = "letter"
    CALL = "call"
    WAIT = "wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The next step: `of` is the slug of a letter or of another script; a wait has none."""

    act: Act
    of: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLine:
    """One line. It has replies, or goes on to another line, or ends the script."""

    key: str
    title: str  # "Ask for a hold"
    say: str = field(repr=False)  # Jinja over facts
    hint: str = ""
    inquiry: Inquiry | None = None
    passes: tuple[Pass, ...] = ()
    replies: tuple[Reply, ...] = ()
    goes_to: str = ""
    ending: Ending | None = None
    lists_questions: bool = False  # the questions of the findings stand below it, to be ticked

    @property
    def leads_to(self) -> tuple[str, ...]:
        """Every line that may follow."""
        found = [*(reply.leads_to for reply in self.replies), self.goes_to, *(way.leads_to for way in self.passes)]
        return tuple(dict.fromkeys(key for key in found if key))

    def reply(self, key: str) -> Reply | None:
        """The reply of this key."""
        return next((reply for reply in self.replies if reply.key == key), None)


@dataclass(frozen=True, slots=True)
class Fit:
    """A kind of case this script is for: its signs, and its place among the scripts that fit (lowest first)."""

    when: tuple[str, ...]
    rank: int


@dataclass(frozen=True, kw_only=True)
class Script:
    """An entry of the catalogue of phone scripts: a file of `resources/scripts/<language>/`."""

    id: str  # "P01"
    slug: str  # "hospital_billing"
    title: str
    who: str  # who is called, in words
    to: str  # a key of letters' ADDRESSEES: decides the facts that may be named
    desk: str  # a key of DESKS: whose name and number stand above the call
    when: str
    fits: tuple[Fit, ...]
    have: tuple[str, ...]  # what to have at hand
    facts: Mapping[str, str]  # fact -> its label: to be read out when they ask
    if_pressed: str  # a safe sentence when they press
    do_not: tuple[str, ...]
    write_down: tuple[str, ...]
    before_end: tuple[str, ...]  # what to ask for before hanging up
    comfort: str
    authority: str
    confidence: str
    checked_on: datetime.date
    lines: Mapping[str, ScriptLine] = field(repr=False)

    @property
    def opening(self) -> ScriptLine:
        return next(iter(self.lines.values()))


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A line with its facts filled in: the words, the runs with their evidence, and the sources in order."""

    line: ScriptLine
    runs: tuple[Run, ...]
    sources: tuple[Evidence, ...]
    missing: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


ScriptFacts = Mapping[str, Fact]
