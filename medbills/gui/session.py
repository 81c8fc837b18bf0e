"""The time between unlocking and leaving: the main window on an open vault, its counts, its backups, its end."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut

from medbills.domain.practice import VaultKind
from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.adding import Adding
from medbills.gui.backing_up import BackingUp, back_up_if_due
from medbills.gui.clipboard import ClipboardCare
from medbills.gui.desk import Desk, Somebody
from medbills.gui.drafting import Drafting, left_behind
from medbills.gui.drafts import BringingBack, Draft, collect
from medbills.gui.first_tour import NAME, show_around
from medbills.gui.jobs import Jobs, Lane
from medbills.gui.language import tr
from medbills.gui.locking import Locking
from medbills.gui.main_window import MainWindow
from medbills.gui.opening import Opened
from medbills.gui.page import TaskWidget
from medbills.gui.pasting import paste_into
from medbills.gui.reading_only import reading_only
from medbills.gui.searching import Searching
from medbills.gui.settings import Settings
from medbills.gui.tray import Reminders
from medbills.gui.watching import Watching
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.pointing_card import PointingCards
from medbills.services.count_up import Counts, count_up
from medbills.services.keep_trash import empty_old_trash
from medbills.services.settle_conflict import ConflictCopy, folder_of_version, forget_version, versions_beside
from medbills.services.visit_samples import leave_samples

if TYPE_CHECKING:
    from medbills.store import Vault

COUNTED = frozenset({"papers", "cases", "people"})
RIBBON = "Sample family. Nothing here is real."
NEW_HERE = "New here? A look around takes a minute."
PRACTICE_RIBBON = "Practice mode. A dental office’s fees only: no patient papers here."


class Session(QObject):
    """`left` follows once the vault is closed after `leave`; `lock_asked` and `closing` go to whoever built it."""

    lock_asked = Signal()
    closing = Signal()
    left = Signal()

    def __init__(self, jobs: Jobs, opened: Opened, settings: Settings, today: Callable[[], datetime.date]) -> None:
        super().__init__()
        self.jobs, self.opened, self._last_vault, self._settings = jobs, opened, settings.last_vault, settings
        reading_only().holds = opened.read_only
        self.desk = Desk(jobs, opened.vault, today, self)
        self._kind = VaultKind(opened.kind)
        self.window = MainWindow(self.desk, settings, with_lock=not opened.sample, kind=self._kind)
        self.window.setWindowTitle(tr(f"{opened.name} · Practice · Medbills" if self._practice else f"{opened.name} · Medbills"))
        self.adding = Adding(self.desk, self.window, self.window.work_place)
        self.desk.changed.connect(self._changed)
        self.window.lock_asked.connect(self._ask_lock)
        self.window.closing.connect(reading_only().let_go)
        self.window.closing.connect(self.closing)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.window).activated.connect(self.paste)
        self.backing_up = None if opened.sample or opened.read_only else BackingUp(self.desk, self)
        self.watching = None if opened.sample or opened.read_only or self._practice else Watching(self.desk, self.adding, self)
        if opened.sample:
            ribbon = Banner(RIBBON, "quiet", "Leave the sample")
            ribbon.linked.connect(self.leave)
            self.window.set_ribbon(ribbon)
        elif opened.first and not self._practice:
            self._offer_tour()
        elif opened.copy:
            self.window.set_ribbon(Banner(opened.copy, "info"))
        elif self._practice:
            self.window.set_ribbon(Banner(PRACTICE_RIBBON, "quiet", icon="tooth"))
        self.searching = None if self._practice else Searching(self.desk, self.window, own_vault=not opened.sample)
        self.clipboard = ClipboardCare(self)
        self.drafting = None if opened.sample or opened.read_only else Drafting(self.window, self._keep_draft)
        self.locking: Locking | None = None
        self.reminders: Reminders | None = None
        self.tour: PointingCards | None = None
        self.desk.lock_asked.connect(self._ask_lock)
        self._count()

    @property
    def _practice(self) -> bool:
        return self._kind is VaultKind.PRACTICE

    def show(self) -> None:
        """Show the window; new papers begin with the first one."""
        self.window.show()
        if not self.opened.sample:
            self.locking = Locking(self.window, self)
            self.locking.due.connect(self._ask_lock)
            self._remind()
            self.desk.vault_job(lambda vault: vault.draft, self._bring_back)
            self.desk.vault_job(versions_beside, self._tell_versions)
        if not self.opened.sample and not self.opened.read_only:
            today = self.desk.today()
            self.desk.vault_job(lambda vault: empty_old_trash(vault, today=today), lambda _number: None)
        if self._practice or self.opened.read_only:
            return
        if self.opened.sample and not self._settings.toured:
            self.show_around()
        self.adding.resume()
        if self.opened.first:
            self.desk.go("papers")
            self.desk.add_papers(self.opened.papers or dialogs.open_files(self.window, "Add your first paper"))

    def _offer_tour(self) -> None:
        ribbon = Banner(NEW_HERE, "quiet", NAME)
        ribbon.linked.connect(self.show_around)
        ribbon.linked.connect(ribbon.hide)
        self.window.set_ribbon(ribbon)

    def show_around(self) -> None:
        """The short tour of the window."""
        self._settings.toured = True
        self.tour = show_around(self.window)

    def _remind(self) -> None:
        """Of the family's own papers; what is looked at from a backup is of another day."""
        if not self._practice and not self.opened.read_only:
            keeps_day = str(self.opened.folder) == self._last_vault
            self.reminders = Reminders(self.desk, self._bring_up, self, keeps_day)

    def _bring_up(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def _tell_versions(self, versions: tuple[ConflictCopy, ...]) -> None:
        """A folder that syncs put another version of the papers there: named, never touched, and offered to be compared."""
        for version in versions:
            ribbon = Banner(version.sentence, "warning", "Compare them" if version.of == "vault.db" else "")
            ribbon.linked.connect(partial(self._compare, version))
            self.window.set_ribbon(ribbon)

    def _compare(self, version: ConflictCopy) -> None:
        from medbills.gui.wizards.bring_in_copy import BringInCopyTask  # most days nobody needs it

        def compare(folder: Path) -> None:
            task = BringInCopyTask(self.desk, folder)
            task.destroyed.connect(lambda: self._forget_version(folder))
            self.desk.open_task(task)

        self.desk.vault_job(partial(folder_of_version, version=version), compare)

    def _forget_version(self, folder: Path) -> None:
        """Once the comparison is over; where the papers were closed meanwhile, the next opening does it."""
        if self.opened.vault.is_open:
            self.desk.vault_job(partial(forget_version, folder=folder), lambda _none: None)

    def paste(self) -> None:
        """What was copied elsewhere is added here; a field that has the keyboard takes its own paste."""
        if self.window.task is None and not self._practice:
            paste_into(self.desk, QGuiApplication.clipboard().mimeData())

    def _ask_lock(self) -> None:
        if not self.opened.sample:
            self.lock_asked.emit()

    def _changed(self, topics: object) -> None:
        if isinstance(topics, frozenset) and topics & COUNTED:
            self._count()

    def _count(self) -> None:
        self.desk.vault_job(count_up, self._show_counts)

    def _show_counts(self, counts: Counts) -> None:
        self.desk.set_people([Somebody(person.id, person.short) for person in counts.people])
        self.desk.set_count("papers", counts.papers_waiting)
        self.desk.set_count("cases", counts.cases_in_question)

    def _bring_back(self, kept: str) -> None:
        draft = Draft.from_text(kept)
        if not draft.is_empty:
            self._keep_draft(draft.words.to_text())  # until all of it is back
            self.back = BringingBack(self.window, draft, self._forget_draft)
        elif self.drafting is not None:
            self.drafting.start()

    def _forget_draft(self) -> None:
        self._keep_draft("")
        if self.drafting is not None:
            self.drafting.start()

    def _keep_draft(self, text: str) -> None:
        self.jobs.run(Lane.VAULT, lambda _job: _set_draft(self.opened.vault, text), lambda _none: None)

    def part(self) -> None:
        """The user closes the window: what was typed, and is kept nowhere else, waits for the next time."""
        if self.drafting is not None:
            self.drafting.stop()
            self._keep_draft(left_behind(self.window).to_text())

    def flush(self) -> None:
        """What was typed a moment ago goes to the vault, in every task that is open; and how the window stands, to be brought back."""
        for task in self.window.task_layer.tasks:
            if isinstance(task, TaskWidget):
                task.may_leave()
        if self.drafting is not None:
            self.drafting.stop()
        self._keep_draft(collect(self.window, going=True).to_text())

    def end(self, at_once: bool = False) -> MedbillsError | None:
        """Back up when it is time, close the vault, end all threads; then nothing more can be asked. A problem comes back.

        `at_once` waits for nothing but the vault.
        """
        self.clipboard.stop()
        if self.locking is not None:
            self.locking.stop()
        if self.backing_up is not None:
            self.backing_up.stop()
        if self.watching is not None:
            self.watching.stop()
        if self.searching is not None:
            self.searching.stop()
        if self.reminders is not None:
            self.reminders.stop()
        problems: list[MedbillsError] = []
        self.jobs.run(Lane.VAULT, lambda _job: self._close(problems), lambda _none: None)
        self.jobs.shut_down(vault_only=at_once)
        return problems[0] if problems else None

    def _close(self, problems: list[MedbillsError]) -> None:
        vault = self.opened.vault
        if not vault.is_open:
            return  # its key was changed, and it waits to be opened anew
        if self.opened.sample:
            leave_samples(vault)
            return
        try:
            back_up_if_due(vault)
        except MedbillsError as problem:
            problems.append(problem)
        finally:
            vault.close()

    def leave(self) -> None:
        """Out of the sample family, back to the doors."""
        self.window.closing.disconnect(self.closing)
        self.adding.stop()
        self.clipboard.stop()
        if self.searching is not None:
            self.searching.stop()
        self.jobs.run(Lane.VAULT, lambda _job: leave_samples(self.opened.vault), lambda _none: self.left.emit())


def _set_draft(vault: Vault, text: str) -> None:
    if vault.is_open and not vault.read_only and text != vault.draft:
        vault.draft = text
