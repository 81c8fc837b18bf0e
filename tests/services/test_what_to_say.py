"""What is said on the phone: the right script for each case, with the papers' own facts, and never more than they may know."""

from __future__ import annotations

import dataclasses
import datetime
import re
from typing import Any

import pytest

from medbills.domain.call import Call, Said
from medbills.domain.letter import NARROW
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.script import Script
from medbills.errors import WrongUsage
from medbills.letters.scripts import scripts, speak
from medbills.services.call_words import said_words
from medbills.services.case_signs import SIGNS
from medbills.services.choose_script import choose_script, script_of_finding, scripts_for
from medbills.services.keep_offer import set_walk_away
from medbills.services.load_matters import load_matters
from medbills.services.log_call import end_call
from medbills.services.plan_strategy import levers
from medbills.services.what_to_say import Talk, take_reply, what_to_say
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


def talk_about(desk: Any, paper: str, slug: str = "", today: datetime.date = TODAY) -> Talk:
    return what_to_say(desk.vault, desk.matter(paper, today), today, slug)


def case(vault: Vault, words: str) -> Matter:
    return next(matter for matter in load_matters(vault, today=TODAY) if words in matter.case.title)


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.slug)
def test_a_script_asks_only_for_signs_that_there_are(script: Script) -> None:
    assert {word.removeprefix("not ") for fit in script.fits for word in fit.when} <= SIGNS


def test_every_way_by_phone_names_a_script() -> None:
    assert {lever.call for lever in levers() if lever.call} <= {script.slug for script in scripts()}


def test_each_case_of_the_family_gets_its_script(family_vault: Vault) -> None:
    chosen = {matter.case.title: choose_script(matter, TODAY).slug for matter in load_matters(family_vault, today=TODAY)
              if not matter.case.closed_on}  # fmt: skip
    assert chosen == {
        "ER visit at Riverbend": "hospital_billing", "MRI of the back": "doctor_office", "Cedar Lab debt at Harrow & Pike": "collections",
        "Filling, tooth 30": "dental_office", "Office visit at Dr. Osei": "doctor_office",
        "Physical therapy at Osprey Physical Therapy": "doctor_office",
    }  # fmt: skip


def test_after_the_doctor_s_days_the_insurer_is_called(desk: Any) -> None:
    paper = desk.refusal()
    assert choose_script(desk.matter(paper), TODAY).slug == "doctor_office"
    late = datetime.date(2026, 11, 23)
    assert choose_script(desk.matter(paper, late), late).slug == "insurer"


def test_a_late_promise_is_asked_after_first_and_read_from_the_notes(desk: Any) -> None:
    paper = desk.bill()
    call = Call(id="c", case_id=desk.matter(paper).id, at=datetime.datetime(2026, 11, 10, 10, 5), organization="Riverbend billing",
                person="Marcus T.", reference="RB-21877", they_will="Send a corrected bill", they_will_by=datetime.date(2026, 11, 14),
                number="555-0114", ended=True)  # fmt: skip
    end_call(desk.vault, call, today=TODAY)
    talk = talk_about(desk, paper)
    assert talk.script.slug == "follow_up" and (talk.organization, talk.number) == ("Riverbend billing", "555-0114")
    spoken = talk.at(())
    assert "On November 10, 2026 Marcus T. said you would send a corrected bill by November 14, 2026. I have not got it." in spoken.text
    assert [source.source for source in spoken.sources][1:] == ["Call notes of November 10, 2026"]


def test_facts_at_hand_name_their_paper(family_vault: Vault) -> None:
    talk = what_to_say(family_vault, case(family_vault, "ER visit"), TODAY)
    shown = {fact.label: (fact.words, fact.source) for fact in talk.at_hand}
    assert shown["Account"] == ("RB-4417790", "Itemized bill of October 30, 2026, page 1") or shown["Account"][0]
    assert shown["Insurer says you owe"][0] == "$320.00" and "statement" in shown["Insurer says you owe"][1]
    assert all(fact.source for fact in talk.at_hand)
    assert len(talk.ask) == 3


