"""Letters to collectors, bureaus and banks: over all answers, none admits a debt, tells of care, or slips through a block."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from medbills.domain.letter import NARROW, AnswerType, Fact, LetterTemplate
from medbills.domain.money import Money
from medbills.letters import catalogue, cautions, facts_from_json, find, letter_text, render
from medbills.letters.rendering import applies
from medbills.letters.templates import names_used

TODAY = datetime.date(2026, 11, 17)
KIND = "addressee_kind"
# Facts that tell of care or of the person, and must not be printed for who is not to know them.
PRIVATE = frozenset({
    "patient_name", "patient_dob", "member_id", "dates_of_service", "phone", "email", "claim_no", "service", "program_id", "not_ours",
    "what_differs", "denial_reason", "relationship_to_patient", "authority", "open_matter", "told_of_care",
})  # fmt: skip
ADMITS = re.compile(
    r"\bI owe\b|\bwe owe\b|\bmy (debt|balance|account|bill|payment)\b|\bI (will|can|shall|want to|agree to|promise to) pay\b"
    r"|payment plan|correct balance|the debt is (mine|correct)|last payment",
    re.IGNORECASE,
)
OFFERS = re.compile(r"\boffer\b|is paid within|one payment of", re.IGNORECASE)
SAFE = ("any amount is due", "acknowledge nothing", "personally responsible", "nothing is left to pay")
MOST = 1500  # combinations of answers tried for one letter


def addressees(template: LetterTemplate) -> list[str]:
    """Who among those who must not learn of the care may get this letter."""
    kinds = next((q.choices for q in template.questions if q.fact == KIND), None)
    found = [choice.value for choice in kinds] if kinds else [template.to]
    return [kind for kind in found if kind in NARROW]


# L18 is no letter about a debt but the patient's own permission to talk, which has to name the patient and the helper.
OUTSIDE = [(template, kind) for template in catalogue() if template.id != "L18" for kind in addressees(template)]
COLLECTOR = [template for template, kind in OUTSIDE if kind == "collector"]


def filled(template: LetterTemplate) -> dict[str, Fact]:
    """Every question answered, with words that can be found again."""
    values: dict[AnswerType, Any] = {
        AnswerType.MONEY: Money(12345), AnswerType.DATE: datetime.date(2026, 10, 5), AnswerType.NUMBER: Decimal(10), AnswerType.TICK: False,
    }  # fmt: skip
    facts: dict[str, Fact] = {}
    for number, question in enumerate(template.questions):
        value = values.get(question.type, f"Marker{number:02d}x")
        if question.fact in PRIVATE and question.type is AnswerType.DATE:
            value = datetime.date(1963, 4, 2)
        facts[question.fact] = Fact(question.choices[0].value if question.choices else value)
    return facts


def answers(template: LetterTemplate, kind: str) -> Iterator[dict[str, Fact]]:
    """All combinations of ticks and choices, the rest filled."""
    facts = {**filled(template)}
    if KIND in facts:
        facts[KIND] = Fact(kind)
    picks = {q.fact: [c.value for c in q.choices] or [True, False] for q in template.questions
             if q.fact != KIND and q.fact != "method" and (q.choices or q.type is AnswerType.TICK)}  # fmt: skip
    for combination in itertools.islice(itertools.product(*picks.values()), MOST):
        yield {**facts, **{name: Fact(value) for name, value in zip(picks, combination, strict=True)}}


@pytest.mark.parametrize(("template", "kind"), OUTSIDE, ids=lambda value: value if isinstance(value, str) else value.id)
def test_over_all_answers_no_admission_and_no_word_of_care(template: LetterTemplate, kind: str) -> None:
    shown = {"patient_name"} if template.id == "L54" else set()  # a notice of a death names who died
    names = {question.fact for question in template.questions}
    seen = 0
    for facts in answers(template, kind):
        text = " ".join(letter_text(render(template, facts, today=TODAY)).split())
        hidden = (names & PRIVATE) - shown
        assert not [name for name in hidden if isinstance(facts[name].value, str) and facts[name].value.startswith("Marker")
                    and facts[name].value in text]  # fmt: skip
        assert "April 2, 1963" not in text
        assert not ADMITS.search(text), ADMITS.search(text)
        if kind == "collector":
            assert any(words in text for words in SAFE)
            assert "October 5, 2026" not in text or "birth" not in text
            if template.id not in ("L44", "L45"):
                assert not OFFERS.search(text)
        seen += 1
    assert seen


def test_there_are_such_letters() -> None:
    assert {"L42", "L43", "L44", "L45", "L46", "L47", "L48", "L50", "L51", "L52", "L54", "L55"} <= {t.id for t in COLLECTOR}
    assert {t.id for t, kind in OUTSIDE if kind == "bureau"} == {"L48", "L55", "L59"}


@pytest.mark.parametrize("template", [t for t in catalogue() if any(q.fact == "court_papers" for q in t.questions)], ids=lambda t: t.id)
def test_court_papers_keep_every_such_letter_a_draft(template: LetterTemplate, sample_facts) -> None:
    facts, _ = facts_from_json(template, {**sample_facts[template.id], "court_papers": True})
    letter = render(template, facts, today=TODAY)
    assert "court_papers" in letter.missing and not letter.final
    assert any("Court papers come first" in caution.say for caution in cautions(template, facts))


@pytest.mark.parametrize("which", ["L44", "L45"])
@pytest.mark.parametrize(
    ("change", "stops"),
    [
        ({"account_age": "old"}, "account_age"), ({"account_age": "unknown"}, "account_age"), ({"account_age": None}, "account_age"),
        ({"dispute_answered": False}, "dispute_answered"), ({"dispute_answered": None}, "dispute_answered"),
        ({"court_papers": True}, "court_papers"), ({"court_papers": None}, "court_papers"),
    ],
)  # fmt: skip
def test_no_offer_on_an_old_or_unproved_account(sample_facts, which: str, change: dict[str, Any], stops: str) -> None:
    template = find(which)
    facts, _ = facts_from_json(template, {**sample_facts[which], **change})
    assert stops in render(template, facts, today=TODAY).missing
    whole, _ = facts_from_json(template, sample_facts[which])
    assert render(template, whole, today=TODAY).final


def test_no_settlement_while_insurance_is_open_or_above_the_sum_listed(sample_facts) -> None:
    template = find("L45")
    for change, stops in (({"insurance_open": True}, "insurance_open"), ({"offer_amount": "820.01"}, "offer_amount")):
        facts, _ = facts_from_json(template, {**sample_facts["L45"], **change})
        assert stops in render(template, facts, today=TODAY).missing


@pytest.mark.parametrize("template", catalogue(), ids=lambda t: t.id)
def test_no_letter_prints_the_most_you_would_pay(template: LetterTemplate) -> None:
    assert not [name for name in names_used(template) if re.search(r"walk_away|ceiling|max_amount|private", name)]


def test_the_notice_on_an_old_account_names_no_amount_and_no_other_day(sample_facts) -> None:
    facts, _ = facts_from_json(find("L47"), sample_facts["L47"])
    text = letter_text(render(find("L47"), facts, today=TODAY))
    assert "$" not in text and re.findall(r"[A-Z][a-z]+ \d+, 20\d\d", text) == ["November 17, 2026", "December 17, 2026"]
    for change in ({"account_age": "recent"}, {"account_age": "unknown"}, {"dates_checked": False}):
        facts, _ = facts_from_json(find("L47"), {**sample_facts["L47"], **change})
        assert not render(find("L47"), facts, today=TODAY).final


def test_a_stop_letter_waits_for_the_dispute(sample_facts) -> None:
    facts, _ = facts_from_json(find("L46"), {**sample_facts["L46"], "dispute_sent": False})
    assert "dispute_sent" in render(find("L46"), facts, today=TODAY).missing


def test_only_the_bureau_gets_the_birth_date(sample_facts) -> None:
    template = find("L48")
    bureau, _ = facts_from_json(template, sample_facts["L48"])
    assert "April 2, 1963" in letter_text(render(template, bureau, today=TODAY))
    company, _ = facts_from_json(template, {**sample_facts["L48"], KIND: "collector"})
    text = letter_text(render(template, company, today=TODAY))
    assert "1963" not in text and "direct dispute" in text and not applies(template, "birth_date", company)


@pytest.mark.parametrize(("ground", "policy"), [("paid", True), ("small", True), ("young", True), ("obsolete", False), ("va", False)])
def test_policy_is_called_policy_and_law_is_cited(sample_facts, ground: str, policy: bool) -> None:
    given = {**sample_facts["L48"], "ground": ground, "second_ground": None, "paid_on": "2026-04-15", "late_since": "2026-03-01"}
    facts, _ = facts_from_json(find("L48"), given)
    text = " ".join(letter_text(render(find("L48"), facts, today=TODAY)).split())
    assert ("By your announced policy" in text) is policy and ("1681c(a)" in text) is not policy


def test_a_state_law_ground_says_that_preemption_is_disputed(sample_facts) -> None:
    facts, _ = facts_from_json(find("L48"), {**sample_facts["L48"], "ground": "state", "state_name": "New York"})
    assert "federal preemption is disputed" in " ".join(letter_text(render(find("L48"), facts, today=TODAY)).split())
