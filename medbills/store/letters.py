"""The letters, from draft to sent."""

from __future__ import annotations

from medbills.domain.letter import Letter
from medbills.store.records import OfCases
from medbills.store.schema import LETTER


class Letters(OfCases[Letter]):
    """In the order they were written; drafts without a day come first."""

    table = LETTER
    value = Letter
    order = ("written_on",)
