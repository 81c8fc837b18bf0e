"""Gets the search ready beside other work: takes in what it lacks, and reads the words of files kept before there was a search."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from medbills.domain.case import Document
from medbills.domain.media import PDF
from medbills.errors import UnusableInput
from medbills.services.keep_paper import password_setting
from medbills.services.read_booklet import read_booklet_bytes
from medbills.store import Indexed, Vault, keep_words, unread_files

AT_ONCE = 10  # rows that are taken in before others may ask the vault


@dataclass(frozen=True, slots=True)
class Unread:
    """A file whose words were never looked for, ready to be read beside the vault."""

    document: Document
    data: bytes = field(repr=False)
    password: str | None = field(default=None, repr=False)


def fill_index(vault: Vault) -> Indexed:
    """Takes in some of what the search lacks; how far it is."""
    return vault.search.fill(AT_ONCE)


def next_unread(vault: Vault) -> Unread | None:
    """The newest file to read words from; None when there is no more, or where nothing may be written.

    Packets are made of papers that are searched themselves, booklets have words of their own, and data have no pages.
    """
    if vault.read_only or vault.short_of_room:
        return None
    packed = {packet.document_id for packet in vault.packets.all()}
    for document in unread_files(vault.lane):
        if document.media_type == PDF and document.id not in packed and not vault.booklets.of_document(document.id):
            return Unread(document, vault.paper_files.read(document.key), vault.settings.get(password_setting(document.id)))
        keep_words(vault, document, ())
    return None


def read_words(unread: Unread, cancel: threading.Event | None = None) -> tuple[str, ...]:
    """The words that the file itself holds, page by page; none of one that cannot be read. Raises Cancelled."""
    try:
        return read_booklet_bytes(unread.document.name, unread.data, password=unread.password, cancel=cancel).texts
    except UnusableInput:
        return ()


def keep_read(vault: Vault, document: Document, texts: tuple[str, ...]) -> None:
    """Keeps them, also that there were none. Raises NoRoom."""
    keep_words(vault, document, texts)
