"""Itemized hospital bills in the columns and boxes of the national claim form (UB-04), numbered or not."""


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
from medbills.layout.columns import named_column
from medbills.layout.days import packed_day, packed_span
from medbills.layout.labels import text_field
from medbills.pdf.reader import read_pages

PLACES = (45.0, 90.0, 270.0, 350.0, 430.0, 508.0, 570.0)


def read(captions: list[tuple[tuple[float, str, str], ...]], heads: list[tuple[str, ...]], rows: list[tuple[str, ...]]) -> ReadDocument:
    pen = ReportlabPen()
    for place, words in enumerate(("HARBOR VIEW HOSPITAL", "12 PIER ROAD", "ASTORIA OR 97103", "PATIENT ACCOUNTS 503 555 0144")):
        pen.text(45, 40 + 13 * place, words, 14 if not place else 9, not place)
    pen.text(200, 100, "ITEMIZED STATEMENT OF HOSPITAL CHARGES", 10, True)
    top = 125.0
    for boxes in captions:
        for x, caption, value in boxes:
            pen.text(x, top, caption, 6)
            pen.text(x, top + 10, value, 9, True)
        top += 30
    for words in [*heads, *rows]:
        for x, cell in zip(PLACES, words, strict=True):
            pen.text(x, top, cell, 8, right=x > 420)
        top += 12
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


ROWS = [
    ("", "ROOM AND CARE", "", "", "", "", ""),
    ("0120", "ROOM-BOARD SEMI", "1,850.00", "031526", "2", "3,700.00", ""),
    ("", "DEPARTMENT SUBTOTAL", "", "", "", "3,700.00", ""),
    ("", "PHARMACY", "", "", "", "", ""),
    ("0250", "ONDANSETRON 4 MG", "", "031526", "3", "48.30", ""),
    ("0636", "CEFAZOLIN 500 MG INJ", "J0690", "031626", "4", "61.20", ""),
    ("0637", "SELF ADMIN DRUG", "", "031626", "1", "12.40", "12.40"),
    ("0001", "TOTALS", "", "", "", "3,821.90", "12.40"),
]
NUMBERED = [
    ("42 REV.", "43", "44 HCPCS / RATE", "45 SERV.", "46 SERV.", "47 TOTAL", "48 NON-"),
    ("CD.", "DESCRIPTION", "/ HIPPS CODE", "DATE", "UNITS", "CHARGES", "COVERED"),
]
PLAIN = [("REV CD", "DESCRIPTION", "HCPCS/RATE", "SERV DATE", "UNITS", "TOTAL CHARGES", "NON-COV")]
BOXES = [
    ((45.0, "3A PAT. CNTL #", "HV-4410927"), (180.0, "4 TYPE OF BILL", "0111"), (310.0, "5 FED. TAX NO.", "93-0412288")),
    ((45.0, "8 PATIENT NAME", "LINDGREN, ASTRID"), (220.0, "10 BIRTHDATE", "07041951"), (390.0, "50 PAYER NAME", "COASTAL HEALTH PLAN")),
    ((45.0, "6 STATEMENT COVERS PERIOD FROM - THROUGH", "031526 - 031726"), (310.0, "67 DX", "K35.80"), (440.0, "CREATION DATE", "032826")),
]
UNNUMBERED = [
    ((45.0, "PATIENT CONTROL NO.", "HV-4410927"), (180.0, "TYPE OF BILL", "0111"), (310.0, "FED TAX NO", "93-0412288")),
    ((45.0, "PATIENT NAME", "LINDGREN, ASTRID"), (220.0, "BIRTHDATE", "07041951"), (390.0, "PAYER NAME", "COASTAL HEALTH PLAN")),
    ((45.0, "STATEMENT COVERS PERIOD", "031526 - 031726"), (310.0, "DX", "K35.80"), (440.0, "CREATION DATE", "032826")),
]


@pytest.mark.parametrize(("boxes", "heads"), [(BOXES, NUMBERED), (UNNUMBERED, PLAIN), (BOXES, PLAIN)])
def test_a_hospital_bill_in_the_form_s_columns(boxes: list[tuple[tuple[float, str, str], ...]], heads: list[tuple[str, ...]]) -> None:
    document = read(boxes, heads, ROWS)
    fields = {name: value.value for name, value in document.fields.items()}
    assert document.kind is Kind.ITEMIZED_BILL
    assert fields["account_number"] == "HV-4410927" and fields["type_of_bill"] == "0111"
    assert fields["provider_tax_id"] == "93-0412288" and fields["payer_name"] == "COASTAL HEALTH PLAN"
    assert fields["patient_name"] == "LINDGREN, ASTRID"
    assert fields["patient_birth_date"] == datetime.date(1951, 7, 4)
    assert (fields["service_from"], fields["service_to"]) == (datetime.date(2026, 3, 15), datetime.date(2026, 3, 17))
    assert fields["statement_date"] == datetime.date(2026, 3, 28)
    assert str(fields["total_billed"]) == "$3,821.90" and fields["provider_phone"] == "503 555 0144"
    got = [{name: str(value.value) for name, value in line.items()} for line in document.lines]
    assert [line["revenue_code"] for line in got] == ["0120", "0250", "0636", "0637"]
    assert [line.get("code") for line in got] == [None, None, "J0690", None]
    assert got[0]["unit_price"] == "$1,850.00" and got[3]["not_covered"] == "$12.40"
    assert all(line["service_date"].startswith("2026-03-1") and "units" in line for line in got)


def test_a_number_counts_only_before_its_own_caption() -> None:
    assert text_field("8 PATIENT NAME") == "patient_name" and text_field("3a. Pat. Cntl #") == "account_number"
    assert text_field("9 PATIENT NAME") is None and named_column("42 REV. CD.") == "revenue_code"
    assert named_column("12 Description") is None


def test_days_packed_in_digits() -> None:
    assert packed_day("08231969") == datetime.date(1969, 8, 23) and packed_day("08231869") is None
    span = packed_span("020926 - 021126")
    assert span is not None and (span.first.day, span.last.day) == (9, 11)
    assert packed_span("021126 - 020926") is None
