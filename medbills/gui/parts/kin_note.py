"""One quiet sentence on what ties two papers or two lines, with buttons to say that it is so or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.finding import LineRef
from medbills.domain.link import LinkState
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.shapes import soft
from medbills.services.compare_lines import ComparedLine, PaidBy
from medbills.services.link_papers import Kin, answer_link, part_lines, part_receipt

Answer = tuple[str, Callable[[], None]]  # the word of a button, and what pressing it does


class QuietNote(QWidget):
    """`says` is the sentence, `why` stands small below it and is told to a screen reader with it."""

    def __init__(self, says: str, why: str, answers: Sequence[Answer] = (), icon: str = "papers") -> None:
        super().__init__()
        self.says, self.why = says, why
        self.setAccessibleName(tr(f"{says} {why}".strip()))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(IconLabel(icon, "text2"))
        told = QWidget()
        words = QVBoxLayout(told)
        words.setSpacing(0)
        words.setContentsMargins(0, 4, 0, 4)
        words.addWidget(ReadingLabel(says, "small"))
        if why:
            words.addWidget(ReadingLabel(why, "small", "text2"))
        self.buttons: dict[str, Button] = {}
        for word, do in answers:
            made = button(word, "quiet", small=True, bar=True)
            made.setAccessibleDescription(tr(self.accessibleName()))
            made.clicked.connect(lambda _=False, do=do: do())
            self.buttons[word] = made
        beside = [Flow(*self.buttons.values())] if self.buttons else []  # the answers stay together, beside the words or below
        row.addWidget(Flow(told, *beside, first_grows=True), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        soft(painter, QRectF(self.rect()), 8, "sunken", "control")
        painter.end()


def kin_note(desk: Desk, kin: Kin) -> QuietNote:
    """What a paper has to do with another one. The answer is kept at once, with a way back."""
    answers: list[Answer] = []
    if kin.apart:
        answers.append((kin.apart, lambda: _answer(desk, kin, LinkState.REJECTED)))
    if kin.same:
        answers.append((kin.same, lambda: _answer(desk, kin, LinkState.CONFIRMED)))
    return QuietNote(kin.says, kin.why, answers)


def receipt_note(desk: Desk, paid: PaidBy, bill_id: str) -> QuietNote:
    """Which bill a receipt pays, and why."""
    answer = ("Not this bill", lambda: _part_receipt(desk, paid.receipt_id, bill_id, True))
    return QuietNote("Pays this bill.", paid.reason, [answer], "money")


def parted_receipt_note(desk: Desk, receipt_id: str, bill_id: str) -> QuietNote:
    """A receipt that the user took from a bill."""
    answer = ("It does", lambda: _part_receipt(desk, receipt_id, bill_id, False))
    return QuietNote("You said it does not pay this bill.", "", [answer], "money")


def match_note(desk: Desk, line: ComparedLine) -> QuietNote | None:
    """Why two lines are matched, or that the user took them apart; None where there is nothing to say."""
    bill, eob, parted = line.bill_line, line.eob_line, line.parted
    if bill is not None and eob is not None and line.match:
        answer = ("These are not the same", lambda: _part_lines(desk, bill, eob, True))
        return QuietNote("The two lines are matched.", line.match, [answer], "bill")
    if bill is not None and parted is not None:
        answer = ("Match them again", lambda: _part_lines(desk, bill, parted, False))
        return QuietNote("You said these lines are not the same.", "", [answer], "bill")
    return None


def _answer(desk: Desk, kin: Kin, state: LinkState) -> None:
    today = desk.today()
    told = "Counted once from now on." if state is LinkState.CONFIRMED else "Kept apart from now on."
    desk.vault_job(lambda vault: answer_link(vault, kin.link.id, state, today=today), lambda changes: _tell(desk, told, changes))


def _part_receipt(desk: Desk, receipt_id: str, bill_id: str, apart: bool) -> None:
    today = desk.today()
    told = "The receipt no longer counts for this bill." if apart else "The receipt counts for this bill again."
    desk.vault_job(
        lambda vault: part_receipt(vault, receipt_id, bill_id, today=today, apart=apart), lambda changes: _tell(desk, told, changes)
    )


def _part_lines(desk: Desk, bill: LineRef, eob: LineRef, apart: bool) -> None:
    today = desk.today()
    told = "The two lines are no longer matched." if apart else "The two lines are matched again."

    def done(changes: Changes) -> None:
        desk.close_task()
        _tell(desk, told, changes)

    desk.vault_job(lambda vault: part_lines(vault, bill, eob, today=today, apart=apart), done)


def _tell(desk: Desk, told: str, changes: Changes) -> None:
    topics = changes.topics | {"papers", "findings"}  # what lists papers and bills loads anew
    desk.tell_changed(topics)
    tell_with_undo(desk, told, changes, lambda: desk.tell_changed(topics))
