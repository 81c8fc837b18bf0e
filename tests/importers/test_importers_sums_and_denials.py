"""What collectors set out in rows in words of their own, and how plans list and explain the care they refuse."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument, ReadValue
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages


def printed(value: ReadValue) -> str:
    return value.value.plain() if isinstance(value.value, Money) else str(value.value)


def read(pen: ReportlabPen) -> ReadDocument:
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


def validation(rows: Sequence[tuple[str, str]], heading: str = "How we arrived at the amount:") -> ReadDocument:
    pen = ReportlabPen()
    pen.text(60, 50, "Tidewater Account Services, Inc.", 14, True)
    pen.text(60, 70, "P.O. Box 8850", 10)
    pen.text(60, 82, "Virginia Beach, VA 23450", 10)
    pen.text(60, 116, "March 2, 2026", 10)
    pen.text(60, 140, "Dear Lorraine Kowalczyk:", 10)
    pen.text(60, 160, "We are a debt collector. We are trying to collect a debt that you owe to Elizabeth River Physicians.", 10)
    pen.text(60, 190, heading, 10, True)
    for n, (label, amount) in enumerate(rows):
        pen.text(84, 210 + 16 * n, label, 10)
        pen.text(420, 210 + 16 * n, amount, 10, False, True)
    document = read(pen)
    assert document.kind is Kind.COLLECTION_NOTICE
    return document


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Balance of your account on October 14, 2025", "What you owe today"),
        ("On October 14, 2025 the hospital says you owed", "Total amount of the debt now"),
        ("Your account stood on 10/14/2025 at", "Sum we ask for"),
        ("Amount when last billed, 10/14/2025", "Now owing"),
        ("Charge-off balance (10/14/2025)", "Balance today"),
    ],
)
def test_a_sum_that_comes_out_says_what_each_amount_is(first: str, last: str) -> None:
    rows = ((first, "$894.00"), ("Plus: interest charged since then", "$12.50"), ("Plus: fees charged since then", "$0.00"),
            ("Less: payments and credits since then", "-$150.00"), (last, "$756.50"))  # fmt: skip
    fields = validation(rows).fields
    wanted = {
        "itemization_date": "2025-10-14", "previous_balance": "894.00", "interest": "12.50", "fees": "0.00", "patient_paid": "150.00",
        "amount_due": "756.50",
    }  # fmt: skip
    assert {name: printed(fields[name]) for name in wanted} == wanted


def test_the_day_may_stand_over_the_sum() -> None:
    rows = (("Then owing", "$894.00"), ("Interest", "$0.00"), ("Payments", "$150.00"), ("Now owing", "$744.00"))
    fields = validation(rows, "Your debt as of October 14, 2025, and since").fields
    assert printed(fields["itemization_date"]) == "2025-10-14"
    assert printed(fields["previous_balance"]) == "894.00"


def test_a_sum_that_does_not_come_out_proves_nothing() -> None:
    rows = (("Number one", "$894.00"), ("Interest", "$10.00"), ("Payments", "$150.00"), ("Number two", "$700.00"))
    assert "previous_balance" not in validation(rows).fields


def refusal(heads: Sequence[str], care: Sequence[Sequence[str]], why: str, reason: Sequence[str]) -> ReadDocument:
    pen = ReportlabPen()
    pen.text(72, 50, "Granite State Health Plan", 16, True)
    pen.text(72, 70, "Utilization Management", 10)
    pen.text(72, 100, "March 17, 2026", 10)
    pen.text(150, 130, "NOTICE OF ADVERSE BENEFIT DETERMINATION", 12, True)
    known = (("Member:", "Rebecca Stillwater"), ("Member ID:", "GSH-40028817"), ("Prescriber:", "Sabine Moreau, DO"))
    for n, (label, words) in enumerate(known):
        pen.text(72, 160 + 14 * n, label, 10)
        pen.text(220, 160 + 14 * n, words, 10)
    pen.text(72, 220, "We are not able to approve the care listed below.", 10)
    for n, row in enumerate((heads, *care)):
        for x, words in zip((72, 144, 460), row, strict=True):
            pen.text(x, 245 + 13 * n, words, 9, not n)
    pen.text(72, 320, why, 10, True)
    for n, words in enumerate(reason):
        pen.text(72, 334 + 13 * n, words, 10)
    pen.text(72, 400, "How to appeal", 10, True)
    pen.text(72, 414, "You may appeal. We must get your appeal no later than September 14, 2026.", 10)
    document = read(pen)
    assert document.kind is Kind.DENIAL_LETTER
    return document


CARE = (("J7325", "Hyaluronan or derivative, Synvisc, 1 mg", "48"), ("20611", "Arthrocentesis, major joint, with ultrasound guidance", "1"))
REASON = (
    "We denied the request because the care is not medically necessary under our Medical Policy 2.11 (Injections).",
    "The policy asks for three months of physical therapy. The notes do not show that this was tried.",
)


@pytest.mark.parametrize(
    "heads",
    [
        ("Code", "Service requested", "Units"),
        ("HCPCS", "Drug requested", "Quantity"),
        ("CPT code", "Requested service", "Units requested"),
        ("Procedure", "Care requested", "Qty"),
        ("Code", "What was requested", "Visits requested"),
        ("Code", "Item denied", "Units"),
    ],
)
def test_a_list_of_refused_care(heads: Sequence[str]) -> None:
    document = refusal(heads, CARE, "Why we made this decision", REASON)
    lines = [tuple(printed(line[name]) for name in ("code", "description", "units")) for line in document.lines]
    assert lines == list(CARE)
    assert "total_billed" not in document.fields
    assert "denial_codes" not in document.fields
    assert document.fields["provider_name"].value == "Sabine Moreau, DO"


@pytest.mark.parametrize(
    "why",
    ["Why we made this decision", "Reason for denial", "Why was my request denied?", "Clinical rationale", "Basis for the determination"],
)
def test_the_reason_is_the_paragraph_under_its_heading(why: str) -> None:
    document = refusal(("Code", "Service", "Units"), CARE, why, REASON)
    assert document.fields["denial_reason"].value == " ".join(REASON)


def test_the_number_of_a_policy_is_no_amount() -> None:
    reason = ("We cannot cover this care under section 4.02 of your plan and guideline 11.50, because it is not medically necessary.",)
    assert "total_billed" not in refusal(("Code", "Service", "Units"), CARE, "Decision", reason).fields
