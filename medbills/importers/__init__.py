"""One file for each kind of paper; the one that knows a file best reads it."""

from __future__ import annotations

from dataclasses import replace

from medbills.catalogue import entries
from medbills.domain.importing import Importer, Source
from medbills.domain.page import Sheets
from medbills.domain.reading import ReadDocument
from medbills.layout.mailing import papers_of

PACKAGE = "medbills.importers"


def importers() -> tuple[Importer, ...]:
    """Every importer there is, sorted by slug."""
    return entries(PACKAGE, "IMPORTER", Importer)


def ranked(source: Source) -> tuple[tuple[float, Importer], ...]:
    """The importers with their scores, best first: what a screen shows when two are equally sure."""
    return tuple(sorted(((importer.score(source), importer) for importer in importers()), key=lambda item: -item[0]))


def read_documents(source: Source) -> tuple[ReadDocument, ...]:
    """The documents in a file, each as the importer that knows it best reads it. Never empty: `other` takes what nobody knows.

    A mailing that holds several papers is read paper by paper.
    """
    if source.sheets is None or len(source.sheets.pages) < 2:
        return ranked(source)[0][1].parse(source)
    papers = [replace(source, sheets=sheets) for sheets in papers_of(source.sheets, lambda sheets: _kind(source, sheets))]
    return tuple(document for paper in papers for document in ranked(paper)[0][1].parse(paper))


def _kind(source: Source, sheets: Sheets) -> tuple[str, float]:
    score, importer = ranked(replace(source, sheets=sheets))[0]
    return importer.slug, score
