"""What to do with a new envelope: one word of five, and never "pay" for what is in question or waits."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.case import Case, CaseKind, KeptPaper
from medbills.domain.finding import Certainty, Finding, FindingState, KeptFinding, Severity
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter, Owed
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Paper
from medbills.domain.plan import Plan
from medbills.domain.triage import Triage, Verdict
from medbills.services.load_matters import load_matters
from medbills.services.sort_envelope import new_envelopes, sort_envelope, sort_envelopes
from medbills.store import Vault

TODAY = date(2026, 11, 17)
SUMMARY = {"issuer_name": "Osprey Physical Therapy", "patient_name": "Walter Calloway", "account_number": "OS-1", "due_date": "2026-12-12",
           "statement_date": "2026-11-12", "amount_due": "390.00"}  # fmt: skip
CARE = [{"service_date": "2026-09-09", "code": "99284", "description": "Emergency visit", "billed": "1180.00"}]
SEEN = [{"service_date": "2026-09-09", "code": "99284", "billed": "1180.00", "allowed": "470.00", "adjustment": "710.00",
         "plan_paid": "376.00", "coinsurance": "94.00", "patient_owes": "94.00", "remark_codes": ["CO-45", "PR-2"]}]  # fmt: skip


def sort(desk: Any, paper: str, today: date = TODAY) -> Triage:
    found = sort_envelope(desk.matter(paper, today), paper, today)
    assert found is not None
    return found


def sums(answer: Triage) -> dict[str, str]:
    return {label: amount.text() for label, amount in answer.figures}


def test_pay_what_both_papers_say(desk: Any) -> None:
    desk.eob(lines=SEEN, total_billed="1180.00", plan_paid="376.00", patient_responsibility="94.00")
    bill = desk.bill(lines=CARE, total_billed="1180.00", total_adjustments="710.00", plan_paid="376.00", amount_due="94.00")
    answer = sort(desk, bill)
    assert (answer.verdict, answer.say, answer.by) == (Verdict.PAY, "Pay $94.00.", date(2026, 11, 30))
    assert sums(answer) == {"Yours by the papers": "$94.00"}
    assert answer.also == "Hard to pay? Ask for the hospital’s help first, until June 27, 2027."


def test_wait_for_the_insurer(desk: Any, vault: Vault) -> None:
    desk.me(id="walter", name="Walter Calloway", called="Dad", is_me=False, state="PA", plan_ids=("ppo",))
    with vault.change("x") as change:
        change.plans.add(Plan(id="ppo", type="employer_fully_insured", payer_name="Lakeshore Health"))
    answer = sort(desk, desk.file("bill", **SUMMARY))
    assert (answer.verdict, answer.yours) == (Verdict.WAIT, False)
    assert answer.say == "Wait for the insurer’s statement (EOB). Do not pay yet."
    assert sums(answer) == {"Waiting for the insurer": "$390.00"}


def test_the_statement_alone_is_no_bill(desk: Any) -> None:
    answer = sort(desk, desk.eob(lines=SEEN, total_billed="1180.00", plan_paid="376.00", patient_responsibility="94.00"))
    assert (answer.verdict, answer.say) == (Verdict.WAIT, "Wait for the bill. This is not a bill.")
    assert sums(answer) == {"Insurer says you owe": "$94.00"}


def test_dispute_what_the_papers_do_not_agree_about(desk: Any) -> None:
    desk.eob()
    answer = sort(desk, desk.bill())
    assert (answer.verdict, answer.letter) == (Verdict.DISPUTE, "billing_dispute")
    assert answer.say == "Dispute it. Ask Riverbend to look again." and answer.also == "Pay nothing that is in question."
    assert sums(answer)["In question"] == "$1,880.00" and sums(answer)["Yours by the papers"] == "$120.00"


def test_a_collector_is_asked_for_proof(desk: Any) -> None:
    answer = sort(desk, desk.notice())
    assert (answer.verdict, answer.letter, answer.by) == (Verdict.DISPUTE, "debt_validation_request", date(2026, 12, 10))
    assert sums(answer)["The collector asks for"] == "$2,032.40"
    assert answer.also == "Pay and promise nothing by phone."


def test_a_refusal_calls_the_doctor_and_then_appeals(desk: Any) -> None:
    paper = desk.refusal()
    first, later, late = (sort(desk, paper, day) for day in (TODAY, date(2026, 11, 21), date(2027, 4, 27)))
    assert (first.verdict, first.call, first.by) == (Verdict.CALL, True, date(2026, 11, 20))
    assert (later.verdict, later.letter, later.by) == (Verdict.DISPUTE, "internal_appeal", date(2027, 4, 26))
    assert (late.verdict, late.letter) == (Verdict.CALL, ""), "no appeal is promised after its day"
    assert sums(first) == {"What the care costs": "$1,150.00"}


def test_without_insurance(desk: Any, vault: Vault) -> None:
    desk.me(id="walter", name="Walter Calloway", called="Dad", is_me=False, state="PA", plan_ids=("none",))
    with vault.change("x") as change:
        change.plans.add(Plan(id="none", type="uninsured_self_pay"))
    therapy = sort(desk, desk.file("bill", **SUMMARY))
    assert (therapy.verdict, therapy.say) == (Verdict.CALL, "Call and ask for a bill with every line.")
    hospital = sort(desk, desk.bill(lines=CARE, total_billed="1180.00", amount_due="1180.00"))
    assert hospital.verdict is Verdict.APPLY, hospital
    assert hospital.by == date(2027, 6, 27) and sums(hospital) == {"The bill asks for": "$1,180.00"}


def test_what_asks_for_nothing_has_no_answer(desk: Any, vault: Vault) -> None:
    paper = desk.bill()
    assert sort_envelope(desk.matter(paper), "another", TODAY) is None
    desk.close(desk.matter(paper).id)
    assert sort_envelope(desk.matter(paper), paper, TODAY) is None
    assert sort_envelopes(vault, [paper], today=TODAY) == ()


def test_the_sample_family_has_each_case_once(family_vault: Vault) -> None:
    papers = [kept.id for kept in family_vault.papers.all()]
    found = {answer.heading: answer for answer in sort_envelopes(family_vault, papers, today=TODAY)}
    assert {heading: answer.verdict.value for heading, answer in found.items()} == {
        "Dad · Cedar Lab debt at Harrow & Pike": "dispute", "Dad · ER visit at Riverbend": "wait", "Dad · MRI of the back": "wait",
        "Me · Filling, tooth 30": "dispute", "Dad · Office visit at Dr. Osei": "pay",
        "Dad · Physical therapy at Osprey Physical Therapy": "wait",
    }  # fmt: skip
    assert found["Dad · Office visit at Dr. Osei"].say == "Pay $40.00."
    matters = load_matters(family_vault, today=TODAY)
    assert len(new_envelopes(matters, today=TODAY)) <= 5
    assert new_envelopes(matters, today=date(2028, 1, 1)) == ()


@pytest.mark.parametrize("order", list(itertools.permutations(("bill", "eob", "notice"))), ids="-".join)
def test_the_order_in_which_papers_came_changes_nothing(desk: Any, order: tuple[str, ...]) -> None:
    papers = {name: getattr(desk, name)() for name in order}
    answers = {dataclasses.replace(sort(desk, paper), paper_id="", case_id="") for paper in papers.values()}
    assert len(answers) == 1 and next(iter(answers)).letter == "debt_validation_request"


# the rule: never "pay" for what is in question, refused, collected, awaited or not told by an insurer


def finding(number: int, counted: int, state: FindingState) -> KeptFinding:
    found = Finding(
        check=f"check_{number}", severity=Severity.LOW, title="A", explanation="", amount_at_stake=Money(counted), documents=("bill",),
        certainty=Certainty.SURE, question="Why?", remedy="", letter="billing_dispute", authority="", checked_on=TODAY,
    )  # fmt: skip
    return KeptFinding(id=str(number), case_id="c", finding=found, counted=Money(counted), state=state)


def kept(kind: Kind, **fields: Any) -> KeptPaper:
    paper = Paper(id=kind.value, kind=kind, statement_date=TODAY, issuer_name="Riverbend", **fields)
    return KeptPaper(paper=paper, document_id="d", pages=(1, 1), confirmed=True)


amounts = st.sampled_from([0, 1, 9400]).map(Money)
matters = st.builds(
    lambda kinds, owed, findings, sent: Matter(
        case=Case(id="c", title="ER visit", kind=CaseKind.BILL, opened_on=TODAY), person=None, provider=None, plan=None,
        papers=tuple(kept(kind, amount_due=Money(9400)) for kind in kinds), findings=tuple(findings), deadlines=(), calls=(),
        letters=(Letter(id="l", case_id="c", template_id="L02", slug="billing_dispute", title="x", sent_on=TODAY,
                        reply_by=TODAY + datetime.timedelta(days=30)),) if sent else (),
        packets=(), payments=(), owed=owed,
    ),
    st.lists(st.sampled_from([Kind.BILL, Kind.ITEMIZED_BILL, Kind.EOB, Kind.DENIAL_LETTER, Kind.COLLECTION_NOTICE]), min_size=1,
             unique=True),
    st.builds(Owed, amounts, amounts, amounts),
    st.lists(st.builds(finding, st.integers(0, 9), st.sampled_from([0, 100]), st.sampled_from(FindingState)), max_size=3,
             unique_by=lambda one: one.id),
    st.booleans(),
)  # fmt: skip


@given(matters)
def test_pay_is_said_only_when_nothing_is_open(matter: Matter) -> None:
    for paper in matter.papers:
        answer = sort_envelope(matter, paper.id, TODAY)
        if answer is None or answer.verdict is not Verdict.PAY:
            continue
        assert not matter.in_question and not matter.owed.disputed and not matter.owed.waiting and not matter.letters
        assert matter.eob is not None and not matter.of_kind(Kind.DENIAL_LETTER, Kind.COLLECTION_NOTICE)
        assert answer.say == f"Pay {matter.owed.sure.text()}."


@given(matters)
def test_every_answer_has_one_act_and_figures_of_the_case(matter: Matter) -> None:
    asked = {matter.owed.sure, matter.owed.disputed, matter.owed.waiting, matter.at_stake, Money(9400)}
    for paper in matter.papers:
        answer = sort_envelope(matter, paper.id, TODAY)
        if answer is not None:
            assert answer.say and answer.why and answer.button and not (answer.letter and answer.call)
            assert {amount for _, amount in answer.figures} <= asked
