"""Finds among the papers on file those that may be a plan's booklet: added by the usual way, and far longer than a bill."""

from __future__ import annotations

from dataclasses import dataclass, field

from medbills.domain.case import Document
from medbills.domain.media import PDF
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.keep_paper import password_setting
from medbills.store import Vault

LONG = 20  # pages: no bill, statement or letter has as many; booklets have


@dataclass(frozen=True, slots=True)
class FiledBooklet:
    """A file's bytes, to be read as a booklet."""

    name: str
    data: bytes = field(repr=False)
    password: str | None = field(default=None, repr=False)


def long_papers(vault: Vault) -> tuple[Document, ...]:
    """Files of many pages that are no booklet yet, the newest first."""
    papers = {kept.document_id for kept in vault.papers.all()}
    found = [
        document
        for document in vault.documents.all()
        if document.id in papers and document.media_type == PDF and (document.pages or 0) >= LONG
        and not vault.booklets.of_document(document.id)
    ]  # fmt: skip
    return tuple(reversed(found))


def filed_booklet(vault: Vault, document_id: str) -> FiledBooklet:
    """The file's bytes, on the vault's thread. Raises UnusableInput when it is gone, DamagedVault when it was altered."""
    document = vault.documents.get(document_id)
    if document is None:
        raise UnusableInput(f"This paper is no longer among your papers. {IN_HISTORY}")
    return FiledBooklet(document.name, vault.paper_files.read(document.key), vault.settings.get(password_setting(document.id)))
