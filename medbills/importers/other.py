"""Papers that are none of the kinds we know: kept as they are, with nothing claimed about them."""

from __future__ import annotations

from medbills.domain.importing import Importer, Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument

_FEW_WORDS = 6  # a page with fewer is a picture with at most a stamp on it
SCAN = "This looks like a scan: a picture of a paper. This version reads PDFs with text. You can type in what it says."
UNKNOWN = "Medbills does not know this kind of paper. It is kept, and you can type in what matters."


def score(source: Source) -> float:
    """A little for everything, so that it wins where no other importer knows the paper."""
    return 0.3 if source.sheets is not None else 0.01


def parse(source: Source) -> tuple[ReadDocument, ...]:
    pages = source.sheets.pages if source.sheets is not None else ()
    scan = bool(pages) and all(len(page.words) < _FEW_WORDS for page in pages)
    return (ReadDocument(kind=Kind.OTHER, pages=(1, max(len(pages), 1)), fields={}, warnings=(SCAN if scan else UNKNOWN,)),)


IMPORTER = Importer(slug="other", title="Another kind of paper", score=score, parse=parse)
