"""Beside a booklet's pages: words to find, passages that may matter, and the quotes that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.booklet import ALTERNATE_BENEFIT, KeptQuote, page_ranges
from medbills.domain.passage import Passage
from medbills.domain.wording import counted
from medbills.gui.language import tr
from medbills.gui.parts.folding_sides import Ground
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.editors import LineEdit
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.progress_card import ProgressCard
from medbills.gui.widgets.reflow import Flow, clear
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.gui.widgets.scroll import Scroll
from medbills.services.search_booklet import Found, OpenBooklet

CLAUSE_HINT = "We look for words that such clauses use. Read the page: you decide whether it is one."
READ_IT = "Read it on the page. Keep it only if it says what you need."
NO_QUOTES = "No quotes yet. Find words, or mark a passage on the page."
LONGEST = 260  # letters of a quote that its row shows


class BookletPanel(Ground):
    """It shows and asks; the task does the work."""

    sought = Signal(str)
    hit_chosen = Signal(int)  # page
    clause_page_chosen = Signal(int)
    passage_kept = Signal(object, bool)  # Passage, whether it is the clause on cheaper treatments
    quote_chosen = Signal(object)  # KeptQuote
    quote_removed = Signal(object)
    pictures_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("bg")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        outer.addWidget(Scroll(content))
        self.blind: Banner | None = None
        self._blind_place, self._passages = QVBoxLayout(), QVBoxLayout()
        self._hits, self._clauses, self._quotes = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.field = Field("Find words in the booklet", "Like: medical necessity")
        self.field.editor.setProperty("passing", True)  # no draft is kept of it
        self.look = button("Find", "plain", "search", bar=True)
        self.look.setAccessibleName(tr("Find these words"))
        self.field.add_beside(self.look)
        self.look.clicked.connect(self._seek)
        if isinstance(self.field.editor, LineEdit):
            self.field.editor.returnPressed.connect(self._seek)
        self.hit_rows: list[RowButton] = []
        self.clause_rows: list[RowButton] = []
        self.quote_rows: list[RowButton] = []
        self.keeps: list[QWidget] = []
        self.removes: list[QWidget] = []
        column.addLayout(self._blind_place)
        column.addWidget(self.field)
        for place in (self._passages, self._hits, self._clauses, self._quotes):
            place.setSpacing(4)
            column.addLayout(place)
        self._passages.setSpacing(8)
        column.addStretch(1)

    def _seek(self) -> None:
        if not self.field.text():
            self.field.set_problem("Type the words to look for, like deductible")
            self.field.setFocus()
            return
        self.field.set_problem(None)
        self.sought.emit(self.field.text())

    def show_booklet(self, opened: OpenBooklet, clause_pages: Sequence[int]) -> None:
        """What the booklet holds: pages without words, pages that may hold the clause, the quotes."""
        clear(self._blind_place)
        self.blind = None
        if blind := opened.booklet.without_words:
            said = f"{'Page' if len(blind) == 1 else 'Pages'} {page_ranges(blind)}: pictures. Search does not see their words."
            self.blind = Banner(said, "warning", "Read them")
            self.blind.linked.connect(self.pictures_wanted)
            self._blind_place.addWidget(self.blind)
        self._show_clauses(opened, clause_pages)
        self.show_quotes(opened.quotes)

    def show_progress(self, card: ProgressCard | None) -> None:
        """How far the reading of pictures is, in the place of the banner; None when it is over."""
        clear(self._blind_place)
        if card is not None:
            self._blind_place.addWidget(card)

    def _show_clauses(self, opened: OpenBooklet, pages: Sequence[int]) -> None:
        clear(self._clauses)
        self.clause_rows = []
        if not pages:
            return
        self._clauses.addWidget(ReadingLabel("Words on cheaper treatments", "body", weight=600))
        self._clauses.addWidget(ReadingLabel(CLAUSE_HINT, "small", "text2"))
        for page in pages:
            row = _row(f"Page {page}", "May tell when a cheaper treatment is paid")
            row.clicked.connect(partial(self._emit_clause, page))
            self._clauses.addWidget(row)
            self.clause_rows.append(row)

    def _emit_clause(self, page: int, _checked: bool = False) -> None:
        self.clause_page_chosen.emit(page)

    def show_found(self, found: Found, words: str) -> None:
        """Where the words stand."""
        clear(self._hits)
        self.hit_rows = []
        pages = len({hit.page for hit in found.hits})
        title = f"{counted(len(found.hits), 'place')} on {counted(pages, 'page')}" if found.hits else f"“{words}” was not found"
        self._hits.addWidget(ReadingLabel(title, "body", weight=600))
        if found.blind:
            self._hits.addWidget(ReadingLabel(f"Not searched: {counted(len(found.blind), 'page')} without words.", "small", "amber"))
        for hit in found.hits:
            row = _row(f"Page {hit.page}", hit.around)
            row.clicked.connect(partial(self._emit_hit, hit.page))
            self._hits.addWidget(row)
            self.hit_rows.append(row)
        if found.more:
            self._hits.addWidget(ReadingLabel(f"And {found.more} more. Add a word to find fewer.", "small", "text2"))

    def _emit_hit(self, page: int, _checked: bool = False) -> None:
        self.hit_chosen.emit(page)

    def show_passages(self, passages: Sequence[Passage], clause: bool) -> None:
        """Passages to look at, each with the button that keeps it."""
        clear(self._passages)
        self.keeps = []
        for place, passage in enumerate(passages):
            card = Card(f"Page {passage.page}", dense=True)
            card.body.addWidget(ReadingLabel(f"“{passage.words}”", "body"))
            card.body.addWidget(ReadingLabel(READ_IT, "small", "text2"))
            keep = button("Keep this quote", "main" if place == 0 else "plain", "check", bar=True)
            keep.setAccessibleName(tr(f"Keep this quote from page {passage.page}"))
            keep.clicked.connect(partial(self._keep, passage, clause))
            card.body.addWidget(Flow(keep))
            self._passages.addWidget(card)
            self.keeps.append(keep)
        if self.keeps:
            self.keeps[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, passage: Passage, clause: bool, _checked: bool = False) -> None:
        self.passage_kept.emit(passage, clause)

    def show_quotes(self, quotes: Sequence[KeptQuote]) -> None:
        """The quotes that were kept."""
        clear(self._quotes)
        self.quote_rows, self.removes = [], []
        self._quotes.addWidget(ReadingLabel("Quotes you kept", "body", weight=600))
        if not quotes:
            self._quotes.addWidget(ReadingLabel(NO_QUOTES, "small", "text2"))
            return
        self._quotes.addWidget(ReadingLabel("Letters to the plan offer them, with their page.", "small", "text2"))
        for quote in quotes:
            words = quote.words if len(quote.words) <= LONGEST else quote.words[:LONGEST].rsplit(" ", 1)[0] + " …"
            about = " · On cheaper treatments" if quote.about == ALTERNATE_BENEFIT else ""
            row = _row(f"Page {quote.page}{about}", f"“{words}”")
            row.clicked.connect(partial(self._choose_quote, quote))
            remove = button("Remove this quote", "quiet", "trash", small=True, danger=True)
            remove.setAccessibleName(tr(f"Remove the quote from page {quote.page}: {words}"))
            remove.clicked.connect(partial(self._remove_quote, quote))
            self._quotes.addWidget(row)
            self._quotes.addWidget(Flow(remove))
            self.quote_rows.append(row)
            self.removes.append(remove)

    def _choose_quote(self, quote: KeptQuote, _checked: bool = False) -> None:
        self.quote_chosen.emit(quote)

    def _remove_quote(self, quote: KeptQuote, _checked: bool = False) -> None:
        self.quote_removed.emit(quote)


def _row(first: str, second: str) -> RowButton:
    row = RowButton(f"{first}. {second}")
    lines = QVBoxLayout(row)
    lines.setContentsMargins(12, 8, 12, 8)
    lines.setSpacing(0)
    for label in two_lines(first, second):
        lines.addWidget(label)
    see_through(row)
    return row
