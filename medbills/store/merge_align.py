"""Finds what two copies of a vault added each on its own and is the same: a file, the papers in it, what the checks found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from medbills.store.merge_history import Side
from medbills.store.merge_records import Key, Records
from medbills.store.rows import Plain
from medbills.store.schema import BILL, DEADLINE, DOCUMENT, EOB, FINDING, NOTICE

_ID = 32  # letters of an id that is random, and so stands for nothing else wherever it is found

Rows = Mapping[Key, Plain]
Likeness = Callable[[Plain], tuple[Any, ...]]

_PAPERS = (BILL.name, EOB.name, NOTICE.name)

# In this order: a paper is known by its file, a finding by its papers.
_ALIKE: tuple[tuple[tuple[str, ...], Likeness], ...] = (
    ((DOCUMENT.name,), lambda row: (row["key"],)),
    (_PAPERS, lambda row: (row["document_id"], row["first_page"], row["last_page"])),
    ((FINDING.name,), lambda row: (row["case_id"], row["check_name"], row["documents"], row["lines"])),
    ((DEADLINE.name,), lambda row: (row["case_id"], row["rule"], row["event"])),
)


def aligned(before: Rows, one: Side, other: Side) -> tuple[Side, Side]:
    """Both copies with one id for what is the same: the smaller of the two, or the one that was there before."""
    for tables, likeness in _ALIKE:
        mine, theirs = _by_likeness(one.rows, tables, likeness), _by_likeness(other.rows, tables, likeness)
        to_one: dict[str, str] = {}
        to_other: dict[str, str] = {}
        for alike in mine.keys() & theirs.keys():
            for left, right in zip(_only(mine[alike], theirs[alike]), _only(theirs[alike], mine[alike]), strict=False):
                keep = _older_id(before, tables, left, right)
                (to_one if keep == right else to_other)[left if keep == right else right] = keep
        one, other = renamed(one, to_one), renamed(other, to_other)
    return one, other


def one_document_a_file(records: Records) -> None:
    """Where the same file came in under two ids, all name one of them."""
    of_key: dict[str, str] = {}
    twins: dict[str, str] = {}
    for (noun, row_id), record in sorted(records.items()):
        if noun == DOCUMENT.name:
            first = of_key.setdefault(record["key"], row_id)
            if first != row_id:
                twins[row_id] = first
    for old in twins:
        del records[DOCUMENT.name, old]
    for record in records.values() if twins else ():
        for name, value in record.items():
            if name.endswith("document_id") and value in twins:
                record[name] = twins[value]


def renamed(side: Side, names: Mapping[str, str]) -> Side:
    """The rows with other ids, wherever they stand."""
    if not names:
        return side
    rows = {}
    for (table, _), row in side.rows.items():
        new = {name: _with(value, names) for name, value in row.items()}
        rows[table, new["id"]] = new
    return Side(rows, {(table, _with(row_id, names)): at for (table, row_id), at in side.written.items()})


def _with(value: Any, names: Mapping[str, str]) -> Any:
    if not isinstance(value, str):
        return value
    for old, new in names.items():
        if value == old:
            value = new
        elif old in value:
            value = value.replace(old, new) if len(old) >= _ID else value.replace(f'"{old}"', f'"{new}"')
            value = f"{new}{value.removeprefix(old)}" if value.startswith(f"{old}:") else value
    return value


def _by_likeness(rows: Rows, tables: tuple[str, ...], likeness: Likeness) -> dict[tuple[Any, ...], list[str]]:
    found: dict[tuple[Any, ...], list[str]] = {}
    for (table, row_id), row in sorted(rows.items()):
        if table in tables:
            found.setdefault(likeness(row), []).append(row_id)
    return {alike: sorted(ids) for alike, ids in found.items()}


def _only(ids: list[str], others: list[str]) -> list[str]:
    return [row_id for row_id in ids if row_id not in others]


def _older_id(before: Rows, tables: tuple[str, ...], left: str, right: str) -> str:
    was = [row_id for row_id in (left, right) if any((table, row_id) in before for table in tables)]
    return min(was or [left, right])
