"""The vault: made, opened and closed, read by noun, and written in changes that the history remembers."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock
from sqlalchemy import delete, insert, select

from medbills.domain.changes import Changes
from medbills.domain.practice import VaultKind
from medbills.errors import NoRoom, NotAVault, ReadOnlyVault, UnusableInput, VaultError
from medbills.store import rekey
from medbills.store.aside import opened_aside
from medbills.store.backup import BackupReport, make_backup
from medbills.store.backup_list import backup_at, rotate
from medbills.store.backup_log import BackupLog
from medbills.store.beside import Beside
from medbills.store.change import Change
from medbills.store.erase import let_files_go
from medbills.store.faults import FULL, in_plain_words
from medbills.store.gone_papers import remember_gone
from medbills.store.journal import Entry, Journal
from medbills.store.lane import Lane
from medbills.store.nouns import Nouns
from medbills.store.opening import locked, make_database, opened, stated
from medbills.store.paper_files import PaperFiles
from medbills.store.place import Place
from medbills.store.reserve import Reserve
from medbills.store.rows import Rows
from medbills.store.schema import DOCUMENT, META
from medbills.store.search_index import SearchIndex
from medbills.store.standing import Standings
from medbills.store.subkeys import SubKeys
from medbills.store.touched_cases import LookedAt
from medbills.store.undo import revert
from medbills.store.verify import VerifyReport, verify

Clock = Callable[[], datetime.datetime]
_DRAFT = "draft"
_READ_ONLY = "read_only"


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Vault(Nouns):
    """An open vault. It belongs to the thread that opened it; a call from another one raises RuntimeError.

    `vault.people.all()`, `vault.papers.of_case(id)` and so on read; only a change writes:
    `with vault.change("Added a person") as change: change.people.add(person)`.
    """

    def __init__(self, place: Place, keys: SubKeys, lane: Lane, lock: FileLock, clock: Clock) -> None:
        super().__init__(lane)
        self.place = place
        self.keys = keys
        self.lane = lane
        self.clock = clock
        self.journal = Journal(lane)
        self.backup_log = BackupLog(lane)
        self.beside = Beside(place, keys, lane)
        self.looked_at = LookedAt(lane)
        self.search = SearchIndex(lane, self.journal)
        self._lock = lock
        self._reserve = Reserve(place.reserve)
        self.paper_files = PaperFiles(place.documents, keys, self._name_of, self._reserve.still_short)
        self._writing = False
        self._read_only: bool | None = None
        self.restored: VerifyReport | None = None  # what the check found, when this is the first opening after a restore

    @staticmethod
    def look(folder: Path) -> str:
        """The id of the vault that is there, told without a key. Raises NotAVault or DamagedVault; changes nothing."""
        return Place(folder).look()

    @classmethod
    def create(
        cls, folder: Path, name: str, data_key: bytes, *, kind: VaultKind = VaultKind.FAMILY, clock: Clock = _now
    ) -> Vault:
        """A new, empty vault in a folder that holds its key file already. What it is for stays so: no undo changes it.

        Raises UnusableInput when there is a database; NoRoom; VaultInUse.
        """
        place = Place(folder)
        vault_id = place.vault_id()
        if place.database.exists():
            raise UnusableInput(f"There is a vault in {folder} already. Choose another place.")
        keys = SubKeys.of(data_key, vault_id)
        with in_plain_words():
            folder.chmod(0o700)
            place.documents.mkdir(exist_ok=True)
            place.backups.mkdir(exist_ok=True)
        make_database(place, keys, vault_id, name, kind)
        return cls.open(folder, data_key, clock=clock)

    @classmethod
    def open(cls, folder: Path, data_key: bytes, *, clock: Clock = _now) -> Vault:
        """Opens a vault with its data key, upgrades it when it is older, and clears what a crash left.

        Raises NotAVault, DamagedVault, NewerVault, VaultInUse or NoRoom; then nothing was changed.
        """
        place = Place(folder)
        vault_id = place.look()
        keys = SubKeys.of(data_key, vault_id)
        lock = locked(place)
        try:
            lane = opened(place, keys, vault_id, clock)
            vault = cls(place, rekey.with_kept_names(keys, lane), lane, lock, clock)
            try:
                place.clear_leftovers()
                vault.paper_files.sweep(
                    [row.key for row in lane.rows(select(DOCUMENT.c.key))],
                    waiting=[file.key for file in vault.waiting_files.all() if file.key is not None],
                )
                let_files_go(vault)
                vault._check_restored()
                vault._reserve.keep()
            except BaseException:
                lane.close()
                raise
        except BaseException:
            lock.release()
            raise
        return vault

    @classmethod
    def open_backup(cls, folder: Path, data_key: bytes, *, clock: Clock = _now) -> Vault:
        """A backup, to look into: it takes no change, and nothing in its folder or in the vault it was made of is altered.

        One of an older schema is brought up to date on a copy. Raises NotAVault where there is none, DamagedVault or NewerVault.
        """
        backup = backup_at(folder)
        if backup is None:
            raise NotAVault(f"There is no backup in {folder}. Choose the folder of one backup, named by its day and time.")
        place = Place(folder, documents=backup.documents)
        keys = SubKeys.of(data_key, place.look())
        return cls._to_read(place, keys, backup.vault_id, FileLock(place.lock, thread_local=False), clock)

    @classmethod
    def open_copy(cls, folder: Path, data_key: bytes, *, clock: Clock = _now) -> Vault:
        """Another copy of a vault, to compare with: as a backup it takes no change, and one of an older schema stays as it is.

        Raises NotAVault, DamagedVault, NewerVault or VaultInUse.
        """
        place = Place(folder)
        vault_id = place.look()
        lock = locked(place)
        try:
            return cls._to_read(place, SubKeys.of(data_key, vault_id), vault_id, lock, clock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _to_read(cls, place: Place, keys: SubKeys, vault_id: str, lock: FileLock, clock: Clock) -> Vault:
        lane = opened_aside(place, keys, vault_id)
        try:
            vault = cls(place, rekey.with_kept_names(keys, lane), lane, lock, clock)
        except BaseException:
            lane.close()
            raise
        vault._read_only = True
        vault.search = SearchIndex(lane, vault.journal, apart=True)
        return vault

    def close(self) -> None:
        """Closes the database and lets others open the vault. A change that is open is dropped."""
        self.lane.close()
        self._lock.release()

    @staticmethod
    def settle(folder: Path) -> None:
        """Ends a change of the data key that was cut short: afterwards the vault is wholly the old one, or wholly the new one.

        To be called before the key file is read. Raises VaultInUse when another program is at it.
        """
        place = Place(folder)
        if not rekey.is_unsettled(place):
            return
        lock = locked(place)
        try:
            rekey.settle(place)
        finally:
            lock.release()

    def change_data_key(self, data_key: bytes, key_file: str) -> None:
        """Everything under a new data key, with the key file that goes with it; then the vault is closed, to be opened anew.

        Cut short at any moment, the next opening finds all under the old key or all under the new one. Raises DamagedVault
        when something cannot be read, or NoRoom: it takes as much room again as the vault. Then nothing was changed.
        """
        if self._writing:
            raise RuntimeError("a change is open; the key is changed between two")
        rekey.prepare(self.place, self.keys, self.lane, SubKeys.of(data_key, self.id), key_file)
        self.lane.close()
        rekey.settle(self.place)
        self._lock.release()

    @property
    def read_only(self) -> bool:
        """Whether it takes no change: a copy made for somebody to look at."""
        if self._read_only is None:
            self._read_only = bool(self.lane.rows(select(META.c.value).where(META.c.id == _READ_ONLY)))
        return self._read_only

    def make_read_only(self) -> None:
        """From now on it takes no change any more, in this program; nothing takes that back."""
        self.lane.begin()
        try:
            self.lane.run(insert(META), {"id": _READ_ONLY, "value": "yes"})
            self.lane.commit()
        except BaseException:
            self.lane.rollback()
            raise
        self._read_only = True

    @property
    def is_open(self) -> bool:
        """False after `close`."""
        return self.lane.is_open

    @property
    def draft(self) -> str:
        """What stood unsaved in the window when it was locked; it is part of no history. Empty when nothing did."""
        found = self.lane.rows(select(META.c.value).where(META.c.id == _DRAFT))
        return str(found[0].value) if found else ""

    @draft.setter
    def draft(self, text: str) -> None:
        self.lane.begin()
        try:
            self.lane.run(delete(META).where(META.c.id == _DRAFT))
            if text:
                self.lane.run(insert(META), {"id": _DRAFT, "value": text})
            self.lane.commit()
        except BaseException:
            self.lane.rollback()
            raise

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        return self.place.folder

    @property
    def id(self) -> str:
        return stated(self.lane, "vault_id")

    @property
    def name(self) -> str:
        """What the user called it."""
        return stated(self.lane, "name")

    @property
    def kind(self) -> VaultKind:
        """What it is for; one that was made before there were kinds is a family's."""
        found = self.lane.rows(select(META.c.value).where(META.c.id == "kind"))
        return VaultKind(found[0].value) if found else VaultKind.FAMILY

    @contextmanager
    def change(self, what: str, *, with_last: bool = False) -> Iterator[Change]:
        """A unit of work, named in words for the Undo message. All of it is kept when the block ends, or nothing.

        `with_last` makes it part of the change before it, so that one undo reverts both. Raises NoRoom when the disk
        is full: then the state before the block stands, and removals still work.
        """
        last = self.journal.last() if with_last else None
        change_id, undoes = (last.change_id, last.undoes) if last else (uuid.uuid4().hex, None)
        with self.written(last.what if last else what, change_id, undoes) as rows:
            yield Change(what, self, rows)

    def undo_last(self) -> Changes | None:
        """Reverts the newest change that still stands, as a change of its own; None when there is none."""
        newest = Standings(self.lane).to_undo()
        return revert(self, newest) if newest else None

    def undo(self, change_id: str) -> Changes:
        """Reverts one change. Raises UnusableInput that names the later change which stands in the way."""
        return revert(self, Standings(self.lane).done(change_id))

    def redo_last(self) -> Changes | None:
        """Does again what was undone last; None when nothing was, or when something new was done since."""
        undone = Standings(self.lane).to_redo()
        return revert(self, undone) if undone else None

    def last_change(self) -> str | None:
        """What `undo_last` would revert, in words."""
        newest = Standings(self.lane).to_undo()
        return newest.what if newest else None

    def history(self, table: str, row: str) -> tuple[Entry, ...]:
        """What happened to one row, oldest first; the tables are those of the schema ("person", "bill")."""
        return self.journal.of_row(table, row)

    def backup(self, to: Path | None = None) -> BackupReport:
        """Makes a backup in the vault's own `backups/`, or in another folder; opened again and compared before it counts.

        Raises UnusableInput, NoRoom, VaultError, or DamagedVault when the copy does not pass; then none was added.
        """
        if self._writing:
            raise RuntimeError("a change is open; a backup takes only what is kept")
        if to is None and self._reserve.still_short():
            raise NoRoom(FULL)
        return make_backup(self.place, self.keys, self.lane, at=self.clock(), to=to)

    def rotate_backups(self, root: Path | None = None) -> tuple[str, ...]:
        """Removes backups that had their time, in the vault's own folder of them or in another; the names of those removed.

        To be called after a new one passed its test: 7 daily, 4 weekly and 12 monthly ones stay.
        """
        return rotate(self.place.backups if root is None else root, self.id)

    @property
    def short_of_room(self) -> bool:
        """True after the disk was full, until there is room again; then only removals and small edits are taken."""
        return self._reserve.short

    @contextmanager
    def written(self, what: str, change_id: str, undoes: str | None) -> Iterator[Rows]:
        """The rows themselves, for what is no change of one noun: undo, trash, merge. All is kept when the block ends, or nothing."""
        if self._writing:
            raise RuntimeError("a change is open already")
        if self.read_only:
            raise ReadOnlyVault(
                "These papers are for reading only. Nothing was changed. "
                "Make the change in the papers this copy came from."
            )  # fmt: skip
        rows = Rows(self.lane, short_of_room=self._reserve.still_short())
        self.beside.must_be_ours()
        self.lane.begin()
        self._writing = True
        try:
            yield rows
            rows.end()
            followed = self.search.is_current and not self._reserve.short  # on a full disk the index waits, and is made anew later
            self.journal.append(
                [*rows.touched, *rows.noted], change_id=change_id, at=self.clock(), what=what, undoes=undoes, seal=self.keys.seal
            )
            if followed:
                self.search.follow(rows.touched)
            self.lane.commit()
        except BaseException as problem:
            rows.end()
            self.lane.rollback()
            if isinstance(problem, NoRoom):
                self._reserve.release()
            raise
        finally:
            self._writing = False
        # The change stands; a file that cannot be moved now is settled at the next open.
        with suppress(VaultError):
            self.paper_files.settle(
                write.after["key"] for write in rows.touched if write.table == DOCUMENT.name and write.after is not None
            )

    def _check_restored(self) -> None:
        """A restored vault was compared without its key; with the key everything is checked, until it passes."""
        if not self.place.unverified.exists():
            return
        gone = self.place.unverified.read_text(encoding="ascii").split()
        self.restored = verify(self, gone=gone)
        if self.restored.ok:
            remember_gone(self.lane, gone)
            self.place.unverified.unlink()

    def _name_of(self, key: str) -> str:
        document = self.documents.by_key(key)
        return f"“{document.name}”" if document else "a paper"
