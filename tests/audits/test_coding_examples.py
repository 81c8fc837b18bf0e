"""Checks of codes, units and modifiers: their examples, and the good explanations that stay silent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from medbills.audits import run_checks
from medbills.domain.finding import Finding, Inspection
from medbills.services.case_file import facts_from_json

DAY = "2026-03-03"


def line(code: str, billed: str = "120.00", *modifiers: str, **others: Any) -> dict[str, Any]:
    return {"service_date": DAY, "code": code, "billed": billed, "modifiers": list(modifiers)} | others


def bill(*lines: dict[str, Any], id: str = "bill", **fields: Any) -> dict[str, Any]:
    """A doctor's bill; `place_of_service=None` leaves open whose bill it is."""
    common = {"provider_name": "Oak Clinic", "provider_npi": "1234567893", "place_of_service": "11", "statement_date": "2026-05-01"}
    given = {name: value for name, value in (common | fields).items() if value is not None}
    return {"id": id, "kind": "itemized_bill", "lines": list(lines), "fields": given}


def hospital(*lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return bill(*lines, place_of_service=None, type_of_bill="0131", **fields)


def inspect(check: str, *documents: dict[str, Any], plan: dict[str, Any] | None = None, **context: Any) -> Inspection:
    loaded = facts_from_json({"documents": list(documents), "context": context, "plan": plan}, today=date(2026, 11, 21))
    assert loaded.warnings == ()
    return run_checks(loaded.facts, only=[check])


def one(check: str, *documents: dict[str, Any], **context: Any) -> Finding:
    (found,) = inspect(check, *documents, **context).findings
    return found


def at_stake(check: str, *documents: dict[str, Any], **context: Any) -> tuple[str, str]:
    found = one(check, *documents, **context)
    return found.amount_at_stake.plain(), found.certainty.value


def silent(check: str, *documents: dict[str, Any], **context: Any) -> bool:
    answer = inspect(check, *documents, **context)
    return answer.findings == () and answer.not_checked == ()


def needs(check: str, *documents: dict[str, Any], **context: Any) -> str:
    answer = inspect(check, *documents, **context)
    assert answer.findings == ()
    return " / ".join(item.needs for item in answer.not_checked)


CODING = (
    "code_format", "lab_panel_unbundled", "new_vs_established", "multiple_em_same_day", "em_with_minor_procedure_no25",
    "postop_visit_in_global", "bilateral_modifier_conflict", "modifier_sanity", "professional_technical_overlap", "units_implausible",
    "addon_without_primary", "initial_infusion_twice", "dx_laterality_conflict", "ndc_units", "ambulance_mileage", "ed_level_twice",
    "pos_mismatch", "maternity_package_split",
)  # fmt: skip


@pytest.mark.parametrize("check", CODING)
def test_without_codes_nothing_is_looked_at(check: str) -> None:
    assert "itemized bill" in needs(check) and "itemized bill" in needs(check, bill({"service_date": DAY, "billed": "5.00"}))


@pytest.mark.parametrize("check", CODING)
def test_a_credited_line_is_no_charge(check: str) -> None:
    odd = [line("9921"), line("99213"), line("99285", units=3), line("71046", "120.00", "26", "TC"), line("A0425", units=99), line("96365")]
    credits_ = [item | {"billed": "-120.00"} for item in odd]
    assert inspect(check, bill(*odd, *credits_), ambulance_miles="1").findings == ()


# ---- F01
def test_f01() -> None:
    assert "9921" in one("code_format", bill(line("9921"))).explanation and one("code_format", bill(line("D239"))).certainty == "ask"
    assert silent("code_format", bill(line("99213"), line("D2392"), line("0450"), line("J1885"), line("0275T"), diagnosis_codes=["E11.9"]))
    assert "11.9" in one("code_format", bill(line("99213"), diagnosis_codes=["11.9"])).explanation
    assert silent("code_format", bill(line("4500123")))  # a hospital's own charge number
    doubtful = {"value": "9921", "confidence": 0.7}
    assert silent("code_format", bill(line("99213"), line("9921") | {"code": doubtful}))


# ---- F02
F02 = "lab_panel_unbundled"
METABOLIC = ["82374", "82435", "84132", "84295"]


def test_f02_example_and_the_other_two_forms() -> None:
    assert at_stake(F02, bill(line("80053", "48.00"), line("82565", "19.00"))) == ("19.00", "likely")
    assert at_stake(F02, bill(*(line(code, "10.00") for code in METABOLIC))) == ("0.00", "likely")
    assert at_stake(F02, bill(line("80053", "48.00"), line("80048", "30.00"))) == ("30.00", "likely")
    assert at_stake(F02, bill(line("80053", "48.00"), line("80076", "40.00"))) == ("40.00", "ask")


def test_f02_the_largest_panel_explains_the_lines_once() -> None:
    found = one(F02, bill(line("80053", "48.00"), line("80048", "30.00"), line("82565", "19.00")))
    assert found.amount_at_stake.plain() == "49.00" and len(found.lines) == 3


@pytest.mark.parametrize("modifier", ["91", "59"])
def test_f02_a_repeat_is_a_reason(modifier: str) -> None:
    assert silent(F02, bill(line("80053", "48.00"), line("82565", "19.00", modifier)))


def test_f02_other_days_tests_and_missing_parts() -> None:
    assert silent(F02, bill(line("80053"), line("82565") | {"service_date": "2026-03-04"}))
    assert silent(F02, bill(*(line(code) for code in METABOLIC[:3]))) and silent(F02, bill(line("80053"), line("84443")))


# ---- F03
F03 = "new_vs_established"


def before(code: str = "99213", day: str = "2023-06-01", *modifiers: str, **fields: Any) -> dict[str, Any]:
    return bill(line(code, "120.00", *modifiers) | {"service_date": day}, id="before", **fields)


NEW = bill(line("99204") | {"service_date": "2026-05-10"}, provider_tax_id="12-3456789")


def test_f03_example() -> None:
    found = one(F03, NEW, before(provider_tax_id="12-3456789"))
    assert found.certainty == "ask" and "June 1, 2023" in found.explanation and found.amount_at_stake.plain() == "0.00"


def test_f03_good_explanations() -> None:
    assert silent(F03, NEW, before(day="2023-05-10")) and silent(F03, NEW, before("71046")) and silent(F03, NEW, before("80053"))
    assert silent(F03, NEW, before("93000", "2025-06-01", "26"))
    assert "earlier paper" in needs(F03, NEW) and "earlier paper" in needs(F03, NEW, before(provider_tax_id="98-7654321"))
    assert silent(F03, bill(line("99213")))


# ---- F04
F04 = "multiple_em_same_day"


def test_f04_example() -> None:
    assert at_stake(F04, bill(line("99213", "120.00"), line("99214", "175.00"))) == ("120.00", "likely")
    assert at_stake(F04, bill(line("99213", "150.00"), line("99396", "120.00"))) == ("150.00", "likely")


def test_f04_good_explanations() -> None:
    assert silent(F04, bill(line("99213"), line("99214", "175.00", "25"))) and silent(F04, bill(line("99213"), line("99396", "1.00", "25")))
    assert silent(F04, bill(line("99213", rendering_npi="1234567893"), line("99214", rendering_npi="1245319599")))
    assert silent(F04, bill(line("99239")), bill(line("99222"), id="other"))
    assert silent(F04, bill(line("99213")), bill(line("99214"), id="other", provider_npi="1245319599", provider_name="Pine"))
    assert silent(F04, bill(line("99283")), hospital(line("99284", revenue_code="0450"), id="other"))


def test_f04_a_name_only_asks() -> None:
    assert at_stake(F04, bill(line("99213"), line("99214"), provider_npi=None))[1] == "ask"


# ---- F05
F05 = "em_with_minor_procedure_no25"


def test_f05() -> None:
    assert at_stake(F05, bill(line("99213"), line("11102", "200.00"))) == ("120.00", "ask")
    for modifier in ("25", "57"):
        assert silent(F05, bill(line("99213", "120.00", modifier), line("11102")))
    for code in ("36415", "51798", "59400"):
        assert silent(F05, bill(line("99213"), line(code)))
    assert "hospital" in needs(F05, hospital(line("99213"), line("11102")))


# ---- F06
F06 = "postop_visit_in_global"
SURGERY = line("27447", "3000.00") | {"service_date": "2026-04-01"}


def after(*modifiers: str, day: str = "2026-04-20") -> dict[str, Any]:
    return line("99213", "120.00", *modifiers) | {"service_date": day}


def test_f06_example() -> None:
    assert at_stake(F06, bill(SURGERY, after()), global_days={"27447": 90}) == ("120.00", "likely")
    assert "19 days" in one(F06, bill(SURGERY), bill(after(), id="later"), global_days={"27447": 90}).explanation


def test_f06_good_explanations_and_needs() -> None:
    days = {"27447": 90}
    for modifier in ("24", "25", "57", "58", "78", "79"):
        assert silent(F06, bill(SURGERY, after(modifier)), global_days=days)
    assert silent(F06, bill(SURGERY, after(day="2026-07-01")), global_days=days)
    assert silent(F06, bill(SURGERY, after()), global_days={"27447": 0})
    assert silent(F06, bill(SURGERY | {"modifiers": ["54"]}, after()), global_days=days)
    assert "27447" in needs(F06, bill(SURGERY, after())) and "surgeon" in needs(F06, bill(after()))


# ---- F07
F07 = "bilateral_modifier_conflict"


def test_f07() -> None:
    both, right, left = line("69436", "900.00", "50"), line("69436", "600.00", "RT"), line("69436", "600.00", "LT")
    assert at_stake(F07, bill(both, right)) == ("600.00", "likely")
    assert at_stake(F07, bill(both, right, left)) == ("900.00", "likely")
    assert at_stake(F07, bill(both | {"units": 2})) == ("0.00", "ask")
    assert silent(F07, bill(left, right)) and silent(F07, bill(both)) and silent(F07, bill(both, line("69420", "600.00", "RT")))
    assert silent(F07, bill(both, line("69436", "600.00", "RT", "59")))
    assert "modifiers" in needs(F07, bill({"service_date": DAY, "code": "69436", "billed": "9.00"}))


# ---- F08
F08 = "modifier_sanity"


def test_f08() -> None:
    assert "26 and TC" in one(F08, bill(line("72148", "500.00", "26", "TC"))).explanation
    assert "GZ" in one(F08, bill(line("97110", "50.00", "GA", "GZ")), abn_signed=True).explanation
    assert at_stake(F08, bill(line("97110", "50.00", "GZ", patient_owes="50.00"))) == ("50.00", "likely")
    assert one(F08, bill(line("97110", "50.00", "2"))) and one(F08, bill(line("97110", "50.00", "GP", "59", "KX", "RT", "LT")))
    assert one(F08, bill(line("97110", "50.00", "GA")), abn_signed=False).certainty == "ask"
    assert one(F08, bill(line("70553", "500.00", "TC"), place_of_service="21"))
    assert one(F08, bill(line("70553", "9.00", "26"), line("70553")))


def test_f08_normal_ones_and_needs() -> None:
    assert silent(F08, bill(line("97110", "50.00", "GY", patient_owes="50.00"), line("99213", "50.00", "25")))
    assert silent(F08, bill(line("97110", "50.00", "GZ", patient_owes="0.00")))
    assert silent(F08, bill(line("97110", "50.00", "GA")), abn_signed=True) and "ABN" in needs(F08, bill(line("97110", "50.00", "GA")))
    assert "modifiers" in needs(F08, bill({"service_date": DAY, "code": "69436", "billed": "9.00"}))


# ---- F09
F09 = "professional_technical_overlap"


def test_f09() -> None:
    whole, reading = line("70553", "1400.00"), line("70553", "190.00", "26")
    assert at_stake(F09, bill(whole, reading)) == ("190.00", "likely")
    assert at_stake(F09, bill(whole), bill(reading, id="reader", provider_npi="1245319599", provider_name="Pine")) == ("190.00", "likely")
    assert at_stake(F09, bill(whole, reading, place_of_service=None)) == ("190.00", "ask")
    assert silent(F09, hospital(whole), bill(reading, id="reader", provider_npi="1245319599", provider_name="Pine"))
    assert silent(F09, bill(whole, line("70553", "190.00", "26", "76"))) and silent(F09, bill(line("70553", "900.00", "TC"), reading))
    assert "modifiers" in needs(F09, bill({"service_date": DAY, "code": "70553", "billed": "9.00"}))


# ---- F10
F10 = "units_implausible"


def test_f10_the_eight_minute_rule() -> None:
    therapy = line("97110", "180.00", "GP", units=4)
    assert at_stake(F10, bill(therapy), therapy_minutes={DAY: 38}) == ("45.00", "ask")
    assert silent(F10, bill(therapy | {"units": 3}), therapy_minutes={DAY: 38})
    two = (line("97110", "45.00", units=1), line("97140", "45.00", units=1))
    assert silent(F10, bill(*two), therapy_minutes={DAY: 16})  # eight minutes of each
    assert at_stake(F10, bill(*two), therapy_minutes={DAY: 16}, plan={"type": "medicare_original"}) == ("45.00", "ask")
    assert "minutes" in needs(F10, bill(therapy))


def test_f10_the_other_parts() -> None:
    assert at_stake(F10, bill(line("99213", "240.00", units=2))) == ("120.00", "likely")
    assert at_stake(F10, bill(line("27447", "500.00", units=5))) == ("200.00", "ask")
    assert at_stake(F10, bill(line("97150", "100.00", units=10))) == ("20.00", "likely")
    assert one(F10, bill(line("00400", "100.00", units=95)), surgery_minutes=90).amount_at_stake.plain() == "0.00"
    assert one(F10, hospital(line("G0378", "900.00", units=42)), observation_hours="40.5")
    assert silent(F10, hospital(line("G0378", "900.00", units=41)), observation_hours="40.5")
    assert "hours of the stay" in needs(F10, hospital(line("G0378", "900.00", units=41)))


def test_f10_silent() -> None:
    assert silent(F10, bill(line("99213", units=1), line("11102", units=6), line("36415", units=4), line("64484", units=4)))
    assert "units" in needs(F10, bill(line("99213")))


# ---- F11, F12, F13
def test_f11() -> None:
    check = "addon_without_primary"
    assert at_stake(check, bill(line("90472", "30.00"))) == ("0.00", "ask")
    assert silent(check, bill(line("90472"), line("90471"))) and silent(check, bill(line("90472")), bill(line("G0008"), id="other"))
    assert one(check, bill(line("90472"), line("90471") | {"service_date": "2026-03-04"}))


def test_f12() -> None:
    check = "initial_infusion_twice"
    assert at_stake(check, bill(line("96365", "210.00"), line("96374", "140.00"))) == ("140.00", "likely")
    for modifier in ("59", "XE", "XS"):
        assert silent(check, bill(line("96365", "210.00"), line("96374", "140.00", modifier)))
    assert silent(check, bill(line("96365"), line("96375")))


def test_f13() -> None:
    check = "dx_laterality_conflict"
    assert at_stake(check, bill(line("73562", "120.00", "RT", description="X-RAY LEFT KNEE"))) == ("0.00", "ask")
    assert silent(check, bill(line("73562", "120.00", "LT", description="X-ray left knee")))
    assert silent(check, bill(line("73562", "120.00", "RT", description="Knees left and right")))
    assert "side" in needs(check, bill(line("73562", description="X-ray left knee")))


# ---- F14, F15
def test_f14() -> None:
    check, dose = "ndc_units", {"J1885": {"given": "80", "per_unit": "10"}}
    assert at_stake(check, bill(line("J1885", "396.00", units=18)), drug_doses=dose) == ("220.00", "ask")
    assert at_stake(check, bill(line("J1885", "396.00", units=18)), drug_doses=dose, plan={"type": "medicare_original"})[1] == "likely"
    assert silent(check, bill(line("J1885", units=8), line("J1885", "220.00", "JW", units=10)), drug_doses=dose)
    assert silent(check, bill(line("J1885", units=18)), drug_doses={"J1885": {"given": "80", "per_unit": "10", "single_use_waste": "100"}})
    assert "one unit of J1885" in needs(check, bill(line("J1885", units=18)))
    assert one(check, bill(line("99213", ndc="12345-067890"))) and silent(check, bill(line("99213", ndc="12345-0678-90")))


def test_f15() -> None:
    check = "ambulance_mileage"
    assert at_stake(check, bill(line("A0425", "432.00", units=24)), ambulance_miles="14.2") == ("176.40", "ask")
    assert silent(check, bill(line("A0425", units=15)), ambulance_miles="14.2") and silent(check, bill(line("99213")))
    assert silent(check, bill(line("A0425", units=110)), ambulance_miles="100")
    assert "map" in needs(check, bill(line("A0425", units=24)))


# ---- F16, F17, F18
def test_f16() -> None:
    check = "ed_level_twice"
    first, second = line("99284", "900.00", revenue_code="0450"), line("99285", "1500.00", revenue_code="0450")
    assert at_stake(check, hospital(first, second)) == ("900.00", "likely")
    assert at_stake(check, bill(line("99284", "900.00"), line("99285", "1500.00"), place_of_service=None)) == ("900.00", "ask")
    assert silent(check, hospital(first, second | {"modifiers": ["27"]}))
    assert silent(check, hospital(first), bill(line("99285"), id="doctor")) and silent(check, bill(line("99284"), line("99285")))


def test_f17() -> None:
    check = "pos_mismatch"
    assert at_stake(check, bill(line("99213", "90.00"), line("G0463", "95.00"), place_of_service="10")) == ("95.00", "ask")
    assert one(check, bill(line("99213"), place_of_service="21")).certainty == "likely"
    assert one(check, bill(line("99213"), place_of_service="23")).certainty == "ask"
    assert one(check, bill(line("99284"))) and one(check, bill(line("99223")))
    assert silent(check, bill(line("99213"))) and silent(check, bill(line("99213"), line("Q3014"), place_of_service="02"))
    assert silent(check, bill(line("99213"), place_of_service="19")) and silent(check, bill(line("99284"), place_of_service="23"))
    assert "place" in needs(check, bill(line("99213"), place_of_service=None))


def test_f18() -> None:
    check = "provider_npi_check"
    assert silent(check, bill(line("99213"))) and one(check, bill(line("99213"), provider_npi="1234567890")).severity == "low"
    assert one(check, bill(line("99213"), provider_npi="3234567893"))
    assert "NPI" in needs(check) and "NPI" in needs(check, bill(line("99213"), provider_npi=None))


# ---- F19
F19 = "maternity_package_split"
PACKAGE = line("59400", "4200.00")


def test_f19_example() -> None:
    assert at_stake(F19, bill(PACKAGE, line("59426", "1350.00") | {"service_date": "2026-02-20"})) == ("1350.00", "likely")
    assert at_stake(F19, bill(line("59425", "500.00"), line("59426", "1350.00"))) == ("500.00", "likely")
    assert at_stake(F19, bill(PACKAGE, line("59510", "5000.00"))) == ("4200.00", "likely")
    visit = line("99213", diagnosis_codes=["Z34.01"]) | {"service_date": "2026-01-10"}
    assert one(F19, bill(PACKAGE, visit)).severity == "low"


def test_f19_good_explanations() -> None:
    part = line("59426", "1350.00")
    assert silent(F19, bill(PACKAGE, line("59409", "900.00", "59"))) and silent(F19, bill(PACKAGE, line("59409", "900.00", "51")))
    assert silent(F19, bill(PACKAGE), bill(part, id="other", provider_npi="1245319599", provider_name="Pine"))
    assert silent(F19, bill(PACKAGE, part | {"service_date": "2025-03-03"})) and silent(F19, bill(PACKAGE, line("76805")))
    assert silent(F19, bill(PACKAGE), hospital(line("59409"), id="hospital"))
    assert silent(F19, bill(PACKAGE, line("99213", "90.00", "25", diagnosis_codes=["Z34.01"]) | {"service_date": "2026-01-10"}))
    assert silent(F19, bill(PACKAGE, line("99213", diagnosis_codes=["J06.9"]) | {"service_date": "2026-01-10"}))
    late = [item | {"service_date": "2027-02-01"} for item in (PACKAGE, part)]
    assert "2027" in needs(F19, bill(*late))
