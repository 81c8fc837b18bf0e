"""Locks the copy of a packet that leaves the vault with a password; the copy in the vault stays as it was made."""

from __future__ import annotations

from medbills.pdf.locked import LEAST, locked_pdf
from medbills.services.preview_packet import MadePacket

SHORTEST = LEAST


def packet_to_go(made: MadePacket, password: str = "") -> bytes:
    """The bytes to save or to attach. Raises UnusableInput for a password that is too short."""
    return lock_bytes(made.pdf, password)


def lock_bytes(pdf: bytes, password: str = "") -> bytes:
    """A packet's bytes, locked where there is a password. Raises UnusableInput for one that is too short."""
    return locked_pdf(pdf, password) if password else pdf
