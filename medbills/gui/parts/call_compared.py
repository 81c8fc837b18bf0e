"""Joins the cards of promises and contradictions with the vault: what a press of theirs keeps, opens or starts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.call import PromiseState
from medbills.domain.changes import Changes
from medbills.domain.contradiction import Differing
from medbills.domain.matter import Matter
from medbills.gui.desk import Desk
from medbills.gui.page import GAP
from medbills.gui.parts.contradiction_card import ContradictionCard
from medbills.gui.parts.contradiction_form import ContradictionForm
from medbills.gui.parts.promises_card import TITLE, PromisesCard
from medbills.gui.parts.start import start_letter
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.reflow import Flow
from medbills.services.find_contradictions import contradictions, mark_contradiction, others_of, set_aside
from medbills.services.keep_promise import Promise, mark_promise

_CONFIRMATION = "call_confirmation"
_TOLD = {PromiseState.KEPT: "Marked as kept.", PromiseState.BROKEN: "Marked as not kept. Ask them why.",
         PromiseState.OPEN: "The mark is off."}  # fmt: skip


def promises_card(desk: Desk, promises: Sequence[Promise], title: str = TITLE, *, names_case: bool = False) -> PromisesCard:
    """The card of these promises; a mark is kept at once and can be taken back."""
    card = PromisesCard(promises, desk.today(), title, names_case=names_case)
    card.opened.connect(lambda promise: desk.go("calls_letters", promise.call.id))

    def mark(promise: Promise, state: PromiseState) -> None:
        call_id, nth, today = promise.call.id, promise.nth, desk.today()
        desk.vault_job(lambda vault: mark_promise(vault, call_id, state, today=today, nth=nth), partial(tell_kept, desk, _TOLD[state]))

    card.marked.connect(mark)
    return card


def contradiction_card(desk: Desk, matter: Matter, call_id: str = "") -> ContradictionCard | None:
    """What the calls of a case (or one of them) say differently; None where all fits."""
    found = [one for one in contradictions(matter) if not call_id or call_id in (one.first.call.id, one.second.call.id)]
    if not found:
        return None
    card = ContradictionCard(found, desk.today())
    card.opened.connect(lambda which: desk.go("calls_letters", which))
    card.letter_asked.connect(lambda which: start_letter(desk, matter.id, _CONFIRMATION, which))

    def lay_aside(differing: Differing) -> None:
        desk.vault_job(lambda vault: set_aside(vault, matter.id, differing), partial(tell_kept, desk, "It is not shown any more."))

    card.set_aside.connect(lay_aside)
    return card


class CallCompared(QWidget):
    """Below a call that was ended: what other calls say differently, and the form for what no script could find."""

    def __init__(self, desk: Desk, matter: Matter, call_id: str) -> None:
        super().__init__()
        self.desk, self._call_id = desk, call_id
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.card = contradiction_card(desk, matter, call_id)
        if self.card is not None:
            self._column.addWidget(self.card)
        others = others_of(matter, call_id)
        self.start = button("This contradicts another call", "quiet", "flag", bar=True)
        self.start.setVisible(bool(others))
        self.start.clicked.connect(self._open_form)
        self.form = ContradictionForm(others, desk.today())
        self.form.hide()
        self.form.kept.connect(self._keep)
        self.form.left.connect(self._close_form)
        self._column.addWidget(Flow(self.start))
        self._column.addWidget(self.form)

    def _open_form(self) -> None:
        self.start.hide()
        self.form.show()
        self.form.begin()

    def _close_form(self) -> None:
        self.form.hide()
        self.start.show()
        self.start.setFocus()

    def _keep(self, other: str, said: str, other_said: str) -> None:
        call_id = self._call_id
        self.desk.vault_job(
            lambda vault: mark_contradiction(vault, call_id, other, said, other_said),
            partial(tell_kept, self.desk, "Both calls stand side by side now."),
        )


def tell_kept(desk: Desk, words: str, changes: Changes) -> None:
    """Says what was kept, with a way to take it back; the pages show it anew."""
    desk.tell_changed(changes.topics)
    tell_with_undo(desk, words, changes, _nothing)


def _nothing() -> None:
    """The pages show it anew by themselves."""


