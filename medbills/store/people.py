"""The people whose bills are handled."""

from __future__ import annotations

from medbills.domain.person import Person
from medbills.store.records import Records
from medbills.store.schema import PERSON


class People(Records[Person]):
    """The one who helps comes last, the others by name."""

    table = PERSON
    value = Person
    order = ("is_me", "name")
