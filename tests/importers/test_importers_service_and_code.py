"""A column that holds a code with its words, over several rows, is read as both."""

from __future__ import annotations

from medbills.domain.importing import Source
from medbills.domain.page import Page, Sheets, Word
from medbills.importers import read_documents

_COLUMNS = {"Service Date": 40, "Procedure": 120, "Billed": 320, "Discount": 390, "Allowed": 450, "We Paid": 510, "Your Share": 570}


def _words(text: str, x: float, top: float) -> list[Word]:
    made = []
    for part in text.split():
        made.append(Word(part, x, top, x + 5.0 * len(part), top + 10, 10))
        x += 5.0 * len(part) + 3
    return made


def _page(cells: list[list[str]]) -> Page:
    words = _words("Explanation of Benefits", 40, 30) + _words("This is not a bill", 40, 44) + _words("Claim number: 88A1", 40, 60)
    words += [word for name, x in _COLUMNS.items() for word in _words(name, x, 90)]
    top = 108.0
    for code, rest, billed in cells:
        words += _words("07/14/2026", 40, top + 6) + _words(code, 120, top if rest else top + 6) + _words(rest, 120, top + 12)
        for x, amount in zip((320, 390, 450, 510, 570), (billed, "10.00", "90.00", "70.00", "20.00"), strict=True):
            words += _words(amount, x, top + 6)
        top += 34
    return Page(1, 612, 792, tuple(words))


def test_codes_with_words_in_one_column_that_wraps() -> None:
    page = _page([["73562 - X-ray", "knee 3 views", "100.00"], ["J3301 - Triamcinolone", "acetonide inj", "100.00"]])
    (document,) = read_documents(Source("eob.pdf", "application/pdf", sheets=Sheets("eob.pdf", "application/pdf", (page,))))
    said = [(line["code"].value, line["description"].value, line["billed"].value.cents) for line in document.lines]
    assert said == [("73562", "X-ray knee 3 views", 10000), ("J3301", "Triamcinolone acetonide inj", 10000)]


def test_a_column_of_codes_alone_stays_one() -> None:
    page = _page([["73562", "", "100.00"], ["J3301", "", "100.00"]])
    (document,) = read_documents(Source("eob.pdf", "application/pdf", sheets=Sheets("eob.pdf", "application/pdf", (page,))))
    assert [line["code"].value for line in document.lines] == ["73562", "J3301"]
    assert not any("description" in line for line in document.lines)
