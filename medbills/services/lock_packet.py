"""Locks the copy of a packet that leaves the vault with a password; the copy in the vault stays as it was made."""

from __future__ import annotations

from medbills.pdf.locked import LEAST, locked_pdf
from medbills.services.preview_packet import MadePacket

SHORTEST = LEAST


def packet_to_go(made: MadePacket, password: str = "") -> bytes:
    """The bytes to save or to attach. Raises UnusableInput for a password that is too short."""
    return locked_pdf(made.pdf, password) if password else made.pdf
