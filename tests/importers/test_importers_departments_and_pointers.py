"""Departments over the rows of a hospital's bill, papers that only point to another paper, and prescriptions in blocks."""
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
from medbills.layout.departments import by_department
from medbills.layout.labels import text_field
from medbills.pdf.reader import read_pages

Text = tuple[float, float, str, float, bool, bool]  # left (or right) edge, top, words, size, bold, set to the right


def read(texts: list[Text]) -> ReadDocument:
    pen = ReportlabPen()
    for x, top, words, size, bold, right in texts:
        pen.text(x, top, words, size, bold, right=right)
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


def lines_down(head: list[str], x: float = 50.0, top: float = 40.0) -> list[Text]:
    return [(x, top + 13 * n, words, 16.0 if not n else 9.0, not n, False) for n, words in enumerate(head)]


def table(rows: list[tuple[str, ...]], places: tuple[float, ...], top: float, size: float = 8.0) -> list[Text]:
    return [
        (x, top + 14 * n, words, size, n == 0, x > 300)
        for n, row in enumerate(rows)
        for x, words in zip(places, row, strict=True)
        if words
    ]


HOSPITAL = ["St. Alban Hospital", "12 Mill Rd, Toledo, OH 43606", "Detail of charges", "Patient: Ruth Ames", "Account No.: 4008817", "Insurance: Corvid PPO"]
STAY = [("PHARMACY", [("05/04/2026", "0250", "", "SODIUM CHLORIDE 0.9%", "3", "74.80", "224.40"), ("05/05/2026", "0636", "J0696", "CEFTRIAXONE INJ", "4", "41.15", "164.60")], "389.00"), ("LABORATORY", [("05/04/2026", "0301", "80053", "COMP METABOLIC PANEL", "1", "241.50", "241.50")], "241.50")]


@pytest.mark.parametrize("size", [8.0, 9.0, 11.0])
@pytest.mark.parametrize("at", [45.0, 190.0])
@pytest.mark.parametrize("title", ["{}", "{} SERVICES", "Dept: {}"])
def test_rows_under_the_headings_of_departments(size: float, at: float, title: str) -> None:
    places = (45.0, 110.0, 142.0, 190.0, 440.0, 500.0, 565.0)
    texts = [*lines_down(HOSPITAL), *table([("Date", "Rev", "HCPCS", "Description", "Units", "Rate", "Amount")], places, 140)]
    top = 160.0
    for name, rows, summed in STAY:
        texts.append((at, top, title.format(name), size, True, False))
        texts += [(x, y, words, s, False, right) for x, y, words, s, _, right in table(rows, places, top + 15)]
        top += 15 + 14 * len(rows)
        texts += [(500.0, top, f"{name} SUBTOTAL", 8.0, True, True), (565.0, top, summed, 8.0, True, True)]
        top += 20
    texts += [(500.0, top, "TOTAL CHARGES", 8.0, True, True), (565.0, top, "630.50", 8.0, True, True)]
    document = read(texts)
    assert document.kind is Kind.ITEMIZED_BILL
    assert [line["billed"].value.cents for line in document.lines] == [22440, 16460, 24150]
    assert document.fields["total_billed"].value.cents == 63050


@pytest.mark.parametrize("title", ["PAYMENTS AND ALLOWANCES", "Payments and adjustments", "Payments / Contractual allowances", "ALLOWANCES AND PAYMENTS", "Payments, discounts and write-offs"])
def test_a_plan_named_in_its_payment_paid_it(title: str) -> None:
    places = (45.0, 110.0, 200.0, 500.0, 565.0)
    texts = [*lines_down(HOSPITAL), *table([("Date", "HCPCS", "Description", "Units", "Amount"), ("05/04/2026", "99285", "ER VISIT LEVEL 5", "1", "2,986.00"), ("05/04/2026", "80053", "COMP METABOLIC PANEL", "1", "241.50"), ("", "", "", "TOTAL CHARGES", "3,227.50")], places, 140)]
    texts += [(45.0, 215.0, title, 10.0, True, False), *table([("05/27/2026", "", "CORVID PPO PAYMENT", "", "-1,900.00"), ("05/27/2026", "", "CORVID PPO ALLOWANCE", "", "-1,000.00")], places, 230)]
    texts += [(500.0, 270.0, "BALANCE DUE FROM PATIENT", 8.0, True, True), (565.0, 270.0, "327.50", 8.0, True, True)]
    document = read(texts)
    assert [line["plan_paid"].value.cents for line in document.lines if "plan_paid" in line] == [190000]
    assert [line["adjustment"].value.cents for line in document.lines if "adjustment" in line] == [100000]
    assert "patient_paid" not in document.fields
    assert document.fields["amount_due"].value.cents == 32750


