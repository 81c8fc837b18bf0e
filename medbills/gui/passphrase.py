"""A plain note on how strong a passphrase is."""

from __future__ import annotations

LEAST_CHARACTERS = 10
GOOD_CHARACTERS = 16
LEAST_DIFFERENT = 6


def strength_note(passphrase: str) -> tuple[str, str]:
    """The note and its tone: length and variety count, since guessing programs try short and common ones first."""
    if not passphrase:
        return "", "text2"
    if len(passphrase) < LEAST_CHARACTERS:
        return f"Too short yet: {LEAST_CHARACTERS} letters or more.", "amber"
    if len(set(passphrase.casefold())) < LEAST_DIFFERENT:
        return "Easy to guess: it repeats itself. Use different words.", "amber"
    if len(passphrase) < GOOD_CHARACTERS:
        return "Fair. One more word makes it strong.", "text2"
    return "Strong.", "success"
