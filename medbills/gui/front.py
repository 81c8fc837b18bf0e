"""The window before the papers are open: the three doors, the passphrase, new papers, a backup brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from medbills.errors import Cancelled, DamagedVault, MedbillsError, TooSoon, WrongPassphrase
from medbills.gui import dialogs
from medbills.gui.jobs import Job, Jobs, Lane
from medbills.gui.language import tr
from medbills.gui.opening import (
    Opened,
    bring_back_papers,
    create_papers,
    examine_papers,
    holds_export,
    is_backup,
    last_used,
    look,
    open_papers,
    save_papers,
    seconds_left,
    visit,
)
from medbills.gui.settings import Settings
from medbills.gui.window_habits import add_text_keys, files_of, place_window

if TYPE_CHECKING:
    from medbills.gui.create_vault import CreateVault
    from medbills.gui.unlock import Unlock
    from medbills.gui.widgets.veil import DropVeil
    from medbills.services.change_keys import NewSheet
    from medbills.store import Examined

# Each page is loaded when it is shown: the first window waits for nothing it does not show.


class Front(QMainWindow):
    """One page at a time; `opened` ends it."""

    opened = Signal(object)  # Opened
    closing = Signal()

    def __init__(self, jobs: Jobs, settings: Settings, day_is_named: bool = False) -> None:
        super().__init__()
        self.jobs, self.settings = jobs, settings
        self._day_is_named = day_is_named  # then the computer's clock does not matter
        self.setWindowTitle(tr("Medbills"))
        place_window(self, settings.geometry)
        self.reminder = ""  # the sentence before the papers of the last time open
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self._back: Callable[[], object] = self.show_welcome
        self._doors: QWidget | None = None
        self._made: Opened | None = None
        self._dropped: tuple[Path, ...] = ()
        self.setAcceptDrops(True)
        self._veil: DropVeil | None = None
        add_text_keys(self)

    def _put(self, page: QWidget) -> None:
        while (old := self.stack.widget(0)) is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self.stack.addWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def page(self) -> QWidget | None:
        """What is shown."""
        return self.stack.currentWidget()

    def start(self) -> None:
        """The passphrase of the papers opened last, or the three doors when there are none."""
        if self.settings.last_vault:
            self.show_unlock(Path(self.settings.last_vault))
        else:
            self.show_welcome()

    def show_welcome(self) -> None:
        """The three doors."""
        from medbills.gui.welcome import Welcome

        self._back = self.show_welcome
        self._doors = page = Welcome()
        page.addFirstPaper.connect(lambda: self.show_create())
        page.lookAround.connect(self.look_around)
        page.bringBack.connect(lambda: self.bring_back())
        self._put(page)
        page.first.button.setFocus(Qt.FocusReason.OtherFocusReason)

    # papers that are there

    def show_unlock(self, folder: Path, trouble: str = "") -> Unlock:
        """Ask for the passphrase of a vault."""
        from medbills.gui.unlock import Unlock

        self._back = partial(self.show_unlock, folder)
        page = Unlock(folder.stem, last_used(folder))
        page.opened.connect(partial(self._open, page, folder))
        page.recovered.connect(partial(self._open, page, folder))
        page.keychainAsked.connect(partial(self._open, page, folder, None))
        page.otherAsked.connect(self.open_other)
        page.backupAsked.connect(lambda: self.bring_back())
        page.newAsked.connect(lambda: self.show_create())
        self._put(page)
        if str(folder) == self.settings.last_vault:  # the date that is kept is of these papers
            page.remind(self.reminder)
        page.trouble(trouble)
        if not trouble:
            self._vault_job(partial(look, folder), partial(self._looked, page), lambda problem: page.trouble(str(problem)))
        return page

    def _looked(self, page: Unlock, seen: tuple[bool, float]) -> None:
        page.offer_keychain(seen[0])
        if seen[1] > 0:
            page.wait(seen[1])

    def open_at_once(self, folder: Path, secret: str) -> None:
        """Open a vault whose passphrase was named already."""
        page = self.show_unlock(folder)
        page.busy(True)
        self._open(page, folder, secret)

    def _open(self, page: Unlock, folder: Path, secret: str | None) -> None:
        def failed(problem: MedbillsError) -> None:
            if isinstance(problem, TooSoon):
                page.busy(False)
                page.wait(problem.wait)
            elif isinstance(problem, WrongPassphrase):
                page.wrong(str(problem))
                page.wait(seconds_left(folder))
            elif isinstance(problem, DamagedVault) and secret is not None:
                self._vault_job(
                    partial(examine_papers, folder, secret), partial(self._show_damage, folder, secret, str(problem)),
                    lambda _also: page.trouble(str(problem)),
                )
            else:
                page.trouble(str(problem))

        self._vault_job(partial(open_papers, folder, secret), self._finish, failed)

    def _show_damage(self, folder: Path, secret: str, sentence: str, found: Examined) -> None:
        from medbills.gui.damaged import DamagedPapers

        page = DamagedPapers(folder, sentence, found)
        page.backup_wanted.connect(self.bring_back)
        page.saving_wanted.connect(partial(self._save_what_is_left, folder, secret))
        page.other_wanted.connect(self.open_other)
        self._put(page)

    def _save_what_is_left(self, folder: Path, secret: str) -> None:
        from medbills.gui.working import Working

        self._put(Working("Saving what can be read", "The damaged papers stay as they are.", can_cancel=False))

        def saved(made: tuple[Path, tuple[str, ...]]) -> None:
            to, lost = made
            self.show_unlock(to)
            dialogs.tell(self, "What could be read is saved as new papers.", "\n".join(lost) or "Nothing was lost.")

        def failed(problem: MedbillsError) -> None:
            self.show_unlock(folder, str(problem))

        self._vault_job(partial(save_papers, folder, secret), saved, failed)

    def open_other(self) -> None:
        """Choose the folder of other papers."""
        folder = dialogs.open_folder(self, "Open other papers")
        if folder is not None:
            self.show_unlock(folder)

    # new papers

    def show_create(self, export: Path | None = None) -> None:
        """A name, a passphrase, and the recovery key; an export is brought in under them."""
        from medbills.gui.create_vault import CreateVault

        page = CreateVault()
        page.passphrase_page.kind.setVisible(export is None)
        page.chosen.connect(partial(self._create, page, export))
        page.cancelled.connect(lambda: self._back())
        self._put(page)

    def _create(self, page: CreateVault, export: Path | None, name: str, passphrase: str, kind: str) -> None:
        def failed(problem: MedbillsError) -> None:
            page.failed()
            page.passphrase_page.name.set_problem(str(problem))

        self._vault_job(partial(create_papers, name, passphrase, kind, export), partial(self._show_key, page), failed)

    def _show_key(self, page: CreateVault, made: tuple[Opened, NewSheet]) -> None:
        opened, sheet = made
        groups = list(sheet.groups)
        self._made = opened
        self.settings.last_vault = str(opened.folder)
        page.printAsked.connect(partial(self._key_out, "print", opened, groups))
        page.saveAsked.connect(partial(self._key_out, "save", opened, groups))
        page.confirmed.connect(
            lambda: self._vault_job(
                lambda _job: sheet.keep(), lambda _none: self._finish(replace(opened, papers=self._dropped)),
                lambda problem: dialogs.tell(self, str(problem)),
            )
        )
        page.show_key(groups)

    def _key_out(self, out: str, opened: Opened, groups: list[str]) -> None:
        from medbills.gui.sheet_out import print_sheet, save_sheet

        (print_sheet if out == "print" else save_sheet)(self, opened.name, groups)

    # the sample family, a backup

    def look_around(self) -> None:
        """Set up the sample family's papers, and show them."""
        from medbills.gui.working import Working

        page = Working("Setting up sample paper", "A made-up family’s papers. Nothing here is real, and nothing you do is kept.")
        self._put(page)
        job = self._vault_job(visit, self._finish, self._not_visited)
        job.progressed.connect(page.card.set_progress)
        page.card.cancelled.connect(job.cancel)

    def _not_visited(self, problem: MedbillsError) -> None:
        self.start()
        if not isinstance(problem, Cancelled):
            dialogs.tell(self, str(problem))

    def bring_back(self, backup: Path | None = None) -> None:
        """Choose a backup where none is named, make papers of it, and ask for their passphrase."""
        from medbills.gui.working import Working

        backup = backup or dialogs.open_folder(self, "Choose a backup")
        if backup is None:
            return
        if holds_export(backup):
            self.show_create(backup)
            return
        self._put(Working("Bringing back the backup", "The backup itself stays as it is.", can_cancel=False))

        def failed(problem: MedbillsError) -> None:
            self._back()
            dialogs.tell(self, str(problem))

        self._vault_job(partial(bring_back_papers, backup), self.show_unlock, failed)

    # the end of it

    def _vault_job(self, work: Callable[..., object], done: Callable[..., object], failed: Callable[[MedbillsError], None]) -> Job:
        return self.jobs.run(Lane.VAULT, work, done, failed)

    def _finish(self, opened: Opened) -> None:
        if opened.clock_doubt and not self._day_is_named:
            self._ask_clock(opened)
        else:
            self._enter(opened)

    def _ask_clock(self, opened: Opened) -> None:
        """Before any day is counted. The papers are open, and are closed with the window."""
        from medbills.gui.earlier_clock import EarlierClock

        self._made = opened
        page = EarlierClock(opened.clock_doubt)
        page.closing_wanted.connect(self.close)
        page.going_on_wanted.connect(partial(self._enter, opened))
        self._put(page)

    def _enter(self, opened: Opened) -> None:
        self._made = None
        if not opened.sample and not is_backup(opened.folder):
            self.settings.last_vault = str(opened.folder)
        self.opened.emit(opened)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.page is self._doors and files_of(event.mimeData().urls()):
            event.acceptProposedAction()
            self._cover()

    def _cover(self) -> None:
        from medbills.gui.widgets.veil import DropVeil

        if self._veil is None:
            self._veil = DropVeil(self)
        self._veil.cover()

    def _uncover(self) -> None:
        if self._veil is not None:
            self._veil.hide()

    def dragLeaveEvent(self, _event: object) -> None:
        self._uncover()

    def dropEvent(self, event: QDropEvent) -> None:
        self._uncover()
        event.acceptProposedAction()
        self._dropped = tuple(files_of(event.mimeData().urls()))
        self.show_create()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._made is not None:
            made = self._made.vault
            self.jobs.run(Lane.VAULT, lambda _job: made.close(), lambda _none: None)
        self.closing.emit()
        super().closeEvent(event)
