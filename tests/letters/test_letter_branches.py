"""Every branch of every letter, with the questions' own examples as answers: each reads well and none leaves a gap."""

from __future__ import annotations

import datetime
import re

import pytest

from medbills.domain.letter import AnswerType, Fact, LetterTemplate, Question
from medbills.letters import catalogue, cautions, letter_text, parse_answer, render
from medbills.letters.templates import fact_types

DAY = datetime.date(2026, 11, 17)
EXAMPLES = {
    "hardship": "My hours were cut in August. Rent takes most of my pay.",
    "phone": "(903) 555-0142",
}
BRANCHES = [
    (template, question.fact, value)
    for template in catalogue()
    for question in template.questions
    for value in ([choice.value for choice in question.choices] or ([True, False] if question.type is AnswerType.TICK else []))
]


def answer(template: LetterTemplate, question: Question) -> Fact | None:
    """The first choice, yes to what stops the letter without it, or the question's own example."""
    if question.choices:
        return Fact(question.choices[0].value)
    if question.type is AnswerType.TICK:
        return Fact(question.required)
    typed = question.example or EXAMPLES.get(question.fact, "")
    return Fact(parse_answer(question, typed)) if typed else None


def answered(template: LetterTemplate, fact: str, value: object) -> dict[str, Fact]:
    facts = {question.fact: found for question in template.questions if (found := answer(template, question))}
    return {**facts, "patient_name": facts.get("sender_name", Fact("Ruth Calloway")), fact: Fact(value)}


@pytest.mark.parametrize("template", catalogue(), ids=lambda template: template.id)
def test_every_example_is_a_right_answer(template: LetterTemplate) -> None:
    for question in template.questions:
        if question.example:
            assert parse_answer(question, question.example) is not None
        else:
            assert question.choices or question.type is AnswerType.TICK, question.fact


@pytest.mark.parametrize(("template", "fact", "value"), BRANCHES, ids=[f"{t.id}-{fact}-{value}" for t, fact, value in BRANCHES])
def test_a_branch_reads_well(template: LetterTemplate, fact: str, value: object) -> None:
    facts = {name: known for name, known in answered(template, fact, value).items() if name in fact_types(template)}
    letter = render(template, facts, today=DAY)
    stopped = {caution.stops for caution in cautions(template, facts)}
    text = " ".join(letter_text(letter).split())
    assert set(letter.missing) <= stopped | template.lists.keys()
    for strange in ("{", "None", "..", " .", " ,", "@", "“”", ":.", ".:"):
        assert strange not in re.sub(r"\S+@\S+", "", text)
    assert "in writing" in text and len(text.split()) < 520


@pytest.mark.parametrize("template", catalogue(), ids=lambda template: template.id)
def test_what_may_be_left_out_leaves_no_gap(template: LetterTemplate) -> None:
    needed = {question.fact for question in template.questions if question.required} | set(template.needs)
    known = answered(template, "patient_name", "Ruth Calloway")
    facts = {name: known[name] for name in known.keys() & needed & fact_types(template).keys()}
    letter = render(template, facts, today=DAY)
    stopped = {caution.stops for caution in cautions(template, facts)}
    assert set(letter.missing) <= stopped | template.lists.keys()
    assert "“”" not in letter_text(letter)


@pytest.mark.parametrize(
    "template", [t for t in catalogue() if "authority" in fact_types(t)], ids=lambda template: template.id
)  # fmt: skip
def test_who_writes_for_another_needs_a_signed_form(template: LetterTemplate) -> None:
    known = answered(template, "patient_name", "Walter Calloway")
    facts = {name: known[name] for name in known.keys() & fact_types(template).keys() if name != "authority"}
    assert "authority" in render(template, facts, today=DAY).missing
    signed = {**facts, "authority": Fact("a privacy form signed on October 2, 2026")}
    assert "a privacy form signed on October 2, 2026" in " ".join(letter_text(render(template, signed, today=DAY)).split())