POINTS_TO_AN_EOB = [
    "Please check it against the explanation of benefits from your insurance company.",
    "Compare this invoice with your Explanation of Benefits (EOB) before you pay.",
    "You should have received an explanation of benefits from your plan.",
    "For what was covered refer to your explanation of benefits, or call your plan.",
    "You may receive an EOB from your insurer. Match it to the EOB, then pay us.",
]
POINTS_TO_AN_ESTIMATE = [
    "You have the right to receive a Good Faith Estimate if you are uninsured or do not use insurance.",
    "You are entitled to a good faith estimate of what your care may cost. Uninsured? Ask us.",
    "You may request a Good Faith Estimate before you schedule care if you are uninsured.",
    "Self-pay patients may receive a \"Good Faith Estimate\" explaining what care will cost.",
]


@pytest.mark.parametrize("said", [*POINTS_TO_AN_EOB, *POINTS_TO_AN_ESTIMATE])
@pytest.mark.parametrize("high", [True, False])
def test_a_bill_that_points_to_another_paper_is_a_bill(said: str, high: bool) -> None:
    head = ["Tamarack Clinical Laboratories", "PO Box 740, Cincinnati, OH 45274", "Invoice", "Invoice date: 05/18/2026", "Patient: Teresa Alder", "Amount you owe: $44.88", "Due by: 06/08/2026"]
    places = (50.0, 120.0, 230.0, 330.0, 420.0, 490.0, 560.0)
    rows: list[tuple[str, ...]] = [("Date collected", "Test", "CPT code", "Price", "Insurance discount", "Insurance paid", "You owe"), ("04/10/2026", "TSH", "84443", "$132.65", "-$109.13", "-$16.80", "$6.72"), ("04/10/2026", "Vitamin D", "82306", "$249.00", "-$210.84", "$0.00", "$38.16")]
    texts = [*lines_down(head), (50.0, 145.0 if high else 560.0, said, 9.0, False, False), *table(rows, places, 180)]
    document = read(texts)
    assert document.kind in {Kind.BILL, Kind.ITEMIZED_BILL}
    assert document.fields["amount_due"].value.cents == 4488


@pytest.mark.parametrize("title", ["Explanation of Benefits", "EXPLANATION OF BENEFITS (EOB)"])
def test_a_plan_s_own_paper_stays_one(title: str) -> None:
    head = ["Harbor Mutual Health Plan", title, "This is not a bill", "Claim number: 88120", "Member ID: W2044", "Patient: Ruth Ames", "Keep this explanation of benefits with your records."]
    rows: list[tuple[str, ...]] = [("Date of service", "Service", "Amount billed", "Plan discount", "Plan paid", "You owe"), ("04/10/2026", "Office visit", "228.00", "47.78", "160.22", "20.00")]
    assert read([*lines_down(head), *table(rows, (50.0, 140.0, 330.0, 410.0, 480.0, 560.0), 180)]).kind is Kind.EOB


STATEMENT = ["Tallow Regional Medical Center", "1500 10th Ave - Topeka, KS 66604", "Patient statement", "Patient name: Gary Stone", "Account number: V0071", "Statement date: 04/22/2026", "Pay this amount: $90.00"]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("EMERGENCY ROOM", "CT SCAN", "LABORATORY"), Kind.BILL),
        (("Pharmacy", "Medical/Surgical Supplies", "Room and board"), Kind.BILL),
        (("Radiology - Diagnostic", "Lab services", "IV therapy"), Kind.BILL),
        (("Emergency visit, level 4", "CT of the head without contrast", "Comprehensive metabolic panel"), Kind.ITEMIZED_BILL),
        (("Laboratory", "Laboratory", "Pharmacy"), Kind.ITEMIZED_BILL),
    ],
)
def test_a_row_for_each_department_is_no_itemized_bill(names: tuple[str, ...], kind: Kind) -> None:
    rows: list[tuple[str, ...]] = [("Date", "Description", "Charges"), *(("03/11/26", name, f"{n + 1}10.25") for n, name in enumerate(names))]
    document = read([*lines_down(STATEMENT), *table(rows, (50.0, 130.0, 480.0), 170)])
    assert document.kind is kind
    assert len(document.lines) == 3
    assert document.fields["provider_address"].value == "1500 10th Ave, Topeka, KS 66604"


def test_no_rows_name_no_departments() -> None:
    assert not by_department([])


