"""Reads what a practice counted from a CSV or a spreadsheet, by its headers: times, surprise balances, plans shown and accepted."""

from __future__ import annotations

from collections.abc import Mapping

from medbills.claims.cell_values import day_in, is_empty
from medbills.claims.claim_columns import folded
from medbills.claims.delimited import grid_of_text
from medbills.claims.grids import Grid, Row
from medbills.claims.workbook import grids_of_workbook
from medbills.domain.media import SHEET, decoded, media_type
from medbills.domain.practice import Outcome
from medbills.errors import UnusableInput

_HEADERS: Mapping[str, frozenset[str]] = {
    "first": frozenset({"from", "first day", "start", "start date", "since", "begin"}),
    "last": frozenset({"to", "last day", "end", "end date", "until", "through"}),
    "surprises": frozenset({"surprise balances", "surprises", "surprise", "surprise bills", "unexpected balances"}),
    "shown": frozenset({"plans shown", "shown", "presented", "plans presented", "treatment plans presented", "treatment plans"}),
    "accepted": frozenset({"plans accepted", "accepted", "treatment plans accepted"}),
}
WANTED = "Name its columns From, To, Surprise balances, Plans shown and Plans accepted."


def read_outcomes(name: str, data: bytes) -> tuple[Outcome, ...]:
    """A row for each time; ids are empty. Raises UnusableInput without these columns, and for a row that cannot be read."""
    for grid in _grids(name, data):
        for at, row in enumerate(grid.rows[:30]):
            places = {meaning: place for place in range(len(row.cells)) if (meaning := _meaning(row.at(place)))}
            if "first" in places and "last" in places and {"surprises", "shown"} & places.keys():
                return _rows(name, grid.rows[at + 1 :], places)
    raise UnusableInput(f"{name} has no columns with the days and a count. {WANTED}")


def _rows(name: str, rows: tuple[Row, ...] | list[Row], places: Mapping[str, int]) -> tuple[Outcome, ...]:
    found = []
    for number, row in enumerate(rows, 1):
        if all(is_empty(row.at(place)) for place in places.values()):
            continue
        first, last = day_in(row.at(places["first"])), day_in(row.at(places["last"]))
        if first is None or last is None:
            raise UnusableInput(f"Row {number} of {name} has no first and last day. Nothing was kept. Type both days, and import it again.")
        counts = {meaning: _whole(row.at(places[meaning])) for meaning in ("surprises", "shown", "accepted") if meaning in places}
        found.append(Outcome(id="", first_on=first, last_on=last, source=name, **counts))
    if not found:
        raise UnusableInput(f"{name} has no row with a count. {WANTED}")
    return tuple(found)


def _whole(text: str) -> int | None:
    bare = text.strip().replace(",", "").removesuffix(".0")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 7 else None


def _meaning(header: str) -> str | None:
    words = folded(header)
    return next((meaning for meaning, headers in _HEADERS.items() if words in headers), None)


def _grids(name: str, data: bytes) -> tuple[Grid, ...]:
    if media_type(name, data) == SHEET:
        return grids_of_workbook(data, name)
    return (grid_of_text(decoded(data), name, lambda cell: _meaning(cell) is not None),)
