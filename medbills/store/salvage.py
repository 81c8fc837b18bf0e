"""Saves what can still be read of a damaged vault, row by row, into a new one; what is lost is named."""

from __future__ import annotations

import datetime
import json
import shutil
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Table

from medbills.errors import DamagedVault
from medbills.store import cipher
from medbills.store.durable import sync_file, sync_folder
from medbills.store.faults import in_plain_words
from medbills.store.filling import fill_database, quoted
from medbills.store.journal import UPGRADE, Journal, Touched
from medbills.store.paper_files import PaperFiles
from medbills.store.place import Place
from medbills.store.schema import DOCUMENT, HEAD, JOURNAL, KEPT, LEAVING_FILE, META, PAGE_WORDS, SEEN_FILE, WAITING_FILE
from medbills.store.subkeys import SubKeys
from medbills.store.verify import kept_rows, told_rows

_BESIDE = (WAITING_FILE, SEEN_FILE, LEAVING_FILE, PAGE_WORDS)
_GUESS = 64  # rows that are looked for behind the last one known, where even their number cannot be read
NOTE = "salvage"
WHAT = "Saved from a damaged vault"

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """`lost` are sentences; the counts say what came over. `from_history` are rows that only the history still told."""

    folder: Path
    rows: int
    papers: int
    from_history: int
    lost: tuple[str, ...]


def salvage(folder: Path, data_key: bytes, to: Path, *, at: datetime.datetime) -> SalvageReport:
    """A new vault at `to` under the same keys, with all that can be read of the one in `folder`, which stays as it is.

    Each row is read by itself, on a connection that met no damaged page; a row whose page is lost is taken from the
    history where that tells it. Raises DamagedVault when the first page is lost, and NoRoom; `to` must be empty or new.
    """
    place, fresh = Place(folder), Place(to)
    vault_id = place.vault_id()
    keys = SubKeys.of(data_key, vault_id)
    reader = _Reader(place.database, keys.database)
    about = {row["id"]: row["value"] for row in reader.rows(META.name)}
    version = next((row["version_num"] for row in reader.rows("alembic_version")), HEAD)
    naming = about.get("naming")
    keys = keys.named_by(bytes.fromhex(naming)) if naming else keys
    tables: dict[str, list[Raw]] = {table.name: list(reader.rows(table.name)) for table in (*KEPT, *_BESIDE)}
    history = sorted(reader.rows(JOURNAL.name), key=lambda row: int(row["seq"]))
    lost = list(reader.lost)
    chain = _is_whole(history, lost)
    saved = _from_history(tables, history) if version == HEAD else 0
    if chain and version == HEAD:  # the history tells every row, so that nothing of the kept tables is lost
        lost = [one for one in lost if any(f"“{table.name}”" in one for table in _BESIDE)]
    with in_plain_words():
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(place.keys, fresh.keys)
        sync_file(fresh.keys)
    papers, gone = _papers(place, fresh, keys, tables[DOCUMENT.name])
    new_about = {"vault_id": vault_id, "seal": keys.seal(vault_id), "name": str(about.get("name", folder.stem))}
    new_about |= {name: about[name] for name in ("kind", "naming", "read_only") if name in about}
    if not chain:
        lost.append("Part of the history. What is left of it was put in a new order.")
    tables[JOURNAL.name] = history if chain else []
    _, lefts = fill_database(fresh.database, keys, new_about, tables, version=str(version))
    lost += lefts + gone
    rows = sum(len(tables[table.name]) for table in KEPT) - len(lefts)
    if version == HEAD:
        _tell(fresh, keys, [] if chain else history, rows, len(lost), at)
    with in_plain_words():
        sync_folder(to)
    return SalvageReport(to, rows, papers, saved, tuple(dict.fromkeys(lost)))


