"""Brings an older vault to today's schema: on a copy, which is checked, and which then takes the old one's place."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from medbills.errors import DamagedVault
from medbills.store import cipher
from medbills.store.backup import make_backup
from medbills.store.content import content_of
from medbills.store.durable import sync_file, sync_folder
from medbills.store.faults import in_plain_words
from medbills.store.journal import UPGRADE, Journal, Touched
from medbills.store.lane import Lane
from medbills.store.place import Place
from medbills.store.schema import HEAD, META, SCHEMA_VERSION
from medbills.store.subkeys import SubKeys
from medbills.store.verify import kept_rows, told_rows

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(
    place: Place, lane: Lane, keys: SubKeys, *, at: datetime.datetime, scripts: Path = MIGRATIONS, head: str = HEAD
) -> None:
    """Backs up, migrates a copy, checks it, and swaps it in; closes `lane`. Whatever fails, the old database stays.

    Raises NoRoom, or DamagedVault when the copy does not pass its checks.
    """
    make_backup(place, keys, lane, at=at)
    fresh = place.database.with_name("vault.db.upgraded")
    fresh.unlink(missing_ok=True)
    upgraded_copy(lane, keys, fresh, at=at, scripts=scripts, head=head)
    try:
        lane.close()
        with in_plain_words():
            sync_file(fresh)
            fresh.replace(place.database)
            sync_folder(place.folder)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def upgraded_copy(
    lane: Lane, keys: SubKeys, fresh: Path, *, at: datetime.datetime, scripts: Path = MIGRATIONS, head: str = HEAD
) -> None:
    """Writes what `lane` holds to `fresh` in today's schema, checked; `at` is when the history says that was. Alters nothing else.

    Raises NoRoom, or DamagedVault when the copy does not pass its checks; then there is no copy.
    """
    cipher.copy_database(lane, keys.database, fresh)
    try:
        copy = cipher.open_lane(fresh, keys.database)
        try:
            before = cipher.schema_version(copy)
            _migrate(copy, scripts, head)
            _note(copy, keys, before, head, at)
            _compare(lane, copy)
        finally:
            copy.close()
        problems = cipher.damage(fresh, keys.database)
        if problems:
            raise _refused(problems[0])
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _migrate(copy: Lane, scripts: Path, head: str) -> None:
    """Runs the migrations in one transaction, with foreign keys off: rebuilding a table would delete what refers to it."""
    with in_plain_words():
        copy.connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    copy.begin()
    build(copy, scripts, head)
    copy.commit()
    with in_plain_words():
        copy.connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def build(lane: Lane, scripts: Path = MIGRATIONS, head: str = HEAD) -> None:
    """Every migration that the database still lacks, in order, inside the open transaction."""
    directory = ScriptDirectory(str(scripts))
    context = MigrationContext.configure(
        lane.connection, opts={"fn": lambda version, _: directory._upgrade_revs(head, version), "as_sql": False}
    )
    with in_plain_words(), Operations.context(context):
        context.run_migrations()


def _note(copy: Lane, keys: SubKeys, before: str, head: str, at: datetime.datetime) -> None:
    """Writes into the history what the migrations made of the rows, so that it still tells the whole story."""
    told, found = told_rows(copy), kept_rows(copy)
    writes = [Touched(META.name, "schema", {"version": before}, {"version": head})]
    writes += [
        Touched(table, row_id, told.get((table, row_id)), found.get((table, row_id)))
        for table, row_id in sorted(told.keys() | found.keys())
        if told.get((table, row_id)) != found.get((table, row_id))
    ]
    copy.begin()
    Journal(copy).append(writes, change_id=uuid.uuid4().hex, at=at, what="Brought the vault up to date", undoes=UPGRADE, seal=keys.seal)
    copy.commit()


def _compare(old: Lane, new: Lane) -> None:
    """No table that is still there may have lost a row."""
    before, after = content_of(old), content_of(new)
    for table, (rows, _) in before.items():
        if table in after and table != SCHEMA_VERSION.name and after[table][0] < rows:
            raise _refused(f"The table “{table}” lost {rows - after[table][0]} rows.")


def _refused(why: str) -> DamagedVault:
    return DamagedVault(f"The vault could not be brought up to date. It was left as it is. {why} Bring back a backup, and try again.")
