"""The ways forward of a case: every lever in the catalogue is whole and plain, and cases get theirs in order, with figures."""

from __future__ import annotations

import dataclasses
import itertools
import re
from datetime import date
from typing import Any

import pytest

from medbills.domain.plan import Plan
from medbills.domain.strategy import Lever, Way
from medbills.paths import resource
from medbills.rules import load_pack
from medbills.services.case_figures import FIGURES
from medbills.services.case_signs import SIGNS, case_signs
from medbills.services.load_matters import load_matter, load_matters
from medbills.services.next_steps import next_step
from medbills.services.plan_strategy import LATE, LEAD, NEAR, levers, plan_strategy
from medbills.store import Vault

TODAY = date(2026, 11, 17)
SUMMARY = {"issuer_name": "Osprey Physical Therapy", "patient_name": "Walter Calloway", "account_number": "OS-1", "due_date": "2026-12-12",
           "statement_date": "2026-11-12", "amount_due": "390.00"}  # fmt: skip
ALWAYS = frozenset({"provider", "insurer", "collector", "help_desk"})  # figures that every case has, by a general word at least


def ways(desk: Any, paper: str, today: date = TODAY) -> tuple[Way, ...]:
    return plan_strategy(desk.matter(paper, today), today).ways


def names(found: tuple[Way, ...]) -> list[str]:
    return [way.lever for way in found]


def sentences(lever: Lever) -> list[str]:
    sayings = [saying.say for saying in (*lever.why, *lever.against, *lever.closes)]
    return [lever.title, lever.because, *filter(None, [lever.outside]), *sayings]


# the catalogue


@pytest.mark.parametrize("lever", levers(), ids=lambda lever: lever.slug)
class TestEveryLever:
    def test_asks_only_for_signs_and_figures_that_there_are(self, lever: Lever) -> None:
        asked = {word.removeprefix("not ") for saying in (*lever.why, *lever.against, *lever.closes) for word in saying.when} | {
            word.removeprefix("not ") for word in lever.when
        }
        assert asked <= SIGNS
        assert {name for saying in (*lever.why, *lever.against, *lever.closes) for name in saying.figures} <= FIGURES
        assert set(re.findall(r"{(\w+)}", lever.title + lever.outside)) <= ALWAYS

    def test_always_has_a_reason(self, lever: Lever) -> None:
        last = lever.why[-1]
        assert not last.when and last.figures - {"sure"} <= ALWAYS, "the last reason fits every case of the lever"
        assert "sure" not in last.figures or "sure" in lever.when

    def test_says_what_speaks_against_it_and_what_it_closes(self, lever: Lever) -> None:
        assert lever.against and lever.closes and lever.because

    def test_starts_in_one_way(self, lever: Lever) -> None:
        assert sum(map(bool, (lever.letter, lever.call, lever.outside))) == 1
        assert lever.letter in ("", LEAD, LATE) or resource("letters", "en", f"{lever.letter}.md").is_file()

    def test_names_its_source(self, lever: Lever) -> None:
        assert lever.rule in load_pack().rules if lever.rule else lever.authority or lever.deadlines
        assert lever.checked_on <= date(2026, 11, 21)
        known = load_pack().rules.keys() | load_pack().events.keys() | {"due_date", "respond_by_date", "appeal_by_date"}
        assert set(lever.deadlines) <= known

    def test_speaks_plainly(self, lever: Lever) -> None:
        for text in sentences(lever):
            assert not re.search(r"!|%|percent|chance|likely|fraud|illegal|overcharged|error|guarantee", text, re.I), text
            for sentence in re.split(r"(?<=[.?:]) ", text):
                assert len(sentence.split()) <= 15, sentence


# cases


def test_the_sample_family(family_vault: Vault) -> None:
    found = {matter.case.title: plan_strategy(matter, TODAY).ways for matter in load_matters(family_vault, today=TODAY)}
    er = found["ER visit at Riverbend"]
    assert names(er) == ["nothing_yet", "correct_the_bill", "ask_for_help", "pay_your_part", "payment_plan"]
    assert er[0].why == "Tuesday, November 24 is their day. They said: Send a corrected bill."
    assert er[1].why == "The papers do not agree about 2 things: $4,270.00. The largest is $2,990.00: Plan discount missing."
    assert er[2].by == date(2027, 5, 30) and er[2].authority.startswith("26 CFR 1.501(r)-1(b)(3)")
    assert "$4,680.00 is in question. Do not pay that part." in er[3].against and er[3].why.startswith("$320.00 is yours")
    mri = found["MRI of the back"]
    assert names(mri) == ["nothing_yet", "appeal_the_refusal", "outside_review"]
    assert (mri[1].by, mri[1].letter) == (date(2027, 4, 26), "internal_appeal")
    assert names(found["Cedar Lab debt at Harrow & Pike"])[0] == "prove_the_debt"
    assert names(found["Filling, tooth 30"]) == ["ask_the_dentist", "pay_your_part", "payment_plan"]
    assert names(found["Physical therapy at Osprey Physical Therapy"]) == ["wait_for_the_statement", "ask_about_the_claim"]
    assert [title for title, told in found.items() if not told] == ["Tests at Riverbend Clinic", "Visit at Eastside Urgent Care"]