class _Reader:
    """Reads one table after the other; after each damaged page it goes on with a fresh connection, for that page poisons one."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self.lost: list[str] = []
        with in_plain_words():
            self._driver = cipher.connect_to_read(path, key)  # the first page: without it nothing can be read

    def rows(self, table: str) -> Iterator[Raw]:
        """Every row that can be read; those that cannot are counted in `lost`."""
        try:
            yield from self._all(table)
        except sqlcipher.Error:
            yield from self._one_by_one(table)

    def _all(self, table: str) -> list[Raw]:
        found = self._driver.execute(f"SELECT * FROM {quoted(table)}")  # noqa: S608 - a table of ours
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _one_by_one(self, table: str) -> Iterator[Raw]:
        numbers, certain = self._numbers(table)
        missing, unsure = 0, False
        for number in numbers:
            row = self._one(table, number)
            if row:
                yield row
            elif number in certain:
                missing += 1
            elif row is None:
                unsure = True
        if missing:
            self.lost.append(f"{missing} row{'' if missing == 1 else 's'} of “{table}” could not be read.")
        elif unsure:
            self.lost.append(f"Part of “{table}” could not be read; how much, nothing tells.")

    def _numbers(self, table: str) -> tuple[list[int], frozenset[int]]:
        """Numbers of the rows, by the index of their ids, which lies on other pages; and by guessing around what is known."""
        known: set[int] = set()
        for order in ("id", "id DESC", "rowid", "rowid DESC"):
            known |= self._as_far_as_it_goes(f"SELECT rowid FROM {quoted(table)} ORDER BY {order}")  # noqa: S608 - a table of ours
        last = max(known, default=0)
        return [*range(1, last + 1 + _GUESS)], frozenset(known)

    def _as_far_as_it_goes(self, query: str) -> set[int]:
        self._renew()
        found: set[int] = set()
        try:
            for row in self._driver.execute(query):
                found.add(int(row[0]))
        except sqlcipher.Error:
            self._renew()
        return found

    def _one(self, table: str, number: int) -> Raw | None:
        """A row; empty where there is none of that number, None where its page is damaged."""
        try:
            found = self._driver.execute(f"SELECT * FROM {quoted(table)} WHERE rowid = ?", (number,))  # noqa: S608 - a table of ours
            row = found.fetchone()
            return dict(zip([column[0] for column in found.description], row, strict=True)) if row else {}
        except sqlcipher.Error:
            self._renew()
            return None

    def _renew(self) -> None:
        self._driver.close()
        with in_plain_words():
            self._driver = cipher.connect_to_read(self._path, self._key)


def _from_history(tables: dict[str, list[Raw]], history: list[Raw]) -> int:
    """Adds rows that are lost in their table but told by the newest entry about them; their number."""
    by_name = {table.name: table for table in KEPT}
    newest: dict[tuple[str, str], str | None] = {(row["table_name"], row["row_id"]): row["after"] for row in history}
    saved = 0
    for (name, row_id), after in newest.items():
        if name not in by_name or after is None or any(row["id"] == row_id for row in tables[name]):
            continue
        told = json.loads(after)
        if _fits(by_name[name], told):
            tables[name].append(told)
            saved += 1
    return saved


def _fits(table: Table, told: Mapping[str, Any]) -> bool:
    needed = {column.name for column in table.columns if not column.nullable}
    return needed <= set(told) <= {column.name for column in table.columns}


def _is_whole(history: list[Raw], lost: list[str]) -> bool:
    """Whether no entry is missing; whether each is genuine, verify tells."""
    counted = [row["seq"] for row in history] == [*range(1, len(history) + 1)]
    return counted and not any(f"“{JOURNAL.name}”" in one for one in lost)


def _papers(place: Place, fresh: Place, keys: SubKeys, documents: list[Raw]) -> tuple[int, list[str]]:
    """Copies each paper's file that is whole; how many, and sentences about the others."""
    with in_plain_words():
        fresh.documents.mkdir(exist_ok=True)
        fresh.backups.mkdir(exist_ok=True)
    called = {row["key"]: f"“{row['name']}”" for row in documents}
    files = PaperFiles(place.documents, keys, lambda key: called.get(key, "a paper"))
    names = {path.stem for folder in (place.documents, place.documents / "new") for path in folder.glob("*.paper")}
    copied, lost = 0, [f"The file of {name} is missing." for key, name in called.items() if key not in names]
    for key in sorted(names):
        path, problem = files.path_of(key), files.problem(key)
        if problem is not None or path is None:
            lost.append(str(problem))
            continue
        with in_plain_words():
            shutil.copyfile(path, fresh.documents / path.name)
            sync_file(fresh.documents / path.name)
        copied += 1
    return copied, lost


def _tell(fresh: Place, keys: SubKeys, history: list[Raw], rows: int, lost: int, at: datetime.datetime) -> None:
    """Goes on with the history: what is left of a torn one, then what the saving made of the rows."""
    lane = cipher.open_lane(fresh.database, keys.database)
    try:
        journal = Journal(lane)
        lane.begin()
        for row in history:
            before, after = (json.loads(row[name]) if row[name] else None for name in ("before", "after"))
            journal.append(
                [Touched(row["table_name"], row["row_id"], before, after)], change_id=row["change_id"],
                at=datetime.datetime.fromisoformat(row["at"]), what=row["what"], undoes=row["undoes"], seal=keys.seal,
            )  # fmt: skip
        told, found = told_rows(lane), kept_rows(lane)
        writes = [Touched(META.name, NOTE, None, {"rows": rows, "lost": lost})]
        writes += [
            Touched(table, row_id, told.get((table, row_id)), found.get((table, row_id)))
            for table, row_id in sorted(told.keys() | found.keys())
            if told.get((table, row_id)) != found.get((table, row_id))
        ]
        # Under the word of an upgrade: no undo reaches behind it.
        journal.append(writes, change_id=uuid.uuid4().hex, at=at, what=WHAT, undoes=UPGRADE, seal=keys.seal)
        lane.commit()
    except BaseException:
        lane.close()
        raise
    lane.close()
    problems = cipher.damage(fresh.database, keys.database)
    if problems:
        raise DamagedVault(f"What was saved did not pass its test. {problems[0]} Try another disk.")

