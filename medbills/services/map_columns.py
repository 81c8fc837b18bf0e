"""What the user said the columns of a claim download mean, remembered for the next one with the same headers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from medbills.claims.claim_columns import FIELD_TYPES, field_choices, folded
from medbills.domain.importing import Source
from medbills.domain.media import media_type
from medbills.domain.reading import ReadDocument
from medbills.importers.claims_table import read_table
from medbills.store import Vault

__all__ = ["field_choices", "known_mapping", "read_mapped", "remember_mapping"]


def known_mapping(vault: Vault, headers: Sequence[str]) -> Mapping[str, str | None] | None:
    """The field by header that the user gave these headers before; None where they are new.

    A field that this version does not have is taken as not given.
    """
    kept = vault.settings.get(_setting(headers))
    if not isinstance(kept, dict):
        return None
    fields = {header: kept.get(folded(header)) for header in headers if folded(header) in kept}
    return {header: field for header, field in fields.items() if field is None or field in FIELD_TYPES}


def remember_mapping(vault: Vault, headers: Sequence[str], mapping: Mapping[str, str | None]) -> None:
    """Keeps the mapping for files with the same headers, in whatever order they stand; None means "not needed".

    Raises ValueError for a field that there is not.
    """
    strange = sorted({field for field in mapping.values() if field is not None and field not in FIELD_TYPES})
    if strange:
        raise ValueError(f"no such fields: {strange}")
    with vault.change("Named the columns of a claim download") as change:
        change.settings.set(_setting(headers), {folded(header): field for header, field in mapping.items()})


def read_mapped(name: str, data: bytes, mapping: Mapping[str, str | None]) -> tuple[ReadDocument, ...]:
    """The claims of a table whose columns the user named. Raises NeedsMapping or UnusableInput."""
    return read_table(Source(name=name, media_type=media_type(name, data), data=data), mapping)


def _setting(headers: Sequence[str]) -> str:
    names = "\x1f".join(sorted({folded(header) for header in headers}))
    return f"claim_columns:{hashlib.sha256(names.encode()).hexdigest()}"
