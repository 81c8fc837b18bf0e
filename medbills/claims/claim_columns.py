"""The columns of a table of claims, known by their headers and never by their places."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medbills import plain_yaml
from medbills.claims.grids import Row
from medbills.domain.fields import FieldType
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS
from medbills.paths import resource

STATUS, LINE_NUMBER, UNUSED = "_status", "_line_number", "_unused"
FIELD_TYPES: Mapping[str, FieldType] = {name: spec.type for name, spec in (*PAPER_FIELDS.items(), *LINE_FIELDS.items())}
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_IDLE = frozenset({"amount", "the", "of", "by", "s", "is", "was", "usd", "dollars", "value"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST = 120  # characters of a header that are looked at
_HEADER_ROWS = 60  # a table with more above its headers is none


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `field` is None where its meaning is not known; `of_claim` says that its header speaks of a whole claim."""

    place: int
    header: str
    field: str | None
    of_claim: bool = False

    @property
    def type(self) -> FieldType | None:
        """The type of what it holds; None where that is not known, or is none of the contract's fields."""
        return FIELD_TYPES.get(self.field or "")


@dataclass(frozen=True, slots=True)
class Head:
    """The row with the headers: its place among the rows, and the columns it names."""

    place: int
    columns: tuple[Column, ...]

    def has(self, *names: str) -> bool:
        return any(column.field in names for column in self.columns)

    @property
    def unknown(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field is None)


def folded(header: str) -> str:
    """A header as the vocabulary spells it: "AmountBilled ($)" and "amount_billed" are "amount billed"."""
    bare = _CAMEL.sub(" ", _BRACKETED.sub("", header[:_LONGEST])).replace("#", " number ")
    short: Mapping[str, str] = _vocabulary()["abbreviations"]
    spelled = " ".join(short.get(word, word) for word in re.sub(r"[^a-z0-9]+", " ", bare.casefold()).split())
    return spelled.replace("id number", "id")


def field_choices() -> Mapping[str, str]:
    """What a column may mean, with its label in plain words: the fields of the vocabulary."""
    specs = {**PAPER_FIELDS, **LINE_FIELDS}
    return {name: specs[name].label for name in _vocabulary()["fields"]}


def is_known(header: str) -> bool:
    """Whether the vocabulary has the header."""
    return _meaning(folded(header)) is not None


def head_of(rows: Sequence[Row], mapping: Mapping[str, str | None]) -> Head | None:
    """The row with most headers that are known, by the vocabulary or by the user's mapping; None when none has two."""
    given = {folded(header) for header in mapping}
    best, place = 0 if given else 1, None
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        count = sum(name in given or _meaning(name) is not None for name in {folded(cell) for cell in row.filled})
        if count > best:
            best, place = count, at
    return None if place is None else Head(place, _columns(rows[place], mapping))


def likely_head(rows: Sequence[Row]) -> Head | None:
    """The row that looks like headers though none is known: the first of words alone over a row with figures."""
    for at, (row, below) in enumerate(itertools.pairwise(rows[:_HEADER_ROWS])):
        words = len(row.filled) >= 2 and not any(any(c.isdigit() for c in cell) for cell in row.filled)
        if words and len(below.filled) >= 2 and any(any(c.isdigit() for c in cell) for cell in below.filled):
            return Head(at, _columns(row, {}))
    return None


def _columns(row: Row, mapping: Mapping[str, str | None]) -> tuple[Column, ...]:
    given = {folded(header): field for header, field in mapping.items()}
    strange = {field for field in given.values() if field and field not in FIELD_TYPES}
    if strange:
        raise ValueError(f"no such fields: {sorted(strange)}")
    found = []
    for place, cell in enumerate(row.cells):
        header, name = " ".join(cell.split()), folded(cell)
        if not header:
            continue
        field = (given[name] or UNUSED) if name in given else (_meaning(name) or (None, 0))[0]
        found.append(Column(place, header, field, name == "total" or name.startswith(("total ", "claim "))))
    return _without_rivals(found, given)


def _without_rivals(columns: Sequence[Column], given: Mapping[str, Any]) -> tuple[Column, ...]:
    """Each field once: the user's choice, else the header that speaks plainest, else the first.

    A total beside a line's own amount stays: in a table of lines it is the claim's.
    """
    best: dict[str, Column] = {}
    for column in columns:
        if column.field is not None and not column.field.startswith("_"):
            rival = best.get(column.field)
            if rival is None or _rank(column, given) < _rank(rival, given):
                best[column.field] = column
    kept = []
    for column in columns:
        if column.field is None or column.field.startswith("_") or best[column.field] is column:
            kept.append(column)
        elif column.of_claim and not best[column.field].of_claim and FIELD_TYPES[column.field] is FieldType.MONEY:
            kept.append(Column(column.place, column.header, f"_claim_{column.field}", True))
        else:
            kept.append(Column(column.place, column.header, UNUSED))
    return tuple(kept)


def _rank(column: Column, given: Mapping[str, Any]) -> int:
    name = folded(column.header)
    return -1 if name in given else (_meaning(name) or (None, 9))[1]


@functools.cache
def _vocabulary() -> Mapping[str, Any]:
    content: Mapping[str, Any] = plain_yaml.load(resource("importers", "claim_headers.yaml").read_text(encoding="utf-8"))
    return content


@functools.cache
def _names() -> Mapping[str, tuple[str | None, int]]:
    """Field and rank by folded header. Raises ValueError when a name has two meanings: a mistake of ours."""
    content = _vocabulary()
    names: dict[str, tuple[str | None, int]] = {}
    entries = [(name, field, rank) for field, tiers in content["fields"].items() for rank, tier in enumerate(("first", "then"))
               for name in tiers.get(tier, ())]  # fmt: skip
    entries += [(name, special, 0) for special, key in ((UNUSED, "unused"), (STATUS, "status"), (LINE_NUMBER, "line_number"))
                for name in content[key]]  # fmt: skip
    for name, field, rank in entries:
        if names.setdefault(folded(name), (field, rank))[0] != field:
            raise ValueError(f"claim_headers.yaml: {name!r} has two meanings")
    return names


def _meaning(name: str) -> tuple[str | None, int] | None:
    """Field and rank of a folded header, by the words that matter where it does not stand in the vocabulary as it is."""
    return _names().get(name) or _reduced_names().get(_reduced(name))


@functools.cache
def _reduced_names() -> Mapping[str, tuple[str | None, int]]:
    """The names without words that add nothing, in whatever order; those that then have two meanings fall out."""
    found: dict[str, set[tuple[str | None, int]]] = {}
    for name, (field, rank) in _names().items():
        found.setdefault(_reduced(name), set()).add((field, rank))
    return {
        name: (next(iter(meanings))[0], min(rank for _, rank in meanings))
        for name, meanings in found.items()
        if name and len({field for field, _ in meanings}) == 1
    }


def _reduced(name: str) -> str:
    return " ".join(sorted(word.removesuffix("s") if len(word) > 4 else word for word in name.split() if word not in _IDLE))
