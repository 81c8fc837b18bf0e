"""Reads one file: the bytes once, the pages in the worker, the documents by the importer that fits best."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from medbills.domain.importing import Source
from medbills.domain.media import CSV, JSON, PDF, PICTURES, SHEET, TEXT, X12, XML, media_type
from medbills.domain.page import Sheets
from medbills.domain.passage import text_of
from medbills.domain.reading import ReadDocument, Reading, ReadValue, SourceFile
from medbills.errors import UnusableInput
from medbills.importers import read_documents
from medbills.importers.claims_table import read_table
from medbills.pdf.reader import load_file, read_pages
from medbills.pdf.scans import not_a_picture, read_picture
from medbills.services.kinds_read import refuse_other_kinds
from medbills.services.text_paper import is_text_paper, pages_of_text

_DATA = frozenset({JSON, XML, X12, SHEET, CSV, TEXT})
_TABLES = frozenset({CSV, SHEET})
_PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif")
_MOST_DATA = 32 * 1024 * 1024  # bytes: parsed JSON takes about ten times as much memory


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file's bytes with what was read from them."""

    data: bytes
    reading: Reading
    password: str | None = field(default=None, repr=False)  # the one that opened it, when it is encrypted
    drawn: bytes | None = field(default=None, repr=False)  # the pages (PDF) drawn for a text: kept and shown in its place
    texts: tuple[str, ...] = field(default=(), repr=False)  # the words of each page, for the search


def read_paper(
    path: Path, *, password: str | None = None, cancel: threading.Event | None = None, progress: Callable[[int, int], None] | None = None
) -> ReadFile:
    """What stands in the file. `progress` gets pages done and pages in all.

    Raises UnusableInput with one sentence that names the file, NeedsPassword when it is encrypted, and Cancelled.
    """
    data = load_file(path)
    return read_bytes(path.name, data, password=password, cancel=cancel, progress=progress)


def read_bytes(
    name: str,
    data: bytes,
    *,
    password: str | None = None,
    cancel: threading.Event | None = None,
    progress: Callable[[int, int], None] | None = None,
    columns: Mapping[str, str | None] | None = None,
) -> ReadFile:
    """The same for bytes that are at hand already. `columns` is what the user said the columns of a table mean."""
    kind = media_type(name, data)
    if kind not in PICTURES and kind != PDF and name.lower().endswith(_PICTURE_NAMES):
        raise not_a_picture(name)
    refuse_other_kinds(name, kind)
    if kind in _DATA and not name.lower().endswith(".pdf"):
        if len(data) > _MOST_DATA:
            raise UnusableInput(
                f"{name} is larger than {_MOST_DATA // (1024 * 1024)} MB, more claims than Medbills reads at once. Download fewer years."
            )
        source = Source(name=name, media_type=kind, data=data)
        if is_text_paper(source):
            return _text_paper(source, cancel, progress)
    else:
        if kind in PICTURES:
            sheets = read_picture(data, name=name, cancel=cancel, progress=progress)
        else:
            sheets = read_pages(data, name=name, password=password, cancel=cancel, progress=progress)
        source = Source(name=name, media_type=sheets.media_type, data=data, sheets=sheets)
    documents = read_table(source, columns) if columns and kind in _TABLES else read_documents(source)
    reading = Reading(file=_file(source), documents=_as_shown(documents, source.sheets))
    return ReadFile(data, reading, password, texts=_texts(source.sheets))


def _text_paper(source: Source, cancel: threading.Event | None, progress: Callable[[int, int], None] | None) -> ReadFile:
    drawn = pages_of_text(source)
    sheets = read_pages(drawn, name=source.name, cancel=cancel, progress=progress)
    documents = read_documents(Source(name=source.name, media_type=sheets.media_type, data=drawn, sheets=sheets))
    reading = Reading(file=_file(replace(source, sheets=sheets)), documents=documents)
    return ReadFile(source.data, reading, drawn=drawn, texts=_texts(sheets))


def _texts(sheets: Sheets | None) -> tuple[str, ...]:
    return tuple(text_of(page) for page in sheets.pages) if sheets is not None else ()


def _file(source: Source) -> SourceFile:
    pages = len(source.sheets.pages) if source.sheets is not None else None
    digest = hashlib.sha256(source.data).hexdigest()
    return SourceFile(name=source.name, sha256=digest, bytes=len(source.data), pages=pages, media_type=source.media_type)


def _as_shown(documents: tuple[ReadDocument, ...], sheets: Sheets | None) -> tuple[ReadDocument, ...]:
    """The documents with their spots on the pages as they are shown: a scan that lies askew was read upright."""
    if sheets is None or all(page.lens is None for page in sheets.pages):
        return documents
    return tuple(
        replace(one, fields=_values_as_shown(one.fields, sheets), lines=tuple(_values_as_shown(line, sheets) for line in one.lines))
        for one in documents
    )


def _values_as_shown(values: Mapping[str, ReadValue], sheets: Sheets) -> dict[str, ReadValue]:
    made = {}
    for name, item in values.items():
        spot = item.spot
        if spot.page is not None and spot.box is not None and 1 <= spot.page <= len(sheets.pages):
            spot = replace(spot, box=sheets.pages[spot.page - 1].as_shown(spot.box))
        made[name] = ReadValue(item.value, spot)
    return made
