"""Makes a database of rows that were kept elsewhere: an export, or what could be read of a damaged vault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from medbills.errors import UnusableInput
from medbills.store import cipher
from medbills.store.content import content_hash
from medbills.store.durable import sync_file, sync_folder
from medbills.store.faults import in_plain_words
from medbills.store.journal import Journal
from medbills.store.lane import Lane
from medbills.store.schema import HEAD, META, METADATA, SCHEMA_VERSION
from medbills.store.subkeys import SubKeys

RawRow = Mapping[str, Any]  # column -> the database's own value
Tables = Mapping[str, Sequence[RawRow]]


class _Filled:
    def __init__(self, lane: Lane) -> None:
        self.lane = lane


def fill_database(path: Path, keys: SubKeys, about: Mapping[str, str], tables: Tables, *, version: str = HEAD) -> tuple[str, list[str]]:
    """A new database at `path` with these rows, in the schema of `version`; its content hash, and rows that had to be left out.

    A row whose owner is not among them is left out, named in a sentence; another reference to nothing is emptied.
    Raises UnusableInput for a table or column that the schema does not have, NoRoom, VaultError; then there is no file.
    """
    path.unlink(missing_ok=True)
    lane = cipher.open_lane(path, keys.database, create=True)
    try:
        with in_plain_words():
            lane.connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        lane.begin()
        _build(lane, version)
        lefts = _insert(lane, tables)
        lefts += _tie_loose_ends(lane)
        for name, value in about.items():
            _insert(lane, {META.name: [{"id": name, "value": value}]})
        Journal(lane).seal_head(keys.seal)
        lane.commit()
        found = content_hash(_Filled(lane))
    except BaseException:
        lane.close()
        path.unlink(missing_ok=True)
        raise
    lane.close()
    cipher.prove_encrypted(path)
    with in_plain_words():
        path.chmod(0o600)
        sync_file(path)
        sync_folder(path.parent)
    return found, lefts


def raw_rows(lane: Lane, table: str) -> list[dict[str, Any]]:
    """Every row of a table as the database holds it, in the order of its key."""
    with in_plain_words():
        found = lane.connection.exec_driver_sql(f"SELECT * FROM {quoted(table)} ORDER BY 1").mappings().all()  # noqa: S608 - a table of ours
    return [dict(row) for row in found]


def quoted(name: str) -> str:
    """A table's or column's name for a statement."""
    return '"' + name.replace('"', '""') + '"'


def _build(lane: Lane, version: str) -> None:
    if version == HEAD:
        with in_plain_words():
            METADATA.create_all(lane.connection, checkfirst=False)
            lane.connection.exec_driver_sql(f"INSERT INTO {SCHEMA_VERSION.name} VALUES (?)", (HEAD,))  # noqa: S608 - a table of ours
        return
    from medbills.store.upgrade import build  # loads Alembic, so only for rows of an older version

    build(lane, head=version)


def _insert(lane: Lane, tables: Tables) -> list[str]:
    lefts: list[str] = []
    with in_plain_words():
        known = {name: {column["name"] for column in inspect(lane.connection).get_columns(name)} for name in _names(lane)}
        for name, rows in tables.items():
            for row in rows:
                if name not in known or not set(row) <= known[name]:
                    raise UnusableInput(
                        f"“{name}” holds something that this version of Medbills does not know. "
                        "Nothing was brought in. Update Medbills, and try again."
                    )
                columns = ", ".join(quoted(column) for column in row)
                places = ", ".join("?" for _ in row)
                lane.connection.exec_driver_sql(
                    f"INSERT INTO {quoted(name)} ({columns}) VALUES ({places})", tuple(row.values())  # noqa: S608 - names checked above
                )  # fmt: skip
    return lefts


def _names(lane: Lane) -> list[str]:
    return inspect(lane.connection).get_table_names()


def _tie_loose_ends(lane: Lane) -> list[str]:
    """References to rows that are not there: emptied where that may be, else the row is left out, and what leaned on it."""
    lefts: list[str] = []
    with in_plain_words():
        while loose := lane.connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            for table, rowid, _, number in loose:
                keys = lane.connection.exec_driver_sql(f"PRAGMA foreign_key_list({quoted(table)})").mappings().all()
                column = next(key["from"] for key in keys if key["id"] == number)
                info = lane.connection.exec_driver_sql(f"PRAGMA table_info({quoted(table)})").mappings().all()
                needed = any(one["name"] == column and one["notnull"] for one in info)
                row = lane.connection.exec_driver_sql(f"SELECT id FROM {quoted(table)} WHERE rowid = ?", (rowid,)).first()  # noqa: S608
                if row is None:
                    continue
                if needed:
                    lefts.append(f"A row of “{table}” ({row.id}), for what it belongs to is lost.")
                    lane.connection.exec_driver_sql(f"DELETE FROM {quoted(table)} WHERE rowid = ?", (rowid,))  # noqa: S608
                else:
                    statement = f"UPDATE {quoted(table)} SET {quoted(column)} = NULL WHERE rowid = ?"  # noqa: S608
                    lane.connection.exec_driver_sql(statement, (rowid,))
    return lefts
