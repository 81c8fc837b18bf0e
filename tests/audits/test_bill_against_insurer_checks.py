"""Bills against insurers' papers and payments: each check's own example, and the good explanations that stay silent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from medbills.audits import run_checks
from medbills.domain.owing import count_once, you_owe
from medbills.services.case_file import facts_from_json

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from asked_checks import DAY, TODAY, eob, inspect, needs, one, silent

C01 = "bill_exceeds_eob_patient_responsibility"


def bill(*lines: dict[str, Any], kind: str = "itemized_bill", id: str = "bill", **fields: Any) -> dict[str, Any]:
    common = {"provider_name": "Oak Clinic", "statement_date": "2026-05-01"}
    given = {name: value for name, value in (common | fields).items() if value is not None}
    return {"id": id, "kind": kind, "lines": [{"service_date": DAY} | line for line in lines], "fields": given}


def receipt(amount: str, day: str, id: str = "receipt", **fields: Any) -> dict[str, Any]:
    return {"id": id, "kind": "receipt", "fields": {"provider_name": "Oak Clinic", "patient_paid": amount, "letter_date": day} | fields}


def group(*items: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"group": name, "reason": reason, "amount": amount} for name, reason, amount in items]


# ---- C03
C03 = "contractual_adjustment_missing"
CARE = {"code": "11102", "billed": "1000.00"}
ANSWER = CARE | {"adjustments": group(("CO", "45", "430.00"), ("PR", "2", "100.00")), "plan_paid": "470.00"}
POSTED = {"total_billed": "1000.00", "total_adjustments": "300.00", "plan_paid": "470.00", "amount_due": "230.00"}


def test_c03_example() -> None:
    found = one(C03, bill(CARE, **POSTED), eob(ANSWER, claim_number="7"))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty, found.part_of) == ("130.00", "high", "sure", C01)
    assert "claim 7" in found.remedy and "$430.00" in found.reason and "$300.00" in found.reason


def test_c03_good_explanations() -> None:
    paper = eob(ANSWER)
    assert silent(C03, bill(CARE, **POSTED | {"amount_due": "100.00"}), paper)  # what is asked is the share
    assert silent(C03, bill(CARE, **POSTED | {"total_adjustments": "430.00"}), paper)
    assert silent(C03, bill(CARE, **POSTED | {"total_adjustments": "0.00", "plan_paid": "900.00"}), paper)  # printed as one sum
    assert silent(C03, bill(CARE, **POSTED | {"total_billed": "570.00"}), paper)  # the plan's prices already
    assert silent(C03, bill(CARE, **POSTED | {"total_adjustments": "0.00", "plan_paid": "0.00"}), paper)  # C01 and C02 say it
    assert needs(C03, bill(CARE, **POSTED), eob(ANSWER, network_status="out"))


def test_c03_needs() -> None:
    assert "discounts on the bill" in needs(C03, bill(CARE, amount_due="230.00"), eob(ANSWER))
    none = CARE | {"adjustments": group(("PR", "2", "100.00")), "plan_paid": "900.00"}
    assert "discount on the insurer" in needs(C03, bill(CARE, **POSTED), eob(none))
    assert "statement (EOB)" in needs(C03, bill(CARE, **POSTED)) and needs(C03) == "a bill"


def test_c03_and_c02_count_the_same_dollars_once() -> None:
    facts = facts_from_json({"documents": [bill(CARE, **POSTED), eob(ANSWER)]}, today=TODAY).facts
    found = run_checks(facts, only=[C01, "co_amount_billed_to_patient", C03]).findings
    assert len(found) == 3 and sum(money.cents for money in count_once(found, facts).values()) == 13000


# ---- C04
C04 = "insurer_payment_not_posted"
SURGERY = {"code": "11102", "billed": "500.00"}
PAID = SURGERY | {"adjustments": group(("CO", "45", "220.00"), ("PR", "2", "56.00")), "plan_paid": "224.00"}
UNPAID = {"total_billed": "500.00", "total_adjustments": "220.00", "plan_paid": "0.00", "amount_due": "280.00"}


def test_c04_example() -> None:
    found = one(C04, bill(SURGERY, **UNPAID), eob(PAID, claim_number="7"))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty, found.part_of) == ("224.00", "high", "sure", C01)
    assert "claim 7" in found.reason and "April 1, 2026" in found.reason


def test_c04_a_blank_payment_only_asks() -> None:
    assert one(C04, bill(SURGERY, **UNPAID | {"plan_paid": None}), eob(PAID)).certainty == "ask"


def test_c04_good_explanations() -> None:
    assert silent(C04, bill(SURGERY, **UNPAID | {"plan_paid": "224.00", "amount_due": "56.00"}), eob(PAID))
    assert silent(C04, bill(SURGERY, **UNPAID), eob(PAID, processed_date="2026-04-20"))  # less than two weeks before the bill
    assert silent(C04, bill(SURGERY, **UNPAID | {"total_adjustments": "444.00"}), eob(PAID))  # printed as one sum
    assert silent(C04, bill(SURGERY, **UNPAID | {"amount_due": "56.00"}), eob(PAID))
    assert silent(C04, bill(SURGERY, **UNPAID | {"total_adjustments": "0.00", "amount_due": "500.00"}), eob(PAID))  # C01 names it
    to_patient = SURGERY | {"adjustments": group(("OA", "100", "224.00"), ("PR", "2", "276.00")), "plan_paid": "224.00"}
    assert "sent to you" in needs(C04, bill(SURGERY, **UNPAID), eob(to_patient))


def test_c04_out_of_network_is_a_question() -> None:
    plain = SURGERY | {"adjustments": group(("PR", "45", "220.00"), ("PR", "2", "56.00")), "plan_paid": "224.00"}
    found = one(C04, bill(SURGERY, **UNPAID | {"total_adjustments": "0.00", "amount_due": "500.00"}), eob(plain, network_status="out"))
    assert (found.certainty, found.amount_at_stake.plain()) == ("ask", "224.00")


def test_c04_needs() -> None:
    assert "dates" in needs(C04, bill(SURGERY, **UNPAID | {"statement_date": None}), eob(PAID))
    assert "dates" in needs(C04, bill(SURGERY, **UNPAID), eob(PAID, processed_date=None))
    assert "statement (EOB)" in needs(C04, bill(SURGERY, **UNPAID))


# ---- C05
C05 = "patient_payment_not_credited"
ASKS = {"account_number": "9", "statement_date": "2026-03-20", "patient_paid": "0.00", "amount_due": "120.00"}


def test_c05_example() -> None:
    found = one(C05, bill(**ASKS), receipt("50.00", "2026-03-01", account_number="9"))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("50.00", "high", "sure")
    assert set(found.documents) == {"bill", "receipt"} and "March 1, 2026" in found.reason


def test_c05_told_payments_and_blanks() -> None:
    told = {"context": {"payments": [{"date": "2026-03-01", "amount": "50.00", "to": "Oak Clinic"}]}}
    assert one(C05, bill(**ASKS), **told).certainty == "likely"
    assert one(C05, bill(**ASKS | {"patient_paid": None}), **told).certainty == "ask"


def test_c05_good_explanations() -> None:
    paid = receipt("50.00", "2026-03-01", account_number="9")
    assert silent(C05, bill(**ASKS | {"patient_paid": "50.00"}), paid)
    assert silent(C05, bill(**ASKS), receipt("50.00", "2026-03-17", account_number="9"))  # less than five days before
    assert silent(C05, bill(**ASKS | {"patient_paid": None, "total_billed": "170.00"}), paid)  # taken off though not shown
    first = bill(id="first", **ASKS | {"patient_paid": "50.00", "statement_date": "2026-03-10"})
    assert silent(C05, first, bill(**ASKS), paid)  # the statement before showed it
    assert "receipt" in needs(C05, bill(**ASKS), receipt("50.00", "2026-03-01", account_number="8"))
    later = bill({"billed": "120.00", "code": "99213", "service_date": "2026-03-05"}, **ASKS | {"account_number": None})
    assert silent(C05, later, receipt("50.00", "2026-03-01"))  # paid before this care: likely for other care


def test_c05_needs() -> None:
    assert "receipt" in needs(C05, bill(**ASKS))
    assert "statement date" in needs(C05, bill(**ASKS | {"statement_date": None}), receipt("50.00", "2026-03-01", account_number="9"))


# ---- C06
C06 = "double_payment_refund"
VISIT = {"code": "99214", "billed": "300.00"}
OWES = VISIT | {"allowed": "200.00", "plan_paid": "51.80", "patient_owes": "148.20"}


def test_c06_example_at_the_desk_and_on_a_bill() -> None:
    desk = one(C06, eob(OWES, patient_responsibility="148.20"), receipt("200.00", DAY))
    assert (desk.amount_at_stake.plain(), desk.severity, desk.certainty) == ("51.80", "high", "likely")
    billed = one(C06, bill(VISIT, amount_due="0.00", patient_paid="200.00"), eob(OWES))
    assert billed.amount_at_stake.plain() == "51.80" and "$51.80" in billed.remedy


def test_c06_a_payment_known_twice_counts_once() -> None:
    papers = (bill(VISIT, amount_due="0.00", patient_paid="148.20", account_number="9"), eob(OWES))
    assert silent(C06, *papers, receipt("148.20", DAY, account_number="9"))
    after = receipt("148.20", "2026-06-01", account_number="9")
    assert one(C06, *papers, after).amount_at_stake.plain() == "148.20"


def test_c06_good_explanations() -> None:
    assert silent(C06, bill(VISIT, amount_due="0.00", patient_paid="148.20"), eob(OWES))
    assert silent(C06, bill(VISIT, amount_due="-51.80", patient_paid="200.00"), eob(OWES))  # shown as a credit: C13
    out = eob(OWES, network_status="out")
    assert "out of network" in needs(C06, bill(VISIT, amount_due="0.00", patient_paid="200.00"), out)
    assert inspect(C06, out, receipt("200.00", DAY)).findings == ()
    older = bill(VISIT, amount_due="0.00", patient_paid="200.00", previous_balance="51.80")
    assert one(C06, older, eob(OWES)).certainty == "ask"
    refund = {"context": {"payments": [{"date": "2026-06-01", "amount": "-51.80", "to": "Oak Clinic"}]}}
    assert silent(C06, bill(VISIT, amount_due="0.00", patient_paid="200.00"), eob(OWES), **refund)


def test_c06_the_same_amount_twice() -> None:
    asks = bill(kind="bill", amount_due="80.00", account_number="9", total_billed="80.00")
    twice = (receipt("80.00", "2026-05-10", id="r1", account_number="9"), receipt("80.00", "2026-05-14", id="r2", account_number="9"))
    (found,) = inspect(C06, asks, *twice).findings
    assert found.amount_at_stake.plain() == "80.00" and {"r1", "r2"} <= set(found.documents)
    plan = bill(kind="bill", amount_due="400.00", account_number="9", total_billed="400.00")
    assert inspect(C06, plan, *twice).findings == ()  # instalments
    late = receipt("80.00", "2026-06-14", id="r2", account_number="9")
    assert inspect(C06, asks, twice[0], late).findings == ()


def test_c06_needs() -> None:
    assert "receipt" in needs(C06, bill(VISIT, amount_due="1.00"), eob(OWES))
    assert "statement (EOB)" in needs(C06, bill(VISIT, amount_due="1.00", patient_paid="5.00"))
    assert "payment" in needs(C06)


def test_c06_money_back_is_no_part_of_what_is_asked() -> None:
    facts = facts_from_json({"documents": [bill(VISIT, amount_due="0.00", patient_paid="200.00"), eob(OWES)]}, today=TODAY).facts
    found = run_checks(facts, only=[C01, C06]).findings
    assert sum(money.cents for money in count_once(found, facts).values()) == 5180
    assert you_owe(facts, found).asked.plain() == "0.00"


# ---- C07, C09
C07, C09 = "no_eob_claim_never_sent", "bill_before_eob"
PLAN = {"type": "employer_self_funded_erisa", "payer_name": "Lakeshore", "covered_from": "2026-01-01"}
COVERED = {"plan": PLAN, "patient": {"insured": True}}


def july(**fields: Any) -> dict[str, Any]:
    line = {"code": "99213", "billed": "160.00", "service_date": "2026-07-01"}
    return bill(line, **{"statement_date": "2026-07-20", "amount_due": "160.00"} | fields)


def test_c07_example() -> None:
    found = one(C07, july(), plan=PLAN | {"claim_filing_days": 180}, patient={"insured": True})
    assert (found.severity, found.amount_at_stake.plain()) == ("high", "0.00") and "143 days" in found.explanation
    assert "December 28, 2026" in found.remedy
    assert "September 29, 2026" in one(C07, july(), **COVERED).explanation  # the earliest usual limit, as a warning
    medicare = {"type": "medicare_original", "covered_from": "2020-01-01"}
    assert "July 1, 2027" in one(C07, july(), plan=medicare).remedy


def test_c07_good_explanations() -> None:
    assert silent(C07, july(statement_date="2026-11-01"), **COVERED)  # not older than 30 days
    assert silent(C07, july(plan_paid="60.00"), **COVERED) and silent(C07, july(total_adjustments="60.00"), **COVERED)
    before = {"plan": PLAN | {"covered_from": "2026-08-01"}, "patient": {"insured": True}}
    assert silent(C07, july(), **before)
    answered = eob({"code": "99213", "billed": "160.00", "service_date": "2026-07-01", "patient_owes": "20.00"})
    assert silent(C07, july(), answered, **COVERED)
    refusal = {"id": "no", "kind": "denial_letter", "fields": {"provider_name": "Oak Clinic", "service_from": "2026-07-01"}}
    assert silent(C07, july(), refusal, **COVERED)


def test_c07_needs() -> None:
    chose = COVERED | {"context": {"pays_without_insurance": True}}
    assert "whether a plan" in needs(C07, july(), **chose) and "whether a plan" in needs(C07, july())
    assert "whether a plan" in needs(C07, july(), plan={"type": "uninsured_self_pay"})
    assert "days on which" in needs(C07, july(), plan={"type": "marketplace"}, patient={"insured": True})
    other = eob({"code": "99213", "billed": "99.00", "service_date": "2026-07-01", "patient_owes": "20.00"})
    assert "which of the insurer" in needs(C07, july(), other, **COVERED)
    filling = bill({"code": "D2392", "billed": "160.00", "service_date": "2026-07-01"}, statement_date="2026-07-20")
    assert "whether a plan" in needs(C07, filling, **COVERED)  # a health plan does not insure fillings


def november(**fields: Any) -> dict[str, Any]:
    line = {"code": "99213", "billed": "160.00", "service_date": "2026-11-01"}
    return bill(line, **{"statement_date": "2026-11-10", "amount_due": "160.00"} | fields)


def test_c09_example() -> None:
    found = one(C09, november(), **COVERED)
    assert (found.severity, found.amount_at_stake.plain()) == ("low", "0.00") and "wait for your insurer" in found.explanation
    early = one(C09, bill(VISIT, statement_date="2026-03-20", amount_due="300.00"), eob(OWES), **COVERED)
    assert "April 1, 2026" in early.explanation and "eob" in early.documents


def test_c09_good_explanations() -> None:
    assert silent(C09, bill(VISIT, statement_date="2026-04-20", amount_due="300.00"), eob(OWES), **COVERED)
    assert not silent(C09, bill(VISIT, statement_date="2026-03-20", amount_due="148.20"), eob(OWES), **COVERED)  # even the share
    old = eob(OWES, id="old", claim_number="7", processed_date="2026-03-10")
    new = eob(OWES, claim_number="7")
    assert silent(C09, bill(VISIT, statement_date="2026-03-20", amount_due="300.00"), old, new, **COVERED)  # the first answer counts
    assert silent(C09, november(amount_due="0.00"), **COVERED) and silent(C09, november(plan_paid="20.00"), **COVERED)
    assert not silent(C09, november(statement_date="2026-11-16"), **COVERED), "within 45 days of the care"
    assert silent(C09, july(), **COVERED)
    notice = {"id": "n", "kind": "collection_notice", "fields": {"original_creditor": "Oak Clinic", "amount_due": "300.00"}}
    assert silent(C09, bill(VISIT, statement_date="2026-03-20", amount_due="300.00"), eob(OWES), notice, **COVERED)


def test_c09_is_silent_where_c07_speaks() -> None:
    paper = november(statement_date="2026-10-12")
    paper["lines"][0]["service_date"] = "2026-10-10"
    assert silent(C09, paper, **COVERED) and one(C07, paper, **COVERED)


def test_c09_needs() -> None:
    assert "whether insurance" in needs(C09, november(), patient={"insured": False})
    assert "whether insurance" in needs(C09, november())
    assert "statement date" in needs(C09, november(statement_date=None), **COVERED)


# ---- C08
C08 = "timely_filing_denial_billed"
LATE_CARE = {"code": "80061", "billed": "312.00"}


def refused(name: str) -> dict[str, Any]:
    return eob(LATE_CARE | {"adjustments": group((name, "29", "312.00")), "plan_paid": "0.00"})


def test_c08_example() -> None:
    found = one(C08, bill(LATE_CARE, amount_due="312.00"), refused("CO"))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty, found.part_of) == ("312.00", "high", "sure", C01)
    assert found.lines[0].document == "bill"


def test_c08_another_group_is_a_question_why() -> None:
    found = one(C08, bill(LATE_CARE, amount_due="312.00"), refused("PR"))
    assert found.severity == "medium" and found.question.startswith("Why")


def test_c08_only_what_the_bill_asks_of_the_line() -> None:
    other = {"code": "99214", "billed": "200.00", "adjustments": group(("PR", "2", "50.00"), ("CO", "45", "150.00")), "plan_paid": "0.00"}
    paper = eob(LATE_CARE | {"adjustments": group(("CO", "29", "312.00")), "plan_paid": "0.00"}, other)
    both = (LATE_CARE, {"code": "99214", "billed": "200.00"})
    assert silent(C08, bill(*both, amount_due="50.00"), paper)
    assert one(C08, bill(*both, amount_due="150.00"), paper).amount_at_stake.plain() == "100.00"


def test_c08_a_refusal_letter() -> None:
    fields = {"provider_name": "Oak Clinic", "service_from": DAY, "denial_codes": ["CO-29"]}
    letter = {"id": "no", "kind": "denial_letter", "fields": fields}
    found = one(C08, bill(LATE_CARE, amount_due="312.00"), letter)
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("312.00", "high", "likely")


def test_c08_good_explanations_and_needs() -> None:
    assert silent(C08, bill(LATE_CARE, amount_due="0.00"), refused("CO"))
    usual = eob(LATE_CARE | {"adjustments": group(("CO", "45", "312.00")), "plan_paid": "0.00"})
    assert silent(C08, bill(LATE_CARE, amount_due="312.00"), usual)
    assert "reason codes" in needs(C08, bill(LATE_CARE, amount_due="312.00"), eob(LATE_CARE | {"patient_owes": "312.00"}))
    assert "reason codes" in needs(C08, bill(LATE_CARE, amount_due="312.00"))


# ---- C11
C11 = "secondary_not_billed_or_excess"
FIRST = VISIT | {"billed": "600.00", "allowed": "400.00", "plan_paid": "280.00", "patient_owes": "120.00"}
SECOND = VISIT | {"billed": "600.00", "allowed": "400.00", "plan_paid": "90.00", "patient_owes": "30.00"}


def pair(second: dict[str, Any] = SECOND, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    later = {"payer_name": "Second Plan", "processed_date": "2026-04-20", "patient_responsibility": second["patient_owes"]} | fields
    return eob(FIRST, id="first", patient_responsibility="120.00"), eob(second, id="second", **later)


def test_c11_example() -> None:
    found = one(C11, bill(VISIT | {"billed": "600.00"}, amount_due="120.00"), *pair())
    assert (found.amount_at_stake.plain(), found.severity, found.certainty, found.part_of) == ("90.00", "medium", "sure", C01)
    assert {"first", "second"} <= set(found.documents)


def test_c11_the_lowest_limit_counts() -> None:
    generous = pair(SECOND | {"patient_owes": "150.00", "plan_paid": "0.00"})
    found = one(C11, bill(VISIT | {"billed": "600.00"}, amount_due="150.00"), *generous)
    assert (found.amount_at_stake.plain(), found.part_of) == ("30.00", None) and "first insurer" in found.reason


def test_c11_silent_and_needs() -> None:
    assert silent(C11, bill(VISIT | {"billed": "600.00"}, amount_due="30.00"), *pair())
    assert silent(C11, bill(VISIT | {"billed": "600.00"}, amount_due="10.00", patient_paid="20.00"), *pair())
    alone = bill(VISIT | {"billed": "600.00"}, amount_due="120.00")
    assert "both insurers" in needs(C11, alone, pair()[0])
    assert one(C11, bill(VISIT | {"billed": "600.00"}, amount_due="120.00"), *pair(network_status=None)).certainty == "ask"


# ---- C12
C12 = "oa_pi_group_billed"
SCAN = {"code": "70450", "billed": "400.00"}


def marked(name: str, reason: str, **line: Any) -> dict[str, Any]:
    return eob(SCAN | {"adjustments": group((name, reason, "250.00"), ("PR", "2", "30.00")), "plan_paid": "120.00"} | line)


def test_c12_example() -> None:
    found = one(C12, bill(SCAN, amount_due="280.00"), marked("OA", "23"))
    assert (found.amount_at_stake.plain(), found.severity, found.part_of) == ("250.00", "medium", C01)
    assert "another insurer" in found.explanation and "OA-23" in found.reason


def test_c12_by_reason() -> None:
    asks = bill(SCAN, amount_due="280.00")
    assert one(C12, asks, marked("OA", "209")).severity == "high"
    assert one(C12, asks, marked("OA", "45", remark_codes=["N830"])).severity == "high"
    assert "in writing before you pay" in one(C12, asks, marked("PI", "204")).explanation
    assert "premium" in one(C12, asks, marked("OA", "257")).explanation
    assert all(silent(C12, asks, marked("OA", reason)) for reason in ("18", "B13", "100"))


def test_c12_good_explanations() -> None:
    assert silent(C12, bill(SCAN, amount_due="30.00"), marked("OA", "23"))
    assert silent(C12, bill(SCAN, amount_due="280.00"), marked("CO", "45"))  # a write-off: C02
    old = marked("OA", "23") | {}
    old["lines"][0]["adjustments"] = group(("OA", "23", "250.00"))
    old["lines"][0]["patient_owes"] = "280.00"
    assert silent(C12, bill(SCAN, amount_due="280.00"), old)  # an older paper that puts the share under OA
    both = eob(SCAN | {"adjustments": group(("OA", "23", "50.00"), ("CO", "45", "200.00"), ("PR", "2", "30.00")), "plan_paid": "120.00"})
    assert silent(C12, bill(SCAN, amount_due="230.00"), both)  # all that is above the share is the write-off


def test_c12_columns_are_likely_at_most_and_needs() -> None:
    column = eob(SCAN | {"not_covered": "250.00", "patient_owes": "30.00", "remark_codes": ["OA-23", "PR-2"]})
    assert one(C12, bill(SCAN, amount_due="280.00", total_billed="400.00"), column).certainty == "likely"
    assert "group codes" in needs(C12, bill(SCAN, amount_due="280.00"), eob(SCAN | {"patient_owes": "30.00"}))
    assert "statement (EOB)" in needs(C12, bill(SCAN, amount_due="280.00"))


# ---- C13
C13 = "credit_balance_not_used"


def accounts(**fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    return (
        bill(id="a", kind="bill", account_number="A", amount_due="-62.40"),
        bill(id="b", kind="bill", **({"account_number": "B", "amount_due": "180.00", "statement_date": "2026-06-01"} | fields)),
    )


def test_c13_example() -> None:
    found = one(C13, *accounts())
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("62.40", "medium", "sure")
    assert set(found.documents) == {"a", "b"} and "$180.00" in found.reason
    alone = one(C13, accounts()[0])
    assert (alone.amount_at_stake.plain(), alone.certainty) == ("62.40", "likely")


def test_c13_good_explanations() -> None:
    refund = {"context": {"payments": [{"date": "2026-06-01", "amount": "-62.40", "to": "Oak Clinic"}]}}
    assert silent(C13, *accounts(), **refund)
    assert silent(C13, *accounts(), receipt("-62.40", "2026-06-01"))
    assert silent(C13, *accounts(patient_paid="62.40"))  # taken over by the other account
    assert silent(C13, bill(amount_due="0.00")) and silent(C13, bill(amount_due="5.00"))
    assert one(C13, *accounts(provider_name="Pine Hospital")).documents == ("a",)


def test_c13_needs() -> None:
    assert "amount due" in needs(C13, bill()) and "credit" in needs(C13)


@pytest.mark.parametrize("check", [C03, C04, C05, C06, C07, C08, C09, C11, C12, C13])
def test_nothing_is_found_in_nothing(check: str) -> None:
    assert needs(check)
