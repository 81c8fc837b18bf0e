"""Which version of the reader each paper was read with."""

from __future__ import annotations

from medbills.domain.reader_mark import ReaderMark
from medbills.store.records import Records
from medbills.store.schema import READER_MARK


class ReaderMarks(Records[ReaderMark]):
    """By the paper's id."""

    table = READER_MARK
    value = ReaderMark
