"""Brings another copy of the same vault in: one change, with the papers' files, that can be undone as a whole."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from medbills.domain.changes import Changes
from medbills.domain.conflict import WHOLE, Conflict
from medbills.errors import UnusableInput
from medbills.store.change import Change
from medbills.store.journal import Entry, Journal
from medbills.store.lane import Lane
from medbills.store.merge_history import MERGED, History, Side, common_rows, histories
from medbills.store.merge_plan import Merged, joined, merged
from medbills.store.merge_records import Key, as_records, as_rows, noun_of
from medbills.store.nouns import Nouns
from medbills.store.paper_files import PaperFiles
from medbills.store.rows import Plain, Rows
from medbills.store.schema import CONFLICT, DOCUMENT, KEPT, META, METADATA
from medbills.store.subkeys import SubKeys
from medbills.store.verify import kept_rows

WHAT = "Brought in another copy of these papers"
DECIDED = "Decided between two copies"
Then = Callable[[Change], None]


class Copy(Protocol):
    """An open vault, as far as this goes."""

    @property
    def lane(self) -> Lane: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def keys(self) -> SubKeys: ...
    @property
    def paper_files(self) -> PaperFiles: ...
    @property
    def id(self) -> str: ...
    def written(self, what: str, change_id: str, undoes: str | None) -> AbstractContextManager[Rows]: ...


@dataclass(frozen=True, slots=True)
class ComingIn:
    """What a merge would do here: rows by table and id, each with what it is now; None where there is none."""

    plan: Merged
    added: dict[Key, Plain]
    altered: dict[Key, tuple[Plain, Plain]]
    removed: dict[Key, Plain]
    theirs: tuple[Entry, ...]  # what the other copy did that was not known here

    @property
    def nothing(self) -> bool:
        """True when the other copy knows nothing that is new here."""
        return not (self.added or self.altered or self.removed)


def what_comes_in(vault: Copy, other: Copy) -> ComingIn:
    """Looks at both, alters neither. Raises UnusableInput when they are not copies of one vault, or were locked with different keys."""
    if vault.id != other.id:
        raise UnusableInput("This is another vault, not a copy of the one that is open. Nothing was changed. Choose a copy of it.")
    if vault.keys.naming != other.keys.naming:
        raise UnusableInput(
            "The two copies name their papers by different keys, and cannot be compared. "
            "Nothing was changed. Choose another copy."
        )  # fmt: skip
    mine, theirs = histories(tuple(vault.journal.entries()), tuple(other.journal.entries()))
    before = common_rows(mine, mine.end, theirs, theirs.end, joined)
    now = kept_rows(vault.lane)
    plan = merged(before, Side(now, mine.side(mine.end).written), Side(kept_rows(other.lane), theirs.side(theirs.end).written))
    known = mine.known(mine.end)
    new = tuple(entry for entry, mark in zip(theirs.entries, theirs.marks, strict=True) if mark not in known)
    return ComingIn(
        plan=plan,
        added={key: row for key, row in plan.rows.items() if key not in now},
        altered={key: (now[key], row) for key, row in plan.rows.items() if key in now and now[key] != row},
        removed={key: row for key, row in now.items() if key not in plan.rows},
        theirs=new,
    )


def merge(
    vault: Copy, other: Copy, *, today: datetime.date, choices: Mapping[str, bool] | None = None, then: Then | None = None
) -> tuple[ComingIn, Changes]:
    """Brings in what the other copy knows, which is not altered itself. `choices` says of a conflict, by its id, whether `one` stands.

    `then` does more in the same change: what is worked out from the rows is worked out anew there.
    Raises what `what_comes_in` raises, DamagedVault for a paper's file that is damaged there, or NoRoom; then nothing was kept.
    """
    coming = what_comes_in(vault, other)
    if coming.nothing:
        return coming, Changes()
    _fetch_files(vault, other, coming)
    with vault.written(WHAT, uuid.uuid4().hex, None) as rows:
        rows.note(META, MERGED, {"knows": sorted(_news(vault, other))})
        _write(rows, coming)
        for conflict in coming.plan.conflicts:
            if choices and conflict.id in choices:
                settle(rows, conflict, choices[conflict.id], today=today)
        if then is not None:
            then(Change(WHAT, Nouns(vault.lane), rows))
    return coming, Changes(rows.topics, WHAT)


def settle(rows: Rows, conflict: Conflict, keep_one: bool, *, today: datetime.date) -> None:
    """Makes one of the two words the one that stands, and notes the day; the other word stays in the conflict."""
    noted = rows.now(CONFLICT, conflict.id)
    if noted is None:
        raise UnusableInput("This was decided and put away already. Look in History, under What was done.")
    if bool(noted["kept_one"]) is not keep_one:
        _put_word(rows, conflict, conflict.one if keep_one else conflict.other)
    rows.put(CONFLICT, noted | {"kept_one": keep_one, "settled_on": today.isoformat()})


def _put_word(rows: Rows, conflict: Conflict, word: Any) -> None:
    found = _rows_of(rows, conflict.noun, conflict.row)
    if conflict.field == WHOLE:
        if word is None:
            for table, row_id in list(found)[:1]:
                rows.remove(METADATA.tables[table], row_id)
        return
    if not found:
        raise UnusableInput("What this is about was removed since. Bring it back first.")
    record = as_records(found)[conflict.noun, conflict.row] | {conflict.field: word}
    wanted = as_rows(conflict.noun, conflict.row, {name: value for name, value in record.items() if value is not None})
    for key, row in wanted.items():
        rows.put(METADATA.tables[key[0]], row)
    for table, row_id in reversed(list(found)):
        if (table, row_id) not in wanted:
            rows.remove(METADATA.tables[table], row_id)


def _rows_of(rows: Rows, noun: str, row_id: str) -> dict[Key, Plain]:
    """The rows of one record as they stand, owners first."""
    found: dict[Key, Plain] = {}
    for table in KEPT:
        if noun_of(table.name) == noun and not table.name.endswith("_line") and (row := rows.now(table, row_id)):
            found[table.name, row_id] = row
            for other, leaning in rows.leaning_on(table, row_id):
                line = rows.now(other, leaning) if noun_of(other.name) == noun else None
                if line is not None:
                    found[other.name, leaning] = line
    return found


def _news(vault: Copy, other: Copy) -> frozenset[str]:
    mine, theirs = History(tuple(vault.journal.entries()), {}), History(tuple(other.journal.entries()), {})
    return theirs.known(theirs.end) - mine.known(mine.end)


def _fetch_files(vault: Copy, other: Copy, coming: ComingIn) -> None:
    """Files come before the rows that name them, as always; without the rows they are swept."""
    for (table, _), row in coming.added.items():
        if table == DOCUMENT.name and vault.paper_files.path_of(row["key"]) is None:
            vault.paper_files.add(other.paper_files.read(row["key"]))


def _write(rows: Rows, coming: ComingIn) -> None:
    order = {table.name: number for number, table in enumerate(KEPT)}
    twins = {row["key"] for (table, _), row in coming.added.items() if table == DOCUMENT.name}
    for (table, row_id), row in coming.removed.items():
        if table == DOCUMENT.name and row["key"] in twins:  # the same file stands under another id from now on, and may be there once
            rows.put(DOCUMENT, row | {"key": f"{row['key']} until {row_id}"})
    changed = {**coming.added, **{key: row for key, (_, row) in coming.altered.items()}}
    for table, row_id in sorted(changed, key=lambda key: (order[key[0]], key[1])):
        rows.put(METADATA.tables[table], changed[table, row_id])
    for table, row_id in sorted(coming.removed, key=lambda key: (-order[key[0]], key[1])):
        if rows.now(METADATA.tables[table], row_id) is not None:
            rows.remove(METADATA.tables[table], row_id)


@contextmanager
def deciding(vault: Copy, conflict: Conflict, keep_one: bool, *, today: datetime.date) -> Iterator[Change]:
    """Settles it as a change of its own, in which more may be done."""
    with vault.written(DECIDED, uuid.uuid4().hex, None) as rows:
        settle(rows, conflict, keep_one, today=today)
        yield Change(DECIDED, Nouns(vault.lane), rows)


def conflicts_of(vault: Copy) -> tuple[Conflict, ...]:
    """Those that wait for the user's decision."""
    return tuple(Nouns(vault.lane).conflicts.open())
