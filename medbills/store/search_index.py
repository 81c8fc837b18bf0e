"""The search index of a vault: kept in step with each change, made anew where it is missing, no part of the history."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medbills.domain.search_entry import Shelf, Sort
from medbills.store.journal import Journal, Touched
from medbills.store.lane import Lane
from medbills.store.search_sources import all_sources, entries_of, source_of
from medbills.store.search_tables import SearchTables

_UNFINISHED, _FINISHED = "unfinished", "finished"


@dataclass(frozen=True, slots=True)
class Indexed:
    """How far the index is: rows it knows, of all there are."""

    done: int
    of: int

    @property
    def finished(self) -> bool:
        return self.done >= self.of


@dataclass(frozen=True, slots=True)
class Match:
    """A place in the index. `number` names it there until the next change."""

    number: int
    sort: Sort
    row: str
    part: int
    day: datetime.date | None
    cents: int | None


class SearchIndex:
    """Its stamp is the hash of the newest entry of the history: an index that bears another one is never asked."""

    def __init__(self, lane: Lane, journal: Journal, *, apart: bool = False) -> None:
        self._lane = lane
        self._journal = journal
        self._tables = SearchTables(lane, apart=apart)
        self._missing: list[tuple[str, str]] | None = None  # the rows that it lacks yet, once they were looked for

    @property
    def is_current(self) -> bool:
        """Whether it knows of every change so far; it may still lack rows from before it was made."""
        return self._tables.stamp("head") == self._head()

    @property
    def is_finished(self) -> bool:
        """Whether it lacks nothing."""
        return self.is_current and self._tables.stamp("state") == _FINISHED

    def fill(self, most: int = 200) -> Indexed:
        """Takes in some of the rows that are missing, and makes the index first where there is none. Kept at once."""
        self._tables.begin()
        try:
            self._prepare()
            missing = self._missing if self._missing is not None else self._look_for_missing()
            some, self._missing = missing[:most], missing[most:]
            for source in some:
                self._put(source)
            if not self._missing:
                self._tables.set_stamp("state", _FINISHED)
            self._tables.commit()
        except BaseException:
            self._missing = None
            self._tables.rollback()
            raise
        return Indexed(0, len(self._missing)) if self._missing else Indexed(1, 1)

    def follow(self, writes: Iterable[Touched]) -> None:
        """Takes in what a change touched, inside its transaction and after its entry in the history."""
        touched = dict.fromkeys(
            source
            for write in writes
            for row in (write.before, write.after)
            if row is not None and (source := source_of(write.table, row)) is not None
        )
        for source in touched:
            self._put(source)
        self._tables.set_stamp("head", self._head())

    def read_again(self, table: str, row_id: str) -> None:
        """Takes one row in again, inside an open transaction: something beside the history changed that belongs to it."""
        if self.is_current:
            self._put((table, row_id))

    def matching(self, expression: str, shelf: Shelf, most: int) -> list[Match]:
        """The newest entries of a shelf that an FTS5 expression fits, whose parts must be quoted."""
        return [_entry(row) for row in self._tables.matching(expression, shelf, most)] if self.is_current else []

    def newest(self, sorts: Sequence[Sort], until: datetime.date, most: int) -> list[Match]:
        """The newest things of these sorts, none dated after the day."""
        return [_entry(row) for row in self._tables.newest(sorts, until.toordinal(), most)] if self.is_current else []

    def texts(self, entry: Match) -> tuple[str, str]:
        """Title and text of an entry."""
        return self._tables.texts(entry.number)

    def begins_a_word(self, letters: str) -> bool:
        """Whether any word begins with these folded letters."""
        return self.is_current and self._tables.begins_a_word(letters)

    def words_with(self, letters: str, most: int = 8) -> list[str]:
        """Words that hold these folded letters, three at least, anywhere."""
        return self._tables.words_with(letters, most) if self.is_current else []

    def words_like(self, letters: str, most: int = 60) -> list[str]:
        """Words that look alike, best first."""
        return self._tables.words_like(letters, most) if self.is_current else []

    def words_among(self, words: Sequence[str]) -> set[str]:
        """Those of these words that stand anywhere."""
        return self._tables.words_among(words) if self.is_current else set()

    def content(self) -> list[tuple[object, ...]]:
        """Everything in it, to be compared with another one's."""
        return self._tables.content()

    def _prepare(self) -> None:
        if not self.is_current:
            self._tables.make()
            self._tables.set_stamp("head", self._head())
            self._tables.set_stamp("state", _UNFINISHED)
            self._missing = None

    def _look_for_missing(self) -> list[tuple[str, str]]:
        if self._tables.stamp("state") == _FINISHED:
            return []
        known = self._tables.sources()
        return [source for source in all_sources(self._lane) if _name(source) not in known]

    def _put(self, source: tuple[str, str]) -> None:
        self._tables.put(_name(source), entries_of(self._lane, *source))

    def _head(self) -> str:
        last = self._journal.last()
        return last.hash if last else ""


def _name(source: tuple[str, str]) -> str:
    return ":".join(source)


def _entry(row: Sequence[object]) -> Match:
    number, sort, row_id, part, day, cents = row
    return Match(
        int(str(number)), Sort(str(sort)), str(row_id), int(str(part)), datetime.date.fromordinal(int(str(day))) if day else None,
        None if cents is None else int(str(cents)),
    )  # fmt: skip
