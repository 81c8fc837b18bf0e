"""One step for each case: every rule of the choice, whose turn it is, and which case comes first."""

from __future__ import annotations

import dataclasses
import datetime
from datetime import date
from typing import Any

import pytest

from medbills.domain.call import Call
from medbills.domain.finding import FindingState
from medbills.domain.letter import Letter
from medbills.domain.money import Money
from medbills.domain.next_step import Action
from medbills.domain.plan import Plan
from medbills.letters.scripts import speak
from medbills.services.audit_cases import answer_finding
from medbills.services.log_call import end_call
from medbills.services.mark_deadline import mark_deadline
from medbills.services.next_steps import next_step, next_steps
from medbills.services.print_cases import cases_json
from medbills.services.what_to_say import take_reply, what_to_say
from medbills.store import Vault

TODAY = date(2026, 11, 17)
SUMMARY = {"issuer_name": "Osprey Physical Therapy", "patient_name": "Walter Calloway", "account_number": "OS-1", "due_date": "2026-12-12",
           "statement_date": "2026-11-12", "amount_due": "390.00"}  # fmt: skip


def step(desk: Any, paper: str, today: date = TODAY) -> Any:
    return next_step(desk.matter(paper, today), today)


def test_a_refusal_first_the_doctor_s_call_then_the_appeal(desk: Any) -> None:
    paper = desk.refusal()
    call = step(desk, paper)
    assert (call.action, call.by, call.at_stake) == (Action.CALL, date(2026, 11, 20), Money.of("1150.00"))
    assert call.sentence == "Ask Dr. Osei’s office to call the insurer."
    late = step(desk, paper, date(2026, 11, 21))
    assert (late.action, late.letter, late.by) == (Action.LETTER, "internal_appeal", date(2027, 4, 26))


@pytest.mark.parametrize("plan_type", [None, "medicare_advantage", "medicaid", "dental_stand_alone", "employer_self_funded_erisa"])
def test_a_printed_appeal_day_counts_under_every_plan(desk: Any, vault: Vault, plan_type: str | None) -> None:
    paper = desk.refusal(respond_by_date=None)
    (person,) = vault.people.all()
    with vault.change("Plan") as change:
        change.plans.add(Plan(id="p", payer_name="Lakeshore Health", type=plan_type))
        change.people.update(dataclasses.replace(person, plan_ids=("p",)))
    again = desk.refusal(respond_by_date=None, letter_date="2026-10-29")
    assert desk.matter(again).id == desk.matter(paper).id
    assert step(desk, again).by == date(2027, 4, 26)


def test_a_collector_is_asked_to_prove_or_told_of_the_payment(desk: Any) -> None:
    alone = desk.notice()
    asked = step(desk, alone)
    assert (asked.letter, asked.by, asked.at_stake) == ("debt_validation_request", date(2026, 12, 10), Money.of("2032.40"))
    assert "to show that this is owed" in asked.sentence
    desk.bill()
    desk.eob()
    assert step(desk, alone).sentence == "Tell Harrow & Pike that Walter Calloway already paid." or "to show" in step(desk, alone).sentence


def test_findings_lead_to_a_letter_and_lead_no_more_once_asked(desk: Any, vault: Vault) -> None:
    paper = desk.bill()
    desk.eob()
    first = step(desk, paper)
    assert (first.action, first.yours, first.by, first.at_stake) == (Action.LETTER, True, date(2026, 11, 30), Money.of("1880.00"))
    assert first.sentence == "Ask Riverbend to correct its bill."
    for kept in desk.matter(paper).in_question:
        answer_finding(vault, kept.id, FindingState.ASKED, today=TODAY)
    after = step(desk, paper)
    assert after is None or after.letter != first.letter


def test_a_bill_of_one_line_is_asked_for_its_lines(desk: Any) -> None:
    found = step(desk, desk.file("bill", **SUMMARY))
    assert (found.letter, found.by) == ("itemized_bill_request", date(2026, 12, 12))


def test_a_bill_that_the_insurer_has_not_seen_waits(desk: Any) -> None:
    found = step(desk, desk.file("bill", payer_name="Lakeshore Health", **SUMMARY))
    assert (found.action, found.yours, found.at_stake) == (Action.WAIT, False, Money.of("390.00"))


def test_a_promise_is_waited_for_and_then_asked_about(desk: Any, vault: Vault) -> None:
    paper = desk.bill()
    call = Call(id="c", case_id=desk.matter(paper).id, at=datetime.datetime(2026, 11, 10, 10, 0), organization="Riverbend billing",
                person="Marcus", they_will="Send a corrected bill", they_will_by=date(2026, 11, 24))  # fmt: skip
    end_call(vault, call, today=TODAY)
    waits = step(desk, paper)
    assert (waits.action, waits.yours, waits.by) == (Action.WAIT, False, date(2026, 11, 24))
    late = step(desk, paper, date(2026, 11, 25))
    assert (late.action, late.yours, late.by) == (Action.CALL, True, date(2026, 11, 25))
    desk.bill(statement_date="2026-11-16")
    assert step(desk, paper).action is Action.LETTER, "the paper that came may be the answer"


