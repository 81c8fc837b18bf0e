"""The ways forward of a case: each lever with its reasons for and against, what it closes, its day, and what starts it."""

from __future__ import annotations

import datetime
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from medbills.domain.money import ZERO, Money

URGENT_DAYS = 14
_NOT = "not "


class Effort(StrEnum):
    """What a lever takes."""

    NOTHING = "nothing"
    CALL = "call"
    LETTER = "letter"
    FORM = "form"

    @property
    def words(self) -> str:
        """ "A call", as a row shows it."""
        return {"nothing": "Nothing to do", "call": "A phone call", "letter": "A letter", "form": "A form"}[self.value]


@dataclass(frozen=True, slots=True)
class Signs:
    """What a case shows: `names` that conditions ask for, and `figures` that sentences name. An unknown figure is not there."""

    names: frozenset[str] = frozenset()
    figures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def meet(self, conditions: Sequence[str]) -> bool:
        """Whether every condition holds: a sign's name, or "not" and a sign's name."""
        return all((word.removeprefix(_NOT) in self.names) is not word.startswith(_NOT) for word in conditions)


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence or two with places for figures, said when the conditions hold and every figure is known."""

    say: str
    when: tuple[str, ...] = ()

    @property
    def figures(self) -> frozenset[str]:
        """The names of the figures it needs."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.say) if name)

    def said(self, signs: Signs) -> str | None:
        """The sentence with its figures; None where a condition fails or a figure is not known."""
        if not signs.meet(self.when) or not self.figures <= signs.figures.keys():
            return None
        return self.say.format_map(signs.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """An entry of the catalogue of levers, a file of `resources/strategy/`.

    `rung` is its place on the ladder (0 first). `deadlines` name rules, or the events that set them off, whose day rests on
    this lever. It starts with the letter of slug `letter` ("lead": the letter that the largest finding asks for), with the phone
    script of slug `call`, or, where both are absent, `outside` the program. `rule` names the dated rule behind it; without one
    `authority` says it.
    """

    slug: str
    title: str
    rung: int
    effort: Effort
    when: tuple[str, ...]
    why: tuple[Saying, ...]
    because: str  # why it has this place in the order
    against: tuple[Saying, ...] = ()
    closes: tuple[Saying, ...] = ()
    deadlines: tuple[str, ...] = ()
    letter: str = ""
    call: str = ""
    outside: str = ""
    stake: str = ""  # the figure that is the money it is about
    rule: str = ""
    authority: str = ""
    checked_on: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A lever as it stands in one case, every sentence with the case's figures."""

    lever: str
    title: str
    why: str
    because: str
    against: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    effort: Effort
    rung: int
    stake: Money = ZERO
    by: datetime.date | None = None  # your last day that rests on it
    by_says: str = ""  # what ends on that day
    by_right: bool = False  # a right ends on it, not only the day a bill is due
    letter: str = ""
    call: str = ""
    outside: str = ""
    authority: str = ""
    checked_on: datetime.date

    def rank(self, today: datetime.date) -> tuple[int, int, int, int, str]:
        """Your days within two weeks first, then the ladder, then the money, then the least effort."""
        group = 0 if self.is_near(today) else 1
        return (group, self.rung, -self.stake.cents, list(Effort).index(self.effort), self.lever)

    def is_near(self, today: datetime.date) -> bool:
        """Whether your last day for it is within two weeks, and a right ends on it."""
        return self.by_right and self.by is not None and 0 <= (self.by - today).days <= URGENT_DAYS


@dataclass(frozen=True, slots=True)
class Strategy:
    """The ways of a case, the one to take first at the head. No way: nothing is open."""

    ways: tuple[Way, ...] = ()

    @property
    def first(self) -> Way | None:
        return self.ways[0] if self.ways else None


def first_said(sayings: Sequence[Saying], signs: Signs) -> str:
    """The first sentence that can be said; empty where none can."""
    return next((text for saying in sayings if (text := saying.said(signs)) is not None), "")


def all_said(sayings: Sequence[Saying], signs: Signs) -> tuple[str, ...]:
    """Every sentence that can be said, in order."""
    return tuple(text for saying in sayings if (text := saying.said(signs)) is not None)
