"""Writes everything a vault holds as one JSON file with the original papers beside it, and makes a vault of that again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Boolean, Integer, inspect
from sqlalchemy.types import TypeDecorator, TypeEngine

from medbills.errors import DamagedVault, NewerVault, UnusableInput, VaultError
from medbills.store.content import content_hash
from medbills.store.faults import in_plain_words
from medbills.store.filling import fill_database, raw_rows
from medbills.store.lane import Lane
from medbills.store.paper_files import PaperFiles
from medbills.store.place import Place
from medbills.store.schema import HEAD, META, METADATA, SCHEMA_VERSION
from medbills.store.search_tables import is_index
from medbills.store.subkeys import SubKeys

EXPORT = "medbills.json"
PAPERS = "papers"
FORMAT = 1
_LONGEST = 80  # letters of a file's name
_APART = (META.name, SCHEMA_VERSION.name)


class Exported(Protocol):
    """An open vault, as far as this goes."""

    @property
    def lane(self) -> Lane: ...
    @property
    def keys(self) -> SubKeys: ...
    @property
    def paper_files(self) -> PaperFiles: ...


@dataclass(frozen=True, slots=True)
class ExportReport:
    """`missing` are sentences about papers whose file the vault has lost or that is damaged; the rest was written."""

    folder: Path
    rows: int
    papers: int
    missing: tuple[str, ...]


def export(vault: Exported, to: Path) -> ExportReport:
    """Everything, readable by anybody, into a new or empty folder. The vault stays as it is.

    Raises UnusableInput when something is there, NoRoom, VaultError; then nothing is left behind.
    """
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise UnusableInput(f"There is already something in {to}. Choose another name or another place.")
    with in_plain_words():
        to.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{to.name}.", suffix=".part", dir=to.parent))
    try:
        with in_plain_words():
            report = _write(vault, fresh, to)
            if to.exists():
                to.rmdir()
            fresh.rename(to)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return report


def _write(vault: Exported, folder: Path, to: Path) -> ExportReport:
    lane = vault.lane
    names = [name for name in inspect(lane.connection).get_table_names() if name not in _APART and not is_index(name)]
    tables = {name: raw_rows(lane, name) for name in names}
    about = {row["id"]: row["value"] for row in raw_rows(lane, META.name)}
    files, missing = [], []
    (folder / PAPERS).mkdir(mode=0o700)
    named = [(row["key"], row["name"]) for row in tables["document"]]
    named += [(row["key"], row["name"]) for row in tables["waiting_file"] if row["key"]]
    for number, (key, name) in enumerate(dict(named).items(), 1):
        try:
            content = vault.paper_files.read(key)
        except DamagedVault as problem:
            missing.append(str(problem))
            continue
        path = f"{PAPERS}/{number:04} {_plain(name)}"
        _put(folder / path, content)
        files.append({"key": key, "file": path, "sha256": hashlib.sha256(content).hexdigest()})
    told = {
        "format": FORMAT, "made_by": "Medbills", "schema": HEAD, "content": content_hash(vault),
        "vault": {"name": about["name"], "kind": about.get("kind", "family"), "naming": vault.keys.naming.hex()},
        "files": files, "missing": missing, "tables": {name: [_present(row) for row in rows] for name, rows in tables.items()},
    }  # fmt: skip
    _put(folder / EXPORT, json.dumps(told, indent=1, sort_keys=True).encode())
    _put(folder / "schema.json", json.dumps(export_schema(), indent=1).encode())
    return ExportReport(to, sum(len(rows) for rows in tables.values()), len(files), tuple(missing))


def _present(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _plain(name: str) -> str:
    """A file's name that every system takes, its ending kept."""
    stem, dot, ending = name.rpartition(".")
    kept = "".join(letter if letter.isalnum() or letter in " -_()" else " " for letter in (stem if dot else name))
    tail = "".join(letter for letter in ending if letter.isalnum())[:8] if dot else ""
    return (" ".join(kept.split())[:_LONGEST].strip() or "paper") + (f".{tail}" if tail else "")


