"""Keeps a small noun in memory between reads, until one of its tables is written: many services ask for it again and again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from operator import attrgetter
from typing import Generic, TypeVar

from sqlalchemy import Table

from medbills.domain.alike_pairs import grouped
from medbills.store.lane import Lane

V = TypeVar("V")


class AtHand(Generic[V]):
    """All values of a noun, in its order. Only this program writes to an open vault, so what was read stands until it writes."""

    def __init__(self, lane: Lane, tables: Collection[Table], read: Callable[[], tuple[V, ...]]) -> None:
        self._names = frozenset(table.name for table in tables)
        self._read = read
        self._known: tuple[V, ...] | None = None
        self._groups: dict[str, dict[Hashable, list[V]]] = {}
        lane.watch(self._heard)

    def all(self) -> tuple[V, ...]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def having(self, name: str, value: Hashable) -> tuple[V, ...]:
        """Those with this value under this name, in the noun's order."""
        known = self.all()
        if name not in self._groups:
            self._groups[name] = grouped(known, attrgetter(name))
        return tuple(self._groups[name].get(value, ()))

    def _heard(self, table: str | None, _row: str | None) -> None:
        if table is None or table in self._names:
            self._known = None
            self._groups.clear()
