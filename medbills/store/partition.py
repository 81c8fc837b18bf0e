"""One person's part of a vault: every row that is theirs and nothing of anybody else, by the references between the tables.

What no reference ties to the person stays behind: a table that is new here takes part only where it refers to something of theirs.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Table, select

from medbills.store.lane import Lane
from medbills.store.rows import Plain, Rows, plain_row
from medbills.store.schema import BILL, CASE, DOCUMENT, EOB, KEPT, LETTER, NOTICE, PERSON, PLAN, PROVIDER, SETTING, WALK_AWAY

Part = Mapping[str, Mapping[str, Plain]]  # table -> row id -> the row

DOCUMENTS = DOCUMENT.name
PAPERS = (BILL.name, EOB.name, NOTICE.name)
# Come along because a row of theirs names them; by themselves they are nobody's.
_PULLED = frozenset({PROVIDER.name, DOCUMENT.name})
# References by id alone, as their tables say; each of them has to lead to something of theirs.
_ANY_OWNER = (*PAPERS, CASE.name, PERSON.name, LETTER.name, "packet", "call", "finding", PLAN.name)
_BY_ID: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "link": {"paper_id": PAPERS, "other_id": PAPERS},
    "reader_mark": {"id": PAPERS},
    "arrival": {"id": PAPERS},
    "reply": {"paper_id": PAPERS, "sent_id": (LETTER.name, "packet")},
    "told_fact": {"owner_id": _ANY_OWNER},
    "correction": {"about_id": _ANY_OWNER},
}
_NAMES_DOCUMENT = {LETTER.name: "sent_copy"}  # among the answers of a letter: the document sent in its place


def part_of_person(lane: Lane, person_id: str, *, case_ids: Collection[str] | None = None) -> dict[str, dict[str, Plain]]:
    """Every row of one person, or of these cases of theirs alone. Raises KeyError when there is no such person."""
    rows = {table.name: {row["id"]: row for row in _all_rows(lane, table)} for table in KEPT if table is not SETTING}
    person = rows[PERSON.name][person_id]
    part: dict[str, dict[str, Plain]] = {name: {} for name in rows}
    part[PERSON.name][person_id] = person
    for plan_id in _words(person.get("plan_ids")):
        if plan_id in rows[PLAN.name]:
            part[PLAN.name][plan_id] = rows[PLAN.name][plan_id]
    grown = True
    while grown:
        took = [_grow(table, rows, part, case_ids) for table in KEPT if table.name in rows]  # all of them, each round
        grown = any(took)
    _let_go_of_mixed_findings(part)
    return {name: found for name, found in part.items() if found}


def without_private(part: Part) -> Part:
    """The part without the figure below which its owner walks away: nobody who only looks is to learn it."""
    return {name: found for name, found in part.items() if name != WALK_AWAY.name}


def documents_of(part: Part) -> frozenset[str]:
    """The documents that come along."""
    return frozenset(part.get(DOCUMENT.name, {}))


def keep_part(rows: Rows, part: Part) -> None:
    """Writes a part into a new vault. References to what stayed behind are emptied; the person is nobody's "me" there."""
    for table in KEPT:
        for row in part.get(table.name, {}).values():
            rows.insert(table, _alone(table, row, part))


def _alone(table: Table, row: Plain, part: Part) -> Plain:
    if table.name == PERSON.name:
        row = {**row, "is_me": False}
    gone = {
        column for column, target in _references(table) if table.columns[column].nullable and row.get(column) not in part.get(target, {})
    }
    return {name: value for name, value in row.items() if name not in gone}


def _grow(table: Table, rows: Part, part: dict[str, dict[str, Plain]], case_ids: Collection[str] | None) -> bool:
    """Takes in what became theirs by the last round, with what it names; True when anything did."""
    grown = False
    for row_id, row in rows[table.name].items():
        if row_id in part[table.name] or not _is_theirs(table, row, part, case_ids):
            continue
        part[table.name][row_id] = row
        grown = True
        for target, wanted in _named(table, row):
            if wanted in rows[target]:
                part[target][wanted] = rows[target][wanted]
    return grown


def _is_theirs(table: Table, row: Plain, part: Part, case_ids: Collection[str] | None) -> bool:
    """Whether it refers to something of theirs, and to nothing of anybody else."""
    if table.name == PERSON.name or table.name in _PULLED:
        return False
    if case_ids is not None and not _in_cases(table, row, case_ids):
        return False
    by_id = _BY_ID.get(table.name)
    if by_id is not None:
        return all(any(row.get(column) in part[owner] for owner in owners if owner in part) for column, owners in by_id.items())
    owners = [(target, row[column]) for column, target in _references(table) if target not in _PULLED and row.get(column)]
    firm = [(target, wanted) for target, wanted in owners if target != PLAN.name] or owners
    return bool(firm) and all(wanted in part[target] for target, wanted in firm)


def _in_cases(table: Table, row: Plain, case_ids: Collection[str]) -> bool:
    """With chosen cases, what belongs to another case or to none stays behind."""
    if table.name == CASE.name:
        return row["id"] in case_ids
    return "case_id" not in table.columns or row.get("case_id") in case_ids


def _named(table: Table, row: Plain) -> Iterator[tuple[str, str]]:
    """Providers, documents and plans that a row names."""
    for column, target in _references(table):
        if (target in _PULLED or target == PLAN.name) and row.get(column):
            yield target, row[column]
    name = _NAMES_DOCUMENT.get(table.name)
    if name is not None:
        document = _json(row.get("answers")).get(name)
        if isinstance(document, str):
            yield DOCUMENT.name, document


def _let_go_of_mixed_findings(part: dict[str, dict[str, Plain]]) -> None:
    """A finding that rests on a paper which stays behind stays behind as well; it is found anew where it still holds."""
    here = {paper for name in PAPERS for paper in part[name]}
    for row_id, row in list(part["finding"].items()):
        if not set(_words(row.get("documents"))) <= here:
            del part["finding"][row_id]


def _references(table: Table) -> Iterator[tuple[str, str]]:
    for column in table.columns:
        for key in column.foreign_keys:
            yield column.name, key.column.table.name


def _all_rows(lane: Lane, table: Table) -> Iterator[Plain]:
    for found in lane.rows(select(table)):
        yield plain_row(table, found._asdict())


def _words(plain: object) -> tuple[str, ...]:
    return tuple(json.loads(plain)) if isinstance(plain, str) else ()


def _json(plain: object) -> dict[str, object]:
    found = json.loads(plain) if isinstance(plain, str) else {}
    return found if isinstance(found, dict) else {}
