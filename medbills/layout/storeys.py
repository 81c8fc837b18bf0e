"""Lines printed over two storeys: under a line's amounts a second row of headings, with more amounts below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medbills.domain.page import Word
from medbills.layout.columns import MONEY_COLUMNS, column_field
from medbills.layout.rows import Phrase
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import MONEY, WORD, Token

_ASKEW = 8.0  # points between a heading's edge and its amount's


@dataclass(frozen=True)
class Storeys:
    """Amounts by field for each line's own row, with the rows that they took."""

    amounts: dict[int, dict[str, Token]]
    used: frozenset[int]


def storeys_of(sheet: Sheet, indices: Sequence[int]) -> Storeys:
    """The second storeys among the rows of a table's body."""
    found: dict[int, dict[str, Token]] = {}
    used: set[int] = set()
    line: int | None = None
    for index, below in zip(indices, [*indices[1:], -1], strict=False):
        if index in used:
            continue
        if _amounts(sheet, index):
            line = index
        elif line is not None and below > 0:
            under = _under(sheet, index, below)
            if under:
                found.setdefault(line, {}).update(under)
                used |= {index, below}
    return Storeys(found, frozenset(used))


def title_over(sheet: Sheet, first: int) -> tuple[Word, ...]:
    """The words that stand alone, and close, over a card's headings; empty where there are none."""
    if not first:
        return ()
    row, head = sheet.rows[first - 1], sheet.rows[first]
    alone = len(row.phrases) == 1 and all(token.kind == WORD for token in sheet.tokens[first - 1])
    return row.words if alone and head.top - row.bottom < 1.2 * row.size and abs(row.words[0].x0 - head.words[0].x0) < _ASKEW else ()


def _amounts(sheet: Sheet, index: int) -> list[Token]:
    return [token for token in sheet.tokens[index] if token.kind == MONEY]


def _under(sheet: Sheet, heads: int, below: int) -> dict[str, Token]:
    """The amounts of a row, each under a heading of the row above it; none where one of them has no heading, or another's."""
    named: dict[str, Phrase] = {}
    for phrase in sheet.rows[heads].phrases:
        field = column_field(phrase.text)
        if field not in MONEY_COLUMNS or field in named:
            return {}
        named[field] = phrase
    made = {}
    for token in _amounts(sheet, below):
        field = next((name for name, phrase in named.items() if _stands_under(token, phrase)), None)
        if field is None:
            return {}
        made[field] = token
    return made


def _stands_under(token: Token, phrase: Phrase) -> bool:
    return abs(token.x0 - phrase.x0) < _ASKEW or abs(token.x1 - phrase.x1) < _ASKEW
