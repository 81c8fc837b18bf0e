"""Near duplicates, duplicates over papers, and sums: each check's own example, and the good explanations."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from medbills.audits import run_checks
from medbills.domain.finding import Finding, Inspection
from medbills.services.case_file import facts_from_json

TODAY = date(2026, 11, 21)
DAY = "2026-03-03"
NPI = "1234567893"


def bill(*lines: dict[str, Any], kind: str = "itemized_bill", id: str = "bill", **fields: Any) -> dict[str, Any]:
    common = {"provider_name": "Oak Clinic", "statement_date": "2026-05-01"}
    given = {name: value for name, value in (common | fields).items() if value is not None}
    return {"id": id, "kind": kind, "lines": [{"service_date": DAY} | line for line in lines], "fields": given}


def eob(*lines: dict[str, Any], id: str = "eob", **fields: Any) -> dict[str, Any]:
    common = {"provider_name": "Oak Clinic", "payer_name": "Lakeshore", "network_status": "in", "processed_date": "2026-04-01"}
    given = {name: value for name, value in (common | fields).items() if value is not None}
    return {"id": id, "kind": "eob", "lines": [{"service_date": DAY} | line for line in lines], "fields": given}


def inspect(check: str, *documents: dict[str, Any]) -> Inspection:
    loaded = facts_from_json({"documents": list(documents)}, today=TODAY)
    assert loaded.warnings == ()
    return run_checks(loaded.facts, only=[check])


def one(check: str, *documents: dict[str, Any]) -> Finding:
    (found,) = inspect(check, *documents).findings
    return found


def silent(check: str, *documents: dict[str, Any]) -> bool:
    answer = inspect(check, *documents)
    return answer.findings == () and answer.not_checked == ()


def not_checked(check: str, *documents: dict[str, Any]) -> str:
    answer = inspect(check, *documents)
    assert answer.findings == ()
    return " / ".join(item.needs for item in answer.not_checked)


# ---- A02
A02 = "near_duplicate_line"
PANEL = {"code": "80053", "billed": "95.00"}
OTHER_PANEL = {"code": "80053", "billed": "96.50"}


def test_a02_example() -> None:
    found = one(A02, bill(PANEL, {"code": "99213", "billed": "80.00"}, OTHER_PANEL))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("95.00", "low", "likely")
    assert [ref.line for ref in found.lines] == [0, 2] and found.letter == "billing_dispute"


def test_a02_other_units_or_an_empty_modifier() -> None:
    assert one(A02, bill(PANEL | {"units": 1}, PANEL | {"units": 2})).amount_at_stake.plain() == "95.00"
    assert one(A02, bill(PANEL, PANEL | {"modifiers": ["KX"]})).amount_at_stake.plain() == "95.00"
    assert one(A02, bill(PANEL, OTHER_PANEL | {"units": 1})).certainty == "ask"


@pytest.mark.parametrize("modifier", ["LT", "26", "TC", "JW", "GP", "59", "91", "XU"])
def test_a02_a_modifier_that_tells_them_apart(modifier: str) -> None:
    assert silent(A02, bill(PANEL, OTHER_PANEL | {"modifiers": [modifier]}))


@pytest.mark.parametrize(
    "difference",
    [
        {"rendering_npi": NPI},
        {"tooth": "3"},
        {"surface": "MO"},
        {"service_date": "2026-03-04"},
        {"code": "80048"},
        {"ndc": "00409-1234-01"},
        {"revenue_code": "0300"},
        {"description": "Panel 08:10"},
    ],
)
def test_a02_good_explanations(difference: dict[str, Any]) -> None:
    assert silent(A02, bill(PANEL, OTHER_PANEL | difference))


def test_a02_exact_copies_and_credits_are_not_its_matter() -> None:
    assert silent(A02, bill(PANEL, PANEL)) and silent(A02, bill(PANEL, OTHER_PANEL, OTHER_PANEL | {"billed": "-96.50"}))
    assert one(A02, bill(PANEL, PANEL, OTHER_PANEL)).amount_at_stake.plain() == "95.00"


def test_a02_needs() -> None:
    assert "codes and dates" in not_checked(A02, bill({"billed": "95.00", "description": "Lab"}))
    assert "itemized bill" in not_checked(A02, bill(kind="bill", amount_due="5.00"))


# ---- A03
A03 = "duplicate_across_bills"
VISIT = {"code": "99213", "billed": "160.00", "service_date": "2026-02-10"}


def two(first: dict[str, Any] = VISIT, second: dict[str, Any] = VISIT, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    return (
        bill(first, id="a", account_number="111", provider_npi=NPI),
        bill(second, id="b", **({"account_number": "222", "provider_npi": NPI} | fields)),
    )


def test_a03_example() -> None:
    found = one(A03, *two())
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("160.00", "medium", "likely")
    assert "111" in found.reason and "222" in found.reason and set(found.documents) == {"a", "b"}
    assert one(A03, *two(second=VISIT | {"billed": "150.00"})).amount_at_stake.plain() == "150.00"


def test_a03_good_explanations() -> None:
    assert silent(A03, *two(second=VISIT | {"modifiers": ["76"]})) and silent(A03, *two(second=VISIT | {"modifiers": ["80"]}))
    assert silent(A03, *two(VISIT | {"revenue_code": "0510"}, VISIT | {"place_of_service": "11"}))  # hospital's and doctor's part
    assert silent(A03, *two(second=VISIT | {"service_date": "2026-02-11"}))
    assert "two bills" in not_checked(A03, *two(account_number="111"))  # a later statement of one account
    assert silent(A03, *two(provider_npi="1063300242", provider_name="Pine Hospital"))
    named = two(patient_name="Ruth Calloway")
    named[0]["fields"]["patient_name"] = "Walter Calloway"
    assert silent(A03, *named)


def test_a03_one_visit_on_two_systems_is_low() -> None:
    line = VISIT | {"place_of_service": "11"}
    moved = two(line, line, provider_npi="1063300242", provider_name="Pine Hospital", patient_name="Walter Calloway")
    moved[0]["fields"]["patient_name"] = "Walter Calloway"
    found = one(A03, *moved)
    assert (found.severity, found.certainty) == ("low", "ask")


def test_a03_same_form_and_number_is_sure() -> None:
    line = VISIT | {"place_of_service": "11"}
    assert one(A03, *two(line, line)).certainty == "sure"


def test_a03_needs() -> None:
    assert "account number" in not_checked(A03, *two(account_number=None)) and "two bills" in not_checked(A03, bill(VISIT))


# ---- A04
A04 = "duplicate_claim_eob"
SEEN = {"code": "99214", "billed": "200.00", "patient_owes": "40.00"}


def claims(first: dict[str, Any] = SEEN, second: dict[str, Any] = SEEN, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    common = {"claim_number": "B", "provider_npi": NPI}
    return eob(first, id="a", claim_number="A", provider_npi=NPI), eob(second, id="b", **(common | fields))


def test_a04_example() -> None:
    found = one(A04, *claims())
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("40.00", "medium", "sure")
    assert found.letter == "internal_appeal" and len(found.lines) == 2
    assert one(A04, *claims(second=SEEN | {"patient_owes": "25.00"})).amount_at_stake.plain() == "25.00"


def test_a04_good_explanations() -> None:
    assert silent(A04, *claims(second=SEEN | {"remark_codes": ["CO-18"]})) and silent(A04, *claims(second=SEEN | {"patient_owes": "0.00"}))
    assert "two statements" in not_checked(A04, *claims(payer_name="Second Plan"))
    assert "two statements" in not_checked(A04, *claims(replaces_claim_number="A", claim_version="replacement"))
    assert silent(A04, *claims(second=SEEN | {"modifiers": ["25"]})) and silent(A04, *claims(second=SEEN | {"billed": "210.00"}))
    again = SEEN | {"modifiers": ["76"]}
    assert silent(A04, *claims(again, again)) and silent(A04, *claims(second=SEEN | {"service_date": "2026-03-04"}))


def test_a04_needs() -> None:
    assert "claim numbers" in not_checked(A04, *claims(claim_number=None)) and "two statements" in not_checked(A04, eob(SEEN))
    words = {"description": "Office visit", "billed": "200.00", "patient_owes": "40.00"}
    assert one(A04, *claims(words, words)).certainty == "ask"


# ---- B02
B02 = "unit_price_times_units"
SUPPLY = {"code": "A4550", "unit_price": "12.25", "units": 3, "billed": "49.00"}


def test_b02_example() -> None:
    found = one(B02, bill(SUPPLY))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("12.25", "low", "sure")
    assert "$36.75" in found.explanation and "4 units" in found.explanation


def test_b02_good_explanations() -> None:
    assert silent(B02, bill(SUPPLY | {"billed": "36.75"})) and silent(B02, bill(SUPPLY | {"billed": "36.76"}))
    assert silent(B02, bill(SUPPLY | {"unit_price": "0.33", "units": 100, "billed": "33.30"}))  # a third of a dollar, printed in cents
    assert silent(B02, bill(SUPPLY | {"billed": "-36.75"})) and silent(B02, bill(SUPPLY | {"units": 0.5, "billed": "6.13"}))
    assert one(B02, bill(SUPPLY | {"billed": "30.00"})).amount_at_stake.plain() == "0.00"


def test_b02_needs() -> None:
    assert "price of one unit" in not_checked(B02, bill({"units": 3, "billed": "49.00"}))


# ---- B05
B05 = "eob_totals_vs_lines"
ROWS = ({"patient_owes": "30.00"}, {"patient_owes": "45.00"})


def test_b05_example() -> None:
    found = one(B05, eob(*ROWS, patient_responsibility="95.00"))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("20.00", "low", "sure")
    assert "$75.00" in found.reason and "$95.00" in found.reason


def test_b05_several_totals_are_one_finding() -> None:
    rows = ({"patient_owes": "30.00", "plan_paid": "60.00"}, {"patient_owes": "45.00", "plan_paid": "60.00"})
    found = one(B05, eob(*rows, patient_responsibility="95.00", plan_paid="100.00"))
    assert found.amount_at_stake.plain() == "20.00" and "1 more" in found.explanation


def test_b05_good_explanations() -> None:
    assert silent(B05, eob(*ROWS, patient_responsibility="75.00")) and silent(B05, eob(*ROWS, patient_responsibility="75.01"))
    assert silent(B05, eob(*ROWS, patient_responsibility="55.00", other_insurance_paid="20.00"))
    assert silent(B05, eob({"plan_paid": "80.00"}, plan_paid="82.00", interest="2.00"))
    missing = eob({"billed": "100.00", "patient_owes": "30.00"}, total_billed="300.00", patient_responsibility="95.00")
    assert one(B05, missing).certainty == "ask" and "all pages" in one(B05, missing).explanation


def test_b05_needs() -> None:
    assert "totals" in not_checked(B05, eob(*ROWS)) and "totals" in not_checked(B05, eob(*ROWS, {}, patient_responsibility="95.00"))
