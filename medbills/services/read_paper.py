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
from medbills.domain.reading import ReadDocument, Reading, ReadValue, SourceFile
from medbills.errors import UnusableInput
from medbills.importers import read_documents
from medbills.pdf.reader import load_file, read_pages
from medbills.pdf.scans import not_a_picture, read_picture

_DATA = frozenset({JSON, XML, X12, SHEET, CSV, TEXT})
_PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif")
_MOST_DATA = 32 * 1024 * 1024  # bytes: parsed JSON takes about ten times as much memory


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file's bytes with what was read from them."""

    data: bytes
    reading: Reading
    password: str | None = field(default=None, repr=False)  # the one that opened it, when it is encrypted


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
) -> ReadFile:
    """The same for bytes that are at hand already."""
    kind = media_type(name, data)
    if kind not in PICTURES and kind != PDF and name.lower().endswith(_PICTURE_NAMES):
        raise not_a_picture(name)
    if kind in _DATA and not name.lower().endswith(".pdf"):
        if len(data) > _MOST_DATA:
            raise UnusableInput(
                f"{name} is larger than {_MOST_DATA // (1024 * 1024)} MB, more claims than Medbills reads at once. Download fewer years."
            )
        source = Source(name=name, media_type=kind, data=data)
    else:
        if kind in PICTURES:
            sheets = read_picture(data, name=name, cancel=cancel, progress=progress)
        else:
            sheets = read_pages(data, name=name, password=password, cancel=cancel, progress=progress)
        source = Source(name=name, media_type=sheets.media_type, data=data, sheets=sheets)
    pages = len(source.sheets.pages) if source.sheets is not None else None
    file = SourceFile(name=name, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), pages=pages, media_type=source.media_type)
    return ReadFile(data, Reading(file=file, documents=_as_shown(read_documents(source), source.sheets)), password)


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
