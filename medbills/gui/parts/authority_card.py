"""Who may act for a person: the forms on file with their ends, and the way to add one."""

from __future__ import annotations

import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.authority import ACT_WORDS, Authority, Standing
from medbills.domain.changes import Changes
from medbills.domain.wording import counted, listed, long_day, short_day, short_month
from medbills.errors import MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.authority_form import AuthorityForm, new_form
from medbills.gui.parts.clock_face import now
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.services.keep_authority import SENT_FORM, Register, Shown, keep_authority, load_register, remove_form

NONE_YET = "No form yet. A hospital or insurer may not answer you without one."
NONE_NEEDED = "You act for yourself, so you need no form."
MARKS = {Standing.GOOD: ("check_circle", "success")}
WARNING = ("warning", "amber")


class AuthorityCard(QWidget):
    """Loads one person's register by itself. `shown` tells that it is there; Esc closes the form that is open."""

    shown = Signal()

    def __init__(self, desk: Desk, person_id: str) -> None:
        super().__init__()
        self._desk, self._person_id = desk, person_id
        self.register: Register | None = None
        self.rows: list[RowButton] = []
        self.offers: list[Button] = []
        self.form: AuthorityForm | None = None
        self.add = button("Add a form", "quiet", "add", small=True, bar=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.load()

    def load(self) -> None:
        """Ask the vault again."""
        today = self._desk.today()
        self._desk.vault_job(lambda vault: load_register(vault, self._person_id, today=today), self._came)

    def _came(self, register: Register) -> None:
        self.register = register
        self._show()

    def _show(self) -> None:
        register = self.register
        assert register is not None
        clear(self._column)
        self.rows, self.offers, self.form = [], [], None
        person = register.person
        self.add = button("Add a form", "quiet", "add", small=True, bar=True)
        self.add.clicked.connect(lambda: self._edit(new_form(person.id, register.helper)))
        card = Card("Who may speak for you?" if person.is_me else f"May you speak for {person.short}?", self.add)
        card.body.setSpacing(0)
        if not register.forms and not register.proposed:
            card.body.addWidget(ReadingLabel(NONE_NEEDED if person.is_me else NONE_YET, "body", "text2"))
        for place, shown in enumerate(register.forms):
            if place:
                card.body.addWidget(divider())
            card.body.addWidget(self._row(shown))
        for place, form in enumerate(register.proposed):
            if place or register.forms:
                card.body.addWidget(divider())
            card.body.addLayout(self._offer(form))
        self._column.addWidget(card)
        self.shown.emit()

    def _row(self, shown: Shown) -> RowButton:
        today = self._desk.today()
        words, tone, icon = _chip(shown, today)
        form = shown.form
        signed = f"Signed {long_day(form.signed_on)}" if form.signed_on else "Day of signing not told"
        allowed = listed([ACT_WORDS[act] for act in form.acts if form.allows(act)])
        second = f"{signed} · lets {_who(form, self.register)} {allowed}"
        row = RowButton(f"{form.title}. {second}. {words}. Press to change it.")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 9, 0, 9)
        line.setSpacing(12)
        line.addWidget(IconLabel(*MARKS.get(shown.standing, WARNING)))
        text = QVBoxLayout()
        text.setSpacing(0)
        for label in two_lines(form.title, second):
            text.addWidget(label)
        line.addLayout(text, 1)
        line.addWidget(Chip(words, tone, icon))
        see_through(row)
        row.clicked.connect(lambda: self._edit(form))
        self.rows.append(row)
        return row

    def _offer(self, form: Authority) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(12)
        row.addWidget(IconLabel("info", "accent"))
        found = f"A signed form for {form.towards or 'somebody'} is among the papers."
        sent = f"You sent a form to {form.towards or 'somebody'}. Once it is signed, it belongs here."
        row.addWidget(ReadingLabel(f"{sent if form.note == SENT_FORM else found} Say what it allows."), 1)
        say = button("Say it", "plain", bar=True)
        say.setAccessibleName(tr(f"Say what the form for {form.towards or 'somebody'} allows"))
        say.clicked.connect(lambda: self._edit(form))
        self.offers.append(say)
        row.addWidget(say)
        return row

    def _edit(self, authority: Authority) -> None:
        assert self.register is not None
        clear(self._column)
        self.rows, self.offers = [], []
        form = self.form = AuthorityForm(authority, self.register.person.short, self._desk.today())
        form.saved.connect(self._save)
        form.closed.connect(self._show)
        form.removed.connect(partial(self._remove, authority.id))
        self._column.addWidget(form)
        form.take_focus()

    def _save(self) -> None:
        form = self.form
        assert form is not None
        authority, copy, at = form.authority(), form.copy, now(self._desk).astimezone()
        form.save.setEnabled(False)
        self._desk.vault_job(lambda vault: keep_authority(vault, authority, copy=copy, now=at), self._kept, self._not_kept)

    def _not_kept(self, problem: MedbillsError) -> None:
        if self.form is not None:
            self.form.save.setEnabled(True)
        self._desk.show_problem(problem)

    def _kept(self, kept: tuple[Authority, Changes]) -> None:
        form, changes = kept
        self._told(f"Kept: {form.title}.", changes)

    def _remove(self, form_id: str) -> None:
        self._desk.vault_job(lambda vault: remove_form(vault, form_id), lambda changes: self._told(f"{changes.what}.", changes))

    def _told(self, words: str, changes: Changes) -> None:
        self.load()
        self._desk.tell_changed(changes.topics)
        tell_with_undo(self._desk, words, changes, self.load)


def _who(form: Authority, register: Register | None) -> str:
    return "you" if register is not None and form.holder == register.helper else form.holder


def _chip(shown: Shown, today: datetime.date) -> tuple[str, str, str | None]:
    """Words, kind and icon of the chip at the right of a form."""
    form, last = shown.form, shown.form.last_day
    match shown.standing:
        case Standing.GOOD if last is not None:
            return f"Until {short_month(last)} {last.year}", "green", None
        case Standing.GOOD:
            return "No end date", "green", None
        case Standing.ENDS_SOON:
            left = shown.days_left or 0
            return ("Ends today" if left == 0 else f"Ends in {counted(left, 'day')}"), "amber", "clock"
        case Standing.ENDED if form.taken_back_on:
            return f"Taken back {short_day(form.taken_back_on, today)}", "amber", None
        case Standing.ENDED:
            return (f"Ended {short_day(last, today)}" if last else "Ended"), "amber", None
        case Standing.NO_END_TOLD:
            return "Say when it ends", "amber", None
        case Standing.NOT_YET:
            return (f"From {short_day(form.signed_on, today)}" if form.signed_on else "Later"), "quiet", None
    return "Ended with the death", "quiet", None


