"""What the Learn page can show: entries to read, words of the trade, and those who help, each with its source and how sure it is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

WORDS_A_MINUTE = 150  # of calm reading


class Shelf(StrEnum):
    """The sections of the Learn page, each a folder of `resources/help/`, in the order of the page."""

    RIGHTS = "rights"
    ASKING = "asking"
    WORDS = "words"
    HELP = "help"
    CALCULATORS = "calculators"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to do, and how."""

    title: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of the trade in plain words; `also` are its other names."""

    slug: str
    word: str
    means: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opens:
    """A section of Money that an entry leads to, with the words of its button."""

    part: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpEntry:
    """One entry to read. `short` is its name in the list.

    `rules` are dated rules that give its source and the day it was checked; without one it names `source` and `checked_on` itself.
    It fits a case that shows the signs `when`, and the letter `letter` can then be written. `helpers` names a list of those who
    help. `page` and `task` say which page or task of the window it explains.
    """

    slug: str
    shelf: Shelf
    group: str
    title: str
    short: str
    line: str
    says: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    caveats: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    source: str = ""
    checked_on: datetime.date | None = None
    letter: str = ""
    when: tuple[str, ...] = ()
    opens: Opens | None = None
    helpers: str = ""
    page: str = ""
    task: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is read, in its order."""
        steps = (part for step in self.steps for part in (step.title, step.says))
        return (*self.says, *steps, *self.caveats, *self.checklist)

    @property
    def minutes(self) -> int:
        """How long it takes to read, at least one minute."""
        return max(1, round(sum(len(text.split()) for text in self.sentences) / WORDS_A_MINUTE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Someone who helps. `phone` and `web` stand only where they were read at `source`; else `look_up` says what to search for."""

    name: str
    what: str
    who: str = ""
    cost: str = ""
    phone: str = ""
    web: str = ""
    look_up: str = ""
    note: str = ""
    source: str = ""
    checked_on: datetime.date | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A state with its offices."""

    code: str
    name: str
    helpers: tuple[Helper, ...]
