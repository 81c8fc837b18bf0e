"""Holds back a packet whose names or sums differ from its own papers, unless the user says why it goes out all the same."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.errors import UnusableInput
from medbills.services.check_packet import PacketNote


def held_by(checks: Sequence[PacketNote]) -> tuple[PacketNote, ...]:
    """What holds a packet back."""
    return tuple(note for note in checks if note.stops)


def pass_held(held: Sequence[PacketNote], why: str) -> str | None:
    """What is kept of it with the packet: what differs and the user's reason; None where nothing holds it back.

    Raises UnusableInput without a reason.
    """
    if not held:
        return None
    if not why.strip():
        said = " ".join(f"{note.title}: {note.detail}" for note in held)
        raise UnusableInput(f"This packet is held back. {said} Correct the paper, or say why you send it all the same.")
    return f"{'; '.join(note.title for note in held)}. You said: {why.strip()}"
