"""Which papers a vault lacks the files of because they were removed for good: after the backup was made from which it came back."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from medbills.store.columns import canonical
from medbills.store.lane import Lane
from medbills.store.schema import META

GONE = "removed_for_good"  # in the list of a backup, and of a vault that was made of one


def gone_of(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of papers that were removed for good after a backup was made, as its list tells."""
    return tuple(manifest.get(GONE, ()))


def remember_gone(lane: Lane, gone: Collection[str]) -> None:
    """From now on it is no damage that these files are missing."""
    if not gone:
        return
    lane.begin()
    try:
        lane.run(delete(META).where(META.c.id == GONE))
        lane.run(insert(META), {"id": GONE, "value": canonical(sorted(gone))})
        lane.commit()
    except BaseException:
        lane.rollback()
        raise


def remembered(lane: Lane) -> frozenset[str]:
    """Their keys."""
    found = lane.rows(select(META.c.value).where(META.c.id == GONE))
    return frozenset(json.loads(found[0].value)) if found else frozenset()
