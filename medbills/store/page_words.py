"""The words of the pages of papers' files, kept for the search; no part of the history, as they can be read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Delete, delete, insert, select

from medbills.domain.case import Document
from medbills.store.lane import Lane
from medbills.store.rows import Rows
from medbills.store.schema import DOCUMENT, PAGE_WORDS
from medbills.store.search_index import SearchIndex
from medbills.store.search_tables import sound


class Searched(Protocol):
    """A vault, as far as this goes."""

    @property
    def lane(self) -> Lane: ...
    @property
    def search(self) -> SearchIndex: ...


class PageWordsEdits:
    """What a change may do to them."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, document: Document, texts: Sequence[str]) -> None:
        """The words of each page of a file that is new in this change. A file without pages has one page without words."""
        self._rows.run_beside(without_words_of(document.key))
        for row in _rows(document.key, texts):
            self._rows.run_beside(insert(PAGE_WORDS), row)


def without_words_of(key: str) -> Delete:
    """Takes the words of a file away."""
    return delete(PAGE_WORDS).where(PAGE_WORDS.c.key == key)


def unread_files(lane: Lane) -> tuple[Document, ...]:
    """Files whose words were never looked for, newest first."""
    looked = select(PAGE_WORDS.c.key)
    found = lane.rows(select(DOCUMENT).where(DOCUMENT.c.key.not_in(looked)).order_by(DOCUMENT.c.kept_at.desc(), DOCUMENT.c.id))
    return tuple(Document(**row._asdict()) for row in found)


def keep_words(vault: Searched, document: Document, texts: Sequence[str]) -> None:
    """The words of a file that was kept before; nothing where it is gone meanwhile. Raises NoRoom."""
    lane = vault.lane
    lane.begin()
    try:
        if lane.rows(select(DOCUMENT.c.id).where(DOCUMENT.c.id == document.id)):
            lane.run(without_words_of(document.key))
            lane.run(insert(PAGE_WORDS), _rows(document.key, texts))
            vault.search.read_again(DOCUMENT.name, document.id)
        lane.commit()
    except BaseException:
        lane.rollback()
        raise


def words_of_files(vault: Searched, keys: Sequence[str]) -> tuple[str, ...]:
    """The words of every page of these files, as far as they were looked for; `keys` are those of documents."""
    found = vault.lane.rows(select(PAGE_WORDS.c.text).where(PAGE_WORDS.c.key.in_(keys)).order_by(PAGE_WORDS.c.key, PAGE_WORDS.c.number))
    return tuple(row.text for row in found)


def _rows(key: str, texts: Sequence[str]) -> list[dict[str, object]]:
    return [
        {"id": f"{key}:{number}", "key": key, "number": number, "text": sound(text)}
        for number, text in enumerate(texts or [""], 1)
    ]
