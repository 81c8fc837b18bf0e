"""The questions of resources/questions/, read once: what the checks may lack, and how or where it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from medbills import plain_yaml
from medbills.domain.asking import Catalogue, Choice, Elsewhere, Form, Need, Part, Question
from medbills.domain.question_signs import SIGNS
from medbills.domain.told_fact import Owner
from medbills.paths import resource

_BY_CHECK = "|"  # "slug| words": the need of one check only
_ENTRY = frozenset({"id", "ask", "why", "owner", "parts", "checks", "needs", "when", "asked_when", "entry", "each_plan"})
SCREENS = frozenset(
    {"add_papers", "review", "bill", "received", "payments", "payment_plans", "help", "taxes", "people", "dental", "case", ""}
)


@cache
def catalogue() -> Catalogue:
    """Every question. Raises ValueError on a file that is not whole: a mistake of ours."""
    questions: list[Question] = []
    elsewhere: list[Elsewhere] = []
    for path in sorted(resource("questions").glob("*.yaml")):
        data = plain_yaml.load(path.read_text(encoding="utf-8"))
        questions += [_question(entry) for entry in data.get("questions", ())]
        elsewhere += [_elsewhere(entry) for entry in data.get("elsewhere", ())]
    ids = [question.id for question in questions]
    if len(ids) != len(set(ids)):
        raise ValueError("two questions have the same id")
    return Catalogue(tuple(questions), tuple(elsewhere))


def _question(entry: Mapping[str, Any]) -> Question:
    unknown = entry.keys() - _ENTRY
    signs = (*entry.get("when", ()), *entry.get("asked_when", ()))
    if unknown or not set(signs) <= SIGNS.keys():
        raise ValueError(f"the question {entry.get('id')} has parts or signs that are none: {sorted({*unknown, *signs} - SIGNS.keys())}")
    return Question(
        id=entry["id"], ask=entry["ask"], why=entry["why"], owner=Owner(entry["owner"]),
        parts=tuple(_part(part) for part in entry["parts"]), checks=tuple(entry["checks"]), needs=_needs(entry.get("needs", ())),
        when=tuple(entry.get("when", ())), asked_when=tuple(entry.get("asked_when", ())), entry=entry.get("entry", ""),
        each_plan=entry.get("each_plan", False),
    )  # fmt: skip


def _part(entry: Mapping[str, Any]) -> Part:
    choices = tuple(Choice(value=str(one["value"]), label=str(one["label"])) for one in entry.get("choices", ()))
    plain = {name: value for name, value in entry.items() if name not in ("form", "choices")}
    return Part(form=Form(entry["form"]), choices=choices, **plain)


def _elsewhere(entry: Mapping[str, Any]) -> Elsewhere:
    if entry["screen"] not in SCREENS:
        raise ValueError(f"there is no screen {entry['screen']}")
    return Elsewhere(says=entry["says"], screen=entry["screen"], needs=_needs(entry["needs"]))


def _needs(texts: Any) -> tuple[Need, ...]:
    parted = (text.rpartition(_BY_CHECK) for text in texts)
    return tuple(Need(check=check.strip(), words=words.strip()) for check, _, words in parted)
