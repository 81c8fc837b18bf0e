"""The text of a table for spreadsheets (CSV) in which no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}", "\N{FULLWIDTH COMMERCIAL AT}")


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lines end as RFC 4180 says; a cell that a spreadsheet would work out gets an apostrophe before it, which keeps it text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """The same text, or with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_BEGINS) or text.lstrip().startswith(_BEGINS) else text
