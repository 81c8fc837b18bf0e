"""The way of files into the vault: lined up, read two at a time, kept as they come, and what was left out is told."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.refused_file import RefusedFile
from medbills.domain.waiting_file import WaitingFile
from medbills.domain.wording import counted, long_day
from medbills.errors import Cancelled, MedbillsError, NeedsMapping, NeedsPassword
from medbills.gui.desk import Desk
from medbills.gui.left_out_list import LeftOutList
from medbills.gui.locked_files import LockedFiles
from medbills.gui.parts.added_card import AddedCard
from medbills.gui.reading import Reading
from medbills.gui.widgets.progress_card import SHOWN_AFTER_MS, ProgressCard
from medbills.services.gather_dropped import gather_dropped
from medbills.services.keep_paper import Kept, KnownPapers, keep_paper
from medbills.services.read_paper import ReadFile
from medbills.services.read_queue import leave_out, leave_out_all, left_out, line_up, line_up_contents, still_waiting
from medbills.services.read_waiting import OpenedMail

TELL_MS = 4000  # pages that list papers are not made anew for each of many files
STOPPING_MS = 200


class Adding(QObject):
    """Listens to the desk for files. `place` is where the window shows how far it is, and what was left out."""

    def __init__(self, desk: Desk, window: QWidget, place: QVBoxLayout) -> None:
        super().__init__(window)
        self.desk, self._window, self._place = desk, window, place
        place.setSpacing(12)
        place.setContentsMargins(32, 0, 32, 16)
        self.reading = Reading(desk, self)
        self.reading.was_read.connect(self._keep)
        self.reading.was_mail.connect(self._open_mail)
        self.reading.failed.connect(self._refuse)
        self._lining_up = 0
        self._done, self._kept = 0, 0
        self._papers: list[str] = []
        self.left_out = LeftOutList(desk, place, self)
        self.left_out.shown.connect(self._show_paper)
        self.left_out.named.connect(self._name_columns)
        self.locked = LockedFiles(window, self.reading.tried, self)
        self.locked.answered.connect(self._answered)
        self._known = KnownPapers()
        self._stopped = self._quiet = False
        self._card: ProgressCard | None = None
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(TELL_MS)
        self._tell.timeout.connect(lambda: self.desk.tell_changed({"papers", "documents"}))
        desk.changed.connect(lambda _topics: self._known.forget())
        desk.papers_added.connect(self.add)
        desk.contents_added.connect(self.add_contents)

    @property
    def busy(self) -> bool:
        return self._card is not None

    @property
    def stopping(self) -> bool:
        """The user stopped, and what was under way is not put down yet."""
        return self.busy and self._stopped

    @property
    def result(self) -> AddedCard | None:
        """The list of what was left out, while it is shown."""
        return self.left_out.card

    # into the queue

    def add(self, paths: Sequence[Path]) -> None:
        """Read and keep these too; a folder stands for its files."""
        if paths and self.stopping:  # what is being stopped must not take these along
            QTimer.singleShot(STOPPING_MS, self, lambda: self.add(paths))
        elif paths:
            self._begin()
            self.desk.paper_job(lambda _job: gather_dropped(paths), self._line_up, lambda problem: self._lined_up((), str(problem)))

    def take_over(self, files: Sequence[WaitingFile]) -> None:
        """Read and keep what came by itself and is lined up already; nothing opens for it."""
        self._begin(quiet=True)
        self._lined_up(self._unknown(files))

    def add_contents(self, contents: Sequence[tuple[str, bytes]]) -> None:
        """Read and keep what lies in no file: names with bytes that were pasted."""
        self._begin()
        now = self.now()
        self.desk.vault_job(lambda vault: line_up_contents(vault, contents, now=now), self._lined_up, self._not_lined_up)

    def resume(self) -> None:
        """Go on with what was waiting when the window closed, and tell what was left out until then."""
        self.desk.vault_job(lambda vault: (still_waiting(vault), left_out(vault)), self._take_up)

    def _take_up(self, found: tuple[Sequence[WaitingFile], Sequence[RefusedFile]]) -> None:
        self._go_on(found[0])
        self.left_out.recall(found[1])
        if not self.busy:
            self.left_out.show(0)

    def _go_on(self, files: Sequence[WaitingFile]) -> None:
        files = self._unknown(files)
        if files and not self.busy:
            self.desk.toast(f"{counted(len(files), 'paper')} {'was' if len(files) == 1 else 'were'} still waiting. Reading goes on.")
            self._begin(quiet=True)
            self._lined_up(files)

    def _line_up(self, found: tuple[tuple[Path, ...], tuple[RefusedFile, ...]]) -> None:
        paths, refused = found
        for one in refused:
            self.left_out.add(one.name, one.sentence)
        now = self.now()
        self.desk.vault_job(lambda vault: line_up(vault, paths, now=now), self._lined_up, self._not_lined_up)

    def _lined_up(self, files: Sequence[WaitingFile], problem: str = "") -> None:
        self._lining_up -= 1
        if problem:
            self.left_out.add("The files", problem)
        if self._stopped:
            self.desk.vault_job(leave_out_all, lambda _none: self._look())
        else:
            self.reading.add(files)
        self._look()

    def _not_lined_up(self, problem: MedbillsError) -> None:
        self._lined_up((), str(problem))

    def _begin(self, quiet: bool = False) -> None:
        self._lining_up += 1
        if self.busy:
            self._quiet = self._quiet and quiet
            return
        self._done, self._kept, self._papers = 0, 0, []
        self._stopped, self._quiet = False, quiet
        self.left_out.start_anew(for_good=not quiet)
        self._known.forget()
        card = self._card = ProgressCard("Reading paper")
        card.hide()
        card.cancelled.connect(self.stop)
        self._place.addWidget(card)
        QTimer.singleShot(SHOWN_AFTER_MS, card, card.show)

    def stop(self) -> None:
        """Leave out what was not read yet; what was kept stays."""
        self._stopped = True
        self.reading.stop()
        self.locked.stop()
        self.desk.vault_job(leave_out_all, lambda _none: None)
        self._look()

    # one file

    def _keep(self, file: WaitingFile, read: ReadFile) -> None:
        now = file.added_at + datetime.timedelta(microseconds=file.position)  # in the order of the queue, whoever was read first
        self.desk.vault_job(
            lambda vault: keep_paper(vault, read, now=now, waiting=file, known=self._known),
            partial(self._took, file),
            partial(self._not_kept, file),
        )
        self._look()

    def _took(self, file: WaitingFile, kept: Kept) -> None:
        if not kept.already:
            self._kept += 1
            self._papers = [paper.id for paper in kept.papers] if self._kept == 1 else []
            if not self._tell.isActive():
                self._tell.start()
        elif not file.watched:
            first = kept.papers[0].id if kept.papers else None
            day = long_day(kept.document.kept_at.date())
            self.left_out.add(file.shown, f"You added this file before, on {day}.", first)
        self._step(handed_on=True)

    def _not_kept(self, file: WaitingFile, problem: MedbillsError) -> None:
        self.left_out.add(file.shown, str(problem))
        self._step(handed_on=True)

    def _open_mail(self, file: WaitingFile, mail: OpenedMail) -> None:
        def opened(files: Sequence[WaitingFile]) -> None:
            self.reading.add(() if self._stopped else files, first=True)
            self.reading.settled()
            if self._stopped:
                self.desk.vault_job(leave_out_all, lambda _none: None)
            self._look()

        now = self.now()
        self.desk.vault_job(
            lambda vault: line_up_contents(vault, mail.papers, now=now, origin=mail.origin, instead_of=file),
            opened,
            partial(self._not_kept, file),
        )

    def _refuse(self, file: WaitingFile, problem: MedbillsError) -> None:
        if isinstance(problem, Cancelled):
            self._step()
        elif isinstance(problem, NeedsPassword) and not self._stopped:
            self.locked.add(file)
            self._look()
        elif isinstance(problem, NeedsMapping) and not self._stopped:
            self.left_out.add(file.shown, str(problem), waiting=file)  # it goes on waiting, for the user's words
            self._step()
        else:
            self._leave_out(file, problem)

    def _leave_out(self, file: WaitingFile, problem: MedbillsError) -> None:
        self.left_out.add(file.shown, str(problem))
        self.desk.vault_job(lambda vault: leave_out(vault, file, str(problem)), lambda _none: None)
        self._step()

    def _answered(self, file: WaitingFile, typed: str | None) -> None:
        if typed is None:
            self._leave_out(file, NeedsPassword(f"{file.shown} is locked with a password. Add it again when you have the password."))
        else:
            self.reading.try_password(file, typed)
        self._look()

    def _step(self, handed_on: bool = False) -> None:
        self._done += 1
        if handed_on:
            self.reading.settled()
        self._look()

    def _look(self) -> None:
        """Show how far it is, or that it is over."""
        if self._card is None:
            return
        open_still = len(self.reading.waiting) + len(self.reading.under_way) + len(self.locked)
        if open_still or self.reading.busy or self._lining_up:
            if not self._stopped:
                at_hand = " and ".join(file.shown for file, _ in self.reading.under_way.values())
                self._card.set_progress(self._done, self._done + max(open_still, 1), at_hand)
        else:
            self._finish()

    # all of them

    def _finish(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        self._tell.stop()
        if self._kept:
            self.desk.tell_changed({"papers", "documents"})
        rows, unnamed = self.left_out.rows, self.left_out.unnamed
        if len(unnamed) == 1 and not self._kept and len(rows) == 1 and not self._quiet:
            self._name_columns(unnamed[0])
            return
        if rows:
            self.left_out.show(self._kept)
        elif self._kept > 1 or (self._kept and self._quiet):
            self.desk.toast(f"{counted(self._kept, 'file')} added.")
        if (self._kept or rows) and not self._quiet:
            self.desk.go("papers")
            if self._kept == 1 and self._papers and not self._stopped and not rows:
                self._show_review(self._papers)

    def _show_paper(self, paper_id: str) -> None:
        self.left_out.hide()
        self.desk.go("papers", paper_id)

    def _show_review(self, papers: Sequence[str]) -> None:
        from medbills.gui.wizards.review import ReviewTask

        self.desk.open_task(ReviewTask(self.desk, papers))

    def _name_columns(self, file: WaitingFile) -> None:
        from medbills.gui.wizards.columns import ColumnsTask

        task = ColumnsTask(self.desk, file)
        task.named.connect(self._named)
        self.desk.open_task(task)

    def _named(self) -> None:
        """What the user named may fit others that wait, too."""
        self.left_out.hide()
        self.desk.vault_job(still_waiting, self._go_on_with)

    def _go_on_with(self, files: Sequence[WaitingFile]) -> None:
        self._begin()
        self._lined_up(self._unknown(files))

    def _unknown(self, files: Sequence[WaitingFile]) -> list[WaitingFile]:
        """Those that are not being read or waiting here already."""
        known = {file.id for file in self.reading.waiting} | set(self.reading.under_way)
        return [file for file in files if file.id not in known]

    def now(self) -> datetime.datetime:
        """The time, in the sample family on the day at which it stands still."""
        return datetime.datetime.combine(self.desk.today(), datetime.datetime.now(datetime.UTC).timetz())
