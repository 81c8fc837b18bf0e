"""Statements by visit, minutes of anesthesia, dental explanations, claims in a row, and collectors' letters without a table."""
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
from medbills.pdf.reader import read_pages

Rows = list[tuple[str, ...]]


def documents(pen: ReportlabPen) -> tuple[ReadDocument, ...]:
    return read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))


def paper(head: list[str], places: tuple[float, ...], rows: Rows, after: tuple[str, ...] = ()) -> ReadDocument:
    pen = ReportlabPen()
    for place, words in enumerate(head):
        pen.text(45, 45 + 14 * place, words, 15 if not place else 9.5, not place)
    top = 45 + 14 * len(head) + 20
    for row in rows:
        for x, words in zip(places, row, strict=True):
            pen.text(x, top, words, 8.5, right="." in words and words.strip("()-")[-1].isdigit())
        top += 14
    for place, words in enumerate(after):
        pen.text(45, top + 18 + 13 * place, words, 9)
    (document,) = documents(pen)
    return document


def values(document: ReadDocument) -> dict[str, str]:
    return {name: str(value.value) for name, value in document.fields.items()}


def lines(document: ReadDocument) -> list[dict[str, str]]:
    return [{name: str(value.value) for name, value in line.items()} for line in document.lines]


HEAD = ["Fernhill Family Physicians", "88 Fern Hill Road", "Eugene, OR 97401", "PATIENT STATEMENT", "Patient: Odalys Merriweather", "Account number: FH-20418", "Statement date: 04/20/2026"]


@pytest.mark.parametrize("opening", ["Visit {} with Tomas Reyes, MD", "Office visit {} - Tomas Reyes, MD", "Date of service: {}", "Encounter {}", "{} Visit - Tomas Reyes MD"])
def test_charges_take_the_day_of_the_visit_they_stand_under(opening: str) -> None:
    rows = [
        ("Date", "Activity", "Charges", "Credits"),
        ("", opening.format("02/10/2026"), "", ""),
        ("", "99213 Office visit", "180.00", ""),
        ("", "81002 Urinalysis", "22.00", ""),
        ("03/02/2026", "Pacific Mutual paid", "", "(120.00)"),
        ("03/02/2026", "Pacific Mutual adjustment", "", "(50.00)"),
        ("", "Patient balance for this visit", "", "32.00"),
        ("", opening.format("03/17/2026"), "", ""),
        ("", "99212 Office visit", "130.00", ""),
        ("04/01/2026", "Pacific Mutual paid", "", "(90.00)"),
        ("", "Patient balance for this visit", "", "40.00"),
    ]
    document = paper(HEAD, (45, 110, 480, 560), rows, ("Amount due now: $72.00",))
    charged = [(line["service_date"], line["code"]) for line in lines(document) if "billed" in line]
    assert charged == [("2026-02-10", "99213"), ("2026-02-10", "81002"), ("2026-03-17", "99212")]
    assert all(line["service_date"].spot.confidence < 0.95 for line in document.lines if "billed" in line)
    assert [line["service_date"] for line in lines(document) if "plan_paid" in line] == ["2026-03-02", "2026-04-01"]
    assert not any("patient_paid" in line for line in lines(document)), "what is left of a visit is no payment"
    fields = values(document)
    assert fields["amount_due"] == "$72.00" and "patient_responsibility" not in fields


def test_who_lowers_a_charge_is_a_plan_when_it_pays() -> None:
    rows = [
        ("Date", "Description", "Charges", "Payments and discounts"),
        ("01/20/2026", "Therapy evaluation", "312.00", ""),
        ("02/03/2026", "Gait training", "163.80", ""),
        ("02/23/2026", "Ozark Choice payment", "", "200.00-"),
        ("02/23/2026", "Ozark Choice discount", "", "150.00-"),
        ("03/01/2026", "Your payment - thank you", "", "40.00-"),
    ]
    found = lines(paper(HEAD, (45, 110, 445, 560), rows, ("Amount due: $85.80",)))
    assert [line["plan_paid"] for line in found if "plan_paid" in line] == ["$200.00"]
    assert [line["patient_paid"] for line in found if "patient_paid" in line] == ["$40.00"]


