"""Shows a kept paper's page: its bytes come from the vault, the picture from the paper worker."""

from __future__ import annotations

from dataclasses import dataclass, field

from medbills.domain.case import KeptPaper
from medbills.errors import UnusableInput
from medbills.pdf.render import Picture, render_page
from medbills.services.keep_paper import password_setting
from medbills.store import Vault

_PDF = "application/pdf"
_POINTS = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """A paper with the bytes of its file. `pages` is 0 where the file has no pages to show (FHIR, 835, CSV)."""

    kept: KeptPaper
    name: str
    pages: int
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
        raise UnusableInput("This paper is no longer among your papers. It may be in the trash.")
    pages = max(document.pages or kept.pages[1], 1) if document.media_type == _PDF else 0
    data = vault.paper_files.read(document.key) if pages else b""
    return PaperFile(kept=kept, name=document.name, pages=pages, data=data, password=vault.settings.get(password_setting(document.id)))


def page_image(file: PaperFile, page: int, *, dpi: float = 144.0) -> PagePicture:
    """One page counted from 1, drawn beside the vault. Raises UnusableInput or NeedsPassword."""
    picture: Picture = render_page(file.data, page, dpi=dpi, name=file.name, password=file.password)
    scale = _POINTS / dpi
    return PagePicture((picture.width, picture.height), picture.rgb, picture.width * scale, picture.height * scale)
