"""Gives the bytes of a letter or packet as it was frozen, for its pages to be drawn beside the vault."""

from __future__ import annotations

from dataclasses import dataclass, field

from medbills.errors import IN_HISTORY, UnusableInput
from medbills.store import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPdf:
    """A PDF of ours as it was kept."""

    name: str
    data: bytes = field(repr=False)


def frozen_pdf(vault: Vault, document_id: str) -> FrozenPdf:
    """The document, on the vault's thread. Raises UnusableInput when it is gone, DamagedVault when it was altered."""
    document = vault.documents.get(document_id)
    if document is None:
        raise UnusableInput(f"The copy of this letter is no longer among your papers. {IN_HISTORY}")
    return FrozenPdf(name=document.name, data=vault.paper_files.read(document.key))
