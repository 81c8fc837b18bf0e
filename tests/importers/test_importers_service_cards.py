"""One card for each service: its name, code and day in the first row, labels over amounts below; and the stays of Medicare's Part A."""
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

LABELS = ("Provider billed", "Member discount", "Plan allowed", "Deductible", "Copay", "Coinsurance", "Plan paid", "You owe")
SERVICES = (
    (("$241.00", "$108.05", "$132.95", "$0.00", "$20.00", "$0.00", "$112.95", "$20.00"), "Office visit, established patient", "99214"),
    (("$465.00", "$253.45", "$211.55", "$70.51", "$0.00", "$28.20", "$112.84", "$98.71"), "Ultrasound, pelvic", "76830"),
)
Head = list[tuple[float, str]]


def by_name(words: str, code: str) -> Head:
    return [(44, f"{words} ({code})"), (430, "Service date: Feb 5, 2026")]


def by_code(words: str, code: str) -> Head:
    return [(44, f"CPT {code} - {words}"), (430, "02/05/2026")]


def with_note(words: str, code: str) -> Head:
    return [(44, f"{words} ({code})"), (380, "Date of service: 02/05/2026"), (510, "See note R14")]


def dated_first(words: str, code: str) -> Head:
    return [(44, f"02/05/2026 {words} ({code})")]


def dated_in_words(words: str, code: str) -> Head:
    return [(44, f"{words} (CPT {code}) on February 5, 2026")]


def labelled_beside(words: str, code: str) -> Head:
    return [(44, f"{words} ({code})"), (380, "Date of service:"), (470, "02/05/2026 - 02/05/2026")]


def read_all(pen: ReportlabPen) -> tuple[ReadDocument, ...]:
    return read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))


@pytest.mark.parametrize("head", [by_name, by_code, with_note, dated_first, dated_in_words, labelled_beside])
def test_a_card_s_first_row_gives_service_code_and_day(head) -> None:  # type: ignore[no-untyped-def]
    pen = ReportlabPen()
    pen.text(61, 40, "Lumina Health", 14, True)
    pen.text(400, 40, "Explanation of benefits", 12, True)
    pen.text(400, 54, "This is not a bill", 8)
    for n, (label, value) in enumerate((("Patient", "Keiko Brandvold"), ("Member ID", "LUM5520187-01"), ("Claim number", "26A0447120-1"), ("Processed", "Feb 27, 2026"))):
        pen.text(400, 84 + 15 * n, label, 8)
        pen.text(470, 84 + 15 * n, value, 8)
    top = 180.0
    for amounts, words, code in SERVICES:
        for x, text in head(words, code):
            pen.text(x, top, text, 9, True)
        for n, (label, amount) in enumerate(zip(LABELS, amounts, strict=True)):
            x, y = 44 + 132 * (n % 4), top + 23 + 29 * (n // 4)
            pen.text(x, y, label, 7)
            pen.text(x, y + 11, amount, 9)
        top += 95
    (document,) = read_all(pen)
    assert document.kind is Kind.EOB
    assert len(document.lines) == 2
    for line, (amounts, words, code) in zip(document.lines, SERVICES, strict=True):
        assert line["service_date"].value == datetime.date(2026, 2, 5)
        assert (line["code"].value, line["description"].value) == (code, words)
        assert str(line["billed"].value.cents) == amounts[0].strip("$").replace(".", "")
        assert str(line["patient_owes"].value.cents) == amounts[7].strip("$").replace(".", "")
        assert ("remark_codes" in line) == (head is with_note)


def test_the_full_name_in_small_type_under_a_logo_is_the_sender_s() -> None:
    pen = ReportlabPen()
    pen.text(96, 60, "arbor mutual", 18, True)
    pen.text(43, 82, "Arbor Mutual Life & Health Company", 8)
    pen.text(43, 91, "PO Box 981106, Roanoke, VA 24022", 8)
    pen.text(43, 182, "Explanation of Benefits (EOB) - This is not a bill", 14, True)
    for n, (label, value) in enumerate((("Member", "Renata Okafor"), ("Member ID", "W2204 81177"), ("Claim number", "EQ7KL29PZ00"))):
        pen.text(333, 107 + 12 * n, label, 8)
        pen.text(420, 107 + 12 * n, value, 8)
    (document,) = read_all(pen)
    assert document.fields["issuer_name"].value == "Arbor Mutual Life & Health Company"


STAY_HEADS = (("Benefit Days", "Used"), ("Claim", "Approved?"), ("Non-Covered", "Charges"), ("Amount Medicare", "Paid"), ("Maximum You May", "Be Billed"), ("See Notes", "Below"))


@pytest.mark.parametrize("number_below", [True, False])
def test_each_stay_of_part_a_is_a_claim_of_its_own(number_below: bool) -> None:
    """CMS's notice for Part A: a stay has a total and no services, its number stands in or under the total's row."""
    pen = ReportlabPen()
    pen.text(44, 40, "Medicare Summary Notice", 14, True)
    pen.text(44, 56, "for Part A (Hospital Insurance)", 10)
    pen.text(44, 80, "Notice for Vernon L Haugen", 10, True)
    pen.text(44, 95, "Medicare Number", 9)
    pen.text(160, 95, "3TJ9-PV4-HC61", 9)
    pen.text(44, 110, "Part A Deductible: You have now met your $1,736.00 deductible for inpatient hospital services.", 9)
    stays = (
        ("April 13, 2026 - April 19, 2026", "Mesilla Valley Medical Center, (575) 555-0120", "202605812268465NMA", ("6 days", "Yes", "$185.00", "$20,177.44", "$1,921.00", "A,B")),
        ("April 19, 2026 - April 30, 2026", "Organ Peaks Skilled Nursing, (575) 555-0188", "212615930838237NMA", ("11 days", "Yes", "$0.00", "$6,118.90", "$0.00", "A")),
    )
    top = 150.0
    for days, named, number, values in stays:
        pen.text(44, top, days, 10, True)
        pen.text(44, top + 14, named, 9)
        for n, (over, under) in enumerate(STAY_HEADS):
            pen.text(170 + 72 * n, top + 40, over, 7, True)
            pen.text(170 + 72 * n, top + 50, under, 7, True)
        pen.text(44, top + 68, "Total for Claim" if number_below else f"Total for Claim #{number}", 8)
        for n, value in enumerate(values):
            pen.text(175 + 72 * n, top + 68, value, 8)
        if number_below:
            pen.text(44, top + 80, f"#{number}", 8)
        top += 130
    documents = read_all(pen)
    assert [document.kind for document in documents] == [Kind.MEDICARE_SUMMARY_NOTICE] * 2
    for document, (_, named, number, values) in zip(documents, stays, strict=True):
        fields = document.fields
        assert fields["claim_number"].value == number
        assert fields["provider_name"].value == named.split(",")[0]
        assert [fields[name].value.cents for name in ("not_covered", "plan_paid", "maximum_billable")] == [
            int(value.strip("$").replace(",", "").replace(".", "")) for value in values[2:5]
        ]
        assert fields["deductible_limit"].value.cents == 173600
        assert not document.lines
    assert documents[0].fields["service_to"].value == datetime.date(2026, 4, 19)
