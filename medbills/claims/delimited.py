"""Delimited text (CSV, TSV, semicolons) as a grid, with the delimiter found in the text itself."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator

from medbills.claims.grids import MOST_COLUMNS, MOST_ROWS, TOO_LONG, TOO_WIDE, Grid, Row
from medbills.errors import UnusableInput

_MARKS = ",\t;|"
_SAMPLE = 64 * 1024  # characters
_SAMPLE_ROWS = 60
_SAID = re.compile(r"sep=(?P<mark>[,;|\t])\s*$", re.I)  # what Excel writes above a table with marks of its own


def grid_of_text(text: str, name: str, known: Callable[[str], bool]) -> Grid:
    """The rows of the text that hold anything. `known` tells a header, so that the mark that parts headers is taken.

    Raises UnusableInput for a text that is no table, or too long or wide a one.
    """
    mark = _mark_of(text[:_SAMPLE], known)
    rows = []
    try:
        for row in _rows(text, mark):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise UnusableInput(TOO_LONG.format(name=name, rows=MOST_ROWS))
            if len(row.cells) > MOST_COLUMNS:
                raise UnusableInput(TOO_WIDE.format(name=name, columns=MOST_COLUMNS))
    except csv.Error:
        raise UnusableInput(f"{name} is a damaged table: a quotation mark may be missing. Download it again.") from None
    return Grid(tuple(rows))


def opening_rows(text: str, known: Callable[[str], bool]) -> tuple[Row, ...]:
    """The first rows, read as far as they can be: enough to see whether a text is a table of claims."""
    sample = text[:_SAMPLE]
    return _first_rows(sample, _mark_of(sample, known))


def _mark_of(sample: str, known: Callable[[str], bool]) -> str:
    said = _SAID.match(sample.split("\n", 1)[0].lstrip("\ufeff"))
    if said:
        return said["mark"]
    return max(_MARKS, key=lambda mark: _fit(_first_rows(sample, mark), known))


def _fit(rows: tuple[Row, ...], known: Callable[[str], bool]) -> tuple[int, int, int]:
    """How well a mark fits: headers known in one row, rows of the commonest width, that width."""
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return max((sum(known(cell) for cell in row.filled) for row in rows if len(row.cells) > 1), default=0), count, width


def _first_rows(sample: str, mark: str) -> tuple[Row, ...]:
    rows: list[Row] = []
    try:
        rows.extend(itertools.islice(_rows(sample, mark), _SAMPLE_ROWS))
    except csv.Error:
        return tuple(rows)
    return tuple(rows)


def _rows(text: str, mark: str) -> Iterator[Row]:
    read = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=mark, skipinitialspace=True)
    for number, cells in enumerate(read, 1):
        if any(cell.strip() for cell in cells):
            yield Row(number, tuple(cells))
