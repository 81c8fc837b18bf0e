"""The rows of a vault as records that can be merged field by field, and back: a paper is one, with its spots and its lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from medbills.domain.paper import BILLS, EOBS, PAPER_FIELDS, Kind
from medbills.store.columns import canonical
from medbills.store.rows import Plain
from medbills.store.schema import BILL, BILL_LINE, EOB, EOB_LINE, METADATA, NOTICE, NOTICE_LINE

PAPER = "paper"
LINES = "lines"
SPOTS = "spots"

Key = tuple[str, str]  # noun or table, and id
RowsNow = Mapping[Key, Plain]  # by table
Record = dict[str, Any]  # fields by name; one that is absent is None
Records = dict[Key, Record]  # by noun

_LINES_OF = {BILL.name: BILL_LINE.name, EOB.name: EOB_LINE.name, NOTICE.name: NOTICE_LINE.name}
_PLACE = frozenset({"id", "position", *(f"{papers}_id" for papers in _LINES_OF)})  # what a line's place follows from
_OWNERS = {lines: papers for papers, lines in _LINES_OF.items()}


def noun_of(table: str) -> str:
    """Papers lie in three tables, by their kind, and are one noun."""
    return PAPER if table in _LINES_OF or table in _OWNERS else table


def table_of(noun: str, record: Record) -> str:
    """The table that holds the record."""
    if noun != PAPER:
        return noun
    kind = Kind(record["kind"])
    return BILL.name if kind in BILLS else EOB.name if kind in EOBS else NOTICE.name


def as_records(rows: RowsNow) -> Records:
    """A value of a paper goes with the spot it was read from; the lines, whose places shift, are one field."""
    records: Records = {}
    lines: dict[str, list[Plain]] = {}
    for (table, row_id), row in rows.items():
        if table in _OWNERS:
            lines.setdefault(row[f"{_OWNERS[table]}_id"], []).append(row)
        elif table in _LINES_OF:
            records[PAPER, row_id] = _paper_record(row)
        else:
            records[table, row_id] = {name: value for name, value in row.items() if name != "id"}
    for paper, found in lines.items():
        if (PAPER, paper) in records:
            found.sort(key=lambda row: row["position"])
            records[PAPER, paper][LINES] = [_bare_line(row) for row in found]
    return records


def as_rows(noun: str, row_id: str, record: Record) -> dict[Key, Plain]:
    """The rows of one record, owners first; columns that are no longer there are left out."""
    table = table_of(noun, record)
    columns = METADATA.tables[table].columns
    if noun != PAPER:
        return {(table, row_id): {"id": row_id} | _present(record, columns)}
    plain, spots = {"id": row_id}, dict(record.get(SPOTS) or {})
    for name, value in record.items():
        if name in PAPER_FIELDS and value is not None:
            plain[name] = value[0]
            if value[1] is not None:
                spots[name] = value[1]
        elif name not in (LINES, SPOTS):
            plain[name] = value
    rows: dict[Key, Plain] = {(table, row_id): _present(plain | {SPOTS: canonical(spots)}, columns)}
    lines = _LINES_OF[table]
    for position, line in enumerate(record.get(LINES) or ()):
        line_id = f"{row_id}:{position}"
        placed = line | {"id": line_id, f"{table}_id": row_id, "position": position}
        rows[lines, line_id] = _present(placed, METADATA.tables[lines].columns)
    return rows


def _present(row: Plain, columns: Any) -> Plain:
    return {name: value for name, value in row.items() if value is not None and name in columns}


def _paper_record(row: Plain) -> Record:
    spots = json.loads(row.get(SPOTS) or "{}")
    record: Record = {}
    for name, value in row.items():
        if name in PAPER_FIELDS:
            record[name] = [value, spots.pop(name, None)]
        elif name not in ("id", SPOTS):
            record[name] = value
    for name in [name for name in spots if name in PAPER_FIELDS]:
        record[name] = [None, spots.pop(name)]
    if spots:
        record[SPOTS] = spots
    return record


def _bare_line(row: Plain) -> Plain:
    return {name: value for name, value in row.items() if name not in _PLACE}
