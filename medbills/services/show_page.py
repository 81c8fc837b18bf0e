"""Shows a kept paper's page: its bytes come from the vault, the picture from the paper worker."""

from __future__ import annotations

from dataclasses import dataclass, field

from medbills.domain.case import KeptPaper
from medbills.domain.media import CSV, JSON, PDF, PICTURES, SHEET, TEXT, X12, XML
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.pdf.render import Picture, render_page
from medbills.services.keep_paper import password_setting
from medbills.store import Vault

_SHOWN = PICTURES | {PDF}
_POINTS = 72
_DATA = {
    JSON: "a claims file (FHIR)", XML: "a claims file (FHIR)", X12: "an insurer’s payment file (X12 835)", CSV: "a table (CSV)",
    SHEET: "a spreadsheet (XLSX)", TEXT: "a text file",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """A paper with the bytes of its file. `pages` is 0 where the file has no pages to show (FHIR, 835, CSV)."""

    kept: KeptPaper
    name: str
    pages: int
    media_type: str = PDF
    data: bytes = field(repr=False)
    password: str | None = field(default=None, repr=False)  # of an encrypted PDF


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A drawn page: rows of red, green, blue bytes without padding, and the page's size in points."""

    pixels: tuple[int, int]
    rgb: bytes
    width: float
    height: float


def paper_file(vault: Vault, paper_id: str) -> PaperFile:
    """The paper and its file, on the vault's thread. Raises UnusableInput when it is gone, DamagedVault when altered."""
    kept = vault.papers.get(paper_id)
    document = vault.documents.get(kept.document_id) if kept else None
    if kept is None or document is None:
        raise UnusableInput(f"This paper is no longer among your papers. {IN_HISTORY}")
    pages = max(document.pages or kept.pages[1], 1) if document.media_type in _SHOWN else 0
    data = vault.paper_files.read(document.key) if pages else b""
    password = vault.settings.get(password_setting(document.id))
    return PaperFile(kept=kept, name=document.name, pages=pages, media_type=document.media_type, data=data, password=password)


def kind_of_file(file: PaperFile) -> str:
    """In one sentence what kind of data a file without pages is."""
    return f"It is {_DATA.get(file.media_type, 'a data file')}, as computers send it to each other."


def page_image(file: PaperFile, page: int, *, dpi: float = 144.0) -> PagePicture:
    """One page counted from 1, drawn beside the vault. Raises UnusableInput or NeedsPassword."""
    picture: Picture = render_page(file.data, page, dpi=dpi, name=file.name, password=file.password)
    scale = _POINTS / dpi
    return PagePicture((picture.width, picture.height), picture.rgb, picture.width * scale, picture.height * scale)
