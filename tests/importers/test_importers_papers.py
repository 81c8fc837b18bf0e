"""Every kind of paper is read from real PDFs of several makers, field by field, line by line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

import papers
import papers_aside

from medbills.domain.importing import Importer, Source
from medbills.domain.page import Sheets
from medbills.domain.reading import Reading, SourceFile
from medbills.errors import UnusableInput
from medbills.importers import importers, read_documents
from medbills.pdf.reader import read_pages

PARTS = [
    *((papers.LAYOUTS, name, seed) for name in papers.LAYOUTS for seed in (11, 12)),
    *((papers_aside.LAYOUTS, name, seed) for name in papers_aside.LAYOUTS for seed in (21, 22)),
]


def read(data: bytes, name: str = "paper.pdf") -> dict[str, Any]:
    sheets = read_pages(data, name=name)
    file = SourceFile(name=name, sha256="0" * 64, bytes=len(data), pages=len(sheets.pages), media_type=sheets.media_type)
    return Reading(file=file, documents=read_documents(Source(name, sheets.media_type, data, sheets))).to_json()


def values(cells: dict[str, Any]) -> dict[str, Any]:
    return {name: cell["value"] for name, cell in cells.items()}


def alike(want: Any, got: Any) -> bool:
    if isinstance(want, list):
        return isinstance(got, list) and sorted(want) == sorted(got)
    squeeze = "".join(c for c in str(want).lower() if c.isalnum() or c in "-.").rstrip(".")
    return squeeze == "".join(c for c in str(got).lower() if c.isalnum() or c in "-.").rstrip(".")


@pytest.mark.parametrize(("layouts", "name", "seed"), PARTS, ids=[f"{name}-{seed}" for _, name, seed in PARTS])
def test_a_paper_is_read(qapp: object, layouts: dict[str, Any], name: str, seed: int) -> None:
    paper = layouts[name](seed)
    if paper is None:
        pytest.skip("the maker of this layout does not run here")
    data, truths = paper
    documents = read(data)["documents"]
    assert [document["kind"] for document in documents] == [truth["kind"] for truth in truths]
    for truth, document in zip(truths, documents, strict=True):
        got = values(document["fields"])
        wrong = {field: (value, got.get(field)) for field, value in truth["fields"].items() if not alike(value, got.get(field))}
        assert len(wrong) <= 0.1 * len(truth["fields"]), wrong
        money = {field for field in wrong if field in {"amount_due", "total_billed", "plan_paid", "patient_responsibility"}}
        assert not money, wrong
        extra = {"plan_paid", "patient_paid", "adjustment"}
        lines = [values(line) for line in document["lines"] if not (line.keys() & extra and "billed" not in line)]
        if not truth["lines"]:
            continue
        assert len(lines) == len(truth["lines"])
        for want, line in zip(truth["lines"], lines, strict=True):
            missed = {field: (value, line.get(field)) for field, value in want.items() if not alike(value, line.get(field))}
            assert len(missed) <= 0.1 * len(want), missed
            assert not missed.keys() & {"billed", "service_date", "code", "patient_owes"}, missed


def test_every_value_has_its_spot_on_the_page() -> None:
    data, _ = papers.itemized_hospital(5)
    sheets = read_pages(data, name="a.pdf")
    for document in read(data)["documents"]:
        for cells in [document["fields"], *document["lines"]]:
            for name, cell in cells.items():
                assert 0 < cell["confidence"] <= 1
                page = sheets.pages[cell["page"] - 1]
                x0, top, x1, bottom = cell["box"]
                assert 0 <= x0 < x1 <= page.width and 0 <= top < bottom <= page.height, name
                inside = [
                    word.text
                    for word in page.words
                    if word.x0 >= x0 - 1 and word.x1 <= x1 + 1 and word.top >= top - 1 and word.bottom <= bottom + 1
                ]
                assert all(part in inside for part in cell["raw"].split()), (name, cell["raw"], inside)


def test_lines_that_do_not_add_up_are_doubted() -> None:
    pen = papers.ReportlabPen()
    pen.text(50, 50, "Cedar Hollow Clinic", 16, True)
    pen.text(50, 70, "Patient Statement", 10)
    pen.text(50, 90, "Account Number: 5521", 10)
    for x, label, right in ((50, "Date", False), (130, "CPT", False), (200, "Description", False), (500, "Charge", True)):
        pen.text(x, 130, label, 9, True, right)
    for n, (code, text, amount) in enumerate((("99213", "Office visit", "150.00"), ("36415", "Blood draw", "25.00"))):
        for x, value, right in ((50, "03/02/2026", False), (130, code, False), (200, text, False), (500, amount, True)):
            pen.text(x, 146 + 14 * n, value, 9, False, right)
    pen.text(200, 190, "Total charges", 9, True)
    pen.text(500, 190, "185.00", 9, True, True)
    (document,) = read(pen.pdf())["documents"]
    assert [line["billed"]["value"] for line in document["lines"]] == ["150.00", "25.00"]
    assert document["fields"]["total_billed"]["value"] == "185.00"
    assert all(line["billed"]["confidence"] < 0.95 for line in document["lines"])
    assert any("175.00" in warning and "185.00" in warning for warning in document["warnings"])


def test_blank_cells_and_dashes_are_absent_and_zero_is_zero() -> None:
    pen = papers.ReportlabPen()
    pen.text(50, 50, "Prairie Blue Health Plan", 16, True)
    pen.text(50, 70, "Explanation of Benefits", 10)
    pen.text(50, 90, "Claim number: C77", 10)
    heads = (
        (50, "Date", False),
        (130, "Service", False),
        (300, "Billed", True),
        (360, "Plan paid", True),
        (420, "Copay", True),
        (480, "You owe", True),
    )
    for x, label, right in heads:
        pen.text(x, 130, label, 9, True, right)
    for n, row in enumerate(
        (("03/02/2026", "Office visit", "150.00", "", "-", "150.00"), ("03/03/2026", "Blood draw", "25.00", "25.00", "0.00", "0.00"))
    ):
        for (x, _, right), value in zip(heads, row, strict=True):
            pen.text(x, 146 + 14 * n, value, 9, False, right)
    (document,) = read(pen.pdf())["documents"]
    first, second = (values(line) for line in document["lines"])
    assert "plan_paid" not in first and "copay" not in first and first["patient_owes"] == "150.00"
    assert second["plan_paid"] == "25.00" and second["copay"] == "0.00" and second["patient_owes"] == "0.00"


def test_a_page_without_text_is_said_to_be_a_scan() -> None:
    pen = papers.ReportlabPen()
    pen.line(10, 10, 200, 200)
    (document,) = read(pen.pdf())["documents"]
    assert document["kind"] == "other" and not document["fields"]
    assert "scan" in document["warnings"][0]


def test_a_letter_that_is_no_bill_is_other() -> None:
    pen = papers.ReportlabPen()
    for n, line in enumerate(
        ("Minutes of the garden club", "March 3, 2026", "We planted tulips and spent $40.00 on compost.", "The next meeting is in April.")
    ):
        pen.text(72, 80 + 16 * n, line, 11)
    (document,) = read(pen.pdf())["documents"]
    assert document["kind"] == "other" and document["lines"] == [] and document["fields"] == {}


@pytest.mark.parametrize("importer", importers(), ids=lambda importer: importer.slug)
def test_every_importer_stands_an_empty_source(importer: Importer) -> None:
    assert importer.slug.isidentifier() and importer.title[0].isupper()
    assert 0 <= importer.score(Source("nothing.pdf", "application/pdf")) <= 1
    empty = Source("nothing.pdf", "application/pdf", sheets=Sheets("nothing.pdf", "application/pdf", ()))
    try:
        assert isinstance(importer.parse(empty), tuple)
    except UnusableInput as refusal:  # an importer of data, given no data
        assert "nothing.pdf" in str(refusal)



def test_third_party_statements(third_party: Path) -> None:
    folder = third_party / "pdf" / "medbilldozer-rendered"
    (bill,) = read((folder / "sample_colonoscopy_bill.pdf").read_bytes())["documents"]
    assert bill["kind"] == "itemized_bill"
    assert {k: values(bill["fields"])[k] for k in ("total_billed", "plan_paid", "amount_due", "account_number", "statement_date")} == {
        "total_billed": "5650.00",
        "plan_paid": "1500.00",
        "amount_due": "920.00",
        "account_number": "87439201",
        "statement_date": "2026-02-02",
    }
    assert [(line["code"]["value"], line["billed"]["value"], line["description"]["value"]) for line in bill["lines"]] == [
        ("45378", "2400.00", "Screening Colonoscopy"),
        ("45378", "2400.00", "Screening Colonoscopy"),
        ("00812", "850.00", "Anesthesia Services"),
    ]
    (receipt,) = read((folder / "sample_pharmacy_receipt_fsa.pdf").read_bytes())["documents"]
    assert [line["billed"]["value"] for line in receipt["lines"]] == ["38.00", "15.00", "12.50", "24.99"]
    (history,) = read((folder / "sample_fsa_claim_history.pdf").read_bytes())["documents"]
    assert [line["billed"]["value"] for line in history["lines"]] == ["15.00", "12.50", "24.99", "50.00"]


def test_third_party_papers_of_another_trade_are_other(third_party: Path) -> None:
    for path in sorted((third_party / "pdf" / "longlistbench").rglob("*.pdf"))[:4]:
        documents = read(path.read_bytes())["documents"]
        assert [document["kind"] for document in documents] == ["other"], path.name
