"""Says what is known of a state's law on dental services that a plan does not cover; every such note is marked as not checked."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from medbills import plain_yaml
from medbills.domain.wording import long_day
from medbills.paths import resource


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = plain_yaml.load(resource("clauses", "non_covered_services.yaml").read_text(encoding="utf-8"))
    return found


def non_covered_note(state: str | None) -> str:
    """The note for a patient's state, in sentences; empty where no state is told."""
    if not state:
        return ""
    table = _table()
    checked = f"Not sure: from a list, {long_day(table['checked_on'])}. Ask the state’s insurance department."
    if state.upper() not in table["states"]:
        return f"We know of no law in {state.upper()} on dental services that a plan does not cover. {checked}"
    since: datetime.date | None = table["states"][state.upper()]
    when = f" since {long_day(since)}" if since else ""
    first = f"{state.upper()} has had a law{when} on fees for dental services that a plan does not cover."
    return f"{first} {table['downgrades']} {checked}"


def non_covered_source() -> str:
    """Where the list is from."""
    return str(_table()["source"])
