"""Reads the original of a kept paper anew, tells what differs, and takes only what the user says."""

from __future__ import annotations

import dataclasses
import datetime
import threading
from collections.abc import Collection
from dataclasses import dataclass, field

from medbills.domain.case import KeptPaper
from medbills.domain.changes import Changes
from medbills.domain.differences import Difference, differences, with_differences
from medbills.domain.paper import Paper
from medbills.domain.reader_mark import READER_VERSION, ReaderMark
from medbills.domain.reading import ReadDocument
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.find_links import link_papers, move_line_links
from medbills.services.keep_paper import password_setting
from medbills.services.read_paper import read_bytes
from medbills.store import Change, Vault

_GONE = f"This paper is no longer among your papers. {IN_HISTORY}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A kept paper with the bytes of its file, taken out of the vault to be read beside it."""

    kept: KeptPaper
    name: str
    data: bytes = field(repr=False)
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAnew:
    """A paper as it is kept and as it reads now. Nothing has changed yet."""

    kept: KeptPaper
    fresh: Paper
    differences: tuple[Difference, ...]

    @property
    def to_take(self) -> tuple[Difference, ...]:
        """What may be taken: all but what the user typed."""
        return tuple(one for one in self.differences if not one.yours)


def original_of(vault: Vault, paper_id: str) -> Original:
    """The paper and its file. Raises UnusableInput when it is gone, DamagedVault when the file was altered."""
    kept = vault.papers.get(paper_id)
    document = vault.documents.get(kept.document_id) if kept else None
    if kept is None or document is None:
        raise UnusableInput(_GONE)
    password = vault.settings.get(password_setting(document.id))
    return Original(kept=kept, name=document.name, data=vault.paper_files.read(document.key), password=password)


def read_again(original: Original, *, cancel: threading.Event | None = None) -> ReadAnew:
    """Reads the file anew, beside the vault. Raises UnusableInput when it is not found in it any more, and Cancelled."""
    reading = read_bytes(original.name, original.data, password=original.password, cancel=cancel).reading
    found = _same_place(original.kept, reading.documents)
    if found is None:
        raise UnusableInput(
            f"{original.name}: nothing was read on this paper's pages this time. "
            "What you have stays as it is. Fix by hand what is wrong."
        )  # fmt: skip
    fresh = found.as_paper(original.kept.id)
    return ReadAnew(kept=original.kept, fresh=fresh, differences=differences(original.kept.paper, fresh))


def take_differences(vault: Vault, anew: ReadAnew, chosen: Collection[Difference], *, today: datetime.date) -> Changes:
    """Takes the chosen differences into the paper and checks its case anew, in one change that can be undone.

    Raises UnusableInput when the paper was removed or changed since it was read.
    """
    kept = vault.papers.get(anew.kept.id)
    if kept is None:
        raise UnusableInput(_GONE)
    if kept.paper != anew.kept.paper:
        raise UnusableInput("This paper was changed in the meantime. Nothing was taken. Read it again.")
    with vault.change("Took what was read again") as change:
        paper = with_differences(kept.paper, anew.fresh, chosen)
        change.papers.update(dataclasses.replace(kept, paper=paper))
        _mark(change, kept.id)
        move_line_links(vault, change, kept.paper, paper)
        link_papers(vault, change, [kept.id])
        if kept.case_id:
            audit_cases(vault, change, today=today, person_id=kept.person_id)
    return change.changes


def leave_as_it_is(vault: Vault, paper_id: str) -> Changes:
    """Remembers that the user saw what this reader reads, so that it is not offered again."""
    with vault.change("Left a paper as it is") as change:
        _mark(change, paper_id)
    return change.changes


def read_by_older(vault: Vault, person_id: str | None = None) -> tuple[str, ...]:
    """Ids of the papers that an earlier version of the reader read, in the order they were kept."""
    versions = {mark.id: mark.version for mark in vault.reader_marks.all()}
    return tuple(
        kept.id
        for kept in vault.papers.all()
        if (person_id is None or kept.person_id in {None, person_id}) and versions.get(kept.id, 0) < READER_VERSION
    )


def _mark(change: Change, paper_id: str) -> None:
    change.reader_marks.put(ReaderMark(id=paper_id, version=READER_VERSION))


def _same_place(kept: KeptPaper, documents: Collection[ReadDocument]) -> ReadDocument | None:
    """The document on the paper's pages; among several on one page, or in a file without pages, the one most like it."""
    first, last = kept.pages
    there = [one for one in documents if one.pages[0] <= last and first <= one.pages[1]]
    if not there:
        return None
    return max(there, key=lambda one: (_alike(kept.paper, one.as_paper(kept.id)), one.kind is kept.paper.kind))


def _alike(paper: Paper, fresh: Paper) -> int:
    """How many values agree; a number that names the paper weighs most."""
    same = [name for name in paper.spots if getattr(paper, name) is not None and getattr(paper, name) == getattr(fresh, name)]
    weights = [10 if name in ("claim_number", "account_number", "statement_number") else 1 for name in same]
    return sum(weights) + sum(line in fresh.lines for line in paper.lines)
