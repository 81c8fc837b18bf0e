"""A dispute packet before it goes out: its parts at the left, its pages in the middle, what to check at the right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from medbills.domain.packet import Packet
from medbills.domain.paper import Box
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.page import TaskWidget
from medbills.gui.parts.exhibit_list import ExhibitList, Part
from medbills.gui.parts.folding_sides import FoldingSides, Ground, Side
from medbills.gui.parts.packet_checks import PacketChecks
from medbills.gui.parts.page_pictures import as_page, blank_page
from medbills.gui.parts.spot_tool import COVER, SpotTool
from medbills.gui.parts.start import fix_paper
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.document_viewer import DocumentViewer
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.progress_card import SHOWN_AFTER_MS, ProgressCard
from medbills.gui.wizards.packet_out import PacketOut
from medbills.services.draw_pages import DrawnPages, draw_pages
from medbills.services.hide_in_packet import PagesRead
from medbills.services.name_case import short_name
from medbills.services.preview_packet import MadePacket, PacketDraft, draft_packet, print_packet, spot_at

CONTENTS_WIDTH, CHECKS_WIDTH = 288, 320
SCREEN_DPI = 132.0


@dataclass(frozen=True, slots=True)
class _Printed:
    made: MadePacket
    first: DrawnPages


class PacketTask(TaskWidget):
    """Builds the packet anew after every change, beside the window; saving freezes the very bytes that are shown."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, "Packet", way_out="Case")
        self._case_id = case_id
        self._build = 0
        self._job: Job | None = None
        self._wanted: list[str] | None = None  # paper ids, None: all that can be used
        self.draft: PacketDraft | None = None
        self.made: MadePacket | None = None
        self.kept: Packet | None = None
        self._drawn: set[int] = set()
        self.print = button("Print…", "plain", "print", bar=True)
        self.save = button("Save the packet", "main", "save", bar=True)
        self.out = PacketOut(desk, self, case_id)
        self.print.clicked.connect(self.out.print)
        self.save.clicked.connect(self.out.save)
        self.bar_buttons = [self.print, self.save]
        self.contents = ExhibitList()
        self.contents.changed.connect(self._change)
        self.contents.page_asked.connect(self._go_to)
        self.viewer = DocumentViewer()
        self.viewer.light.hide()
        self.viewer.pageChanged.connect(self._turned)
        self.checks = PacketChecks()
        self.checks.sent.connect(self.out.mark_sent)
        self.checks.shown.connect(lambda paper_id: fix_paper(desk, paper_id, self._rebuild))
        self.checks.ways.mailed.connect(self.out.mail)
        self.checks.ways.faxed.connect(self.out.fax)
        self.checks.ways.enveloped.connect(self.out.envelope)
        self.checks.hide_panel.changed.connect(self._rebuild)
        self.checks.extras.changed.connect(self._rebuild)
        self.cover = SpotTool(self.viewer, COVER)
        self.cover.taken.connect(self._cover)
        self._read = PagesRead()
        sides = [
            Side("Contents", self.contents, CONTENTS_WIDTH),
            Side("Pages", self._middle()),
            Side("Before you send it", self.checks, CHECKS_WIDTH),
        ]
        self.sides = FoldingSides(sides, "The packet", lines=60)
        column = QStackedLayout(self)
        column.addWidget(self.sides)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SHOWN_AFTER_MS)
        self._slow.timeout.connect(lambda: self._stack.setCurrentWidget(self._working))
        self._enable(False)
        self._rebuild()

    def reopens(self) -> tuple[str, dict[str, Any]] | None:
        return "packet", {"case_id": self._case_id}

    def _middle(self) -> QWidget:
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._working = Ground("desk")
        self._work_column = QVBoxLayout(self._working)
        self._work_column.setContentsMargins(24, 24, 24, 24)
        self._work_column.addStretch(1)
        self._stopped = Ground("desk")
        row = QHBoxLayout(self._stopped)
        row.setContentsMargins(24, 24, 24, 24)
        again = EmptyState("packet", "The packet is not built", "Your choice of papers is kept.", "Build it")
        again.pressed.connect(self._rebuild)
        row.addWidget(again, 1, Qt.AlignmentFlag.AlignVCenter)
        for part in (self.cover, self._working, self._stopped):
            self._stack.addWidget(part)
        return middle

    def _enable(self, on: bool) -> None:
        self.print.setEnabled(on)
        self.save.setEnabled(on)

    # building

    def _change(self, exhibits: list[str]) -> None:
        self._wanted = exhibits
        self._rebuild()

    def _rebuild(self) -> None:
        """Read the papers on the vault's thread, then lay out and print beside it; an older build is let go."""
        if self._job is not None:
            self._job.cancel()
        self._build += 1
        self._enable(False)
        today, wanted, choices = self.desk.today(), self._wanted, self.checks.extras.choices
        self._slow.start()
        self.desk.vault_job(
            lambda vault: draft_packet(vault, self._case_id, today=today, exhibits=wanted, choices=choices),
            partial(self._drafted, self._build),
            self._failed,
        )

    def _drafted(self, build: int, draft: PacketDraft) -> None:
        if build != self._build:
            return
        self.draft = draft
        self._wanted = list(draft.exhibits)
        self.checks.extras.offer_limits(draft.has_limits)
        reader = _reader(draft)
        self.titled.emit(f"Packet for {reader}" if reader else "Packet", draft.case_title)
        hiding, read = self.checks.hide_panel.hiding, self._read

        def work(job: Job) -> _Printed:
            def told(words: str) -> None:
                job.report(0, 3, words)
                job.check()

            told("Looking at the papers")
            made = print_packet(draft, hiding, read, told=told, cancel=job.cancelled)
            job.report(2, 3, "Drawing the first page")
            job.check()
            return _Printed(made, draw_pages(made.pdf, 1, 1, dpi=SCREEN_DPI, name="The packet"))

        self._job = self.desk.paper_job(work, partial(self._printed, build), partial(self._not_built, build))
        self._watch(self._job)

    def _watch(self, job: Job) -> None:
        card = ProgressCard("Building the packet: step")
        card.cancelled.connect(job.cancel)
        job.progressed.connect(card.set_progress)
        while self._work_column.count() > 1:
            item = self._work_column.takeAt(1)
            if item is not None and (old := item.widget()) is not None:
                old.deleteLater()
        self._work_column.addWidget(card)
        self._work_column.addStretch(1)

    def _failed(self, problem: MedbillsError) -> None:
        self._slow.stop()
        self._stack.setCurrentWidget(self._stopped)
        self.desk.show_problem(problem)

    def _not_built(self, build: int, problem: MedbillsError) -> None:
        if build == self._build:
            self._slow.stop()
            self._stack.setCurrentWidget(self._stopped)
            if self._job is not None and not self._job.cancelled.is_set():
                self.desk.show_problem(problem)

    def _printed(self, build: int, printed: _Printed) -> None:
        if build != self._build or self.draft is None:
            return
        self._slow.stop()
        self.made, self.kept = printed.made, None
        address = ", ".join(self.draft.plan.recipient.split("\n")[1:])
        self.checks.show_notes(_reader(self.draft), address, self.draft.checks, self.made.seen, self.made.held)
        self.checks.hide_panel.show_found(self.made.hidden)
        exhibits = iter(self.draft.exhibits)
        parts = [Part(label, title, page, next(exhibits) if label else None) for label, title, page in self.made.contents]
        aside = [(paper.id, paper.title) for paper in self.draft.offered if paper.id not in self.draft.exhibits]
        self.contents.show_parts(parts, printed.first.count, aside)
        shown = self.contents.page_shown(min(max(self.viewer.page, 1), printed.first.count))
        self._drawn = {1}
        scrolled = self.viewer.area.verticalScrollBar().value() if shown == self.viewer.page else 0
        self.viewer.show_document([as_page(printed.first.pages[0]), *[blank_page() for _ in range(printed.first.count - 1)]], shown)
        self._stack.setCurrentWidget(self.cover)
        self.viewer.area.verticalScrollBar().setValue(scrolled)
        self._enable(True)
        self._turned(shown)

    # pages

    def _go_to(self, page: int) -> None:
        self.viewer.show_page(page)

    def _turned(self, page: int) -> None:
        """Draw the page that came to view, and the one after it."""
        self.contents.show_page(page)
        made = self.made
        missing = [number for number in (page, page + 1) if number not in self._drawn]
        if made is None or not missing:
            return
        self._drawn.update(missing)
        first, last, build = missing[0], missing[-1], self._build
        self.desk.paper_job(
            lambda _job: draw_pages(made.pdf, first, last, dpi=SCREEN_DPI, name="The packet"), partial(self._show_pages, build)
        )

    def _show_pages(self, build: int, drawn: DrawnPages) -> None:
        if build == self._build:
            for number, picture in enumerate(drawn.pages, drawn.first):
                self.viewer.replace_page(number, as_page(picture))

    def _cover(self, page: int, box: Box) -> None:
        """A frame was drawn on a page of the packet."""
        if self.draft is None or self.made is None:
            return
        spot = spot_at(self.draft, self.made, page, box)
        if spot is None:
            self.desk.toast("Only pages of your papers can be covered. Turn to one of them.")
        else:
            self.checks.hide_panel.cover(spot)


def _reader(draft: PacketDraft) -> str:
    return short_name(draft.plan.recipient.partition("\n")[0])
