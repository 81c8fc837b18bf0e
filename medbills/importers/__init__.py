"""One file for each kind of paper; the one that knows a file best reads it."""

from __future__ import annotations

from medbills.catalogue import entries
from medbills.domain.importing import Importer, Source
from medbills.domain.reading import ReadDocument

PACKAGE = "medbills.importers"


def importers() -> tuple[Importer, ...]:
    """Every importer there is, sorted by slug."""
    return entries(PACKAGE, "IMPORTER", Importer)


def ranked(source: Source) -> tuple[tuple[float, Importer], ...]:
    """The importers with their scores, best first: what a screen shows when two are equally sure."""
    return tuple(sorted(((importer.score(source), importer) for importer in importers()), key=lambda item: -item[0]))


def read_documents(source: Source) -> tuple[ReadDocument, ...]:
    """The documents in a file, as the importer that knows it best reads them. Never empty: `other` takes what nobody knows."""
    return ranked(source)[0][1].parse(source)
