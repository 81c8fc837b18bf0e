"""The ways out of a finished letter: saved as a file, printed, packed with its papers, noted as sent."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medbills.domain.changes import Changes
from medbills.domain.wording import week_day
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.parts.clock_face import now, saved_words
from medbills.gui.parts.letter_end import LetterEnd
from medbills.gui.parts.letter_ways import LetterWays
from medbills.gui.parts.printing import PrintRun
from medbills.gui.parts.start import start_packet
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.services.write_file import write_file
from medbills.services.write_letter import LetterState, finish_letter, letter_state, mark_sent

if TYPE_CHECKING:
    from medbills.gui.wizards.letter import LetterTask
    from medbills.store import Vault

PDF = "PDF (*.pdf)"


class LetterOut(QObject):
    """Each way freezes the letter in the vault first, so that what goes out is always on file."""

    def __init__(self, desk: Desk, task: LetterTask) -> None:
        super().__init__(task)
        self._desk, self._task = desk, task
        self._ways: LetterWays | None = None

    def follow(self, end: LetterEnd, ways: LetterWays | None) -> None:
        """Do what the last page asks for."""
        self._ways = ways
        end.saved_as.connect(self._save_as)
        end.printed.connect(lambda: self._finish(self._to_printer))
        end.packed.connect(self._pack)
        end.sent.connect(self._mark_sent)

    @property
    def _state(self) -> LetterState:
        assert self._task.state is not None
        return self._task.state

    def _finish(self, then: Callable[[bytes], None]) -> None:
        letter_id, at = self._state.letter.id, now(self._desk).astimezone()
        window = self._ways.set_for if self._ways is not None else ""
        self._desk.vault_job(lambda vault: finish_letter(vault, letter_id, now=at, window=window), then)

    def _save_as(self) -> None:
        name = f"{self._state.template.slug.replace('_', '-')}-{self._desk.today().isoformat()}.pdf"
        path = dialogs.save_file(self._task, "Save the letter", name, PDF)
        if path is not None:
            self._finish(partial(self._write, path.with_suffix(".pdf") if path.suffix.lower() != ".pdf" else path))

    def _write(self, path: Path, pdf: bytes) -> None:
        self._desk.paper_job(lambda _job: write_file(path, pdf), partial(self._written, path))

    def _written(self, path: Path, _none: None) -> None:
        self._desk.tell_changed({"letters", "documents"})
        self._task.saved.emit(saved_words(self._desk))
        self._desk.toast(f"Saved as {path.name}. The same letter is kept in the case.")

    def _to_printer(self, pdf: bytes) -> None:
        PrintRun(self._desk, self._task, pdf, self._state.template.title, self._on_paper).start()

    def _on_paper(self, _pages: int) -> None:
        self._desk.tell_changed({"letters", "documents"})
        self._desk.toast("Sent to the printer. The same letter is kept in the case.")

    def _pack(self) -> None:
        """On to the packet of the same case; the letter is kept as it is."""
        if self._task.may_leave() and self._state.letter.case_id:
            start_packet(self._desk, self._state.letter.case_id)

    def _mark_sent(self, day: datetime.date, way: str, number: str) -> None:
        letter_id, today = self._state.letter.id, self._desk.today()

        def work(vault: Vault) -> tuple[Changes, LetterState]:
            changes = mark_sent(vault, letter_id, sent_on=day, method=way, tracking=number, today=today)
            return changes, letter_state(vault, letter_id, today=today)

        def note(_pdf: bytes) -> None:
            self._desk.vault_job(work, self._sent)

        self._finish(note)

    def _sent(self, answer: tuple[Changes, LetterState]) -> None:
        changes, state = answer
        self._task.show_again(state)
        self._task.saved.emit(saved_words(self._desk))
        self._desk.tell_changed(changes.topics)
        by = state.letter.reply_by
        told = f"Noted. Their answer is due {week_day(by)}." if by else "Noted as sent."
        tell_with_undo(self._desk, told, changes, self._task.load_again)
