"""Keeps, changes and takes back what the user answers to our questions, and checks the cases anew with it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from medbills.domain.asking import KEY, Question, tree_of
from medbills.domain.changes import Changes
from medbills.domain.facts import Context, Patient
from medbills.domain.line_mark import Mark, mark_of, marks_of, told_of_line
from medbills.domain.plain import NotPlain, from_plain
from medbills.domain.plan import Dental, Plan
from medbills.domain.telling import plan_with_told
from medbills.domain.told_fact import KEPT, Answered, Owner, ToldFact
from medbills.errors import UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.keep_paper import new_id
from medbills.services.open_questions import Asked, value_at
from medbills.services.read_answer import read_part
from medbills.store import Change, Vault


def read_values(asked: Asked, typed: Sequence[str], today: datetime.date) -> dict[str, Any]:
    """What was typed for each part, by its place. Raises ValueError with a sentence; its second argument is the part's number."""
    question, values, key = asked.question, {}, asked.key
    for at, (part, text) in enumerate(zip(question.parts, typed, strict=True)):
        try:
            value = read_part(part, text, today)
        except ValueError as wrong:
            raise ValueError(str(wrong), at) from None
        if value is None and not part.optional:
            raise ValueError("Please answer this, or press Not sure.", at)
        if not part.place:
            key = str(value)
        elif value is not None:
            values[part.place.replace(KEY, key)] = value
    if not values:
        raise ValueError("Please answer one of these, or press Not sure.", 0)
    _must_be_plain(question, values)
    return values


def tell_fact(vault: Vault, case_id: str, asked: Asked, values: Mapping[str, Any], *, today: datetime.date) -> Changes:
    """Keeps an answer, in the place of an earlier one to the same question. `values` are those of `read_values`."""
    said: dict[str, Any] = {asked.question.entry: [dict(values)]} if asked.question.entry else dict(values)
    return _keep(vault, case_id, asked, Answered.TOLD, said, today)


def leave_unanswered(vault: Vault, case_id: str, asked: Asked, answer: Answered, *, today: datetime.date) -> Changes:
    """Keeps that the user is not sure, or skipped it: it is not asked again, and can be changed."""
    return _keep(vault, case_id, asked, answer, {}, today)


def take_back_fact(vault: Vault, case_id: str, told_id: str, *, today: datetime.date) -> Changes:
    """Forgets an answer, so that it is asked again. Raises UnusableInput when it is gone already."""
    told = vault.told_facts.get(told_id)
    if told is None:
        raise UnusableInput("This answer was taken back already. Answer the question again.")
    with vault.change("Took back an answer") as change:
        _release(vault, change, told)
        change.told_facts.remove(told.id)
        _check_again(vault, change, case_id, today)
    return change.changes


def mark_line(vault: Vault, paper_id: str, at: int, mark: Mark | None, *, today: datetime.date) -> Changes:
    """Keeps whether the care of one line was received; None takes the mark away. Raises UnusableInput for a line that is gone."""
    kept = vault.papers.get(paper_id)
    if kept is None or not 0 <= at < len(kept.paper.lines):
        raise UnusableInput("This line is no longer on the bill. Open the bill again.")
    before = marks_of(kept.paper, vault.told_facts.about(Owner.PAPER, paper_id)).get(at)
    words = {Mark.RECEIVED: "received", Mark.NOT_RECEIVED: "not received", Mark.UNSURE: "not sure", None: "no answer"}
    with vault.change(f"Marked line {at + 1}: {words[mark]}") as change:
        if before is not None and (mark is None or mark_of(before) is not mark):
            change.told_facts.remove(before.id)
        if mark is not None and (before is None or mark_of(before) is not mark):
            change.told_facts.add(told_of_line(kept.paper, at, mark, today, new_id()))
        audit_cases(vault, change, today=today, person_id=kept.person_id)
    return change.changes


