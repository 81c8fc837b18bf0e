"""Every letter from the least that it needs, and written for somebody else: nothing empty, doubled or left over in the text."""

from __future__ import annotations

import datetime
import re

import pytest

from medbills.domain.letter import AnswerType, Block, BlockKind, Fact, LetterTemplate, RenderedLetter
from medbills.letters import catalogue, facts_from_json, find, parse_answer, reading_copy, render
from medbills.letters.rendering import applies
from medbills.letters.templates import fact_types

DAY = datetime.date(2026, 11, 17)
FAULTS = {
    "a None": r"\bNone\b", "two spaces": r"\S  +\S", "a space before a stop": r"\s[.,;:](?:\s|$)", "two stops": r"\.\.|,,|,\.|;\.|:\.",
    "a mark of the template": r"[{}]|^@|%}", "empty quotes": r"“\s*”", "a word twice": r"\b(the|a|an|of|to|by|on|for) \1\b",
    "a list that ran together": r"\S- [A-Z]|(?<=[.:]) # ",
}  # fmt: skip


def least(template: LetterTemplate, facts: dict[str, Fact]) -> dict[str, Fact]:
    """Of all answers only those that the letter cannot do without; lists with one row."""
    needed = {question.fact for question in template.questions if question.required} | set(template.needs)
    few = {name: fact for name, fact in facts.items() if name in needed}
    few = {name: fact for name, fact in few.items() if name in template.lists or applies(template, name, few)}
    return {name: Fact(fact.value[:1]) if name in template.lists and isinstance(fact.value, tuple) else fact for name, fact in few.items()}


def most(template: LetterTemplate, facts: dict[str, Fact]) -> dict[str, Fact]:
    """Every answer there can be, given by a daughter."""
    examples = {q.fact: Fact(parse_answer(q, q.example)) for q in template.questions if q.example and q.type is not AnswerType.TICK}
    every = {**examples, **facts, "sender_name": Fact("Ruth Calloway"), "patient_name": Fact("Walter Calloway")}
    every |= {name: examples[name] for name in ("relationship_to_patient", "authority", "representative_form") if name in examples}
    asked = {name: fact for name, fact in every.items() if name in fact_types(template) or name in template.lists}
    return {name: fact for name, fact in asked.items() if name in template.lists or applies(template, name, asked)}


def words_of(block: Block) -> list[str]:
    cells = [cell for row in block.rows for cell in row]
    return ["".join(run.text for run in runs) for runs in (block.runs, *cells) if runs]


def faults(letter: RenderedLetter) -> list[str]:
    found = []
    for block in letter.blocks:
        for words in words_of(block):
            found += [f"{name}: {words}" for name, pattern in FAULTS.items() if re.search(pattern, words, re.MULTILINE)]
            if block.kind is not BlockKind.TABLE and not re.search(r"\w", words.split("\t")[-1]):
                found.append(f"nothing said: {words!r}")
    return found


@pytest.mark.parametrize("template", catalogue(), ids=lambda template: template.id)
def test_the_least_and_the_most_read_like_a_letter(template: LetterTemplate, sample_facts) -> None:
    full, _ = facts_from_json(template, sample_facts[template.id])
    for known in (least(template, full), full, most(template, full)):
        letter = render(template, known, today=DAY)
        copy = reading_copy(template, known, today=DAY)
        assert faults(letter) == [] and (copy is None or faults(copy) == [])
        kinds = [block.kind for block in letter.blocks]
        assert {BlockKind.SENDER, BlockKind.ADDRESSEE, BlockKind.SUBJECT, BlockKind.SIGNATURE} <= set(kinds)
        heads = [words_of(block)[0].split("\t")[0] for block in letter.blocks if block.kind is BlockKind.LIST_ITEM]
        assert heads.count("1.") == heads.count("2."), "a list of one has no number"


def test_the_search_finds_each_fault() -> None:
    for name, words in (
        ("a None", "by None."), ("two spaces", "the  bill"), ("a space before a stop", "the bill ."), ("two stops", "the bill.."),
        ("a mark of the template", "{% if"), ("empty quotes", "says: “”"), ("a word twice", "about the the bill"),
        ("a list that ran together", "the delay.- Give me"),
    ):  # fmt: skip
        assert re.search(FAULTS[name], words), name


def test_who_helps_accepts_and_pays_nothing_herself(sample_facts) -> None:
    for name in ("L08", "L09", "L10", "L11"):
        template = find(name)
        full, _ = facts_from_json(template, sample_facts[name])
        said = " ".join(words for block in render(template, most(template, full), today=DAY).blocks for words in words_of(block))
        assert not re.search(r"\bI (?:can|could|will) (?:pay|make)|balance I accept|\bI may pay", said), name
    assert "I do not agree to pay for the patient myself." in said


def test_the_page_of_a_quote_stands_behind_its_marks(sample_facts) -> None:
    full, _ = facts_from_json(find("L20"), {**sample_facts["L20"], "plan_clause": "Imaging is covered after six weeks. (SPD p. 43)"})
    text = " ".join(words for block in render(find("L20"), full, today=DAY).blocks for words in words_of(block))
    assert "The plan says: “Imaging is covered after six weeks” (SPD p. 43)." in text
    assert "“The request does not meet our criteria.”" in text
