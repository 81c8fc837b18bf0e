"""Services whose names hold the word "total", receipts for drugs, and codes beside codes."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.layout.sum_rows import says_sum
from medbills.pdf.reader import read_pages

Table = list[tuple[str, ...]]


def read(head: list[str], places: tuple[float, ...], rows: Table, after: tuple[str, ...] = ()) -> ReadDocument:
    """A page with lines at its head and one table, amounts set to the right."""
    pen = ReportlabPen()
    for place, words in enumerate(head):
        pen.text(50, 45 + 14 * place, words, 16 if not place else 10, not place)
    top = 45 + 14 * len(head) + 24
    for row in rows:
        for x, words in zip(places, row, strict=True):
            pen.text(x, top, words, 9, right="." in words and words[-1].isdigit())
        top += 15
    for place, words in enumerate(after):
        pen.text(50, top + 20 + 14 * place, words, 9)
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("Total", True),
        ("Claim total", True),
        ("Gran total", True),
        ("Total for visit", True),
        ("Patient balance for this visit", True),
        ("What you owe for this visit 854.93", True),
        ("Balance for a visit to the dentist", False),
        ("PSA, Total", False),
        ("Total knee replacement", False),
        ("Total protein", False),
    ],
)
def test_what_names_a_sum(text: str, sum_: bool) -> None:
    assert says_sum(text) is sum_


def test_a_test_named_total_is_a_line() -> None:
    document = read(
        ["Northwind Clinical Laboratories", "LABORATORY INVOICE", "Invoice Number: 58800417", "Patient: Geraldine Sutcliffe"],
        (50, 120, 180, 400, 470),
        [
            ("Date", "CPT", "Test", "Billed", "Balance"),
            ("02/11/2026", "82607", "Vitamin B12", "101.15", "0.00"),
            ("02/11/2026", "84153", "PSA, Total", "138.80", "6.58"),
            ("02/11/2026", "84155", "Total serum protein", "20.00", "2.00"),
            ("", "", "Total", "259.95", "8.58"),
        ],
        ("AMOUNT DUE: $8.58",),
    )
    assert [line["code"].value for line in document.lines] == ["82607", "84153", "84155"]
    assert document.fields["total_billed"].value.cents == 25995


def test_a_pharmacy_receipt() -> None:
    document = read(
        ["CORNERSTONE DRUG #0418", "5501 Airline Drive, Metairie, LA 70003", "PHARMACY RECEIPT", "Patient: Darnell Leblanc", "Receipt date: 03/07/26", "Date of birth: 04/30/52"],
        (50, 110, 160, 330, 400, 470, 530, 585),
        [
            ("Fill Date", "Rx #", "Drug Name and Strength", "NDC", "Qty", "Cash Price", "Ins. Paid", "You Paid"),
            ("03/07/26", "704884", "Insulin glargine pen", "00088-2219-05", "15", "312.40", "300.00", "12.40"),
            ("03/07/26", "604411", "Amoxicillin 500 mg", "00093-3109-05", "21", "18.60", "8.60", "10.00"),
        ],
        ("Total paid: $22.40",),
    )
    assert document.kind is Kind.RECEIPT
    assert document.fields["issuer_name"].value == "CORNERSTONE DRUG #0418"
    assert document.fields["patient_birth_date"].value == datetime.date(1952, 4, 30)
    assert [line["description"].value for line in document.lines] == ["Insulin glargine pen", "Amoxicillin 500 mg"]
    assert [line["billed"].value.cents for line in document.lines] == [31240, 1860]


def test_the_code_that_was_sent_beside_the_code_that_was_paid() -> None:
    document = read(
        ["Bright Harbor Dental Plan", "DENTAL EXPLANATION OF BENEFITS", "This is not a bill.", "Claim No.: D2607", "Patient: Felicity Armitage"],
        (50, 120, 210, 270, 420, 480, 540),
        [
            ("Service date", "Submitted ADA Code", "Paid Code", "Description", "Submitted", "Plan paid", "Patient pays"),
            ("01/12/2026", "D2392", "D2150", "Resin, two surfaces", "264.00", "59.16", "117.93"),
            ("01/12/2026", "D1110", "", "Prophylaxis", "118.00", "94.51", "0.00"),
        ],
    )
    first, second = document.lines
    assert (first["code"].value, first["paid_as_code"].value) == ("D2392", "D2150")
    assert second["code"].value == "D1110" and "paid_as_code" not in second


def test_codes_padded_to_six_places_under_a_national_heading() -> None:
    document = read(
        ["Lakeview Medical Center", "Itemized statement", "Patient: Ruth Calloway", "Account number: 88-1"],
        (50, 130, 220, 420),
        [("Date", "HCPCS", "Description", "Amount"), ("08/06/2022", "070486", "CT of the face", "4905.00"), ("08/06/2022", "0J1885", "Ketorolac", "157.00")],
    )
    assert [line["code"].value for line in document.lines] == ["70486", "J1885"]


def test_an_estimate_says_how_to_reach_who_made_it() -> None:
    document = read(
        ["Birchwood Surgical Associates", "1900 Birchwood Lane, Stevens Point, WI 54481", "(715) 555-0108", "Good Faith Estimate", "Patient name: Leopold Grun"],
        (50, 260, 420),
        [("Service or item", "CPT code", "Expected cost"), ("Total knee arthroplasty", "27447", "18,750.00"), ("Anesthesia", "01402", "945.00")],
        ("Total expected charges: $19,695.00",),
    )
    assert [line["code"].value for line in document.lines] == ["27447", "01402"]
    assert document.fields["provider_address"].value == "1900 Birchwood Lane, Stevens Point, WI 54481"
    assert document.fields["provider_phone"].value == "(715) 555-0108"
