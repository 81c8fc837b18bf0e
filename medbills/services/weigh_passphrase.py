"""Says in plain words how well a passphrase stands up to guessing."""

from __future__ import annotations

from dataclasses import dataclass

from medbills import keys
from medbills.keys import Strength

STEPS = 4
_SAID = {
    Strength.WORST: "Guessed at once. Use four or more plain words.",
    Strength.WEAK: "Guessed in minutes. Add words that do not belong together.",
    Strength.FAIR: "Guessed in days. One or two more words make it strong.",
    Strength.GOOD: "Strong.",
    Strength.BEST: "Very strong.",
}
TOO_WEAK = "Too easy to guess. Use four or more words that do not belong together."


@dataclass(frozen=True, slots=True)
class StrengthNote:
    """`filled` of STEPS steps; `enough` from three on, or with six words."""

    filled: int
    words: str
    enough: bool


def weigh_passphrase(passphrase: str) -> StrengthNote:
    """An empty one says nothing yet."""
    weighed = keys.weigh(passphrase)
    if weighed.strength is Strength.NONE:
        return StrengthNote(0, "", False)
    strength = max(weighed.strength, Strength.GOOD) if weighed.enough else weighed.strength
    return StrengthNote(max(1, int(strength)), _SAID[strength], weighed.enough)
