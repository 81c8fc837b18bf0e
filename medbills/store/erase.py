"""Removes for good what lies in the trash: its rows in the history are emptied, and its papers' files deleted."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable
from typing import Protocol

from sqlalchemy import delete, insert, select

from medbills.errors import VaultError
from medbills.store.backup_list import tell_backups
from medbills.store.cipher import overwrite_what_is_deleted
from medbills.store.journal import ERASED, ERASING
from medbills.store.page_words import without_words_of
from medbills.store.paper_files import PaperFiles
from medbills.store.place import Place
from medbills.store.rows import Rows
from medbills.store.schema import DOCUMENT, JOURNAL, LEAVING_FILE, METADATA, SETTING, TOLD_FACT
from medbills.store.subkeys import SubKeys
from medbills.store.trash import MINOR, Holding, Removed

WHAT = "Removed for good"


class Erasable(Holding, Protocol):
    """A vault, as far as this goes."""

    @property
    def paper_files(self) -> PaperFiles: ...
    @property
    def place(self) -> Place: ...
    @property
    def keys(self) -> SubKeys: ...


def erase(vault: Erasable, items: Collection[Removed]) -> int:
    """What these held is gone from the vault afterwards, and nothing brings it back; the number of files deleted.

    What the user told us of it goes too. That something was removed, and when, stays in the history, and the chain still holds.
    Backups made before keep its rows until they have had their time; its file only those elsewhere, which have files of their own.
    Files shared with what is still kept, or still in the trash, stay. All of it is one change; files go after it, at the
    latest when the vault is opened next.
    """
    if not items:
        return 0
    overwrite_what_is_deleted(vault.lane)
    with vault.written(WHAT, uuid.uuid4().hex, ERASING) as rows:
        wholly, names, keys = _entries_of(vault, rows, items)
        told = vault.journal.erase(wholly, names)
        rows.note(JOURNAL, ERASED, told)
        for key in keys:
            if not _is_needed(vault, key):
                rows.run_beside(insert(LEAVING_FILE), {"id": key})
                rows.run_beside(without_words_of(key))
    return let_files_go(vault)


def let_files_go(vault: Erasable) -> int:
    """Deletes the files that a removal for good left to delete; the backups beside them are told first, on a full disk afterwards."""
    keys = [row.id for row in vault.lane.rows(select(LEAVING_FILE.c.id))]
    gone = [key for key in keys if not _is_needed(vault, key)]  # the same bytes may have been added again
    told = not gone or _told(vault, gone)
    for key in gone:
        vault.paper_files.remove(key)
    if told or _told(vault, gone):
        for key in keys:
            vault.lane.run(delete(LEAVING_FILE).where(LEAVING_FILE.c.id == key))
    return len(keys)


def _told(vault: Erasable, gone: Collection[str]) -> bool:
    try:
        tell_backups(vault.place.backups, gone, vault.keys)
    except VaultError:
        return False
    return True


def _entries_of(vault: Erasable, rows: Rows, items: Iterable[Removed]) -> tuple[list[int], list[int], list[str]]:
    """Numbers of the entries to empty, of those whose words go, and keys of the papers' files."""
    ids = {row for item in items for row in item.rows}
    removed_by = {item.change_id for item in items}
    entries = [found._asdict() for found in vault.lane.rows(select(JOURNAL).order_by(JOURNAL.c.seq))]
    # What went in the same removal, and is not there now, goes with it: the file, the lines, the links.
    ids |= {
        entry["row_id"]
        for entry in entries
        if entry["change_id"] in removed_by and entry["after"] is None and not _is_there(rows, entry["table_name"], entry["row_id"])
    }
    for told in [row for row in vault.lane.rows(select(TOLD_FACT.c.id, TOLD_FACT.c.owner_id)) if row.owner_id in ids]:
        rows.run_beside(delete(TOLD_FACT).where(TOLD_FACT.c.id == told.id))
        ids.add(told.id)
    for setting in [row.id for row in vault.lane.rows(select(SETTING.c.id))]:
        if any(setting.endswith(row) for row in ids):
            rows.run_beside(delete(SETTING).where(SETTING.c.id == setting))
            ids.add(setting)
    last = {(entry["table_name"], entry["row_id"]): entry["seq"] for entry in entries}
    kept = {seq for (table, row), seq in last.items() if _is_there(rows, table, row)}
    found = [entry for entry in entries if entry["seq"] not in kept and _is_about(entry, ids)]
    keys = {
        json.loads(text)["key"]
        for entry in found
        if entry["table_name"] == DOCUMENT.name
        for text in (entry["before"], entry["after"])
        if text
    }
    changes = {entry["change_id"] for entry in found} | removed_by
    undone = {entry["undoes"] for entry in entries if entry["change_id"] in changes} - {None}
    names = [
        entry["seq"] for entry in entries if entry["change_id"] in changes or entry["undoes"] in changes or entry["change_id"] in undone
    ]
    return [entry["seq"] for entry in found], names, sorted(keys)


def _is_about(entry: dict[str, str], ids: Collection[str]) -> bool:
    row = entry["row_id"]
    if row in ids or row.rpartition(":")[0] in ids:
        return True
    if entry["table_name"] not in MINOR:
        return False
    text = f"{entry['before']}{entry['after']}"
    return any(f'"{one}"' in text or f'\\"{one}\\"' in text or f"{one}:" in text for one in ids)


def _is_there(rows: Rows, table: str, row: str) -> bool:
    return table in METADATA.tables and "topic" in METADATA.tables[table].info and rows.now(METADATA.tables[table], row) is not None


def _is_needed(vault: Erasable, key: str) -> bool:
    """By a document that is kept, or by one that can still be brought back or undone."""
    if vault.lane.rows(select(DOCUMENT.c.id).where(DOCUMENT.c.key == key)):
        return True
    named = JOURNAL.c.before.contains(key, autoescape=True) | JOURNAL.c.after.contains(key, autoescape=True)
    return bool(vault.lane.rows(select(JOURNAL.c.seq).where(JOURNAL.c.table_name == DOCUMENT.name, named).limit(1)))
