"""Every phone script is the first choice of some real case: made of papers, letters and days, not of signs set by hand."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from medbills.domain.letter import Letter
from medbills.domain.plan import Plan
from medbills.letters.scripts import scripts
from medbills.services.audit_cases import audit_cases
from medbills.services.choose_script import choose_script, script_of_finding
from medbills.services.load_matters import load_matter
from medbills.store import Vault

TODAY = date(2026, 11, 17)


def sent(vault: Vault, matter: Any, slug: str, on: date, reply_by: date | None = None) -> None:
    with vault.change("Sent a letter") as change:
        change.letters.add(Letter(id=slug, case_id=matter.id, template_id="L20", slug=slug, title="Appeal", recipient="Lakeshore Health",
                                  sent_on=on, written_on=on, reply_by=reply_by, method="Fax"))  # fmt: skip
        audit_cases(vault, change, today=TODAY, person_id=matter.person.id)


def planned(vault: Vault, matter: Any, kind: str) -> None:
    with vault.change("Added a plan") as change:
        change.plans.add(Plan(id=f"plan {matter.id}", type=kind, payer_name="Lakeshore Health"))
        change.people.update(dataclasses.replace(matter.person, plan_ids=(f"plan {matter.id}",)))


def refused_twice(desk: Any, vault: Vault, kind: str, who: str) -> str:
    first = desk.refusal(patient_name=who, authorization_number=f"PA {who}", letter_date="2026-08-01", respond_by_date=None)
    matter = desk.matter(first)
    planned(vault, matter, kind)
    sent(vault, matter, "internal_appeal", date(2026, 8, 20))
    desk.refusal(patient_name=who, authorization_number=f"PA {who}", letter_date="2026-10-20", respond_by_date=None)
    with vault.change("Renamed the letter") as change:  # one letter of this id a case
        letter = vault.letters.get("internal_appeal")
        assert letter is not None
        change.letters.remove(letter.id)
        change.letters.add(dataclasses.replace(letter, id=f"appeal {who}"))
    return str(matter.id)


def test_every_script_is_reached_from_a_real_case(desk: Any, vault: Vault) -> None:
    def first(case_id: str) -> str:
        return choose_script(load_matter(vault, case_id, today=TODAY), TODAY).slug

    reached = {}
    reached["hospital_billing"] = first(desk.matter(desk.bill()).id)
    reached["doctor_office"] = first(desk.matter(desk.refusal(patient_name="Ann Lee", authorization_number="A-1")).id)
    reached["insurer"] = first(desk.matter(desk.refusal(patient_name="Ben Lee", authorization_number="A-2", respond_by_date=None)).id)
    reached["collections"] = first(desk.matter(desk.notice(account_number="55-1", original_creditor="Cedar Lab", patient_name="Cy Lee")).id)
    reached["dental_office"] = _dental(desk, first)
    reached["financial_counselor"] = _large_bill(desk, vault, first)
    late = desk.matter(desk.bill(account_number="99-7", patient_name="Di Lee", provider_name="Osprey Clinic", issuer_name="Osprey Clinic"))
    sent(vault, late, "billing_dispute", date(2026, 11, 1), date(2026, 11, 10))
    reached["follow_up"] = first(late.id)
    reached["regulator"] = first(refused_twice(desk, vault, "marketplace", "Ed Lee"))
    reached["employer_benefits"] = first(refused_twice(desk, vault, "employer_self_funded_erisa", "Flo Lee"))
    reached["cost_estimate"] = _care_ahead(desk, first)
    assert reached == {slug: slug for slug in reached}
    assert set(reached) == {script.slug for script in scripts()}


def _dental(desk: Any, first: Any) -> str:
    dental = {"patient_name": "Gus Lee", "issuer_name": "Bright Dental", "provider_name": "Bright Dental", "account_number": "D-5"}
    bill = desk.bill(lines=[{"service_date": "2026-09-02", "code": "D2392", "description": "Filling", "billed": "275.00"}],
                     **{**dental, "total_billed": "275.00", "amount_due": "275.00"})  # fmt: skip
    return str(first(desk.matter(bill).id))


def _large_bill(desk: Any, vault: Vault, first: Any) -> str:
    """A hospital's bill that nothing speaks against, of somebody without insurance."""
    bill = desk.bill(patient_name="Hal Lee", account_number="71-0", lines=[
        {"service_date": "2026-09-09", "code": "99284", "description": "Emergency visit, level 4", "billed": "9000.00"},
    ], total_billed="9000.00", amount_due="9000.00")  # fmt: skip
    matter = desk.matter(bill)
    planned(vault, matter, "uninsured_self_pay")
    with vault.change("Checked") as change:
        audit_cases(vault, change, today=TODAY, person_id=matter.person.id)
    return str(first(matter.id))


def _care_ahead(desk: Any, first: Any) -> str:
    """Refused in the fall, and now the hospital says what the care would cost."""
    refusal = desk.refusal(patient_name="Ida Lee", authorization_number="A-9", respond_by_date="2026-11-20")
    desk.file("good_faith_estimate", patient_name="Ida Lee", authorization_number="A-9", issuer_name="Riverbend General Hospital",
              provider_name="Riverbend General Hospital", statement_date="2026-11-12", total_billed="1150.00")  # fmt: skip
    return str(first(desk.matter(refusal).id))


def test_a_finding_leads_to_who_worked_it_out(desk: Any) -> None:
    bill = desk.bill()
    desk.eob()
    matter = desk.matter(bill)
    assert {script_of_finding(matter, kept, TODAY).slug for kept in matter.in_question} <= {"hospital_billing", "insurer"}