def _put(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def is_export(folder: Path) -> bool:
    """Whether a folder looks like one."""
    return (folder / EXPORT).is_file()


def read_export(source: Path, folder: Path, data_key: bytes) -> None:
    """Fills the new vault in `folder`, which holds its key file already, with everything of an export.

    Raises UnusableInput, DamagedVault or NewerVault when the export is not what was written, NoRoom; what it made is then to be removed.
    """
    told = _told(source)
    place = Place(folder)
    vault_id = place.vault_id()
    try:
        naming = bytes.fromhex(told["vault"]["naming"])
        files = [(str(one["key"]), str(one["file"]), str(one["sha256"])) for one in told["files"]]
        tables = {str(name): [dict(row) for row in rows] for name, rows in told["tables"].items()}
        about = {"name": str(told["vault"]["name"]), "kind": str(told["vault"]["kind"]), "naming": naming.hex()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _broken(source) from None
    keys = SubKeys.of(data_key, vault_id).named_by(naming)
    about |= {"vault_id": vault_id, "seal": keys.seal(vault_id)}
    with in_plain_words():
        folder.chmod(0o700)
        place.documents.mkdir(exist_ok=True)
        place.backups.mkdir(exist_ok=True)
    papers = PaperFiles(place.documents, keys)
    for key, name, stated in files:
        content = _paper(source, name)
        if hashlib.sha256(content).hexdigest() != stated or papers.add(content) != key:
            raise DamagedVault(f"The paper {name} of the export in {source} is not what was written. Nothing was brought in. Export anew.")
    waiting = {row.get("key") for row in tables.get("waiting_file", [])} - {row.get("key") for row in tables.get("document", [])}
    papers.settle(key for key, _, _ in files if key not in waiting)
    found, lefts = fill_database(place.database, keys, about, tables, version=str(told["schema"]))
    if lefts or found != told.get("content"):
        raise DamagedVault(f"The export in {source} was changed after it was written. Nothing was brought in. Export anew.")


def _told(source: Path) -> dict[str, Any]:
    try:
        told = json.loads((source / EXPORT).read_text(encoding="utf-8"))
        if told["format"] > FORMAT or str(told["schema"]) > HEAD:
            raise NewerVault(f"The export in {source} was made by a later version of Medbills. Update Medbills to bring it in.")
        return dict(told)
    except OSError as problem:
        raise VaultError(f"The export in {source} cannot be read: {problem.strerror}. Check that you may read it.") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _broken(source) from None


def _paper(source: Path, name: str) -> bytes:
    """A paper of the export; a name that leads out of its folder is none."""
    path = source / name
    if path.parent != source / PAPERS or not path.is_file():
        raise DamagedVault(f"The paper {name} of the export in {source} is missing. Nothing was brought in. Export anew.")
    with in_plain_words():
        return path.read_bytes()


def _broken(source: Path) -> DamagedVault:
    return DamagedVault(f"The file {EXPORT} of the export in {source} is damaged. Nothing was brought in. Export anew.")


def _is_number(type_: TypeEngine[Any]) -> bool:
    return isinstance(type_.impl if isinstance(type_, TypeDecorator) else type_, Integer | Boolean)


def export_schema() -> dict[str, Any]:
    """What `medbills.json` looks like, as a JSON Schema: the same tables and columns as the vault's."""
    tables = {}
    for table in METADATA.sorted_tables:
        if table.name in _APART:
            continue
        columns = {column.name: {"type": "integer" if _is_number(column.type) else "string"} for column in table.columns}
        needed = [column.name for column in table.columns if not column.nullable]
        tables[table.name] = {
            "type": "array",
            "items": {"type": "object", "properties": columns, "required": needed, "additionalProperties": False},
        }
    text = {"type": "string"}
    entry = {"type": "object", "properties": {"key": text, "file": text, "sha256": text}, "required": ["key", "file", "sha256"]}
    about = {"name": text, "kind": {"enum": ["family", "practice"]}, "naming": text}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Everything a Medbills vault holds",
        "description": "Sums are integers of cents, days ISO 8601, lists JSON text. `journal` is the history, oldest entry first.",
        "type": "object", "required": ["format", "schema", "content", "vault", "files", "tables"],
        "properties": {
            "format": {"const": FORMAT}, "made_by": text, "schema": text, "content": text,
            "vault": {"type": "object", "properties": about, "required": list(about)},
            "files": {"type": "array", "items": entry}, "missing": {"type": "array", "items": text},
            "tables": {"type": "object", "properties": tables, "additionalProperties": False},
        },
    }  # fmt: skip
