"""What follows a call that was ended: the day to look again, the letter that confirms it, the next call."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medbills.domain.call import Call
from medbills.domain.changes import Changes
from medbills.domain.script import Ending
from medbills.gui.desk import Desk
from medbills.gui.parts.call_over import CallOver
from medbills.gui.parts.clock_face import saved_words
from medbills.gui.parts.start import start_call, start_letter
from medbills.services.log_call import end_call

if TYPE_CHECKING:
    from medbills.gui.wizards.call_log import CallTask


class AfterCall(QObject):
    """Over the last page of one call; `call` is as it stands now."""

    def __init__(self, desk: Desk, task: CallTask, case_id: str, call: Call, ending: Ending | None) -> None:
        super().__init__(task)
        self._desk, self._task, self._case_id, self.call = desk, task, case_id, call
        self.over = CallOver(call, desk.today(), ending)
        self.over.followed.connect(self._follow)
        self.over.letter_asked.connect(self._write)
        self.over.call_asked.connect(self._call_next)
        self.over.done.connect(task.closed)

    def _follow(self, day: datetime.date | None) -> None:
        if day != self.call.follow_up_on:
            call = self.call = dataclasses.replace(self.call, follow_up_on=day)
            self._desk.vault_job(lambda vault: end_call(vault, call, today=self._desk.today()), self._followed)

    def _followed(self, changes: Changes) -> None:
        self._task.saved.emit(saved_words(self._desk))
        self._desk.tell_changed(changes.topics)

    def _write(self, slug: str) -> None:
        if self.over.follow.validate():
            self._task.closed.emit()
            start_letter(self._desk, self._case_id, slug, self.call.id if slug == CallOver.CONFIRMATION else None)

    def _call_next(self, slug: str) -> None:
        if self.over.follow.validate():
            self._task.closed.emit()
            start_call(self._desk, self._case_id, script=slug)
