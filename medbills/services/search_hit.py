"""One thing that the search found: its words, its place, and what opens when it is chosen."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.search_entry import Sort
from medbills.services.light_spots import Place


class Group(StrEnum):
    """The headings under which finds stand."""

    RECENT = "Most recent"
    LINES = "Bill lines"
    PEOPLE = "People & plans"
    CASES = "Cases"
    PAPERS = "Papers"
    CONTACTS = "Calls, letters & days"
    MONEY = "Money"
    PAGES = "Words on pages"
    TO_DO = "Things to do"
    LEARN = "Learn"


class Way(StrEnum):
    """How a find opens."""

    PAGE = "page"  # a page of the window, and on it an item
    PAPER = "paper"  # the paper with the spot lit
    BOOKLET = "booklet"  # a page of a plan's booklet
    FROZEN = "frozen"  # a letter or packet as it was sent
    LETTER = "letter"  # the wizard of a letter
    ACT = "act"  # something that can be done from anywhere


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens. `page` is a page's slug, a letter's slug or an act; `item` an id; `number` a page, counted from 1."""

    way: Way
    page: str = ""
    item: str = ""
    number: int = 1
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """`where` says whose it is and of what day. `case_id` and `letter` are those of a finding."""

    group: Group
    icon: str
    title: str
    where: str = ""
    amount: str = ""
    opening: Opening
    sort: Sort | None = None
    day: datetime.date | None = None
    cents: int | None = None
    part: int = 0  # the number of a line or page
    case_id: str = ""
    letter: str = ""
    paper_id: str = ""  # of a paper, and of the file in which it lies

    @property
    def spoken(self) -> str:
        """The whole row as a sentence."""
        return ". ".join(part for part in (self.title, self.where, self.amount) if part)
