"""A fact of a letter that does not stand on what is on file: it says something else, or has no source."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.domain.paper import Spot
from medbills.domain.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbacked:
    """`letter_says` and `file_says` are in words; `file_says` is "" where nothing on file backs the fact."""

    fact: str
    ask: str  # the question it answers
    letter_says: str
    file_says: str = ""
    source: str = ""  # where the file says it
    document: str | None = None  # the paper behind that
    spot: Spot | None = None
    claims: tuple[str, ...] = ()  # sums, days and names in words typed freely: the user may say that they stand on their own word

    @property
    def sentence(self) -> str:
        """What does not fit, for the user."""
        if self.claims:
            named = listed([f"“{claim}”" for claim in self.claims])
            return f"Your words name {named}. No paper, call or answer of this case does."
        if not self.file_says:
            return f"The letter says “{self.letter_says}”, and nothing on file shows where that comes from."
        return f"The letter says “{self.letter_says}”. {self.source} says “{self.file_says}”."
