"""What the user chose for locking and for the clipboard, for whoever has to know."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from medbills.gui.settings import Settings

LOCK_CHOICES = (1, 5, 10, 15, 30, 60, 0)  # minutes; 0 never locks by itself
CLIPBOARD_CHOICES = (10, 30, 60, 120, 0)  # seconds; 0 leaves it


class Safety(QObject):
    """Takes effect at once; `changed` follows."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        first = Settings()
        self.lock_minutes, self.clipboard_seconds = first.lock_minutes, first.clipboard_seconds

    def choose(self, lock_minutes: int | None = None, clipboard_seconds: int | None = None) -> None:
        """What is None stays."""
        if lock_minutes is not None:
            self.lock_minutes = lock_minutes
        if clipboard_seconds is not None:
            self.clipboard_seconds = clipboard_seconds
        self.changed.emit()


_safety: list[Safety] = []


def safety() -> Safety:
    """The one there is."""
    if not _safety:
        _safety.append(Safety())
    return _safety[0]
