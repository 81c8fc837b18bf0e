"""Medicare Summary Notices: each claim with its provider, and the day of its services in a row over them."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import datetime
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages

HEADS = (
    (50, "Service Provided & Billing Code", False),
    (225, "Approved?", False),
    (345, "Amount Charged", True),
    (425, "Medicare-Approved", True),
    (490, "Medicare Paid", True),
    (575, "May Be Billed", True),
)
Service = tuple[str, tuple[str, str, str, str]]


def claim(pen: ReportlabPen, top: float, named: tuple[str, str], number: str, days: list[tuple[str, list[Service]]], sums: tuple[str, ...]) -> float:
    pen.text(50, top, named[0], 9, True)
    pen.text(50, top + 11, named[1], 9)
    top += 32
    for x, words, right in HEADS:
        pen.text(x, top, words, 8, True, right)
    for day, services in days:
        top += 18
        pen.text(50, top, day, 10, True)
        for words, amounts in services:
            top += 14
            pen.text(50, top, words, 9)
            pen.text(235, top, "Yes", 9)
            for x, amount in zip((345, 425, 490, 575), amounts, strict=True):
                pen.text(x, top, amount, 9, False, True)
    top += 18
    pen.text(50, top, f"Total for Claim #{number}", 9, True)
    for x, amount in zip((345, 425, 490, 575), sums, strict=True):
        pen.text(x, top, amount, 9, True, True)
    return top + 30


def notice() -> tuple[ReadDocument, ...]:
    pen = ReportlabPen()
    pen.text(50, 46, "Medicare Summary Notice", 16, True)
    pen.text(570, 46, "Centers for Medicare & Medicaid Services", 8, False, True)
    pen.text(50, 62, "for Part B (Medical Insurance)", 9)
    pen.text(50, 90, "EUNICE PATTERSON", 9)
    pen.text(50, 101, "14 Genesee Street", 9)
    pen.text(50, 112, "Utica, NY 13502", 9)
    pen.text(360, 90, "Medicare Number: 1EG4-TE5-MK73", 9)
    pen.text(360, 104, "Date of This Notice: April 11, 2026", 9)
    pen.text(50, 135, "You have now met $143.18 of your $257.00 Part B deductible for 2026.", 9)
    pen.text(50, 150, "Questions? Call 1-800-633-4227 (TTY 1-877-486-2048).", 9)
    top = claim(
        pen,
        180,
        ("Marcus T. Bellamy, M.D., (555) 555-0143", "88 Orchard Street, Utica, NY 13501"),
        "10-26108-500-118",
        [
            ("January 9, 2026", [("Ultrasound of heart (93306)", ("$884.00", "$431.35", "$345.08", "$86.27"))]),
            ("January 12, 2026", [("Blood draw (36415)", ("$25.00", "$12.21", "$9.76", "$2.45"))]),
        ],
        ("$909.00", "$443.56", "$354.84", "$88.72"),
    )
    claim(
        pen,
        top,
        ("Lakeland Cardiology Group, (555) 555-0177", "4100 Harden Blvd, Lakeland, FL 33803"),
        "11-26263-531-120",
        [("January 20, 2026", [("X-ray of chest (71046)", ("$142.00", "$83.10", "$66.48", "$16.62"))])],
        ("$142.00", "$83.10", "$66.48", "$16.62"),
    )
    return read_documents(Source("m.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="m.pdf")))


def test_each_claim_with_its_provider_and_what_the_notice_says_once() -> None:
    first, second = notice()
    assert {first.kind, second.kind} == {Kind.MEDICARE_SUMMARY_NOTICE}
    assert (first.fields["claim_number"].value, second.fields["claim_number"].value) == ("10-26108-500-118", "11-26263-531-120")
    assert first.fields["provider_name"].value == "Marcus T. Bellamy, M.D."
    assert second.fields["provider_address"].value == "4100 Harden Blvd, Lakeland, FL 33803"
    assert second.fields["provider_phone"].value == "(555) 555-0177"
    for document in (first, second):
        assert document.fields["patient_name"].value == "EUNICE PATTERSON"
        assert document.fields["payer_phone"].value == "1-800-633-4227"
        assert document.fields["issuer_name"].value == "Centers for Medicare & Medicaid Services"
        assert document.fields["deductible_met"].value.cents == 14318
    assert second.fields["maximum_billable"].value.cents == 1662


def test_the_day_over_the_services_is_theirs() -> None:
    first, second = notice()
    days = [(line["code"].value, line["service_date"].value) for document in (first, second) for line in document.lines]
    assert days == [
        ("93306", datetime.date(2026, 1, 9)),
        ("36415", datetime.date(2026, 1, 12)),
        ("71046", datetime.date(2026, 1, 20)),
    ]
    assert all(line["service_date"].spot.confidence < 0.95 for line in (*first.lines, *second.lines))
    assert "service_from" not in first.fields


def test_the_title_of_a_part_says_who_took_assignment() -> None:
    pen = ReportlabPen()
    pen.text(50, 46, "Medicare Summary Notice", 16, True)
    pen.text(50, 62, "for Part B (Medical Insurance)", 9)
    pen.text(360, 90, "Medicare Number: 1EG4-TE5-MK73", 9)
    pen.text(50, 120, "The contractor sent this notice. Get help in your language: 1-800-", 9)
    pen.text(50, 130, "MEDICARE (1-800-633-4227).", 9)
    top = 150.0
    for title, number in (("Your Assigned Claims for Part B", "10-1111-1"), ("Your Unassigned Claims for Part B", "20-2222-2")):
        pen.text(50, top, title, 12, True)
        services: list[Service] = [("Office visit (99213)", ("100.00", "80.00", "64.00", "16.00"))]
        provider = ("Ada Lindqvist, M.D., (315) 555-0140", "16 Elm Street, Utica, NY 13502")
        top = claim(pen, top + 22, provider, number, [("April 2, 2026", services)], ("100.00", "80.00", "64.00", "16.00"))
    found = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    assert [document.fields["assignment"].value for document in found] == ["yes", "no"]
    assert {document.fields["payer_phone"].value for document in found} == {"1-800-633-4227"}
