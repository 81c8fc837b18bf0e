"""What a reader makes of a file: the reading contract as frozen values, with its JSON form."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from medbills.domain.fields import FieldSpec, Value, from_plain, to_plain
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Kind, Line, Paper, Spot

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value with the spot it was read from."""

    value: Value
    spot: Spot


ReadLine = Mapping[str, ReadValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """One document found in a file: fields and lines by contract name. `pages` are its first and last page, from 1."""

    kind: Kind
    pages: tuple[int, int]
    fields: Mapping[str, ReadValue]
    lines: tuple[ReadLine, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_paper(self, paper_id: str) -> Paper:
        """The same as a Paper, spots kept beside the values."""
        return Paper(id=paper_id, kind=self.kind, lines=tuple(_line(line) for line in self.lines), **_split(self.fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """The file that was read. `sha256` is the hash of its bytes; `pages` is None where the source has none."""

    name: str
    sha256: str
    bytes: int
    pages: int | None
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one file."""

    file: SourceFile
    documents: tuple[ReadDocument, ...]

    def to_json(self) -> dict[str, Any]:
        """The object that `medbills read FILE --json` prints."""
        return {
            "schema": SCHEMA,
            "file": dataclasses.asdict(self.file),
            "documents": [_document_json(document) for document in self.documents],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reading:
        """From that object. Raises ValueError, KeyError or TypeError when it is not one."""
        if data.get("schema") != SCHEMA:
            raise ValueError("not a reading of schema 1")
        documents = tuple(_document(item) for item in data["documents"])
        return cls(file=SourceFile(**data["file"]), documents=documents)


def values_from_json(specs: Mapping[str, FieldSpec], data: Mapping[str, Any]) -> dict[str, ReadValue]:
    """Values by name; each may be plain, or an object with `value` as `read` prints them. Unknown names are skipped."""
    found = {}
    for name, item in data.items():
        spec = specs.get(name)
        wrapped = item if isinstance(item, Mapping) and "value" in item else {"value": item}
        if spec is None or wrapped["value"] is None:
            continue
        box = wrapped.get("box")
        spot = Spot(
            page=wrapped.get("page"),
            box=tuple(box) if box else None,
            path=wrapped.get("path"),
            raw=wrapped.get("raw"),
            confidence=float(wrapped.get("confidence", 1.0)),
            typed=bool(wrapped.get("typed", False)),
        )
        found[name] = ReadValue(from_plain(spec.type, wrapped["value"]), spot)
    return found


def value_to_json(spec: FieldSpec, value: Value, spot: Spot) -> dict[str, Any]:
    """One value in the contract's form; `path` stands only where there is no page."""
    plain: dict[str, Any] = {"value": to_plain(spec.type, value)}
    if spot.raw is not None:
        plain["raw"] = spot.raw
    plain["page"] = spot.page
    plain["box"] = [round(edge, 1) for edge in spot.box] if spot.box else None
    if spot.path is not None:
        plain["path"] = spot.path
    plain["confidence"] = round(spot.confidence, 3)
    if spot.typed:
        plain["typed"] = True
    return plain


def _split(values: Mapping[str, ReadValue]) -> dict[str, Any]:
    split: dict[str, Any] = {name: item.value for name, item in values.items()}
    split["spots"] = {name: item.spot for name, item in values.items()}
    return split


def _line(values: ReadLine) -> Line:
    return Line(**_split(values))


def _document_json(document: ReadDocument) -> dict[str, Any]:
    return {
        "kind": document.kind.value,
        "pages": list(document.pages),
        "fields": {name: value_to_json(PAPER_FIELDS[name], item.value, item.spot) for name, item in document.fields.items()},
        "lines": [
            {name: value_to_json(LINE_FIELDS[name], item.value, item.spot) for name, item in line.items()} for line in document.lines
        ],
        "warnings": list(document.warnings),
    }


def _document(data: Mapping[str, Any]) -> ReadDocument:
    first, last = data.get("pages") or (1, 1)
    return ReadDocument(
        kind=Kind(data["kind"]),
        pages=(first, last),
        fields=values_from_json(PAPER_FIELDS, data.get("fields", {})),
        lines=tuple(values_from_json(LINE_FIELDS, line) for line in data.get("lines", ())),
        warnings=tuple(data.get("warnings", ())),
    )
