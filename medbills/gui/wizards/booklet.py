"""A plan's booklet with the whole window: page by page, words to find, passages to keep as quotes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from medbills.domain.booklet import Booklet, KeptQuote
from medbills.domain.changes import Changes
from medbills.domain.paper import Box
from medbills.domain.passage import Passage
from medbills.errors import Cancelled, MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.page import TaskWidget
from medbills.gui.parts.booklet_panel import BookletPanel
from medbills.gui.parts.folding_sides import FoldingSides, Side
from medbills.gui.parts.page_pictures import as_page, blank_page
from medbills.gui.parts.spot_tool import QUOTE, SpotTool
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.document_viewer import DocumentViewer
from medbills.gui.widgets.page_sheet import LitSpot
from medbills.gui.widgets.progress_card import ProgressCard
from medbills.services.keep_booklet import keep_pictures_read
from medbills.services.quote_booklet import clauses_on, keep_quote, passage_in_frame, passages_with, remove_quote
from medbills.services.read_booklet import BookletRead, read_booklet_bytes
from medbills.services.search_booklet import OpenBooklet, booklet_page_image, open_booklet, pages_with_clause, search_booklet
from medbills.services.show_page import PagePicture

PANEL_WIDTH = 420
TURNED = "passage"


class BookletTask(TaskWidget):
    """`first` is the page to begin with. Each page is drawn when it is turned to."""

    def __init__(self, desk: Desk, booklet_id: str, first: int = 1) -> None:
        super().__init__(desk, "Plan booklet", way_out="Back")
        self._id, self._first = booklet_id, first
        self.opened: OpenBooklet | None = None
        self._drawn: set[int] = set()
        self._job: Job | None = None
        self._words = ""
        self.passages: tuple[Passage, ...] = ()
        self.viewer = DocumentViewer()
        self.viewer.light.hide()
        self.viewer.pageChanged.connect(self._need)
        self.mark = SpotTool(self.viewer, QUOTE)
        self.mark.taken.connect(self._take_frame)
        panel = self.panel = BookletPanel()
        panel.sought.connect(self._seek)
        panel.hit_chosen.connect(self._show_hit)
        panel.clause_page_chosen.connect(self._show_clauses)
        panel.passage_kept.connect(self._keep)
        panel.quote_chosen.connect(self._show_quote)
        panel.quote_removed.connect(self._remove)
        panel.pictures_wanted.connect(self._read_pictures)
        self.sides = FoldingSides([Side("Find and quote", panel, PANEL_WIDTH), Side("Booklet", self.mark)], "What to see")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        self._load()

    def may_leave(self) -> bool:
        if self._job is not None:
            self._job.cancel()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panel.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # the booklet

    def _load(self) -> None:
        self.desk.vault_job(lambda vault: open_booklet(vault, self._id), self._came, self._fail)

    def _fail(self, problem: MedbillsError) -> None:
        self.desk.show_problem(problem)
        self.closed.emit()

    def _came(self, opened: OpenBooklet) -> None:
        first_time = self.opened is None
        self.opened = opened
        self.panel.show_booklet(opened, pages_with_clause(opened))
        if first_time:
            self.titled.emit(opened.booklet.title, opened.plan_name)
            self.viewer.show_document([blank_page() for _ in range(opened.booklet.pages)], self._first)
            self._need(self.viewer.page)
        self._light(())

    def _need(self, number: int) -> None:
        opened = self.opened
        if opened is None or number in self._drawn:
            return
        self._drawn.add(number)
        self.desk.paper_job(lambda _job: booklet_page_image(opened, number), lambda drawn: self._draw(number, drawn))

    def _draw(self, number: int, drawn: PagePicture) -> None:
        self.viewer.replace_page(number, as_page(drawn))
        self.viewer.emphasise(self.viewer.sheet.lit)

    def _light(self, passages: Sequence[Passage]) -> None:
        """The kept quotes as soft spots, and these passages; the first of them lit."""
        opened = self.opened
        quotes = opened.quotes if opened else ()
        spots = [
            LitSpot(f"{quote.id}:{place}", quote.page, box, f"Quote: {quote.words}")
            for quote in quotes
            for place, box in enumerate(quote.boxes)
        ]
        spots += [
            LitSpot(f"{TURNED}:{at}:{place}", passage.page, box, passage.words)
            for at, passage in enumerate(passages)
            for place, box in enumerate(passage.boxes)
        ]
        self.viewer.set_spots(spots)

    # finding

    def _seek(self, words: str) -> None:
        if self.opened is not None:
            self._words = words
            self._show_passages((), clause=False)
            self.panel.show_found(search_booklet(self.opened, words), words)
            if self.panel.hit_rows:
                self.panel.hit_rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_hit(self, page: int) -> None:
        opened, words = self.opened, self._words
        if opened is not None:
            self.viewer.show_page(page)
            self.desk.paper_job(lambda _job: passages_with(opened, page, words), lambda found: self._show_passages(found, clause=False))

    def _show_clauses(self, page: int) -> None:
        opened = self.opened
        if opened is not None:
            self.viewer.show_page(page)
            self.desk.paper_job(lambda _job: clauses_on(opened, page), lambda found: self._show_passages(found, clause=True))

    def _take_frame(self, page: int, frame: Box) -> None:
        opened = self.opened
        if opened is not None:
            self.desk.paper_job(
                lambda _job: passage_in_frame(opened, page, frame), lambda found: self._show_passages((found,), clause=False)
            )

    def _show_passages(self, passages: tuple[Passage, ...], *, clause: bool) -> None:
        self.passages = passages
        self.sides.show_side(0)
        self.panel.show_passages(passages, clause)
        self._light(passages)
        self.viewer.emphasise(f"{TURNED}:0:0" if passages else None)

    # quotes

    def _keep(self, passage: Passage, clause: bool) -> None:
        booklet_id, today = self._id, self.desk.today()
        self.desk.vault_job(lambda vault: keep_quote(vault, booklet_id, passage, clause=clause, today=today), self._kept)

    def _kept(self, kept: tuple[KeptQuote, Changes]) -> None:
        quote, changes = kept
        rest = tuple(one for one in self.passages if one.words != quote.words)
        self.passages = rest
        self.panel.show_passages(rest, clause=bool(quote.about))
        if changes.what:
            tell_with_undo(self.desk, f"Kept. Letters to the plan can quote page {quote.page} now.", changes, self._load)
        else:
            self.desk.toast("This quote was kept before.")
        self.desk.tell_changed(changes.topics)
        self._load()

    def _show_quote(self, quote: KeptQuote) -> None:
        self.viewer.show_page(quote.page)
        self.viewer.emphasise(f"{quote.id}:0")
        self.sides.show_side(1)

    def _remove(self, quote: KeptQuote) -> None:
        self.desk.vault_job(lambda vault: remove_quote(vault, quote.id), self._removed)

    def _removed(self, changes: Changes) -> None:
        tell_with_undo(self.desk, "Quote removed. Letters keep its words.", changes, self._load)
        self.desk.tell_changed(changes.topics)
        self._load()

    # pages that are pictures

    def _read_pictures(self) -> None:
        opened = self.opened
        if opened is None or self._job is not None:
            return
        card = ProgressCard("Reading page")

        def work(job: Job) -> BookletRead:
            return read_booklet_bytes(
                opened.booklet.title, opened.data, password=opened.password, pictures=True, cancel=job.cancelled,
                progress=lambda done, of: job.report(done, of),
            )  # fmt: skip

        self._job = self.desk.paper_job(work, self._pictures_read, self._pictures_not_read)
        self._job.progressed.connect(card.set_progress)
        card.cancelled.connect(self._job.cancel)
        self.panel.show_progress(card)
        card.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pictures_read(self, read: BookletRead) -> None:
        self._job = None
        booklet_id = self._id
        self.desk.vault_job(lambda vault: keep_pictures_read(vault, booklet_id, read), self._pictures_kept, self._pictures_not_read)

    def _pictures_kept(self, kept: tuple[Booklet, Changes]) -> None:
        booklet, changes = kept
        self.desk.tell_changed(changes.topics)
        left = len(booklet.without_words)
        self.desk.toast("Read. Search sees these pages now." if not left else f"Read. {left} still without words: they may be empty.")
        self._load()

    def _pictures_not_read(self, problem: MedbillsError) -> None:
        self._job = None
        if isinstance(problem, Cancelled):
            self.desk.toast("Stopped. The other pages can be searched as before.")
        else:
            self.desk.show_problem(problem)
        self._load()
