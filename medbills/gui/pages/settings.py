"""Settings: text and colors, backups, keys, locking, where the papers lie, what this program is."""

from __future__ import annotations

from medbills import __version__
from medbills.domain.practice import VaultKind
from medbills.gui.desk import Desk
from medbills.gui.page import FOOT_ORDER, PageSpec, PageWidget
from medbills.gui.parts.backups_card import BackupsCard
from medbills.gui.parts.export_card import ExportCard
from medbills.gui.parts.help_setting import HelpSetting
from medbills.gui.parts.keys_card import KeysCard
from medbills.gui.parts.language_choice import LanguageChoice
from medbills.gui.parts.lock_card import LockCard
from medbills.gui.parts.remind_card import RemindCard
from medbills.gui.parts.rules_card import RulesCard
from medbills.gui.parts.watched_card import WatchedCard
from medbills.gui.theme import theme
from medbills.gui.type import LARGEST, SMALLEST, type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.label import READING_WIDTH, Label, ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.services.care_for_vault import VaultState, state_of


class SettingsPage(PageWidget):
    """Each setting takes effect at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.body.addWidget(PageHeader("Settings"))
        self.body.addWidget(self._look_card())
        self.watched = WatchedCard(desk)
        self.backups, self.export = BackupsCard(desk), ExportCard(desk)
        self.body.addWidget(self.backups)
        self.body.addWidget(self.watched)
        self.keys = KeysCard(desk)
        self.body.addWidget(self.keys)
        self.lock = LockCard()
        self.body.addWidget(self.lock)
        self.remind = RemindCard()
        self.body.addWidget(self.remind)
        self.rules = RulesCard(desk)
        self.body.addWidget(self.rules)
        self.help_from = HelpSetting(desk)
        self.body.addWidget(self.help_from)
        self.body.addWidget(self.export)
        self.body.addWidget(self._about_card())
        self.body.addStretch(1)
        type_().scaled.connect(self._show_look)
        theme().changed.connect(self._show_look)
        self._show_look()

    def reload(self) -> None:
        self.desk.vault_job(state_of, self._show)
        self.backups.reload()
        self.watched.reload()
        self.keys.reload()
        self.rules.reload()
        self.help_from.reload()

    # text and colors

    def _look_card(self) -> Card:
        card = Card("Text, colors and language")
        self.smaller = button("Smaller text", "plain", "large_text", bar=True)
        self.larger = button("Larger text", "plain", "large_text", bar=True)
        self.percent = Label("", "body", tabular=True)
        self.colors = SegmentedControl([(False, "Light"), (True, "Dark")], "Colors", theme().dark)
        self.smaller.clicked.connect(type_().smaller)
        self.larger.clicked.connect(type_().larger)
        self.language = LanguageChoice()
        self.colors.chosen.connect(lambda dark: theme().wear(bool(dark), theme().high_contrast))
        self.contrast = CheckRow("High contrast", "Darker edges and words, no soft colors. Else as your system asks.")
        self.still = CheckRow("No motion", "Nothing slides or scrolls by itself.")
        self.still.setChecked(theme().still)
        self.contrast.clicked.connect(theme().choose_contrast)
        self.still.clicked.connect(theme().choose_stillness)
        card.body.addWidget(Flow(self.smaller, self.percent, self.larger, gap=12))
        card.body.addWidget(Flow(self.colors, gap=12))
        card.body.addWidget(ReadingLabel("Ctrl and plus or minus change the text in every window.", "small", "text2"))
        card.body.addWidget(self.contrast)
        card.body.addWidget(self.still)
        card.body.addWidget(self.language)
        return card

    def _show_look(self, _scale: float = 1.0) -> None:
        self.percent.setText(f"{round(type_().scale * 100)} %")
        self.smaller.setEnabled(type_().scale > SMALLEST)
        self.larger.setEnabled(type_().scale < LARGEST)
        self.colors.set_current(theme().dark)
        self.contrast.setChecked(theme().high_contrast)

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
        self.place.setText(f"Your papers lie, locked, in {state.folder}.")
        self.backups.setVisible(not state.sample)
        self.export.setVisible(not state.sample)
        self.keys.setVisible(not state.sample)
        self.lock.setVisible(not state.sample)
        self.remind.setVisible(not state.sample and state.takes_papers)
        self.watched.setVisible(not state.sample and state.takes_papers)
        self.rules.setVisible(state.takes_papers)
        self.help_from.setVisible(state.takes_papers)


PAGE = PageSpec(
    slug="settings", title="Settings", icon="settings", order=FOOT_ORDER, make=SettingsPage, topics=frozenset({"settings"}),
    kinds=frozenset(VaultKind),
)
