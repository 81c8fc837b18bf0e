"""Cells too narrow for what they hold: torn days and amounts, labels of sums that wrap, words without a column."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages

HEADS = ((50, "Date", False), (100, "CPT", False), (160, "Description", False), (400, "Charge", True), (480, "You owe", True))


def read(pen: ReportlabPen) -> ReadDocument:
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


def value(document: ReadDocument, index: int, name: str) -> Any:
    return document.lines[index][name].value


def statement(rows: Sequence[Sequence[str]], ruled: bool = False, pitch: float = 14) -> ReportlabPen:
    """A statement whose rows are given as they stand on the page; an empty first cell goes on with the line above."""
    pen = ReportlabPen()
    pen.text(50, 50, "Cedar Hollow Clinic", 16, True)
    pen.text(50, 70, "Patient Statement", 10)
    pen.text(50, 90, "Account Number: 5521", 10)
    for x, label, right in HEADS:
        pen.text(x, 130, label, 9, True, right)
    y = 146.0
    for row in rows:
        if ruled and row[0] and row[1]:
            pen.line(45, y - 10, 500, y - 10)
        for (x, _, right), words in zip(HEADS, row, strict=True):
            if words:
                pen.text(x, y, words, 9, False, right)
        y += 10 if not ruled else pitch
    if ruled:
        pen.line(45, y - 10, 500, y - 10)
    return pen


@pytest.mark.parametrize(
    ("first", "rest"), [("02/25/20", "26"), ("02/25/", "2026"), ("2/25/202", "6"), ("02/25", "/2026"), ("Feb 25,", "2026")]
)
def test_a_torn_day_is_the_whole_day_or_none(first: str, rest: str) -> None:
    rows = [
        (first, "99213", "Office visit", "150.00", "30.00"),
        (rest, "", "", "", ""),
        (first, "36415", "Blood draw", "25.00", "5.00"),
        (rest, "", "", "", ""),
    ]
    document = read(statement(rows))
    assert [str(line["service_date"].value) for line in document.lines] == ["2026-02-25"] * 2
    box = document.lines[0]["service_date"].spot.box
    assert box is not None and box[3] - box[1] > 15  # both pieces


@pytest.mark.parametrize(("first", "rest"), [("1,240.", "50"), ("1,240", ".50"), ("1,", "240.50"), ("1,240.5", "0")])
def test_a_torn_amount_is_the_whole_amount(first: str, rest: str) -> None:
    rows = [
        ("02/25/2026", "99213", "Office visit", first, "30.00"),
        ("", "", "", rest, ""),
        ("02/26/2026", "36415", "Blood draw", "25.00", "5.00"),
    ]
    document = read(statement(rows))
    assert [str(value(document, n, "billed")) for n in range(2)] == ["$1,240.50", "$25.00"]


def test_whole_amounts_under_one_another_stay_apart() -> None:
    rows = [("02/25/2026", "99213", "Office visit", "150.00", "30.00"), ("02/26/2026", "36415", "Blood draw", "25.00", "5.00")]
    document = read(statement(rows))
    assert [str(value(document, n, "billed")) for n in range(2)] == ["$150.00", "$25.00"]


def test_what_stands_between_two_rules_is_one_line() -> None:
    rows = [
        ("02/25/2026", "99213", "Comprehensi", "150.00", "30.00"),
        ("", "", "ve", "", ""),
        ("", "", "panel of ten", "", ""),
        ("02/26/2026", "36415", "Draw", "25.00", "5.00"),
    ]
    document = read(statement(rows, ruled=True))
    assert [value(document, n, "description") for n in range(2)] == ["Comprehensi ve panel of ten", "Draw"]


def test_a_subtotal_whose_label_wraps_is_no_line() -> None:
    rows = [
        ("02/25/2026", "99213", "Office visit", "150.00", "30.00"),
        ("02/25/2026", "36415", "Blood draw", "25.00", "5.00"),
        ("", "", "Emergency", "175.00", ""),
        ("", "", "services", "", ""),
        ("", "", "subtotal", "", ""),
        ("02/26/2026", "71046", "X-ray", "205.00", "9.00"),
    ]
    document = read(statement(rows))
    assert [str(value(document, n, "billed")) for n in range(len(document.lines))] == ["$150.00", "$25.00", "$205.00"]


def dental(code: str, paid: str) -> ReadDocument:
    pen = ReportlabPen()
    pen.text(50, 50, "Harbor Dental Plan", 16, True)
    pen.text(50, 70, "Dental Explanation of Benefits", 10)
    pen.text(50, 90, "Claim number: C7719", 10)
    for x, label, words, right in (
        (50, "Service date", "10/20/2026", False),
        (120, "Submitted code", code, False),
        (200, "Paid as code", paid, False),
        (330, "Fee", "275.00", True),
        (400, "Plan paid", "120.00", True),
        (470, "You owe", "80.00", True),
    ):
        pen.text(x, 130, label, 9, True, right)
        pen.text(x, 146, words, 9, False, right)
    pen.text(120, 157, "White filling, two surfaces", 9)
    return read(pen)


def test_the_code_sent_in_and_the_code_paid_are_told_apart() -> None:
    document = dental("D2392", "D2150")
    assert len(document.lines) == 1
    assert (value(document, 0, "code"), value(document, 0, "paid_as_code")) == ("D2392", "D2150")
    assert value(document, 0, "description") == "White filling, two surfaces"


def test_the_age_of_a_balance_is_read_by_bucket() -> None:
    pen = statement([("02/25/2026", "99213", "Office visit", "150.00", "150.00")])
    for n, (label, amount) in enumerate((("Current", "150.00"), ("31-60", "0.00"), ("61-90", "42.50"), ("Over 90", "7.00"))):
        pen.text(100 + 90 * n, 300, label, 9, True, True)
        pen.text(100 + 90 * n, 314, amount, 9, False, True)
    aged = read(pen).fields["aging"].value
    assert {name: str(amount) for name, amount in aged.items()} == {"current": "$150.00", "30": "$0.00", "60": "$42.50", "90": "$7.00"}


def test_a_cashed_check_says_who_was_paid() -> None:
    pen = ReportlabPen()
    for x, y, words in (
        (50, 50, "First Easton Savings Bank"),
        (50, 66, "Image of a paid item"),
        (300, 110, "Date"),
        (350, 110, "April 15, 2026"),
        (50, 140, "Pay to the"),
        (50, 151, "order of"),
        (110, 147, "Cedar Lab Associates"),
        (420, 147, "$"),
        (450, 147, "185.00"),
        (50, 170, "One hundred eighty-five and 00/100"),
    ):
        pen.text(x, y, words, 9)
    document = read(pen)
    assert document.kind.value == "receipt"
    assert document.fields["provider_name"].value == "Cedar Lab Associates"
    assert str(document.fields["patient_paid"].value) == "$185.00"


def test_a_torn_day_beside_its_label_is_whole() -> None:
    pen = statement([("02/25/2026", "99213", "Office visit", "150.00", "30.00")])
    pen.text(300, 50, "Statement date", 9, True)
    pen.text(400, 50, "03/31/20", 9)
    pen.text(400, 60, "26", 9)
    assert str(read(pen).fields["statement_date"].value) == "2026-03-31"
