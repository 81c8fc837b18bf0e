"""How hard a passphrase is to guess, as a program guesses: words, names, dates, keys in a row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

ENOUGH_WORDS = 6
SHORTEST_WORD = 3
LONGEST_WEIGHED = 72  # characters; zxcvbn's time grows with the square of them


class Strength(IntEnum):
    """The scale of zxcvbn (D. Wheeler, USENIX Security 2016): the power of ten of the guesses it stands, in steps."""

    NONE = -1
    WORST = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3
    BEST = 4


@dataclass(frozen=True, slots=True)
class Weighed:
    """`enough` from GOOD on, or with six different words."""

    strength: Strength
    words: int

    @property
    def enough(self) -> bool:
        return self.strength >= Strength.GOOD or self.words >= ENOUGH_WORDS


def weigh(passphrase: str) -> Weighed:
    """Of a passphrase as it was typed; an empty one weighs nothing."""
    if not passphrase:
        return Weighed(Strength.NONE, 0)
    from zxcvbn import zxcvbn  # late: its lists of words are large

    words = {word.casefold() for word in passphrase.split() if len(word) >= SHORTEST_WORD}
    return Weighed(Strength(int(zxcvbn(passphrase[:LONGEST_WEIGHED])["score"])), len(words))
