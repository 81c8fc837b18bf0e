"""The backups that lie in a folder: which there are, which are good, which have had their time, and what they are told."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medbills.errors import VaultError
from medbills.store import cipher
from medbills.store.backup import BESIDE, DATABASE, IN_VAULT, MANIFEST, sha256_of
from medbills.store.columns import canonical
from medbills.store.durable import sync_folder, write_file
from medbills.store.faults import in_plain_words
from medbills.store.gone_papers import GONE, gone_of
from medbills.store.paper_files import PaperFiles
from medbills.store.subkeys import SubKeys

DAILY, WEEKLY, MONTHLY = 7, 4, 12


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """One backup, as its list tells without a key."""

    folder: Path
    made_at: datetime.datetime
    vault_id: str
    documents: Path
    papers: tuple[str, ...]
    database_sha256: str


def backups_in(root: Path) -> tuple[FoundBackup, ...]:
    """Those in a folder, newest first; half made ones and ones whose list cannot be read are left out."""
    found = [backup for path in root.glob(f"*/{MANIFEST}") if (backup := backup_at(path.parent)) is not None]
    return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.folder.name), reverse=True))


def backup_at(folder: Path) -> FoundBackup | None:
    """The backup in this very folder; None when it is none."""
    if folder.name.endswith(".part"):
        return None
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told["documents"] not in (BESIDE, IN_VAULT):
            return None
        return FoundBackup(
            folder, datetime.datetime.fromisoformat(told["made_at"]), str(told["vault_id"]), (folder / told["documents"]).resolve(),
            tuple(told["papers"]), str(told["database_sha256"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def trouble_of(backup: FoundBackup, keys: SubKeys) -> str | None:
    """What is wrong with a backup, with the vault's keys; None when all of it can be brought back."""
    try:
        database = backup.folder / DATABASE
        if not database.is_file() or sha256_of(database) != backup.database_sha256:
            return "The copy of the database is missing or damaged."
        problems = cipher.damage(database, keys.database)
        if problems:
            return problems[0]
    except (OSError, VaultError) as damage:
        return str(damage)
    files = PaperFiles(backup.documents, keys)
    return next((problem for key in backup.papers if (problem := files.problem(key)) is not None), None)


def worth_keeping(made: Iterable[tuple[str, datetime.datetime]]) -> frozenset[str]:
    """Of backups with their times: all of the newest day, and the newest one of each of the newest 7 days, 4 weeks and 12 months."""
    newest_first = sorted(made, key=lambda one: (one[1], one[0]), reverse=True)
    kept: set[str] = set()
    if newest_first:
        kept |= {name for name, at in newest_first if at.date() == newest_first[0][1].date()}
    for most, span in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        seen: dict[str, str] = {}
        for name, at in newest_first:
            seen.setdefault(at.strftime(span), name)
        kept |= set(list(seen.values())[:most])
    return frozenset(kept)


def rotate(root: Path, vault_id: str) -> tuple[str, ...]:
    """Removes the vault's backups that have had their time, with papers that only they held; gives their names.

    To be called after a new one passed its test, never before. Backups of other vaults stay.
    """
    all_there = backups_in(root)
    own = [backup for backup in all_there if backup.vault_id == vault_id]
    kept = worth_keeping((backup.folder.name, backup.made_at) for backup in own)
    gone = [backup for backup in own if backup.folder.name not in kept]
    with in_plain_words():
        for half in root.glob("????-??-?? ??.??.??*.part"):
            shutil.rmtree(half, ignore_errors=True)
        for backup in gone:
            # Without its list it counts no longer, also when the rest cannot be removed now.
            (backup.folder / MANIFEST).unlink()
            shutil.rmtree(backup.folder, ignore_errors=True)
        if gone:
            sync_folder(root)
            _sweep(root / "documents", [backup for backup in all_there if backup not in gone])
    return tuple(backup.folder.name for backup in gone)


def _sweep(documents: Path, kept: Iterable[FoundBackup]) -> None:
    """Papers beside the backups that none of them names any more; the vault's own lie elsewhere."""
    named = {key for backup in kept for key in backup.papers}
    listed = {backup.folder.name for backup in kept} | {documents.name}
    if any(path.is_dir() and path.name not in listed for path in documents.parent.iterdir()):
        return  # something lies here whose list cannot be read: what it needs is not known
    for path in documents.glob("*.paper"):
        if path.stem not in named:
            path.unlink()


def tell_backups(root: Path, gone: Collection[str], keys: SubKeys) -> None:
    """Takes papers that are removed for good, by their keys, off the lists of the backups in a vault's own folder.

    They share the vault's files, so that a missing one is no damage to them; backups elsewhere have files of their own.
    Raises NoRoom or VaultError.
    """
    for path in root.glob(f"*/{MANIFEST}"):
        try:
            manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            named = manifest["papers"].keys() & set(gone) if manifest["documents"] == IN_VAULT else set()
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # a list that cannot be read makes no backup
        if not named:
            continue
        manifest["papers"] = {key: size for key, size in manifest["papers"].items() if key not in named}
        manifest[GONE] = sorted({*gone_of(manifest), *named})
        manifest.pop("seal", None)
        manifest["seal"] = keys.seal(canonical(manifest))
        with in_plain_words():
            write_file(path, json.dumps(manifest, indent=1).encode())
