"""Keeps a plan's booklet in the vault: the file encrypted, the words of each page beside it for search."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from medbills.domain.booklet import Booklet, BookletKind, BookletPage
from medbills.domain.changes import Changes
from medbills.domain.media import PDF
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.keep_file import keep_file
from medbills.services.keep_paper import new_id, password_setting
from medbills.services.read_booklet import BookletRead
from medbills.store import Change, Vault

GONE = f"This booklet is no longer among your papers. {IN_HISTORY}"


@dataclass(frozen=True, slots=True)
class KeptBooklet:
    """What became of a booklet. `already` is True when this plan had the same file before; nothing was added then."""

    booklet: Booklet
    changes: Changes
    already: bool = False


def keep_booklet(vault: Vault, plan_id: str, kind: BookletKind, title: str, read: BookletRead, *, now: datetime.datetime) -> KeptBooklet:
    """Adds a booklet to a plan, in one change. Raises UnusableInput when the plan is gone."""
    plan = vault.plans.get(plan_id)
    if plan is None:
        raise UnusableInput("This plan is no longer here. Save the plan first, then add its booklet.")
    key = vault.paper_files.key_of(read.data)
    before = vault.documents.by_key(key)
    same = [one for one in vault.booklets.of_plan(plan_id) if before is not None and one.document_id == before.id]
    if same:
        return KeptBooklet(same[0], Changes(frozenset(), ""), already=True)
    with vault.change(f"Added the booklet {title}") as change:
        document = keep_file(vault, change, read.data, name=read.name, media_type=PDF, now=now)
        if read.password:
            change.settings.set(password_setting(document.id), read.password)
        booklet = Booklet(
            id=new_id(), plan_id=plan_id, document_id=document.id, kind=kind, title=title.strip() or read.name, pages=len(read.texts),
            added_on=now.date(), without_words=read.without_words,
        )  # fmt: skip
        change.booklets.add(booklet)
        _keep_pages(change, booklet.id, read)
    return KeptBooklet(booklet, change.changes)


def keep_pictures_read(vault: Vault, booklet_id: str, read: BookletRead) -> tuple[Booklet, Changes]:
    """Puts in the words of pages that are pictures, once these were read. Raises UnusableInput when the booklet is gone."""
    booklet = vault.booklets.get(booklet_id)
    if booklet is None:
        raise UnusableInput(GONE)
    booklet = dataclasses.replace(booklet, without_words=read.without_words)
    with vault.change(f"Read the pictures in {booklet.title}") as change:
        change.booklets.update(booklet)
        _keep_pages(change, booklet.id, read)
    return booklet, change.changes


def remove_booklet(vault: Vault, booklet_id: str) -> Changes:
    """Takes a booklet away with its quotes, and its file when nothing else lies in it. Letters written keep their words.

    Raises UnusableInput when it is gone already.
    """
    booklet = vault.booklets.get(booklet_id)
    if booklet is None:
        raise UnusableInput(GONE)
    with vault.change(f"Removed the booklet {booklet.title}") as change:
        change.booklets.remove(booklet_id)
        if not vault.papers.of_document(booklet.document_id) and not vault.booklets.of_document(booklet.document_id):
            change.documents.remove(booklet.document_id)
    return change.changes


def _keep_pages(change: Change, booklet_id: str, read: BookletRead) -> None:
    for number, text in enumerate(read.texts, 1):
        change.booklet_pages.put(BookletPage(id=f"{booklet_id}:{number}", booklet_id=booklet_id, number=number, text=text))
