"""Files on their way in that are locked: one after the other is asked for its password, and the rest is read meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medbills.domain.waiting_file import WaitingFile
from medbills.gui.parts.password_question import PasswordQuestion


class LockedFiles(QObject):
    """`answered` carries the file and what was typed, None where the user gave it up."""

    answered = Signal(object, object)  # WaitingFile, str | None

    def __init__(self, window: QWidget, tried: Callable[[WaitingFile], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._tried = window, tried
        self._waiting: list[WaitingFile] = []
        self._asked: WaitingFile | None = None
        self.question: PasswordQuestion | None = None

    def __len__(self) -> int:
        return len(self._waiting) + (self._asked is not None)

    def add(self, file: WaitingFile) -> None:
        """One more that is locked."""
        self._waiting.append(file)
        self._ask()

    def stop(self) -> None:
        """Ask no more."""
        self._waiting.clear()
        if self.question is not None:
            self.question.reject()

    def _ask(self) -> None:
        if self._asked is not None or not self._waiting:
            return
        file = self._asked = self._waiting.pop(0)
        question = self.question = PasswordQuestion(self._window, file.shown, self._tried(file))
        question.answered.connect(lambda typed: self._take(file, typed))
        question.skipped.connect(lambda: self._take(file, None))
        question.open()

    def _take(self, file: WaitingFile, typed: str | None) -> None:
        self._asked = None
        self.answered.emit(file, typed)
        self._ask()
