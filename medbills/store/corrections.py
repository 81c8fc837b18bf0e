"""The corrections beside calls, letters and packets: they are added, never altered."""

from __future__ import annotations

from medbills.domain.correction import Correction
from medbills.errors import UnusableInput
from medbills.store.records import Edits, Records
from medbills.store.schema import CORRECTION


class Corrections(Records[Correction]):
    """In the order they were added."""

    table = CORRECTION
    value = Correction
    order = ("at",)

    def of(self, about_id: str) -> tuple[Correction, ...]:
        """Those beside one call, letter or packet."""
        return self._where(CORRECTION.c.about_id == about_id)


class CorrectionEdits(Edits[Correction]):
    """One that was added stays as it is."""

    def update(self, value: Correction) -> None:
        """Raises UnusableInput, always: add another correction."""
        raise UnusableInput("A correction stays as it was added. Add another one that says what is right.")

    def remove(self, row_id: str) -> None:
        """Raises UnusableInput, always. The latest one can be undone."""
        raise UnusableInput("A correction stays as it was added. Add another one that says what is right.")
