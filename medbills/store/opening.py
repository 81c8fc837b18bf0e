"""What it takes to open a vault or make one: its lock, its database, and the proof that the two belong together."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from filelock import FileLock, Timeout
from sqlalchemy import insert, select

from medbills.domain.practice import VaultKind
from medbills.errors import DamagedVault, NewerVault, VaultError, VaultInUse
from medbills.store import cipher
from medbills.store.durable import sync_folder
from medbills.store.faults import in_plain_words
from medbills.store.journal import Journal
from medbills.store.lane import Lane
from medbills.store.place import Place
from medbills.store.schema import HEAD, META, METADATA, SCHEMA_VERSION
from medbills.store.subkeys import SubKeys


def locked(place: Place) -> FileLock:
    """The lock that one program holds at a time. Raises VaultInUse, or VaultError where none can be made."""
    lock = FileLock(place.lock, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise VaultInUse(f"The vault in {place.folder} is open in another window or program. Close it there first.") from None
    except OSError as problem:
        raise VaultError(
            f"The vault in {place.folder} cannot be opened: {problem.strerror}. "
            "Nothing was changed. Check that you may change files there."
        ) from problem
    return lock


def opened(place: Place, keys: SubKeys, vault_id: str, clock: Callable[[], datetime.datetime]) -> Lane:
    """The lane to a database that is this vault's and of today's schema. Raises DamagedVault, NewerVault or NoRoom."""
    lane = cipher.open_lane(place.database, keys.database)
    try:
        check_identity(lane, keys, vault_id)
        version = cipher.schema_version(lane)
        if version > HEAD:
            raise NewerVault(
                f"The vault in {place.folder} was written by a later version of Medbills. Nothing was changed. Update Medbills to open it."
            )
    except BaseException:
        lane.close()
        raise
    if version == HEAD:
        return lane
    from medbills.store.upgrade import upgrade  # loads Alembic, so only when there is a migration to run

    try:
        upgrade(place, lane, keys, at=clock())
    finally:
        lane.close()
    return cipher.open_lane(place.database, keys.database)


def check_identity(lane: Lane, keys: SubKeys, vault_id: str) -> None:
    """Raises DamagedVault when the database is not the one that the key file belongs to."""
    found = stated(lane, "vault_id"), stated(lane, "seal")
    if found != (vault_id, keys.seal(vault_id)):
        raise DamagedVault("The key file and the database belong to two different vaults. Nothing was changed. Bring back a backup.")


def stated(lane: Lane, name: str) -> str:
    """What the vault says of itself under that name. Raises DamagedVault when it says nothing."""
    found = lane.rows(select(META.c.value).where(META.c.id == name))
    if not found:
        raise DamagedVault("The vault's database does not say which vault it is. Nothing was changed. Bring back a backup.")
    return str(found[0].value)


def make_database(place: Place, keys: SubKeys, vault_id: str, name: str, kind: VaultKind) -> None:
    """Made beside its place and moved in when it is whole and proved to be encrypted."""
    fresh = place.database.with_name("vault.db.new")
    fresh.unlink(missing_ok=True)
    lane = cipher.open_lane(fresh, keys.database, create=True)
    try:
        lane.begin()
        with in_plain_words():
            METADATA.create_all(lane.connection, checkfirst=False)
        lane.run(insert(SCHEMA_VERSION), {"version_num": HEAD})
        about = {"vault_id": vault_id, "seal": keys.seal(vault_id), "name": name, "kind": kind.value}
        lane.run(insert(META), [{"id": key, "value": value} for key, value in about.items()])
        Journal(lane).seal_head(keys.seal)
        lane.commit()
    except BaseException:
        lane.close()
        fresh.unlink(missing_ok=True)
        raise
    lane.close()
    cipher.prove_encrypted(fresh)
    with in_plain_words():
        fresh.chmod(0o600)
        fresh.replace(place.database)
        sync_folder(place.folder)
