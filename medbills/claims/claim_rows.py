"""The rows of a table of claims as values by field, each with its row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from medbills.claims.by_path import told
from medbills.claims.cell_values import day_in, days_in, has_day_first, has_digits, is_empty, is_slashed, looks_like_money, value_of
from medbills.claims.claim_columns import FIELD_TYPES, STATUS, UNUSED, Column, Head, folded
from medbills.claims.grids import Grid, Row
from medbills.domain.fields import FieldType
from medbills.domain.money import Money
from medbills.domain.reading import ReadValue
from medbills.layout.codes import code_of, system_of

_TOTAL = re.compile(r"(?:grand |sub ?|page |report |overall |claims? )?totals?(?: (?:for|of|amounts?|claims?)\b.*)?\s*:?$", re.I)
_LOWERING = ("adjustment", "plan_paid", "patient_paid", "other_insurance_paid")
_WHO_AND_WHEN = ("claim_number", "service_date", "service_from", "provider_name", "patient_name")
_MOST_LOOKED_AT = 200  # rows that tell what a column holds
DAY_ORDER = "The column \u201c{header}\u201d writes some days before their month. Days that could be read two ways are left out."


@dataclass(slots=True)
class ClaimRow:
    """One row: its values, its place, what its status says, and what could not be read."""

    number: int
    values: dict[str, ReadValue] = field(default_factory=dict)
    status: str = ""
    warnings: list[str] = field(default_factory=list)

    def money(self, name: str) -> Money | None:
        found = self.values.get(name)
        return found.value if found is not None and isinstance(found.value, Money) else None

    def text(self, name: str) -> str:
        """The value as folded text, to tell rows of one claim from another's."""
        found = self.values.get(name)
        return "" if found is None else str(found.value).casefold()


@dataclass(frozen=True, slots=True)
class ClaimTable:
    """A table of claims: its columns as they proved to be, its rows, and what is to be said about all of it."""

    head: Head
    rows: tuple[ClaimRow, ...]
    warnings: tuple[str, ...] = ()


def proven(head: Head, rows: Sequence[Row], chosen: Sequence[str] = ()) -> Head:
    """The columns whose cells are what their header says; a "Paid" column of yes and no is not known after all.

    Headers that the user gave a meaning (`chosen`, folded) stay as they are.
    """
    sample = rows[:_MOST_LOOKED_AT]
    has_words = any(column.field == "description" for column in head.columns)
    return replace(head, columns=tuple(c if folded(c.header) in chosen else _proven(c, sample, has_words) for c in head.columns))


def read_rows(grid: Grid, head: Head) -> ClaimTable:
    """Every row that is one of a claim: no totals, no footers, no headers repeated on a new page."""
    rows = grid.rows[head.place + 1 :]
    unclear = {c.place: c for c in head.columns if _is_day(c) and any(has_day_first(row.at(c.place)) for row in rows)}
    read = [claim_row for row in rows if _is_a_claims(row, head) and (claim_row := _read(row, head, grid.sheet, unclear))]
    _turn_signs(read)
    return ClaimTable(head, tuple(read), tuple(DAY_ORDER.format(header=column.header) for column in unclear.values()))


def holds_money(column: Column, rows: Sequence[Row]) -> bool:
    """Whether a column shows amounts."""
    return any(looks_like_money(row.at(column.place)) for row in rows)


def place_of(row: int, header: str, sheet: str | None) -> str:
    """The path of a cell: row 12, column "Billed"."""
    return f'{_of(sheet)}row {row}, column "{header}"'


def _of(sheet: str | None) -> str:
    return f'sheet "{sheet}", ' if sheet else ""


def _is_day(column: Column) -> bool:
    return column.type is FieldType.DATE


