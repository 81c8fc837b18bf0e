"""Keeps a file that was read: the original encrypted beside the database, its papers waiting for review."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from medbills.domain.case import Document, KeptPaper
from medbills.domain.names import same_person
from medbills.domain.paper import Paper
from medbills.services.read_paper import ReadFile
from medbills.store import Vault


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a file. `already` is True when the same bytes were kept before; nothing was added then."""

    document: Document
    papers: tuple[KeptPaper, ...]
    already: bool = False


def new_id() -> str:
    """A stable id for a row: random, so that two copies of a vault never give the same one."""
    return uuid.uuid4().hex


def password_setting(document_id: str) -> str:
    """The setting with the password of an encrypted PDF, so that its pages can be shown; the vault is encrypted itself."""
    return f"paper_password:{document_id}"


def keep_paper(vault: Vault, read: ReadFile, *, now: datetime.datetime) -> Kept:
    """Writes the encrypted original first and the rows after it, in one change; the user's own file is not touched."""
    file = read.reading.file
    key = vault.paper_files.add(read.data)
    before = vault.documents.by_key(key)
    if before is not None:
        return Kept(before, tuple(paper for paper in vault.papers.all() if paper.document_id == before.id), already=True)
    document = Document(id=new_id(), key=key, name=file.name, media_type=file.media_type, bytes=file.bytes, pages=file.pages, kept_at=now)
    papers = tuple(
        _waiting(vault, read_document.as_paper(new_id()), document, read_document.pages, read_document.warnings, now)
        for read_document in read.reading.documents
    )
    with vault.change(f"Added {file.name}") as change:
        change.documents.add(document)
        if read.password:
            change.settings.set(password_setting(document.id), read.password)
        for paper in papers:
            change.papers.add(paper)
    return Kept(document, papers)


def _waiting(
    vault: Vault, paper: Paper, document: Document, pages: tuple[int, int], warnings: tuple[str, ...], now: datetime.datetime
) -> KeptPaper:
    return KeptPaper(
        paper=paper, document_id=document.id, pages=pages, confirmed=False, person_id=whose(vault, paper), warnings=warnings, kept_at=now
    )


def whose(vault: Vault, paper: Paper) -> str | None:
    """The person a paper is about: by the printed name, or the only person there is."""
    people = vault.people.all()
    named = [person.id for person in people if same_person(person.name, paper.patient_name)]
    if named:
        return named[0]
    return people[0].id if len(people) == 1 and not paper.patient_name else None