def test_a_script_that_nobody_wrote_is_refused(desk: Any) -> None:
    with pytest.raises(WrongUsage):
        talk_about(desk, desk.bill(), "nobody")


def test_the_most_one_would_pay_is_in_no_script(desk: Any) -> None:
    paper = desk.bill()
    set_walk_away(desk.vault, desk.matter(paper).id, Money(77_77_00))
    for script in scripts():
        talk = talk_about(desk, paper, script.slug)
        for line in talk.script.lines.values():
            assert "7,777" not in speak(talk.script, line, talk.facts).text
        assert "7,777" not in repr(talk)


def test_a_collector_learns_nothing_of_the_care(desk: Any) -> None:
    desk.me()
    desk.bill()
    paper = desk.notice()
    talk = talk_about(desk, paper)
    assert talk.script.to in NARROW and talk.ask == ()
    assert not {"patient_name", "dates_of_service", "claim_no", "promise", "sender_name"} & talk.facts.keys()
    assert talk.facts["collector_reference"].value == "HP-66031"
    assert talk_about(desk, paper, "follow_up").script.slug == "collections", "their promise is asked after in their own script"


@pytest.mark.parametrize(("care", "sign"), [("2015-03-02", "old_debt"), ("2026-09-09", "")])
def test_an_old_debt_is_known_by_the_papers(desk: Any, care: str, sign: str) -> None:
    desk.me(id="walter", name="Walter Calloway", state="PA")
    desk.bill(lines=[{"service_date": care, "billed": "2000.00", "description": "Care"}])
    facts = talk_about(desk, desk.notice()).facts
    assert ("old_debt" in facts) is (sign == "old_debt")


def test_the_age_is_unknown_without_the_state(desk: Any) -> None:
    assert "age_unknown" in talk_about(desk, desk.notice()).facts


def test_an_answer_becomes_a_step_that_reads_without_the_script(desk: Any) -> None:
    talk = talk_about(desk, desk.bill(), "hospital_billing")
    trail: tuple[Said, ...] = ()
    for reply, named in (("found", ""), ("corrects", ""), ("until", "12/17/26")):
        step = take_reply(talk, trail, reply, named)
        trail = (*trail, step)
    assert trail[-1] == Said(line="hold", script="hospital_billing", reply="until", question="hold", about="status",
                             asked="Is the account on hold?",
                             words="It is on hold until a day they name", value="2026-12-17", means="on_hold")  # fmt: skip
    assert said_words(trail[-1]) == "It is on hold until a day they name: December 17, 2026"
    assert talk.at(trail).line.key == "help"
    assert said_words(dataclasses.replace(trail[-1], words="They name an amount", value="185.00")) == "They name an amount: $185.00"


def test_an_amount_that_cannot_be_read_is_told_with_an_example(desk: Any) -> None:
    talk = talk_about(desk, desk.bill(), "hospital_billing")
    trail = (Said(line="opening", reply="found"), Said(line="questions", reply="insurer"))
    with pytest.raises(ValueError, match=re.escape("Type an amount like 185.00")):
        take_reply(talk, trail, "amount", "about three hundred")
    assert take_reply(talk, trail, "amount", "").value == "", "it may be left out"


def test_a_finding_leads_to_the_desk_that_can_answer_it(family_vault: Vault) -> None:
    er, debt = case(family_vault, "ER visit"), case(family_vault, "Cedar Lab")
    assert {script_of_finding(er, kept, TODAY).slug for kept in er.in_question} == {"hospital_billing"}
    assert {script_of_finding(debt, kept, TODAY).slug for kept in debt.in_question} == {"collections"}
    to_plan = dataclasses.replace(er.in_question[0], finding=dataclasses.replace(er.in_question[0].finding, letter="internal_appeal"))
    assert script_of_finding(er, to_plan, TODAY).slug == "insurer"


def test_whoever_calls_somebody_else_finds_every_script(desk: Any) -> None:
    talk = talk_about(desk, desk.bill())
    assert {script.slug for script in (*talk.fitting, *talk.others)} == {script.slug for script in scripts()}
    assert talk.fitting == scripts_for(desk.matter(desk.bill(account_number="9")), TODAY)
