"""Which changes of the history still stand: an undo takes one back, and an undo of the undo brings it again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from medbills.store.journal import ERASING, UPGRADE
from medbills.store.lane import Lane
from medbills.store.schema import JOURNAL

_OURS = (UPGRADE, ERASING)


@dataclass(frozen=True, slots=True)
class Done:
    """A change as a whole. `what` is empty once something of it was removed for good: then it cannot be undone."""

    id: str
    first: int  # its first and last entry's number
    last: int
    at: datetime.datetime
    what: str
    undoes: str | None
    stands: bool = True

    @property
    def own(self) -> bool:
        """Something the user did, and no undo."""
        return self.undoes is None


class Standings:
    """Read once; oldest first."""

    def __init__(self, lane: Lane) -> None:
        seq = JOURNAL.c.seq
        query = (
            select(
                JOURNAL.c.change_id, func.min(seq).label("begins"), func.max(seq).label("ends"), func.min(JOURNAL.c.at).label("at"),
                func.min(JOURNAL.c.what).label("what"), func.max(JOURNAL.c.undoes).label("undoes"),
            )
            .group_by(JOURNAL.c.change_id)
            .order_by(func.min(seq))
        )  # fmt: skip
        found = [
            Done(row.change_id, row.begins, row.ends, datetime.datetime.fromisoformat(row.at), row.what, row.undoes)
            for row in lane.rows(query)
        ]
        self._barrier = max((done.last for done in found if done.undoes == UPGRADE), default=0)
        stands = standing({done.id: done.undoes for done in found})
        self.all: tuple[Done, ...] = tuple(replace(done, stands=stands[done.id]) for done in found)
        self._by_id = {done.id: done for done in self.all}

    def done(self, change_id: str) -> Done:
        """The change of that id. KeyError when there is none."""
        return self._by_id[change_id]

    def may_be_undone(self, done: Done) -> bool:
        """Whether it stands, is no step of ours, and lies after the last upgrade."""
        return done.stands and bool(done.what) and done.undoes not in _OURS and done.first > self._barrier

    def to_undo(self) -> Done | None:
        """The newest of the user's changes that still stands."""
        return next((done for done in reversed(self.all) if done.own and self.may_be_undone(done)), None)

    def to_redo(self) -> Done | None:
        """The newest undo that still stands; None once something new was done after it."""
        newest = max((done.last for done in self.all if done.own), default=0)
        undos = (done for done in reversed(self.all) if not done.own and done.first > newest)
        return next((done for done in undos if self.may_be_undone(done) and self._is_undo(done)), None)

    def _is_undo(self, done: Done) -> bool:
        """Not a redo: what it took back was the user's own."""
        return done.undoes in self._by_id and self._by_id[done.undoes].own

    def stood_after(self, change: Done) -> tuple[Done, ...]:
        """The user's changes after it that still stand, the newest first: one of them is in the way."""
        return tuple(done for done in reversed(self.all) if done.own and done.first > change.first and done.stands)


def standing(undoes: Mapping[str, str | None]) -> dict[str, bool]:
    """Of each change, oldest first, whether it stands. An undo takes back an own change, an undo of an undo brings it again."""
    stands = dict.fromkeys(undoes, True)
    for taken in undoes.values():
        while taken is not None and taken in undoes:
            stands[taken] = not stands[taken]
            taken = undoes[taken]
    return stands
