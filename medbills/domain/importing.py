"""The contract of an importer: a kind of paper that is known by its look, and turned into documents of a reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from medbills.domain.media import decoded
from medbills.domain.page import Sheets
from medbills.domain.reading import ReadDocument
from medbills.domain.remembered import kept

_OPENING_PAGES = 3


@dataclass(frozen=True)
class Source:
    """A file as importers see it: its bytes, and its pages where it has some (a PDF; a scan whose words OCR read)."""

    name: str
    media_type: str
    data: bytes = b""
    sheets: Sheets | None = None

    @kept
    def body(self) -> str:
        """The file's own text, for a file of data (FHIR, 835, CSV); empty where there are pages."""
        return decoded(self.data) if self.sheets is None else ""

    @kept
    def text(self) -> str:
        """The words of all pages in the file's order, a line feed between pages; empty where there are no pages."""
        if self.sheets is None:
            return ""
        return "\n".join(" ".join(word.text for word in page.words) for page in self.sheets.pages)

    @kept
    def opening(self) -> str:
        """The words of the first pages that have any: by then a paper has said what it is, and a book has not."""
        return "\n".join([page for page in self.text.split("\n") if page.strip()][:_OPENING_PAGES])

    @kept
    def head(self) -> str:
        """The words in the top part of the first page that has any, where a paper says what it is."""
        pages = self.sheets.pages if self.sheets is not None else ()
        page = next((page for page in pages if page.words), None)
        if page is None:
            return ""
        return " ".join(word.text for word in page.words if word.top < 0.4 * page.height)


@dataclass(frozen=True)
class Importer:
    """One kind of paper. The importer with the highest score reads the file.

    `score` is 0 (not mine) to 1 (surely mine). `parse` returns the documents found, and never invents a value: what
    is not on the paper is absent. It raises UnusableInput, with one sentence that names the file, for what it knows
    but cannot use.
    """

    slug: str
    title: str
    score: Callable[[Source], float]
    parse: Callable[[Source], tuple[ReadDocument, ...]]
