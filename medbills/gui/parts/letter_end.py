"""The last page of a letter: what is missing, every fact with its source, what to enclose, and the ways to send it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.letter import Question
from medbills.domain.wording import counted, long_day
from medbills.gui.language import tr, tr_printed
from medbills.gui.parts.letter_ways import LetterWays
from medbills.gui.parts.sent_form import CERTIFIED, WAYS, SentForm
from medbills.gui.parts.unbacked_card import UnbackedCard
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.field import ChoiceField
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.row_button import two_lines
from medbills.gui.widgets.scroll import Scroll
from medbills.services.check_signer import NO_FORM, WayOut
from medbills.services.write_letter import WAY_OF_SENDING, LetterState, fact_words, letter_enclosures

SIDES = 48
_SENDING = {
    CERTIFIED: "Send it by certified mail with a return receipt. Keep the receipt and a copy.",
    "mail": "Plain mail will do. Keep a copy, and note the day you send it.",
    "portal": "Send it through their website. Keep a picture of the page that confirms it.",
    "fax": "Send it by fax. Keep the sheet that confirms it.",
    "email": "Send it by e-mail only if they accept it. Keep what you sent.",
}
WAYS_OUT = {
    WayOut.ADD_FORM: ("Add the signed form", "plain", "people"),
    WayOut.WRITE_FORM: ("Write a form to sign", "plain", "letter"),
    WayOut.PATIENT_SIGNS: ("Let the patient sign", "plain", "person"),
    WayOut.GIVE_NOTICE: ("Give notice of the death", "plain", "letter"),
}


class LetterEnd(QWidget):
    """`edited` carries the name of a fact; the rest tells what was pressed. `sent` is day, way and number."""

    edited = Signal(str)
    saved_as = Signal()
    printed = Signal()
    packed = Signal()
    sent = Signal(object, str, str)
    went_back = Signal()
    way_asked = Signal(object)  # a WayOut of a letter that may not be signed so
    way_chosen = Signal(str)  # another way of sending it

    def __init__(self, state: LetterState, today: datetime.date) -> None:
        super().__init__()
        self._state = state
        self.edits: dict[str, QWidget] = {}
        self.remedies: dict[WayOut, QWidget] = {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(SIDES, 32, SIDES, 24)
        column.setSpacing(16)
        ready = state.rendered.final
        column.addWidget(ReadingLabel(self._title(), "title"))
        column.addWidget(ReadingLabel(self._subtitle(), "body", "text2"))
        for caution in state.cautions:
            column.addWidget(Banner(caution.say, "danger" if caution.stops else "warning"))
        self.apart = UnbackedCard(state.unbacked) if state.unbacked else None
        if self.apart:
            self.apart.edited.connect(self.edited)
            column.addWidget(self.apart)
        if ready:
            column.addWidget(self._ways())
        elif self._gaps():
            column.addWidget(self._missing())
        column.addWidget(self._mailing())
        self._more = QVBoxLayout()
        column.addLayout(self._more)
        if ready and not state.letter.sent_on:
            self.form = SentForm(today, _way(state))
            self.form.sent.connect(self.sent)
            column.addWidget(self.form)
        column.addWidget(self._facts())
        self.back = button("Back", "plain", "chevron_left")
        self.back.clicked.connect(self.went_back)
        self.back.setVisible(bool(state.questions))
        column.addWidget(Flow(self.back))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))

    def add_ways(self, ways: QWidget) -> None:
        """Put more ways to send it below what to enclose. With a copy of the user's own, ours is not saved or printed."""
        self._more.addWidget(ways)
        for part in (self.save, self.print):
            part.setVisible(not self._state.own_copy)

    def first(self, ways: LetterWays | None) -> QWidget:
        """Where the keyboard begins: what is to be settled first, or how it goes out."""
        if ways is not None:
            return ways.drop if self._state.own_copy and not self._state.letter.sent_on else self.save
        apart = self.apart.buttons.values() if self.apart else ()
        return next(iter((*self.remedies.values(), *apart, *self.edits.values())), self.back)

    def _title(self) -> str:
        if self._state.letter.sent_on:
            return "Your letter is on its way"
        if self._state.rendered.final:
            return "Your letter is ready"
        if not self._gaps():
            return f"{counted(len(self._state.unbacked), 'fact')} to settle first"
        return f"{counted(len(self._gaps()), 'thing')} still missing"

    def _subtitle(self) -> str:
        letter = self._state.letter
        if letter.sent_on:
            way = f" by {letter.method[:1].lower()}{letter.method[1:]}" if letter.method else ""
            return f"Sent on {long_day(letter.sent_on)}{way}."
        if not self._state.rendered.final:
            return f"It stays a draft until this is {'filled in' if self._gaps() else 'settled'}. Everything else is kept."
        by = self._state.rendered.reply_by
        return f"Read it once more. It asks for an answer by {long_day(by)}." if by else "Read it once more."

    def _ways(self) -> QWidget:
        self.save = button("Save as PDF…", "main", "save")
        self.print = button("Print…", "plain", "print")
        self.save.clicked.connect(self.saved_as)
        self.print.clicked.connect(self.printed)
        self.packet = button("Build the packet", "plain", "packet")
        self.packet.setAccessibleDescription(tr("The papers that prove it, in one file with a cover"))
        self.packet.clicked.connect(self.packed)
        self.packet.setVisible(bool(self._state.letter.case_id))
        return Flow(self.save, self.print, self.packet, gap=12)

    def _gaps(self) -> list[str]:
        """What is missing; a fact that differs from the file stands in a card of its own."""
        apart = {one.fact for one in self._state.unbacked}
        return [fact for fact in self._state.rendered.missing if fact not in apart]

    def _missing(self) -> QWidget:
        card = Card("Still to fill in")
        if self._state.signer.problem:
            card.body.addLayout(self._unsigned())
        questions = {question.fact: question for question in self._state.template.questions}
        for place, fact in enumerate(fact for fact in self._gaps() if fact != NO_FORM):
            if place or self._state.signer.problem:
                card.body.addWidget(divider())
            card.body.addLayout(self._missing_row(fact, questions.get(fact)))
        return card

    def _unsigned(self) -> QVBoxLayout:
        """Why it may not be signed so, and what can be done."""
        column = QVBoxLayout()
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel("warning", "amber"))
        row.addWidget(ReadingLabel(self._state.signer.problem, "body", weight=500), 1)
        column.addLayout(row)
        for way in self._state.signer.ways:
            answer = self.remedies[way] = button(*WAYS_OUT[way], bar=True)
            answer.clicked.connect(lambda _on=False, chosen=way: self.way_asked.emit(chosen))
        column.addWidget(Flow(*self.remedies.values(), gap=12))
        return column

    def _missing_row(self, fact: str, question: Question | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel("warning", "amber"))
        said = question.ask if question else "Nothing in this case is in question yet. Medbills fills this in from your papers."
        row.addWidget(ReadingLabel(said, "body", weight=500), 1)
        if question:
            answer = button("Answer", "plain", bar=True)
            answer.setAccessibleName(tr(f"Answer: {question.ask}"))
            answer.clicked.connect(lambda: self.edited.emit(fact))
            self.edits[fact] = answer
            row.addWidget(answer)
        return row

    def _mailing(self) -> QWidget:
        card = Card("Enclose and mail")
        for paper in letter_enclosures(self._state):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(IconLabel("attach"))
            row.addWidget(ReadingLabel(paper), 1)
            card.body.addLayout(row)
        card.body.addLayout(self._sending())
        card.body.addWidget(ReadingLabel("Send copies. Keep the originals.", "small", "text2"))
        template = self._state.template
        card.body.addWidget(divider())
        rests = f"{template.authority.rstrip('.')}. Checked {long_day(template.checked_on)}. Information, not legal advice."
        card.body.addWidget(ReadingLabel(rests, "small", "text2"))
        return card

    def _sending(self) -> QVBoxLayout:
        """How it goes out, which the letter says too."""
        column = QVBoxLayout()
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel("send"))
        row.addWidget(ReadingLabel(_SENDING[_way(self._state)]), 1)
        column.addLayout(row)
        question = next((question for question in self._state.template.questions if question.fact == WAY_OF_SENDING), None)
        if question is not None and not self._state.letter.sent_on:
            choices = [(choice.value, choice.label) for choice in question.choices]
            self.way = ChoiceField(question.ask, choices, key=_way(self._state))
            self.way.changed.connect(lambda: self.way_chosen.emit(self.way.key()))
            column.addWidget(self.way)
        return column

    def _facts(self) -> QWidget:
        card = Card("Every fact in the letter, and where it comes from")
        card.body.setSpacing(4)
        for place, (question, words, source) in enumerate(_used(self._state)):
            if place:
                card.body.addWidget(divider())
            row = QHBoxLayout()
            row.setSpacing(12)
            text = QVBoxLayout()
            text.setSpacing(0)
            for label in two_lines(tr_printed(words), f"{question.ask} · {source}", as_written=True):
                text.addWidget(label)
            row.addLayout(text, 1)
            edit = button("Edit", "quiet", "edit", small=True, bar=True)
            edit.setAccessibleName(tr(f"Edit: {question.ask}"))
            edit.clicked.connect(lambda _on=False, fact=question.fact: self.edited.emit(fact))
            self.edits.setdefault(question.fact, edit)
            row.addWidget(edit)
            card.body.addLayout(row)
        return card


def _used(state: LetterState) -> Iterator[tuple[Question, str, str]]:
    """The facts that stand in the letter or decide what it says, in the order of the questions."""
    printed = {run.fact for block in state.rendered.blocks for run in block.runs}
    for question in state.template.questions:
        fact = state.facts.get(question.fact)
        if fact is not None and (question.fact in printed or question.fact in state.letter.answers):
            yield question, fact_words(question, fact), fact.evidence.source


def _way(state: LetterState) -> str:
    """How it goes out: what the user said, else what the letter advises."""
    said = state.facts.get(WAY_OF_SENDING)
    keys = [key for key, _ in WAYS]
    wanted = str(said.value) if said is not None else state.template.sending
    return wanted if wanted in keys else keys[0]
