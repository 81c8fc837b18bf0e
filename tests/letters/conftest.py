"""The sample family's facts for every letter, in the form of a facts file."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from medbills.letters import find

TODAY = datetime.date(2026, 11, 17)

WALTER = {
    "sender_name": "Walter Calloway", "sender_address": "27 Birch Lane\nEaston, PA 18042", "patient_name": "Walter Calloway",
    "addressee": "Riverbend General Hospital, Patient Billing", "addressee_address": "P.O. Box 2200\nEaston, PA 18042",
    "account_no": "7741-22", "dates_of_service": "2026-09-09", "method": "certified_mail",
}  # fmt: skip
EOB = "Insurer's statement of October 15, page 1"
SAMPLE_FACTS: dict[str, dict[str, Any]] = {
    "L01": {**WALTER, "amount_listed": "5000.00", "bill_date": "2026-09-24"},
    "L02": {
        **WALTER, "amount_listed": {"value": "5000.00", "source": "Itemized bill of October 30, page 1"}, "amount_in_question": "4680.00",
        "payer_name": "Lakeshore Health", "eob_date": {"value": "2026-10-15", "source": EOB},
        "eob_share": {"value": "320.00", "source": EOB}, "enclosures": ["Itemized bill", "Insurer's statement, page 2"],
        "findings": [
            {"line": "3, 4", "date": "2026-09-09", "code": "71045", "description": "Chest X-ray", "charge": "410.00",
             "reason": "The same line stands twice.", "requested_fix": "Take one off."},
            {"description": "All lines", "amount": {"value": "2990.00", "source": EOB}, "reason": "The plan's discount is not taken off.",
             "requested_fix": "Take it off."},
            {"description": "All lines", "amount": "1280.00",
             "reason": "The insurer's payment is not shown.", "requested_fix": "Enter it."},
        ],
    },
    "L11": {**WALTER, "balance_accepted": "320.00", "dates_confirmed": True, "monthly_amount": "80.00", "months": 4, "day": 15,
            "first_payment": "2027-01-15"},
    "L20": {**{k: v for k, v in WALTER.items() if k != "account_no"}, "addressee": "Lakeshore Health, Appeals",
            "member_id": "LH 4471 902", "claim_no": "AUTH-118204",
            "denial_date": "2026-10-28", "denial_reason": "The request does not meet our criteria.", "service": "MRI of the lower back",
            "appeal_reasons": "Six weeks of physical therapy did not help.\nThe doctor found weakness in the left leg.",
            "plan_clause": "Imaging is covered after six weeks of other care.", "plan_type": "employer_self_funded_erisa",
            "requested_outcome": "Approve the MRI and pay for it as in-network care.", "amount_in_question": "1150.00"},
    "L42": {**{k: v for k, v in WALTER.items() if k not in ("patient_name", "dates_of_service")}, "addressee": "Harrow & Pike Recovery",
            "addressee_address": "P.O. Box 418\nMillbrook, PA 18099", "account_no": "HP-66031", "notice_date": "2026-11-06",
            "validation_end_date": "2026-12-10", "amount_listed": "252.40", "original_creditor": "Cedar Lab Associates", "paid": "share",
            "paid_amount": "185.00", "paid_on": "2026-04-15", "paid_how": "check 1182", "eob_date": "2026-04-02", "eob_share": "185.00"},
    "L51": {**{k: v for k, v in WALTER.items() if k != "dates_of_service"}, "addressee_kind": "provider", "call_date": "2026-11-10",
            "call_time": "10:42 a.m.", "person": "Dana", "call_reference": "R-55102",
            "told": "The payment has not been entered yet.\nThe account is on hold.", "they_will": "enter the payment and send a new bill",
            "they_will_by": "2026-11-24"},
    "D05": {**WALTER, "sender_name": "Ruth Calloway", "patient_name": "Ruth Calloway", "addressee": "Maple Street Dental",
            "payer_name": "Harbor Dental", "code": "D2392", "paid_as_code": "D2150", "fee": "275.00", "plan_paid": "120.00",
            "contract_fee": "200.00", "alternate_fee": "120.00", "amount_listed": "155.00", "amount_in_question": "75.00"},
}  # fmt: skip
# The facts of other letters stand in files of their own, tests/letters/facts/L48.json; what they lack of Walter's is added.
for file in sorted((Path(__file__).parent / "facts").glob("*.json")):
    asked = {question.fact for question in find(file.stem).questions}
    common = {name: value for name, value in WALTER.items() if name in asked}
    SAMPLE_FACTS[file.stem] = {**common, **json.loads(file.read_text(encoding="utf-8"))}


@pytest.fixture
def today() -> datetime.date:
    return TODAY


@pytest.fixture
def sample_facts() -> dict[str, dict[str, Any]]:
    return SAMPLE_FACTS
