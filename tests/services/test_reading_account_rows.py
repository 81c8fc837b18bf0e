"""Rows of a bank's or a health account's file become payments once, tied to their bills, with duplicates named."""

from __future__ import annotations

import datetime

import pytest

from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.errors import UnusableInput
from medbills.services.read_account_rows import known_meanings, read_account_file, rows_of
from medbills.services.tie_account_rows import Tie, keep_rows, tie_rows

TODAY = datetime.date(2026, 11, 17)
BANK = b"""Account: Checking
Date,Description,Amount,Check No
10/20/2026,RIVERBEND GEN HOSP 800-555-0114,-120.00,
10/20/2026,RIVERBEND GEN HOSP 800-555-0114,-120.00,
10/22/2026,FOOD MART 22,-54.12,
10/25/2026,PAYROLL,2100.00,
"""
HSA = b'Posted;Provider;Withdrawal;Deposit\n2026-10-20;"Riverbend General Hospital";"$120.00";\n2026-10-21;Employer;;"$200.00"\n'


def read(data, name="bank.csv"):
    table = read_account_file(name, data)
    return table, rows_of(table, known_meanings_of(table))


def known_meanings_of(table):
    from medbills.services.read_account_rows import guess_meanings

    return guess_meanings(table.headers)


def test_sums_below_zero_went_out():
    _, rows = read(BANK)
    assert [(row.day.day, row.amount) for row in rows] == [
        (20, Money(12000)), (20, Money(12000)), (22, Money(5412)), (25, Money(-210000)),
    ]  # fmt: skip


def test_columns_for_in_and_out_in_another_form():
    _, rows = read(HSA, "hsa.csv")
    assert [(row.day.isoformat(), row.amount, row.what) for row in rows] == [
        ("2026-10-20", Money(12000), "Riverbend General Hospital"), ("2026-10-21", Money(-20000), "Employer"),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"hello there", b"", b"a,b\n1,2\n"])
def test_what_is_no_account_file_is_said(data):
    with pytest.raises(UnusableInput, match="bank"):
        read_account_file("bank.csv", data)


def test_a_row_is_tied_to_its_bill_and_its_double_named(vault, desk):
    bill = desk.bill()
    desk.eob()
    case = desk.matter(bill).case
    _, rows = read(BANK)
    tied = tie_rows(vault, rows, today=TODAY)
    assert [one.tie for one in tied] == [Tie.BILL, Tie.TWICE, Tie.NONE, Tie.NONE]
    assert tied[0].case_id == case.id and tied[0].reason == "Names Riverbend General Hospital, and is the sum that it asks."
    assert tied[1].reason == "The same as row 1 of this file."


def test_kept_once_in_one_change_and_then_named_as_kept(vault, desk):
    bill = desk.bill()
    desk.eob()
    table, rows = read(BANK)
    tied = tie_rows(vault, rows, today=TODAY)
    changes = keep_rows(vault, [tied[0]], "HSA card", known_meanings_of(table), table, today=TODAY)
    assert changes.what == "Added 1 payment from HSA card"
    (payment,) = vault.payments.all()
    assert (payment.amount, payment.case_id, payment.payer_from) == (Money(12000), desk.matter(bill).case.id, "HSA card")
    again = tie_rows(vault, rows, today=TODAY)
    assert again[0].tie is Tie.KEPT and "October 20, 2026" in again[0].reason
    assert known_meanings(vault, table) == known_meanings_of(table)
    vault.undo_last()
    assert not vault.payments.all()


def test_a_check_with_another_number_is_another_payment(vault, desk):
    desk.bill()
    with vault.change("Paid") as change:
        change.payments.add(
            Payment(
                id="p", date=datetime.date(2026, 10, 20), amount=Money(12000), what="Riverbend", reference="1181", payer_from="Checking"
            )
        )
    for number, tie in (("1182", Tie.BILL), ("001181", Tie.KEPT)):
        _, rows = read(f"Date,Payee,Amount,Check\n10/21/2026,Riverbend,-120.00,{number}\n".encode())
        assert tie_rows(vault, rows, today=TODAY)[0].tie is tie


def test_nothing_is_paid_before_the_care(vault, desk):
    desk.bill()
    _, rows = read(b"Date,Payee,Amount\n8/1/2026,Riverbend General Hospital,-2000.00\n")
    assert tie_rows(vault, rows, today=TODAY)[0].tie is Tie.NONE


def test_a_day_to_come_is_not_kept(vault, desk):
    table, rows = read(b"Date,Payee,Amount\n12/24/2026,Riverbend,-12.00\n")
    with pytest.raises(UnusableInput, match="still to come"):
        keep_rows(vault, tie_rows(vault, rows, today=TODAY), "", known_meanings_of(table), table, today=TODAY)
    assert not vault.payments.all()


def test_without_a_day_the_columns_are_asked_for():
    table, _ = read(BANK)
    with pytest.raises(UnusableInput, match="which column"):
        rows_of(table, {"what": 1})
