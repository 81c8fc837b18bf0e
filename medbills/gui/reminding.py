"""Whether and when the user wants to be reminded, and the only two dates that lie outside the locked papers."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QObject, Signal

from medbills.gui.settings import Settings


class Reminding(QObject):
    """Takes effect at once; `changed` follows. Without `at_start` no date is kept outside the papers."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.load(Settings())

    def load(self, settings: Settings) -> None:
        """As it was at the last start."""
        self.by_tray, self.at_start = settings.remind_by_tray, settings.remind_at_start
        self.next_day, self.told_on = _day(settings.next_due), _day(settings.reminded_on)

    def save(self, settings: Settings) -> None:
        """Into what the window remembers."""
        settings.remind_by_tray, settings.remind_at_start = self.by_tray, self.at_start
        settings.next_due = self.next_day.isoformat() if self.next_day and self.at_start else ""
        settings.reminded_on = self.told_on.isoformat() if self.told_on and self.by_tray else ""

    def choose(self, by_tray: bool | None = None, at_start: bool | None = None) -> None:
        """What is None stays."""
        self.by_tray = self.by_tray if by_tray is None else by_tray
        self.at_start = self.at_start if at_start is None else at_start
        self.changed.emit()


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


_reminding: list[Reminding] = []


def reminding() -> Reminding:
    """The one there is."""
    if not _reminding:
        _reminding.append(Reminding())
    return _reminding[0]
