"""Facts as flat JSON, for the command line: what may be given for a letter, and reading it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from medbills.domain.letter import STATED_BY_YOU, AnswerType, Evidence, Fact, LetterTemplate
from medbills.domain.money import Money
from medbills.errors import UnusableInput
from medbills.letters.templates import fact_types

_WORDS = {
    AnswerType.MONEY: 'an amount like "1240.00"', AnswerType.DATE: 'a day like "2026-10-30"', AnswerType.NUMBER: "a number like 4",
    AnswerType.TICK: "true or false",
}  # fmt: skip
_MONEY = re.compile(r"-?\d+(?:\.\d{1,2})?")


def facts_from_json(template: LetterTemplate, data: Mapping[str, Any]) -> tuple[dict[str, Fact], tuple[str, ...]]:
    """The facts in `data`, and a warning for each key the letter does not know.

    Values are plain (ISO dates, money as "1240.00"), or objects with `value` and the words of a `source`.
    Raises UnusableInput when a value is not of its fact's type.
    """
    types = {**fact_types(template), "date": AnswerType.DATE, "reply_by": AnswerType.DATE}
    choices = {question.fact: {choice.value for choice in question.choices} for question in template.questions}
    facts: dict[str, Fact] = {}
    strange: list[str] = []
    for name, given in data.items():
        value, evidence = _unwrapped(given)
        if value is None or name == "schema":
            continue
        if name in template.lists:
            facts[name] = Fact(_rows(name, value, template.lists[name], strange), evidence)
        elif name in types:
            facts[name] = Fact(_value(name, value, types[name], choices.get(name, set())), evidence)
        else:
            strange.append(f"The letter {template.id} does not use {name!r}; it was left out.")
    return facts, tuple(strange)


def facts_schema(template: LetterTemplate) -> dict[str, Any]:
    """A JSON Schema of the facts this letter can be given."""
    properties: dict[str, Any] = {}
    for question in template.questions:
        properties[question.fact] = {**_schema(question.type), "description": question.ask}
        if question.choices:
            properties[question.fact]["enum"] = [choice.value for choice in question.choices]
    for name, columns in template.lists.items():
        row = {"type": "object", "properties": {column: _schema(kind) for column, kind in columns.items()}, "additionalProperties": False}
        properties[name] = {"type": "array", "items": row}
    for name in ("date", "reply_by"):
        properties[name] = _schema(AnswerType.DATE)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Facts of {template.id} {template.slug}",
        "type": "object", "properties": properties, "required": list(template.needs),
    }  # fmt: skip


def _unwrapped(given: Any) -> tuple[Any, Evidence]:
    if not isinstance(given, Mapping) or "value" not in given:
        return given, STATED_BY_YOU
    source = given.get("source")
    return given["value"], Evidence(source=source) if isinstance(source, str) and source.strip() else STATED_BY_YOU


def _rows(name: str, value: Any, columns: Mapping[str, AnswerType], strange: list[str]) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise UnusableInput(
            f"The facts file does not give {name!r} as a list. "
            "Nothing was written. Write it as a list of objects."
        )  # fmt: skip
    rows = []
    for row in value:
        strange.extend(f"The list {name!r} has no column {column!r}; it was left out." for column in sorted(row.keys() - columns.keys()))
        cells: dict[str, Any] = {}
        for column, kind in columns.items():
            cell, evidence = _unwrapped(row.get(column))
            if cell is not None:
                parsed = _value(f"{name}: {column}", cell, kind, set())
                cells[column] = Fact(parsed, evidence) if evidence is not STATED_BY_YOU else parsed
        rows.append(cells)
    return tuple(rows)


def _value(name: str, value: Any, kind: AnswerType, choices: set[str]) -> Any:
    try:
        parsed = _parsed(value, kind)
    except (ValueError, TypeError):
        parsed = None
    if parsed is None or (choices and parsed not in choices):
        wanted = f"one of {', '.join(sorted(choices))}" if choices else _WORDS.get(kind, "text")
        raise UnusableInput(f"The facts file gives {name!r} as {str(value)[:80]!r}. Please give {wanted}. Nothing was written.")
    return parsed


def _parsed(value: Any, kind: AnswerType) -> Any:
    if kind is AnswerType.TICK:
        return value if isinstance(value, bool) else None
    if isinstance(value, (bool, float)):
        return None if kind is not AnswerType.NUMBER or isinstance(value, bool) else Decimal(str(value))
    if kind is AnswerType.MONEY:
        text = str(value).strip()
        return Money.of(text) if _MONEY.fullmatch(text) else None
    if kind is AnswerType.DATE:
        return datetime.date.fromisoformat(value)
    if kind is AnswerType.NUMBER:
        return Decimal(str(value)) if re.fullmatch(r"\d{1,9}(\.\d+)?", str(value)) else None
    if isinstance(value, list) and all(isinstance(item, (str, int)) for item in value):
        return tuple(str(item) for item in value)
    return str(value) if isinstance(value, (str, int)) else None


def _schema(kind: AnswerType) -> dict[str, Any]:
    if kind is AnswerType.MONEY:
        return {"type": "string", "pattern": r"^-?\d+(\.\d{1,2})?$"}
    if kind is AnswerType.DATE:
        return {"type": "string", "format": "date"}
    if kind is AnswerType.NUMBER:
        return {"type": "number", "minimum": 0}
    if kind is AnswerType.TICK:
        return {"type": "boolean"}
    return {"type": ["string", "array"], "items": {"type": "string"}} if kind is not AnswerType.CHOICE else {"type": "string"}
