"""The papers in the vault: bills, insurers' statements, and notices of every other kind, each with its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Table, false, func, select

from medbills.domain.alike_pairs import grouped
from medbills.domain.case import KeptPaper
from medbills.domain.paper import BILLS, EOBS, LINE_FIELDS, PAPER_FIELDS, Kind, Line, Paper
from medbills.store import schema
from medbills.store.lane import Lane
from medbills.store.records import OfCases, TableRow
from medbills.store.rows import plain_row
from medbills.unswept import nothing_swept

_TABLES = ((schema.BILL, schema.BILL_LINE), (schema.EOB, schema.EOB_LINE), (schema.NOTICE, schema.NOTICE_LINE))
_NAMES = frozenset(table.name for both in _TABLES for table in both)
_KEPT = ("document_id", "confirmed", "person_id", "provider_id", "case_id", "warnings", "kept_at")
_MOST_LINES = 50_000  # of more than that, nothing is kept in memory
_MOST_CASES = 500  # of more than that, all papers are read


def _tables_of(kind: Kind) -> tuple[Table, Table]:
    return _TABLES[0] if kind in BILLS else _TABLES[1] if kind in EOBS else _TABLES[2]


class Papers(OfCases[KeptPaper]):
    """In the order they were kept. Which table holds a paper follows from its kind; ids are unique across the three.

    Once all were read they stay in memory, and what the checks work out stays with them: only this program writes to an open
    vault, so that a paper is read anew when it was written, and all of them when a change was dropped.
    """

    table = schema.BILL
    value = KeptPaper

    def __init__(self, lane: Lane) -> None:
        super().__init__(lane)
        self._known: dict[str, KeptPaper] | None = None
        self._written: set[str] = set()
        self._written_in: set[str] = set()
        self._groups: dict[str, dict[Any, list[KeptPaper]]] = {}
        self._of_cases: tuple[frozenset[str], tuple[KeptPaper, ...]] | None = None
        lane.watch(self._heard)

    def get(self, row_id: str) -> KeptPaper | None:
        if self._known is not None:
            return self._fresh().get(row_id)
        found = self._matching_rows({"id": row_id})
        return found[0] if found else None

    def all(self) -> tuple[KeptPaper, ...]:
        return tuple(self._fresh().values())

    def some(self, ids: Collection[str], documents: Collection[str] = ()) -> tuple[KeptPaper, ...]:
        """Those of these ids, and those that lie in these files, all asked for at once."""
        wanted = [("id", sorted(ids)), ("document_id", sorted(documents))]
        found = {kept.id: kept for name, values in wanted if values for kept in self._matching_rows({name: values})}
        return tuple(sorted(found.values(), key=_as_kept))

    def of_case(self, case_id: str) -> tuple[KeptPaper, ...]:
        return self._having("case_id", case_id)

    def of_cases(self, case_ids: Collection[str]) -> tuple[KeptPaper, ...]:
        """Those of any of these cases. Where not all papers were read yet, no others are read for it: of a long life of papers
        most belong to closed cases, and the first page shows open ones."""
        wanted = frozenset(case_ids)
        if self._known is not None or len(wanted) > _MOST_CASES:
            return tuple(kept for kept in self._fresh().values() if kept.case_id in wanted)
        if self._of_cases is None or self._of_cases[0] != wanted:
            with nothing_swept():
                self._of_cases = wanted, self._matching_rows({"case_id": sorted(wanted)})
        return self._of_cases[1]

    def of_document(self, document_id: str) -> tuple[KeptPaper, ...]:
        return self._having("document_id", document_id)

    def of_person(self, person_id: str) -> tuple[KeptPaper, ...]:
        return self._having("person_id", person_id)

    def unconfirmed(self) -> tuple[KeptPaper, ...]:
        """Those that still wait for the user's eyes."""
        return self._having("confirmed", False)

    def count(self) -> int:
        return sum(int(self._lane.rows(select(func.count()).select_from(papers))[0][0]) for papers, _ in _TABLES)

    def rows_of(self, value: KeptPaper) -> Sequence[TableRow]:
        papers, lines = _tables_of(value.paper.kind)
        columns = {name: getattr(value.paper, name) for name in ("id", "kind", *PAPER_FIELDS, "spots")}
        columns |= {name: getattr(value, name) for name in _KEPT}
        columns |= {"first_page": value.pages[0], "last_page": value.pages[1]}
        rows = [(papers, plain_row(papers, columns))]
        for position, line in enumerate(value.paper.lines):
            parts = {name: getattr(line, name) for name in (*LINE_FIELDS, "spots")}
            parts |= {"id": f"{value.id}:{position}", f"{papers.name}_id": value.id, "position": position}
            rows.append((lines, plain_row(lines, parts)))
        return rows

    def rows_now(self, row_id: str) -> Sequence[tuple[Table, str]]:
        for papers, lines in _TABLES:
            if self._lane.rows(select(papers.c.id).where(papers.c.id == row_id)):
                owner = lines.c[f"{papers.name}_id"]
                found = self._lane.rows(select(lines.c.id).where(owner == row_id).order_by(lines.c.position))
                return [(papers, row_id), *((lines, row.id) for row in found)]
        return []

    def _heard(self, table: str | None, row_id: str | None) -> None:
        """A line's id begins with its paper's."""
        if table is None or table in _NAMES:
            self._groups.clear()
            self._of_cases = None
        if table is None or (row_id is None and table in _NAMES):
            self._known = None
        elif row_id is not None and table in _NAMES:
            self._written.add(row_id.partition(":")[0])
            self._written_in.add(table)

    def _fresh(self) -> dict[str, KeptPaper]:
        """All papers by their ids, in their order."""
        if self._known is None:
            self._written.clear()
            self._written_in.clear()
            with nothing_swept(stays=True):
                known = {kept.id: kept for kept in self._matching_rows({})}
            self._of_cases = None
            if sum(len(kept.paper.lines) for kept in known.values()) <= _MOST_LINES:
                self._known = known
            return known
        if self._written:
            ids, known = sorted(self._written), self._known
            written = [pair for pair in _TABLES if not self._written_in.isdisjoint(table.name for table in pair)]
            some = [ids[start : start + 500] for start in range(0, len(ids), 500)]
            anew = {kept.id: kept for part in some for pair in written for kept in self._of_table(*pair, {"id": part})}
            both = {**{name: kept for name, kept in known.items() if name not in self._written}, **anew}
            self._known = {kept.id: kept for kept in sorted(both.values(), key=_as_kept)}
            self._written.clear()
            self._written_in.clear()
        return self._known

    def _having(self, name: str, value: Any) -> tuple[KeptPaper, ...]:
        if self._known is None:
            return self._matching_rows({name: value})
        known = self._fresh()
        if name not in self._groups:
            self._groups[name] = grouped(known.values(), attrgetter(name))
        return tuple(self._groups[name].get(value, ()))

    def _matching_rows(self, wanted: dict[str, Any]) -> tuple[KeptPaper, ...]:
        found = [kept for papers, lines in _TABLES for kept in self._of_table(papers, lines, wanted)]
        return tuple(sorted(found, key=_as_kept))

    def _of_table(self, papers: Table, lines: Table, wanted: dict[str, Any]) -> list[KeptPaper]:
        condition = [_is(papers.c[name], value) for name, value in wanted.items()]
        owner = lines.c[f"{papers.name}_id"]
        of_paper: dict[str, list[Line]] = defaultdict(list)
        query = select(lines).where(owner.in_(select(papers.c.id).where(*condition))).order_by(owner, lines.c.position)
        names = lines.columns.keys()
        at, wanted_at = names.index(owner.name), [(name, names.index(name)) for name in (*LINE_FIELDS, "spots")]
        for row in self._lane.rows_by_parts(query):
            of_paper[row[at]].append(Line(**{name: row[place] for name, place in wanted_at}))
        rows, names = self._lane.rows_by_parts(select(papers).where(*condition)), papers.columns.keys()
        return [_kept(dict(zip(names, row, strict=True)), tuple(of_paper[row.id])) for row in rows]



def _is(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    """Equal to the value, or to one of a list."""
    if isinstance(value, list):
        return column.in_(value)
    return column.is_(false()) if value is False else column == value


def _as_kept(kept: KeptPaper) -> tuple[object, ...]:
    return kept.kept_at.isoformat() if kept.kept_at else "", kept.document_id, kept.pages, kept.id


def _kept(row: dict[str, Any], lines: tuple[Line, ...]) -> KeptPaper:
    paper = Paper(lines=lines, **{name: row[name] for name in ("id", "kind", *PAPER_FIELDS, "spots")})
    return KeptPaper(paper=paper, pages=(row["first_page"], row["last_page"]), **{name: row[name] for name in _KEPT})
