"""Calls and letters of all cases: what was said and sent, what was promised and by when, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout

from medbills.domain.correction import About
from medbills.domain.matter import Matter
from medbills.domain.wording import counted
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import GAP, PageSpec, PageWidget
from medbills.gui.parts.call_compared import CallCompared
from medbills.gui.parts.contact_row import ACTIONS, ContactRow
from medbills.gui.parts.contact_view import PAGE_TITLE, ContactView
from medbills.gui.parts.corrections_card import CorrectionsCard, CorrectionTask
from medbills.gui.parts.frozen_task import FrozenTask
from medbills.gui.parts.start import start_call, start_letter
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.services.correct_record import corrections_by_record
from medbills.services.late_answers import answered_words
from medbills.services.list_contacts import Contact, Standing, call_record, letter_record, list_contacts
from medbills.services.load_matters import load_matters
from medbills.services.next_steps import heading

KINDS = (("", "All"), ("call", "Calls"), ("letter", "Letters"))
NO_COPY = "No copy of this letter is kept here. This is what is on file about it."
NO_NOTES = "Nothing was noted."


@dataclass(frozen=True, slots=True)
class _Shown:
    matters: dict[str, Matter]
    contacts: tuple[Contact, ...]


class CallsLettersPage(PageWidget):
    """The list, or one call or letter: `show_item` takes the id of a call, a letter or a packet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._item: str | None = None
        self._wanted: str | None = None
        self._kind = ""
        self._shown: _Shown | None = None
        self._content = QVBoxLayout()
        self._content.setSpacing(GAP)
        self.body.addLayout(self._content, 1)
        self.rows: list[ContactRow] = []
        self.view: ContactView | None = None
        self.filter: SegmentedControl | None = None
        self.log: Button | None = None
        self.compared: CallCompared | None = None
        self.corrections: CorrectionsCard | None = None

    def reload(self) -> None:
        today, person = self.desk.today(), self.desk.person_filter

        def look(vault: object) -> _Shown:
            matters = load_matters(vault, today=today, person_id=person)  # type: ignore[arg-type]
            corrections = corrections_by_record(vault)  # type: ignore[arg-type]
            contacts = list_contacts(matters, today=today, corrections=corrections)
            return _Shown({matter.id: matter for matter in matters}, contacts)

        self.desk.vault_job(look, self._came)

    def show_item(self, item_id: str) -> None:
        self._wanted = item_id
        if self._shown is not None:
            self._open_wanted()

    def show_list(self) -> None:
        """Back to all calls and letters."""
        self._item = None
        self._show()
        self.to_top()

    def _came(self, shown: _Shown) -> None:
        self._shown = shown
        self._show()
        self._open_wanted()

    def _open_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        contact = self._find(wanted)
        if contact is not None:
            self.open(contact)

    def _find(self, item_id: str | None) -> Contact | None:
        return next((contact for contact in (self._shown.contacts if self._shown else ()) if contact.id == item_id), None)

    def _show(self) -> None:
        clear(self._content)
        self.rows, self.view, self.filter, self.log, self.compared, self.corrections = [], None, None, None, None, None
        contact = self._find(self._item)
        if contact is None:
            self._item = None
            self._show_list()
        else:
            self._show_one(contact)

    # the list

    def _show_list(self) -> None:
        assert self._shown is not None
        every = self._shown.contacts
        late = [contact for contact in every if contact.standing is Standing.LATE]
        told = "Notes of each call, and a copy of each letter."
        if late:
            told = f"{counted(len(late), 'answer')} late. Call and ask why."
        header = PageHeader(PAGE_TITLE, told if every else "")
        self._content.addWidget(header)
        if not every:
            self._content.addWidget(self._nothing())
            self._content.addStretch(1)
            return
        self.filter = SegmentedControl(KINDS, "What to show", self._kind)
        self.filter.chosen.connect(self._choose)
        header.add_right(self.filter)
        if self._cases():
            log = self.log = button("Log a call", "main", "phone", bar=True)
            log.clicked.connect(lambda: self._log(log.mapToGlobal(QPoint(0, log.height() + 4))))
            header.add_right(log)
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        self._content.addLayout(self._list)
        self._fill()
        self._content.addStretch(1)

    def _fill(self) -> None:
        clear(self._list)
        self.rows = []
        items = {"call": ("call",), "letter": ("letter", "packet")}.get(self._kind, ("call", "letter", "packet"))
        shown = [contact for contact in (self._shown.contacts if self._shown else ()) if contact.item in items]
        self._add("Late", [contact for contact in shown if contact.standing is Standing.LATE])
        self._add("", [contact for contact in shown if contact.standing is not Standing.LATE])
        if not shown:
            self._list.addWidget(self._nothing())

    def _add(self, title: str, contacts: Sequence[Contact]) -> None:
        if not contacts:
            return
        card = Card(title)
        card.body.setContentsMargins(20, 16 if title else 8, 20, 8)
        card.body.setSpacing(0)
        for index, contact in enumerate(contacts):
            if index:
                card.body.addWidget(divider())
            row = ContactRow(contact, self.desk.today())
            row.opened.connect(self.open)
            row.acted.connect(self.act)
            card.body.addWidget(row)
            self.rows.append(row)
        self._list.addWidget(card)

    def _choose(self, kind: object) -> None:
        self._kind = str(kind)
        self._fill()

    def _nothing(self) -> EmptyState:
        title = {"call": "No calls yet", "letter": "No letters yet"}.get(self._kind, "No calls or letters yet")
        why = "What they say on the phone, and what you write, stays here with its day."
        if self._cases():
            empty = EmptyState("calls_letters", title, why, "Log a call", main=not (self._shown and self._shown.contacts))
            empty.pressed.connect(lambda: self._log(empty.mapToGlobal(QPoint(16, empty.height()))))
        else:
            empty = EmptyState("calls_letters", title, f"{why} Add a bill or a letter first.", "Add papers")
            empty.pressed.connect(lambda: self.desk.add_papers(dialogs.open_files(self)))
        return empty

    # a new call

    def _cases(self) -> list[Matter]:
        assert self._shown is not None
        live = [matter for matter in self._shown.matters.values() if not matter.case.closed_on]
        return sorted(live, key=lambda matter: (-matter.at_stake.cents, matter.case.opened_on, matter.id))

    def _log(self, at: QPoint) -> None:
        """Ask which case the call is about; with one case there is nothing to ask."""
        cases = self._cases()
        if len(cases) == 1:
            start_call(self.desk, cases[0].id)
            return
        menu = self.menu = QMenu(self)
        menu.setAccessibleName(tr("Which case is the call about?"))
        for matter in cases:
            action = menu.addAction(heading(matter).replace("&", "&&"))
            action.triggered.connect(lambda _=False, case_id=matter.id: start_call(self.desk, case_id))
        menu.popup(at)

    # one of them

    def open(self, contact: Contact) -> None:
        """A draft goes on, a letter or packet that was written shows its pages, all else its notes."""
        if contact.item == "letter" and contact.standing is Standing.OPEN:
            self.act(contact)
        elif contact.document_id:
            frozen = FrozenTask(self.desk, contact.title, f"{contact.about} · {contact.told}", contact.document_id)
            if contact.standing is not Standing.READY:
                correct = button("Corrections", "plain", "note", bar=True)
                correct.clicked.connect(lambda: self._correct(contact))
                frozen.bar_buttons = [correct]
            self.desk.open_task(frozen)
        else:
            self._item = contact.id
            self._show()
            self.to_top()

    def _correct(self, contact: Contact) -> None:
        """What was sent stays; what is to be said about it is added."""
        self.desk.open_task(CorrectionTask(self.desk, About(contact.item), contact.id, contact.title))

    def _show_one(self, contact: Contact) -> None:
        assert self._shown is not None
        matter, today = self._shown.matters[contact.case_id], self.desk.today()
        if contact.item == "call":
            call = next(call for call in matter.calls if call.id == contact.id)
            action = ACTIONS[("call", Standing.OPEN)] if contact.standing is Standing.OPEN else ""
            self.view = ContactView(contact, call_record(call, today), call.notes or NO_NOTES, "Notes", action=action)
        else:
            letter = next(letter for letter in matter.letters if letter.id == contact.id)
            self.view = ContactView(contact, letter_record(letter, today, answered_words(matter, letter, today)), "", "", NO_COPY)
        self.view.list_asked.connect(self.show_list)
        self.view.case_asked.connect(lambda case_id: self.desk.go("cases", case_id))
        self.view.acted.connect(lambda: self.act(contact))
        self._content.addWidget(self.view, 1)
        self.compared = CallCompared(self.desk, matter, contact.id) if contact.item == "call" and not self.view.action else None
        if self.compared is not None:
            self._content.addWidget(self.compared)
        if not self.view.action:
            self.corrections = CorrectionsCard(self.desk, About(contact.item), contact.id)
            self._content.addWidget(self.corrections)

    def act(self, contact: Contact) -> None:
        """What waits to be done about it: go on with a draft, say that it was sent, ask why they are late."""
        assert self._shown is not None
        if contact.item == "call" and contact.standing is Standing.OPEN:
            start_call(self.desk, contact.case_id, contact.id)
        elif contact.standing is Standing.LATE:
            start_call(self.desk, contact.case_id, script="follow_up")
        else:
            letter = next(letter for letter in self._shown.matters[contact.case_id].letters if letter.id == contact.id)
            start_letter(self.desk, contact.case_id, letter.slug or letter.template_id, letter.answers.get("call_id"))


PAGE = PageSpec(
    slug="calls_letters", title=PAGE_TITLE, icon="calls_letters", order=60, make=CallsLettersPage,
    topics=frozenset({"papers", "cases", "deadlines", "calls", "letters", "packets", "people"}),
)  # fmt: skip
