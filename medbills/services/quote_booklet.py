"""Keeps passages of a plan's booklet to be quoted: marked on the page, or found by their words and confirmed."""

from __future__ import annotations

import datetime

from medbills.domain.booklet import ALTERNATE_BENEFIT, KeptQuote
from medbills.domain.changes import Changes
from medbills.domain.paper import Box
from medbills.domain.passage import Passage, passage_around, passage_under
from medbills.errors import UnusableInput
from medbills.pdf.reader import read_page
from medbills.services.clause_phrases import joined_words, places_of_clause
from medbills.services.keep_booklet import GONE
from medbills.services.keep_paper import new_id
from medbills.services.search_booklet import OpenBooklet
from medbills.store import Vault

_HEADING = 6  # words: no more is a heading
NO_WORDS = "No words stand under this frame. Draw it around the lines you want to quote."


def passage_in_frame(opened: OpenBooklet, page: int, frame: Box) -> Passage:
    """The words under a frame on a page (points from its top-left), read beside the vault.

    Raises UnusableInput where no word stands there.
    """
    found = passage_under(read_page(opened.data, page, name=opened.booklet.title, password=opened.password), frame)
    if found is None:
        raise UnusableInput(NO_WORDS)
    return found


def passages_with(opened: OpenBooklet, page: int, words: str) -> tuple[Passage, ...]:
    """The whole sentences around each place on a page where the words stand, read beside the vault."""
    read = read_page(opened.data, page, name=opened.booklet.title, password=opened.password)
    joined, starts = joined_words(read)
    wanted = " ".join(words.casefold().split())
    found: list[Passage] = []
    at = joined.find(wanted) if wanted else -1
    while at >= 0:
        first = sum(start <= at for start in starts) - 1
        last = sum(start < at + len(wanted) for start in starts) - 1
        found.append(passage_around(read, first, last))
        at = joined.find(wanted, at + len(wanted))
    return tuple(dict.fromkeys(found))


def clauses_on(opened: OpenBooklet, page: int) -> tuple[Passage, ...]:
    """The paragraphs on a page that may be the clause on cheaper treatments, read beside the vault; headings alone only if all are."""
    read = read_page(opened.data, page, name=opened.booklet.title, password=opened.password)
    found = tuple(dict.fromkeys(passage_around(read, first, last, paragraph=True) for first, last in places_of_clause(read)))
    return tuple(passage for passage in found if len(passage.words.split()) > _HEADING) or found


def keep_quote(vault: Vault, booklet_id: str, passage: Passage, *, clause: bool, today: datetime.date) -> tuple[KeptQuote, Changes]:
    """Keeps a passage; the same one twice is one. Raises UnusableInput when the booklet is gone or nothing is quoted."""
    if vault.booklets.get(booklet_id) is None:
        raise UnusableInput(GONE)
    if not passage.words.strip():
        raise UnusableInput(NO_WORDS)
    for quote in vault.kept_quotes.of_booklet(booklet_id):
        if (quote.page, quote.words) == (passage.page, passage.words):
            return quote, Changes(frozenset({"booklets"}), "")
    quote = KeptQuote(
        id=new_id(), booklet_id=booklet_id, page=passage.page, words=passage.words, boxes=passage.boxes, kept_on=today,
        about=ALTERNATE_BENEFIT if clause else "",
    )  # fmt: skip
    with vault.change(f"Kept a quote from page {passage.page}") as change:
        change.kept_quotes.add(quote)
    return quote, change.changes


def remove_quote(vault: Vault, quote_id: str) -> Changes:
    """Lets a kept passage go; letters written keep its words. Raises UnusableInput when it is gone already."""
    quote = vault.kept_quotes.get(quote_id)
    if quote is None:
        raise UnusableInput("This quote was removed already. Draw a frame around its words to keep it again.")
    with vault.change(f"Removed a quote from page {quote.page}") as change:
        change.kept_quotes.remove(quote_id)
    return change.changes
