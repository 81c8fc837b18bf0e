"""Puts what the user told into the facts of the checks, in the form in which a case file would have said it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

from medbills.domain.asking import tree_of
from medbills.domain.facts import Context, Facts, Patient
from medbills.domain.plain import from_plain
from medbills.domain.plan import Plan
from medbills.domain.told_fact import KEPT, ToldFact

T = TypeVar("T")


def told_tree(told: Iterable[ToldFact]) -> dict[str, Any]:
    """What was told, nested as in a case file. Lists of several answers are put together."""
    values: dict[str, Any] = {}
    for one in told:
        for place, value in one.said.items():
            if place.startswith(KEPT):
                continue
            before = values.get(place)
            values[place] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    return tree_of(values)


def with_told(facts: Facts, told: Iterable[ToldFact]) -> Facts:
    """The facts with what was told of the patient and the care; of plans see `plan_with_told`."""
    tree = told_tree(told)
    if not tree.get("patient") and not tree.get("context"):
        return facts
    patient = from_plain(Patient, tree.get("patient", {}), "patient", [])
    context = from_plain(Context, tree.get("context", {}), "context", [])
    return dataclasses.replace(facts, patient=laid_over(facts.patient, patient), context=laid_over(facts.context, context))


def plan_with_told(plan: Plan, told: Iterable[ToldFact]) -> Plan:
    """The plan with the terms that were told of it."""
    tree = told_tree(told)
    return laid_over(plan, from_plain(Plan, tree["plan"], "plan", [])) if tree.get("plan") else plan


def laid_over(base: T, told: T) -> T:
    """`base` with every value that `told` has: parts of parts too, maps and lists put together, the told ones first."""
    parts: dict[str, Any] = {}
    for field in dataclasses.fields(cast(Any, base)):
        before, said = getattr(base, field.name), getattr(told, field.name)
        if said is None or said == () or said == "" or (isinstance(said, Mapping) and not said):
            continue
        if dataclasses.is_dataclass(said) and type(said) is type(before) and not hasattr(said, "cents"):
            parts[field.name] = laid_over(before, said)
        elif isinstance(said, Mapping):
            parts[field.name] = {**(before or {}), **said}
        elif isinstance(said, tuple) and isinstance(before, tuple):
            parts[field.name] = (*said, *(one for one in before if one not in said))
        else:
            parts[field.name] = said
    return dataclasses.replace(cast(Any, base), **parts) if parts else base
