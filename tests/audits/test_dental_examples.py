"""Checks of dental papers: their examples, and the good explanations that stay silent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from medbills.audits import run_checks
from medbills.domain.dental import months_after
from medbills.domain.finding import Finding, Inspection
from medbills.services.case_file import facts_from_json

DAY = "2026-03-03"


def line(code: str, **others: Any) -> dict[str, Any]:
    return {"service_date": DAY, "code": code, "billed": "275.00"} | others


def bill(*lines: dict[str, Any], id: str = "bill", **fields: Any) -> dict[str, Any]:
    return {"id": id, "kind": "itemized_bill", "lines": list(lines), "fields": {"provider_name": "Oak Dental"} | fields}


def eob(*lines: dict[str, Any], id: str = "eob", **fields: Any) -> dict[str, Any]:
    common = {"provider_name": "Oak Dental", "payer_name": "Tooth Plan", "network_status": "in", "processed_date": "2026-04-01"}
    return {"id": id, "kind": "eob", "lines": list(lines), "fields": common | fields}


def inspect(check: str, *documents: dict[str, Any], dental: dict[str, Any] | None = None, **context: Any) -> Inspection:
    plan = {"covered_from": context.pop("covered_from", None), "dental": dental}
    loaded = facts_from_json({"documents": list(documents), "plan": plan, "context": context}, today=date(2026, 11, 21))
    assert loaded.warnings == ()
    return run_checks(loaded.facts, only=[check])


def one(check: str, *documents: dict[str, Any], **parts: Any) -> Finding:
    (found,) = inspect(check, *documents, **parts).findings
    return found


def at_stake(check: str, *documents: dict[str, Any], **parts: Any) -> tuple[str, str]:
    found = one(check, *documents, **parts)
    return found.amount_at_stake.plain(), found.certainty.value


def silent(check: str, *documents: dict[str, Any], **parts: Any) -> bool:
    answer = inspect(check, *documents, **parts)
    return answer.findings == () and answer.not_checked == ()


def needs(check: str, *documents: dict[str, Any], **parts: Any) -> str:
    answer = inspect(check, *documents, **parts)
    assert answer.findings == ()
    return " / ".join(item.needs for item in answer.not_checked)


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28) and months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert months_after(date(2026, 6, 1), 12) == date(2027, 6, 1) and months_after(date(2026, 1, 15), -24) == date(2024, 1, 15)


# ---- J02
J02 = "downgrade_not_disclosed"


def test_j02() -> None:
    lowered = eob(line("D2392", paid_as_code="D2150"))
    found = one(J02, lowered, downgrade_disclosed=False)
    assert (found.severity, found.certainty, found.letter) == ("low", "ask", "dental_balance_contract_question")
    assert one(J02, eob(line("D2392", remark_codes=["169"])), downgrade_disclosed=False)
    assert silent(J02, lowered, downgrade_disclosed=True)
    assert silent(J02, lowered, {"kind": "predetermination", "id": "estimate"}, downgrade_disclosed=False)
    assert "told before" in needs(J02, lowered) and "cheaper" in needs(J02, eob(line("D2392")), downgrade_disclosed=False)


# ---- J03
J03 = "dental_frequency"
TWICE = {"frequency": {"D1110": {"times": 2, "per": "calendar year"}}}


def cleaning(day: str, code: str = "D1110", **others: Any) -> dict[str, Any]:
    return line(code, **others) | {"service_date": day}


def test_j03_example() -> None:
    three = [cleaning("2026-02-01"), cleaning("2026-08-03"), cleaning("2026-11-05")]
    found = one(J03, eob(*three), dental=TWICE)
    assert [ref.line for ref in found.lines] == [2] and found.severity == "low"
    assert one(J03, eob(*three), bill(*three), dental=TWICE)  # the same days on two papers count once
    assert one(J03, eob(*three[:2]), bill(cleaning("2026-11-05", "D1120")), dental=TWICE)


def test_j03_windows() -> None:
    assert silent(J03, eob(cleaning("2026-02-01"), cleaning("2026-08-03")), dental=TWICE)
    assert silent(J03, eob(cleaning("2025-12-30"), cleaning("2026-02-01"), cleaning("2026-08-03")), dental=TWICE)
    yearly = {"frequency": {"D0274": {"times": 1, "per": "12 months"}}}
    assert one(J03, eob(cleaning("2025-06-02", "D0274"), cleaning("2026-06-01", "D0272")), dental=yearly)
    assert silent(J03, eob(cleaning("2025-06-01", "D0274"), cleaning("2026-06-01", "D0272")), dental=yearly)


def test_j03_crowns_count_by_tooth() -> None:
    crowns = {"frequency": {"D2740": {"times": 1, "per": "5 years"}}}
    old = cleaning("2023-06-01", "D2750", tooth="3")
    assert silent(J03, eob(old, cleaning("2026-06-01", "D2740", tooth="14")), dental=crowns)
    assert one(J03, eob(old, cleaning("2026-06-01", "D2740", tooth="3")), dental=crowns)


def test_j03_needs() -> None:
    assert "how often" in needs(J03, eob(cleaning(DAY))) and "dates" in needs(J03, dental=TWICE)
    assert "calendar year or months" in needs(J03, eob(cleaning(DAY)), dental={"frequency": {"D1110": {"times": 2, "per": "moon"}}})


# ---- J04
J04 = "dental_waiting_period"
WAIT = {"waiting_months": {"major": 12}}
REFUSED = {"plan_paid": "0.00", "not_covered": "275.00"}


def test_j04() -> None:
    crown = cleaning("2026-09-01", "D2740", **REFUSED)
    found = one(J04, eob(crown), dental=WAIT, covered_from="2026-06-01")
    assert "June 1, 2027" in found.explanation and found.severity == "medium"
    assert silent(J04, eob(crown), dental=WAIT | {"prior_coverage_months": 12}, covered_from="2026-06-01")
    assert silent(J04, eob(crown), dental=WAIT, covered_from="2025-09-01")
    assert silent(J04, eob(crown | {"plan_paid": "100.00"}), dental=WAIT, covered_from="2026-06-01")
    assert silent(J04, eob(cleaning("2026-09-01", **REFUSED)), dental=WAIT, covered_from="2026-06-01")
    assert "waiting months" in needs(J04, eob(crown)) and "first day" in needs(J04, eob(crown), dental=WAIT)


# ---- J05
J05 = "dental_annual_maximum"
EARLIER = eob(line("D2740", plan_paid="1180.00"), id="earlier", processed_date="2026-02-01")
CUT = line("D2392", allowed="500.00", plan_paid="200.00", remark_codes=["CO-119"])
MAXIMUM = {"annual_maximum": "1500.00", "rates": {"D2392": "0.8"}}


def test_j05_example() -> None:
    assert at_stake(J05, EARLIER, eob(CUT), dental=MAXIMUM) == ("120.00", "ask")


def test_j05_good_explanations() -> None:
    assert silent(J05, EARLIER, eob(CUT | {"plan_paid": "320.00"}), dental=MAXIMUM)
    assert silent(J05, EARLIER, eob(CUT | {"remark_codes": ["CO-45"]}), dental=MAXIMUM)
    other_year = eob(line("D2740", plan_paid="1180.00") | {"service_date": "2025-03-03"}, id="earlier", processed_date="2025-04-01")
    assert at_stake(J05, other_year, eob(CUT), dental=MAXIMUM)[0] == "200.00"
    assert at_stake(J05, EARLIER, eob(CUT), dental=MAXIMUM | {"outside_maximum": ["major"]})[0] == "200.00"
    year = MAXIMUM | {"year_start": "2026-07-01"}
    later = eob(CUT | {"service_date": "2026-07-02"}, processed_date="2026-08-01")
    assert at_stake(J05, EARLIER, later, dental=year)[0] == "200.00"


def test_j05_needs() -> None:
    assert "maximum" in needs(J05, eob(CUT)) and "allows" in needs(J05, eob(CUT), dental={"annual_maximum": "1500.00"})


# ---- J06, J07
def test_j06() -> None:
    check, taken = "dental_deductible_on_preventive", eob(line("D1110", deductible="50.00"))
    waived = {"deductible_waived": ["preventive"]}
    assert at_stake(check, taken, dental=waived) == ("50.00", "ask")
    assert silent(check, eob(line("D1110", deductible="0.00"), line("D2392", deductible="50.00")), dental=waived)
    assert silent(check, taken, dental={"deductible_waived": []}) and "waives" in needs(check, taken)


def test_j07() -> None:
    check, bridge = "missing_tooth_clause", eob(line("D6010", tooth="19", **REFUSED))
    found = one(check, bridge, extractions={"19": "2024-02-01"}, covered_from="2025-01-01")
    assert found.severity == "low" and "February 1, 2024" in found.explanation
    assert silent(check, bridge, extractions={"19": "2025-02-01"}, covered_from="2025-01-01")
    assert silent(check, eob(line("D6010", tooth="19", plan_paid="900.00")), extractions={"19": "2024-02-01"}, covered_from="2025-01-01")
    assert silent(check, eob(line("D2740", tooth="19", **REFUSED)))
    assert "tooth was lost" in needs(check, bridge, covered_from="2025-01-01") and "statement" in needs(check)


# ---- J08
J08 = "dental_bundled_codes"


def test_j08_examples() -> None:
    five = [line("D4341", billed="200.00", service_date=f"2026-03-0{day}") for day in range(1, 6)]
    assert at_stake(J08, bill(*five)) == ("200.00", "ask")
    assert silent(J08, bill(*five[:4])) and silent(J08, bill(*five[:4], line("D4341") | {"service_date": "2028-03-02"}))


@pytest.mark.parametrize(
    ("part", "whole"),
    [("D2950", "D2740"), ("D0140", "D0120"), ("D9110", "D3310"), ("D1110", "D4341"), ("D1110", "D4355"), ("D1110", "D4910")],
)
def test_j08_pairs(part: str, whole: str) -> None:
    first, second = line(part, tooth="3", billed="90.00"), line(whole, tooth="3", billed="400.00")
    assert at_stake(J08, bill(second, first)) == ("90.00", "ask")
    assert silent(J08, bill(first, second | {"service_date": "2026-03-09"}))


def test_j08_another_tooth_is_another_treatment() -> None:
    assert silent(J08, bill(line("D2950", tooth="3"), line("D2740", tooth="14"))) and silent(J08, bill(line("D2950"), line("D2740")))
    assert "itemized bill" in needs(J08)


# ---- J09
J09 = "tooth_surface_validity"


def test_j09_example() -> None:
    found = one(J09, bill(line("D2393", tooth="3", surface="MO")))
    assert found.severity == "low" and "2 surfaces and a code for 3 surfaces" in found.explanation


@pytest.mark.parametrize(
    ("code", "tooth", "surface"),
    [
        ("D2392", "3", "MO"), ("D2392", "A", "M, O"), ("D2391", "30", "BF"), ("D2394", "19", "MODBL"), ("D2335", "8", "MI"),
        ("D2331", "8", "MF"), ("D2150", "8", "MO"), ("D2740", "3", None), ("D7140", "53", None), ("D7140", "AS", None),
    ],
)  # fmt: skip
def test_j09_fits(code: str, tooth: str, surface: str | None) -> None:
    assert silent(J09, bill(line(code, tooth=tooth, surface=surface)))


@pytest.mark.parametrize(
    ("code", "tooth", "surface"),
    [("D2391", "3", "MO"), ("D2394", "3", "MOD"), ("D2392", "8", "MF"), ("D2331", "3", "MF"), ("D2740", "33", None), ("D2392", "3", "MX")],
)
def test_j09_differs(code: str, tooth: str, surface: str | None) -> None:
    assert one(J09, bill(line(code, tooth=tooth, surface=surface))).amount_at_stake.plain() == "0.00"


def test_j09_a_doubtful_reading_and_no_teeth() -> None:
    assert silent(J09, bill(line("D2393", tooth="3", surface={"value": "MO", "confidence": 0.6})))
    assert "teeth" in needs(J09, bill(line("D2393")))


# ---- J10
J10 = "dental_contract_writeoff"
FEES = {"network_fees": {"D2392": "200.00"}}
PAID = eob(line("D2392", plan_paid="120.00", allowed="200.00"))


def test_j10_example() -> None:
    assert at_stake(J10, bill(line("D2392"), amount_due="155.00"), PAID, dental=FEES) == ("75.00", "likely")
    assert at_stake(J10, bill(line("D2392", patient_owes="155.00"), line("D1110")), PAID, dental=FEES)[0] == "75.00"


def test_j10_good_explanations() -> None:
    asks = bill(line("D2392"), amount_due="155.00")
    assert silent(J10, bill(line("D2392"), amount_due="80.00"), PAID, dental=FEES)
    assert silent(J10, asks, PAID, dental=FEES, fees_agreed=True)
    lowered = eob(line("D2392", plan_paid="120.00", paid_as_code="D2150"))
    assert silent(J10, asks, lowered, dental=FEES)  # the cheaper treatment has its own check
    assert silent(J10, asks, eob(line("D2392", plan_paid="0.00", not_covered="275.00")), dental=FEES)


def test_j10_needs() -> None:
    asks = bill(line("D2392"), amount_due="155.00")
    assert "fees" in needs(J10, asks, PAID) and "network" in needs(J10, asks, eob(line("D2392"), network_status="out"), dental=FEES)
    assert "amount asked" in needs(J10, PAID, dental=FEES)
    assert "amount asked" in needs(J10, bill(line("D2392"), line("D1110"), amount_due="155.00"), PAID, dental=FEES)
    assert "D1110" in needs(J10, eob(line("D1110", plan_paid="90.00")), dental=FEES)
