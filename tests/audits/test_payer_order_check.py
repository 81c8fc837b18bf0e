"""Which of two insurers pays first: the rules in their order, and the claims that went another way."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from medbills.audits import run_checks
from medbills.domain.coordination import MedicareLimits, Order, order_of
from medbills.domain.facts import Context, Facts, Patient
from medbills.domain.finding import Finding, Inspection
from medbills.domain.plan import Plan
from medbills.services.case_file import facts_from_json

TODAY = date(2026, 11, 21)
DAY = date(2026, 3, 3)
C10 = "wrong_payer_order_cob"
LIMITS = MedicareLimits(least_age=65, employees_age=20, employees_disability=100, kidney_months=30)
GROUP = "employer_self_funded_erisa"


def order(one: Plan, two: Plan, context: Context | None = None, born: date | None = None) -> Order | str:
    facts = Facts(today=TODAY, plan=one, secondary_plan=two, context=context or Context(), patient=Patient(birth_date=born))
    return order_of(facts, DAY, LIMITS)


def first(one: Plan, two: Plan, context: Context | None = None, born: date | None = None) -> str | None:
    """The name of the plan that pays first; the same whichever plan is named first."""
    found, turned = order(one, two, context, born), order(two, one, context, born)
    assert isinstance(found, Order) and isinstance(turned, Order), found
    assert found.first == turned.first and found.rule == turned.rule
    return found.first.payer_name


def needs(one: Plan, two: Plan, context: Context | None = None, born: date | None = None) -> str:
    found = order(one, two, context, born)
    assert isinstance(found, str)
    return found


def plan(name: str, **fields: Any) -> Plan:
    return Plan(**({"payer_name": name, "type": GROUP} | fields))


def test_the_birthday_rule_is_the_reference_s_example() -> None:
    may = plan("May", covered_as="child", subscriber_birth_date=date(1985, 5, 14))
    march = plan("March", covered_as="child", subscriber_birth_date=date(1988, 3, 2))
    assert first(may, march, Context(parents_together=True)) == "March"
    assert "parents" in needs(may, march)
    unknown = dataclasses.replace(may, subscriber_birth_date=None)
    assert "birth dates" in needs(unknown, march, Context(parents_together=True))


def test_parents_apart_follow_the_court_then_custody() -> None:
    mother = plan("Mother", covered_as="child", custody_role="custodial_parent")
    father = plan("Father", covered_as="child", custody_role="court_order")
    assert first(mother, father, Context(parents_together=False)) == "Father"
    assert first(mother, dataclasses.replace(father, custody_role="other_parent")) == "Mother"
    assert "custody" in needs(mother, plan("Father", covered_as="child"), Context(parents_together=False))


def test_own_plan_then_job_then_the_longer_one() -> None:
    own, spouse = plan("Own", covered_as="subscriber"), plan("Spouse", covered_as="spouse")
    assert first(own, spouse) == "Own"
    job = plan("Job", covered_as="subscriber", standing="active")
    assert first(job, plan("Retired", covered_as="subscriber", standing="retiree")) == "Job"
    continued = plan("Continued", covered_as="subscriber", standing="cobra")
    assert first(plan("Retired", covered_as="subscriber", standing="retiree"), continued) == "Retired"
    long = dataclasses.replace(job, payer_name="Long", covered_from=date(2019, 1, 1))
    assert first(long, dataclasses.replace(job, covered_from=date(2024, 1, 1))) == "Long"
    assert "since when" in needs(long, job) and "whose plan" in needs(plan("One"), own)
    assert "current job" in needs(own, dataclasses.replace(own, payer_name="Two"))


MEDICARE = Plan(payer_name="Medicare", type="medicare_original")


@pytest.mark.parametrize(
    ("because", "size", "standing", "expected"),
    [
        ("age", 20, "active", "Group"),
        ("age", 19, "active", "Medicare"),
        ("age", 500, "retiree", "Medicare"),
        ("age", 500, "cobra", "Medicare"),
        ("disability", 100, "active", "Group"),
        ("disability", 99, "active", "Medicare"),
    ],
)
def test_medicare_and_an_employer_s_plan(because: str, size: int, standing: str, expected: str) -> None:
    group = plan("Group", standing=standing, employer_size=size)
    assert first(MEDICARE, group, Context(medicare_because=because)) == expected


def test_medicare_by_age_and_with_kidney_disease() -> None:
    group = plan("Group", standing="active", employer_size=50)
    assert first(MEDICARE, group, born=date(1961, 3, 3)) == "Group" and "why" in needs(MEDICARE, group, born=date(1961, 3, 4))
    assert "how many employees" in needs(MEDICARE, plan("Group"), Context(medicare_because="age"))
    cobra = plan("Group", standing="cobra")
    assert first(MEDICARE, cobra, Context(medicare_because="kidney", medicare_since=date(2023, 9, 4))) == "Group"
    assert first(MEDICARE, cobra, Context(medicare_because="kidney", medicare_since=date(2023, 9, 3))) == "Medicare"
    assert "first day" in needs(MEDICARE, cobra, Context(medicare_because="kidney"))
    assert first(MEDICARE, plan("Own", type="marketplace")) == "Medicare"


def test_public_plans_pay_last_and_the_va_shares_with_nobody() -> None:
    medicaid, tricare = Plan(payer_name="Medicaid", type="medicaid"), Plan(payer_name="TRICARE", type="tricare")
    assert first(medicaid, plan("Group")) == "Group" and first(medicaid, tricare) == "TRICARE" and first(tricare, MEDICARE) == "Medicare"
    assert "VA" in needs(Plan(type="va"), MEDICARE)


# ---- the check
OWN = {"payer_name": "Lakeshore", "type": GROUP, "covered_from": "2026-01-01", "covered_as": "subscriber"}
SPOUSES = {"payer_name": "Second Plan", "type": GROUP, "covered_from": "2026-01-01", "covered_as": "spouse"}
LINE = {"service_date": "2026-03-03", "code": "99214", "billed": "300.00", "patient_owes": "50.00"}


def eob(id: str = "eob", line: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    common = {"provider_name": "Oak Clinic", "payer_name": "Lakeshore", "processed_date": "2026-04-01", "patient_responsibility": "50.00"}
    return {"id": id, "kind": "eob", "lines": [LINE | (line or {})], "fields": common | fields}


def inspect(*documents: dict[str, Any], one: dict[str, Any] = OWN, two: dict[str, Any] | None = SPOUSES) -> Inspection:
    case: dict[str, Any] = {"documents": list(documents), "plan": one} | ({"secondary_plan": two} if two else {})
    loaded = facts_from_json(case, today=TODAY)
    assert loaded.warnings == ()
    return run_checks(loaded.facts, only=[C10])


def found(*documents: dict[str, Any], **plans: Any) -> Finding:
    (finding,) = inspect(*documents, **plans).findings
    return finding


def test_the_other_plan_pays_first() -> None:
    finding = found(eob(payer_name="Second Plan"))
    assert (finding.severity, finding.certainty, finding.amount_at_stake.plain()) == ("medium", "likely", "0.00")
    assert finding.remedy == "Please bill Lakeshore first, then Second Plan." and "own plan" in finding.reason


def test_the_second_insurer_has_not_answered() -> None:
    finding = found(eob())
    assert finding.title == "Second insurer has not answered" and finding.remedy.endswith("Lakeshore first, then Second Plan.")


def test_a_reason_code_names_another_insurer() -> None:
    finding = found(eob(line={"remark_codes": ["CO-22"]}, processed_date="2026-11-10", patient_responsibility="0.00"))
    assert "reason 22" in finding.reason and finding.remedy == "Please bill Second Plan first, then Lakeshore."


def test_good_explanations() -> None:
    recent = eob(processed_date="2026-11-01")
    assert inspect(recent) == Inspection()  # the other one still has time
    assert inspect(eob(), eob("second", payer_name="Second Plan", processed_date="2026-04-20")).findings == ()
    assert inspect(eob(patient_responsibility="0.00")) == Inspection()
    came_second = eob(payer_name="Second Plan", other_insurance_paid="200.00", patient_responsibility="0.00")
    assert inspect(came_second).findings == ()  # the first insurer's paper is just not here
    assert inspect(eob(payer_name="Second Plan"), two=SPOUSES | {"covered_from": "2026-06-01"}).findings == ()  # not in force that day


def test_without_coverage_dates_it_is_a_question() -> None:
    assert found(eob(), two={name: value for name, value in SPOUSES.items() if name != "covered_from"}).certainty == "ask"


def test_what_is_missing() -> None:
    assert "both plans" in inspect(eob(), two=None).not_checked[0].needs
    assert "statement" in inspect().not_checked[0].needs
    assert "insurer on the statement" in inspect(eob(payer_name="Nobody Known")).not_checked[0].needs
    unknown = inspect(eob(patient_responsibility="0.00"), one={name: value for name, value in OWN.items() if name != "covered_as"})
    assert "whose plan" in unknown.not_checked[0].needs
