"""Spanish copies to read: each says just what its English letter says, with the same facts, in every branch."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re

import pypdfium2
import pytest

from medbills.domain.letter import AnswerType, BlockKind, Fact, LetterTemplate, RenderedLetter
from medbills.letters import catalogue, facts_from_json, find, letter_text, parse_answer, render
from medbills.letters.environment import environment
from medbills.letters.reading_copy import has_reading_copy, reading_copy, spanish_days, spanish_environment, spanish_text
from medbills.letters.templates import divided, fact_types, names_in_body
from medbills.paths import resource
from medbills.pdf.letter_paper import letter_pdf

TRANSLATED = tuple(template for template in catalogue() if has_reading_copy(template.slug))
IDS = [template.id for template in TRANSLATED]
DAY = datetime.date(2026, 11, 17)
MOST = 120  # combinations of answers tried for one letter
ENGLISH = re.compile(r"\b(please|the|account|bill|letter|payment|writing|your|hold)\b", re.IGNORECASE)


def filled(template: LetterTemplate) -> dict[str, Fact]:
    """Every question answered with its own example, or the first choice."""
    facts: dict[str, Fact] = {}
    for question in template.questions:
        if question.choices:
            facts[question.fact] = Fact(question.choices[0].value)
        elif question.type is AnswerType.TICK:
            facts[question.fact] = Fact(True)
        elif question.example:
            facts[question.fact] = Fact(parse_answer(question, question.example))
    return facts


def worlds(template: LetterTemplate) -> list[dict[str, Fact]]:
    """All combinations of choices and ticks, each also with nothing else known."""
    facts = filled(template)
    picks = {q.fact: [c.value for c in q.choices] or [True, False] for q in template.questions
             if q.fact != "method" and (q.choices or q.type is AnswerType.TICK)}  # fmt: skip
    found = [{**facts, **{name: Fact(value) for name, value in zip(picks, values, strict=True)}}
             for values in itertools.islice(itertools.product(*picks.values()), MOST)]  # fmt: skip
    other = {**facts, "patient_name": Fact("Walter Calloway"), "sender_name": Fact("Ruth Calloway")}
    return [*found, other, {}]


def told(letter: RenderedLetter) -> list[str]:
    """The facts that a letter prints, block for block."""
    runs = [run for block in letter.blocks for run in (*block.runs, *(run for row in block.rows for cell in row for run in cell))]
    return sorted(run.fact for run in runs if run.fact)


def copy_of(template: LetterTemplate, facts: dict[str, Fact]) -> RenderedLetter:
    copy = reading_copy(template, facts, today=DAY)
    assert copy is not None
    return copy


def test_the_ten_most_used_letters_can_be_read_in_spanish() -> None:
    assert set(IDS) == {"L01", "L02", "L03", "L06", "L08", "L11", "L12", "L20", "L42", "L51"}
    files = {path.stem for path in resource("letters", "es").glob("[!_]*.md")}
    assert files == {template.slug for template in TRANSLATED}
    assert reading_copy(find("L16"), {}, today=DAY) is None


@pytest.mark.parametrize("template", TRANSLATED, ids=IDS)
def test_a_copy_names_just_the_facts_of_its_letter(template: LetterTemplate) -> None:
    _, body = divided(resource("letters", "es", f"{template.slug}.md"))
    spanish = names_in_body(body, spanish_environment(), template.slug)
    assert spanish == names_in_body(template.body, environment(), template.slug)


@pytest.mark.parametrize("template", TRANSLATED, ids=IDS)
def test_in_every_branch_the_same_facts_stand_in_both(template: LetterTemplate) -> None:
    for facts in worlds(template):
        known = {name: fact for name, fact in facts.items() if name in fact_types(template)}
        english, spanish = render(template, known, today=DAY), copy_of(template, known)
        assert told(spanish) == told(english)
        assert [block.kind for block in spanish.blocks] == [block.kind for block in english.blocks]
        assert [len(block.rows) for block in spanish.blocks] == [len(block.rows) for block in english.blocks]
        assert (spanish.date, spanish.reply_by) == (english.date, english.reply_by)
        assert set(spanish.missing) <= set(english.missing)


@pytest.mark.parametrize("template", TRANSLATED, ids=IDS)
def test_a_copy_reads_well_and_cites_the_same_rules(template: LetterTemplate, sample_facts) -> None:
    facts, _ = facts_from_json(template, sample_facts[template.id])
    copy, english = letter_text(copy_of(template, facts)), letter_text(render(template, facts, today=DAY))
    flat = " ".join(copy.split())
    for strange in ("{", "None", "..", " .", " ,", "@ ", "“”", "!"):
        assert strange not in flat, flat
    rules = re.compile(r"\d+ (?:CFR|U\.S\.C\.) [\d.()a-z-]*\d[)a-z()]*|\(AGB\)|UB-04")
    assert sorted(rules.findall(flat)) == sorted(rules.findall(" ".join(english.split())))
    assert sorted(re.findall(r"\$[\d,.]+\d", flat)) == sorted(re.findall(r"\$[\d,.]+\d", " ".join(english.split())))
    assert "por escrito" in flat and "17 de noviembre de 2026" in flat


@pytest.mark.parametrize("template", TRANSLATED, ids=IDS)
def test_no_english_is_left_in_the_words_of_the_copy(template: LetterTemplate) -> None:
    for facts in worlds(template):
        known = {name: fact for name, fact in facts.items() if name in fact_types(template)}
        for block in copy_of(template, known).blocks:
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.SUBJECT):
                own = " ".join(run.text for run in block.runs if run.fact is None)
                assert not ENGLISH.search(re.sub(r"\([^)]*\)", "", own)), own


def test_a_copy_to_a_collector_admits_nothing() -> None:
    for facts in worlds(find("L42")):
        text = letter_text(copy_of(find("L42"), facts))
        assert "no acepto que se deba" in " ".join(text.split())
        assert not re.search(r"\bdebo\b|mi deuda|mi cuenta|pagaré", text)


def test_who_writes_is_said_in_spanish(sample_facts) -> None:
    given = {**sample_facts["L01"], "sender_name": "Ruth Calloway", "relationship_to_patient": "daughter", "authority": "a form"}
    facts, _ = facts_from_json(find("L01"), given)
    assert "Mi relación con esta persona: hija." in " ".join(letter_text(copy_of(find("L01"), facts)).split())


def test_days_are_written_the_spanish_way() -> None:
    assert spanish_text(datetime.date(2026, 9, 9)) == "9 de septiembre de 2026"
    assert spanish_days("September 9, 2026 to September 11, 2026") == "9 de septiembre de 2026 al 11 de septiembre de 2026"
    assert spanish_days("2026-09-09") == "9 de septiembre de 2026"
    assert spanish_days("2026-13-40 and May 31") == "2026-13-40 and May 31"


def test_a_copy_counts_its_pages_in_spanish(sample_facts) -> None:
    template = find("billing_dispute")
    facts, _ = facts_from_json(template, sample_facts[template.id])
    copy = copy_of(template, facts)
    long = dataclasses.replace(copy, blocks=copy.blocks * 4)
    told = pypdfium2.PdfDocument(letter_pdf(long))
    assert "Página 1 de" in told[0].get_textpage().get_text_range() and "Page" not in told[0].get_textpage().get_text_range()
