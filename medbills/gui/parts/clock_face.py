"""The time of day in the words of the window, and how long a call has run."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QElapsedTimer, QTimer

from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.widgets.chip import Chip

TICK_MS = 1000


def now(desk: Desk) -> datetime.datetime:
    """The local time on the desk's own day (in the sample family the calendar stands still)."""
    clock = datetime.datetime.now().astimezone().time()
    return datetime.datetime.combine(desk.today(), clock.replace(microsecond=0, tzinfo=None))


def saved_words(desk: Desk) -> str:
    """ "Saved 10:42", as the bar of a task says it."""
    return f"Saved {now(desk):%I:%M}".replace(" 0", " ")


class CallClock(Chip):
    """Minutes and seconds since the call began, counted on from `seconds`."""

    def __init__(self, seconds: int = 0) -> None:
        super().__init__("0:00", "quiet", "clock")
        self._before = seconds
        self._since = QElapsedTimer()
        self._since.start()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._show)
        self._tick.start()
        self._show()

    @property
    def seconds(self) -> int:
        """How long the call has run."""
        return self._before + self._since.elapsed() // 1000

    @property
    def minutes(self) -> int:
        """Whole minutes, at least one."""
        return max(round(self.seconds / 60), 1)

    def go_on_from(self, seconds: int) -> None:
        """Count on from an earlier part of the same call."""
        self._before = seconds
        self._show()

    def stop(self) -> None:
        """The call is over."""
        self._tick.stop()

    def _show(self) -> None:
        self.set_chip(f"{self.seconds // 60}:{self.seconds % 60:02}", "quiet", "clock")
        self.setAccessibleName(tr(f"The call has run {self.seconds // 60} minutes"))
