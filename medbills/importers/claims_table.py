"""Insurers' claim downloads, CSV and XLSX: one document for each claim, columns known by their headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from medbills.claims.claim_columns import FIELD_TYPES, Head, folded, head_of, is_known, likely_head
from medbills.claims.claim_documents import documents_of
from medbills.claims.claim_rows import holds_money, proven, read_rows
from medbills.claims.delimited import grid_of_text, opening_rows
from medbills.claims.grids import Grid, Row
from medbills.claims.workbook import grids_of_workbook
from medbills.domain.importing import Importer, Source
from medbills.domain.media import CSV, SHEET, TEXT
from medbills.domain.reading import ReadDocument
from medbills.errors import NeedsMapping, UnusableInput

_MONEY = tuple(name for name, kind in FIELD_TYPES.items() if kind == "money")
_IDENTITY = ("claim_number", "service_date", "service_from")
_SHOWN_ROWS, _NAMED_COLUMNS = 5, 6
_SURE_HEADERS = 3  # with money among them: a text of another name is a table of claims then
_NO_MONEY = "{name} holds no amounts of money. Choose the download of your claims, with what was charged and paid."
_NO_CLAIMS = "{name} has the headers of claims, but no claims below them. Download it again for the years you need."
_NO_TABLE = "{name} holds no table of claims. Add the insurer's own download, or the paper itself as a PDF."


def score(source: Source) -> float:
    if source.sheets is not None:
        return 0.0
    if source.media_type in {CSV, SHEET}:
        return 0.95
    if source.media_type != TEXT:
        return 0.0
    head = head_of(opening_rows(source.body, is_known), {})
    known = 0 if head is None else sum(column.field is not None for column in head.columns)
    return 0.85 if head is not None and known >= _SURE_HEADERS and head.has(*_MONEY) and head.has(*_IDENTITY) else 0.0


def parse(source: Source) -> tuple[ReadDocument, ...]:
    return read_table(source, {})


def read_table(source: Source, mapping: Mapping[str, str | None]) -> tuple[ReadDocument, ...]:
    """The claims of a table, with what the user said its columns mean: a field by header, None for "not needed".

    A header that the user did not name keeps the meaning it is known for. Raises NeedsMapping when too few columns
    are known, UnusableInput for what is no table of claims, and ValueError for a field that there is not.
    """
    grids = grids_of_workbook(source.data, source.name) if source.media_type == SHEET else (_text_grid(source, mapping),)
    heads = [(grid, head) for grid in grids if (head := _head(grid, mapping)) is not None]
    usable = [(grid, head) for grid, head in heads if head.has(*_MONEY) and head.has(*_IDENTITY)]
    if not usable:
        raise _not_usable(source.name, grids, heads)
    documents: list[ReadDocument] = []
    for grid, head in usable:
        table = read_rows(grid, head)
        documents += documents_of(table, grid.sheet, (*table.warnings, *_left_out(head, grid)))
    if not documents:
        raise UnusableInput(_NO_CLAIMS.format(name=source.name))
    return tuple(documents)


def _text_grid(source: Source, mapping: Mapping[str, str | None]) -> Grid:
    given = {folded(header) for header in mapping}
    return grid_of_text(source.body, source.name, lambda header: is_known(header) or folded(header) in given)


def _head(grid: Grid, mapping: Mapping[str, str | None]) -> Head | None:
    head = head_of(grid.rows, mapping)
    return proven(head, grid.rows[head.place + 1 :], [folded(header) for header in mapping]) if head is not None else None


def _left_out(head: Head, grid: Grid) -> tuple[str, ...]:
    """A warning that names the columns with amounts whose meaning is not known."""
    rows = grid.rows[head.place + 1 :]
    names = [f"\u201c{column.header}\u201d" for column in head.unknown if holds_money(column, rows)]
    return (f"Medbills does not know these columns, and left them out: {', '.join(names[:_NAMED_COLUMNS])}.",) if names else ()


def _not_usable(name: str, grids: Sequence[Grid], heads: Sequence[tuple[Grid, Head]]) -> UnusableInput:
    guessed = [(grid, head) for grid in grids if (head := likely_head(grid.rows)) is not None]
    for grid, head in (*heads, *guessed):
        rows = grid.rows[head.place + 1 :]
        if rows and (head.has(*_MONEY) or any(holds_money(column, rows) for column in head.unknown)):
            return _asks(name, head, rows)
    return UnusableInput((_NO_MONEY if heads or guessed else _NO_TABLE).format(name=name))


def _asks(name: str, head: Head, rows: Sequence[Row]) -> NeedsMapping:
    unknown = [f"\u201c{column.header}\u201d" for column in head.unknown]
    names, more = ", ".join(unknown[:_NAMED_COLUMNS]), len(unknown) - _NAMED_COLUMNS
    lacking = "the charge or payment" if not head.has(*_MONEY) else "the claim number or the day of service"
    named = f"These are not known, and {more} more: {names}. " if more > 0 else f"These are not known: {names}. " if unknown else ""
    return NeedsMapping(
        f"{name}: no column is known to hold {lacking}. {named}Say what they mean, and Medbills reads the file.",
        headers=tuple(column.header for column in head.columns),
        rows=tuple(tuple(row.at(column.place) for column in head.columns) for row in rows[:_SHOWN_ROWS]),
        known={column.header: column.field for column in head.columns if column.field and column.type is not None},
    )


IMPORTER = Importer(slug="claims_table", title="An insurer's claim download", score=score, parse=parse)
