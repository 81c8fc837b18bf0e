"""The booklets of plans, their pages' words, and the passages that were kept to be quoted."""

from __future__ import annotations

from medbills.domain.booklet import Booklet, BookletPage, KeptQuote
from medbills.store.records import Records
from medbills.store.schema import BOOKLET, BOOKLET_PAGE, KEPT_QUOTE


class Booklets(Records[Booklet]):
    """In the order they were added."""

    table = BOOKLET
    value = Booklet
    order = ("added_on",)

    def of_plan(self, plan_id: str) -> tuple[Booklet, ...]:
        """Those of one plan."""
        return self._where(BOOKLET.c.plan_id == plan_id)

    def of_document(self, document_id: str) -> tuple[Booklet, ...]:
        """Those that lie in one file."""
        return self._where(BOOKLET.c.document_id == document_id)


class BookletPages(Records[BookletPage]):
    """In the order of the pages."""

    table = BOOKLET_PAGE
    value = BookletPage
    order = ("booklet_id", "number")

    def of_booklet(self, booklet_id: str) -> tuple[BookletPage, ...]:
        """All pages of one booklet."""
        return self._where(BOOKLET_PAGE.c.booklet_id == booklet_id)


class KeptQuotes(Records[KeptQuote]):
    """By booklet, in the order of the pages."""

    table = KEPT_QUOTE
    value = KeptQuote
    order = ("booklet_id", "page", "kept_on")

    def of_booklet(self, booklet_id: str) -> tuple[KeptQuote, ...]:
        """Those of one booklet."""
        return self._where(KEPT_QUOTE.c.booklet_id == booklet_id)
