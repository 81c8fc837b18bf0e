"""Habits of old billing programs: bare days, carried sums, trailing minus, physicians who do not bill, and fees to come."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages

HEADS = ((50, "Date", False), (110, "CPT", False), (170, "Description", False), (400, "Qty", True), (480, "Charge", True))
Row = tuple[str, str, str, str, str]


def read(pen: ReportlabPen) -> ReadDocument:
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


def bill(rows: Sequence[Row], said: Sequence[str] = (), after: Sequence[str] = ()) -> ReportlabPen:
    """A clinic's statement with one table; `said` stands over the table, `after` under it."""
    pen = ReportlabPen()
    pen.text(50, 50, "Cedar Hollow Clinic", 16, True)
    pen.text(50, 70, "Patient Statement", 10)
    for place, words in enumerate(["Account Number: 5521", *said]):
        pen.text(50, 90 + 12 * place, words, 10)
    top = 110 + 12 * len(said)
    for x, label, right in HEADS:
        pen.text(x, top, label, 9, True, right)
    for place, row in enumerate(rows, 1):
        for (x, _, right), words in zip(HEADS, row, strict=True):
            if words:
                pen.text(x, top + 14 * place, words, 9, False, right)
    for place, words in enumerate(after):
        pen.text(50, top + 14 * len(rows) + 50 + 14 * place, words, 9)
    return pen


LINE: Row = ("062526", "99213", "Office visit", "1", "150.00")
BACK: Row = ("062626", "99213", "Office visit", "1-", "150.00-")


def test_days_of_six_digits_count_under_a_date_header_and_beside_a_date_label() -> None:
    document = read(bill([LINE, BACK], ["ADM: 062526", "DISCH: 062726"]))
    assert [line["service_date"].value for line in document.lines] == [datetime.date(2026, 6, 25), datetime.date(2026, 6, 26)]
    assert document.fields["admission_date"].value == datetime.date(2026, 6, 25)
    assert document.fields["discharge_date"].value == datetime.date(2026, 6, 27)
    assert document.lines[0]["service_date"].spot.confidence < 0.95


def test_a_count_with_a_minus_behind_it_is_taken_back() -> None:
    document = read(bill([LINE, BACK]))
    assert [line["units"].value for line in document.lines] == [Decimal(1), Decimal(-1)]
    assert document.lines[1]["billed"].value == Money(-15000)


@pytest.mark.parametrize("label", ["Ordering physician: Aisha Quigley MD", "Seen by: Dr. Tran", "Attending: IVERSEN,PIOTR MD"])
def test_a_physician_does_not_take_the_place_of_the_clinic_that_bills(label: str) -> None:
    assert read(bill([LINE], [label])).fields["provider_name"].value == "Cedar Hollow Clinic"


@pytest.mark.parametrize(
    "said",
    ["Payment is due upon receipt. A $35.00 fee will be charged for returned checks.", "We may add a late fee of $35.00 to your payment."],
)
def test_a_fee_that_may_come_is_no_amount_of_the_paper(said: str) -> None:
    fields = read(bill([LINE], after=[said])).fields
    assert Money(3500) not in [value.value for value in fields.values()]


def test_one_row_for_each_visit_is_no_itemized_bill() -> None:
    visits: list[Row] = [("06/25/2026", "", "Laboratory", "", "150.00"), ("06/26/2026", "", "Imaging", "", "80.00")]
    same_day: list[Row] = [("06/25/2026", "", "Laboratory", "", "150.00"), ("06/25/2026", "", "Imaging", "", "80.00")]
    assert read(bill(visits)).kind is Kind.BILL
    assert read(bill(same_day)).kind is Kind.ITEMIZED_BILL


def test_the_number_under_an_offer_of_help_is_the_phone_to_call() -> None:
    pen = bill([LINE])
    pen.text(380, 400, "Questions?", 11, True)
    pen.text(380, 413, "Call us Mon-Fri 8am-5pm", 9)
    pen.text(380, 425, "(888) 555-0188", 9)
    assert read(pen).fields["provider_phone"].value == "(888) 555-0188"


def test_the_last_cell_of_a_row_of_ages_is_what_to_pay() -> None:
    pen = bill([LINE])
    heads = ("0-30 Days", "31-60 Days", "61-90 Days", "Over 90", "PLEASE PAY THIS AMOUNT")
    for x, head, amount in zip((50, 130, 210, 290, 370), heads, ("138.58", "63.20", "0.00", "0.00", "$201.78"), strict=True):
        pen.text(x, 400, head, 9, True)
        pen.text(x, 430, amount, 9)
    assert read(pen).fields["amount_due"].value == Money(20178)


@pytest.mark.parametrize(("aside", "status"), [("(In-Network)", "in"), ("(Out-of-Network)", "out")])
def test_a_network_named_in_brackets_is_no_part_of_the_providers_name(aside: str, status: str) -> None:
    pen = ReportlabPen()
    pen.text(50, 50, "Evergreen Choice Insurance Company", 14, True)
    pen.text(50, 70, "EXPLANATION OF BENEFITS - This is not a bill", 11)
    pen.text(50, 100, "Claim number: 846409B2987", 10)
    pen.text(50, 114, f"Provider: Lakeview Surgical Group, Inc. {aside}", 10)
    fields = read(pen).fields
    assert fields["provider_name"].value == "Lakeview Surgical Group, Inc."
    assert fields["network_status"].value == status
