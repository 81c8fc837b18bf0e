"""Keeps the bytes of a file of ours in the vault, once: the same bytes are the same document."""

from __future__ import annotations

import datetime

from medbills.domain.case import Document
from medbills.services.keep_paper import new_id
from medbills.store import Change, Vault


def keep_file(vault: Vault, change: Change, data: bytes, *, name: str, media_type: str, now: datetime.datetime) -> Document:
    """The document with these bytes, inside an open change: the one kept before, or a new one under this name."""
    key = vault.paper_files.add(data)
    before = vault.documents.by_key(key)
    if before is not None:
        return before
    document = Document(id=new_id(), key=key, name=name, media_type=media_type, bytes=len(data), pages=None, kept_at=now)
    change.documents.add(document)
    return document
