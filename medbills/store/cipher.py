"""What is SQLCipher's own: opening with a raw key, the settings of a connection, its checks and its copies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from medbills.errors import DamagedVault
from medbills.store.durable import sync_file, sync_folder
from medbills.store.faults import in_plain_words
from medbills.store.lane import Lane
from medbills.store.place import check_database_file, is_plaintext

# DELETE with EXTRA lost nothing at any crash point, and leaves one whole file whenever nobody writes.
_SETTINGS = (
    "foreign_keys=ON",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "temp_store=MEMORY",  # sorting never spills plain pages to a temporary file
    "trusted_schema=OFF",
    "busy_timeout=2000",
)


def open_lane(path: Path, key: bytes, *, create: bool = False, read_only: bool = False) -> Lane:
    """A keyed connection, proved by a read. An empty database is made only with `create`.

    Raises DamagedVault when the key does not open the file: keys.json vouched for the key, so the file is at fault.
    """
    if not create:
        check_database_file(path)
    mode = "rwc" if create else "ro" if read_only else "rw"
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: _connect(path, key, mode), poolclass=StaticPool, isolation_level="AUTOCOMMIT",
        hide_parameters=True,  # a crash report must not show what was being written
    )  # fmt: skip
    with in_plain_words():
        try:
            connection = engine.connect()
        except BaseException:
            engine.dispose()
            raise

    def close() -> None:
        connection.close()
        engine.dispose()

    return Lane(connection, close)


def _connect(path: Path, key: bytes, mode: str) -> Any:
    driver = sqlcipher.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False)
    try:
        _give_key(driver, key)
        driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for setting in _SETTINGS:
            driver.execute(f"PRAGMA {setting}")
        driver.set_authorizer(_no_other_file)
    except BaseException:
        driver.close()
        raise
    return driver


def _no_other_file(action: int, first: str | None, *_: object) -> int:
    """Forbids to attach a second file: attached with an empty key it would be written plain."""
    refused = action == sqlcipher.SQLITE_ATTACH and first
    return int(sqlcipher.SQLITE_DENY if refused else sqlcipher.SQLITE_OK)


def prove_encrypted(path: Path) -> None:
    """Raises RuntimeError, and removes the file, when a new database came out readable: that must never be kept."""
    if is_plaintext(path):
        path.unlink()
        raise RuntimeError("the new database was written without its key")


def damage(path: Path, key: bytes) -> list[str]:
    """What the database's own checks say, all rows read, each on a connection that saw no other page; empty when whole."""
    found: list[str] = []
    for check in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
        try:
            driver = _connect(path, key, "ro")
        except sqlcipher.Error:
            return [*found, "The first page of the database cannot be read."]
        try:
            rows = [" ".join(str(part) for part in row) for row in driver.execute(f"PRAGMA {check}").fetchall()]
            found += [f"Database, {check.replace('_', ' ')}: {row}." for row in rows if row != "ok"]
        except sqlcipher.Error as problem:
            found.append(f"Database, {check.replace('_', ' ')}: {problem}.")
        finally:
            driver.close()
        if found and check == "cipher_integrity_check":
            break  # a page that is not genuine makes the other checks blame the whole ones too
    return found


def connect_to_read(path: Path, key: bytes) -> Any:
    """A bare connection that alters nothing, for what reads a damaged file. Raises the driver's own errors."""
    return _connect(path, key, "ro")


def overwrite_what_is_deleted(lane: Lane) -> None:
    """From now on this connection writes zeros where something was, so that a removal for good leaves nothing behind."""
    with in_plain_words():
        lane.connection.exec_driver_sql("PRAGMA secure_delete=ON")


def copy_database(lane: Lane, key: bytes, target: Path) -> None:
    """A copy under the same key, made while nobody writes; synced before it returns. `target` must not exist."""
    if target.exists():
        raise RuntimeError(f"{target} exists")
    source = lane.connection.connection.dbapi_connection
    with in_plain_words():
        try:
            driver = _keyed_and_empty(target, key)
            try:
                source.backup(driver)  # type: ignore[union-attr]
            finally:
                driver.close()
            prove_encrypted(target)
            sync_file(target)
            sync_folder(target.parent)
        except BaseException:
            target.unlink(missing_ok=True)
            Path(f"{target}-journal").unlink(missing_ok=True)
            raise


def _keyed_and_empty(path: Path, key: bytes) -> Any:
    driver = sqlcipher.connect(os.fspath(path), isolation_level=None)
    _give_key(driver, key)
    return driver


def _give_key(driver: Any, key: bytes) -> None:
    """Before any page is touched, or the file would be written plain. The key is 32 random bytes, never a user's text."""
    driver.execute("PRAGMA cipher_log_level = NONE")  # a damaged page would print thousands of lines on the terminal
    driver.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def schema_version(lane: Lane) -> str:
    """The number of the newest migration that the database went through. Raises DamagedVault when it names none."""
    with in_plain_words():
        connection = lane.connection
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").scalar()
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() if tables else None
    if version is None:
        raise DamagedVault("The vault's database holds no version of its tables. Nothing was changed. Bring back a backup.")
    return str(version)
