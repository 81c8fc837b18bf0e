"""Labels that one kind of sender prints: each means its field, and its near neighbors keep theirs."""
# ruff: noqa: E501  (one field a line)

from __future__ import annotations

import pytest

from medbills.layout.columns import column_field
from medbills.layout.labels import money_field, text_field

MONEY = {
    "total_billed": ["Total claim amount", "Dentist charged", "Provider billed us", "Total covered and noncovered charges", "Cost of care"],
    "allowed": ["Contract rate", "Repriced amount", "UCR amount", "Reasonable & customary", "Fee schedule amount", "Qualifying payment amount",
                "TRICARE allowable charge", "Discounted rate"],
    "adjustment": ["Provider responsibility", "Not your responsibility", "Amount you don't owe", "Amount you do not owe", "Sequestration",
                   "Amount provider may not bill you"],
    "plan_paid": ["TRICARE paid", "Government paid", "Medicaid payment", "Payment to provider", "Net benefits", "Total benefits approved",
                  "Claim payment", "Paid by the fund"],
    "not_covered": ["What your plan doesn't cover", "Over maximum", "Non-eligible", "Non-payable charges"],
    "patient_responsibility": ["Your payment responsibility", "Cost to you", "Provider may bill you up to", "Participant owes"],
    "other_insurance_paid": ["COB", "COB amount", "Coordination of benefits", "OHI paid", "Other health insurance"],
    "deductible_met": ["YTD deductible", "Year-to-date deductible"],
    "out_of_pocket_met": ["OOP met", "Catastrophic cap met", "Amount applied to catastrophic cap", "TrOOP to date"],
    "out_of_pocket_limit": ["OOP max", "MOOP", "Catastrophic cap", "Stop-loss limit"],
    "amount_due": ["Total debt", "Debt balance", "Current debt"],
    "previous_balance": ["Balance at charge-off", "Placed balance", "Amount assigned", "Balance when placed", "Carried forward", "Listed amount"],
    "fees": ["Attorney's fees", "Court costs", "NSF fee", "Fees and costs"],
    "patient_paid": ["Payments you made", "Copay paid at visit", "Amount collected at visit", "Deposit", "Down payment received"],
    "_nothing": ["Settlement offer", "Settlement amount", "Amount over allowed"],
}  # fmt: skip
TEXT = {
    "member_id": ["Medicaid ID #", "MBI", "Medicare Beneficiary Identifier", "DoD Benefits Number", "Recipient ID", "CIN", "Sponsor number"],
    "claim_number": ["TCN", "Claim number/ICN", "Payer claim number", "Claim tracking number"],
    "account_number": ["Original account number", "Client reference number", "Creditor reference"],
    "reference_number": ["Appeal number", "Grievance number", "Letter ID", "Debt ID", "Account with us"],
    "authorization_number": ["Precert #", "PA number", "UM reference number", "TAR number", "Service authorization number"],
    "statement_number": ["EOB number", "Billing ID"],
    "statement_date": ["Statement generated on", "Statement issued", "EOB print date"],
    "processed_date": ["Process date", "Adjudication date", "Remittance date", "We finalized this claim on", "Determination date"],
    "due_date": ["Payment must be received by", "Pay no later than", "Must be paid by"],
    "respond_by_date": ["Call or write by", "You must dispute by", "End of validation period", "Deadline to dispute", "Return this form by"],
    "appeal_by_date": ["You must appeal by", "Last date to appeal", "Deadline to file an appeal", "Request an appeal by", "Appeal due by"],
    "letter_date": ["Notice mailing date", "Date notice mailed", "Date of mailing", "Postmark date"],
    "provider_name": ["Facility name", "Supplier", "Prescriber", "Pay-to provider", "Who provided care", "Dispensing pharmacy"],
    "patient_name": ["Recipient name", "Covered person", "Debtor", "Claimant", "Patient/member name", "Who received care"],
    "guarantor_name": ["Person responsible", "Party responsible for payment", "Account guarantor"],
    "payer_name": ["Third party administrator", "TPA", "MCO", "Insured by"],
    "original_creditor": ["Name of creditor", "Creditor to whom debt is owed", "Collecting for", "Account placed by", "Client/creditor"],
    "denial_reason": ["Why we are denying your request", "Why this was not approved", "Why we can't cover it", "Denial rationale",
                      "Reason claim was denied", "Why we reduced or stopped"],
    "denial_codes": ["CARC", "Determination code", "Deny code"],
    "network_status": ["In/out of network", "In-network provider", "Par status"],
    "service_span": ["Date you received care", "Fill date", "Date filled", "Date care was received"],
    "_nothing": ["Claim received on", "Primary care physician", "PCP"],
}  # fmt: skip
UNTOUCHED = {
    "You may owe": "patient_responsibility", "Maximum you may be billed": "maximum_billable", "Plan paid": "plan_paid",
    "Insurance discount": "adjustment", "Copay": "copay", "Payments received": "_payments", "Not covered": "not_covered",
}  # fmt: skip


@pytest.mark.parametrize(("field", "label"), [(field, label) for field, labels in MONEY.items() for label in labels])
def test_amounts(field: str, label: str) -> None:
    assert money_field(label) == field


@pytest.mark.parametrize(("field", "label"), [(field, label) for field, labels in TEXT.items() for label in labels])
def test_days_numbers_and_names(field: str, label: str) -> None:
    assert text_field(label) == field


@pytest.mark.parametrize(("label", "field"), UNTOUCHED.items())
def test_common_labels_keep_their_meaning(label: str, field: str) -> None:
    assert money_field(label) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Deduct-ible", "deductible"), ("Co-insur.", "coinsurance"), ("Co- insur- ance", "coinsurance"), ("Respons- ibility", None),
        ("Your Respons- ibility", "patient_owes"), ("Discounted Rate", "allowed"), ("Amount after discount", "allowed"),
        ("Amount you do not owe", "adjustment"), ("Service requested", "description"), ("COB", "other_insurance_paid"),
    ],
)  # fmt: skip
def test_headings(heading: str, field: str | None) -> None:
    assert field is None or column_field(heading) == field
