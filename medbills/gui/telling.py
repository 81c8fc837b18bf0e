"""What the window says at its foot: what happened and how to take it back, what is wrong, how far a piece of work is."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.errors import DamagedVault, MedbillsError
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.widgets.progress_card import SHOWN_AFTER_MS, ProgressCard
from medbills.gui.widgets.toast import Toast

NOTHING = "There is nothing to undo here. History shows every change."
SETTLED_MS = 200
SAFE = "Your papers are as they were."
_SAYS_SO = re.compile(r"\b(safe|stays?|nothing (was|is lost|to)|(is|are) kept|goes on)\b", re.IGNORECASE)


def problem_words(problem: MedbillsError) -> tuple[str, str]:
    """What happened and what to do, and below it whether the papers are safe where that was not said.

    A change that fails is taken back whole, so they are; of damaged papers only their own words tell.
    """
    said = str(problem)
    return said, "" if isinstance(problem, DamagedVault) or _SAYS_SO.search(said) else SAFE


class Telling(QObject):
    """One message at a time, over `window`; `place` is where pieces of work show how far they are."""

    def __init__(self, desk: Desk, window: QWidget, place: QVBoxLayout) -> None:
        super().__init__(window)
        self.desk, self._window, self._place = desk, window, place
        self.shown: Toast | None = None
        desk.told.connect(self.toast)
        desk.jobs.started.connect(self._watch)
        for moved in (desk.went, desk.task_opened, desk.task_closed):  # what comes has buttons of its own at other places
            moved.connect(self._make_way)

    def toast(self, text: str, undo: object = None) -> None:
        """Say what happened, at the bottom, until the next message."""
        self._leave()
        toast = self.shown = Toast(self._window, text, self.undo if undo else None)
        toast.undone.connect(self.undo)
        toast.destroyed.connect(lambda: self._forget(toast))

    def _make_way(self, *_where: object) -> None:
        toast = self.shown
        if toast is not None:
            for wait in (0, SETTLED_MS):  # at once, and when what came has found its places
                QTimer.singleShot(wait, toast, toast.make_way)

    def _leave(self) -> None:
        if self.shown is not None:
            self.shown.leave()
            self.shown = None

    def _forget(self, toast: Toast) -> None:
        if self.shown is toast:
            self.shown = None

    def undo(self) -> None:
        """Take back the latest change that offered it."""
        self._leave()
        if not self.desk.undo_latest():
            self.toast(NOTHING)

    def _watch(self, job: object) -> None:
        if isinstance(job, Job):
            job.ended.connect(self._make_way)  # what it brings may have buttons where a message lies
        if isinstance(job, Job) and job.title:
            card = ProgressCard(job.title)
            card.setParent(self._window)
            card.hide()
            card.cancel.setVisible(job.may_stop)
            card.cancelled.connect(job.cancel)
            job.progressed.connect(card.set_progress)
            job.ended.connect(card.deleteLater)
            clock = QTimer(card)
            clock.setSingleShot(True)
            clock.timeout.connect(partial(self._show, card))
            clock.start(SHOWN_AFTER_MS)

    def _show(self, card: ProgressCard) -> None:
        self._place.addWidget(card)
        card.show()
