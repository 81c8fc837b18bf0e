"""A question that lets more checks run: its words, why we ask, how it is answered, and where the answer goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from medbills.domain.told_fact import Owner

KEY = "{key}"  # in the place or the words of a question: the code, plan or tooth that it is about


class Form(StrEnum):
    """How a part is answered. Amounts are dollars; a share is typed as percent and kept from 0 to 1; a percent as it is typed."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    DAY = "day"
    AMOUNT = "amount"
    NUMBER = "number"
    WHOLE = "whole"
    SHARE = "share"
    PERCENT = "percent"
    WORDS = "words"
    LISTED = "listed"  # several words of a list
    DAYS_TIMES = "days_times"  # a call a line: its day and time
    MINUTES = "minutes"  # a day and its minutes a line
    HOW_OFTEN = "how_often"  # a number of times in a calendar year, benefit year or some months


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of several: what is kept, and what is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One value of an answer. `place` is its place in a case file; a part without one only names what the others are about.

    `kept` says that the plan or the person itself keeps the value, so that its own page shows it too.
    """

    place: str
    form: Form
    label: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    optional: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The words in which a check says what it lacks; `*` stands for any words. `check` is empty for every check."""

    words: str
    check: str = ""

    def matches(self, check: str, words: str) -> str | None:
        """The words that `*` stands for, the first of them; None where this is another need."""
        if self.check and self.check != check:
            return None
        found = _pattern(self.words).fullmatch(words)
        if found is None:
            return None
        return found.group(1) if found.groups() else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One plain question. It is open while a check says one of `needs`, or while `asked_when` holds and nothing was told.

    `when` names the signs that must all hold before it is asked at all. `several`: it may be answered more than once, as for
    several calls; `entry` is then the list that each answer adds one entry to. `each_plan`: asked of each of the person's plans.
    """

    id: str
    ask: str
    why: str
    owner: Owner
    parts: tuple[Part, ...]
    checks: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    when: tuple[str, ...] = ()
    asked_when: tuple[str, ...] = ()
    entry: str = ""
    each_plan: bool = False

    @property
    def keyed(self) -> bool:
        """Whether each code, line or plan is asked about on its own."""
        return self.each_plan or any(KEY in text for text in (self.ask, self.why, *(part.place for part in self.parts)))

    def places(self, key: str) -> tuple[str, ...]:
        """Where the values go, for what `key` names."""
        return tuple(part.place.replace(KEY, key) for part in self.parts if part.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What a check lacks that is answered on another screen, or that no answer changes. `screen` is empty for the latter."""

    says: str
    screen: str
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every question, and what is answered elsewhere."""

    questions: tuple[Question, ...]
    elsewhere: tuple[Elsewhere, ...]

    def question(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)

    def of_need(self, check: str, words: str) -> tuple[tuple[Question, str], ...]:
        """The questions that answer a need, each with what the need names."""
        found = ((question, need.matches(check, words)) for question in self.questions for need in question.needs)
        return tuple({question.id: (question, key) for question, key in found if key is not None}.values())

    def elsewhere_of(self, check: str, words: str) -> Elsewhere | None:
        """The other screen that a need is answered on."""
        return next((other for other in self.elsewhere if any(need.matches(check, words) is not None for need in other.needs)), None)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(re.escape(part) for part in words.split("*")))


def put(tree: dict[str, object], place: str, value: object) -> None:
    """Puts a value into nested objects at a place like "context.stay.admitted"."""
    *way, last = place.split(".")
    for name in way:
        inner = tree.get(name, {})
        if not isinstance(inner, dict):
            raise ValueError(f"{place} goes through a value that is no object")
        tree[name] = inner = dict(inner)  # a copy: a value that was told stays as it is
        tree = inner
    tree[last] = value


def tree_of(values: Mapping[str, object]) -> dict[str, object]:
    """The nested form of values by their places, as a case file writes them."""
    tree: dict[str, object] = {}
    for place, value in values.items():
        put(tree, place, value)
    return tree
