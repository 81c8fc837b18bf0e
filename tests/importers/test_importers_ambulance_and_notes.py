"""Ambulance bills with trips and miles, codes with their letters, notes headed "Code", and payments beside charges."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages

AMBULANCE = ["Blue Ridge Regional EMS", "PO Box 18804, Asheville, NC 28814", "AMBULANCE STATEMENT", "Patient: Wendell Tarkington", "Account number: BR-2601-07714"]
EOB = ["Emerald Coast Health Plan", "PO Box 44100, Jacksonville, FL 32231", "EXPLANATION OF BENEFITS", "This is not a bill.", "Patient: Marguerite Delacroix", "Claim number: 2026-0077"]


def read(head: list[str], places: tuple[float, ...], rows: list[tuple[str, ...]], after: tuple[tuple[str, str], ...] = (), pitch: float = 15) -> ReadDocument:
    pen = ReportlabPen()
    for n, words in enumerate(head):
        pen.text(40, 40 + 13 * n, words, 16 if not n else 9, not n)
    top = 40 + 13 * len(head) + 20.0
    for n, row in enumerate(rows):
        for x, words in zip(places, row, strict=True):
            pen.text(x, top, words, 8, n == 0, right=x > 300 and (n == 0 or words[-1:].isdigit() or words.endswith(")")))
        top += pitch
    for label, value in after:
        pen.text(360, top + 12, label, 9)
        pen.text(572, top + 12, value, 9, right=True)
        top += 13
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


def values(document: ReadDocument, name: str) -> list[Any]:
    return [line[name].value if name in line else None for line in document.lines]


@pytest.mark.parametrize("units", ["Miles/Qty", "Qty/Miles", "Miles", "Mileage", "Units", "Loaded miles", "Units or miles"])
def test_miles_are_units(units: str) -> None:
    document = read(
        [*AMBULANCE, "Date of call: 01/29/2026"], (40, 100, 160, 360, 430, 500),
        [("Date", "HCPCS", "Service", units, "Rate", "Charges"), ("01/29/2026", "A0427", "ALS1 emergency base rate", "1", "1,185.00", "1,185.00"), ("01/29/2026", "A0425", "Ground mileage, loaded", "12.4", "18.85", "233.74")],
        (("Total charges", "1,418.74"), ("PLEASE PAY THIS AMOUNT", "$1,418.74")),
    )
    assert values(document, "units") == [Decimal(1), Decimal("12.4")]
    assert [v.cents for v in values(document, "unit_price")] == [118500, 1885]
    assert str(document.fields["service_from"].value) == "2026-01-29"


@pytest.mark.parametrize(
    ("code", "modifiers"),
    [("A0427 SH", ("SH",)), ("A0427-SH", ("SH",)), ("A0427 SH QN", ("SH", "QN")), ("A0427SH", ("SH",)), ("A0427", None)],
)
def test_letters_behind_a_code_are_its_modifiers(code: str, modifiers: tuple[str, ...] | None) -> None:
    document = read(
        AMBULANCE, (40, 92, 160, 400, 500),
        [("Date", "HCPCS", "Service", "Qty", "Charges"), ("01/29/2026", code, "ALS1 emergency base rate", "1", "1,185.00"), ("01/29/2026", code, "Oxygen and supplies", "1", "92.50")],
        (("Amount due", "$1,277.50"),),
    )
    assert values(document, "code") == ["A0427", "A0427"]
    assert values(document, "modifiers") == [modifiers, modifiers]
    assert values(document, "description") == ["ALS1 emergency base rate", "Oxygen and supplies"]


def test_two_letters_that_open_the_words_modify_nothing() -> None:
    document = read(
        AMBULANCE, (40, 92, 122, 400, 500),
        [("Date", "CPT", "Service", "Qty", "Charges"), ("01/29/2026", "70450", "CT head without contrast", "1", "1,185.00"), ("01/29/2026", "96374", "IV push, single drug", "1", "92.50")],
        (("Amount due", "$1,277.50"),),
    )
    assert values(document, "modifiers") == [None, None]
    assert values(document, "description") == ["CT head without contrast", "IV push, single drug"]


def test_trips_of_a_city_that_says_medicare_and_ambulance_only() -> None:
    document = read(
        ["City of Santa Paloma Fire & Ambulance", "INVOICE", "Page 1", "PATIENT NAME: Rosalind Achterberg", "ACCOUNT NO.: 00418822-SP", "BILLING DATE: 03/16/26", "PAST DUE AFTER: 04/10/26", "INSURANCE ON FILE: Medicare Part B"],
        (40, 92, 152, 362, 424, 492, 572),
        [
            ("DATE", "CODE-MOD", "DESCRIPTION", "UNITS", "UNIT CHG", "AMOUNT", "PAYMENT/ADJ"),
            ("TRIP SP26003310", "", "PT: ROSALIND ACHTERBERG  DOS 01/05/26", "", "", "", ""),
            ("01/05/26", "A0428-RJ", "BLS non-emergency transport", "1.0", "612.40", "612.40", ""),
            ("01/05/26", "A0425-RJ", "Loaded mileage", "7.3", "22.60", "164.98", ""),
            ("01/28/26", "", "MEDICARE PAYMENT", "", "", "", "(273.63)"),
            ("01/28/26", "", "MEDICARE CONTRACTUAL ADJ", "", "", "", "(435.34)"),
        ],
        (("TOTAL CHARGES", "777.38"), ("BALANCE DUE", "$68.41")),
    )
    assert document.kind in ("bill", "itemized_bill")
    assert "statement_number" not in document.fields
    assert str(document.fields["due_date"].value) == "2026-04-10"
    assert document.fields["payer_name"].value == "Medicare Part B"
    assert [line["plan_paid"].value.cents for line in document.lines if "plan_paid" in line] == [27363]
    assert [line["adjustment"].value.cents for line in document.lines if "adjustment" in line] == [43534]
    assert values(document, "modifiers")[:2] == [("RJ",), ("RJ",)]


@pytest.mark.parametrize("label", ["Questions? Call:", "BILLING PHONE:", "Customer service", "Billing office"])
def test_a_number_beside_its_label(label: str) -> None:
    pen = ReportlabPen()
    for n, words in enumerate(AMBULANCE):
        pen.text(40, 40 + 13 * n, words, 16 if not n else 9, not n)
    pen.text(360, 160, label, 9)
    pen.text(572, 160, "828-555-0133", 9, right=True)
    pen.text(360, 173, "Fax", 9)
    pen.text(572, 173, "828-555-0199", 9, right=True)
    pen.text(360, 200, "Amount due: $89.00", 9)
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    assert document.fields["provider_phone"].value == "828-555-0133"


@pytest.mark.parametrize(
    ("cells", "notes"),
    [(("G2", "G2, D1"), (("G2",), ("G2", "D1"))), (("A", "B"), (("A",), ("B",))), (("045", "101"), (("045",), ("101",))), (("CO-45", "PR-1"), (("CO-45",), ("PR-1",)))],
)
@pytest.mark.parametrize("under", ["Proc 73721", "CPT 73721", "Proc. code 73721", "Procedure: 73721"])
def test_a_code_behind_the_amounts_is_a_note(cells: tuple[str, str], notes: tuple[tuple[str, ...], ...], under: str) -> None:
    document = read(
        EOB, (44, 97, 300, 360, 430, 490, 520),
        [
            ("Date", "Service", "Billed", "Allowed", "Plan paid", "You owe", "Code"),
            ("2/9/2026", "MRI LOWER EXTREMITY", "$1,684.00", "$1,129.81", "$602.57", "$527.24", cells[0]),
            ("", under, "", "", "", "", ""),
            ("2/9/2026", "CHEST X-RAY, TWO VIEWS", "$194.00", "$85.84", "$68.68", "$17.16", cells[1]),
            ("", under, "", "", "", "", ""),
        ],
        pitch=10,
    )
    assert values(document, "remark_codes") == list(notes)
    assert values(document, "code") == ["73721", "73721"]
    assert values(document, "description") == ["MRI LOWER EXTREMITY", "CHEST X-RAY, TWO VIEWS"]


@pytest.mark.parametrize(("upper", "lower"), [("Jan 10,", "2026"), ("January", "10, 2026"), ("01/10/", "2026"), ("Jan. 10,", "2026")])
def test_a_day_broken_in_its_cell(upper: str, lower: str) -> None:
    document = read(
        EOB, (44, 94, 300, 360, 430, 490),
        [
            ("Date", "Service", "Billed", "Allowed", "Plan paid", "You owe"),
            (upper, "X-ray hand, minimum 3 views", "$143.00", "$78.61", "$62.89", "$15.72"),
            (lower, "CPT 73130", "", "", "", ""),
            (upper, "Paraffin bath", "$41.50", "$22.42", "$0.00", "$22.42"),
            (lower, "CPT 97018", "", "", "", ""),
        ],
        pitch=9.3,
    )
    assert [str(v) for v in values(document, "service_date")] == ["2026-01-10", "2026-01-10"]
    assert values(document, "description") == ["X-ray hand, minimum 3 views", "Paraffin bath"]


BESIDE = [("Date", "Proc", "Service", "Charge", "Payments", "Adjustments", "Patient portion"), ("01/05/26", "99213", "Office visit", "172.00", "(51.20)", "(76.00)", "44.80"), ("01/06/26", "97018", "Paraffin bath", "41.50", "(0.00)", "(19.08)", "22.42")]
CLINIC = ["Tri-Rivers Hand Center", "PO Box 643, Kennewick, WA 99336", "Patient Statement", "Patient: Anton Bergstrom", "Account #: TR-55-20714"]
PLACES = (52, 103, 142, 364, 423, 487, 560)


def test_payments_beside_charges_are_whose_total_they_make() -> None:
    document = read(CLINIC, PLACES, BESIDE, (("Insurance payments", "51.20"), ("BALANCE DUE", "$67.22")))
    assert [v.cents for v in values(document, "plan_paid")] == [5120, 0]
    assert document.lines[0]["plan_paid"].spot.confidence >= 0.95
    document = read(CLINIC, PLACES, BESIDE, (("Patient payments", "51.20"), ("BALANCE DUE", "$67.22")))
    assert [v.cents for v in values(document, "patient_paid")] == [5120, 0]


def test_payments_beside_charges_that_nothing_explains() -> None:
    document = read(CLINIC, PLACES, BESIDE, (("BALANCE DUE", "$67.22"),))
    assert all(line["plan_paid"].spot.confidence < 0.95 for line in document.lines)
    rows = [(*row[:5], row[6]) for row in BESIDE]
    document = read(CLINIC, (*PLACES[:5], PLACES[6]), rows, (("BALANCE DUE", "$67.22"),))
    assert not any({"plan_paid", "patient_paid"} & set(line) for line in document.lines)


@pytest.mark.parametrize(
    ("printed", "name", "member"),
    [
        ("Emerald Coast Health Plan, ID ECH40071882", "Emerald Coast Health Plan", "ECH40071882"),
        ("Columbia Basin Insurance, ID CBH 220 91 4471", "Columbia Basin Insurance", "CBH220914471"),
        ("Aetna (Member ID W12345678)", "Aetna", "W12345678"),
        ("Aetna PPO - Policy # 5512-88", "Aetna PPO", "5512-88"),
        ("Aetna / member no. 5512-88", "Aetna", "5512-88"),
        ("Medicare Part B", "Medicare Part B", None),
        ("Policy Life 360 Mutual", "Policy Life 360 Mutual", None),
    ],
)
def test_a_number_behind_the_insurer(printed: str, name: str, member: str | None) -> None:
    document = read([*CLINIC, f"Insurance: {printed}"], PLACES, BESIDE, (("BALANCE DUE", "$67.22"),))
    assert document.fields["payer_name"].value == name
    assert (document.fields["member_id"].value if "member_id" in document.fields else None) == member


@pytest.mark.parametrize(
    ("aside", "status"),
    [("(network provider)", "in"), ("(in-network)", "in"), ("(out-of-network provider)", "out"), ("(participating)", "in"), ("(non-participating)", "out"), ("- In network", "in"), ("- Out of network", "out")],
)
def test_the_network_behind_the_provider(aside: str, status: str) -> None:
    document = read(
        [*EOB, f"Provider: Shoreline Radiology PA {aside}"], (44, 97, 300, 360, 430, 490),
        [("Date", "Service", "Billed", "Allowed", "Plan paid", "You owe"), ("2/9/2026", "MRI 73721", "$1,684.00", "$1,129.81", "$602.57", "$527.24")],
    )
    assert document.fields["provider_name"].value == "Shoreline Radiology PA"
    assert document.fields["network_status"].value == status
