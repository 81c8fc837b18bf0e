"""Two calls in which a desk said different things about one question, and the user's word on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.call import Call


class Word(StrEnum):
    """What the user says of it."""

    MARKED = "marked"  # the user found it
    SET_ASIDE = "set_aside"  # it is none: things changed, or they meant something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What is kept of one: only the user's word. `question` is the key of what was asked; empty for one the user found.

    `said` and `other_said` are the two statements, for one the user found. The earlier call comes first.
    """

    call_id: str
    other_id: str
    question: str = ""
    case_id: str | None = None
    word: Word = Word.MARKED
    about: str = ""  # "fee", "status", "deadline", "coverage", or nothing
    said: str = ""
    other_said: str = ""

    @property
    def id(self) -> str:
        """One for each pair and question, so that the user's word on it is found again."""
        return f"{self.question or 'own'}:{self.call_id}:{self.other_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What was said in one call, with when, by whom and under which reference."""

    call: Call
    words: str

    @property
    def who(self) -> str:
        return ", ".join(part for part in (self.call.person, self.call.organization) if part) or "Somebody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Two statements of one desk that do not fit together, side by side: the earlier one first."""

    id: str
    asked: str  # "Is the account on hold?"; of one the user found, "You marked this"
    about: str
    first: Statement
    second: Statement
    by_hand: bool = False
