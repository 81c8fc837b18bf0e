"""Case files and readings in JSON, made into the facts that the checks look at."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medbills.domain.facts import Context, Facts, Patient
from medbills.domain.fields import FieldSpec, FieldType
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Kind, Paper
from medbills.domain.plain import NotPlain, from_plain, schema_of, unwrapped
from medbills.domain.plan import ALSO_CALLED, PLAN_TYPES, Plan
from medbills.domain.reading import SCHEMA, ReadDocument, Reading, values_from_json
from medbills.errors import UnusableInput

_KEYS = ("schema", "today", "patient", "plan", "secondary_plan", "documents", "context")
_DOCUMENT_KEYS = frozenset({"id", "kind", "pages", "fields", "lines", "warnings"})


@dataclass(frozen=True)
class Loaded:
    """Facts with what was skipped, in sentences for the user."""

    facts: Facts
    warnings: tuple[str, ...] = ()


def facts_from_json(data: Any, *, today: datetime.date, source: str = "The case file") -> Loaded:
    """Facts from a case file, a reading, or `{"files": [readings]}`, as `medbills read` prints them.

    A `today` in the file comes before the argument. `source` is the file's name, for sentences. Unknown keys are named in the
    warnings. Raises UnusableInput with what is wrong and what to do.
    """
    if not isinstance(data, Mapping):
        raise UnusableInput(f"{source} is not a case file: it must hold one JSON object. Run `medbills check --schema` to see its form.")
    if data.get("schema", SCHEMA) != SCHEMA:
        raise UnusableInput(
            f"{source} is of schema {data['schema']!r}, and this program reads schema {SCHEMA}. "
            "Run `medbills check --schema` to see its form."
        )
    if "files" in data or "file" in data:
        return _from_readings(data, today, source)
    warnings = [f"{source}: {key} is not known and was not used." for key in data if key not in _KEYS]
    documents = _documents(data, source)
    papers = _with_ids([(item.get("id"), _document(item, source, f"documents[{at}]", warnings)) for at, item in enumerate(documents)])
    facts = Facts(
        today=_part(data, "today", datetime.date, source, warnings) or today,
        patient=_part(data, "patient", Patient, source, warnings) or Patient(), plan=_part(data, "plan", Plan, source, warnings),
        secondary_plan=_part(data, "secondary_plan", Plan, source, warnings), papers=papers,
        context=_part(data, "context", Context, source, warnings) or Context(),
    )  # fmt: skip
    return Loaded(facts, tuple(warnings))


def facts_from_readings(readings: Sequence[Reading], *, today: datetime.date) -> Facts:
    """Facts that hold the papers of readings; each paper is called by its file's name, with a number where a file has several."""
    found: list[tuple[str | None, ReadDocument]] = []
    for reading in readings:
        several = len(reading.documents) > 1
        found += [
            (f"{reading.file.name}#{number}" if several else reading.file.name, document)
            for number, document in enumerate(reading.documents, start=1)
        ]
    return Facts(today=today, papers=_with_ids(found))


def together(parts: Sequence[Facts]) -> Facts:
    """One matter from several inputs: all papers, and the first patient, plans and context that say something.

    Papers that bear the same id get a number behind it. Raises ValueError when there is no part.
    """
    if not parts:
        raise ValueError("no facts to put together")
    papers = tuple(paper for part in parts for paper in part.papers)
    taken: set[str] = set()
    renamed = tuple(dataclasses.replace(paper, id=_free(paper.id, taken)) for paper in papers)
    return dataclasses.replace(
        parts[0], papers=renamed, patient=next((part.patient for part in parts if part.patient != Patient()), Patient()),
        plan=next((part.plan for part in parts if part.plan), None),
        secondary_plan=next((part.secondary_plan for part in parts if part.secondary_plan), None),
        context=next((part.context for part in parts if part.context != Context()), Context()),
    )  # fmt: skip


