"""Larger text, dark colors and the other language, within reach before anything is unlocked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from medbills.gui.language import LANGUAGES, language, tr
from medbills.gui.theme import theme
from medbills.gui.type import LARGEST, SMALLEST, type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.reflow import Flow


class LookBar(QWidget):
    """Buttons at the foot of the windows before the papers are open; `help_asked` only where help is shown."""

    help_asked = Signal()

    def __init__(self, with_help: bool = False) -> None:
        super().__init__()
        self.larger = button("Larger text", "quiet", "large_text")
        self.smaller = button("Smaller text", "quiet", "large_text")
        self.dark = button("", "quiet", "theme")
        self.larger.clicked.connect(type_().larger)
        self.smaller.clicked.connect(type_().smaller)
        self.dark.clicked.connect(lambda: theme().wear(not theme().dark, theme().high_contrast))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        others = [code for code in LANGUAGES if code != language().code]
        self.languages = [button(LANGUAGES[code], "quiet", "globe") for code in others]
        for code, one in zip(others, self.languages, strict=True):
            one.clicked.connect(partial(language().choose, code))
        row.addWidget(Flow(self.larger, self.smaller, self.dark, *self.languages, gap=24), 1)
        if with_help:
            ask = button("Help", "quiet", "help")
            ask.clicked.connect(self.help_asked)
            row.addWidget(ask)
        type_().scaled.connect(self._show)
        theme().changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.larger.setEnabled(type_().scale < LARGEST)
        self.smaller.setVisible(type_().scale > 1.0)
        self.smaller.setEnabled(type_().scale > SMALLEST)
        words = "Light colors" if theme().dark else "Dark colors"
        self.dark.setText(words)
        self.dark.setAccessibleName(tr(words))
