"""Takes the papers out of a saved e-mail (.eml): attached files, without logos, signatures and the mail's own words."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import PurePosixPath

from medbills.domain.media import CSV, EMAIL, JSON, PDF, PICTURES, SHEET, TEXT, X12, XML, media_type
from medbills.errors import UnusableInput

_MOST_FILES, _MOST_DEPTH = 100, 5
_LOGO = 10 * 1024  # bytes: a smaller picture within the text is the sender's logo
_DATA = frozenset({PDF, JSON, XML, X12, SHEET, CSV, TEXT})
_SIGNATURES = re.compile(r"(?:application/(?:x-)?pkcs7-(?:signature|mime)|application/pgp-(?:signature|keys|encrypted))$")
_NOT_PAPERS = frozenset({".p7s", ".p7m", ".asc", ".sig", ".vcf", ".ics", ".htm", ".html", ".css", ".js", ".zip", ".docx", ".pptx"})
_HEADERS = ("from", "subject", "date", "received", "mime-version", "message-id")
_ENDINGS = {PDF: ".pdf", JSON: ".json", XML: ".xml", X12: ".835", SHEET: ".xlsx", CSV: ".csv", "image/jpeg": ".jpg"}
_LONGEST_NAME, _LONGEST_SUBJECT = 120, 60
NOTHING = "{name} is an e-mail with no paper attached. Save what it links to, or print it as a PDF, and add that."
NO_MAIL = "{name} is not an e-mail, or it is damaged. Save the attached paper itself, and add that."
TOO_MANY = "{name} has more than {most} files attached. Save those that are medical papers, and add them."
TOO_DEEP = "{name} holds e-mails within e-mails, more than {most} deep. Save the attached paper itself, and add that."


def is_mail(name: str, data: bytes) -> bool:
    """Whether a file is a saved e-mail, whose attached papers are read instead of it."""
    return media_type(name, data) == EMAIL


def open_mail(name: str, data: bytes) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    """Where its papers come from, in words, and the papers by name. Raises UnusableInput when it has none."""
    found = attachments(data, name)
    subject = " ".join(str(BytesHeaderParser(policy=email.policy.default).parsebytes(data).get("subject") or "").split())
    if len(subject) > _LONGEST_SUBJECT:
        subject = subject[:_LONGEST_SUBJECT].rsplit(" ", 1)[0] + " …"
    return f"from mail “{subject or name}”", found


def attachments(data: bytes, name: str) -> tuple[tuple[str, bytes], ...]:
    """The attached files with their names, in the mail's order; those of attached e-mails too.

    Raises UnusableInput with one sentence that names the file: no e-mail, nothing attached, too many or too deep.
    """
    try:
        mail = email.message_from_bytes(data, policy=email.policy.default)
        if not any(header in mail for header in _HEADERS):
            raise UnusableInput(NO_MAIL.format(name=name))
        found = []
        for item in _files(mail, name, 1):
            found.append(item)
            if len(found) > _MOST_FILES:
                raise UnusableInput(TOO_MANY.format(name=name, most=_MOST_FILES))
    except UnusableInput:
        raise
    except Exception:  # the library's header parsers raise nearly anything on damaged mail
        raise UnusableInput(NO_MAIL.format(name=name)) from None
    if not found:
        raise UnusableInput(NOTHING.format(name=name))
    return _told_apart(found)


def _files(mail: Message, name: str, depth: int) -> Iterator[tuple[str, bytes]]:
    if depth > _MOST_DEPTH:
        raise UnusableInput(TOO_DEEP.format(name=name, most=_MOST_DEPTH))
    for part in _parts(mail):
        if part.get_content_type() == EMAIL:
            for inner in part.get_payload() if part.is_multipart() else ():
                if isinstance(inner, Message):
                    yield from _files(inner, name, depth + 1)
            continue
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes) or not body:
            continue
        printed = _base_name(part.get_filename() or "")
        kind = media_type(printed, body)
        if kind == EMAIL:
            yield from _files(email.message_from_bytes(body, policy=email.policy.default), name, depth + 1)
        elif _is_paper(part, printed, kind, len(body)):
            yield printed or f"attachment{_ENDINGS.get(kind, '')}", body


def _parts(mail: Message) -> Iterator[Message]:
    """The leaves of one mail; an attached e-mail is a leaf."""
    waiting: list[Message] = [mail]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, Message)]
        else:
            yield part


def _is_paper(part: Message, printed: str, kind: str, size: int) -> bool:
    ending = PurePosixPath(printed).suffix.lower()
    if _SIGNATURES.match(part.get_content_type()) or ending in _NOT_PAPERS:
        return False
    disposition = part.get_content_disposition()
    if kind in PICTURES:
        within = disposition == "inline" or (disposition is None and part.get("content-id") is not None)
        return size >= _LOGO or not within
    if kind == TEXT or part.get_content_type() in {"text/plain", "text/html"}:
        return kind in _DATA and disposition == "attachment" and bool(printed)
    return kind in _DATA


def _base_name(printed: str) -> str:
    """A name without folders or characters that a file's name cannot have on some system."""
    last = re.split(r"[/\\]", printed)[-1]
    clean = " ".join("".join(c for c in last if c.isprintable() and c not in '<>:"|?*').split()).strip(". ")
    ending = PurePosixPath(clean).suffix if len(PurePosixPath(clean).suffix) <= 8 else ""
    return clean if len(clean) <= _LONGEST_NAME else clean[: _LONGEST_NAME - len(ending)] + ending


def _told_apart(found: list[tuple[str, bytes]]) -> tuple[tuple[str, bytes], ...]:
    """The same, with a count in names that were given already: "scan (2).pdf"."""
    taken: set[str] = set()
    named = []
    for printed, body in found:
        path, count, own = PurePosixPath(printed), 1, printed
        while own.casefold() in taken:
            count += 1
            own = f"{path.stem} ({count}){path.suffix}"
        taken.add(own.casefold())
        named.append((own, body))
    return tuple(named)
