"""Brings a backup back into a new folder; what is there already is never written over."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medbills.errors import DamagedVault, NewerVault, NotAVault, UnusableInput
from medbills.store.backup import BESIDE, DATABASE, FORMAT, IN_VAULT, KEYS, MANIFEST, sha256_of
from medbills.store.durable import sync_file, sync_folder
from medbills.store.faults import in_plain_words
from medbills.store.gone_papers import GONE, gone_of
from medbills.store.place import Place, check_database_file


def restore(backup_folder: Path, new_folder: Path) -> Path:
    """Makes a vault of a backup, needing no passphrase; the new vault is checked with its key when it is first opened.

    `backup_folder` is one backup, or a folder of several (a vault's own `backups/`, or the vault): then the newest is taken.
    Raises UnusableInput when there is something in the new place, NotAVault when there is no backup in the old one,
    DamagedVault when the backup is not what was written, NewerVault, NoRoom. On any error the new place stays empty. Files of papers
    that were removed for good since are missing; the first opening names them (Vault.restored).
    """
    if new_folder.exists() and (not new_folder.is_dir() or any(new_folder.iterdir())):
        raise UnusableInput(f"There is already something in {new_folder}. Choose another name or another place.")
    source = _newest(backup_folder)
    manifest = _manifest(source)
    documents = (source / manifest["documents"]).resolve()
    _check(source, documents, manifest)
    with in_plain_words():
        new_folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f"{new_folder.name}.", suffix=".part", dir=new_folder.parent))
    try:
        with in_plain_words():
            _copy(source, documents, manifest, Place(fresh))
            if new_folder.exists():
                new_folder.rmdir()
            fresh.rename(new_folder)
            sync_folder(new_folder.parent)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return new_folder


def _newest(folder: Path) -> Path:
    for place in (folder, folder / "backups"):
        if (place / MANIFEST).is_file():
            return place
        found = sorted(path.parent for path in place.glob(f"*/{MANIFEST}") if not path.parent.name.endswith(".part"))
        if found:
            return found[-1]
    raise NotAVault(f"There is no backup in {folder}. Choose the folder that the backup was written to.")


def _manifest(source: Path) -> Mapping[str, Any]:
    try:
        manifest = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] > FORMAT:
            raise NewerVault(f"The backup in {source} was made by a later version of Medbills. Update Medbills to bring it back.")
        if manifest["documents"] not in (BESIDE, IN_VAULT) or not all(_is_key(key) for key in manifest["papers"]):
            raise ValueError("a manifest that was never written")
        if not all(_is_key(key) for key in gone_of(manifest)):
            raise ValueError("a manifest that was never written")
        return {name: manifest[name] for name in ("vault_id", "documents", "database_sha256", "keys_sha256", "papers")} | {
            GONE: gone_of(manifest)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DamagedVault(f"The list {MANIFEST} of the backup in {source} is damaged. Try an older backup.") from None


def _is_key(text: str) -> bool:
    return len(text) == 64 and all(letter in "0123456789abcdef" for letter in text)


def _check(source: Path, documents: Path, manifest: Mapping[str, Any]) -> None:
    check_database_file(source / DATABASE)
    for name, stated in ((DATABASE, manifest["database_sha256"]), (KEYS, manifest["keys_sha256"])):
        path = source / name
        if not path.is_file() or sha256_of(path) != stated:
            raise DamagedVault(f"The file {name} of the backup in {source} is missing or damaged. Try an older backup.")
    lost = [key for key, size in manifest["papers"].items() if not _has_size(documents / f"{key}.paper", size)]
    if len(lost) == 1:
        raise DamagedVault(f"A paper of this backup is missing or damaged in {documents}. Try a backup on another disk.")
    if lost:
        raise DamagedVault(f"{len(lost)} papers of this backup are missing or damaged in {documents}. Try a backup on another disk.")


def _has_size(path: Path, size: int) -> bool:
    """A paper of a vault may still wait in `new/`."""
    return any(place.is_file() and place.stat().st_size == size for place in (path, path.parent / "new" / path.name))


def _copy(source: Path, documents: Path, manifest: Mapping[str, Any], place: Place) -> None:
    place.documents.mkdir()
    place.backups.mkdir()
    wanted = [(source / DATABASE, place.database), (source / KEYS, place.keys)]
    back = [key for key in manifest[GONE] if (documents / f"{key}.paper").is_file()]  # the same file was added again since
    for key in (*manifest["papers"], *back):
        path = documents / f"{key}.paper"
        wanted.append((path if path.is_file() else documents / "new" / path.name, place.documents / path.name))
    for old, new in wanted:
        shutil.copyfile(old, new)
        sync_file(new)
    place.unverified.write_text("\n".join(key for key in manifest[GONE] if key not in back), encoding="ascii")
    sync_folder(place.documents)
    sync_folder(place.folder)
