"""Deadlines of events given as plain facts, by the rules that ship or those in use in a vault."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from medbills.deadlines import deadlines_from_json, events_json

if TYPE_CHECKING:
    from medbills.domain.rule import Pack
    from medbills.store import Vault


def tell_deadlines(data: Mapping[str, Any], *, today: datetime.date, vault: Vault | None = None) -> dict[str, Any]:
    """The answer of the contract; `today` in the facts wins. Of the vault nothing but its rules is used."""
    return deadlines_from_json(data, today=today, pack=_rules(vault))


def tell_events(vault: Vault | None = None) -> dict[str, Any]:
    """Every event, with the rules it sets off."""
    return events_json(_rules(vault))


def _rules(vault: Vault | None) -> Pack | None:
    """None: those that ship. The store loads slowly, so only where there is a vault."""
    if vault is None:
        return None
    from medbills.services.rules_in_use import rules_in_use

    return rules_in_use(vault)
