"""One case: what happened and what comes next, both tracks, the proof, and what can be done now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.case import CaseKind
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.domain.strategy import Way
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import GAP
from medbills.gui.parts.call_compared import contradiction_card, promises_card, tell_kept
from medbills.gui.parts.case_history import CaseHistory
from medbills.gui.parts.case_items import open_item
from medbills.gui.parts.contacts_card import ContactsCard
from medbills.gui.parts.debt_panel import DebtPanel
from medbills.gui.parts.help_hint import HelpHint
from medbills.gui.parts.kind_card import KindCard
from medbills.gui.parts.offer_days_card import OfferDaysCard
from medbills.gui.parts.proof_card import ProofCard
from medbills.gui.parts.questions_card import QuestionsCard
from medbills.gui.parts.replies_card import replies_card
from medbills.gui.parts.save_picture import save_picture
from medbills.gui.parts.start import show_places, start_call, start_closing, start_letter, start_packet, start_plan_limit
from medbills.gui.parts.tracks_card import TracksCard
from medbills.gui.parts.ways_card import WaysCard
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.pinned import BesidePinned, PinnedPanel
from medbills.gui.widgets.reflow import ResponsiveGrid
from medbills.services.case_kinds import kinds_of_case
from medbills.services.case_proof import case_proof
from medbills.services.case_timeline import case_timeline
from medbills.services.case_tracks import aim_of, case_tracks
from medbills.services.choose_kind import choose_kind
from medbills.services.count_contacts import count_contacts
from medbills.services.keep_promise import promises
from medbills.services.next_steps import next_step
from medbills.services.offer_days import offer_days
from medbills.services.plan_strategy import plan_strategy


class CaseView(QWidget):
    """`list_asked` leads back to all cases."""

    list_asked = Signal()
    quiet_asked = Signal(bool)

    def __init__(self, desk: Desk, matter: Matter, chosen: str = "", opened: str = "", quiet: bool = False) -> None:
        """`quiet` leaves out the back and forth: what was called and written, and who said what."""
        super().__init__()
        self.quiet_view = quiet
        self.desk, self.matter = desk, matter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._header())
        today = desk.today()
        self.history = CaseHistory(matter, case_timeline(matter, today), today, chosen, quiet)
        self.history.opened.connect(lambda item, item_id: open_item(desk, matter, item, item_id))
        self.history.shown.connect(lambda place: show_places(desk, place.paper, [place]))
        self.history.picture_asked.connect(lambda picture: save_picture(desk, self, picture))
        self.history.plan_asked.connect(lambda deadline: start_plan_limit(desk, matter, deadline))
        column.addWidget(BesidePinned(self._left(opened), PinnedPanel(self._side(), self._actions())), 1)

    @property
    def chosen(self) -> str:
        """The filter that holds, to show the same case again as it was."""
        return str(self.history.filter.current or "")

    @property
    def opened(self) -> str:
        """The way forward that is open, for the same reason."""
        return self.ways.opened if self.ways else ""

    def _left(self, opened: str) -> QWidget:
        """The ways forward above what happened."""
        strategy = plan_strategy(self.matter, self.desk.today())
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.ways = WaysCard(strategy, self.desk.today(), opened) if strategy.ways else None
        if self.ways:
            self.ways.started.connect(self._start)
            column.addWidget(self.ways)
        self.help_hint = HelpHint(self.desk, self.matter)
        column.addWidget(self.help_hint)
        proposed = offer_days(self.matter, self.desk.today())
        self.offer_days = OfferDaysCard(proposed) if proposed else None
        if self.offer_days:
            self.offer_days.more_asked.connect(lambda: self.desk.go("learn", "end_of_month"))
            column.addWidget(self.offer_days)
        self.replies = replies_card(self.desk, self.matter)
        if self.replies:
            self.replies.letter_asked.connect(lambda slug: start_letter(self.desk, self.matter.id, slug))
            column.addWidget(self.replies)
        self.contradictions = None if self.quiet_view else contradiction_card(self.desk, self.matter)
        if self.contradictions:
            column.addWidget(self.contradictions)
        made = () if self.quiet_view else promises(self.matter, self.desk.today())
        self.promises = promises_card(self.desk, made) if made else None
        if self.promises:
            column.addWidget(self.promises)
        collected = self.matter.latest(Kind.COLLECTION_NOTICE) is not None and not self.matter.case.closed_on
        self.debt = DebtPanel(self.desk, self.matter) if collected else None
        if self.debt:
            column.addWidget(self.debt)
        column.addWidget(self.history, 1)
        return left

    def _start(self, way: Way) -> None:
        if way.letter:
            start_letter(self.desk, self.matter.id, way.letter)
        else:
            start_call(self.desk, self.matter.id, script=way.call)

    def _header(self) -> PageHeader:
        who = self.matter.person.short if self.matter.person else ""
        header = PageHeader(self.matter.case.title, aim_of(self.matter), ("Cases", who) if who else ("Cases",))
        if self.matter.at_stake and not self.matter.case.closed_on:
            header.set_amounts([("In question" if self.matter.in_question else "At stake", self.matter.at_stake, "amber")])
        elif self.matter.case.saved:
            header.set_amounts([("Saved", self.matter.case.saved, "success")])
        header.crumb_pressed.connect(self.list_asked)
        words, icon = ("Show every step", "eye") if self.quiet_view else ("Quiet view", "eye_off")
        self.quiet = button(words, "quiet", icon, bar=True)
        self.quiet.setAccessibleDescription(tr("Hides what was called and written. What comes next stays."))
        self.quiet.clicked.connect(lambda: self.quiet_asked.emit(not self.quiet_view))
        header.add_right(self.quiet)
        return header

    def _side(self) -> QWidget:
        today = self.desk.today()
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        tracks = case_tracks(self.matter, today)
        if tracks:
            column.addWidget(TracksCard(tracks, today))
        self.kind = KindCard(self.matter)
        self.kind.chosen.connect(self._choose_kind)
        column.addWidget(self.kind)
        proof = ProofCard(case_proof(self.matter), today)
        proof.opened.connect(lambda paper_id: open_item(self.desk, self.matter, "paper", paper_id))
        self.questions = QuestionsCard(self.desk, self.matter.id)
        column.addWidget(self.questions)
        column.addWidget(proof)
        self.contacts = ContactsCard(count_contacts(self.matter), today)
        self.contacts.setHidden(self.quiet_view)
        column.addWidget(self.contacts)
        column.addStretch(1)
        return side

    def _choose_kind(self, kind: CaseKind) -> None:
        case_id, today, desk = self.matter.id, self.desk.today(), self.desk
        told = f"This case is now: {kinds_of_case()[kind].name}."
        desk.vault_job(lambda vault: choose_kind(vault, case_id, kind, today=today), partial(tell_kept, desk, told))

    def _actions(self) -> QWidget:
        """One main button: the next step's letter where there is one, else the packet."""
        step = next_step(self.matter, self.desk.today())
        slug = step.letter if step and step.yours else None
        self.call = button("Log a call", "plain", "phone")
        self.call.clicked.connect(lambda: start_call(self.desk, self.matter.id))
        self.packet = button("Build packet", "plain" if slug else "main", "packet")
        self.packet.clicked.connect(lambda: start_packet(self.desk, self.matter.id))
        buttons = QWidget()
        column = QVBoxLayout(buttons)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.letter = button("Write the letter", "main", "letter") if slug else None
        if self.letter and slug:
            self.letter.clicked.connect(lambda: start_letter(self.desk, self.matter.id, slug))
        column.addWidget(ResponsiveGrid(self.call, self.packet, most=2, lines=8, gap=12))
        if self.letter:
            column.addWidget(self.letter)
        self.close_it = button("Close this case…", "quiet", "check", bar=True)
        self.close_it.setVisible(self.matter.case.closed_on is None)
        self.close_it.clicked.connect(lambda: start_closing(self.desk, self.matter))
        column.addWidget(self.close_it)
        return buttons
