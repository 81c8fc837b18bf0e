"""The ways a letter leaves: a file for Word, an e-mail draft, a fax with its cover sheet, an envelope; and the copy that was sent."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
import zipfile
from pathlib import Path

from medbills.domain.letter import BlockKind, Letter, RenderedLetter
from medbills.domain.media import PDF, PICTURES, media_type
from medbills.domain.wording import long_day
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.letters.mail_draft import Attachment, mail_draft
from medbills.letters.word import letter_docx
from medbills.pdf.envelope import envelope_pdf
from medbills.pdf.fax_cover import FaxCover, fax_cover_pdf
from medbills.pdf.joined import joined_pdf, page_count
from medbills.services.keep_file import keep_file
from medbills.services.write_letter import SENT_COPY, finish_letter, letter_state
from medbills.store import Vault

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST = 50 * 1024 * 1024  # bytes of a copy that is attached


def word_letter(vault: Vault, letter_id: str, *, today: datetime.date) -> bytes:
    """The letter as it reads now, as .docx, to be changed in Word. Attach what you sent with `attach_sent_copy`."""
    return letter_docx(letter_state(vault, letter_id, today=today).rendered)


def mail_letter(vault: Vault, letter_id: str, *, to: str, now: datetime.datetime) -> bytes:
    """An e-mail draft (.eml) with the letter attached. Subject and text tell nothing of the care: mail may be read on the way.

    Raises UnusableInput while the letter is not ready, or when `to` is no address.
    """
    copy = finish_letter(vault, letter_id, now=now)
    letter = _letter(vault, letter_id)
    me = next((person for person in vault.people.all() if person.is_me), None)
    name = me.name if me else ""
    day = long_day(letter.written_on or now.date())
    text = f"Please find my letter of {day} attached.\n\nPlease write back that you received it.\n\n{name}".rstrip()
    kind = media_type("letter.pdf", copy)
    ending, kind = (".pdf", PDF) if kind == PDF else (".docx", DOCX)
    attached = Attachment(f"letter-{(letter.written_on or now.date()).isoformat()}{ending}", copy, kind)
    return mail_draft(to=to, subject=f"Letter of {day}", text=text, attachments=(attached,), sender=me.email if me else "")


def fax_letter(vault: Vault, letter_id: str, *, fax: str, now: datetime.datetime) -> bytes:
    """The letter behind a cover sheet that names the reader, the number and the pages. Raises UnusableInput while it is not ready."""
    pdf = finish_letter(vault, letter_id, now=now)
    if media_type("letter.pdf", pdf) != PDF:
        raise UnusableInput("Your own copy is a Word file. Save it as PDF there, attach that, and make the fax again.")
    letter = _letter(vault, letter_id)
    me = next((person for person in vault.people.all() if person.is_me), None)
    cover = FaxCover(
        to=letter.recipient.split("\n")[0], fax=fax, sender=me.name if me else "", phone=me.phone if me else "", day=now.date(),
        pages=page_count(pdf) + 1, about=f"Letter of {long_day(letter.written_on or now.date())}",
    )  # fmt: skip
    return joined_pdf([fax_cover_pdf(cover), pdf], "Fax")


def envelope_for(vault: Vault, letter_id: str, *, today: datetime.date) -> bytes:
    """A number 10 envelope with the addresses of the letter."""
    rendered = letter_state(vault, letter_id, today=today).rendered
    return envelope_pdf(sender=_block(rendered, BlockKind.SENDER), recipient=_block(rendered, BlockKind.ADDRESSEE))


def attach_sent_copy(vault: Vault, letter_id: str, name: str, data: bytes, *, now: datetime.datetime) -> Letter:
    """Keeps a file as what was, or will be, sent instead of our own page: a letter changed in Word, or a signed one that was scanned.

    Raises UnusableInput for a letter that was noted as sent (its copy is frozen), and for what is no letter's file.
    """
    letter = _letter(vault, letter_id)
    if letter.sent_on:
        raise UnusableInput("This letter was sent and stays as it is. Take back that it was sent to change its copy.")
    kind = _kind(name, data)
    with vault.change(f"Attached the copy of a letter: {letter.title}") as change:
        document = keep_file(vault, change, data, name=name, media_type=kind, now=now)
        kept = dataclasses.replace(
            letter, document_id=document.id, sha256=hashlib.sha256(data).hexdigest(), answers={**letter.answers, SENT_COPY: document.id},
            written_on=now.date(),
        )  # fmt: skip
        change.letters.update(kept)
    return kept


def attach_sent_file(vault: Vault, letter_id: str, path: Path, *, now: datetime.datetime) -> Letter:
    """The same for a file on the disk, which stays where it is. Raises UnusableInput when it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise UnusableInput(f"{path.name} cannot be read: {problem.strerror}. Choose another copy of it.") from problem
    return attach_sent_copy(vault, letter_id, path.name, data, now=now)


def drop_sent_copy(vault: Vault, letter_id: str) -> Letter:
    """Goes back to the letter as Medbills writes it. Raises UnusableInput for a letter that was sent."""
    letter = _letter(vault, letter_id)
    if letter.sent_on:
        raise UnusableInput("This letter was sent and stays as it is. Begin a new one to write something else.")
    answers = {name: value for name, value in letter.answers.items() if name != SENT_COPY}
    kept = dataclasses.replace(letter, answers=answers, document_id=None, sha256="")
    with vault.change(f"Took back the copy of a letter: {letter.title}") as change:
        change.letters.update(kept)
    return kept


def _kind(name: str, data: bytes) -> str:
    if len(data) > _MOST:
        raise UnusableInput(f"{name} is larger than 50 MB. Attach the letter alone.")
    found = media_type(name, data)
    if found == PDF or found in PICTURES:
        return found
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/document.xml" in archive.namelist():
                return DOCX
    except (zipfile.BadZipFile, OSError, ValueError):
        pass
    raise UnusableInput(f"{name} is no letter that can be kept. Attach a Word file (.docx), a PDF or a picture.")


def _block(rendered: RenderedLetter, kind: BlockKind) -> str:
    return next(("".join(run.text for run in block.runs) for block in rendered.blocks if block.kind is kind), "")


def _letter(vault: Vault, letter_id: str) -> Letter:
    letter = vault.letters.get(letter_id)
    if letter is None:
        raise UnusableInput(f"This letter is no longer among your papers. {IN_HISTORY}")
    return letter
