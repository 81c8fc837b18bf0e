"""Quiet notes on what a paper may answer, and the small place for the day it arrived; what is said is kept at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.reply import Answers
from medbills.gui.desk import Desk
from medbills.gui.parts.kin_note import QuietNote
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.field import DateField
from medbills.services.find_replies import Offered, Sent, sent_in_words, tell_reply
from medbills.services.keep_arrival import keep_arrival, why_arrival, wrong_day
from medbills.services.review_papers import Review

YES, NO, NOT_THAT = "It answers it", "It does not", "It is no answer"
ARRIVED = "The day it arrived, if you know it"


def reply_note(desk: Desk, offered: Offered) -> QuietNote:
    """A paper that may answer what was sent, with why we think so."""
    say = partial(_say, desk, offered.paper.id, offered.sent.id, reason=offered.why)
    answers = [(YES, partial(say, Answers.YES)), (NO, partial(say, Answers.NO))]
    return QuietNote(offered.says, offered.why, answers, "letter")


def answered_note(desk: Desk, paper_id: str, sent: Sent) -> QuietNote:
    """A paper that answers what was sent, by the user's word."""
    return QuietNote(f"Answers {sent_in_words(sent)}.", "", [(NOT_THAT, partial(_say, desk, paper_id, sent.id, Answers.NO))], "letter")


def notes_of(desk: Desk, review: Review) -> list[QWidget]:
    """Everything to say of a paper under review that has to do with your letters, and the day it arrived."""
    kept = review.kept
    notes = [answered_note(desk, kept.id, sent) for sent in review.answers]
    if review.offered is not None:
        notes.append(reply_note(desk, review.offered))
    for note in notes:
        for pressed in note.buttons.values():
            pressed.clicked.connect(note.hide)
    asked = bool(review.offered or review.answers)
    if not why_arrival(kept, is_answer=asked):
        return [*notes]
    return [*notes, ArrivalField(desk, review, is_answer=asked)]


class ArrivalField(QWidget):
    """The day a paper was in the user's hands. It is kept as soon as it is typed; an empty field says that it is not known."""

    def __init__(self, desk: Desk, review: Review, *, is_answer: bool) -> None:
        super().__init__()
        self._desk, self._kept, self._today = desk, review.kept, desk.today()
        self._known = review.arrived_on
        self.day = DateField(ARRIVED, self._today, why_arrival(review.kept, is_answer=is_answer), review.arrived_on)
        self.day.left.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.day)
        self.setFocusProxy(self.day)

    def _keep(self) -> None:
        day = self.day.day()
        if day == self._known:
            return
        wrong = wrong_day(self._kept, day, self._today) if day else ""
        if wrong:
            self.day.set_problem(wrong)
            return
        self._known = day
        paper_id, today = self._kept.id, self._today
        self._desk.vault_job(lambda vault: keep_arrival(vault, paper_id, day, today=today), self._told)

    def _told(self, changes: Changes) -> None:
        self._desk.tell_changed(changes.topics | {"deadlines"})


def _say(desk: Desk, paper_id: str, sent_id: str, word: Answers, *, reason: str = "") -> None:
    today = desk.today()
    told = "Noted as the answer to what you sent." if word is Answers.YES else "Noted. It answers nothing you sent."
    desk.vault_job(
        lambda vault: tell_reply(vault, paper_id, sent_id, word, today=today, reason=reason), partial(_told, desk, told)
    )


def _told(desk: Desk, told: str, changes: Changes) -> None:
    topics = changes.topics | {"papers", "letters", "packets", "deadlines"}
    desk.tell_changed(topics)
    tell_with_undo(desk, told, changes, partial(desk.tell_changed, topics))
