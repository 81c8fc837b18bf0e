"""Keeps a file that was read: the original encrypted beside the database, its papers waiting for review."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from medbills.domain.case import Document, KeptPaper
from medbills.domain.media import PDF
from medbills.domain.names import same_person
from medbills.domain.paper import Paper
from medbills.domain.practice import VaultKind
from medbills.domain.reader_mark import READER_VERSION, ReaderMark
from medbills.domain.waiting_file import WaitingFile
from medbills.errors import UnusableInput
from medbills.services.find_links import link_papers
from medbills.services.read_paper import ReadFile
from medbills.store import Vault

NO_PATIENTS = "This place is a dental practice’s and holds no patient papers. Open your family’s place to add them."


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a file. `already` is True when the same bytes were kept before; nothing was added then."""

    document: Document
    papers: tuple[KeptPaper, ...]
    already: bool = False


def new_id() -> str:
    """A stable id for a row: random, so that two copies of a vault never give the same one."""
    return uuid.uuid4().hex


def found_id(*parts: str) -> str:
    """The id of what is worked out from other rows: two copies of a vault that find the same give it the same one."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(parts)).hex


def password_setting(document_id: str) -> str:
    """The setting with the password of an encrypted PDF, so that its pages can be shown; the vault is encrypted itself."""
    return f"paper_password:{document_id}"


class KnownPapers:
    """All papers of a vault, at hand while many are kept one after the other: else each would read all the others again.

    Used on the vault's thread; `forget` may come from any.
    """

    def __init__(self) -> None:
        self._papers: list[KeptPaper] | None = None

    def of(self, vault: Vault) -> list[KeptPaper]:
        """All there are."""
        papers = self._papers
        if papers is None:
            papers = self._papers = list(vault.papers.all())
        return papers

    def forget(self) -> None:
        """Somebody else changed papers."""
        self._papers = None


def keep_paper(
    vault: Vault,
    read: ReadFile,
    *,
    now: datetime.datetime,
    waiting: WaitingFile | None = None,
    origin: str = "",
    known: KnownPapers | None = None,
) -> Kept:
    """Writes the encrypted original first and the rows after it, in one change; the user's own file is not touched.

    `waiting` is the file's place in the queue: it leaves it in the same change. `origin` says where a paper comes from
    that lies in no file of its own ("from mail “Your bill”"). `known` is for many in a row.
    Raises UnusableInput in a practice's vault, which holds no patient papers.
    """
    if vault.kind is VaultKind.PRACTICE:
        raise UnusableInput(NO_PATIENTS)
    file = read.reading.file
    data = read.drawn or read.data
    key = vault.paper_files.add(data)
    before = vault.documents.by_key(key)
    if before is not None:
        if waiting is not None:
            with vault.change("Read a file again") as change:
                change.waiting_files.remove(waiting.id)
        return Kept(before, tuple(paper for paper in vault.papers.all() if paper.document_id == before.id), already=True)
    media_type = PDF if read.drawn else file.media_type
    came_from = waiting.origin if waiting is not None else origin
    name = file.name + (".pdf" if read.drawn else "") + (f" ({came_from})" if came_from else "")
    document = Document(id=new_id(), key=key, name=name, media_type=media_type, bytes=len(data), pages=file.pages, kept_at=now)
    papers = tuple(
        _waiting(vault, read_document.as_paper(new_id()), document, read_document.pages, read_document.warnings, now)
        for read_document in read.reading.documents
    )
    others = known.of(vault) if known is not None else list(vault.papers.all())
    with vault.change(f"Added {name}") as change:
        change.documents.add(document)
        if read.texts:
            change.page_words.put(document, read.texts)
        if waiting is not None:
            change.waiting_files.remove(waiting.id)
        if read.password:
            change.settings.set(password_setting(document.id), read.password)
        for paper in papers:
            change.papers.add(paper)
            change.reader_marks.add(ReaderMark(id=paper.id, version=READER_VERSION))
        link_papers(vault, change, [paper.id for paper in papers], [*others, *papers])
    others.extend(papers)
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