PHARMACY = ["Corner Oak Pharmacy #0417", "3900 Shelbyville Rd, Louisville, KY 40207", "Prescription receipt", "Pharmacy phone: (502) 555-0119", "Customer: Marcus Delaney", "Insurance: Express Rx", "Date: 03/30/2026"]
FILLS = [("AMOXICILLIN 875-125 MG TAB", "1184027", "65862-0503-20", "20", "38.19", "28.19", "10.00"), ("BENZONATATE 100 MG CAPSULE", "1184028", "67877-0105-01", "30", "26.49", "21.49", "5.00")]
SUMS = [("64.68", "49.68", "15.00")]


@pytest.mark.parametrize("price", ["Usual & customary", "Retail price", "Cash price", "U&C", "Price"])
@pytest.mark.parametrize("share", ["Your copay", "Copay", "Co-pay"])
@pytest.mark.parametrize("order", ["drug first", "number first", "on one row"])
def test_prescriptions_in_blocks(price: str, share: str, order: str) -> None:
    texts, top = lines_down(PHARMACY), 160.0
    for drug, number, ndc, count, billed, paid, copay in FILLS:
        left = {"drug first": [drug, f"Rx # {number}   Date filled 03/30/2026"], "number first": [f"Rx: {number}   Filled 03/30/2026", drug], "on one row": [f"Rx# {number} {drug}", "Fill date 03/30/2026"]}[order]
        for n, (words, label, value) in enumerate(zip([*left, f"NDC {ndc}   Qty {count}", "Prescriber: R. Hale, MD"], [price, "Insurance paid", share, ""], [billed, paid, copay, ""], strict=True)):
            texts.append((50.0, top + 12 * n, words, 9.0, False, False))
            if label:
                texts += [(380.0, top + 12 * n, label, 9.0, False, False), (560.0, top + 12 * n, value, 9.0, False, True)]
        top += 70
    for n, (label, value) in enumerate(zip([f"Total {price.lower()}", "Total insurance paid", "Total you paid"], ["$64.68", "$49.68", "$15.00"], strict=True)):
        texts += [(300.0, top + 12 * n, label, 9.0, False, False), (560.0, top + 12 * n, value, 9.0, False, True)]
    document = read(texts)
    assert document.kind is Kind.RECEIPT
    assert [line["billed"].value.cents for line in document.lines] == [3819, 2649]
    assert [line["plan_paid"].value.cents for line in document.lines] == [2819, 2149]
    assert [line["copay"].value.cents for line in document.lines] == [1000, 500]
    assert [line["ndc"].value for line in document.lines] == ["65862-0503-20", "67877-0105-01"]
    assert [line["description"].value for line in document.lines] == [fill[0] for fill in FILLS]
    assert [int(line["units"].value) for line in document.lines] == [20, 30]
    assert document.fields["total_billed"].value.cents == 6468
    assert document.fields["plan_paid"].value.cents == 4968
    assert document.fields["provider_name"].value == "Corner Oak Pharmacy #0417"


@pytest.mark.parametrize("said", ["Payment of $337.60 is due upon receipt.", "Payment of $337.60 must be received by 07/30/2026.", "A payment of $337.60 is required now."])
def test_a_payment_that_is_asked_for_was_not_made(said: str) -> None:
    document = read([*lines_down([*STATEMENT[:6], "You owe: $337.60"]), (50.0, 200.0, said, 9.0, False, False)])
    assert "patient_paid" not in document.fields
    assert document.fields["amount_due"].value.cents == 33760


@pytest.mark.parametrize(("patient", "guarantor"), [("Owen Fitz", "Kara Fitz"), ("Kara Fitz", None), ("KARA M FITZ", None)])
def test_a_bill_mailed_to_another_than_its_patient(patient: str, guarantor: str | None) -> None:
    head = ["Stride Physical Therapy", "6850 W 52nd Ave, Arvada, CO 80002", "Patient billing statement"]
    texts = [*lines_down(head), *[(60.0, 110.0 + 12 * n, words, 9.0, False, False) for n, words in enumerate(["Kara Fitz", "7733 Brentwood St", "Arvada, CO 80003"])]]
    texts += [(360.0, 110.0, f"Patient: {patient}", 9.0, False, False), (360.0, 122.0, "Statement date: 05/29/2026", 9.0, False, False), (360.0, 134.0, "Please pay: $270.00", 9.0, False, False)]
    found = read(texts).fields.get("guarantor_name")
    assert (found.value if found else None) == guarantor


@pytest.mark.parametrize("label", ["Account # / Group", "Group", "Contract/Group No.", "Group Number"])
def test_labels_of_the_group(label: str) -> None:
    assert text_field(label) == "group_number"
