"""What the search knows of one thing: a person, a bill, one line of it, one page of words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Sort(StrEnum):
    """What was found."""

    PERSON = "person"
    PLAN = "plan"
    CASE = "case"
    PAPER = "paper"
    LINE = "line"
    FINDING = "finding"
    CALL = "call"
    LETTER = "letter"
    PACKET = "packet"
    DEADLINE = "deadline"
    PAYMENT = "payment"
    AGREEMENT = "agreement"
    REFUND = "refund"
    OFFER = "offer"
    CARE = "care"
    FILE = "file"
    PAGE = "page"
    BOOKLET = "booklet"
    BOOKLET_PAGE = "booklet_page"


class Shelf(IntEnum):
    """Pages of words outnumber all the rest by far, so that each shelf is searched by itself."""

    PAGES = 1
    LINES = 2
    THINGS = 3


SHELF_OF = {Sort.PAGE: Shelf.PAGES, Sort.BOOKLET_PAGE: Shelf.PAGES, Sort.LINE: Shelf.LINES}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """`row` is the id of the row it stands for; `part` the page, or the number of the line from 1, where it is one.

    `title` weighs more than `text`; `also` holds what else it is found by: sums and days in a form of their own, joined words.
    """

    sort: Sort
    row: str
    part: int = 0
    day: datetime.date | None = None
    cents: int | None = None
    title: str
    text: str = ""
    also: str = ""

    @property
    def shelf(self) -> Shelf:
        return SHELF_OF.get(self.sort, Shelf.THINGS)
