"""Medicare notices for equipment: columns named for supplies, rentals over a span of days, assignment and deadline in words of their own."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import datetime
import sys
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

RIGHT = (335, 410, 470, 540)


def notice(
    heading: tuple[str, ...] = ("March 2, 2026", "Lakeside Home Medical Supply, (207) 555-0172"),
    said: str = "This supplier accepts assignment.",
    words: str = "Equipment, Supply or Service & Billing Code",
) -> ReadDocument:
    pen = ReportlabPen()
    pen.text(50, 46, "Medicare Summary Notice", 16, True)
    pen.text(50, 62, "for Part B (Medical Insurance) - Durable Medical Equipment", 9)
    pen.text(50, 74, "Medicare Number: 1RF4-TK6-MD92", 9)
    pen.text(50, 92, "We must receive your appeal by:", 9)
    pen.text(130, 114, "August 24, 2026", 12, True)
    pen.text(50, 150, "If you need help, call 1-800-MEDICARE or your State", 9)
    pen.text(50, 162, "Health Insurance Assistance Program.", 9)
    top = 200.0
    for line in (*heading, "455 Lisbon St, Lewiston, ME 04240-7401", said):
        pen.text(50, top, line, 9)
        top += 12
    top += 20
    pen.text(50, top, words, 8, True)
    pen.text(235, top, "Approved?", 8, True)
    for place, stack in zip(RIGHT, (("Supplier", "Charged"), ("Medicare-", "Approved"), ("Medicare", "Paid"), ("You May", "Be Billed")), strict=True):
        pen.text(place, top - 9, ("Amount " if place == RIGHT[0] else "") + stack[0], 8, True, True)
        pen.text(place, top, stack[1], 8, True, True)
    for service, amounts in (
        ("Airway pressure device (E0601-RR)", ("$148.00", "$81.23", "$64.98", "$16.25")),
        ("Nasal interface (A7034)", ("$165.00", "$104.59", "$83.67", "$20.92")),
    ):
        top += 14
        pen.text(50, top, service, 8)
        pen.text(240, top, "Yes", 8)
        for place, amount in zip(RIGHT, amounts, strict=True):
            pen.text(place, top, amount, 8, False, True)
    top += 16
    pen.text(50, top, "Total for Claim #16261593490012", 8, True)
    for place, amount in zip(RIGHT, ("$313.00", "$185.82", "$148.65", "$37.17"), strict=True):
        pen.text(place, top, amount, 8, True, True)
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    assert document.kind is Kind.MEDICARE_SUMMARY_NOTICE
    return document


def test_a_notice_that_tells_of_a_refusal_and_of_appeals_is_still_a_notice() -> None:
    told = "Dear reader: one claim was denied, Medicare did not approve it for medical necessity. You have appeal rights."
    assert len(notice(said=told).lines) == 2


@pytest.mark.parametrize(
    "words",
    ["Equipment, Supply or Service & Billing Code", "Supplies & Services Billing Code", "Item or Service Provided & Billing Code", "Service Provided & Billing Code"],
)
def test_the_columns_of_an_equipment_notice(words: str) -> None:
    document = notice(words=words)
    device, mask = document.lines
    assert (device["code"].value, device["modifiers"].value, device["billed"].value) == ("E0601", ("RR",), Money(14800))
    assert (mask["code"].value, mask["patient_owes"].value) == ("A7034", Money(2092))
    assert document.fields["claim_number"].value == "16261593490012"
    assert document.fields["total_billed"].value == Money(31300)


def test_a_rental_runs_from_day_to_day() -> None:
    (line, _) = notice(("March 11, 2026 - April 10, 2026", "Lakeside Home Medical Supply, (207) 555-0172")).lines
    assert (line["service_from"].value, line["service_to"].value) == (datetime.date(2026, 3, 11), datetime.date(2026, 4, 10))


@pytest.mark.parametrize(
    "heading",
    [
        ("March 2, 2026", "Lakeside Home Medical Supply, 1-800-555-0198"),
        ("March 2, 2026", "Lakeside Home Medical Supply"),
        ("March 2, 2026 - Lakeside Home Medical Supply, (207) 555-0172",),
        ("March 2, 2026", "Supplier: Lakeside Home Medical Supply, (207) 555-0172"),
    ],
)
def test_the_supplier_over_the_table(heading: tuple[str, ...]) -> None:
    document = notice(heading)
    assert document.fields["provider_name"].value == "Lakeside Home Medical Supply"
    assert document.lines[0]["service_date"].value == datetime.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("This supplier accepts assignment.", "yes"),
        ("Ordered by Ann Lee, M.D. Your provider accepted assignment.", "yes"),
        ("This supplier does not accept assignment.", "no"),
        ("Assignment: Not accepted", "no"),
        ("Assigned: Yes", "yes"),
        ("Ask if the supplier accepts assignment.", None),
    ],
)
def test_assignment_as_the_claim_says_it(said: str, value: str | None) -> None:
    fields = notice(said=said).fields
    assert (fields["assignment"].value if "assignment" in fields else None) == value


def test_a_deadline_in_its_frame_and_no_payer_from_the_end_of_a_sentence() -> None:
    fields = notice().fields
    assert fields["appeal_by_date"].value == datetime.date(2026, 8, 24)
    assert "payer_name" not in fields
