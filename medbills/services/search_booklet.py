"""Opens a plan's booklet to read, and finds words on its pages; the search looks into the vault, not into the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from medbills.domain.booklet import Booklet, BookletPage, KeptQuote
from medbills.errors import UnusableInput
from medbills.pdf.render import render_page
from medbills.services.clause_phrases import may_hold_clause
from medbills.services.keep_booklet import GONE
from medbills.services.keep_paper import password_setting
from medbills.services.show_page import PagePicture
from medbills.store import Vault

AROUND = 70  # letters shown on either side of a find
MOST_HITS = 60
_POINTS = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBooklet:
    """A booklet with everything a reader of it needs: its bytes, the words of its pages, the passages kept."""

    booklet: Booklet
    plan_name: str
    data: bytes = field(repr=False)
    password: str | None = field(default=None, repr=False)
    pages: tuple[BookletPage, ...] = field(repr=False)
    quotes: tuple[KeptQuote, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand: its page, and a line of what stands around them."""

    page: int
    around: str


@dataclass(frozen=True, slots=True)
class Found:
    """All places, in order; `more` are those beyond the first sixty, `blind` the pages that could not be searched."""

    hits: tuple[Hit, ...]
    more: int
    blind: tuple[int, ...]


def open_booklet(vault: Vault, booklet_id: str) -> OpenBooklet:
    """The booklet, on the vault's thread. Raises UnusableInput when it is gone, DamagedVault when its file was altered."""
    booklet = vault.booklets.get(booklet_id)
    document = vault.documents.get(booklet.document_id) if booklet else None
    if booklet is None or document is None:
        raise UnusableInput(GONE)
    plan = vault.plans.get(booklet.plan_id)
    return OpenBooklet(
        booklet=booklet, plan_name=(plan.name or plan.payer_name or "") if plan else "", data=vault.paper_files.read(document.key),
        password=vault.settings.get(password_setting(document.id)), pages=vault.booklet_pages.of_booklet(booklet_id),
        quotes=vault.kept_quotes.of_booklet(booklet_id),
    )  # fmt: skip


def search_booklet(opened: OpenBooklet, words: str) -> Found:
    """Every place where the words stand in this order, in any case and across the ends of lines."""
    blind = opened.booklet.without_words
    parts = [re.escape(part) for part in words.casefold().split()]
    if not parts:
        return Found((), 0, blind)
    pattern = re.compile(r"(?:-\n|\s+)".join(parts))
    hits = [
        Hit(page.number, _around(page.text, match.start(), match.end()))
        for page in opened.pages
        for match in pattern.finditer(page.text.casefold())
    ]
    return Found(tuple(hits[:MOST_HITS]), max(len(hits) - MOST_HITS, 0), blind)


def pages_with_clause(opened: OpenBooklet) -> tuple[int, ...]:
    """The pages that may tell when a cheaper treatment is paid. A hint by its words: the user reads and decides."""
    return tuple(page.number for page in opened.pages if may_hold_clause(page.text))


def booklet_page_image(opened: OpenBooklet, page: int, *, dpi: float = 144.0) -> PagePicture:
    """One page counted from 1, drawn beside the vault. Raises UnusableInput."""
    picture = render_page(opened.data, page, dpi=dpi, name=opened.booklet.title, password=opened.password)
    scale = _POINTS / dpi
    return PagePicture((picture.width, picture.height), picture.rgb, picture.width * scale, picture.height * scale)


def list_booklets(vault: Vault, plan_ids: Sequence[str]) -> dict[str, tuple[tuple[Booklet, int], ...]]:
    """The booklets of each plan, each with how many passages of it were kept."""
    return {
        plan_id: tuple((one, len(vault.kept_quotes.of_booklet(one.id))) for one in vault.booklets.of_plan(plan_id)) for plan_id in plan_ids
    }


def _around(text: str, start: int, end: int) -> str:
    """A line of the text around a place; cut at words. Folding of letters may move places by a little, which does no harm here."""
    left, right = max(start - AROUND, 0), min(end + AROUND, len(text))
    piece = " ".join(text[left:right].split())
    if left > 0 and " " in piece:
        piece = "… " + piece.split(" ", 1)[1]
    if right < len(text) and " " in piece:
        piece = piece.rsplit(" ", 1)[0] + " …"
    return piece
