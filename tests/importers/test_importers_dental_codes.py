"""Dental explanations of benefits with two codes for a service: the one the dentist sent and the one the plan paid by."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages

PLACES = (40, 95, 135, 180, 235, 285, 445, 495, 545, 595, 645, 695, 720)
TITLES = (
    "Service|Date", "Tooth|Quad", "Surf", "", "", "Description", "Charge", "Not|Billable", "Eligible|Expense", "Deduct", "Trust|Paid",
    "Patient|Resp.", "Msg",
)  # fmt: skip
ROWS = (
    ("01/17/2026", "", "", "D0120", "", "Periodic exam", "64.00", "21.00", "43.00", "0.00", "43.00", "0.00", "NF"),
    ("01/21/2026", "30", "MOD", "D2393", "D2160", "Resin, 3 surfaces", "299.00", "89.00", "126.00", "50.00", "60.80", "149.20", "AB,NF"),
    ("01/27/2026", "UR", "", "D4341", "D4341", "Scaling and planing", "287.00", "66.00", "221.00", "0.00", "176.80", "44.20", "NF"),
)  # fmt: skip


def explanation(sent: str, paid: str, stacked: bool = True) -> ReadDocument:
    pen = ReportlabPen()
    pen.canvas.setPageSize((792, 792))
    pen.text(40, 45, "Harbor Workers Dental Trust", 14, True)
    pen.text(40, 60, "2200 Sixth Avenue, Seattle, WA 98121", 9)
    pen.text(450, 45, "DENTAL EXPLANATION OF BENEFITS", 10, True)
    pen.text(450, 60, "THIS IS NOT A BILL", 9)
    for n, (label, words) in enumerate((("Participant:", "Leilani Akana"), ("Patient:", "Kaleo Akana"), ("Claim #:", "D26-00718"))):
        pen.text(40, 85 + 12 * n, label, 9, True)
        pen.text(130, 85 + 12 * n, words, 9)
    pen.text(450, 85, "Treating Office:", 9, True)
    pen.text(540, 85, "Rainier Prosthodontics", 9)
    titles = [*TITLES[:3], sent, paid, *TITLES[5:]]
    for x, title, cell in zip(PLACES, titles, ROWS[1], strict=True):
        upper, _, lower = title.rpartition("|")
        amount = "." in cell
        pen.text(x, 150, upper, 8, True, amount)
        pen.text(x, 159 if stacked else 150, lower, 8, True, amount)
    for n, row in enumerate(ROWS):
        for x, words in zip(PLACES, row, strict=True):
            pen.text(x, 173 + 12 * n, words, 8, right="." in words)
    pen.text(250, 212, "TOTAL", 8, True)
    for x, total in zip(PLACES[6:12], ("650.00", "176.00", "390.00", "50.00", "280.60", "193.40"), strict=True):
        pen.text(x, 212, total, 8, True, True)
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


@pytest.mark.parametrize(
    ("sent", "paid"),
    [
        ("Proc.|Subm.", "Proc.|Paid"),
        ("Procedure|Submitted", "Procedure|Paid"),
        ("Code|Submitted", "Code|Paid"),
        ("Submitted|Procedure", "Allowed|Procedure"),
        ("ADA Code|Submitted", "ADA Code|Allowed"),
        ("Procedure|Code", "Paid As|Code"),
        ("Proc.|Billed", "Proc.|Allowed"),
    ],
)
def test_the_code_sent_and_the_code_paid(sent: str, paid: str) -> None:
    document = explanation(sent, paid)
    names = ("code", "paid_as_code", "billed", "adjustment", "allowed", "plan_paid", "patient_owes", "remark_codes", "tooth", "quadrant")
    got = [tuple(str(line[name].value) if name in line else "" for name in names) for line in document.lines]
    assert got == [
        ("D0120", "", "$64.00", "$21.00", "$43.00", "$43.00", "$0.00", "('NF',)", "", ""),
        ("D2393", "D2160", "$299.00", "$89.00", "$126.00", "$60.80", "$149.20", "('AB', 'NF')", "30", ""),
        ("D4341", "D4341", "$287.00", "$66.00", "$221.00", "$176.80", "$44.20", "('NF',)", "", "UR"),
    ]


def test_the_participant_is_the_member_and_the_office_the_provider() -> None:
    fields = {name: str(value.value) for name, value in explanation("Proc.|Subm.", "Proc.|Paid").fields.items()}
    assert fields["patient_name"] == "Kaleo Akana"
    assert fields["provider_name"] == "Rainier Prosthodontics"
    assert (fields["total_adjustments"], fields["total_allowed"], fields["plan_paid"]) == ("$176.00", "$390.00", "$280.60")
