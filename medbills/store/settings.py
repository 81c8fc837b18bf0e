"""The user's settings, and drafts that must outlive a lock: any JSON value under a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from medbills.store.lane import Lane
from medbills.store.rows import Rows, plain_row
from medbills.store.schema import SETTING


class Settings:
    """Reads."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane

    def get(self, name: str, default: Any = None) -> Any:
        found = self._lane.rows(select(SETTING.c.value).where(SETTING.c.id == name))
        return found[0].value if found else default

    def all(self) -> Mapping[str, Any]:
        return {row.id: row.value for row in self._lane.rows(select(SETTING).order_by(SETTING.c.id))}


class SettingEdits:
    """What a change may do to the settings."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def set(self, name: str, value: Any) -> None:
        """Keeps a JSON value under the name; None takes the name away."""
        if value is None:
            if self._rows.now(SETTING, name) is not None:
                self._rows.remove(SETTING, name)
            return
        self._rows.put(SETTING, plain_row(SETTING, {"id": name, "value": value}))
