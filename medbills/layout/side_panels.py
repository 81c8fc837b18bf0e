"""A panel of its own beside a table, "Ways to pay" right of the charges: what stands in it is none of the table's."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.layout.headers import Header
from medbills.layout.rows import Phrase, Row
from medbills.layout.sheet import Sheet

_GUTTER = 1.5  # of the type's size between the table's last heading and the panel
_OWN_ROWS = 1  # rows at heights of its own that show the panel to be another flow of text


@dataclass(frozen=True)
class Beside:
    """A sheet without the panel beside one of its tables, and the rows in which only the panel stood: their places stay."""

    sheet: Sheet
    bare: frozenset[int]


def without_panel(sheet: Sheet, header: Header, end: int) -> Beside:
    """The sheet without a panel right of the table under `header`, down to the row `end`; the sheet itself where there is none.

    A panel begins right of the last heading, that of amounts, with words and not with an amount, and has rows of its own.
    """
    last = header.columns[-1]
    size = max(sheet.rows[header.last].size, 4.0)
    edge = last.right + _GUTTER * size
    body = range(header.first, _end(sheet, header, end, edge))
    outside = {index: [phrase for phrase in sheet.rows[index].phrases if phrase.x0 > edge] for index in body}
    bare = frozenset(index for index in body if outside[index] and len(outside[index]) == len(sheet.rows[index].phrases))
    if not last.money or len(bare) < _OWN_ROWS or not any(outside[index] and index not in bare for index in body):
        return Beside(sheet, frozenset())
    if any(found and not _speaks(found[0]) for found in outside.values()):
        return Beside(sheet, frozenset())
    rows = tuple(
        Row(row.page, tuple(p for p in row.phrases if p not in outside[index])) if outside.get(index) and index not in bare else row
        for index, row in enumerate(sheet.rows)
    )
    return Beside(Sheet(sheet.page, rows), bare)


def _speaks(phrase: Phrase) -> bool:
    """Whether a phrase holds a word, not just figures or a mark."""
    return any(sum(c.isalpha() for c in word.text) > 1 for word in phrase.words)


def _end(sheet: Sheet, header: Header, end: int, edge: float) -> int:
    """The first row under the header whose words run on over the gutter: there the table and its panel are over."""
    over = (n for n in range(header.last + 1, end) if any(p.x0 < edge < p.x1 for p in sheet.rows[n].phrases))
    return next(over, end)
