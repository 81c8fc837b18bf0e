"""Checks everything a vault holds, and says what is damaged in plain sentences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select

from medbills.errors import VaultError
from medbills.store import cipher
from medbills.store.gone_papers import remembered
from medbills.store.journal import Journal
from medbills.store.lane import Lane
from medbills.store.paper_files import PaperFiles
from medbills.store.place import Place
from medbills.store.rows import Plain, plain_row
from medbills.store.schema import DOCUMENT, KEPT
from medbills.store.subkeys import SubKeys


class OpenVault(Protocol):
    """A vault, as far as this goes."""

    @property
    def place(self) -> Place: ...
    @property
    def keys(self) -> SubKeys: ...
    @property
    def paper_files(self) -> PaperFiles: ...


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """`problems` are sentences for the user; the counts say how much was looked at.

    `gone` names papers of a restored backup whose files were removed for good after it was made: that is no damage.
    """

    problems: tuple[str, ...]
    papers: int = 0
    history_entries: int = 0
    gone: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(vault: OpenVault, *, gone: Collection[str] = ()) -> VerifyReport:
    """Every page of the database, the whole history, each paper's file, and that the key file belongs here.

    `gone` are keys of papers whose files were removed for good.
    Alters nothing. What only the key file's own module can tell is `keys.check_keys`.
    """
    problems = _of_key_file(vault.place)
    problems += cipher.damage(vault.place.database, vault.keys.database)
    papers = entries = 0
    missing: list[str] = []
    try:
        # A damaged page would poison the vault's own connection.
        lane = cipher.open_lane(vault.place.database, vault.keys.database, read_only=True)
        try:
            entries = sum(1 for _ in Journal(lane).entries())
            problems += Journal(lane).breaks(vault.keys.seal) + altered_rows(lane)
            gone = {*gone, *remembered(lane)}
            for row in lane.rows(select(DOCUMENT.c.key, DOCUMENT.c.name).order_by(DOCUMENT.c.kept_at, DOCUMENT.c.id)):
                papers += 1
                if row.key in gone and vault.paper_files.path_of(row.key) is None:
                    missing.append(row.name)
                    continue
                problem = vault.paper_files.problem(row.key)
                problems += [problem] if problem else []
        finally:
            lane.close()
    except VaultError as damage:
        problems.append(str(damage))
    return VerifyReport(tuple(dict.fromkeys(problems)), papers, entries, tuple(missing))


def altered_rows(lane: Lane) -> list[str]:
    """Rows that are not what the history says they are: something other than Medbills wrote them."""
    told, found = told_rows(lane), kept_rows(lane)
    return [
        f"The row {row_id} of “{table}” is not what the history says."
        for table, row_id in sorted(told.keys() | found.keys())
        if told.get((table, row_id)) != found.get((table, row_id))
    ]


def told_rows(lane: Lane) -> dict[tuple[str, str], Plain]:
    """Every row as the history leaves it."""
    tables = {table.name: table for table in KEPT}
    told: dict[tuple[str, str], Plain] = {}
    for entry in Journal(lane).entries():
        if entry.table not in tables:
            continue
        if entry.after is None:
            told.pop((entry.table, entry.row), None)
        else:
            told[entry.table, entry.row] = entry.after
    return told


def kept_rows(lane: Lane) -> dict[tuple[str, str], Plain]:
    """Every row as it is."""
    return {(table.name, row.id): plain_row(table, row._asdict()) for table in KEPT for row in lane.rows(select(table))}


def _of_key_file(place: Place) -> list[str]:
    try:
        place.vault_id()
    except VaultError as damage:
        return [str(damage)]
    return []
