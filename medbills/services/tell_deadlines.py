"""Deadlines of events given as plain facts, without a vault."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from medbills.deadlines import deadlines_from_json, events_json


def tell_deadlines(data: Mapping[str, Any], *, today: datetime.date) -> dict[str, Any]:
    """The answer of the contract; `today` in the facts wins."""
    return deadlines_from_json(data, today=today)


def tell_events() -> dict[str, Any]:
    """Every event, with the rules it sets off."""
    return events_json()
