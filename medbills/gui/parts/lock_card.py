"""The settings of when the papers lock by themselves, and how long what was copied stays."""

from __future__ import annotations

from medbills.gui.safety import CLIPBOARD_CHOICES, LOCK_CHOICES, safety
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import ChoiceField
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Columns

ABOUT = (
    "Your papers also lock when the screen locks or the computer sleeps, and with Ctrl+L. "
    "What you were typing is kept, locked, and comes back. "
    "Nothing here helps while the papers are open and you are away."
)


def _minutes(number: int) -> str:
    return f"After {number} minute{'' if number == 1 else 's'}" if number else "Only when I say so"


def _seconds(number: int) -> str:
    return f"After {number} seconds" if number else "When the papers lock"


class LockCard(Card):
    """Both choices take effect at once."""

    def __init__(self) -> None:
        super().__init__("Locking")
        about = ReadingLabel(ABOUT, "small", "text2")
        about.natural_width = READING_WIDTH
        self.body.addWidget(about)
        self.minutes = ChoiceField("Lock when nothing is done", [(str(number), _minutes(number)) for number in LOCK_CHOICES])
        self.seconds = ChoiceField("Clear what was copied", [(str(number), _seconds(number)) for number in CLIPBOARD_CHOICES])
        self.minutes.set_key(str(safety().lock_minutes))
        self.seconds.set_key(str(safety().clipboard_seconds))
        self.minutes.changed.connect(lambda: safety().choose(lock_minutes=int(self.minutes.key())))
        self.seconds.changed.connect(lambda: safety().choose(clipboard_seconds=int(self.seconds.key())))
        self.body.addWidget(Columns(self.minutes, self.seconds, most=2, lines=15, gap=12))
