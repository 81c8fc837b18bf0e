"""The language of the window, among the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.language import LANGUAGES, language, language_of_system
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import ChoiceField
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel

LETTERS = "Letters and packets go out in English. The ones used most have a copy to read in Spanish."
AGAIN = "Medbills closes and opens again to show it. What you typed is kept."


class LanguageChoice(QWidget):
    """Nothing changes until the button is pressed, since the papers lock for it."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        self.choice = ChoiceField("Language", [("", "The language of this computer"), *LANGUAGES.items()], LETTERS)
        self.choice.set_key(language().wanted)
        self.choice.changed.connect(self._offer)
        self.about = ReadingLabel(AGAIN, "small", "text2")
        self.about.natural_width = READING_WIDTH
        self.change = button("Change the language", "plain")
        self.change.clicked.connect(lambda: language().choose(self.choice.key()))
        column.addWidget(self.choice)
        column.addWidget(self.about)
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self._offer()

    def _offer(self) -> None:
        wanted = self.choice.key()
        other = (wanted or language_of_system()) != language().code
        if not other:
            language().choose(wanted)
        self.about.setVisible(other)
        self.change.setVisible(other)