def plan_from_json(data: Any, *, source: str = "The plan file") -> tuple[Plan, tuple[str, ...]]:
    """A plan from the file of `--plan`: the object itself, or an object with `plan` in it; with warnings. Raises UnusableInput."""
    holder = data if isinstance(data, Mapping) and "plan" in data else {"plan": data}
    warnings: list[str] = []
    plan = _part(holder, "plan", Plan, source, warnings)
    if not isinstance(plan, Plan):
        raise UnusableInput(f"{source} holds no plan. Run `medbills check --schema` to see its form.")
    return plan, tuple(warnings)


def schema() -> dict[str, Any]:
    """The JSON Schema of a case file (draft 2020-12), made from the values the checks really read."""
    document = {
        "type": "object", "required": ["kind"], "description": "One paper. Lines count from 0.",
        "properties": {
            "id": {"type": "string"}, "kind": {"enum": [kind.value for kind in Kind]},
            "fields": {"type": "object", "properties": _field_schemas(PAPER_FIELDS)},
            "lines": {"type": "array", "items": {"type": "object", "properties": _field_schemas(LINE_FIELDS)}},
        },
    }  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Medbills case file", "type": "object",
        "description": "Every key is optional. A value may be plain, or an object with `value` as `medbills read` prints it.",
        "properties": {
            "schema": {"const": SCHEMA}, "today": {"type": "string", "format": "date"}, "patient": schema_of(Patient),
            "plan": schema_of(Plan), "secondary_plan": schema_of(Plan), "documents": {"type": "array", "items": document},
            "context": schema_of(Context),
        },
    }  # fmt: skip


def _from_readings(data: Mapping[str, Any], today: datetime.date, source: str) -> Loaded:
    items = data.get("files", [data])
    if not isinstance(items, list):
        raise UnusableInput(f"{source}: files must be a list of readings. Run `medbills check --schema` to see its form.")
    try:
        readings = [Reading.from_json(item) for item in items]
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as wrong:
        raise UnusableInput(f"{source} is not a reading as `medbills read --json` prints it ({wrong}). Read the paper again.") from wrong
    return Loaded(facts_from_readings(readings, today=today), tuple(_unknown_fields(items, source)))


def _unknown_fields(readings: Sequence[Mapping[str, Any]], source: str) -> Iterable[str]:
    for at, document in ((at, document) for reading in readings for at, document in enumerate(reading["documents"])):
        parts = [("fields", PAPER_FIELDS, document.get("fields", {}))]
        parts += [(f"lines[{number}]", LINE_FIELDS, line) for number, line in enumerate(document.get("lines", ()))]
        for place, specs, values in parts:
            yield from (f"{source}: documents[{at}].{place}.{key} is not known and was not used." for key in values if key not in specs)


def _documents(data: Mapping[str, Any], source: str) -> list[Mapping[str, Any]]:
    documents = _given(data, "documents", [])
    if not isinstance(documents, list) or not all(isinstance(item, Mapping) for item in documents):
        raise UnusableInput(f"{source}: documents must be a list of objects. Run `medbills check --schema` to see its form.")
    return documents


def _document(data: Mapping[str, Any], source: str, place: str, warnings: list[str]) -> ReadDocument:
    kinds = [kind.value for kind in Kind]
    if data.get("kind") not in kinds:
        raise UnusableInput(f"{source}: {place}.kind is {data.get('kind')!r}. Write one of: {', '.join(kinds)}.")
    warnings += [f"{source}: {place}.{key} is not known and was not used." for key in data if key not in _DOCUMENT_KEYS]
    lines = _given(data, "lines", [])
    if not isinstance(lines, list):
        raise UnusableInput(f"{source}: {place}.lines must be a list. Run `medbills check --schema` to see its form.")
    return ReadDocument(
        kind=Kind(data["kind"]), pages=(1, 1),
        fields=_values(PAPER_FIELDS, _given(data, "fields", {}), source, f"{place}.fields", warnings),
        lines=tuple(_values(LINE_FIELDS, line, source, f"{place}.lines[{at}]", warnings) for at, line in enumerate(lines)),
    )  # fmt: skip


