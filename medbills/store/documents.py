"""The files that were kept, by row; their bytes lie in `documents/`."""

from __future__ import annotations

from medbills.domain.case import Document
from medbills.store.records import Records
from medbills.store.schema import DOCUMENT


class Documents(Records[Document]):
    """In the order they were kept."""

    table = DOCUMENT
    value = Document
    order = ("kept_at",)

    def by_key(self, key: str) -> Document | None:
        """The document with these bytes, if they were kept before (`PaperFiles.key_of`)."""
        found = self._where(DOCUMENT.c.key == key)
        return found[0] if found else None
