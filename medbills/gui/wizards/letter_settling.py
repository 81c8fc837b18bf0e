"""Settles what keeps a letter a draft: who may sign it, a fact that the file has otherwise, and sums and days typed freely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from medbills.domain.unbacked import Unbacked
from medbills.gui.desk import Desk
from medbills.gui.parts.letter_end import LetterEnd
from medbills.gui.parts.start import fix_paper, start_letter
from medbills.services.back_letter import explain_difference, take_from_file
from medbills.services.check_signer import HELPER_FORM, WayOut
from medbills.services.check_typed import state_yourself
from medbills.services.next_steps import NOTICE_OF_DEATH
from medbills.services.write_letter import WAY_OF_SENDING, LetterState, answer_letter, let_patient_sign

if TYPE_CHECKING:
    from medbills.gui.wizards.letter import LetterTask


class LetterSettling(QObject):
    """Does what the cards of the last page ask for, and has the letter shown anew."""

    def __init__(self, desk: Desk, task: LetterTask) -> None:
        super().__init__(task)
        self._desk, self._task = desk, task

    def follow(self, end: LetterEnd) -> None:
        """Do what the last page asks for."""
        end.way_asked.connect(self._make_it_signable)
        end.way_chosen.connect(self._send_by)
        if end.apart:
            end.apart.taken.connect(self._take_from_file)
            end.apart.explained.connect(self._explain)
            end.apart.shown.connect(self._see)
            end.apart.stated.connect(self._state_it)

    @property
    def _state(self) -> LetterState:
        assert self._task.state is not None
        return self._task.state

    def _make_it_signable(self, way: WayOut) -> None:
        """To the register, to the form that gives the right, or to another signer."""
        state, letter_id, today = self._state, self._state.letter.id, self._desk.today()
        if way is WayOut.ADD_FORM:
            self._task.closed.emit()
            self._desk.go("people", state.signer.patient_id)
        elif way is WayOut.PATIENT_SIGNS:
            at = len(state.questions)
            self._desk.vault_job(lambda vault: let_patient_sign(vault, letter_id, position=at, today=today), self._task.show_again)
        else:
            start_letter(self._desk, state.letter.case_id or "", HELPER_FORM if way is WayOut.WRITE_FORM else NOTICE_OF_DEATH)

    def _send_by(self, way: str) -> None:
        letter_id, at, today = self._state.letter.id, len(self._state.questions), self._desk.today()

        def show(state: LetterState) -> None:
            self._task.show_again(state)
            if isinstance(self._task.page, LetterEnd):
                self._task.page.way.setFocus(Qt.FocusReason.OtherFocusReason)

        self._desk.vault_job(lambda vault: answer_letter(vault, letter_id, WAY_OF_SENDING, way, position=at, today=today), show)

    def _take_from_file(self, fact: str) -> None:
        letter_id = self._state.letter.id
        self._desk.vault_job(lambda vault: take_from_file(vault, letter_id, fact), lambda _none: self._task.load_again())

    def _explain(self, fact: str, why: str) -> None:
        """The user says why the letter is right though the file says otherwise."""
        letter_id, known, used = self._state.letter.id, self._state.known[fact].value, self._state.facts[fact].value
        self._desk.vault_job(
            lambda vault: explain_difference(vault, letter_id, fact, why, file_says=known, letter_says=used),
            lambda _none: self._task.load_again(),
        )

    def _state_it(self, one: Unbacked) -> None:
        """The user knows it themselves: it stands on their word."""
        letter_id = self._state.letter.id
        self._desk.vault_job(lambda vault: state_yourself(vault, letter_id, one.fact, one.claims), lambda _none: self._task.load_again())

    def _see(self, one: Unbacked) -> None:
        if one.document:
            fix_paper(self._desk, one.document, self._task.load_again)
