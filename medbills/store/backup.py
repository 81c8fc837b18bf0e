"""Backs a vault up: a copy made by the database itself, opened again and compared before it counts."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from medbills.errors import DamagedVault, UnusableInput
from medbills.store import cipher
from medbills.store.columns import canonical
from medbills.store.content import content_of
from medbills.store.durable import sync_folder, write_file
from medbills.store.faults import in_plain_words
from medbills.store.gone_papers import remembered
from medbills.store.lane import Lane
from medbills.store.paper_files import PaperFiles
from medbills.store.place import Place
from medbills.store.schema import DOCUMENT
from medbills.store.subkeys import SubKeys

MANIFEST = "manifest.json"
FORMAT = 1
DATABASE = "vault.db"
KEYS = "keys.json"
# Where the papers lie, seen from the folder of one backup: beside it elsewhere, or the vault's own.
BESIDE = "../documents"
IN_VAULT = "../../documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A backup that was opened with the key and compared. `missing` names papers whose files the vault has lost, or that are damaged."""

    folder: Path
    made_at: datetime.datetime
    database_bytes: int
    papers: int
    papers_copied: int
    missing: tuple[str, ...] = ()


def make_backup(place: Place, keys: SubKeys, lane: Lane, *, at: datetime.datetime, to: Path | None = None) -> BackupReport:
    """Into the vault's own `backups/`, or into another folder, which then holds all that is needed to bring it back.

    In another folder each backup adds its database, its keys and the papers that are not there yet.
    Raises UnusableInput, NoRoom, VaultError, or DamagedVault when the copy does not compare; then no backup was added.
    """
    root = place.backups if to is None else to
    if to is not None and to.resolve().is_relative_to(place.folder.resolve()):
        raise UnusableInput("This folder lies inside the vault. Choose another place for the backup, best on another disk.")
    if to is not None:
        _refuse_other_key(root, place.vault_id(), keys)
    with in_plain_words():
        root.mkdir(parents=True, exist_ok=True)
        folder = _free_name(root, at)
        fresh = folder.with_name(f"{folder.name}.part")
        if fresh.exists():
            shutil.rmtree(fresh)
        fresh.mkdir(mode=0o700)
    try:
        cipher.copy_database(lane, keys.database, fresh / DATABASE)
        _compare(lane, keys, fresh / DATABASE)
        gone = remembered(lane)
        names = {row.key: row.name for row in lane.rows(select(DOCUMENT.c.key, DOCUMENT.c.name))}
        source = PaperFiles(place.documents, keys, lambda key: f"“{names.get(key, 'a paper')}”")
        copied = _copy_papers(source, PaperFiles(root / "documents", keys), root / "documents", names) if to is not None else 0
        with in_plain_words():
            write_file(fresh / KEYS, place.keys.read_bytes())
            papers = {key: path.stat().st_size for key in names if (path := source.path_of(key))}
            damaged = {key for key in papers if source.problem(key) is not None}
            manifest = _manifest(fresh, place.vault_id(), at, BESIDE if to is not None else IN_VAULT, papers)
            manifest["key"] = mark_of(keys)
            manifest["seal"] = keys.seal(canonical(manifest))
            write_file(fresh / MANIFEST, json.dumps(manifest, indent=1).encode())
            fresh.replace(folder)
            sync_folder(root)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return BackupReport(
        folder=folder, made_at=at, database_bytes=int(manifest["database_bytes"]), papers=len(papers), papers_copied=copied,
        missing=tuple(sorted(name for key, name in names.items() if (key not in papers and key not in gone) or key in damaged)),
    )  # fmt: skip


def mark_of(keys: SubKeys) -> str:
    """Tells backups under one data key from those under another, and nothing else."""
    return keys.seal("which key")[:16]


def _refuse_other_key(root: Path, vault_id: str, keys: SubKeys) -> None:
    """Papers keep their names when the data key is changed: in one folder the new ones would take the place of the old."""
    for path in root.glob(f"*/{MANIFEST}"):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            other = told["vault_id"] == vault_id and told["key"] != mark_of(keys)
        except (OSError, ValueError, KeyError, TypeError):
            continue  # damaged, or of a version that knew one key only
        if other:
            raise UnusableInput(
                f"The backups in {root} are under this vault's earlier key. Choose another folder for new ones, so that those stay whole."
            )


def _compare(lane: Lane, keys: SubKeys, copy: Path) -> None:
    """Opens the copy on a connection of its own; nothing less shows that it can be brought back."""
    problems = cipher.damage(copy, keys.database)
    if not problems:
        opened = cipher.open_lane(copy, keys.database, read_only=True)
        try:
            if content_of(opened) != content_of(lane):
                problems = ["The copy does not hold what the vault holds."]
        finally:
            opened.close()
    if problems:
        raise DamagedVault(f"The backup was not made: its copy did not pass the test. {problems[0]} Check the disk, and back up again.")


def _copy_papers(source: PaperFiles, target: PaperFiles, folder: Path, keys: Iterable[str]) -> int:
    copied = 0
    with in_plain_words():
        folder.mkdir(parents=True, exist_ok=True)
        for key in keys:
            path = source.path_of(key)
            if path is None:
                continue
            there = folder / path.name
            if there.is_file() and there.stat().st_size == path.stat().st_size and target.problem(key) is None:
                continue
            write_file(there, path.read_bytes())
            copied += 1
            if source.problem(key) is None and target.problem(key) is not None:
                there.unlink()
                raise DamagedVault("The backup was not made: the disk did not keep a paper as written. Try another disk.")
    return copied


def _manifest(folder: Path, vault_id: str, at: datetime.datetime, documents: str, papers: dict[str, int]) -> dict[str, Any]:
    database = folder / DATABASE
    return {
        "format": FORMAT, "vault_id": vault_id, "made_at": at.isoformat(), "documents": documents,
        "database_bytes": database.stat().st_size, "database_sha256": sha256_of(database), "keys_sha256": sha256_of(folder / KEYS),
        "papers": papers,
    }  # fmt: skip


def sha256_of(path: Path) -> str:
    """Of the encrypted bytes: it tells nothing of what is in them."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _free_name(root: Path, at: datetime.datetime) -> Path:
    name, number = at.strftime("%Y-%m-%d %H.%M.%S"), 1
    while (root / (name if number == 1 else f"{name} ({number})")).exists():
        number += 1
    return root / (name if number == 1 else f"{name} ({number})")
