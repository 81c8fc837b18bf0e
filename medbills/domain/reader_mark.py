"""Which version of the reader a kept paper was read with."""

from __future__ import annotations

from dataclasses import dataclass

# Raise by one when papers are read better than before: then those read earlier are offered to be read again.
READER_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderMark:
    """`id` is the paper's. A paper without a mark was read before marks were kept, which counts as version 0."""

    id: str
    version: int