def _proven(column: Column, rows: Sequence[Row], has_words: bool) -> Column:
    name, kind = column.field, column.type
    if name is None or kind is None:
        return column
    cells = [text for row in rows if not is_empty(text := row.at(column.place))]
    if not cells:
        return column
    if kind in {FieldType.MONEY, FieldType.NUMBER}:
        fits = any(value_of(name, kind, cell) is not None or (has_digits(cell) and day_in(cell) is None) for cell in cells)
    elif kind is FieldType.DATE:
        fits = any(has_digits(cell) for cell in cells)
    elif name == "code":
        fits = any(code_of(cell) is not None for cell in cells)
        if not fits and not has_words:
            return replace(column, field="description")  # "Procedure" may head names as well as codes
    else:
        fits = not all(looks_like_money(cell) for cell in cells)
    return column if fits else replace(column, field=None)


def _is_a_claims(row: Row, head: Head) -> bool:
    cells = [row.at(column.place) for column in head.columns]
    pairs = list(zip(head.columns, cells, strict=True))
    if len(row.filled) < 2 or all(not cell or folded(cell) == folded(column.header) for column, cell in pairs):
        return False
    named = {column.field: cell for column, cell in pairs if not is_empty(cell)}
    who = [named[name] for name in _WHO_AND_WHEN if name in named and not _TOTAL.match(named[name])]
    total_row = any(_TOTAL.match(cell.strip()) for cell in row.filled[:3])
    return bool(who) and not (total_row and len(who) < 3)


def _read(row: Row, head: Head, sheet: str | None, unclear: Mapping[int, Column]) -> ClaimRow | None:
    made = ClaimRow(row.number)
    for column in head.columns:
        text = row.at(column.place)
        if column.field is None or column.field == UNUSED or is_empty(text):
            continue
        if column.field == STATUS:
            made.status = text
            continue
        for name, value in _values(column, text, place_of(row.number, column.header, sheet), column.place in unclear):
            made.values.setdefault(name, value)
        if _missed(column, made, text):
            shown = text if len(text) <= 40 else text[:39] + "\u2026"
            made.warnings.append(f"{_of(sheet)}row {row.number}, column \u201c{column.header}\u201d, says \u201c{shown}\u201d. "
                                 "That is not clear, so it is left out.")  # fmt: skip
    return made if made.values else None


def _missed(column: Column, made: ClaimRow, text: str) -> bool:
    name = column.field or ""
    if name.startswith("_") and not name.startswith("_claim_"):
        return False
    return name not in made.values and not (name == "service_date" and "service_from" in made.values and days_in(text))


def _values(column: Column, text: str, path: str, unclear: bool) -> Iterator[tuple[str, ReadValue]]:
    name = (column.field or "").removeprefix("_claim_")
    if name not in FIELD_TYPES or (unclear and is_slashed(text)):
        return
    value = value_of(name, FIELD_TYPES[name], text)
    if value is not None:
        yield column.field or "", told(value, path, text)
    elif name == "service_date" and (span := days_in(text)):
        yield "service_from", told(span.first, path, text)
        yield "service_to", told(span.last, path, text)
    if name == "code" and value is not None:
        system, (_, modifiers) = system_of(str(value)), code_of(text) or ("", ())
        if system:
            yield "code_system", told(system, path, text)
        if modifiers:
            yield "modifiers", told(modifiers, path, text)


def _turn_signs(rows: Sequence[ClaimRow]) -> None:
    """Payments and discounts lower what is owed, so they are positive, though a whole column prints them with a minus.

    In a column with both signs the negative ones raise it again, and so they do in a claim that was taken back.
    """
    for name in _LOWERING:
        for key in (name, f"_claim_{name}"):
            amounts = [amount for row in rows if not _taken_back(row) and (amount := row.money(key))]
            if amounts and all(amount.cents < 0 for amount in amounts):
                for row in rows:
                    if not _taken_back(row) and (amount := row.money(key)) is not None:
                        row.values[key] = ReadValue(-amount, row.values[key].spot)


def _taken_back(row: ClaimRow) -> bool:
    billed = row.money("billed")
    return billed is not None and billed.cents < 0
