"""Settings: text and colors, backups, the passphrase, where the papers lie, what this program is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from medbills import __version__
from medbills.domain.practice import VaultKind
from medbills.errors import MedbillsError, WrongPassphrase
from medbills.gui import dialogs
from medbills.gui.backing_up import backup_words, now
from medbills.gui.desk import Desk
from medbills.gui.page import FOOT_ORDER, PageSpec, PageWidget
from medbills.gui.parts.new_passphrase import NewPassphrase
from medbills.gui.parts.rules_card import RulesCard
from medbills.gui.parts.watched_card import WatchedCard
from medbills.gui.theme import theme
from medbills.gui.type import LARGEST, SMALLEST, type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import READING_WIDTH, Label, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.services.care_for_vault import VaultState, back_up, change_passphrase, state_of

if TYPE_CHECKING:
    from medbills.store import BackupReport, Vault

NO_BACKUP = "There is no backup yet. One is made when you close Medbills."
WHY_ELSEWHERE = "A backup on another disk helps when this computer is lost. It is locked with the same passphrase."


class SettingsPage(PageWidget):
    """Each setting takes effect at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.body.addWidget(PageHeader("Settings"))
        self.body.addWidget(self._look_card())
        self.watched = WatchedCard(desk)
        self.body.addWidget(self._backup_card())
        self.body.addWidget(self.watched)
        self.body.addWidget(self._passphrase_card())
        self.rules = RulesCard(desk)
        self.body.addWidget(self.rules)
        self.body.addWidget(self._about_card())
        self.body.addStretch(1)
        type_().scaled.connect(self._show_look)
        theme().changed.connect(self._show_look)
        self._show_look()

    def reload(self) -> None:
        self.desk.vault_job(state_of, self._show)
        self.watched.reload()
        self.rules.reload()

    # text and colors

    def _look_card(self) -> Card:
        card = Card("Text and colors")
        self.smaller = button("Smaller text", "plain", "large_text", bar=True)
        self.larger = button("Larger text", "plain", "large_text", bar=True)
        self.percent = Label("", "body", tabular=True)
        self.colors = SegmentedControl([(False, "Light"), (True, "Dark")], "Colors", theme().dark)
        self.smaller.clicked.connect(type_().smaller)
        self.larger.clicked.connect(type_().larger)
        self.colors.chosen.connect(lambda dark: theme().wear(bool(dark), theme().high_contrast))
        card.body.addWidget(Flow(self.smaller, self.percent, self.larger, gap=12))
        card.body.addWidget(Flow(self.colors, gap=12))
        card.body.addWidget(ReadingLabel("Ctrl and plus or minus change the text in every window.", "small", "text2"))
        return card

    def _show_look(self, _scale: float = 1.0) -> None:
        self.percent.setText(f"{round(type_().scale * 100)} %")
        self.smaller.setEnabled(type_().scale > SMALLEST)
        self.larger.setEnabled(type_().scale < LARGEST)
        self.colors.set_current(theme().dark)

    # backups

    def _backup_card(self) -> Card:
        card = Card("Backup")
        self.last = ReadingLabel("", "body")
        card.body.addWidget(self.last)
        card.body.addWidget(ReadingLabel(WHY_ELSEWHERE, "small", "text2"))
        self.backup = button("Back up now", "main", "backup", bar=True)
        self.elsewhere = button("Back up to another place", "plain", bar=True)
        self.backup.clicked.connect(lambda: self._back_up(None))
        self.elsewhere.clicked.connect(self._choose_place)
        card.body.addWidget(Flow(self.backup, self.elsewhere, gap=12))
        self._backup_part = card
        return card

    def _choose_place(self) -> None:
        folder = dialogs.open_folder(self.window(), "Where to keep the backup")
        if folder is not None:
            self._back_up(folder / "Medbills backup")

    def _back_up(self, to: Path | None) -> None:
        self._ready(False)
        self.desk.vault_job(lambda vault: _made(vault, to), self._backed_up, self._not_backed_up, "Backing up")

    def _ready(self, ready: bool) -> None:
        self.backup.setEnabled(ready)
        self.elsewhere.setEnabled(ready)

    def _backed_up(self, report: BackupReport) -> None:
        self._ready(True)
        self.desk.tell_changed({"settings"})
        if report.missing:
            self.desk.toast(f"Backed up, but {len(report.missing)} of your papers have lost their file.")
        else:
            self.desk.toast("Backed up. The copy was opened again and compared.")

    def _not_backed_up(self, problem: MedbillsError) -> None:
        self._ready(True)
        self.desk.show_problem(problem)

    # the passphrase

    def _passphrase_card(self) -> Card:
        card = Card("Passphrase")
        card.body.addWidget(ReadingLabel("The recovery key you printed stays the same.", "small", "text2"))
        self.passphrase = NewPassphrase()
        self.passphrase.chosen.connect(self._change)
        card.body.addWidget(self.passphrase)
        self._passphrase_part = card
        return card

    def _change(self, old: str, new: str) -> None:
        self.desk.vault_job(lambda vault: change_passphrase(vault.folder, old, new), self._changed, self._not_changed)

    def _changed(self, _none: object) -> None:
        self.passphrase.forget()
        self.desk.toast("The passphrase is changed. Use the new one from now on.")

    def _not_changed(self, problem: MedbillsError) -> None:
        self.passphrase.failed("This is not the passphrase in use." if isinstance(problem, WrongPassphrase) else str(problem))

    # what this is

    def _about_card(self) -> Card:
        card = Card("About")
        self.place = ReadingLabel("", "body")
        self.place.natural_width = READING_WIDTH
        card.body.addWidget(self.place)
        card.body.addWidget(ReadingLabel(f"Medbills {__version__}. It never goes online.", "body"))
        card.body.addWidget(ReadingLabel("Information, not legal advice.", "small", "text2"))
        return card

    def _show(self, state: VaultState) -> None:
        words = backup_words(state.last_backup, now())
        self.last.setText(f"{words}. The copy was opened again and compared." if words else NO_BACKUP)
        self.place.setText(f"Your papers lie, locked, in {state.folder}.")
        self._backup_part.setVisible(not state.sample)
        self._passphrase_part.setVisible(not state.sample)
        self.watched.setVisible(not state.sample and state.takes_papers)
        self.rules.setVisible(state.takes_papers)


def _made(vault: Vault, to: Path | None) -> BackupReport:
    return back_up(vault, to)


PAGE = PageSpec(
    slug="settings", title="Settings", icon="settings", order=FOOT_ORDER, make=SettingsPage, topics=frozenset({"settings"}),
    kinds=frozenset(VaultKind),
)
