"""The settings of backups: how old the last good one is, one more now, and the place of the second copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from medbills.domain.backup_age import Level
from medbills.errors import MedbillsError
from medbills.gui import dialogs
from medbills.gui.backing_up import backup_words, now
from medbills.gui.desk import Desk
from medbills.gui.parts.backup_line import BackupLine
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.keep_backups import BackupState, back_up, back_up_everywhere, choose_place, state_of_backups

if TYPE_CHECKING:
    from medbills.store import BackupReport, Vault

NO_BACKUP = "There is no backup yet. One is made once a day."
HOW = "One is made each day. Kept are 7 daily, 4 weekly and 12 monthly ones, each opened again and compared."
WHY_ELSEWHERE = "A copy on another disk helps when this computer is lost. It is locked with the same passphrase."
NO_PLACE = "No second copy is made."


class BackupsCard(Card):
    """Takes effect at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Backup")
        self._desk = desk
        self.last, how = ReadingLabel("", "body"), ReadingLabel(HOW, "small", "text2")
        self.line = BackupLine(link="")
        self.backup = button("Back up now", "main", "backup", bar=True)
        self.elsewhere = button("Back up to another place", "plain", bar=True)
        self.backup.clicked.connect(lambda: self._back_up(None))
        self.elsewhere.clicked.connect(self._once_elsewhere)
        self.place, why = ReadingLabel(NO_PLACE, "body"), ReadingLabel(WHY_ELSEWHERE, "small", "text2")
        self.choose = button("Choose a place for a second copy", "plain", bar=True)
        self.end = button("End the second copy", "quiet", bar=True)
        self.choose.clicked.connect(self._choose)
        self.end.clicked.connect(lambda: self._place(None))
        for words in (self.last, how, self.place, why):
            words.natural_width = READING_WIDTH
        for part in (self.last, self.line, how, Flow(self.backup, self.elsewhere, gap=12), self.place, why):
            self.body.addWidget(part)
        self.body.addWidget(Flow(self.choose, self.end, gap=12))

    def reload(self) -> None:
        """Show how things stand."""
        self._desk.vault_job(lambda vault: state_of_backups(vault, now=now()), self._show)

    def _show(self, state: BackupState) -> None:
        words = backup_words(state.last, now())
        self.last.setText(f"{words}. The copy was opened again and compared." if words else NO_BACKUP)
        self.line.show_age(None if state.age is None or state.age.level is Level.GOOD or not words else state.age)
        there = f" {backup_words(state.place_last, now())}." if state.place_last else ""
        self.place.setText(f"A second copy goes to {state.place}.{there}" if state.place else NO_PLACE)
        self.choose.setText("Choose another place" if state.place else "Choose a place for a second copy")
        self.end.setVisible(state.place is not None)

    def _once_elsewhere(self) -> None:
        folder = dialogs.open_folder(self.window(), "Where to keep the backup")
        if folder is not None:
            self._back_up(folder / "Medbills backup")

    def _choose(self) -> None:
        folder = dialogs.open_folder(self.window(), "Where to keep the second copy")
        if folder is not None:
            self._place(folder)

    def _place(self, folder: Path | None) -> None:
        self._ready(False)
        self._desk.vault_job(lambda vault: _chosen(vault, folder), self._placed, self._failed, "Backing up")

    def _placed(self, place: Path | None) -> None:
        self._done()
        self._desk.toast("The second copy was made and compared." if place else "No second copy is made any more.")

    def _back_up(self, to: Path | None) -> None:
        self._ready(False)
        self._desk.vault_job(lambda vault: _made(vault, to), self._backed_up, self._failed, "Backing up")

    def _backed_up(self, report: BackupReport) -> None:
        self._done()
        if report.missing:
            self._desk.toast(f"Backed up, but {len(report.missing)} of your papers have lost their file.")
        else:
            self._desk.toast("Backed up. The copy was opened again and compared.")

    def _failed(self, problem: MedbillsError) -> None:
        self._done()
        self._desk.show_problem(problem)

    def _done(self) -> None:
        self._ready(True)
        self._desk.tell_changed({"settings"})
        self.reload()

    def _ready(self, ready: bool) -> None:
        for one in (self.backup, self.elsewhere, self.choose, self.end):
            one.setEnabled(ready)


def _made(vault: Vault, to: Path | None) -> BackupReport:
    return back_up_everywhere(vault) if to is None else back_up(vault, to)


def _chosen(vault: Vault, folder: Path | None) -> Path | None:
    return choose_place(vault, folder)
