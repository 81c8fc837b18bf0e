"""Spreadsheets (XLSX) as grids: values as they were last saved, no formula is run."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from medbills.claims.grids import MOST_COLUMNS, MOST_ROWS, TOO_LONG, TOO_WIDE, Grid, Row
from medbills.errors import UnusableInput

_MOST_UNPACKED = 64 * 1024 * 1024  # bytes, by the archive's own directory; zipfile never unpacks more than that says
_MOST_PARTS, _MOST_SHEETS, _SHEET_ROWS = 2_000, 50, 1_048_576  # the last is the format's own limit
_WORKBOOK = "xl/workbook.xml"
_NOT_ONE = "{name} is not a spreadsheet that Medbills reads. Save it as .xlsx or .csv, or add the paper itself as a PDF."
_DAMAGED = "{name} is damaged and cannot be read as a spreadsheet. Download it again, or save it as .csv."
_TOO_BIG = "{name} unpacks to more than {most} MB, more than a table of claims. Save the one sheet with your claims as .csv."


def grids_of_workbook(data: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets that hold anything. Raises UnusableInput for what is no workbook, is damaged, or unpacks to too much."""
    _look(data, name)
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # late: it takes a quarter of a second

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        grids = tuple(_grid(sheet, name) for sheet in book.worksheets[:_MOST_SHEETS])
    except UnusableInput:
        raise
    except Exception:  # the library answers damage with whatever its parsers happen to raise
        raise UnusableInput(_DAMAGED.format(name=name)) from None
    filled = tuple(grid for grid in grids if grid.rows)
    return filled if len(filled) > 1 else tuple(Grid(grid.rows) for grid in filled)


def _look(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if _WORKBOOK not in archive.namelist():
                raise UnusableInput(_NOT_ONE.format(name=name))
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise UnusableInput(_TOO_BIG.format(name=name, most=_MOST_UNPACKED // (1024 * 1024)))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _declares_entities(archive, part):
                    raise UnusableInput(_DAMAGED.format(name=name))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise UnusableInput(_DAMAGED.format(name=name)) from None


def _declares_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part opens with a document type: no spreadsheet program writes one, and entities can grow without end."""
    try:
        with archive.open(part) as file:
            return b"<!DOCTYPE" in file.read(1024).upper().replace(b"\0", b"")
    except Exception:  # damage is named by what reads the part
        return False


def _grid(sheet: Any, name: str) -> Grid:
    sheet.reset_dimensions()  # what a sheet says of its size is often wrong
    rows = []
    for row in _rows(sheet):
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise UnusableInput(TOO_LONG.format(name=name, rows=MOST_ROWS))
        if len(row.cells) > MOST_COLUMNS:
            raise UnusableInput(TOO_WIDE.format(name=name, columns=MOST_COLUMNS))
    return Grid(tuple(rows), str(sheet.title))


def _rows(sheet: Any) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > _SHEET_ROWS:
            return
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            yield Row(number, tuple(texts))


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _number(value: float, number_format: str) -> str:
    """A number as its cell shows it, with cents where the cell has money's form or the number has no part of a cent."""
    exact = Decimal(repr(value))
    if not exact.is_finite() or abs(exact) > 10**15:
        return str(value)
    cents = exact.quantize(Decimal("0.01"))
    whole = exact == exact.to_integral_value()
    # Sums of binary fractions miss a cent's form by a hair: 0.30000000000000004.
    if abs(exact - cents) < Decimal("0.000001") and (not whole or "0.00" in number_format or "$" in number_format):
        return str(cents)
    return str(exact.to_integral_value()) if whole else format(exact, "f")
