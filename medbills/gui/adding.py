"""The way of files into the vault: read one after the other, kept at once, then shown to the user."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.wording import long_day
from medbills.errors import Cancelled, MedbillsError, NeedsPassword
from medbills.gui.desk import Desk
from medbills.gui.jobs import Job
from medbills.gui.parts.added_card import AddedCard, NotAdded
from medbills.gui.parts.password_question import PasswordQuestion
from medbills.gui.widgets.progress_card import SHOWN_AFTER_MS, ProgressCard
from medbills.services.keep_paper import Kept, keep_paper
from medbills.services.read_paper import ReadFile, read_paper


class Adding(QObject):
    """Listens to the desk for files. `place` is where the window shows how far it is, and what was left out."""

    def __init__(self, desk: Desk, window: QWidget, place: QVBoxLayout) -> None:
        super().__init__(window)
        self.desk, self._window, self._place = desk, window, place
        place.setSpacing(12)
        place.setContentsMargins(32, 0, 32, 16)
        self._waiting: list[Path] = []
        self._done = 0
        self._kept: list[Kept] = []
        self._left_out: list[NotAdded] = []
        self._job: Job | None = None
        self._stopped = False
        self._card: ProgressCard | None = None
        self.result: AddedCard | None = None
        self.question: PasswordQuestion | None = None
        desk.papers_added.connect(self.add)

    @property
    def busy(self) -> bool:
        return self._card is not None

    def add(self, paths: Sequence[Path]) -> None:
        """Read and keep these too."""
        self._waiting += paths
        if not self.busy and self._waiting:
            self._begin()

    def _begin(self) -> None:
        self._done, self._stopped = 0, False
        self._kept, self._left_out = [], []
        self._forget_result()
        card = self._card = ProgressCard("Reading paper")
        card.hide()
        card.cancelled.connect(self.stop)
        self._place.addWidget(card)
        QTimer.singleShot(SHOWN_AFTER_MS, card, card.show)
        self._next()

    def stop(self) -> None:
        """Leave out what was not read yet; what was kept stays."""
        self._stopped = True
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()

    # one file

    def _next(self) -> None:
        if not self._waiting:
            self._finish()
            return
        self._read(self._waiting.pop(0))

    def _read(self, path: Path, password: str | None = None) -> None:
        of = self._done + 1 + len(self._waiting)
        if self._card is not None:
            self._card.set_progress(self._done, of, path.name)
        self._job = self.desk.paper_job(
            lambda job: read_paper(path, password=password, cancel=job.cancelled),
            self._keep,
            lambda problem: self._refuse(path, problem, password is not None),
        )

    def _keep(self, read: ReadFile) -> None:
        now = datetime.datetime.now(datetime.UTC)
        now = datetime.datetime.combine(self.desk.today(), now.timetz())  # in the sample family time stands still
        self.desk.vault_job(
            lambda vault: keep_paper(vault, read, now=now), self._took, lambda problem: self._leave_out(read.reading.file.name, problem)
        )

    def _took(self, kept: Kept) -> None:
        if kept.already:
            first = kept.papers[0].id if kept.papers else None
            day = long_day(kept.document.kept_at.date())
            self._left_out.append(NotAdded(kept.document.name, f"You added this file before, on {day}.", first))
        else:
            self._kept.append(kept)
            self.desk.tell_changed({"papers", "documents"})
        self._step()

    def _refuse(self, path: Path, problem: MedbillsError, again: bool) -> None:
        if isinstance(problem, NeedsPassword) and not self._stopped:
            question = self.question = PasswordQuestion(self._window, path.name, again)
            question.answered.connect(lambda typed: self._read(path, typed))
            question.skipped.connect(lambda: self._leave_out(path.name, problem))
            question.open()
        elif isinstance(problem, Cancelled):
            self._step()
        else:
            self._leave_out(path.name, problem)

    def _leave_out(self, name: str, problem: MedbillsError) -> None:
        self._left_out.append(NotAdded(name, str(problem)))
        self._step()

    def _step(self) -> None:
        self._done += 1
        self._job = None
        self._next()

    # all of them

    def _finish(self) -> None:
        if self._card is not None:
            self._card.deleteLater()
            self._card = None
        if self._left_out:
            card = self.result = AddedCard(len(self._kept), self._left_out)
            card.shown.connect(self._show_paper)
            card.closed.connect(self._forget_result)
            self._place.addWidget(card)
        papers = [paper.id for kept in self._kept for paper in kept.papers]
        if len(self._kept) == 1 and papers and not self._stopped and not self._left_out:
            self.desk.go("papers")
            self._show_review(papers)
        elif self._kept or self._left_out:
            self.desk.go("papers")

    def _show_paper(self, paper_id: str) -> None:
        self._forget_result()
        self.desk.go("papers", paper_id)

    def _show_review(self, papers: Sequence[str]) -> None:
        from medbills.gui.wizards.review import ReviewTask

        self.desk.open_task(ReviewTask(self.desk, papers))

    def _forget_result(self) -> None:
        if self.result is not None:
            self.result.hide()
            self.result.deleteLater()
            self.result = None
