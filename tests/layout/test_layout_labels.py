"""Labels, headers of columns and codes: many words, one meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS
from medbills.layout.codes import code_of, modifiers_of, notes_of, system_of
from medbills.layout.columns import column_field
from medbills.layout.labels import money_field, text_field
from medbills.layout.wording import canonical


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Total charges", "total_billed"),
        ("Amount billed:", "total_billed"),
        ("Insurance adjustments", "adjustment"),
        ("Plan discount", "adjustment"),
        ("Your plan paid", "plan_paid"),
        ("Paid by insurance", "plan_paid"),
        ("You paid", "patient_paid"),
        ("Patient payments", "patient_paid"),
        ("What you owe", "patient_responsibility"),
        ("Your share", "patient_responsibility"),
        ("Balance due", "amount_due"),
        ("PLEASE PAY THIS AMOUNT", "amount_due"),
        ("Amount due by 03/15/2026", "amount_due"),
        ("Previous balance", "previous_balance"),
        ("Deductible met so far", "deductible_met"),
        ("Applied to deductible", "deductible"),
        ("Amount not covered", "not_covered"),
        ("Interest", "interest"),
        ("Collection fees", "fees"),
        ("Amount enclosed", "_nothing"),
        ("60 days past due", "_nothing"),
    ],
)
def test_labels_of_amounts(label: str, field: str) -> None:
    assert money_field(label) == field


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Acct. #:", "account_number"),
        ("Patient account no.", "account_number"),
        ("Member ID", "member_id"),
        ("Subscriber number:", "member_id"),
        ("Claim #", "claim_number"),
        ("Statement date", "statement_date"),
        ("Please pay by", "due_date"),
        ("DOB:", "patient_birth_date"),
        ("Date processed", "processed_date"),
        ("Dates of service:", "service_span"),
        ("Original creditor:", "original_creditor"),
        ("Our file number", "reference_number"),
        ("Rendering provider", "provider_name"),
        ("Federal Tax ID", "provider_tax_id"),
        ("Fecha de servicio", "service_span"),
        ("Número de cuenta:", "account_number"),
    ],
)
def test_labels_of_names_numbers_and_days(label: str, field: str) -> None:
    assert text_field(label) == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Date of service", "service_date"),
        ("Svc Dt", "service_date"),
        ("CPT/HCPCS", "code"),
        ("Rev Cd", "revenue_code"),
        ("Mod", "modifiers"),
        ("Qty", "units"),
        ("Your provider billed", "billed"),
        ("Charges", "billed"),
        ("Network savings", "adjustment"),
        ("Plan allows", "allowed"),
        ("Benefit paid", "plan_paid"),
        ("Co-pay", "copay"),
        ("Co-insurance", "coinsurance"),
        ("Not covered", "not_covered"),
        ("You owe", "patient_owes"),
        ("Remark codes", "remark_codes"),
        ("See notes", "remark_codes"),
        ("Service description", "description"),
        ("Tooth #", "tooth"),
        ("Paid as", "paid_as_code"),
        ("Questions? Call us", None),
    ],
)
def test_headers_of_columns(header: str, field: str | None) -> None:
    assert column_field(header) == field


@given(st.text(max_size=60))
def test_any_words_have_a_meaning_or_none(text: str) -> None:
    for found in (money_field(text), text_field(text)):
        assert (
            found is None
            or found.startswith("_")
            or found in PAPER_FIELDS
            or found in LINE_FIELDS
            or found in {"service_span", "requested_service"}
        )
    assert canonical(canonical(text)) == canonical(text) or "(" in text


def test_codes() -> None:
    assert code_of("99284-25") == ("99284", ("25",))
    assert code_of("CPT 99284 25") == ("99284", ("25",))
    assert code_of("D2392") == ("D2392", ())
    assert code_of("Office visit") is None
    assert [system_of(code) for code in ("99284", "J1885", "D2392", "0001U", "00812", "55555-4444-22")] == [
        "CPT",
        "HCPCS",
        "CDT",
        "CPT",
        "CPT",
        "NDC",
    ]
    assert modifiers_of("26, LT") == ("26", "LT")
    assert notes_of("CO45 PR-2, N130") == ("CO-45", "PR-2", "N130")
    assert notes_of("CO 45") == ("CO-45",)
