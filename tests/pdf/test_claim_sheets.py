"""A claim that came as data, printed: every value that it holds stands on the sheet, over as many pages as it needs."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pypdfium2

from medbills.domain.fields import Adjustment
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.pdf.claim_sheet import claim_sheet

DAY = datetime.date(2026, 9, 9)


def _line(number: int) -> Line:
    return Line(
        service_date=DAY, code=f"{90000 + number}", description=f"Service <{number}> & more", units=Decimal(2), billed=Money(100 + number),
        allowed=Money(90), patient_owes=Money(number), adjustments=(Adjustment("CO", "45", Money(10)),),
    )  # fmt: skip


def _text(pdf: bytes) -> tuple[str, int]:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document), len(document)


def test_fields_and_lines_stand_on_the_sheet() -> None:
    paper = Paper(
        id="p", kind=Kind.EOB, payer_name="Lakeshore Health", claim_number="26-2840", processed_date=DAY, total_billed=Money(41000),
        denial_codes=("CO-197",), lines=(_line(1), _line(2)),
    )  # fmt: skip
    text, pages = _text(claim_sheet(paper, "claims & more.json"))
    assert pages == 1
    for said in ("Lakeshore Health", "26-2840", "09/09/2026", "$410.00", "CO-197", "90001", "Service <2> & more", "$1.01", "& more.json"):
        assert said in text, said


def test_a_long_claim_goes_on_over_pages_and_loses_no_line() -> None:
    paper = Paper(id="p", kind=Kind.EOB, lines=tuple(_line(n) for n in range(200)))
    text, pages = _text(claim_sheet(paper, "long.835"))
    assert pages > 3 and all(f"{90000 + n}" in text for n in range(200))


def test_an_empty_claim_says_so_and_the_same_claim_prints_the_same_bytes() -> None:
    empty = Paper(id="p", kind=Kind.EOB)
    assert "nothing more" in _text(claim_sheet(empty, "a.csv"))[0]
    assert claim_sheet(empty, "a.csv") == claim_sheet(empty, "a.csv")
