"""Reminders while the window is open: once a day a message beside the clock, which tells how many things are due, and never what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from medbills.domain.reminder import Due, due_words
from medbills.gui.backing_up import HOURLY_MS
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.reminding import reminding
from medbills.services.tell_due import due_days

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSystemTrayIcon

DUE_TOPICS = frozenset({"papers", "cases", "deadlines", "authorities", "people"})


class Messages(Protocol):
    """Where a message goes."""

    def tell(self, words: str) -> None:
        """Show it."""

    def hide(self) -> None:
        """Leave the place beside the clock."""


class Tray:
    """The system's own: an icon beside the clock from the first message on. Pressing either one brings the window up."""

    def __init__(self, icon: QSystemTrayIcon, pressed: Callable[[], object]) -> None:
        self._icon = icon
        icon.setToolTip(tr("Medbills"))
        icon.messageClicked.connect(pressed)
        icon.activated.connect(lambda _why: pressed())

    def tell(self, words: str) -> None:
        """Show it for as long as the system does."""
        self._icon.show()
        self._icon.showMessage(tr("Medbills"), tr(words), self._icon.icon())

    def hide(self) -> None:
        """Leave the place beside the clock."""
        self._icon.hide()


def system_tray(pressed: Callable[[], object]) -> Messages | None:
    """The one door to the system's place beside the clock; None where there is none: then only the next start reminds."""
    from PySide6.QtWidgets import QSystemTrayIcon  # late: the first window needs none

    from medbills.gui.icons import APP, icon

    if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
        return None
    return Tray(QSystemTrayIcon(icon(APP, size=64)), pressed)


class Reminders(QObject):
    """Looks at the start, once an hour, and when a day changes. `keeps_day`: these papers are the ones asked for at the next start."""

    def __init__(
        self, desk: Desk, pressed: Callable[[], object], parent: QObject, keeps_day: bool = True,
        door: Callable[[Callable[[], object]], Messages | None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.desk, self._pressed, self._keeps_day = desk, pressed, keeps_day
        self._door = door or system_tray
        self._tray: Messages | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(HOURLY_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        desk.changed.connect(self._changed)
        reminding().changed.connect(self.look)
        self.look()

    def stop(self) -> None:
        """The vault is about to close."""
        self._clock.stop()
        self.desk.changed.disconnect(self._changed)
        reminding().changed.disconnect(self.look)
        if self._tray is not None:
            self._tray.hide()

    def _changed(self, topics: object) -> None:
        if isinstance(topics, frozenset) and topics & DUE_TOPICS:
            self.look()

    def look(self) -> None:
        """Ask the papers; where anything is due today or soon, tell it once a day."""
        self.desk.vault_job(partial(due_days, today=self.desk.today()), self._tell, lambda _problem: None)

    def _tell(self, due: Due) -> None:
        if self._keeps_day:
            reminding().next_day = due.next_day
        words, today = due_words(due), self.desk.today()
        if not words or not reminding().by_tray or reminding().told_on == today:
            return
        self._tray = self._tray or self._door(self._pressed)
        if self._tray is not None:
            reminding().told_on = today
            self._tray.tell(words)
