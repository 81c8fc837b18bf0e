"""Which papers and sent letters of a case may be exhibits of a packet, in which order, and as which pages."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from medbills.domain.case import Document, KeptPaper
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter
from medbills.domain.media import PDF, PICTURES
from medbills.domain.packet import Exhibit, Lit
from medbills.domain.paper import Kind, Paper
from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.pdf.claim_sheet import claim_sheet
from medbills.pdf.straight import straight_pdf, turned_pdf
from medbills.services.check_signer import paper_of_form
from medbills.services.cite_booklet import Citation, citations_of, cited_in
from medbills.services.letter_facts import paper_words
from medbills.services.turn_photo import quarters_to_turn
from medbills.store import Vault

# The order in which a stranger understands the papers.
_ORDER = (Kind.ITEMIZED_BILL, Kind.COLLECTION_NOTICE, Kind.DENIAL_LETTER, Kind.EOB, Kind.MEDICARE_SUMMARY_NOTICE, Kind.BILL, Kind.RECEIPT)
_FOR_COLLECTORS = frozenset({Kind.COLLECTION_NOTICE, Kind.RECEIPT})
DOCTORS_LETTER = "medical_necessity_letter_template"  # the doctor edits and signs it; the copy that came back is on file


def usual_papers(vault: Vault, matter: Matter, *, today: datetime.date) -> tuple[KeptPaper, ...]:
    """The exhibits nobody chose: all papers, but to a collector only its own letters and the receipts.

    Bills and insurers' statements tell of the care, which a collector need not know (letters reference, section 0).
    """
    offered = offered_papers(vault, matter, today=today)
    if not matter.of_kind(Kind.COLLECTION_NOTICE):
        return offered
    return tuple(kept for kept in offered if kept.paper.kind in _FOR_COLLECTORS)


def offered_papers(vault: Vault, matter: Matter, *, today: datetime.date) -> tuple[KeptPaper, ...]:
    """Every paper that may be an exhibit: the case's own and the signed form, in the order a stranger understands."""
    consent = paper_of_form(vault, matter, on=today)
    available = [*matter.papers, *([consent] if consent and consent not in matter.papers else [])]
    asking = matter.bill.id if matter.bill else None
    return tuple(
        sorted(available, key=lambda kept: (kept.id != asking, _place(kept.paper), -(kept.paper.dated or datetime.date.min).toordinal()))
    )


def usual_letters(vault: Vault, matter: Matter) -> tuple[Letter, ...]:
    """Of the letters only the doctor's, in an appeal."""
    denied = matter.latest(Kind.DENIAL_LETTER) is not None
    return tuple(letter for letter in offered_letters(vault, matter) if denied and letter.slug == DOCTORS_LETTER)


def offered_letters(vault: Vault, matter: Matter) -> tuple[Letter, ...]:
    """The letters that went out and whose copy is on file as pages, the earliest first."""
    sent = (letter for letter in matter.letters if letter.sent_on and letter.document_id)
    return tuple(letter for letter in sent if (document := vault.documents.get(letter.document_id or "")) and _has_pages(document))


@dataclass(frozen=True, slots=True)
class QuotedPage:
    """One page of a plan's booklet, with the kept passages on it: only this page goes into a packet."""

    citations: tuple[Citation, ...]

    @property
    def id(self) -> str:
        return f"{self.citations[0].booklet.id}:{self.page}"

    @property
    def page(self) -> int:
        return self.citations[0].quote.page

    @property
    def title(self) -> str:
        return f"{self.citations[0].booklet.title}, page {self.page}"


def usual_quotes(vault: Vault, matter: Matter) -> tuple[QuotedPage, ...]:
    """The pages that a letter of this case quotes."""
    cited = {one.quote.id for one in cited_in(matter.letters, _citations(vault, matter))}
    return tuple(page for page in offered_quotes(vault, matter) if any(one.quote.id in cited for one in page.citations))


def offered_quotes(vault: Vault, matter: Matter) -> tuple[QuotedPage, ...]:
    """The pages of the plans' booklets with a kept passage. To a collector none: the plan's words are none of its affairs."""
    if matter.of_kind(Kind.COLLECTION_NOTICE):
        return ()
    pages: dict[tuple[str, int], list[Citation]] = {}
    for one in _citations(vault, matter):
        pages.setdefault((one.booklet.id, one.quote.page), []).append(one)
    return tuple(QuotedPage(tuple(found)) for _, found in sorted(pages.items()))


def _citations(vault: Vault, matter: Matter) -> tuple[Citation, ...]:
    return citations_of(vault, matter.person.id) if matter.person else ()


def quote_exhibit(vault: Vault, one: QuotedPage, label: str) -> Exhibit:
    """That page alone, its quoted lines lit. Raises UnusableInput when the booklet's file is gone."""
    document, data = _file(vault, one.citations[0].booklet.document_id, one.title)
    lit = tuple(Lit(page=one.page, box=box) for citation in one.citations for box in citation.quote.boxes)
    return Exhibit(
        label=label, title=one.title, pdf=data, lit=lit, pages=(one.page, one.page), file=document.name,
        fingerprint=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip


def letter_words(letter: Letter) -> str:
    """ "Letter of October 9, 2026: Ask for an itemized bill"; the doctor's by its own name."""
    day = f" of {long_day(letter.sent_on)}" if letter.sent_on else ""
    return f"Doctor’s letter{day}" if letter.slug == DOCTORS_LETTER else f"Letter{day}: {letter.title[:1].lower()}{letter.title[1:]}"


def paper_exhibit(vault: Vault, kept: KeptPaper, label: str, lit: tuple[Lit, ...]) -> Exhibit:
    """The pages of a paper; a photo is made straight. Raises UnusableInput when its file is gone."""
    title = paper_words(kept)
    document, data = _file(vault, kept.document_id, title)
    digest = hashlib.sha256(data).hexdigest()
    if document.media_type not in PICTURES | {PDF}:
        return Exhibit(label=label, title=title, pdf=claim_sheet(kept.paper, document.name), file=document.name, fingerprint=digest)
    if document.media_type in PICTURES:
        straight = straight_pdf(data, name=document.name)
        straight = turned_pdf(straight, quarters_to_turn(kept.paper, straight.lenses))
        return Exhibit(
            label=label, title=title, pdf=straight.pdf, lit=tuple(map(straight.lit, lit)), pages=kept.pages, lenses=straight.lenses,
            file=document.name, fingerprint=digest,
        )  # fmt: skip
    return Exhibit(label=label, title=title, pdf=data, lit=lit, pages=kept.pages, file=document.name, fingerprint=digest)


def letter_exhibit(vault: Vault, letter: Letter, label: str) -> Exhibit:
    """The pages of a letter as it went out. Raises UnusableInput when its file is gone."""
    title = letter_words(letter)
    document, data = _file(vault, letter.document_id or "", title)
    pdf = straight_pdf(data, name=document.name).pdf if document.media_type in PICTURES else data
    return Exhibit(label=label, title=title, pdf=pdf, file=document.name, fingerprint=hashlib.sha256(data).hexdigest())


def _file(vault: Vault, document_id: str, title: str) -> tuple[Document, bytes]:
    document = vault.documents.get(document_id)
    if document is None:
        raise UnusableInput(f"{title} cannot go into a packet: its file is gone. Leave it out.")
    return document, vault.paper_files.read(document.key)


def _has_pages(document: Document) -> bool:
    return document.media_type == PDF or document.media_type in PICTURES


def _place(paper: Paper) -> int:
    return _ORDER.index(paper.kind) if paper.kind in _ORDER else len(_ORDER)
