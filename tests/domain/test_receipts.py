"""A payment is money the patient gave: a refund's slip pays no bill."""

from __future__ import annotations

import datetime
from typing import Any

from medbills.domain.owing import you_owe
from medbills.domain.receipts import payments_of
from medbills.services.case_file import facts_from_json

TODAY = datetime.date(2026, 11, 17)


def _case(paid: str) -> dict[str, Any]:
    bill = {"provider_name": "Oak Clinic", "statement_date": "2026-10-01", "amount_due": "100.00"}
    slip = {"provider_name": "Oak Clinic", "statement_date": "2026-10-05", "patient_paid": paid}
    return {"documents": [{"kind": "bill", "fields": bill, "lines": []}, {"kind": "receipt", "fields": slip, "lines": []}]}


def test_a_receipt_lowers_what_is_owed() -> None:
    facts = facts_from_json(_case("30.00"), today=TODAY).facts
    assert [paid.amount.cents for paid in payments_of(facts)] == [3000]
    assert you_owe(facts, ()).asked.cents == 7000


def test_a_refund_neither_pays_the_bill_nor_raises_it() -> None:
    facts = facts_from_json(_case("-30.00"), today=TODAY).facts
    assert payments_of(facts) == ()
    assert you_owe(facts, ()).asked.cents == 10000
