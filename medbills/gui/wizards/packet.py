"""A dispute packet before it goes out: its parts at the left, its pages in the middle, what to check at the right."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from medbills.domain.packet import Packet
from medbills.domain.paper import Box
from medbills.domain.wording import long_day
from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.page import TaskWidget
from medbills.gui.parts.clock_face import now, saved_words
from medbills.gui.parts.exhibit_list import ExhibitList, Part
from medbills.gui.parts.folding_sides import FoldingSides, Ground, Side
from medbills.gui.parts.packet_checks import PacketChecks
from medbills.gui.parts.page_pictures import as_page, blank_page
from medbills.gui.parts.printing import PrintRun
from medbills.gui.parts.spot_tool import COVER, SpotTool
from medbills.gui.parts.start import fix_paper
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.document_viewer import DocumentViewer
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.progress_card import SHOWN_AFTER_MS, ProgressCard
from medbills.services.draw_pages import DrawnPages, draw_pages
from medbills.services.hide_in_packet import PagesRead
from medbills.services.list_fingerprints import fingerprint_list
from medbills.services.lock_packet import packet_to_go
from medbills.services.make_packet import freeze_packet, mark_packet_sent
from medbills.services.name_case import short_name
from medbills.services.preview_packet import MadePacket, PacketDraft, draft_packet, print_packet, spot_at
from medbills.services.send_packet import envelope_for_packet, fax_packet, mail_packet
from medbills.services.write_file import write_file

if TYPE_CHECKING:
    from medbills.store import Vault

CONTENTS_WIDTH, CHECKS_WIDTH = 288, 320
SCREEN_DPI = 132.0
PDF = "PDF (*.pdf)"


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
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save_as)
        self.bar_buttons = [self.print, self.save]
        self.contents = ExhibitList()
        self.contents.changed.connect(self._change)
        self.contents.page_asked.connect(self._go_to)
        self.viewer = DocumentViewer()
        self.viewer.light.hide()
        self.viewer.pageChanged.connect(self._turned)
        self.checks = PacketChecks()
        self.checks.sent.connect(self._mark_sent)
        self.checks.shown.connect(lambda paper_id: fix_paper(desk, paper_id, self._rebuild))
        self.checks.ways.mailed.connect(self._mail)
        self.checks.ways.faxed.connect(self._fax)
        self.checks.ways.enveloped.connect(self._envelope)
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

    # saving, printing, sending

    def _may_go(self) -> bool:
        """A packet that is held back goes out with a reason only."""
        held = self.checks.held
        if held is None or held.reason:
            return self.made is not None
        self.sides.show_side(2)
        held.ask_reason()
        return False

    def _save_as(self) -> None:
        if not self._may_go():
            return
        password = self.checks.extras.password_given()
        if password is None:
            self.sides.show_side(2)
            return
        name = f"packet-{self.desk.today().isoformat()}.pdf"
        path = dialogs.save_file(self, "Save the packet", name, PDF)
        if path is not None and self.made is not None:
            path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            self._freeze(partial(self._write, path, self.made, password))

    def _freeze(self, then: Any) -> None:
        """The copy in the vault comes first, so that what goes out is always on file."""
        assert self.made is not None
        made, at = self.made, now(self.desk).astimezone()
        why = self.checks.held.reason if self.checks.held else ""
        self.desk.vault_job(lambda vault: freeze_packet(vault, self._case_id, made, now=at, why=why), partial(self._frozen, then))

    def _frozen(self, then: Any, packet: Packet) -> None:
        self.kept = packet
        self.saved.emit(saved_words(self.desk))
        self.desk.tell_changed({"packets", "documents"})
        self.checks.offer_sent(self.desk.today())
        then()

    def _write(self, path: Path, made: MadePacket, password: str) -> None:
        beside = path.with_name(f"{path.stem}-fingerprints.txt") if self.checks.extras.beside.isChecked() else None

        def work(_job: Job) -> None:
            data = packet_to_go(made, password)
            write_file(path, data)
            if beside is not None:
                write_file(beside, fingerprint_list(made, path.name, data).encode())

        self.desk.paper_job(work, partial(self._written, path))

    def _written(self, path: Path, _none: None) -> None:
        self.desk.toast(f"Saved as {path.name}. A sealed copy is kept in the case.")

    def _print(self) -> None:
        if self._may_go() and self.made is not None:
            PrintRun(self.desk, self, self.made.pdf, "The packet", self._on_paper).start()

    def _on_paper(self, pages: int) -> None:
        self._freeze(partial(self.desk.toast, f"{pages} pages went to the printer. A sealed copy is kept in the case."))

    def _mail(self, to: str) -> None:
        password = self.checks.extras.password_given()
        if password is None:
            return
        at = now(self.desk).astimezone()
        self._leave("Save the e-mail draft", "packet.eml", "E-mail (*.eml)", "Open it in your mail program, and send it there.",
                    lambda vault, packet: mail_packet(vault, packet, to=to, password=password, now=at))  # fmt: skip

    def _fax(self, number: str) -> None:
        at = now(self.desk).astimezone()
        self._leave("Save the fax", "packet-fax.pdf", PDF, "Fax all pages. Keep the sheet that confirms it.",
                    lambda vault, packet: fax_packet(vault, packet, fax=number, now=at))  # fmt: skip

    def _envelope(self) -> None:
        self._leave("Save the envelope", "packet-envelope.pdf", PDF, "Print it at 100 % on a number 10 envelope.", envelope_for_packet)

    def _leave(self, title: str, name: str, kinds: str, told: str, make: Callable[[Vault, str], bytes]) -> None:
        """Freeze the packet, make what leaves from the frozen copy, and write it."""
        if not self._may_go():
            return
        path = dialogs.save_file(self, title, name, kinds)
        if path is None:
            return
        path = path if path.suffix.lower() == Path(name).suffix else path.with_name(f"{path.name}{Path(name).suffix}")

        def made() -> None:
            assert self.kept is not None
            packet = self.kept.id
            self.desk.vault_job(lambda vault: make(vault, packet), written)

        def written(data: bytes) -> None:
            self.desk.paper_job(lambda _job: write_file(path, data), lambda _none: self.desk.toast(f"Saved as {path.name}. {told}"))

        self._freeze(made)

    def _mark_sent(self, day: datetime.date, way: str, number: str) -> None:
        if self.kept is None:
            return
        packet = self.kept.id
        self.desk.vault_job(
            lambda vault: mark_packet_sent(vault, packet, sent_on=day, method=way, tracking=number),
            partial(self._sent, f"Sent on {long_day(day)}, {way.lower()}"),
        )

    def _sent(self, words: str, _none: None) -> None:
        self.checks.close_sent(words)
        self.desk.tell_changed({"packets", "cases"})
        self.desk.toast("Noted as sent.")


def _reader(draft: PacketDraft) -> str:
    return short_name(draft.plan.recipient.partition("\n")[0])
