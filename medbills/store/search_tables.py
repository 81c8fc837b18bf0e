"""The tables of the search index, which are SQLite's own: words by FTS5, and their letters three by three for what is mistyped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from medbills.domain.search_entry import SearchEntry, Shelf, Sort
from medbills.domain.search_terms import DAY, MONTH_DAY, SUM, words_of
from medbills.store.faults import in_plain_words
from medbills.store.lane import Lane

FORM = "2"  # of the index: another one is made anew
_PREFIX = "search_"
_SHORTEST = 3  # letters of a word that can be looked up by its letters
_MOST_VALUES = 500  # in one statement
_NO_DAY = 0
_OF_WORDS = 5  # sort, row, part, day and cents stand before them
_NUMBER_BITS, _DAY_BITS = 24, 24  # of a row's number: shelf, day and count, so that the newest of a shelf come first unsorted

_MAKE = (
    "CREATE TABLE {0}search_stamp (id TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE {0}search_entry (number INTEGER PRIMARY KEY, source TEXT NOT NULL, sort TEXT NOT NULL, row TEXT NOT NULL,"
    " part INTEGER NOT NULL, day INTEGER NOT NULL, cents INTEGER)",
    "CREATE INDEX {0}search_entry_source ON search_entry (source)",
    "CREATE VIRTUAL TABLE {0}search_words USING fts5(title, text, also, tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')",
    "CREATE VIRTUAL TABLE {0}search_vocabulary USING fts5vocab({1}search_words, row)",
    "CREATE TABLE {0}search_term (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE {0}search_trigram USING fts5(word, tokenize='trigram', detail=none, content='search_term', content_rowid='id')",
    # What is taken out is overwritten at once, not when the index happens to be tidied.
    "INSERT INTO search_words(search_words, rank) VALUES('secure-delete', 1)",
    "INSERT INTO search_trigram(search_trigram, rank) VALUES('secure-delete', 1)",
)
_DROP = ("trigram", "term", "vocabulary", "words", "entry", "stamp")


def is_index(table: str) -> bool:
    """Whether a table of the database belongs to the index, which holds nothing that is not made of the others."""
    return table.startswith(_PREFIX)


class SearchTables:
    """With `apart` they lie in memory, for a database that takes no change."""

    def __init__(self, lane: Lane, *, apart: bool = False) -> None:
        self._lane = lane
        self._apart = apart

    def begin(self) -> None:
        if not self._apart:
            self._lane.begin()

    def commit(self) -> None:
        if not self._apart:
            self._lane.commit()

    def rollback(self) -> None:
        if not self._apart:
            self._lane.rollback()

    # as a whole

    def stamp(self, name: str) -> str | None:
        """What the index says of itself; None where there is none of this form."""
        there = "temp.sqlite_master" if self._apart else "sqlite_master"
        if not self._rows(f"SELECT 1 FROM {there} WHERE name = 'search_stamp'"):  # noqa: S608 - one of two names
            return None
        told = {row[0]: row[1] for row in self._rows("SELECT id, value FROM search_stamp")}
        return told.get(name) if told.get("form") == FORM else None

    def set_stamp(self, name: str, value: str) -> None:
        self._run("INSERT INTO search_stamp(id, value) VALUES(?, ?) ON CONFLICT(id) DO UPDATE SET value = excluded.value", (name, value))

    def make(self) -> None:
        """An empty index in the place of whatever there is."""
        within, schema = ("temp.", "temp, ") if self._apart else ("", "")
        for name in _DROP:
            self._run(f"DROP TABLE IF EXISTS {within}search_{name}")
        for statement in _MAKE:
            self._run(statement.format(within, schema))
        self.set_stamp("form", FORM)

    # entries

    def sources(self) -> frozenset[str]:
        """The rows that the index knows of."""
        return frozenset(row[0] for row in self._rows("SELECT DISTINCT source FROM search_entry"))

    def put(self, source: str, entries: Sequence[SearchEntry]) -> None:
        """The entries that a row gives, in the place of those it gave before. What is as it was is not written again."""
        before: dict[tuple[object, ...], list[int]] = {}
        for number, *told in self._rows(
            "SELECT number, sort, row, part, day, cents, title, text, also FROM search_entry"
            " JOIN search_words ON search_words.rowid = number WHERE source = ?",
            (source,),
        ):
            before.setdefault(tuple(told), []).append(number)
        fresh: set[str] = set()
        for entry in entries:
            told = _told(entry)
            if before.get(told):
                before[told].pop()
            else:
                self._write(source, self._free_number(entry), told)
                fresh.update(_words(told))
        gone = {word for told, numbers in before.items() if numbers for word in _words(told)}
        for number in (number for numbers in before.values() for number in numbers):
            self._run("DELETE FROM search_words WHERE rowid = ?", (number,))
            self._run("DELETE FROM search_entry WHERE number = ?", (number,))
        self._learn(fresh)
        self._forget(gone - fresh)

    def _write(self, source: str, number: int, told: tuple[object, ...]) -> None:
        self._run(
            "INSERT INTO search_entry(number, source, sort, row, part, day, cents) VALUES(?, ?, ?, ?, ?, ?, ?)",
            (number, source, *told[:_OF_WORDS]),
        )
        self._run("INSERT INTO search_words(rowid, title, text, also) VALUES(?, ?, ?, ?)", (number, *told[_OF_WORDS:]))

    def _free_number(self, entry: SearchEntry) -> int:
        low, high = _range(entry.shelf)
        first = low + ((entry.day.toordinal() if entry.day else _NO_DAY) << _NUMBER_BITS)
        last = min(first + (1 << _NUMBER_BITS) - 1, high)
        (found,) = self._rows("SELECT max(number) FROM search_entry WHERE number BETWEEN ? AND ?", (first, last))
        return first if found[0] is None else int(found[0]) + 1

    def _learn(self, words: Iterable[str]) -> None:
        wanted = [word for word in words if _is_looked_up(word)]
        for word in sorted(set(wanted) - self._known(wanted)):
            self._run("INSERT INTO search_term(word) VALUES(?)", (word,))
            (found,) = self._rows("SELECT last_insert_rowid()")
            self._run("INSERT INTO search_trigram(rowid, word) VALUES(?, ?)", (found[0], word))

    def _forget(self, words: Iterable[str]) -> None:
        """Takes words away that no entry holds any more."""
        for word in sorted(word for word in words if _is_looked_up(word)):
            if self._rows("SELECT 1 FROM search_vocabulary WHERE term = ?", (word,)):
                continue
            for (number,) in self._rows("SELECT id FROM search_term WHERE word = ?", (word,)):
                self._run("INSERT INTO search_trigram(search_trigram, rowid, word) VALUES('delete', ?, ?)", (number, word))
                self._run("DELETE FROM search_term WHERE id = ?", (number,))

    def _known(self, words: Sequence[str]) -> set[str]:
        known: set[str] = set()
        for start in range(0, len(words), _MOST_VALUES):
            some = tuple(words[start : start + _MOST_VALUES])
            places = ", ".join("?" * len(some))
            known.update(row[0] for row in self._rows(f"SELECT word FROM search_term WHERE word IN ({places})", some))  # noqa: S608
        return known

    # questions

    def matching(self, expression: str, shelf: Shelf, most: int) -> list[tuple[Any, ...]]:
        """The newest entries of a shelf that an FTS5 expression fits: number, sort, row, part, day and cents."""
        found = self._rows(
            "SELECT rowid FROM search_words WHERE search_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?",
            (expression, *_range(shelf), most),
        )
        return self._entries([row[0] for row in found])

    def newest(self, sorts: Sequence[Sort], until: int, most: int) -> list[tuple[Any, ...]]:
        """The newest things of these sorts, none dated after the day of this ordinal."""
        low, _ = _range(Shelf.THINGS)
        places = ", ".join("?" * len(sorts))
        found = self._rows(
            f"SELECT number FROM search_entry WHERE number BETWEEN ? AND ? AND sort IN ({places}) ORDER BY number DESC LIMIT ?",  # noqa: S608
            (low, low + ((until + 1) << _NUMBER_BITS) - 1, *(sort.value for sort in sorts), most),
        )
        return self._entries([row[0] for row in found])

    def texts(self, number: int) -> tuple[str, str]:
        """Title and text of an entry."""
        (found,) = self._rows("SELECT title, text FROM search_words WHERE rowid = ?", (number,))
        return str(found[0]), str(found[1])

    def _entries(self, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
        places = ", ".join("?" * len(numbers))
        found = self._rows(
            f"SELECT number, sort, row, part, day, cents FROM search_entry WHERE number IN ({places}) ORDER BY number DESC",  # noqa: S608
            tuple(numbers),
        )
        return [tuple(row) for row in found]

    def begins_a_word(self, letters: str) -> bool:
        """Whether any word begins so."""
        return bool(self._rows("SELECT 1 FROM search_vocabulary WHERE term >= ? AND term < ? LIMIT 1", (letters, f"{letters}\U0010ffff")))

    def words_with(self, letters: str, most: int) -> list[str]:
        """Words that hold these three or more letters."""
        expression = " AND ".join(_quoted(part) for part in _threes(letters))
        found = self._rows(
            "SELECT word FROM search_trigram WHERE search_trigram MATCH ? AND instr(word, ?) LIMIT ?", (expression, letters, most)
        )
        return [row[0] for row in found]

    def words_like(self, letters: str, most: int) -> list[str]:
        """Words that share the most threes of letters, best first."""
        expression = " OR ".join(_quoted(part) for part in _threes(letters))
        found = self._rows("SELECT word FROM search_trigram WHERE search_trigram MATCH ? ORDER BY rank LIMIT ?", (expression, most))
        return [row[0] for row in found]

    def words_among(self, words: Sequence[str]) -> set[str]:
        """Those of these words that there are."""
        return self._known(words)

    def content(self) -> list[tuple[Any, ...]]:
        """Everything in the index, whatever the order in which it was put in: for a comparison."""
        entries = self._rows("SELECT number, source, sort, row, part, day, cents FROM search_entry")
        known = [(*row[1:], *self._rows("SELECT title, text, also FROM search_words WHERE rowid = ?", (row[0],))[0]) for row in entries]
        terms = self._rows("SELECT 'term', word FROM search_term")
        found = self._rows("SELECT 'found', term, doc FROM search_vocabulary")
        return sorted((tuple(row) for row in (*known, *terms, *found)), key=repr)

    def _rows(self, statement: str, values: tuple[Any, ...] = ()) -> Sequence[Any]:
        connection = self._lane.connection
        with in_plain_words():
            return connection.exec_driver_sql(statement, values).all()

    def _run(self, statement: str, values: tuple[Any, ...] = ()) -> None:
        connection = self._lane.connection
        with in_plain_words():
            connection.exec_driver_sql(statement, values)


def _range(shelf: Shelf) -> tuple[int, int]:
    bits = _NUMBER_BITS + _DAY_BITS
    return shelf << bits, ((shelf + 1) << bits) - 1


def _is_looked_up(word: str) -> bool:
    return len(word) >= _SHORTEST and not (word.startswith((SUM, DAY, MONTH_DAY)) and word[-1].isdecimal())


def _threes(letters: str) -> list[str]:
    return list(dict.fromkeys(letters[start : start + 3] for start in range(len(letters) - 2)))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def sound(text: str) -> str:
    """A text without what no database takes: a NUL ends a text there, half a character is none."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def _told(entry: SearchEntry) -> tuple[object, ...]:
    """What the tables hold of an entry, but its number: first its place, then from `_OF_WORDS` on its words."""
    day = entry.day.toordinal() if entry.day else _NO_DAY
    return (entry.sort.value, entry.row, entry.part, day, entry.cents, *(sound(text) for text in (entry.title, entry.text, entry.also)))


def _words(told: tuple[object, ...]) -> set[str]:
    return {word for text in told[_OF_WORDS:] for word in words_of(str(text))}
