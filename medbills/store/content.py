"""What a vault holds, boiled down to numbers that can be compared: rows and a hash for each table."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import inspect, literal_column, select, table

from medbills.store.columns import canonical
from medbills.store.faults import in_plain_words
from medbills.store.lane import Lane
from medbills.store.schema import JOURNAL, META, PAGE_WORDS, SCHEMA_VERSION
from medbills.store.search_tables import is_index


class HasLane(Protocol):
    """An open vault, as far as this goes."""

    @property
    def lane(self) -> Lane: ...


# What was read off the papers’ files counts with the files.
_NOT_CONTENT = (JOURNAL.name, META.name, SCHEMA_VERSION.name, PAGE_WORDS.name)


def content_of(lane: Lane) -> Mapping[str, tuple[int, str]]:
    """Rows and SHA-256 of each table of the database, whatever its schema is; the search index, made of these, is left out."""
    connection = lane.connection
    with in_plain_words():
        names = [name for name in inspect(connection).get_table_names() if not is_index(name)]
    found = {}
    for name in names:
        rows = lane.rows(select(literal_column("*")).select_from(table(name)).order_by(literal_column("1")))
        seen = hashlib.sha256()
        for row in rows:
            seen.update(canonical(list(row)).encode("utf-8", "surrogatepass") + b"\n")
        found[name] = (len(rows), seen.hexdigest())
    return found


def content_hash(vault: HasLane) -> str:
    """The same for two vaults that hold the same things, however they came to. The history does not count."""
    tables = {name: part for name, part in content_of(vault.lane).items() if name not in _NOT_CONTENT}
    return hashlib.sha256(canonical(tables).encode()).hexdigest()
