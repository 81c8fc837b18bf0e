"""Lists the fingerprints of a packet and of the files behind its exhibits, in the form that sha256sum checks."""

from __future__ import annotations

import hashlib
import unicodedata

from medbills.domain.wording import long_day
from medbills.services.preview_packet import MadePacket


def fingerprint_list(made: MadePacket, name: str, saved: bytes | None = None) -> str:
    """A line a file: SHA-256 in hexadecimal, two spaces, the file; `name` is the packet's. The same packet gives the same text.

    `saved` are the bytes under that name where they are not the packet's own, because it was locked with a password.
    """
    plan = made.plan
    lines = [
        f"# Packet {plan.number}: {_line(plan.title)}, {long_day(plan.printed_on)}",
        "# Fingerprints (SHA-256) of the packet and of the files that its exhibits were printed from.",
        f"{hashlib.sha256(made.pdf if saved is None else saved).hexdigest()}  {_line(name)}",
    ]
    if saved is not None and saved != made.pdf:
        lines.append(f"# Before it was locked: {hashlib.sha256(made.pdf).hexdigest()}")
    for exhibit in plan.exhibits:
        if exhibit.fingerprint:
            lines += [f"# Exhibit {exhibit.label}: {_line(exhibit.title)}", f"{exhibit.fingerprint}  {_line(exhibit.file)}"]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """One line of visible signs."""
    return "".join(" " if unicodedata.category(char).startswith(("C", "Z")) else char for char in text)
