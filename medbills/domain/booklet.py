"""A plan's booklet, kept page by page, and the passages of it that were kept to be quoted."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.paper import Box

ALTERNATE_BENEFIT = "alternate_benefit"  # what a quote is about, when it is the clause on cheaper treatments


class BookletKind(StrEnum):
    """What sort of plan document it is."""

    SUMMARY = "summary_plan_description"
    EVIDENCE = "evidence_of_coverage"
    DENTAL = "dental_booklet"
    OTHER = "plan_document"


KIND_WORDS = {
    BookletKind.SUMMARY: "Summary plan description (SPD)", BookletKind.EVIDENCE: "Evidence of coverage",
    BookletKind.DENTAL: "Dental booklet", BookletKind.OTHER: "Another plan document",
}  # fmt: skip
_SHORT = {
    BookletKind.SUMMARY: "SPD", BookletKind.EVIDENCE: "Evidence of coverage", BookletKind.DENTAL: "Dental booklet",
    BookletKind.OTHER: "Plan document",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """A plan document on file. `without_words` are the pages (from 1) on which no word could be read: search does not see them."""

    id: str
    plan_id: str
    document_id: str
    kind: BookletKind
    title: str
    pages: int
    added_on: datetime.date
    without_words: tuple[int, ...] = ()

    @property
    def short(self) -> str:
        """ "SPD": how a letter names it beside a page."""
        return _SHORT[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletPage:
    """The words of one page, line by line. `number` counts the pages of the file from 1, whatever the page prints itself."""

    id: str
    booklet_id: str
    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptQuote:
    """A passage of a booklet, word for word, with its page and the boxes around its lines (points from the page's top-left)."""

    id: str
    booklet_id: str
    page: int
    words: str
    boxes: tuple[Box, ...]
    kept_on: datetime.date
    about: str = ""  # ALTERNATE_BENEFIT, or nothing


def cited(booklet: Booklet, page: int) -> str:
    """ "SPD p. 43"."""
    return f"{booklet.short} p. {page}"


def page_ranges(pages: tuple[int, ...]) -> str:
    """Pages in words: "4, 7 to 9"."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
