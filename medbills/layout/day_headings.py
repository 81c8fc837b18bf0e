"""Days that stand in a row of their own over the services of that day, as Medicare's notices and some bills print them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from medbills.layout.columns import DAY_COLUMNS
from medbills.layout.labels import DATE, text_field
from medbills.layout.rows import text_of
from medbills.layout.table_line import Cell, TableLine
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import DAY, MONEY, SPAN, WORD, Token

_NAMES = frozenset({"service_span", "service_from", DATE})
_SURE = 0.94
_VISIT = re.compile(
    r"(?:(?:office|clinic|hospital|telehealth|video|emergency|er|your|new|patient) )*(?:visit|encounter|appointment|service|seen|"
    r"date of (?:service|visit)|service date|visit date|dos|consult(?:ation)?|exam|procedure|surgery|consulta|visita|cita)s?\b[^$]*$",
    re.I,
)
_SEEN = re.compile(  # behind the day: what took place, or who was seen
    r"\b(?:visit|appointment|encounter|consultation|seen (?:by|at)|services? (?:by|with|at)|with dr|consulta|visita|cita)\b|"
    r",? (?:MD|M\.D\.|DO|NP|PA-C|DPM|DDS|DMD)\.?$",
    re.I,
)
_ACTIVITY = re.compile(
    r"\b(?:paid|payment|billed|sent|filed|submitted|claim|statement|insurance|denied|received|adjust\w*|copay|balance)\b", re.I
)


def heads_a_day(table: Table, row: TableRow) -> bool:
    """Whether a row says nothing but the day of the services under it; only where the table has no column of days.

    Where it has one, for payments, a row that opens a visit says the day of the charges under it: inferred, and so less sure.
    """
    if any(column.field in DAY_COLUMNS for column in table.columns):
        return _visit_day(row) is not None
    return _day_of(row) is not None


def give_days(table: Table, lines: Iterable[TableLine]) -> None:
    """Gives each line without a day that of the heading it stands under."""
    dated = any(column.field in DAY_COLUMNS for column in table.columns)
    headings = [(row.page, row.order, day) for row in table.rows if (day := _visit_day(row) if dated else _day_of(row))]
    for line in lines:
        if line.cells.keys() & {"service_date", "service_from"} or (dated and "billed" not in line.cells):
            continue
        over = [(page, day) for page, order, day in headings if (page, order) < (line.anchor.page, line.anchor.order)]
        if not over:
            continue
        page, day = over[-1]
        if day.kind == DAY:
            line.cells["service_date"] = Cell(day.value, day.words, page, _SURE)
        else:
            line.cells["service_from"] = Cell(day.value.first, day.words, page, _SURE)
            line.cells["service_to"] = Cell(day.value.last, day.words, page, _SURE)


def _visit_day(row: TableRow) -> Token | None:
    """The one day of a row without amounts that opens a visit: "Visit Jan 8, 2026 with Yusra Halloran, MD"."""
    tokens = [token for index in sorted(row.cells) for token in row.cells[index]]
    seen = tokens[0].kind in (DAY, SPAN) and _SEEN.search(row.row.text) and not _ACTIVITY.search(row.row.text)
    if not (seen or _VISIT.match(row.row.text)):
        return None
    days = [token for token in tokens if token.kind in (DAY, SPAN)]
    return days[0] if len(days) == 1 and not any(token.kind == MONEY for token in tokens) else None


def _day_of(row: TableRow) -> Token | None:
    tokens = [token for index in sorted(row.cells) for token in row.cells[index]]
    days = [token for token in tokens if token.kind in (DAY, SPAN)]
    words = [word for token in tokens if token.kind == WORD for word in token.words]
    if len(days) != 1 or len(days) + sum(token.kind == WORD for token in tokens) != len(tokens):
        return None
    return days[0] if not words or text_field(text_of(words)) in _NAMES else None
