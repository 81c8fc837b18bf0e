"""An e-mail draft (.eml) that a mail program opens ready to send, with its attachments."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from medbills.errors import UnusableInput

_LONGEST_NAME = 120  # characters of a file's name
_LONGEST_SUBJECT = 200
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along; `media_type` like "application/pdf"."""

    name: str
    data: bytes
    media_type: str = "application/pdf"


def mail_draft(*, to: str, subject: str, text: str, attachments: Sequence[Attachment] = (), sender: str = "") -> bytes:
    """The draft, unsent and without a day; the text names every attachment. The same input gives the same bytes.

    `to` and `sender` may be empty: the mail program asks then. Raises UnusableInput for an address that is none.
    """
    message = EmailMessage(policy=SMTP)
    for header, address in (("From", sender), ("To", to)):
        if address.strip():
            message[header] = _address(address.strip())
    message["Subject"] = one_line(subject)[:_LONGEST_SUBJECT]
    message["X-Unsent"] = "1"  # by this some programs open it as a draft
    names = _names(attachments)
    listed = [f"{place}. {name} ({_size(len(one.data))})" for place, (name, one) in enumerate(zip(names, attachments, strict=True), 1)]
    body = "\n".join([_lines(text), *(["", "Attached:", *listed] if listed else []), ""])
    message.set_content(body, cte="quoted-printable")
    for name, one in zip(names, attachments, strict=True):
        kind, _, subtype = one.media_type.partition("/")
        message.add_attachment(one.data, maintype=kind, subtype=subtype or "octet-stream", filename=name)
    if message.is_multipart():
        parts = (body.encode(), *(one.data for one in attachments))
        message.set_boundary(f"medbills-{hashlib.sha256(b'|'.join(parts)).hexdigest()[:40]}")
    return message.as_bytes()


def one_line(text: str) -> str:
    """The text without line ends and control signs: what a header may hold."""
    return " ".join("".join(" " if _is_control(char) else char for char in text).split())


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text)
    except (ValueError, IndexError, MessageError) as problem:
        raise UnusableInput(f"“{one_line(text)[:60]}” is not an e-mail address. Type one like billing@example.com.") from problem


def _names(attachments: Sequence[Attachment]) -> list[str]:
    """A name for each, of signs that every system takes, and no two the same."""
    found: list[str] = []
    for one in attachments:
        plain = "".join("-" if char in _NOT_IN_NAMES else char for char in one_line(one.name)).strip(". ") or "attachment"
        stem, dot, ending = plain.rpartition(".")
        stem, ending = (stem, f"{dot}{ending}") if stem and len(ending) <= 5 else (plain, "")
        name, number = f"{stem[: _LONGEST_NAME - len(ending)]}{ending}", 1
        while name in found:
            number += 1
            name = f"{stem[: _LONGEST_NAME - len(ending) - 4]}-{number}{ending}"
        found.append(name)
    return found


def _lines(text: str) -> str:
    """The text with plain line ends and no other control signs, as the standard asks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(char for char in line if char == "\t" or not _is_control(char)) for line in lines)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")


def _size(count: int) -> str:
    return f"{count / 1_048_576:.1f} MB" if count >= 1_048_576 else f"{max(round(count / 1024), 1)} kB"
