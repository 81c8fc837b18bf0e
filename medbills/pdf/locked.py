"""Locks a PDF with a password (AES-256), for a copy that travels by e-mail or on a stick."""

from __future__ import annotations

import io
import secrets

import pikepdf

from medbills.errors import UnusableInput

LEAST = 8  # characters
_MOST = 127  # bytes: the format takes no more into account


def locked_pdf(pdf: bytes, password: str) -> bytes:
    """A copy that opens with the password only. Its bytes differ each time, since its keys are new each time.

    Raises UnusableInput for a password that is too short, or too long to count whole.
    """
    if len(password) < LEAST:
        raise UnusableInput(f"This password is too short. Use at least {LEAST} signs, like three words in a row.")
    if len(password.encode()) > _MOST:
        raise UnusableInput("This password is too long for a PDF. Use at most 100 letters.")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(32), R=6, aes=True, metadata=True))
    return out.getvalue()
