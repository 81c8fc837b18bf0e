"""Claims told in letters: days in sentences, providers in headings, debts that were sold, refusals by code, numbers of other bodies."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.layout.columns import column_field
from medbills.layout.labels import text_field
from medbills.pdf.reader import read_pages

EOB = ("Cumberland Valley Health Plan", "This letter is your Explanation of Benefits. It is not a bill.", "Claim number: E2603-4417", "Patient: Gerald Whitcombe", "Member ID: CVH882044")


def letter(lines: Sequence[str], step: float = 12.0) -> tuple[ReadDocument, ...]:
    pen = ReportlabPen()
    pen.text(60, 50, lines[0], 16, True)
    for place, line in enumerate(lines[1:], 1):
        pen.text(60, 60 + step * place, line, 9)
    return read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))


@pytest.mark.parametrize(
    "said",
    [
        "On February 16, 2026 we finished the claim that Lakeside Group sent us for your visit.",
        "We received two claims for your family and processed them on February 16, 2026. Please read on.",
        "On February 16, 2026, our claims team processed your claim. Please read on.",
    ],
)
def test_when_the_plan_decided_as_a_sentence_says_it(said: str) -> None:
    (document,) = letter([*EOB, said])
    assert document.kind is Kind.EOB
    assert document.fields["processed_date"].value == datetime.date(2026, 2, 16)


def test_sums_of_the_year_in_a_sentence_that_breaks_within_a_word() -> None:
    (document,) = letter([*EOB, "You have met $524.18 of your $1,500.00 deductible and $882.50 of your $6,000.00 out-", "of-pocket maximum."])
    assert str(document.fields["out_of_pocket_met"].value) == "$882.50"
    assert str(document.fields["out_of_pocket_limit"].value) == "$6,000.00"
    assert str(document.fields["deductible_met"].value) == "$524.18"


def test_days_from_and_to_over_the_end_of_a_line() -> None:
    (document,) = letter([*EOB, "Dates of service: 03/30/2026 to", "05/06/2026"])
    assert document.fields["service_from"].value == datetime.date(2026, 3, 30)
    assert document.fields["service_to"].value == datetime.date(2026, 5, 6)
    (document,) = letter([*EOB, "Dates of service: 03/30/2026 to", "be continued."])
    assert "service_to" not in document.fields


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Fox Valley Sleep Center (not in our network)", "out"),
        ("Fox Valley Sleep Center (in your network)", "in"),
        ("Fox Valley Sleep Center (out of our network)", "out"),
        ("Fox Valley Sleep Center (in the plan's network)", "in"),
    ],
)
def test_the_network_behind_the_name(name: str, status: str) -> None:
    (document,) = letter([*EOB, f"Provider: {name}"])
    assert (document.fields["provider_name"].value, document.fields["network_status"].value) == ("Fox Valley Sleep Center", status)


def test_a_debt_that_was_sold_has_two_creditors() -> None:
    (document,) = letter(
        [
            "Ashford Medical Receivables, LLC", "This is an attempt to collect a debt by a debt collector.", "Current creditor: Ashford Medical Receivables, LLC",
            "Original creditor: Prairie Lakes Heart Hospital", "Original account number: PLH-20044471", "Balance now owed: $1,873.40",
        ]
    )
    assert document.kind is Kind.COLLECTION_NOTICE
    assert document.fields["original_creditor"].value == "Prairie Lakes Heart Hospital"
    assert document.fields["account_number"].value == "PLH-20044471"


def test_a_refusal_gives_its_codes_its_own_day_and_the_plan_s_own_number() -> None:
    pen = ReportlabPen()
    pen.text(60, 50, "TriRivers Health Cooperative", 16, True)
    pen.text(540, 52, "Member Services 1-855-555-0178", 9, False, True)
    for top, line in ((90, "05/13/2026"), (120, "Claim number: 26TR0044719002"), (132, "Date processed: 05/11/2026"), (150, "Dear Ms. Sloane:")):
        pen.text(60, top, line, 9)
    pen.text(60, 170, "Your claim was denied. You may file an appeal. Your plan does not cover these services.", 9)
    for x, head, right in ((60, "Service date", False), (130, "Procedure", False), (200, "Description", False), (390, "Billed", True), (470, "Not covered", True), (490, "Reason code", False)):
        pen.text(x, 195, head, 9, True, right)
    for top, row in ((210, ("03/04/2026", "J1569", "Immune globulin", "$3,840.00", "$3,840.00", "PR-50")), (224, ("03/04/2026", "96365", "IV infusion", "$312.00", "$312.00", "PR-50"))):
        for (x, right), cell in zip(((60, False), (130, False), (200, False), (390, True), (470, True), (490, False)), row, strict=True):
            pen.text(x, top, cell, 9, False, right)
    pen.text(60, 260, "After our last decision you may ask for external review through the Pennsylvania Insurance Department at 1-", 9)
    pen.text(60, 271, "877-555-0120. We will help you.", 9)
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    assert document.kind is Kind.DENIAL_LETTER
    assert document.fields["denial_codes"].value == ("PR-50",)
    assert document.fields["letter_date"].value == datetime.date(2026, 5, 13)
    assert document.fields["processed_date"].value == datetime.date(2026, 5, 11)
    assert document.fields["payer_phone"].value == "1-855-555-0178"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Estimate no.", "reference_number"),
        ("Estimate #", "reference_number"),
        ("Planned date", "service_span"),
        ("Scheduled date of procedure", "service_span"),
        ("Date of estimate", "statement_date"),
        ("Alt ID", "member_id"),
        ("Employer ID", "provider_tax_id"),
    ],
)
def test_labels_of_estimates_and_administrators(label: str, field: str) -> None:
    assert text_field(label) == field


@pytest.mark.parametrize(
    ("head", "field"),
    [("Service code", "code"), ("Drug code", "ndc"), ("Item code", "code"), ("Equipment or Supply & Billing Code", "description"), ("Amount Supplier Charged", "billed"), ("Alwd amt", "allowed"), ("Inelig", "not_covered")],
)
def test_heads_of_columns(head: str, field: str) -> None:
    assert column_field(head) == field