def test_the_first_way_never_contradicts_the_next_step(family_vault: Vault) -> None:
    for matter in load_matters(family_vault, today=TODAY):
        step, first = next_step(matter, TODAY), plan_strategy(matter, TODAY).first
        if step and step.letter and step.action == "letter":
            assert first and first.letter == step.letter, matter.case.title
        if step and not step.yours:
            assert first and first.lever in ("nothing_yet", "wait_for_the_statement"), matter.case.title


def test_a_bill_of_one_line_asks_for_its_lines_first(desk: Any) -> None:
    found = ways(desk, desk.file("bill", **SUMMARY))
    assert names(found)[0] == "ask_for_the_lines"
    assert found[0].why == "Osprey Physical Therapy asks for $390.00, and the bill does not say what each item cost."
    assert (found[0].letter, found[0].by) == ("itemized_bill_request", date(2026, 12, 12))


def test_without_insurance_the_hospital_s_help_comes_before_the_price(desk: Any, vault: Vault) -> None:
    desk.me(id="walter", name="Walter Calloway", called="Dad", is_me=False, state="PA", plan_ids=("none",))
    with vault.change("x") as change:
        change.plans.add(Plan(id="none", type="uninsured_self_pay"))
    lines = [{"service_date": "2026-09-09", "code": "99284", "description": "Emergency visit", "billed": "2000.00"}]
    found = ways(desk, desk.bill(lines=lines))
    order = names(found)
    assert order.index("ask_for_help") < order.index("cash_offer")
    help_ = found[order.index("ask_for_help")]
    assert help_.by == date(2027, 6, 27), "240 days after October 30, 2026"
    assert "Each hospital sets its own limits. In 2026 the poverty line for one person is $15,960.00." in help_.against
    alaska = [(state, _poverty(vault, desk, state)) for state in ("AK", "HI", None)]
    assert alaska == [("AK", "$19,950.00"), ("HI", "$18,360.00"), (None, None)], "no figure where the state is not known"


def _poverty(vault: Vault, desk: Any, state: str | None) -> str | None:
    case_id = vault.cases.all()[0].id
    person = vault.people.get("walter")
    assert person is not None
    with vault.change("moved") as change:
        change.people.update(dataclasses.replace(person, state=state))
    return case_signs(load_matter(vault, case_id, today=TODAY), TODAY).figures.get("poverty")


def test_no_poverty_line_for_a_year_that_is_not_in_the_table(desk: Any) -> None:
    desk.me(id="walter", name="Walter Calloway", state="PA", is_me=False)
    paper = desk.bill()
    assert "poverty" in case_signs(desk.matter(paper), TODAY).figures
    assert "poverty" not in case_signs(desk.matter(paper, date(2028, 1, 5)), date(2028, 1, 5)).figures


def test_a_for_profit_hospital_has_no_duty_to_help(desk: Any, vault: Vault) -> None:
    paper = desk.bill()
    assert "ask_for_help" in names(ways(desk, paper))
    provider = vault.providers.all()[0]
    with vault.change("known") as change:
        change.providers.update(dataclasses.replace(provider, nonprofit=False))
    assert "ask_for_help" not in names(ways(desk, paper))


def test_a_day_that_has_passed_is_not_named(desk: Any) -> None:
    paper = desk.refusal()
    late = date(2027, 5, 3)
    assert "appeal_the_refusal" not in names(ways(desk, paper, late))
    assert "doctor_calls" not in names(ways(desk, paper, late))
    told = " ".join(text for way in ways(desk, paper, late) for text in (way.why, *way.against))
    assert "2027" not in told and "November" not in told


def test_a_collector_s_case_offers_no_plan_and_no_payment_before_proof(desk: Any) -> None:
    found = ways(desk, desk.notice())
    assert names(found)[0] == "prove_the_debt" and found[0].by == date(2026, 12, 10)
    assert not {"payment_plan", "pay_your_part", "cash_offer"} & set(names(found))


def test_the_day_of_the_dispute_comes_first_when_it_is_near(desk: Any) -> None:
    paper = desk.notice()
    assert ways(desk, paper, date(2026, 11, 30))[0].because == NEAR


def test_the_doctor_s_call_comes_first_while_the_letter_allows_it(desk: Any) -> None:
    found = ways(desk, desk.refusal())
    assert names(found) == ["doctor_calls", "appeal_the_refusal"], "outside reviews are named for private plans only"
    assert (found[0].by, found[0].because, found[0].call) == (date(2026, 11, 20), NEAR, "doctor_office")
    assert names(ways(desk, found and desk.refusal(), date(2026, 11, 21)))[0] == "appeal_the_refusal"


def test_a_closed_case_has_no_ways(desk: Any, vault: Vault) -> None:
    paper = desk.bill()
    desk.close(desk.matter(paper).id)
    assert ways(desk, paper) == ()


@pytest.mark.parametrize("order", list(itertools.permutations(("bill", "eob", "notice"))), ids="-".join)
def test_the_order_in_which_papers_came_changes_nothing(desk: Any, order: tuple[str, ...]) -> None:
    papers = {name: getattr(desk, name)() for name in order}
    found = ways(desk, papers["notice"])
    assert found == plan_strategy(desk.matter(papers["bill"]), TODAY).ways
    assert names(found) == ["prove_the_debt", "help_despite_collection"]
    asks = "Harrow & Pike asks for $2,032.40. If your letter arrives by Thursday, December 10, it should stop until it answers."
    assert (found[0].why, found[0].by) == (asks, date(2026, 12, 10))
