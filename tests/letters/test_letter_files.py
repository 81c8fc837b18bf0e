"""A letter's file that is not whole, prints what is private, or knows no such addressee is refused when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from medbills.domain.letter import LetterTemplate, pages_of
from medbills.letters import catalogue, templates

HEAD = """---
id: X01
slug: trial
title: A trial
addressee: An office
when: Never.
questions: [sender_name, {fact: ceiling, ask: "How much at most?", why: It stays here., type: money, private: true}]
needs: [sender_name]
enclosures: []
authority: None is claimed.
confidence: well_known
checked_on: 2026-11-21
reply_by_days: 30
sending: mail
"""


def read(tmp_path: Path, more: str, body: str) -> LetterTemplate:
    file = tmp_path / "trial.md"
    file.write_text(f"{HEAD}{more}---\n{body}\n", encoding="utf-8")
    return templates._read(file, templates._common())


def test_a_private_answer_may_steer_a_warning_and_is_never_printed(tmp_path: Path) -> None:
    more = "cautions: [{when: ceiling < 1, say: Check it., stops: ceiling}]\n"
    assert read(tmp_path, more, "{{ sender_name }}").cautions[-1].stops == "ceiling"
    with pytest.raises(ValueError, match=r"prints .*ceiling.*, which is private"):
        read(tmp_path, "", "{{ sender_name }} {% if ceiling %}x{% endif %}")


def test_the_days_of_an_answer_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, "reply_in_business_days: true\nanswer_before: {ceiling: 7}\n", "{{ sender_name }}")
    assert found.reply_in_business_days and found.answer_before == {"ceiling": 7}
    with pytest.raises(ValueError, match=r"needs .*last_day"):
        read(tmp_path, "answer_before: {last_day: 7}\n", "{{ sender_name }}")


def test_an_own_warning_takes_the_place_of_the_common_one(tmp_path: Path) -> None:
    questions = HEAD.replace("[sender_name,", "[sender_name, court_papers,")
    file = tmp_path / "trial.md"
    file.write_text(f"{questions}cautions: [{{when: court_papers, say: Ours.}}]\n---\n{{{{ sender_name }}}}\n", encoding="utf-8")
    assert [caution.say for caution in templates._read(file, templates._common()).cautions] == ["Ours."]
    file.write_text(f"{questions}---\n{{{{ sender_name }}}}\n", encoding="utf-8")
    assert [caution.stops for caution in templates._read(file, templates._common()).cautions] == ["court_papers"]


def test_an_addressee_of_no_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no kind of addressee"):
        read(tmp_path, "to: neighbor\n", "{{ sender_name }}")


def test_the_form_that_is_asked_for_is_one_that_allows_it() -> None:
    asked = {letter.slug: question for letter in catalogue() for question in letter.questions if question.fact == "authority"}
    assert "privacy form" in asked["billing_dispute"].example
    for slug, question in asked.items():
        signing = next(letter.signing for letter in catalogue() if letter.slug == slug)
        assert signing == "talk" or "privacy form" not in question.example, slug
    assert "plan’s form" in asked["internal_appeal"].example.replace("'", "’")


def test_a_question_beside_another_stands_on_its_page() -> None:
    letter = next(letter for letter in catalogue() if letter.slug == "debt_validation_request")
    facts = ("paid", "paid_amount", "paid_on", "paid_how", "eob_date", "eob_share")
    paid = [question for question in letter.questions if question.fact in facts]
    assert [[question.fact for question in page] for page in pages_of(paid)] == [
        ["paid"], ["paid_amount", "paid_on", "paid_how"], ["eob_date", "eob_share"],
    ]  # fmt: skip
    assert [len(page) for page in pages_of(paid[2:])] == [2, 2], "without the first of a page the next one leads it"
