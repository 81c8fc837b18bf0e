"""The sample family's papers, checked together: every figure of the pictures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from medbills.audits import run_checks
from medbills.domain.facts import Facts
from medbills.domain.money import Money
from medbills.domain.owing import count_once, you_owe
from medbills.services.case_file import facts_from_json
from medbills.services.check_papers import check

TODAY = date(2026, 11, 17)
ER = [  # code, what, charge, allowed, plan pays, you owe
    ("99284", "Emergency visit, level 4", 148000, 62000, 49600, 12400),
    ("70450", "CT scan of the head", 165000, 54000, 43200, 10800),
    ("71045", "Chest X-ray, one view", 41000, 13000, 10400, 2600),
    ("71045", "Chest X-ray, one view", 41000, 0, 0, 0),
    ("93005", "Heart tracing (EKG)", 28500, 9000, 7200, 1800),
    ("80053", "Blood chemistry panel", 24000, 6000, 4800, 1200),
    ("85025", "Blood count", 14500, 3500, 2800, 700),
    ("96374", "IV medicine, first dose", 32000, 10500, 8400, 2100),
    ("J2405", "Nausea medicine, 4 mg", 6000, 2000, 1600, 400),
]
DAY = "2026-09-09"


def plain(cents: int) -> str:
    return Money(cents).plain()


def er_bill(kind: str = "itemized_bill", **fields: Any) -> dict[str, Any]:
    lines = [{"service_date": DAY, "code": code, "description": what, "billed": plain(charge)} for code, what, charge, *_ in ER]
    common = {"provider_name": "Riverbend General Hospital", "patient_name": "Walter Calloway", "account_number": "7741-22"}
    amounts = {"total_billed": "5000.00", "plan_paid": "0.00", "amount_due": "5000.00"}
    return {
        "id": fields.pop("id", "er-bill"),
        "kind": kind,
        "lines": lines if kind == "itemized_bill" else [],
        "fields": common | amounts | {"statement_date": "2026-10-30"} | fields,
    }


def er_eob() -> dict[str, Any]:
    lines = []
    for code, what, charge, allowed, pays, owes in ER:
        reason = "CO-45" if allowed else "CO-18"
        off = {"adjustment": plain(charge - allowed)} if allowed else {"not_covered": plain(charge)}
        lines.append(
            {
                "service_date": DAY,
                "code": code,
                "description": what,
                "billed": plain(charge),
                "allowed": plain(allowed),
                "plan_paid": plain(pays),
                "patient_owes": plain(owes),
                "remark_codes": [reason],
            }
            | off
        )
    return {
        "id": "er-eob",
        "kind": "eob",
        "lines": lines,
        "fields": {
            "payer_name": "Lakeshore Health",
            "provider_name": "Riverbend General Hospital",
            "patient_name": "Walter Calloway",
            "claim_number": "LH1",
            "processed_date": "2026-10-15",
            "network_status": "in",
            "total_billed": "5000.00",
            "total_allowed": "1600.00",
            "plan_paid": "1280.00",
            "patient_responsibility": "320.00",
        },
    }


def dental() -> list[dict[str, Any]]:
    line = {"service_date": "2026-10-20", "code": "D2392", "tooth": "30", "billed": "275.00"}
    bill = {
        "id": "filling-bill",
        "kind": "bill",
        "lines": [line],
        "fields": {
            "provider_name": "Maple Street Dental",
            "statement_date": "2026-11-05",
            "total_billed": "275.00",
            "plan_paid": "120.00",
            "amount_due": "155.00",
            "account_number": "88",
        },
    }
    eob = {
        "id": "filling-eob",
        "kind": "eob",
        "lines": [line | {"paid_as_code": "D2150", "allowed": "120.00", "plan_paid": "120.00"}],
        "fields": {"payer_name": "Bright Dental", "provider_name": "Maple Street Dental", "network_status": "in", "claim_number": "BD9"},
    }
    return [bill, eob]


def collector() -> list[dict[str, Any]]:
    line = {"service_date": "2026-02-10", "code": "80061", "billed": "640.00"}
    return [
        {
            "id": "cedar-bill",
            "kind": "bill",
            "lines": [line],
            "fields": {
                "provider_name": "Cedar Lab Associates",
                "statement_date": "2026-03-15",
                "total_billed": "640.00",
                "amount_due": "640.00",
            },
        },
        {
            "id": "cedar-eob",
            "kind": "eob",
            "lines": [
                line
                | {
                    "allowed": "420.00",
                    "plan_paid": "235.00",
                    "patient_owes": "185.00",
                    "adjustments": [
                        {"group": "CO", "reason": "45", "amount": "220.00"},
                        {"group": "PR", "reason": "1", "amount": "185.00"},
                    ],
                }
            ],
            "fields": {
                "payer_name": "Lakeshore Health",
                "provider_name": "Cedar Lab Associates",
                "network_status": "in",
                "claim_number": "LH7",
                "processed_date": "2026-03-30",
                "plan_paid": "235.00",
                "patient_responsibility": "185.00",
            },
        },
        {
            "id": "check-1182",
            "kind": "receipt",
            "fields": {
                "provider_name": "Cedar Lab Associates",
                "patient_paid": "185.00",
                "letter_date": "2026-04-12",
                "reference_number": "1182",
            },
        },
        {
            "id": "collector",
            "kind": "collection_notice",
            "fields": {
                "issuer_name": "Harrow & Pike Recovery",
                "original_creditor": "Cedar Lab Associates",
                "letter_date": "2026-11-06",
                "previous_balance": "220.00",
                "fees": "32.40",
                "amount_due": "252.40",
            },
        },
    ]


def others() -> list[dict[str, Any]]:
    return [
        {
            "id": "osprey",
            "kind": "bill",
            "fields": {
                "provider_name": "Osprey Physical Therapy",
                "statement_date": "2026-11-10",
                "service_from": "2026-09-29",
                "total_billed": "390.00",
                "amount_due": "390.00",
            },
        },
        {
            "id": "osei",
            "kind": "bill",
            "fields": {
                "provider_name": "Dr. Osei",
                "statement_date": "2026-11-02",
                "service_from": "2026-10-20",
                "total_billed": "150.00",
                "plan_paid": "110.00",
                "amount_due": "40.00",
            },
        },
    ]


def family() -> dict[str, Any]:
    return {
        "schema": 1,
        "today": "2026-11-17",
        "patient": {"insured": True},
        "plan": {
            "type": "employer_self_funded_erisa",
            "payer_name": "Lakeshore Health PPO",
            "coinsurance_in": "0.20",
            "dental": {
                "network_fees": {"D2392": "200.00"},
                "alternate_fees": {"D2150": "120.00"},
                "alternate_fees_asked": {"D2150": "160.00"},
            },
        },
        "documents": [er_bill("bill", id="er-first", statement_date="2026-10-02"), er_bill(), er_eob(), *dental(), *collector(), *others()],
    }


@pytest.fixture(scope="module")
def facts() -> Facts:
    loaded = facts_from_json(family(), today=TODAY)
    assert loaded.warnings == ()
    return loaded.facts


def test_the_findings_and_their_dollars(facts: Facts) -> None:
    found = run_checks(facts).findings
    assert [(item.check, item.amount_at_stake.plain(), item.documents[0]) for item in found if item.documents[0] != "cedar-bill"] == [
        ("bill_exceeds_eob_patient_responsibility", "4680.00", "er-bill"),
        ("co_amount_billed_to_patient", "3400.00", "er-bill"),
        ("exact_duplicate_line", "410.00", "er-bill"),
        ("collection_exceeds_original", "252.40", "collector"),
        ("alternate_benefit_downgrade", "75.00", "filling-bill"),
    ]
    by_check = {item.check: item for item in found if item.documents[0] == "er-bill"}
    assert by_check["exact_duplicate_line"].title == "Chest X-ray charged twice"
    assert "refused one of them as a copy" in by_check["exact_duplicate_line"].explanation
    assert by_check["co_amount_billed_to_patient"].part_of == "bill_exceeds_eob_patient_responsibility"
    assert (
        "Lakeshore Health says it paid $1,280.00. The bill shows $0.00." in by_check["bill_exceeds_eob_patient_responsibility"].explanation
    )


def test_the_same_dollars_count_once(facts: Facts) -> None:
    found = run_checks(facts).findings
    counted = count_once(found, facts)
    er = {item.check: counted[item.key].plain() for item in found if item.documents[0] == "er-bill"}
    assert er == {
        "exact_duplicate_line": "410.00",
        "co_amount_billed_to_patient": "2990.00",
        "bill_exceeds_eob_patient_responsibility": "1280.00",
    }


def test_what_the_family_owes(facts: Facts) -> None:
    owed = you_owe(facts, run_checks(facts).findings)
    assert owed.to_json() == {"sure": "440.00", "disputed": "5007.40", "waiting_for_insurance": "390.00"}
    assert owed.asked == Money.of("5837.40")
    by_paper = {
        name: (part.sure.plain(), part.disputed.plain(), part.waiting_for_insurance.plain()) for name, part in owed.per_paper.items()
    }
    assert by_paper == {
        "er-bill": ("320.00", "4680.00", "0.00"),
        "filling-bill": ("80.00", "75.00", "0.00"),
        "collector": ("0.00", "252.40", "0.00"),
        "osprey": ("0.00", "0.00", "390.00"),
        "osei": ("40.00", "0.00", "0.00"),
    }


def test_the_collector_s_figures_are_all_said(facts: Facts) -> None:
    (found,) = run_checks(facts, only=["collection_exceeds_original"]).findings
    for figure in ("$640.00", "$220.00", "$235.00", "$185.00", "$0.00", "$252.40", "$32.40"):
        assert figure in found.explanation
    assert found.certainty == "sure" and set(found.documents) == {"collector", "cedar-bill", "cedar-eob", "check-1182"}


def test_the_dentist_s_three_shares_are_shown(facts: Facts) -> None:
    (found,) = run_checks(facts, only=["alternate_benefit_downgrade"]).findings
    for figure in ("$155.00", "$80.00", "$0.00", "$75.00", "$160.00", "$40.00"):
        assert figure in found.explanation
    assert found.certainty == "likely" and found.letter == "dental_balance_contract_question"


def test_the_answer_has_the_contract_s_form_and_is_the_same_twice(facts: Facts) -> None:
    answer = check(facts)
    assert set(answer) == {"schema", "findings", "not_checked", "you_owe"}
    assert answer == check(facts_from_json(family(), today=TODAY).facts)
    amounts = [float(item["amount_at_stake"]) for item in answer["findings"]]
    assert amounts == sorted(amounts, reverse=True)
    assert {"check": "coinsurance_math", "needs": "the coinsurance of each line on an insurer's statement (EOB)"} in answer["not_checked"]


def test_what_the_user_marked_as_fine_is_not_in_dispute() -> None:
    import dataclasses

    loaded = facts_from_json({"documents": [er_bill(), er_eob()]}, today=TODAY).facts
    keys = {item.key: "I checked" for item in run_checks(loaded).findings}
    accepted = dataclasses.replace(loaded, accepted=keys)
    assert run_checks(accepted).findings == ()
    assert you_owe(accepted, run_checks(accepted).findings).sure == Money.of("5000.00")
