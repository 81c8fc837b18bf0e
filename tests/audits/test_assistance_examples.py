"""The checks of financial assistance and taxes on their examples, and on what must stay silent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from asked_checks import bill, needs, one, silent

OHIO = {"state": "OH"}


def aid(**parts: Any) -> dict[str, Any]:
    return {"assistance": parts}


def asks(amount: str = "6000.00", **fields: Any) -> dict[str, Any]:
    return bill(kind="bill", amount_due=amount, **fields)


# ---- I01
I01 = "charity_care_by_fpl"


def test_i01_example() -> None:
    found = one(I01, asks(), patient=OHIO, context=aid(household_size=4, income="66000.00"))
    assert (found.severity, found.certainty, found.amount_at_stake.plain()) == ("high", "ask", "0.00")
    assert "200.0 percent" in found.explanation and "$33,000.00" in found.explanation
    assert "December 27, 2026" in found.explanation  # 240 days after May 1


def test_i01_alaska_has_its_own_guideline() -> None:
    found = one(I01, asks(), patient={"state": "AK"}, context=aid(household_size=3, income="34150.00"))
    assert "$34,150.00" in found.explanation and "100.0 percent" in found.explanation


def test_i01_the_policy_s_bands_count_where_they_are_known() -> None:
    bands = {"household_size": 4, "free_care_percent": 200, "discount_percent": 300}
    free = one(I01, asks(), patient=OHIO, context=aid(income="66000.00", **bands))
    less = one(I01, asks(), patient=OHIO, context=aid(income="66066.00", **bands))
    assert "may be free" in free.explanation and "discounted" in less.explanation and less.certainty == "likely"
    assert silent(I01, asks(), patient=OHIO, context=aid(income="120000.00", **bands))


def test_i01_silent_and_needs() -> None:
    assert silent(I01, asks(), patient=OHIO, context=aid(household_size=1, income="90000.00"))
    assert silent(I01, asks(), patient=OHIO, context=aid(household_size=4, income="66000.00", approved=True))
    assert "income and size" in needs(I01, asks(), patient=OHIO, context=aid(income="66000.00"))
    assert "state" in needs(I01, asks(), context=aid(household_size=4, income="66000.00"))
    assert "state" in needs(I01, asks(), patient={"state": "PR"}, context=aid(household_size=4, income="66000.00"))
    assert "asks for money" in needs(I01, asks("0.00"), patient=OHIO, context=aid(household_size=4, income="66000.00"))
    assert "2031" in needs(I01, asks(), patient=OHIO, today="2031-01-01", context=aid(household_size=4, income="66000.00"))


# ---- I02
I02 = "agb_cap"


def test_i02_example() -> None:
    found = one(I02, asks(total_billed="12000.00"), context=aid(approved=True, generally_billed_percent=38))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("1440.00", "high", "likely")
    assert "$4,560.00" in found.explanation


def test_i02_what_was_paid_counts_and_the_insurer_s_payment_does_not() -> None:
    context = aid(approved=True, generally_billed_percent=38)
    assert one(I02, asks("4000.00", total_billed="12000.00", patient_paid="1000.00"), context=context).amount_at_stake.plain() == "440.00"
    assert silent(I02, asks("4560.00", total_billed="12000.00", plan_paid="5000.00"), context=context)


def test_i02_needs() -> None:
    assert "approval" in needs(I02, asks(total_billed="12000.00"), context=aid(generally_billed_percent=38))
    assert "percent" in needs(I02, asks(total_billed="12000.00"), context=aid(approved=True))
    assert "total charges" in needs(I02, asks(), context=aid(approved=True, generally_billed_percent=38))


# ---- I03
I03 = "fap_refund"
PAID = {"payments": [{"date": "2026-04-01", "amount": "900.00", "to": "Oak Clinic"}]}


def test_i03_example() -> None:
    found = one(I03, asks("0.00"), context=PAID | aid(approved=True, owed="250.00"))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("650.00", "medium", "likely")


def test_i03_the_decision_s_own_figure_and_the_bill_s_payment() -> None:
    decision = {"id": "decision", "kind": "assistance_decision", "fields": {"amount_due": "250.00"}}
    found = one(I03, asks("0.00", patient_paid="900.00"), decision, context=aid(approved=True))
    assert found.amount_at_stake.plain() == "650.00" and found.documents == ("bill", "decision")


def test_i03_a_payment_on_the_bill_and_by_the_user_s_word_is_one() -> None:
    found = one(I03, asks("0.00", patient_paid="900.00"), context=PAID | aid(approved=True, owed="250.00"))
    assert found.amount_at_stake.plain() == "650.00"


def test_i03_silent_and_needs() -> None:
    assert silent(I03, asks("0.00"), context=PAID | aid(approved=True, owed="895.01"))
    assert one(I03, asks("0.00"), context=PAID | aid(approved=True, owed="895.00")).amount_at_stake.plain() == "5.00"
    assert "approval" in needs(I03, asks("0.00"), context=PAID | aid(owed="250.00"))
    assert "owed" in needs(I03, asks("0.00"), context=PAID | aid(approved=True))
    assert "payment" in needs(I03, asks("0.00"), context=aid(approved=True, owed="250.00"))
    two = asks("0.00", id="other", provider_name="Pine Hospital")
    assert "bill that the approval" in needs(I03, asks("0.00"), two, context=PAID | aid(approved=True, owed="250.00"))


# ---- I04
I04 = "medical_deduction_hint"
YEAR = {"payments": [{"date": "2026-04-01", "amount": "7300.00", "to": "Oak Clinic"}]}


def test_i04_example() -> None:
    found = one(I04, context=YEAR | aid(adjusted_gross_income="60000.00", itemizes=True, reimbursed="0.00"))
    assert (found.amount_at_stake.plain(), found.severity, found.certainty) == ("2800.00", "low", "likely")


def test_i04_what_others_paid_and_other_years_are_left_out() -> None:
    income = {"adjusted_gross_income": "60000.00"}
    assert one(I04, context=YEAR | aid(reimbursed="800.00", **income)).amount_at_stake.plain() == "2000.00"
    old = {"payments": [{"date": "2025-04-01", "amount": "7300.00"}, {"date": "2026-04-01", "amount": "100.00"}]}
    assert silent(I04, context=old | aid(**income))
    assert silent(I04, context=YEAR | aid(itemizes=False, **income))
    assert silent(I04, context=YEAR | aid(adjusted_gross_income="97333.34"))


def test_i04_needs() -> None:
    assert "gross income" in needs(I04, context=YEAR)
    assert "payments" in needs(I04, context=aid(adjusted_gross_income="60000.00"))
