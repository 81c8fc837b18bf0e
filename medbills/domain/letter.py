"""A letter: what it asks the user, what it says, and where each fact in it comes from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from medbills.domain.paper import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a fact comes from: a paper with its spot, a call, or the user's own word."""

    source: str  # in words: "Itemized bill of October 30, page 1", "Stated by you"
    document: str | None = None  # id of the kept paper
    spot: Spot | None = None


STATED_BY_YOU = Evidence(source="Stated by you")


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that a letter may use (str, Money, date, Decimal, or a tuple of rows), with its evidence."""

    value: Any
    evidence: Evidence = STATED_BY_YOU


Facts = Mapping[str, Fact]


class AnswerType(StrEnum):
    """How a question of the wizard is answered."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    MONEY = "money"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    TICK = "tick"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that can be picked; `detail` is its second line."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One page of the wizard. `fact` names what the answer becomes."""

    fact: str
    ask: str
    why: str
    type: AnswerType = AnswerType.TEXT
    required: bool = True
    choices: tuple[Choice, ...] = ()
    example: str = ""
    advised: str = ""  # the choice that is marked beforehand; the user still says so
    beside: str = ""  # fact of an earlier question: this one is asked on its page
    together: str = ""  # what its page asks, while others are asked beside it


def pages_of(questions: Sequence[Question]) -> tuple[tuple[Question, ...], ...]:
    """The questions in the wizard's pages: one each, and beside it those that belong to the same matter and are asked too."""
    pages: list[list[Question]] = []
    for question in questions:
        if pages and question.beside and any(question.beside == other.fact for other in pages[-1]):
            pages[-1].append(question)
        else:
            pages.append([question])
    return tuple(map(tuple, pages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A rule of one letter: while `when` holds, `say` is shown; `stops` names the fact that then counts as missing."""

    when: str  # an expression over the letter's facts
    say: str
    stops: str | None = None


@dataclass(frozen=True, kw_only=True)
class LetterTemplate:
    """An entry of the catalogue of letters: a file of `resources/letters/<language>/`."""

    id: str  # "L02"
    slug: str  # "billing_dispute"
    title: str
    addressee: str  # who gets it, in words
    when: str
    questions: tuple[Question, ...]
    needs: tuple[str, ...]  # names of facts without which the final letter is not made
    enclosures: tuple[str, ...]
    authority: str
    confidence: str
    checked_on: datetime.date
    reply_by_days: int
    sending: str
    body: str = field(repr=False)
    to: str = "provider"  # who it goes to, which decides the facts it may carry: a key of ADDRESSEES
    asked_only_if: Mapping[str, str] = field(default_factory=dict)  # fact -> expression: the question waits for it
    lists: Mapping[str, Mapping[str, AnswerType]] = field(default_factory=dict)  # fact that is a list -> its columns
    cautions: tuple[Caution, ...] = ()
    reply_in_business_days: bool = False  # `reply_by_days` counts Monday to Friday without federal holidays
    answer_before: Mapping[str, int] = field(default_factory=dict)  # fact that is a day -> calendar days before it to be answered by
    signing: str = "talk"  # what who signs for another must be allowed to do: an Act, or ANYONE


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph; `evidence` counts from 1 into the letter's list of sources, None for plain words."""

    text: str
    evidence: int | None = None
    fact: str | None = None


ADDRESSEES: Mapping[str, str] = MappingProxyType({
    "provider": "a hospital, doctor, lab or dentist",
    "insurer": "a health or dental plan, and bodies that decide appeals",
    "regulator": "an agency that takes complaints or hears disputes",
    "collector": "a debt collector",
    "bureau": "a credit bureau",
    "card_issuer": "the bank behind a credit card",
    "employer": "an employer or its benefits office",
})
ANYONE = "anyone"  # signs it: the patient with the helper's name in it, a doctor, or who gives notice of a death
NARROW = frozenset({"collector", "bureau", "card_issuer", "employer"})  # no word of care goes to them


class BlockKind(StrEnum):
    """What a block of a letter is, which decides how it is set."""

    SENDER = "sender"
    DATE = "date"
    METHOD = "method"
    ADDRESSEE = "addressee"
    SUBJECT = "subject"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    SIGNATURE = "signature"
    ENCLOSURES = "enclosures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block: runs of text, or the rows of a table (the first row is its head)."""

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    question: str | None = None  # the fact whose answer made this block, for the wizard's preview


def rules_line(version: str) -> str:
    """What letters and packets print of the rules they rest on."""
    return f"Rules version {version}" if version else ""


@dataclass(frozen=True, kw_only=True)
class RenderedLetter:
    """A letter with its facts filled in. `missing` names the facts still to be asked: then it is a draft."""

    template_id: str
    title: str
    date: datetime.date
    blocks: tuple[Block, ...]
    sources: tuple[Evidence, ...]
    missing: tuple[str, ...] = ()
    reply_by: datetime.date | None = None
    rules_version: str = ""  # of the rules in use; it stands small at the foot
    language: str = "en"  # of its own words; a copy to read may be in another

    @property
    def final(self) -> bool:
        return not self.missing

    @property
    def foot(self) -> str:
        """The line at the foot of each page."""
        return rules_line(self.rules_version)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter of a case, from draft to sent. `answers` are by fact name, in plain JSON form."""

    id: str
    case_id: str | None
    template_id: str  # the number in the catalogue, "L02"
    slug: str = ""
    title: str
    recipient: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    position: int = 0  # the wizard's page, so that it can be taken up again
    written_on: datetime.date | None = None
    reply_by: datetime.date | None = None
    sent_on: datetime.date | None = None
    method: str = ""
    tracking: str = ""
    arrived_on: datetime.date | None = None
    document_id: str | None = None  # the frozen PDF
    sha256: str = ""
