"""Columns and rows of bills and receipts whose meaning the rows around them prove: what is left, own test numbers, payments among charges."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import datetime

import pytest

from medbills.domain.importing import Source
from medbills.domain.page import Page, Sheets, Word
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents

Row = list[tuple[float, str]]  # what stands at which place; a place beyond 330 is where it ends


def _words(cells: Row, top: float) -> list[Word]:
    made: list[Word] = []
    for x, text in cells:
        wide = sum(4.4 * len(part) for part in text.split()) + 2.6 * text.count(" ")
        x -= wide if x > 330 else 0
        for part in text.split():
            made.append(Word(part, x, top, x + 4.4 * len(part), top + 9, 9))
            x += 4.4 * len(part) + 2.6
    return made


def _read(rows: list[Row]) -> ReadDocument:
    page = Page(1, 612, 792, tuple(word for i, row in enumerate(rows) for word in _words(row, 36 + 15 * i)))
    (document,) = read_documents(Source("a.pdf", "application/pdf", sheets=Sheets("a.pdf", "application/pdf", (page,))))
    return document


def _cents(document: ReadDocument, name: str) -> list[int]:
    return [line[name].value.cents for line in document.lines if name in line]


def _receipt(title: str, heads: tuple[str, str, str], after: str, day: str = "Date posted") -> ReadDocument:
    return _read([
        [(40, "Great Basin Health Partners"), (560, title)], [(40, "PO Box 70088, Reno, NV 89570")], [],
        [(40, "Confirmation number"), (200, "PMT440019283")], [(40, day), (200, "April 27, 2026")], [(40, "Guarantor"), (200, "Corinne Applegate")],
        [(40, "Total payment"), (560, "$241.39")], [], [(40, "How your payment was applied")],
        [(40, "Service date"), (150, "Description"), (400, heads[0]), (486, heads[1]), (562, heads[2])],
        [(40, "Nov 3, 2025"), (150, "Emergency Department"), (400, "$147.45"), (486, "$147.45"), (562, "$0.00")],
        [(40, "Mar 23, 2026"), (150, "Clinic visit"), (400, "$187.87"), (486, "$93.94"), (562, "$93.93")],
        [(150, "Total"), (400, "$335.32"), (486, "$241.39"), (562, "$93.93")], [],
        [(40, after), (562, "$93.93")], *[[]] * 6, [(40, "This is not a bill. You may ask for an itemized statement at 775-555-0168.")],
    ])


@pytest.mark.parametrize("title", ["Payment Confirmation", "PAYMENT RECEIPT", "Confirmation of your payment"])
@pytest.mark.parametrize(
    ("heads", "after"),
    [
        (("Balance", "Payment applied", "Remaining"), "Remaining balance on your account"),
        (("Amount due", "Paid", "Left to pay"), "Account balance after this payment"),
        (("Owed", "This payment", "Still owed"), "New balance"),
        (("Balance before", "Payment", "Balance after"), "Balance left"),
        (("You owed", "You paid", "Unpaid"), "Unpaid balance"),
    ],
)
def test_what_was_owed_paid_and_left(title: str, heads: tuple[str, str, str], after: str) -> None:
    document = _receipt(title, heads, after)
    assert document.kind is Kind.RECEIPT
    assert _cents(document, "patient_paid") == [14745, 9394]
    assert _cents(document, "patient_owes") == [0, 9393]
    assert not any({"billed", "plan_paid"} & set(line) for line in document.lines)
    assert document.fields["patient_paid"].value.cents == 24139
    assert document.fields["amount_due"].value.cents == 9393


@pytest.mark.parametrize("label", ["Date posted", "Posted on", "Payment posted", "Posting date", "Payment date"])
def test_the_day_a_payment_was_posted(label: str) -> None:
    document = _receipt("Payment Confirmation", ("Balance", "Payment applied", "Remaining"), "Remaining balance", label)
    assert document.fields["statement_date"].value == datetime.date(2026, 4, 27)


@pytest.mark.parametrize("label", ["Convenience fee", "Processing fee", "Card fee", "Online transaction fee"])
def test_the_fee_of_paying(label: str) -> None:
    head: list[Row] = [[(40, "Great Basin Clinic"), (560, "Payment Receipt")], [(40, "Patient"), (200, "Corinne Applegate")], [(40, "Payment date"), (200, "04/27/2026")]]
    document = _read([*head, [(40, "Amount paid"), (560, "$50.00")], [(40, label), (560, "$2.50")]])
    assert document.fields["fees"].value.cents == 250


def _lab(heads: list[str], ending: str = "") -> ReadDocument:
    places = [40, 122, 165, 270, 350, 415, 475, 572]
    row = ["01/20/2026", "322000", "Comp Metabolic Panel", "80053", "$59.00", "-$50.08", "$0.00", "$8.92"]
    other = ["01/20/2026", "303756", "Lipid Panel", "80061", "$71.50", "-$49.38", "-$22.12", "$0.00"]
    return _read([
        [(40, "Northstar Pathology Laboratory"), (560, "Invoice for Laboratory Testing")], [(40, "Invoice no. NG-30188462"), (560, "Bill date 02/26/2026")],
        [(40, "Patient: Elliott Brannigan"), (560, "You owe $8.92")], [(40, "These tests were ordered by your physician.")], [], list(zip(places, heads, strict=True)),
        list(zip(places, row, strict=True)), list(zip(places, other, strict=True)), [], [(40, ending)] if ending else [],
    ])


@pytest.mark.parametrize("day", ["Collected", "Drawn", "Collection date", "Date collected", "Specimen collected"])
@pytest.mark.parametrize(("number", "words"), [("Test", "Procedure"), ("Test #", "Test name"), ("Item", "Assay")])
def test_a_laboratorys_own_test_numbers_are_no_description(day: str, number: str, words: str) -> None:
    document = _lab([day, number, words, "CPT code", "Price", "Discount", "Ins paid", "Patient amount"])
    assert [line["description"].value for line in document.lines] == ["Comp Metabolic Panel", "Lipid Panel"]
    assert [line["code"].value for line in document.lines] == ["80053", "80061"]
    assert [line["service_date"].value for line in document.lines] == [datetime.date(2026, 1, 20)] * 2
    assert _cents(document, "billed") == [5900, 7150]
    assert _cents(document, "patient_owes") == [892, 0]


@pytest.mark.parametrize(
    "threat",
    ["Accounts not paid may be sent to a collection agency.", "Unpaid bills are turned over to an outside collection agency.", "We may refer it to a third-party collection agency."],
)
def test_a_bill_that_warns_of_collectors_is_a_bill(threat: str) -> None:
    document = _lab(["Collected", "Test", "Procedure", "CPT code", "Price", "Discount", "Ins paid", "Patient amount"], threat)
    assert document.kind is Kind.ITEMIZED_BILL


def _itemized(credits: list[Row], heads: tuple[str, ...] = ("Svc Date", "Rev", "Chg Code", "CPT", "Description", "Qty", "Amount")) -> ReadDocument:
    places = (40, 92, 128, 190, 244, 470, 572)
    return _read([
        [(40, "Mercy Flats Community Hospital"), (560, "ITEMIZED STATEMENT")], [(40, "Patient Name: SHEILA PEMBERTON"), (560, "Statement Date: 02/20/26")], [],
        list(zip(places, heads, strict=True)),
        list(zip(places, ("01/24/26", "450", "4501060", "99284", "ED VISIT LEVEL 4", "1", "2,314.00"), strict=True)),
        list(zip(places, ("01/24/26", "250", "2501537", "", "ACETAMINOPHEN 325MG TAB", "3", "12.60"), strict=True)),
        [(470, "TOTAL CHARGES"), (572, "$2,326.60")], *credits, [(470, "ACCOUNT BALANCE"), (572, "$326.60")],
    ])


@pytest.mark.parametrize("title", ["Payments and Adjustments", "PAYMENT / ADJUSTMENT ACTIVITY", "Payments/Adj", "Adjustments / Payments", "Payment activity"])
def test_payments_among_an_itemizations_columns_keep_their_words(title: str) -> None:
    document = _itemized([
        [(40, title)],
        [(40, "02/13/26"), (128, "INS PAYMENT - SOONER STATE BLUE PPO"), (572, "1,000.00-")],
        [(40, "02/13/26"), (128, "CONTRACTUAL ALLOWANCE"), (572, "850.00-")],
        [(40, "01/24/26"), (128, "PATIENT PAYMENT - ED COPAY"), (572, "150.00-")],
    ])
    assert _cents(document, "billed") == [231400, 1260]
    said = [(line["description"].value, next(name for name in ("plan_paid", "adjustment", "patient_paid") if name in line)) for line in document.lines[2:]]
    assert said == [("INS PAYMENT - SOONER STATE BLUE PPO", "plan_paid"), ("CONTRACTUAL ALLOWANCE", "adjustment"), ("PATIENT PAYMENT - ED COPAY", "patient_paid")]


@pytest.mark.parametrize("units", ["Unt", "Unts", "Qnty", "Quan", "Qty"])
def test_units_however_they_are_cut_short(units: str) -> None:
    assert [line["units"].value for line in _itemized([], ("Svc Date", "Rev", "Chg Code", "CPT", "Description", units, "Amount")).lines] == [1, 3]


def _visits(rows: list[Row], heads: tuple[str, ...] = ("Date", "Description", "Charges", "Pmts / Adjs", "Balance")) -> ReadDocument:
    return _read([
        [(40, "Tri-County Cardiovascular Consultants"), (560, "Statement")], [(40, "Patient: Orville Stancliffe"), (560, "Statement date 04/24/2026")],
        [(40, "Primary insurance: Medicare Part B. Secondary insurance: Colonial Supplement Plan N.")], [],
        list(zip((40, 120, 420, 500, 572), heads, strict=True)), *rows, [], [(400, "Balance due"), (572, "$30.00")],
    ])


def _visit(number: str, left: str, label: str = "Claim ID") -> list[Row]:
    return [
        [(40, "01/13/2026"), (120, "Dr. Amelia Brandt"), (572, f"{label} {number}")],
        [(40, "01/13/2026"), (120, "99214 - OFFICE VISIT"), (420, "$223.00")],
        [(40, "01/30/2026"), (120, "PAYMENT - MEDICARE PART B"), (500, "-$100.00")],
        [(300, "Patient balance"), (572, left)],
    ]


@pytest.mark.parametrize("label", ["Claim ID", "Claim", "Claim #", "Claim no.", "CLAIM NUMBER:"])
def test_the_one_claim_named_in_a_visits_heading(label: str) -> None:
    assert _visits(_visit("44120V3091", "$30.00", label)).fields["claim_number"].value == "44120V3091"


def test_several_claims_and_balances_are_none_of_the_whole_bill() -> None:
    document = _visits([*_visit("44120V3091", "$12.00"), *_visit("55120V3091", "$11.00"), *_visit("66120V3091", "$7.00")])
    assert "claim_number" not in document.fields
    assert "patient_responsibility" not in document.fields
    assert document.fields["amount_due"].value.cents == 3000
    assert document.fields["payer_name"].value == "Medicare Part B."


def test_the_patients_own_payments_stand_beside_the_patients_balance() -> None:
    places = (40, 100, 330, 400, 470, 572)
    document = _read([
        [(40, "Cascade Imaging Physicians"), (560, "PATIENT STATEMENT")], [(40, "Patient: Walter Hjelmstad"), (560, "Date of statement 05/04/26")], [],
        list(zip(places, ("Svc Date", "Procedure", "Amount", "Insurance", "Patient", "Pat Balance"), strict=True)),
        [(40, "02/02/26"), (100, "72148 MRI LUMBAR SPINE"), (330, "287.00"), (400, "-152.46"), (572, "134.54")],
        [(40, "02/11/26"), (100, "77067 SCREENING MAMMOGRAM"), (330, "162.00"), (400, "-85.40"), (470, "-15.00"), (572, "61.60")],
    ])
    assert [line["patient_paid"].value.cents if "patient_paid" in line else None for line in document.lines] == [None, 1500]
    assert _cents(document, "patient_owes") == [13454, 6160]
