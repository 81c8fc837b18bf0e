"""What calls and letters ask for, point by point: every line, help, a lower price, another reviewer, in-network terms, estimates."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from medbills.domain.call import Said
from medbills.domain.script import Script, ScriptLine
from medbills.letters import facts_from_json, find, letter_text, render
from medbills.letters.scripts import find_script, speak, walk


@pytest.fixture
def words(sample_facts: Any, today: datetime.date) -> Any:
    def told(number: str, **changed: Any) -> str:
        facts, _ = facts_from_json(find(number), {**sample_facts[number], **changed})
        return " ".join(letter_text(render(find(number), facts, today=today)).split())

    return told


def course(script: Script) -> list[ScriptLine]:
    """The lines of a call in which each question gets its first answer."""
    trail: list[Said] = []
    lines = [walk(script, {}, tuple(trail))]
    while lines[-1].ending is None:
        line = lines[-1]
        trail.append(Said(line=line.key, reply=line.replies[0].key) if line.replies else Said(line=line.key))
        lines.append(walk(script, {}, tuple(trail)))
    return lines


def test_the_hospital_is_asked_for_every_line_then_for_help_then_for_the_lowest_price() -> None:
    script = find_script("hospital_billing")
    lines = course(script)
    asked = [line.inquiry.key for line in lines if line.inquiry]
    places = [asked.index(key) for key in ("itemized", "insurer_paid", "hold", "aid", "lowest")]
    assert places == sorted(places)
    said = {line.key: speak(script, line, {}).text for line in lines}
    assert "the date, the code and the charge of each" in said["itemized"]
    assert "the least you take when it is paid at once" in said["lowest"] and "a plan without interest" in said["lowest"]
    assert lines[-1].ending is not None and lines[-1].ending.of == "call_confirmation"


def test_the_doctor_is_asked_for_hardship_a_part_paid_at_once_and_a_plan_without_interest() -> None:
    script = find_script("doctor_office")
    lower = script.lines["lower"]
    text = speak(script, lower, {}).text
    for part in ("hardship", "when a part is paid at once", "a plan without interest"):
        assert part in text
    kinds = {reply.key: reply for reply in lower.replies}
    assert {"amount", "plan", "hardship", "none"} == kinds.keys() and lower.inquiry is not None and lower.inquiry.about.value == "fee"


def test_the_insurer_names_one_of_the_usual_reasons() -> None:
    why = find_script("insurer").lines["why"]
    assert [reply.key for reply in why.replies] == ["not_needed", "no_approval", "out_of_network", "wrong_code", "deductible", "paid_right"]
    assert [reply.leads_to for reply in why.replies][2:4] == ["network", "fixes"], "each reason leads to its own question"


@pytest.mark.parametrize("number", ["L20", "L21", "L22"])
def test_an_appeal_asks_for_another_doctor_of_the_same_specialty(words: Any, number: str) -> None:
    assert "doctor of the same specialty" in words(number) and "took no part" in words(number)
    assert "the name and the field of the reviewer" in words("L25")
    assert "names and fields of all experts you asked" in words("L23")


def test_care_out_of_network_has_three_letters_with_their_own_proof(words: Any) -> None:
    gap = words("L27")
    assert "I made these calls: 1. Dr. Ames, November 3" in gap and "62 miles, or a wait of 16 weeks" in gap
    assert "Make an agreement for this one case" in gap and "in-network cost sharing" in gap
    again = words("L28")
    assert "process this claim again with in-network cost sharing" in again and "On August 28, 2026 your directory listed" in again
    cash = words("L09")
    assert "The cash price you publish for this care is $210.00" in cash and "payment in full" in cash


def test_the_doctor_s_call_has_its_number_its_last_day_and_its_points(words: Any) -> None:
    text = words("L24")
    for part in ("AUTH-118204", "until Tuesday, November 24, 2026", "(800) 555-0177", "These points may help in the call", "Six weeks"):
        assert part in text


def test_before_dental_care_the_cheaper_treatment_and_its_amount_are_asked_for(words: Any) -> None:
    text = words("D04")
    assert "D2740, crown, tooth 19, $1,180.00" in text and "an estimate is no promise of payment" in text
    assert "If a cheaper treatment would be counted, which one and with which amount" in text
    review = words("D01")
    assert "Send me the words of the plan that you used, with the page." in review and "Have a dentist review this" in review
