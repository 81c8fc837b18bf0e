"""A person whose bills are handled, and who may speak for them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A patient, or the one who helps. `called` is what the family says ("Dad", "Me")."""

    id: str
    name: str
    called: str = ""
    birth_date: datetime.date | None = None
    address: str = ""  # lines divided by line ends
    state: str | None = None  # two letters
    phone: str = ""
    email: str = ""
    is_me: bool = False
    helped_as: str = ""  # what the user is to them: "daughter"
    plan_ids: tuple[str, ...] = ()  # in the order they pay
    died_on: datetime.date | None = None

    @property
    def short(self) -> str:
        return self.called or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A hospital, practice, lab or collector that sends bills."""

    id: str
    name: str
    npi: str | None = None
    tax_id: str | None = None
    phone: str = ""
    address: str = ""
    nonprofit: bool | None = None  # None: not known
