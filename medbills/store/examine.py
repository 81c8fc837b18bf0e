"""Says of a damaged vault what is whole and what is not, table by table and paper by paper, and which backup is good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from medbills.errors import VaultError
from medbills.store import cipher
from medbills.store.backup_list import FoundBackup, backups_in, trouble_of
from medbills.store.filling import quoted
from medbills.store.paper_files import PaperFiles
from medbills.store.place import Place
from medbills.store.schema import DOCUMENT, JOURNAL, KEPT, META
from medbills.store.subkeys import SubKeys


@dataclass(frozen=True, slots=True)
class Examined:
    """Tables by their names, papers by theirs; `names` of the vault where it can be read still."""

    whole_tables: tuple[str, ...]
    damaged_tables: tuple[str, ...]
    whole_papers: int
    damaged_papers: tuple[str, ...]
    backup: FoundBackup | None  # the newest one that can be brought back


def examine(folder: Path, data_key: bytes, elsewhere: Iterable[Path] = ()) -> Examined:
    """Reads each table on a connection of its own, and each paper; alters nothing, and works where opening does not.

    `elsewhere` are other folders in which backups may lie; the second place that the vault names is looked at anyway.
    Raises DamagedVault when not even the key file can be read.
    """
    place = Place(folder)
    keys = SubKeys.of(data_key, place.vault_id())
    whole: list[str] = []
    damaged: list[str] = []
    for table in (META.name, JOURNAL.name, *(table.name for table in KEPT)):
        (damaged if _rows(place, keys, table) is None else whole).append(table)
    about = dict(_rows(place, keys, META.name) or [])
    naming = about.get("naming")
    keys = keys.named_by(bytes.fromhex(naming)) if naming else keys
    rows = _rows(place, keys, DOCUMENT.name, "key, name") or []
    files = PaperFiles(place.documents, keys, lambda key: f"“{dict(rows).get(key, 'a paper')}”")
    troubled = [problem for key, _ in rows if (problem := files.problem(key)) is not None]
    return Examined(
        tuple(whole), tuple(damaged), len(rows) - len(troubled), tuple(troubled),
        newest_good([place.backups, *elsewhere], place.vault_id(), keys),
    )  # fmt: skip


def newest_good(roots: Iterable[Path], vault_id: str, keys: SubKeys) -> FoundBackup | None:
    """The newest backup of this vault in these folders that passes the whole test."""
    found = [backup for root in roots if root.is_dir() for backup in backups_in(root) if backup.vault_id == vault_id]
    found.sort(key=lambda backup: backup.made_at, reverse=True)
    return next((backup for backup in found if trouble_of(backup, keys) is None), None)


def _rows(place: Place, keys: SubKeys, table: str, columns: str = "*") -> list[tuple[str, str]] | None:
    """All rows of a table, or None where one of its pages is damaged."""
    try:
        driver = cipher.connect_to_read(place.database, keys.database)
    except (sqlcipher.Error, VaultError):
        return None
    try:
        return list(driver.execute(f"SELECT {columns} FROM {quoted(table)}").fetchall())  # noqa: S608 - a table of ours
    except sqlcipher.Error:
        return None
    finally:
        driver.close()
