"""A plain note on how strong a password for others is."""

from __future__ import annotations

from medbills.services.weigh_passphrase import weigh_passphrase

LEAST_CHARACTERS = 10


def strength_note(passphrase: str) -> tuple[str, str]:
    """The note and its tone, as guessing programs would weigh it."""
    note = weigh_passphrase(passphrase)
    return note.words, "success" if note.enough else "amber" if note.words else "text2"
