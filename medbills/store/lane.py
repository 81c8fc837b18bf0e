"""The one connection to the vault's database, used from the one thread that made it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Row

from medbills.store.faults import in_plain_words


class Lane:
    """Runs statements. Each stands alone unless `begin` opened a transaction."""

    def __init__(self, connection: Connection, close: Callable[[], None]) -> None:
        self._connection = connection
        self._close = close
        self._thread = threading.get_ident()
        self._open = True

    @property
    def connection(self) -> Connection:
        """Raises RuntimeError from another thread, or after the vault was closed: both are mistakes of ours."""
        if threading.get_ident() != self._thread:
            raise RuntimeError("the vault is used from the thread that opened it, and from no other")
        if not self._open:
            raise RuntimeError("the vault is closed")
        return self._connection

    def rows(self, statement: Executable, values: Any = None) -> Sequence[Row[Any]]:
        """All rows of a query, read to the end."""
        connection = self.connection
        with in_plain_words():
            return connection.execute(statement, values).all()

    def run(self, statement: Executable, values: Any = None) -> int:
        """Runs a statement that writes; the number of rows it touched."""
        connection = self.connection
        with in_plain_words():
            return connection.execute(statement, values).rowcount

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

    def close(self) -> None:
        if self._open:
            self.rollback()
            self._open = False
            self._close()

    def _say(self, sql: str) -> None:
        connection = self.connection
        with in_plain_words():
            connection.exec_driver_sql(sql)
