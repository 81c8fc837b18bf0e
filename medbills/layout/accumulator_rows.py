"""Deductible and out-of-pocket sums in a table with a row for each person: "Imani R Whitlock | $900.00 | $900.00"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medbills.domain.names import same_person
from medbills.layout.facts import Fact
from medbills.layout.labels import money_field
from medbills.layout.rows import Phrase
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import MONEY, Token

_FIELDS = frozenset({"deductible_met", "deductible_limit", "out_of_pocket_met", "out_of_pocket_limit"})
_ROWS = 9  # under the headings
_ASKEW = 8.0  # points between the edge of a heading and that of its amount
_WEIGHT = 0.95


def accumulators_of(sheets: Sequence[Sheet], person: str) -> Iterator[Fact]:
    """The sums in the row that opens with a person's name; nothing where no row does."""
    for sheet in sheets:
        for order, row in enumerate(sheet.rows):
            heads = [(field, phrase) for phrase in row.phrases if (field := money_field(phrase.text)) in _FIELDS]
            if len(heads) < 2 or any(token.kind == MONEY for token in sheet.tokens[order]):
                continue
            for n in range(order + 1, min(order + 1 + _ROWS, len(sheet.rows))):
                if same_person(sheet.rows[n].phrases[0].text, person):
                    yield from _facts(sheet, n, [(field, phrase) for field, phrase in heads if field is not None])


def _facts(sheet: Sheet, order: int, heads: Sequence[tuple[str, Phrase]]) -> Iterator[Fact]:
    for token in sheet.tokens[order]:
        field = next((name for name, phrase in heads if token.kind == MONEY and stands_under(token, phrase)), None)
        if field is not None:
            yield Fact(field, token.value, sheet.page.number, token.words, _WEIGHT)


def stands_under(token: Token, phrase: Phrase) -> bool:
    """Whether an amount stands in the column of a heading."""
    within = phrase.x0 < (token.x0 + token.x1) / 2 < phrase.x1
    return within or abs(token.x0 - phrase.x0) < _ASKEW or abs(token.x1 - phrase.x1) < _ASKEW
