"""Every letter of the catalogue: complete, plain to read, and within the rules of wording."""

from __future__ import annotations

import re

import pytest

from medbills.domain.letter import AnswerType, BlockKind, LetterTemplate, RenderedLetter
from medbills.letters import catalogue, cautions, facts_from_json, find, letter_text, questions_open, render
from medbills.letters.templates import folder

LETTERS = catalogue()
IDS = [template.id for template in LETTERS]
NEVER = (
    "fraud", "illegal", "overcharged", "!", "I owe ", "my debt", "my balance",
    "lawsuit", "sue you", "criminal", "social security number",
)
TO_COLLECTORS = ("diagnos", "procedure", "X-ray", "birth", "Phone ")


def syllables(word: str) -> int:
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(groups, 1)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of prose: sentences end at a stop or at the end of a block."""
    sentences = [s for s in re.split(r"(?<=[.?:])\s+|\n", text) if re.search(r"[A-Za-z]", s)]
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def sample(template: LetterTemplate, sample_facts: dict, today) -> RenderedLetter:
    facts, warnings = facts_from_json(template, sample_facts[template.id])
    assert warnings == ()
    return render(template, facts, today=today)


def test_the_reading_grade_tells_easy_from_hard() -> None:
    assert grade("The dog ran home. It was late.") < 2
    assert grade("Notwithstanding contractual obligations, reimbursement determinations necessitate individualized adjudication.") > 15


def test_the_letters_the_sample_family_needs_are_there() -> None:
    assert {"L01", "L02", "L11", "L20", "L42", "L51", "D05"} <= set(IDS)
    assert find("billing_dispute") is find("l02")


@pytest.mark.parametrize("template", LETTERS, ids=IDS)
def test_metadata_is_complete(template: LetterTemplate) -> None:
    for value in (template.id, template.slug, template.title, template.addressee, template.when, template.authority, template.sending):
        assert value.strip()
    assert template.confidence in {"verified", "well_known", "uncertain"}
    assert 3 <= template.reply_by_days <= 60
    assert template.checked_on.year >= 2026
    for question in template.questions:
        assert question.ask.endswith("?") and question.why.endswith(".")
        assert len(question.ask.split()) <= 15
        assert bool(question.choices) == (question.type is AnswerType.CHOICE)
    for caution in template.cautions:
        assert caution.say.endswith(".") and "!" not in caution.say


@pytest.mark.parametrize("template", LETTERS, ids=IDS)
def test_with_sample_facts_the_letter_is_final_short_and_plain(template: LetterTemplate, sample_facts, today) -> None:
    letter = sample(template, sample_facts, today)
    assert letter.missing == ()
    prose = "\n".join(
        "".join(run.text for run in block.runs).split("\t")[-1]
        for block in letter.blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    )  # fmt: skip
    assert grade(re.sub(r"\([^)]*(CFR|U\.S\.C|Act|Code)[^)]*\)|\d+ CFR [\d.-]+", "", prose)) <= 8.5
    assert len(letter_text(letter).split()) < 420


@pytest.mark.parametrize("template", LETTERS, ids=IDS)
def test_wording_rules_hold(template: LetterTemplate, sample_facts, today) -> None:
    text = letter_text(sample(template, sample_facts, today))
    for words in NEVER:
        assert words.lower() not in text.lower()
    assert "in writing" in text and "{" not in text and "None" not in text
    assert ".." not in text and " ." not in text and " ," not in text
    source = (folder() / f"{template.slug}.md").read_text(encoding="utf-8")
    assert not re.search(r"fraud|illegal|overcharg", source, re.IGNORECASE)


def test_a_collector_gets_no_detail_of_care_and_no_admission(sample_facts, today) -> None:
    text = letter_text(sample(find("L42"), sample_facts, today))
    assert "I dispute this debt." in text
    assert "verify it" in text and "original creditor" in text and "stop collecting until you have answered" in text
    for words in TO_COLLECTORS:
        assert words.lower() not in text.lower()
    assert "RE: Your reference HP-66031" in text and "the account you describe" in text


def test_after_the_end_date_no_claim_that_collection_must_pause(sample_facts, today) -> None:
    late = {**sample_facts["L42"], "validation_end_date": "2026-11-16"}
    facts, _ = facts_from_json(find("L42"), late)
    assert "1692g" not in letter_text(render(find("L42"), facts, today=today))
    assert "1692g" in letter_text(sample(find("L42"), sample_facts, today))


def test_court_papers_keep_the_debt_letter_a_draft(sample_facts, today) -> None:
    facts, _ = facts_from_json(find("L42"), {**sample_facts["L42"], "court_papers": True})
    assert "court_papers" in render(find("L42"), facts, today=today).missing


@pytest.mark.parametrize(
    ("balance", "monthly", "months", "says", "stops"),
    [
        ("320.00", "80.00", 4, "4 monthly payments of $80.00", False),
        ("320.00", "106.66", 3, "2 monthly payments of $106.66 and a last one of $106.68", False),
        ("320.00", "100.00", 4, "3 monthly payments of $100.00 and a last one of $20.00", False),
        ("320.00", "50.00", 4, "", True),
        ("320.00", "200.00", 4, "", True),
        ("320.00", "320.00", 1, "one payment of $320.00", False),
    ],
)
def test_the_instalments_add_up_to_the_balance(sample_facts, today, balance, monthly, months, says, stops) -> None:
    given = {**sample_facts["L11"], "balance_accepted": balance, "monthly_amount": monthly, "months": months}
    facts, _ = facts_from_json(find("L11"), given)
    letter = render(find("L11"), facts, today=today)
    assert ("monthly_amount" in letter.missing) is stops
    assert says in " ".join(letter_text(letter).split())


def test_more_than_four_instalments_bring_a_warning(sample_facts) -> None:
    said = []
    for months, monthly in ((4, "80.00"), (5, "64.00")):
        facts, _ = facts_from_json(find("L11"), {**sample_facts["L11"], "months": months, "monthly_amount": monthly})
        said.append([caution.say for caution in cautions(find("L11"), facts)])
    assert said[0] == [] and "Truth in Lending" in said[1][0]


def test_a_caregiver_needs_a_form_and_is_asked_for_it(sample_facts, today) -> None:
    template = find("L01")
    facts, _ = facts_from_json(template, {**sample_facts["L01"], "sender_name": "Ruth Calloway"})
    assert {"relationship_to_patient", "authority"} <= {question.fact for question in questions_open(template, facts)}
    assert "authority" in render(template, facts, today=today).missing
    signed = {**sample_facts["L01"], "sender_name": "Ruth Calloway", "relationship_to_patient": "daughter", "authority": "a privacy form."}
    facts, _ = facts_from_json(template, signed)
    letter = render(template, facts, today=today)
    assert letter.final
    assert "I write for Walter Calloway as daughter. My right to act rests on a privacy form." in " ".join(letter_text(letter).split())


def test_the_dental_letter_shows_the_three_ways_of_counting(sample_facts, today) -> None:
    letter = sample(find("D05"), sample_facts, today)
    table = next(block for block in letter.blocks if block.kind is BlockKind.TABLE)
    assert ["".join(run.text for run in row[2]) for row in table.rows[1:]] == ["$155.00", "$80.00", "$0.00"]