@pytest.mark.parametrize("heading", ["Minutes or Units", "Units or Minutes", "Time Units", "Anesthesia Minutes", "Minutes"])
def test_minutes_of_anesthesia_are_units(heading: str) -> None:
    rows = [
        ("Date", "CPT", "Description", heading, "Charge", "You owe"),
        ("01/29/2026", "00810", "Anesthesia, lower endoscopy", "38", "760.00", "125.40"),
        ("01/29/2026", "99100", "Anesthesia, extreme age", "1", "120.00", "120.00"),
    ]
    found = lines(paper(["Cascade Anesthesia Associates", "PO Box 1773 - Bend, OR 97701", "INVOICE", "Patient: Hollis Petrak", "Invoice number: CA-719"], (45, 105, 150, 330, 470, 560), rows, ("Pay this amount: $245.40",)))
    assert [line["units"] for line in found] == ["38", "1"] and [line["billed"] for line in found] == ["$760.00", "$120.00"]


def test_a_dental_plan_s_payments_and_shares() -> None:
    rows = [
        ("Date of Service", "Tooth / Area", "ADA Code", "Description", "Submitted Fee", "Plan Allowance", "Plan Pays At", "Plan Payment", "Patient Payment"),
        ("03/02/2026", "", "D0150", "Oral evaluation", "98.00", "76.00", "100%", "76.00", "0.00"),
        ("03/09/2026", "UR", "D4341", "Scaling", "284.00", "221.00", "80%", "176.80", "44.20"),
        ("03/16/2026", "30", "D2740", "Crown", "1,385.00", "1,080.00", "50%", "540.00", "540.00"),
    ]
    pen = ReportlabPen()
    for place, words in enumerate(("Tamarack Dental Plan", "DENTAL EXPLANATION OF BENEFITS", "This is not a bill", "Patient: Russell Mahon", "Claim number: D031902", "Dental office: Metcalf Dentistry", "Treating dentist: Omar Haddad, DMD")):
        pen.text(30, 45 + 14 * place, words, 15 if not place else 9, not place)
    places, top = (30, 90, 135, 175, 290, 360, 415, 480, 555), 170.0
    for x, words in zip(places, rows[0], strict=True):
        first, _, second = words.rpartition(" ")
        pen.text(x, top, first, 7.5, True, right=x > 250)
        pen.text(x, top + 9, second, 7.5, True, right=x > 250)
    for n, row in enumerate(rows[1:]):
        for x, words in zip(places, row, strict=True):
            pen.text(x, top + 22 + 12 * n, words, 7.5, right=x > 250)
    (document,) = documents(pen)
    found = lines(document)
    assert document.kind is Kind.EOB and values(document)["provider_name"] == "Metcalf Dentistry"
    assert [(line["plan_paid"], line["patient_owes"]) for line in found] == [("$76.00", "$0.00"), ("$176.80", "$44.20"), ("$540.00", "$540.00")]
    assert found[1]["quadrant"] == "UR" and found[2]["tooth"] == "30" and not any("patient_paid" in line for line in found)


def test_a_count_of_claims_is_no_claim_number() -> None:
    pen = ReportlabPen()
    for place, words in enumerate(("Sycamore Health Insurance", "Explanation of Benefits", "This is not a bill", "Member ID: W22108843")):
        pen.text(45, 45 + 14 * place, words, 15 if not place else 9.5, not place)
    top = 130.0
    for n, number in enumerate(("26063301", "26065518")):
        pen.text(45, top, f"Claim {n + 1} of 2", 11, True)
        for place, words in enumerate((f"Claim number: {number}", "Patient: Marek Kowal", "Provider: Scioto Imaging")):
            pen.text(45, top + 20 + 13 * place, words, 9)
        for x, head, cell in ((45, "Date", "02/11/2026"), (120, "Service", "Venipuncture"), (330, "Billed", "22.00"), (420, "Plan paid", "8.78"), (520, "You owe", "2.19")):
            pen.text(x, top + 70, head, 9, True, right=x > 300)
            pen.text(x, top + 84, cell, 9, right=x > 300)
        top += 130
    found = documents(pen)
    assert [values(document)["claim_number"] for document in found] == ["26063301", "26065518"]
    assert [len(document.lines) for document in found] == [1, 1]


def letter(*words: str) -> ReadDocument:
    pen = ReportlabPen()
    for n, line in enumerate(("Harlan Recovery, Inc.", "PO Box 71008", "Chattanooga, TN 37407", "", "March 5, 2026", "", "Jocelyn Radley", "3302 Dayton Boulevard", "Chattanooga, TN 37415", "", *words)):
        if line:
            pen.text(72, 50 + 14 * n, line, 14 if not n else 10, not n)
    (document,) = documents(pen)
    return document


