"""Whatever stands on a page, every importer gives documents that keep the contract, and the same ones twice."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medbills.domain.importing import Source
from medbills.domain.page import Page, Rule, Sheets, Word
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS
from medbills.domain.reading import ReadDocument
from medbills.importers import importers, read_documents

PRINTED = """
Date Description Charges Amount billed Plan paid You owe Total Claim number: C-1001 C-1002 Patient: Ruth Calloway Balance due $412.00
(12.00) 12.00- 0.00 - CR
03/02/2026 Mar 2, 2026 99284-25 D2392 Qty 1 Explanation of Benefits Statement debt collector appeal denied because
Acct #: 7741 | : # $ 02/30/2026 ñ 5 of
"""
WORDS = st.sampled_from(PRINTED.split()) | st.text(
    alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=12
)


@st.composite
def placed_words(draw: st.DrawFn) -> Word:
    text = draw(WORDS)
    x0, row, size = draw(st.integers(0, 550)), draw(st.integers(0, 40)), draw(st.sampled_from((6.0, 8.0, 9.0, 14.0)))
    return Word(text, float(x0), row * 12.0, x0 + 0.5 * size * len(text), row * 12.0 + size, size, draw(st.booleans()))


READS_DATA = {"fhir_eob", "blue_button_text", "x12_835", "claims_table"}  # without pages: they refuse, as a person would expect
PAGES = st.lists(st.lists(placed_words(), max_size=60), min_size=1, max_size=3)


def source(pages: list[list[Word]]) -> Source:
    made = tuple(Page(number, 612, 792, tuple(words), (Rule(100, 0, 100.5, 400),)) for number, words in enumerate(pages, 1))
    return Source("any.pdf", "application/pdf", b"", Sheets("any.pdf", "application/pdf", made))


def keeps_the_contract(document: ReadDocument) -> None:
    document.as_paper("p")
    for specs, values in [(PAPER_FIELDS, document.fields), *((LINE_FIELDS, line) for line in document.lines)]:
        for name, value in values.items():
            assert name in specs
            assert value.value not in (None, "", ())
            assert 0 < value.spot.confidence <= 1
            assert value.spot.page is not None and value.spot.box is not None and value.spot.raw
            x0, top, x1, bottom = value.spot.box
            assert x0 < x1 and top < bottom


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(PAGES)
def test_any_page_gives_documents(pages: list[list[Word]]) -> None:
    documents = read_documents(source(pages))
    assert documents
    for document in documents:
        keeps_the_contract(document)
    assert read_documents(source(pages)) == documents


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(PAGES)
def test_every_importer_stands_any_page(pages: list[list[Word]]) -> None:
    given_source = source(pages)
    for importer in importers():
        score = importer.score(given_source)
        assert 0 <= score <= 1
        if not score and importer.slug in READS_DATA:
            continue
        for document in importer.parse(given_source):
            keeps_the_contract(document)
