"""Cuts a mailing into the parts that speak of one claim each, and the part that speaks of all."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from medbills.layout.laid import Laid, Place
from medbills.layout.pairs import Pair
from medbills.layout.prose import Block
from medbills.layout.sheet import Sheet
from medbills.layout.table_rows import Table

_HEADING = re.compile(
    r"(?:your )?(?:claims?|patient|member|services?|care|visit)(?: details?)?(?::| (?:for|of|by|from|#|\d))"
    r"|[^\W\d][\w.' -]{3,40}['’]s (?:claims?|services?|care|visits?)\b",
    re.I,
)
_COUNTED = re.compile(r"(?:claim|reclamaci[oó]n|reclamo) (?:#|no\.? ?|number )?\d{1,3}\b(?!-)", re.I)
_LARGER = 1.08  # times the type of the rows under it
_APART = 2.0  # of the type's size between a heading and what it heads
_END: Place = (1_000_000, 0)


@dataclass
class Section:
    """The places from `start` up to `end` that belong to one claim, with its pairs and tables."""

    claim: str
    start: Place
    end: Place
    pairs: list[Pair] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def holds(self, place: Place) -> bool:
        return self.start <= place < self.end


def claim_sections(laid: Laid) -> tuple[list[Section], list[Pair]]:
    """A section for each claim number that has a part of its own, and the pairs that belong to all of them.

    With one claim number or none there is one section that holds everything.
    """
    marks = [pair for pair in laid.pairs if pair.field == "claim_number"]
    claims = list(dict.fromkeys(_flat(pair) for pair in marks))
    if len(claims) < 2:
        whole = Section(claims[0] if claims else "", (0, 0), _END, list(laid.pairs), list(laid.tables))
        return [whole], []
    cuts: list[tuple[Place, str]] = []
    for pair in marks:
        if not cuts or cuts[-1][1] != _flat(pair):
            cuts.append((_opening(laid, pair), _flat(pair)))
    sections = [Section(claim, start, cuts[index + 1][0] if index + 1 < len(cuts) else _END) for index, (start, claim) in enumerate(cuts)]
    shared = [pair for pair in laid.pairs if (pair.page, pair.order) < sections[0].start]
    for section in sections:
        section.pairs = [pair for pair in laid.pairs if section.holds((pair.page, pair.order))]
        section.tables = [table for table in laid.tables if section.holds((table.page, table.first))]
    return _richest(sections, claims), shared


def blocks_in(laid: Laid, section: Section) -> list[Block]:
    """The running text of a section."""
    tops = {sheet.page.number: [row.top for row in sheet.rows] for sheet in laid.sheets}
    return [
        block for block in laid.blocks if section.holds((block.page, bisect.bisect_left(tops[block.page], block.lines[0].top - 1.0)))
    ]


def _flat(pair: Pair) -> str:
    return "".join(str(pair.value).split()).upper()


def _richest(sections: Sequence[Section], claims: Sequence[str]) -> list[Section]:
    """Of several parts with the same claim number (an overview first, details later) the one that says most."""
    best = []
    for claim in claims:
        own = [section for section in sections if section.claim == claim]
        best.append(max(own, key=lambda section: (len(section.tables), len(section.pairs))))
    return best


def _opening(laid: Laid, pair: Pair) -> Place:
    """Where the part of a claim opens: at the first row of the tight block of rows in which its number stands."""
    sheet = next(sheet for sheet in laid.sheets if sheet.page.number == pair.page)
    used = {order for table in laid.tables for page, order in table.used if page == pair.page}
    top = pair.order
    while top > 0 and pair.order - top < 5 and (top - 1) not in used and _tight(sheet, top):
        top -= 1
        if _titles_a_claim(sheet, top):
            return (pair.page, top)
    if top > 0 and (top - 1) not in used and _heads_a_claim(sheet, top - 1):
        top -= 1
    return (pair.page, top)


def _titles_a_claim(sheet: Sheet, order: int) -> bool:
    """Whether the row stands alone, in larger type than what follows, and counts the claim: "Claim 1: Lakeside Medical Group"."""
    row, below = sheet.rows[order], sheet.rows[order + 1]
    return len(row.phrases) == 1 and row.size > _LARGER * below.size and _COUNTED.match(row.text) is not None


def _tight(sheet: Sheet, order: int) -> bool:
    row, above = sheet.rows[order], sheet.rows[order - 1]
    return row.top - above.bottom < 0.75 * max(row.size, 4.0)


def _heads_a_claim(sheet: Sheet, order: int) -> bool:
    """Whether the row alone over a claim's block, a little apart, is its heading: "Claim for Imani R Whitlock"."""
    row, below = sheet.rows[order], sheet.rows[order + 1]
    return len(row.phrases) == 1 and below.top - row.bottom < _APART * max(row.size, 4.0) and _HEADING.match(row.text) is not None