def _keep(vault: Vault, case_id: str, asked: Asked, answer: Answered, said: dict[str, Any], today: datetime.date) -> Changes:
    key = next((about for place in said if (about := _named_itself(asked, place))), asked.key)
    before = next((one for one in vault.told_facts.about(asked.question.owner, asked.owner_id) if _same(one, asked, key)), None)
    told = ToldFact(
        id=new_id(), owner=asked.question.owner, owner_id=asked.owner_id, question=asked.question.id, about=key, answer=answer,
        said=said, told_on=today,
    )  # fmt: skip
    with vault.change(f"Told us: {asked.ask}") as change:
        if before is not None:
            _release(vault, change, before)
            change.told_facts.remove(before.id)
        change.told_facts.add(_hand_over(vault, change, asked.question, told))
        _check_again(vault, change, case_id, today)
    return change.changes


def _same(one: ToldFact, asked: Asked, key: str) -> bool:
    return one.question == asked.question.id and one.about in (key, asked.told.about if asked.told else key)


def _named_itself(asked: Asked, place: str) -> str:
    """What a question is about whose own part says it, taken from where its value goes."""
    for part in asked.question.parts:
        head, mark, tail = part.place.partition(KEY)
        if mark and not asked.key and place.startswith(head) and place.endswith(tail):
            return place[len(head) : len(place) - len(tail)]
    return asked.key


def _check_again(vault: Vault, change: Change, case_id: str, today: datetime.date) -> None:
    case = vault.cases.get(case_id)
    audit_cases(vault, change, today=today, person_id=case.person_id if case else None)


def _must_be_plain(question: Question, values: Mapping[str, Any]) -> None:
    """What a case file could not say is a mistake of ours or of the typing; it is said before anything is kept."""
    tree = tree_of({question.entry: [dict(values)]} if question.entry else values)
    try:
        for name, kind in (("patient", Patient), ("plan", Plan), ("context", Context)):
            from_plain(kind, tree.get(name, {}), name, [])
    except NotPlain:
        raise ValueError("This cannot be right. Please look at it again.", 0) from None


# values that the plan keeps itself


def _hand_over(vault: Vault, change: Change, question: Question, told: ToldFact) -> ToldFact:
    """Puts the plan's own terms into the plan, and leaves a note in the answer that they went there."""
    plan = vault.plans.get(told.owner_id) if told.owner is Owner.PLAN else None
    own = {part.place.replace(KEY, told.about) for part in question.parts if part.kept} & told.said.keys()
    if plan is None or not own:
        return told
    terms = dataclasses.replace(told, said={place: told.said[place] for place in own})
    change.plans.update(plan_with_told(plan, [terms]))
    return dataclasses.replace(told, said={KEPT + place if place in own else place: value for place, value in told.said.items()})


def _release(vault: Vault, change: Change, told: ToldFact) -> None:
    """Takes terms out of the plan again, where they still are as they were told."""
    plan = vault.plans.get(told.owner_id) if told.owner is Owner.PLAN else None
    kept = {place.removeprefix(KEPT): value for place, value in told.said.items() if place.startswith(KEPT)}
    if plan is None or not kept:
        return
    as_told = plan_with_told(plan, [dataclasses.replace(told, said=kept)])
    for place in kept:
        if value_at({"plan": plan}, place) == value_at({"plan": as_told}, place):
            plan = _without(plan, place.split(".")[1:])
    change.plans.update(plan)


def _without(plan: Plan, way: Sequence[str]) -> Plan:
    """The plan without one of its terms."""
    if way[0] == "dental" and plan.dental is not None:
        return dataclasses.replace(plan, dental=_without_part(plan.dental, way[1:]))
    bare: Plan = _without_part(plan, way)
    return bare


def _without_part(owner: Any, way: Sequence[str]) -> Any:
    value = getattr(owner, way[0])
    if len(way) > 1:
        return dataclasses.replace(owner, **{way[0]: {name: one for name, one in value.items() if name != way[1]}})
    blank = next(field.default for field in dataclasses.fields(Dental if isinstance(owner, Dental) else Plan) if field.name == way[0])
    return dataclasses.replace(owner, **{way[0]: blank})
