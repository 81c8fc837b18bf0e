"""Payments and refunds: typed ones change what is owed, receipts appear by themselves, and money that came back is noted once."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.domain.refund import Refund
from medbills.errors import UnusableInput
from medbills.services.expect_refund import expected_refunds, keep_refund, receive_refund, remove_refund
from medbills.services.keep_payment import keep_payment, remove_payment
from medbills.services.list_owed import list_owed
from medbills.services.list_payments import list_payments, year_sums
from medbills.services.remove_paper import take_back
from medbills.services.sample_family import family
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)


def paid(case_id: str | None, amount: str, **fields: Any) -> Payment:
    told = {"id": "", "date": datetime.date(2026, 11, 10), "what": "Riverbend General Hospital", "case_id": case_id}
    return Payment(**{**told, "amount": Money.of(amount), **fields})


def test_a_payment_for_a_bill_lowers_what_is_owed_and_comes_back_by_undo(desk: Any) -> None:
    matter = desk.matter(desk.bill())
    vault, person = desk.vault, matter.case.person_id
    before = list_owed(vault, today=TODAY).owed.asked
    changes = keep_payment(vault, paid(matter.id, "120.00", person_id=person, what="The hospital"), today=TODAY)
    assert list_owed(vault, today=TODAY).owed.asked == before - Money(120_00)
    (row,) = list_payments(vault, today=TODAY).rows
    keep_payment(vault, dataclasses.replace(row.payment, amount=Money(20_00)), today=TODAY)
    assert list_owed(vault, today=TODAY).owed.asked == before - Money(20_00)
    removed = remove_payment(vault, row.payment.id, today=TODAY)
    assert list_owed(vault, today=TODAY).owed.asked == before
    take_back(vault, removed.what)
    assert list_owed(vault, today=TODAY).owed.asked == before - Money(20_00)
    assert "payments" in changes.topics


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"amount": Money(0)}, "amount"), ({"what": " "}, "whom"), ({"date": datetime.date(2026, 11, 18)}, "still to come")],
)
def test_what_cannot_be_a_payment_is_told(vault: Vault, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(UnusableInput, match=says):
        keep_payment(vault, dataclasses.replace(paid(None, "1.00"), **wrong), today=TODAY)
    assert vault.payments.all() == ()


def test_a_receipt_appears_by_itself_until_the_user_tells_the_same(desk: Any) -> None:
    receipt = desk.file(
        "receipt", patient_name="Walter Calloway", provider_name="Oak Clinic", issuer_name="Oak Clinic", statement_date="2026-10-05",
        patient_paid="30.00",
    )  # fmt: skip
    (row,) = list_payments(desk.vault, today=TODAY).rows
    assert (row.key, row.payment, str(row.amount), row.what) == (receipt, None, "$30.00", "Oak Clinic")
    person = desk.vault.people.all()[0].id
    keep_payment(desk.vault, paid(None, "30.00", date=datetime.date(2026, 10, 5), what="Oak Clinic", person_id=person), today=TODAY)
    (row,) = list_payments(desk.vault, today=TODAY).rows
    assert row.payment is not None and row.receipt is not None and row.receipt.id == receipt and row.proof == "Receipt"


def test_the_sample_family_s_year(family_vault: Vault) -> None:
    figures = family()["figures"]
    listed = list_payments(family_vault, today=TODAY)
    sums = year_sums(listed.of_year(2026))
    assert (sums.paid.plain(), sums.came_back.plain(), sums.tax_free.plain()) == (
        figures["paid_this_year"], figures["came_back"], figures["paid_from_hsa"],
    )  # fmt: skip
    assert (sums.payments, sums.refunds) == (8, 1)
    ruth = list_payments(family_vault, today=TODAY, person_id="ruth")
    assert {row.who for row in ruth.rows} == {"Me"}


def test_a_refund_is_expected_comes_and_is_expected_again(vault: Vault) -> None:
    keep_refund(vault, Refund(id="", from_whom="Oak Clinic", amount=Money(51_80), since=datetime.date(2026, 10, 1)))
    (one,) = expected_refunds(vault)
    assert one.kept and one.why == "Added by you" and one.refund.received_on is None
    receive_refund(vault, one.refund, datetime.date(2026, 11, 2), today=TODAY)
    (came,) = expected_refunds(vault)
    (payment,) = vault.payments.all()
    assert (came.refund.received_on, payment.amount, came.refund.payment_id) == (datetime.date(2026, 11, 2), Money(-51_80), payment.id)
    with pytest.raises(UnusableInput, match="came already"):
        receive_refund(vault, came.refund, TODAY, today=TODAY)
    remove_payment(vault, payment.id, today=TODAY)
    assert expected_refunds(vault)[0].refund.received_on is None
    remove_refund(vault, one.refund.id)
    assert expected_refunds(vault) == ()


def test_a_finding_that_money_comes_back_is_expected_by_itself_until_it_came(desk: Any) -> None:
    matter = desk.matter(desk.bill(amount_due="120.00", patient_paid="0.00", total_billed="2000.00", plan_paid="480.00",
                                   total_adjustments="1400.00", statement_date="2026-11-01"))  # fmt: skip
    desk.eob(statement_date="2026-11-02", processed_date="2026-11-02")
    person, day = matter.case.person_id, datetime.date(2026, 11, 5)
    for reference in ("1", "2"):
        keep_payment(desk.vault, paid(matter.id, "120.00", person_id=person, date=day, reference=reference), today=TODAY)
    (one,) = expected_refunds(desk.vault)
    assert not one.kept and one.refund.amount == Money(120_00) and "Riverbend" in one.refund.from_whom
    receive_refund(desk.vault, one.refund, TODAY, today=TODAY)
    (came,) = expected_refunds(desk.vault)
    assert came.kept and came.refund.received_on == TODAY


def test_without_amount_or_name_no_refund_is_kept(vault: Vault) -> None:
    for refund in (
        Refund(id="", from_whom="Oak", amount=Money(0), since=TODAY), Refund(id="", from_whom=" ", amount=Money(1), since=TODAY),
    ):  # fmt: skip
        with pytest.raises(UnusableInput):
            keep_refund(vault, refund)