def test_a_collector_s_letter_says_it_in_sentences() -> None:
    document = letter(
        "Re: Signal Orthopedics, account 4410-7728", "Our reference: HR-7730412", "", "Dear Jocelyn Radley:", "",
        "Signal Orthopedics has placed this account with us for collection. This is an attempt to collect a debt.",
        "As of November 30, 2025 you owed $847.15. Since then interest of $19.62 has been added and payments",
        "of $100.00 have been credited. The total amount of the debt now is $766.77.",
        "If you dispute this debt, write or call us by April 9, 2026. A fee of $30.00 may be charged for returned checks.",
    )
    fields = values(document)
    assert document.kind is Kind.COLLECTION_NOTICE
    assert fields["original_creditor"] == "Signal Orthopedics" and fields["account_number"] == "4410-7728"
    assert (fields["previous_balance"], fields["interest"], fields["patient_paid"], fields["amount_due"]) == ("$847.15", "$19.62", "$100.00", "$766.77")
    assert fields["itemization_date"] == "2025-11-30" and fields["respond_by_date"] == "2026-04-09" and "fees" not in fields
    assert document.fields["interest"].spot.confidence < 0.95


def test_a_list_of_accounts_gives_no_account_number() -> None:
    pen = ReportlabPen()
    for n, line in enumerate(("Three Forks Receivables LLC", "2115 Industrial Avenue", "Billings, MT 59101", "", "04/14/2026", "", "File number TFR 2604-1187", "Creditor: Yellowstone Hospital", "", "Your accounts with Yellowstone Hospital remain unpaid and have been assigned to us. On 12/15/2025,", "the date of your last itemized statement, the accounts stood as follows:")):
        if line:
            pen.text(72, 50 + 14 * n, line, 14 if not n else 10, not n)
    for n, row in enumerate((("Hospital account", "Date of service", "Balance"), ("YB-118804", "07/08/2025", "$642.80"), ("YB-119377", "08/19/2025", "$381.65"), ("Balance on 12/15/2025", "", "$1,024.45"))):
        for x, words in zip((72, 220, 500), row, strict=True):
            pen.text(x, 230 + 12 * n, words, 9, right=x > 400)
    for n, line in enumerate(("A collection fee of $25.00 has been added since then. Amount you owe now: $1,049.45", "Tell us no later than 05/20/2026 if you dispute the debt. This is an attempt to collect a debt.")):
        pen.text(72, 300 + 13 * n, line, 10)
    (document,) = documents(pen)
    fields = values(document)
    assert document.kind is Kind.COLLECTION_NOTICE and "account_number" not in fields and "service_from" not in fields
    assert fields["reference_number"].replace(" ", "") == "TFR2604-1187" and fields["original_creditor"] == "Yellowstone Hospital"
    assert (fields["previous_balance"], fields["fees"], fields["amount_due"]) == ("$1,024.45", "$25.00", "$1,049.45")
    assert fields["itemization_date"] == str(datetime.date(2025, 12, 15))


def test_a_page_that_opens_with_the_table_s_head_goes_on_with_the_paper() -> None:
    pen = ReportlabPen()
    heads = ((45, "Date"), (110, "Code"), (170, "Description"), (450, "Charges"))

    def rows(top: float, first: int, count: int) -> None:
        for x, words in heads:
            pen.text(x, top, words, 9, True, right=x > 400)
        for n in range(first, first + count):
            for (x, _), words in zip(heads, (f"02/{n + 10}/2026", "99213", "Office visit, established patient", "60.00"), strict=True):
                pen.text(x, top + 16 * (n - first + 1), words, 9, right=x > 400)

    for place, words in enumerate(HEAD):
        pen.text(45, 45 + 14 * place, words, 15 if not place else 9.5, not place)
    rows(180, 0, 4)
    pen.page()
    pen.text(45, 40, "FERNHILL BILLING SERVICES", 13, True)  # a running head that is not the sender's name
    rows(64, 4, 3)
    pen.text(170, 150, "Total charges", 9)
    pen.text(450, 150, "420.00", 9, right=True)
    pen.text(45, 190, "Questions about this bill? Please call our billing office between 8 and 5. Thank you for choosing us for your care.", 9)
    (document,) = documents(pen)
    assert document.pages == (1, 2) and len(document.lines) == 7
