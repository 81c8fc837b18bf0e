"""Changes the key of everything in a vault: made whole beside the old, then moved in; cut short, it is the one or the other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from medbills.errors import DamagedVault
from medbills.store import cipher
from medbills.store.backup import DATABASE, KEYS, MANIFEST, mark_of, sha256_of
from medbills.store.columns import canonical
from medbills.store.content import content_of
from medbills.store.durable import sync_folder, write_file
from medbills.store.faults import in_plain_words
from medbills.store.journal import Journal
from medbills.store.lane import Lane
from medbills.store.paper_files import PaperFiles
from medbills.store.place import Place
from medbills.store.schema import DOCUMENT, META
from medbills.store.subkeys import SubKeys

NAMING = "naming"  # the row of META with the key of the papers' names, in a vault whose data key was changed
_HISTORY = "history"  # the row of META that seals the newest entry of the history
_MAKING, _READY, _OLD = "rekey.part", "rekey.ready", "rekey.old"
_MOVED = ("documents", "backups", DATABASE)  # the key file comes last: it says which key the rest is under


def with_kept_names(keys: SubKeys, lane: Lane) -> SubKeys:
    """The keys of a vault, with the papers' names as they were before its data key was changed."""
    found = lane.rows(select(META.c.value).where(META.c.id == NAMING))
    return keys.named_by(bytes.fromhex(found[0].value)) if found else keys


def prepare(place: Place, old: SubKeys, lane: Lane, fresh: SubKeys, key_file: str) -> None:
    """Makes the whole vault anew under other keys, reads it back, and marks it ready with one rename.

    From that rename on the new vault counts, and `settle` moves it in. Before, nothing was changed.
    Raises DamagedVault when a paper or a backup cannot be read, NoRoom.
    """
    making = place.folder / _MAKING
    new = fresh.named_by(old.naming)
    with in_plain_words():
        _forget(making)
        making.mkdir(mode=0o700)
    try:
        broken = Journal(lane).breaks(old.seal)
        if broken:
            raise DamagedVault(f"The key was not changed. {broken[0]} Verify the vault first.")
        _database(lane, old, new, place.vault_id(), making / DATABASE)
        called = {row.key: f"“{row.name}”" for row in lane.rows(select(DOCUMENT.c.key, DOCUMENT.c.name))}
        _papers(PaperFiles(place.documents, old, lambda key: called.get(key, "a paper")), place.documents, making / "documents", new)
        with in_plain_words():
            write_file(making / KEYS, key_file.encode())
            _backups(place, old, new, key_file, making / "backups")
            sync_folder(making)
            making.rename(place.folder / _READY)
            sync_folder(place.folder)
    except BaseException:
        _forget(making)
        raise


def is_unsettled(place: Place) -> bool:
    """Whether a change of keys was cut short here."""
    return any((place.folder / name).exists() for name in (_MAKING, _READY, _OLD))


def settle(place: Place) -> None:
    """Removes what was not ready, and moves in what was; each step may be cut short and is then done again."""
    folder, ready, old = place.folder, place.folder / _READY, place.folder / _OLD
    with in_plain_words():
        _forget(folder / _MAKING)
        if ready.exists():
            for name in _MOVED:
                if not (ready / name).exists():
                    continue  # moved in before it was cut short
                if (folder / name).exists():
                    old.mkdir(exist_ok=True)
                    (folder / name).rename(old / name)
                    sync_folder(folder)
                (ready / name).rename(folder / name)
                sync_folder(folder)
            if (ready / KEYS).exists():
                (ready / KEYS).replace(place.keys)
                sync_folder(folder)
            ready.rmdir()
            sync_folder(folder)
        _forget(old)
        sync_folder(folder)


def _forget(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _database(lane: Lane, old: SubKeys, new: SubKeys, vault_id: str, target: Path) -> None:
    """A copy under the new key that says so of itself, compared with what it was made from."""
    before = content_of(lane)
    cipher.copy_database(lane, new.database, target)
    _put_about(target, new, {"seal": new.seal(vault_id), NAMING: new.naming.hex()})
    problems = cipher.damage(target, new.database)
    copy = cipher.open_lane(target, new.database, read_only=True)
    try:
        after = content_of(copy)
    finally:
        copy.close()
    if problems or {**before, META.name: ""} != {**after, META.name: ""}:
        raise DamagedVault("The key was not changed, for the new copy did not pass its test. Check the vault and the disk.")


def _put_about(path: Path, keys: SubKeys, about: dict[str, str]) -> None:
    lane = cipher.open_lane(path, keys.database)
    try:
        lane.begin()
        for name, value in about.items():
            if not lane.run(update(META).where(META.c.id == name).values(value=value)):
                lane.run(insert(META), {"id": name, "value": value})
        if lane.rows(select(META.c.id).where(META.c.id == _HISTORY)):
            Journal(lane).seal_head(keys.seal)
        lane.commit()
    finally:
        lane.close()


def _papers(before: PaperFiles, source: Path, target: Path, new: SubKeys) -> None:
    """Each file under the new key and its old name; what waits for a row goes on waiting."""
    after = PaperFiles(target, new)
    with in_plain_words():
        target.mkdir()
        names = sorted({path.stem for folder in (source, source / "new") if folder.is_dir() for path in folder.glob("*.paper")})
    settled = []
    for name in names:
        if after.add(before.read(name)) != name or after.problem(name) is not None:
            raise DamagedVault("The key was not changed: a paper came out other than it went in. Verify the vault first.")
        if (source / f"{name}.paper").is_file():
            settled.append(name)
    after.settle(settled)


def _backups(place: Place, old: SubKeys, new: SubKeys, key_file: str, target: Path) -> None:
    """The backups in the vault come along, so that no older key opens anything in its folder."""
    target.mkdir()
    for folder in sorted(place.backups.glob("*")):
        copy = target / folder.name
        if folder.is_file():
            write_file(copy, folder.read_bytes())
        if not (folder / MANIFEST).is_file() or folder.name.endswith(".part"):
            continue  # half made, or half removed: no backup
        copy.mkdir(mode=0o700)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        lane = cipher.open_lane(folder / DATABASE, old.database, read_only=True)
        try:
            cipher.copy_database(lane, new.database, copy / DATABASE)
        finally:
            lane.close()
        _put_about(copy / DATABASE, new, {"seal": new.seal(str(manifest["vault_id"])), NAMING: new.naming.hex()})
        write_file(copy / KEYS, key_file.encode())
        manifest.pop("seal", None)
        manifest |= {
            "database_bytes": (copy / DATABASE).stat().st_size, "database_sha256": sha256_of(copy / DATABASE),
            "keys_sha256": sha256_of(copy / KEYS),
            "papers": {key: _size(target.parent, key, size) for key, size in manifest["papers"].items()},
        }  # fmt: skip
        manifest["key"] = mark_of(new)
        manifest["seal"] = new.seal(canonical(manifest))
        write_file(copy / MANIFEST, json.dumps(manifest, indent=1).encode())
    sync_folder(target)


def _size(making: Path, key: str, before: int) -> int:
    for folder in (making / "documents", making / "documents" / "new"):
        if (folder / f"{key}.paper").is_file():
            return (folder / f"{key}.paper").stat().st_size
    return before
