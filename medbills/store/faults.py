"""Turns what the disk and the database report into the sentences a user can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from medbills.errors import DamagedVault, NoRoom, VaultError, VaultInUse

FULL = "The disk is full. The last change was not kept; everything before it is safe. Make some room and try again."
REFUSED = "The disk did not do its part; it may be full, faulty or unplugged. Everything kept before is safe. Make room and try again."
DAMAGED = "Part of the vault's database is damaged. Nothing was changed. Bring back a backup, or check the vault to see what is affected."
BUSY = "Another program is using the vault's database. Close it and try again."

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Raises NoRoom, DamagedVault, VaultInUse or VaultError in the place of a fault of the disk; bugs pass as they are."""
    try:
        yield
    except DBAPIError as problem:
        said = _of_database(problem.orig)
        if said is None:
            raise
        raise said from problem
    except sqlcipher.Error as problem:
        said = _of_database(problem)
        if said is None:
            raise
        raise said from problem
    except OSError as problem:
        if problem.errno in _DISK_FULL:
            raise NoRoom(FULL) from problem
        raise VaultError(
            f"The vault cannot be read or written: {problem.strerror}. "
            "Everything kept before is safe. Check the disk, and try again."
        ) from problem  # fmt: skip


def _of_database(problem: BaseException | None) -> VaultError | None:
    name = str(getattr(problem, "sqlite_errorname", None) or "")
    if name == "SQLITE_FULL":
        return NoRoom(FULL)
    if name == "SQLITE_NOTADB" or name.startswith("SQLITE_CORRUPT"):
        return DamagedVault(DAMAGED)
    if name.startswith("SQLITE_IOERR"):  # the driver does not tell reading from writing; a damaged page is not among these
        return NoRoom(REFUSED)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return VaultInUse(BUSY)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return VaultError("The vault's database cannot be written. Check that you may change files in its folder.")
    return None
