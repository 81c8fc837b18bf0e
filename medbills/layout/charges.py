"""The lines of service of a paper, whichever way it prints them: in tables, as cards, or loose; and the pairs left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medbills.layout.card_grid import grid_of
from medbills.layout.card_lines import card_lines
from medbills.layout.laid import Laid
from medbills.layout.lines import lines_of
from medbills.layout.loose_lines import loose_lines
from medbills.layout.pairs import Pair
from medbills.layout.table_line import TableLine
from medbills.layout.table_rows import Table

_OF_SERVICE = frozenset({"billed", "plan_paid", "patient_paid", "adjustment", "patient_owes", "allowed", "code"})


@dataclass(frozen=True)
class Charges:
    """Lines, the tables they came from, and the pairs that no line took."""

    lines: list[TableLine]
    tables: list[Table]
    pairs: list[Pair]


def charges_of(laid: Laid, tables: Sequence[Table], pairs: Sequence[Pair], elsewhere: bool = True) -> Charges:
    """The lines of some tables; where these hold none, cards and loose rows are looked for (unless `elsewhere` is False)."""
    held = [(table, lines_of(table)) for table in tables]
    held = [(table, lines) for table, lines in held if any(line.cells.keys() & _OF_SERVICE for line in lines)]
    held = [(table, lines) for table, lines in held if not _repeats(lines, [other for own, other in held if own is not table])]
    lines = [line for _, found in held for line in found]
    _give_years(lines, pairs)
    kept = list(pairs)
    if elsewhere and not any("billed" in line.cells for line in lines):
        grid = grid_of(laid)
        loose = loose_lines(laid)
        cards, taken = card_lines(laid, pairs)
        if grid.lines and len(grid.lines) >= max(len(loose), 0 if grid.across else len(cards)):
            loose, kept = grid.lines, [pair for pair in pairs if grid.words.isdisjoint(pair.words)]
        elif len(cards) > len(loose):
            loose, kept = cards, [pair for pair in pairs if (pair.page, pair.order) not in taken]
        lines = [*loose, *lines]
    return Charges(lines, [table for table, _ in held], kept)


def _give_years(lines: Sequence[TableLine], pairs: Sequence[Pair]) -> None:
    """Days printed without a year stand before the day that the paper itself bears."""
    own = [pair.value for pair in pairs if pair.field in {"statement_date", "processed_date", "_date", "letter_date"}]
    for line in lines:
        if own:
            line.dated(max(own))


def _repeats(lines: Sequence[TableLine], others: Sequence[Sequence[TableLine]]) -> bool:
    """Whether a table is an overview: one line without a code that says the sum of another table again."""
    if len(lines) != 1 or "code" in lines[0].cells:
        return False
    billed = lines[0].amount("billed")
    for other in others:
        amounts = [amount.cents for line in other if (amount := line.amount("billed")) is not None]
        if billed is not None and len(amounts) > 1 and sum(amounts) == billed.cents:
            return True
    return False
