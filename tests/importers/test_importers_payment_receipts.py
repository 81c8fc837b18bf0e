"""Receipts of one payment that was applied to several visits: every line a part of the payment, none a charge."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages

HEAD = ["Juniper Ridge Family Medicine", "77 Canal St, Elmira, NY 14901", "Phone (607) 555-0123", "PAYMENT RECEIPT"]
FACTS = [("Receipt number", "R-2207"), ("Patient", "Odell Brandt"), ("Account", "JR-10993")]
VISITS = [("03/02/2026", "Copay, office visit", "30.00"), ("01/14/2026", "Balance after insurance", "18.45"), ("12/09/2025", "Coinsurance balance", "11.05")]


def receipt(facts: list[tuple[str, str]], caption: str, heads: tuple[str, ...], rows: list[tuple[str, ...]], after: tuple[str, ...] = (), places: tuple[float, ...] = (50, 150, 500)) -> ReadDocument:
    pen = ReportlabPen()
    for n, words in enumerate(HEAD):
        pen.text(50, 45 + 14 * n, words, 16 if not n else 10, not n)
    top = 130.0
    for label, value in facts:
        pen.text(50, top, label, 10)
        pen.text(170, top, value, 10, True)
        top += 16
    pen.text(50, top + 12, caption, 10, True)
    top += 28
    for n, row in enumerate([heads, *rows]):
        for x, words in zip(places, row, strict=True):
            pen.text(x, top, words, 9, n == 0, right=x > 400)
        top += 15
    for words in after:
        pen.text(50, top + 10, words, 10)
        top += 14
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


def assert_parts(document: ReadDocument) -> None:
    assert document.kind is Kind.RECEIPT
    assert [line["patient_paid"].value.cents for line in document.lines] == [3000, 1845, 1105]
    assert not any({"billed", "plan_paid", "copay", "coinsurance", "adjustment"} & set(line) for line in document.lines)
    assert document.fields["patient_paid"].value.cents == 5950
    assert not {"total_billed", "copay", "coinsurance", "deductible", "plan_paid", "amount_due"} & set(document.fields)


@pytest.mark.parametrize(
    ("caption", "heads"),
    [
        ("This payment was applied to", ("Visit date", "Applied to", "Amount")),
        ("Payment allocation", ("Date of service", "Description", "Applied")),
        ("How your payment was applied", ("Date", "Description", "Amount applied")),
        ("Payment details", ("Service date", "For", "Payment")),
        ("", ("Date", "Description", "Amount")),
        ("", ("Date", "Description", "Paid")),
        ("", ("Date of service", "Description", "Allocated amount")),
        ("Detalle del pago", ("Fecha", "Descripción", "Monto aplicado")),
    ],
)
def test_the_parts_of_a_payment_are_no_charges(caption: str, heads: tuple[str, ...]) -> None:
    rows = [*VISITS, ("", "Total", "59.50")]
    assert_parts(receipt([*FACTS, ("Payment date", "March 2, 2026"), ("Method", "VISA ending in 3391")], caption, heads, rows, ("Amount paid: $59.50", "Remaining account balance: $0.00")[:1]))


@pytest.mark.parametrize("said", ["Amount paid: $59.50", "Total amount received: $59.50", "Amount received: $59.50", "Payment amount: $59.50", "Payment received: $59.50", "Total paid: $59.50", "Charged to card: $59.50"])
def test_the_amount_received(said: str) -> None:
    assert_parts(receipt([*FACTS, ("Date paid", "03/02/2026")], "Applied to", ("Date", "Description", "Amount"), VISITS, (said,)))


@pytest.mark.parametrize("label", ["Payment date", "Date paid", "Date of payment", "Paid on", "Transaction date", "Receipt date", "Date received", "Date", "Fecha de pago", "Fecha del recibo"])
def test_the_day_of_a_receipt(label: str) -> None:
    document = receipt([*FACTS, (label, "03/02/2026")], "Payment applied to", ("Date", "Description", "Amount"), VISITS, ("Amount paid: $59.50",))
    assert str(document.fields["statement_date"].value) == "2026-03-02"


def test_a_bought_thing_keeps_its_price() -> None:
    document = receipt(
        [*FACTS, ("Date", "03/02/2026")], "Items", ("Date", "Description", "Amount"),
        [("03/02/2026", "Wrist brace, left", "24.00"), ("03/02/2026", "Elastic bandage", "6.50"), ("", "Total", "30.50")], ("Paid by VISA: $30.50",),
    )
    assert [line["billed"].value.cents for line in document.lines] == [2400, 650]
    assert document.fields["total_billed"].value.cents == 3050


def test_charges_beside_what_was_paid_on_them() -> None:
    document = receipt(
        [*FACTS, ("Date", "03/02/2026")], "", ("Date", "Description", "Charge", "Paid"),
        [("03/02/2026", "Office visit", "140.00", "30.00"), ("03/02/2026", "Strep test", "28.00", "8.00"), ("", "Total", "168.00", "38.00")],
        places=(50, 150, 430, 500),
    )
    assert [(line["billed"].value.cents, line["patient_paid"].value.cents) for line in document.lines] == [(14000, 3000), (2800, 800)]
    assert not any("plan_paid" in line for line in document.lines)