def _values(specs: Mapping[str, FieldSpec], data: Any, source: str, place: str, warnings: list[str]) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise UnusableInput(f"{source}: {place} must be an object. Run `medbills check --schema` to see its form.")
    warnings += [f"{source}: {place}.{key} is not known and was not used." for key in data if key not in specs]
    found: dict[str, Any] = {}
    for name, item in data.items():
        try:
            found |= values_from_json(specs, {name: item})
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as wrong:
            form = _FORMS[specs[name].type]
            raise UnusableInput(f"{source}: {place}.{name} is {unwrapped(item)!r}. It must be {form}.") from wrong
    return found


def _part(data: Mapping[str, Any], key: str, kind: Any, source: str, warnings: list[str]) -> Any:
    if data.get(key) is None:
        return None
    unknown: list[str] = []
    try:
        value = from_plain(kind, data[key], key, unknown)
    except NotPlain as wrong:
        raise UnusableInput(f"{source}: {wrong}") from wrong
    warnings += [f"{source}: {name} is not known and was not used." for name in unknown]
    if isinstance(value, Plan) and value.type in ALSO_CALLED:
        value = dataclasses.replace(value, type=ALSO_CALLED[value.type])
    if isinstance(value, Plan) and value.type is not None and value.type not in PLAN_TYPES:
        warnings.append(f"{source}: {key}.type {value.type!r} is not known. Use one of: {', '.join(PLAN_TYPES)}.")
    return value


def _given(data: Mapping[str, Any], key: str, default: Any) -> Any:
    return default if data.get(key) is None else data[key]


def _with_ids(documents: Iterable[tuple[Any, ReadDocument]]) -> tuple[Paper, ...]:
    """Papers under the ids given, or the kind with a number ("bill-1"); no two alike."""
    documents = list(documents)
    taken = {str(given) for given, _ in documents if given}
    used: set[str] = set()
    counts: dict[str, int] = {}
    papers = []
    for given, document in documents:
        name = str(given) if given else ""
        while not name or (not given and name in taken):
            counts[document.kind.value] = counts.get(document.kind.value, 0) + 1
            name = f"{document.kind.value}-{counts[document.kind.value]}"
        papers.append(document.as_paper(_free(name, used)))
    return tuple(papers)


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(free)
    return free


_FORMS: Mapping[FieldType, str] = {
    FieldType.MONEY: 'an amount like "1240.00"', FieldType.DATE: 'a day like "2026-11-21"', FieldType.NUMBER: "a number",
    FieldType.LIST: "a list of words", FieldType.ADJUSTMENTS: 'a list like [{"group": "CO", "reason": "45", "amount": "120.00"}]',
    FieldType.AMOUNTS: 'an object like {"current": "0.00"}', FieldType.CODE: "a code", FieldType.TEXT: "words",
}  # fmt: skip

_FIELD_SCHEMAS: Mapping[FieldType, dict[str, Any]] = {
    FieldType.MONEY: {"type": "string", "pattern": r"^-?\d+(\.\d{1,2})?$"}, FieldType.DATE: {"type": "string", "format": "date"},
    FieldType.NUMBER: {"type": "number"}, FieldType.LIST: {"type": "array", "items": {"type": "string"}},
    FieldType.ADJUSTMENTS: {
        "type": "array",
        "items": {"type": "object", "properties": {name: {"type": "string"} for name in ("group", "reason", "amount")}},
    },
    FieldType.AMOUNTS: {"type": "object", "additionalProperties": {"type": "string"}}, FieldType.CODE: {"type": "string"},
    FieldType.TEXT: {"type": "string"},
}  # fmt: skip


def _field_schemas(specs: Mapping[str, FieldSpec]) -> dict[str, Any]:
    others = [{"type": "object", "required": ["value"]}, {"type": "null"}]
    return {name: {"anyOf": [_FIELD_SCHEMAS[spec.type], *others], "title": spec.label} for name, spec in specs.items()}
