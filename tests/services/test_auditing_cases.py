"""A case is checked anew at every change: the user's answers stay, what no longer stands goes, and dollars count once."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medbills.domain.case import Stage
from medbills.domain.finding import FindingState
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.domain.plan import Plan
from medbills.services.audit_cases import answer_finding
from medbills.services.confirm_paper import confirm_paper
from medbills.services.count_up import count_up
from medbills.services.gather_facts import gather_facts
from medbills.services.load_matters import load_matters
from medbills.services.overview import in_question, overview
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
BILL, SHARE = Money.of("2000.00"), Money.of("120.00")


def one_case(desk: Any) -> Any:
    bill = desk.bill()
    desk.eob()
    return desk.matter(bill)


def found(matter: Any, check: str) -> Any:
    return next(kept for kept in matter.in_question if kept.finding.check == check)


def test_the_parts_add_up_to_what_the_bill_asks_above_the_share(desk: Any) -> None:
    matter = one_case(desk)
    assert found(matter, "exact_duplicate_line").counted == Money.of("410.00")
    assert matter.at_stake == BILL - SHARE == matter.owed.disputed
    assert (matter.owed.asked, matter.owed.sure, matter.owed.waiting) == (BILL, SHARE, Money(0))


def test_a_bill_without_the_insurer_s_word_waits(desk: Any, vault: Vault) -> None:
    bill = desk.bill(payer_name="Lakeshore Health", lines=[{"service_date": "2026-09-09", "code": "99284", "billed": "2000.00"}])
    assert desk.matter(bill).owed.waiting == BILL


def test_an_answer_outlives_a_new_check(desk: Any, vault: Vault) -> None:
    matter = one_case(desk)
    asked, fine = found(matter, "exact_duplicate_line"), found(matter, "co_amount_billed_to_patient")
    answer_finding(vault, asked.id, FindingState.ASKED, today=TODAY)
    answer_finding(vault, fine.id, FindingState.FINE, today=TODAY)
    desk.bill(account_number="other", lines=[{"service_date": "2026-03-03", "code": "99213", "billed": "90.00"}], amount_due="90.00")
    states = {kept.finding.check: (kept.state, kept.asked_on) for kept in vault.findings.of_case(matter.id)}
    assert states["exact_duplicate_line"] == (FindingState.ASKED, TODAY)
    assert states["co_amount_billed_to_patient"] == (FindingState.FINE, None)


def test_everything_laid_aside_is_no_dispute_and_comes_back(desk: Any, vault: Vault) -> None:
    matter = one_case(desk)
    while (left := desk.matter(matter.papers[0].id).in_question) != ():
        answer_finding(vault, left[0].id, FindingState.FINE, today=TODAY)
    after = desk.matter(matter.papers[0].id)
    assert (after.at_stake, after.owed.disputed, after.owed.sure) == (Money(0), Money(0), BILL)
    for kept in after.findings:
        answer_finding(vault, kept.id, FindingState.OPEN, today=TODAY)
    again = desk.matter(matter.papers[0].id)
    assert (again.at_stake, again.owed) == (matter.at_stake, matter.owed)


def test_what_explains_the_same_dollars_does_not_rise_again(desk: Any, vault: Vault) -> None:
    """One line, one difference: two checks see it; the user who lays it aside is not asked a second time."""
    line = {"service_date": "2026-09-09", "code": "99284", "billed": "500.00"}
    bill = desk.bill(lines=[line], total_billed="500.00", amount_due="500.00")
    desk.eob(lines=[{**line, "allowed": "400.00", "adjustment": "100.00", "plan_paid": "0.00", "deductible": "400.00",
                     "patient_owes": "400.00", "remark_codes": ["CO-45", "PR-1"]}],
             total_billed="500.00", plan_paid="0.00", patient_responsibility="400.00")  # fmt: skip
    matter = desk.matter(bill)
    assert len(matter.findings) > 1 and matter.at_stake == Money.of("100.00")
    (lead,) = matter.in_question
    answer_finding(vault, lead.id, FindingState.FINE, today=TODAY)
    after = desk.matter(bill)
    assert after.in_question == () and after.owed.sure == Money.of("500.00") and not after.owed.disputed


def test_a_finding_that_no_longer_stands_goes(desk: Any, vault: Vault) -> None:
    matter = one_case(desk)
    kept = next(kept for kept in matter.papers if kept.paper.is_bill)
    right = dataclasses.replace(kept.paper, lines=kept.paper.lines[:2], total_billed=Money.of("1590.00"), amount_due=Money.of("1590.00"))
    confirm_paper(vault, kept.id, today=TODAY, edited=right)
    assert "exact_duplicate_line" not in {kept.finding.check for kept in vault.findings.of_case(matter.id)}


def test_the_stage_follows_what_is_on_file(desk: Any, vault: Vault) -> None:
    bill = desk.file("bill", issuer_name="Riverbend General Hospital", patient_name="Walter Calloway", account_number="7741-22",
                     statement_date="2026-10-02", amount_due="2000.00", service_from="2026-09-09")  # fmt: skip
    assert desk.matter(bill).case.stage is Stage.RECEIVED
    desk.bill()
    assert desk.matter(bill).case.stage is Stage.ITEMIZED
    desk.eob()
    assert desk.matter(bill).case.stage is Stage.CHECKED
    answer_finding(vault, desk.matter(bill).in_question[0].id, FindingState.ASKED, today=TODAY)
    assert desk.matter(bill).case.stage is Stage.DISPUTED


def test_the_same_dollars_asked_by_hospital_and_collector_count_once(desk: Any, vault: Vault) -> None:
    bill = desk.bill()
    desk.notice()
    assert desk.matter(bill).owed.asked == Money.of("2032.40")


def test_an_older_statement_of_the_account_is_not_asked_too(desk: Any) -> None:
    desk.bill(statement_date="2026-10-01")
    bill = desk.bill(statement_date="2026-11-01", amount_due="1500.00")
    assert desk.matter(bill).owed.asked == Money.of("1500.00")


def test_the_first_page_sums_all_cases(desk: Any, vault: Vault) -> None:
    one_case(desk)
    desk.bill(patient_name="Ruth Calloway", account_number="22", amount_due="70.00", total_billed="70.00",
              lines=[{"service_date": "2026-03-03", "code": "99213", "billed": "70.00"}])  # fmt: skip
    matters = load_matters(vault, today=TODAY)
    view = overview(matters, today=TODAY)
    assert view.owed.asked == BILL + Money.of("70.00") and view.open_cases >= 1
    assert view.owed == sum((matter.owed for matter in matters), type(view.owed)())
    (walter,) = [person.id for person in vault.people.all() if person.name.startswith("Walter")]
    assert {matter.case.person_id for matter in load_matters(vault, today=TODAY, person_id=walter)} == {walter}


def test_facts_hold_the_person_s_plans_in_order_and_payments(desk: Any, vault: Vault) -> None:
    desk.bill()
    (person,) = vault.people.all()
    with vault.change("Plans") as change:
        for name in ("first", "second"):
            change.plans.add(Plan(id=name, payer_name=name))
        change.people.update(dataclasses.replace(person, plan_ids=("second", "first")))
        change.payments.add(Payment(id="p", date=TODAY, amount=Money(100), what="Riverbend", person_id=person.id))
        change.payments.add(Payment(id="q", date=TODAY, amount=Money(200), what="Somebody else's"))
    facts = gather_facts(vault, person.id, today=TODAY)
    assert facts.plan is not None and facts.plan.id == "second" and facts.secondary_plan is not None and facts.secondary_plan.id == "first"
    assert [payment.amount for payment in facts.context.payments] == [Money(100)]
    assert facts.patient.insured is True and len(facts.papers) == 1


def test_a_receipt_without_a_day_is_the_payment_the_user_told(desk: Any, vault: Vault) -> None:
    """The told payment brings the day that the receipt does not print; the money still counts once."""
    bill = desk.bill(statement_date="2026-10-30", amount_due="2000.00")
    desk.file("receipt", provider_name="Riverbend General Hospital", patient_name="Walter Calloway", patient_paid="185.00",
              account_number=None)  # fmt: skip
    matter = desk.matter(bill)
    with vault.change("Paid") as change:
        change.payments.add(Payment(id="p", date=datetime.date(2026, 11, 5), amount=Money.of("185.00"),
                                    what="Riverbend General Hospital", person_id=matter.case.person_id, case_id=matter.id))  # fmt: skip
    assert desk.matter(bill).owed.asked == Money.of("1815.00")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(["bill", "eob", "notice", "refusal"]))
def test_the_order_in_which_papers_come_does_not_matter(ready: Any, tmp_path_factory: Any, order: list[str], desk: Any) -> None:
    with ready.copy(tmp_path_factory.mktemp("order") / "x.medbills") as vault:
        table = type(desk)(vault)
        for kind in order:
            getattr(table, kind)()
        seen = {
            (matter.case.title, matter.at_stake, matter.owed, matter.case.stage,
             tuple(sorted((kept.finding.check, kept.counted) for kept in matter.findings)),
             tuple(sorted((kept.deadline.rule, kept.deadline.acts_on) for kept in matter.deadlines)))
            for matter in load_matters(vault, today=TODAY)
        }  # fmt: skip
    if not _FIRST:
        _FIRST.append(seen)
    assert seen == _FIRST[0]


_FIRST: list[Any] = []


def test_cases_in_question_are_counted_and_settled_doubts_are_not(vault: Vault, desk: Any) -> None:
    matter = one_case(desk)
    assert count_up(vault).cases_in_question == 1 and in_question(matter)
    for kept in matter.in_question:
        answer_finding(vault, kept.id, FindingState.FINE, today=TODAY)
    assert count_up(vault).cases_in_question == 0
