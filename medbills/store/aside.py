"""Opens a database that must not be altered, a backup's or another copy's; one of an older schema is brought up to date on a copy aside."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from pathlib import Path

from medbills.errors import NewerVault
from medbills.store import cipher
from medbills.store.journal import Journal
from medbills.store.lane import Lane
from medbills.store.opening import check_identity
from medbills.store.place import Place, is_cut_short
from medbills.store.schema import HEAD
from medbills.store.subkeys import SubKeys


def opened_aside(place: Place, keys: SubKeys, vault_id: str) -> Lane:
    """A lane that reads; `place` names the copy afterwards where one was made, which goes when the lane is closed.

    The copy is as encrypted as what it was made of. Raises DamagedVault, NewerVault or NoRoom; then nothing is left.
    """
    lane = cipher.open_lane(place.database, keys.database, read_only=not is_cut_short(place.database))
    try:
        check_identity(lane, keys, vault_id)
        version = cipher.schema_version(lane)
        if version > HEAD:
            raise NewerVault(
                f"What lies in {place.folder} was written by a later version of Medbills. Nothing was changed. Update Medbills to open it."
            )
        return lane if version == HEAD else _brought_up_to_date(place, lane, keys)
    except BaseException:
        lane.close()
        raise


def _brought_up_to_date(place: Place, old: Lane, keys: SubKeys) -> Lane:
    from medbills.store.upgrade import upgraded_copy  # loads Alembic, so only when there is a migration to run

    newest = Journal(old).last()
    at = newest.at if newest else datetime.datetime.fromtimestamp(0, datetime.UTC)
    folder = Path(tempfile.mkdtemp(prefix="medbills-"))  # for its owner alone
    fresh = folder / place.database.name
    try:
        # Stamped with the last change there: a migration is no newer word than what people said since.
        upgraded_copy(old, keys, fresh, at=at)
        copy = cipher.open_lane(fresh, keys.database, read_only=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    old.close()
    place.database = fresh
    copy.when_closed(lambda: shutil.rmtree(folder, ignore_errors=True))
    return copy