def test_a_letter_on_its_way_is_waited_for(desk: Any, vault: Vault) -> None:
    paper = desk.bill()
    first = step(desk, paper)
    letter = Letter(id="l", case_id=first.case_id, template_id="L02", slug=first.letter, title="You disputed the bill",
                    recipient="Riverbend General Hospital", sent_on=TODAY, reply_by=date(2026, 12, 17))  # fmt: skip
    with vault.change("Wrote") as change:
        change.letters.add(letter)
    waits = step(desk, paper)
    assert (waits.action, waits.yours, waits.by) == (Action.WAIT, False, date(2026, 12, 17))
    assert waits.sentence == "Wait for the answer to your letter to Riverbend."


def test_a_closed_case_asks_for_nothing(desk: Any, vault: Vault) -> None:
    paper = desk.bill()
    desk.close(desk.matter(paper).id)
    assert step(desk, paper) is None


def test_your_turn_before_theirs_then_money_by_time_left(desk: Any) -> None:
    waits = desk.file("bill", payer_name="Lakeshore Health", **SUMMARY)
    small = desk.refusal()  # $1,150, three days left
    large = desk.bill()
    desk.eob()  # $1,880, thirteen days left
    ranked = [found.case_id for found in next_steps([desk.matter(paper) for paper in (waits, large, small)], TODAY)]
    assert ranked == [desk.matter(paper).id for paper in (small, large, waits)]


def test_words_to_say_fit_the_desk_that_is_called(desk: Any) -> None:
    refusal = what_to_say(desk.vault, desk.matter(desk.refusal()), TODAY)
    asks = refusal.at((take_reply(refusal, (), "right_person"),)).text
    assert "The insurer refused" in asks and "by Friday, November 20, 2026?" in asks
    assert ("Request number", "PA-88213") in [(fact.label, fact.words) for fact in refusal.at_hand]
    assert "April 26, 2027" in refusal.comfort
    bill = desk.bill()
    desk.eob()
    billing = what_to_say(desk.vault, desk.matter(bill), TODAY)
    assert (billing.number, billing.organization) == ("555-0114", "Riverbend General Hospital")
    assert {("Account", "7741-22"), ("Insurer says you owe", "$120.00")} <= {(fact.label, fact.words) for fact in billing.at_hand}
    assert [key for key, _ in billing.ask] == [kept.id for kept in desk.matter(bill).in_question]


def test_a_collector_hears_nothing_about_the_care(desk: Any) -> None:
    desk.bill()
    desk.eob()
    talk = what_to_say(desk.vault, desk.matter(desk.notice()), TODAY)
    spoken = [speak(talk.script, line, talk.facts).text for line in talk.script.lines.values()]
    shown = [f"{fact.label} {fact.words}" for fact in talk.at_hand]
    told = " ".join([talk.intro, talk.comfort, *spoken, *shown, *(b for _, b in talk.ask)])
    for secret in ("Walter", "X-ray", "71045", "Emergency", "26-2840", "LH4471902", "1963"):
        assert secret not in told
    assert any("do not agree" in words for words in talk.script.do_not)


def test_cases_in_plain_form_say_all_of_it(desk: Any) -> None:
    bill = desk.bill()
    desk.eob()
    answer = cases_json([desk.matter(bill)], today=TODAY)
    (case,) = answer["cases"]
    assert case["amounts"] == {"asked": "2000.00", "sure": "120.00", "disputed": "1880.00", "waiting_for_insurance": "0.00",
                               "in_question": "1880.00", "saved": "0.00"}  # fmt: skip
    assert case["next_step"]["letter"] and case["stage"] == "checked" and len(case["papers"]) == 2
    assert sum(Money.of(found["counted"]).cents for found in case["findings"]) == 188000
    assert {"rule", "date", "title", "computed", "citation", "id"} <= set(case["deadlines"][0])


def test_what_you_promised_comes_before_waiting_for_them(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    desk.eob()
    matter = desk.matter(bill)
    call = Call(
        id="c", case_id=matter.id, at=datetime.datetime(2026, 11, 17, 10, 0), organization="Riverbend billing", person="Marcus T.",
        they_will="Send a corrected bill", they_will_by=datetime.date(2026, 11, 24), you_will="Send the receipt", you_will_by=TODAY,
    )  # fmt: skip
    end_call(vault, call, today=TODAY)
    step = next_step(desk.matter(bill), TODAY)
    assert step and step.yours and step.sentence == "Send the receipt." and step.by == TODAY
    own = next(kept for kept in desk.matter(bill).open_deadlines if kept.deadline.event.startswith("own:"))
    mark_deadline(vault, own.id, TODAY)
    waiting = next_step(desk.matter(bill), TODAY)
    assert waiting and not waiting.yours and waiting.action is Action.WAIT
