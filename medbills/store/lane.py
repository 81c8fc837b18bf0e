"""The one connection to the vault's database, used from the one thread that made it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Row, UpdateBase

from medbills.store.faults import in_plain_words

_AT_ONCE = 500  # rows


class Lane:
    """Runs statements. Each stands alone unless `begin` opened a transaction."""

    def __init__(self, connection: Connection, close: Callable[[], None]) -> None:
        self._connection = connection
        self._close = close
        self._thread = threading.get_ident()
        self._open = True
        self._afterwards: list[Callable[[], None]] = []
        self._watchers: list[Callable[[str | None, str | None], None]] = []

    @property
    def connection(self) -> Connection:
        """Raises RuntimeError from another thread, or after the vault was closed: both are mistakes of ours."""
        if threading.get_ident() != self._thread:
            raise RuntimeError("the vault is used from the thread that opened it, and from no other")
        if not self._open:
            raise RuntimeError("the vault is closed")
        return self._connection

    @property
    def is_open(self) -> bool:
        """False after `close`."""
        return self._open

    def rows(self, statement: Executable, values: Any = None) -> Sequence[Row[Any]]:
        """All rows of a query, read to the end."""
        connection = self.connection
        with in_plain_words():
            return connection.execute(statement, values).all()

    def rows_by_parts(self, statement: Executable) -> Iterator[Row[Any]]:
        """The same rows, some at a time, for what is many: each is let go before the next come. To be read to the end at once."""
        connection = self.connection
        with in_plain_words():
            for part in connection.execute(statement).partitions(_AT_ONCE):
                yield from part

    def run(self, statement: Executable, values: Any = None, *, row: str | None = None) -> int:
        """Runs a statement that writes; the number of rows it touched. `row` is the id of the one row it writes, where it is one."""
        connection = self.connection
        with in_plain_words():
            count = connection.execute(statement, values).rowcount
        if isinstance(statement, UpdateBase):
            self._tell(statement.entity_description["name"], row)
        return count

    def watch(self, told: Callable[[str | None, str | None], None]) -> None:
        """`told` hears of each write its table and row; None for a row that is not known, and twice None where writes were dropped."""
        self._watchers.append(told)

    def _tell(self, table: str | None, row: str | None) -> None:
        for told in self._watchers:
            told(table, row)

    def begin(self) -> None:
        """Opens a transaction that holds the write lock from its first moment."""
        self._say("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self._say("COMMIT")

    def rollback(self) -> None:
        """Ends a transaction without a trace; a full disk may have ended it already."""
        driver = self.connection.connection.dbapi_connection
        if driver is not None and driver.in_transaction:
            self._say("ROLLBACK")
        self._tell(None, None)

    def when_closed(self, do: Callable[[], None]) -> None:
        """What is done once the database is closed: something made for this lane alone goes with it."""
        self._afterwards.append(do)

    def close(self) -> None:
        if self._open:
            self.rollback()
            self._open = False
            self._close()
            for do in self._afterwards:
                do()

    def _say(self, sql: str) -> None:
        connection = self.connection
        with in_plain_words():
            connection.exec_driver_sql(sql)
