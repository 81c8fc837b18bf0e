"""A file that holds several papers is read paper by paper; one paper of several pages stays one."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from medbills.domain.importing import Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


def together(*names: str) -> bytes:
    """The samples whose names begin so, one after the other."""
    made = pikepdf.new()
    for name in names:
        with pikepdf.open(next(SAMPLES.glob(f"{name}-*.pdf"))) as paper:
            made.pages.extend(paper.pages)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(data: bytes) -> tuple[ReadDocument, ...]:
    return read_documents(Source("mailing.pdf", "application/pdf", b"", read_pages(data, name="mailing.pdf")))


@pytest.mark.parametrize(
    "names", [("01", "03", "08"), ("05", "06", "04"), ("13", "12", "17"), ("02", "03"), ("18", "16", "10"), ("09", "08", "01")]
)
def test_each_paper_is_read_as_if_it_came_alone(names: tuple[str, ...]) -> None:
    alone = [document for name in names for document in read(together(name))]
    found = read(together(*names))
    assert [document.kind for document in found] == [document.kind for document in alone]
    assert [{name: value.value for name, value in document.fields.items()} for document in found] == [
        {name: value.value for name, value in document.fields.items()} for document in alone
    ]
    assert [len(document.lines) for document in found] == [len(document.lines) for document in alone]


def test_pages_and_spots_are_those_of_the_file() -> None:
    bill, explanation, notice = read(together("02", "03", "08"))
    assert (bill.kind, explanation.kind, notice.kind) == (Kind.ITEMIZED_BILL, Kind.EOB, Kind.COLLECTION_NOTICE)
    assert bill.pages[0] == 1 and bill.pages[1] + 1 == explanation.pages[0]
    assert explanation.pages[1] + 1 == notice.pages[0] == notice.pages[1]
    for document in (bill, explanation, notice):
        pages = {value.spot.page for value in document.fields.values()} | {v.spot.page for line in document.lines for v in line.values()}
        assert all(page is not None and document.pages[0] <= page <= document.pages[1] for page in pages)


@pytest.mark.parametrize("name", [f"{number:02}" for number in range(1, 19)])
def test_one_paper_stays_one(name: str) -> None:
    data = together(name)
    with pikepdf.open(io.BytesIO(data)) as paper:
        pages = len(paper.pages)
    assert [document.pages for document in read(data)] == [(1, pages)]
