"""Keeps or removes something of a person in one change, and checks that person's cases anew with it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from medbills.domain.changes import Changes
from medbills.services.audit_cases import audit_cases
from medbills.services.keep_paper import new_id
from medbills.store import Change, Vault


class OfPerson(Protocol):
    """What belongs to a person, or to nobody yet."""

    @property
    def id(self) -> str: ...
    @property
    def person_id(self) -> str | None: ...


V = TypeVar("V", bound=OfPerson)
W = TypeVar("W")
Noun = Callable[[Any], Any]  # picks the same noun of a vault and of a change: `lambda of: of.payments`


def keep_and_check(vault: Vault, noun: Noun, value: V, what: Callable[[bool], str], *, today: datetime.date) -> Changes:
    """Adds it where its id is empty, else updates the one of that id. `what` names the change; it is told whether one was there."""
    before: OfPerson | None = noun(vault).get(value.id) if value.id else None
    kept = value if value.id else with_id(value)
    with vault.change(what(before is not None)) as change:
        noun(change).put(kept)
        for person_id in {kept.person_id, before.person_id if before else kept.person_id}:
            audit_cases(vault, change, today=today, person_id=person_id)
    return change.changes


def remove_and_check(
    vault: Vault, noun: Noun, value: OfPerson, what: str, *, today: datetime.date, first: Callable[[Change], None] | None = None
) -> Changes:
    """Takes it away; `first` is done in the same change before."""
    with vault.change(what) as change:
        if first:
            first(change)
        noun(change).remove(value.id)
        audit_cases(vault, change, today=today, person_id=value.person_id)
    return change.changes


def with_id(value: W) -> W:
    """The same with a new id."""
    return cast(W, dataclasses.replace(cast(Any, value), id=new_id()))
