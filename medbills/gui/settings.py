"""What the window remembers between two starts: its place, text size, colors and the papers opened last."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from medbills.errors import MedbillsError
from medbills.paths import data_folder

FILE_NAME = "window.json"


@dataclass(slots=True)
class Settings:
    """Nothing personal, but the folder of the papers.

    `geometry` is Qt's own form in hex; `dark` None and an empty `language` follow the system.
    """

    geometry: str = ""
    scale: float = 1.0
    dark: bool | None = None
    contrast: bool | None = None  # None follows the system
    still: bool = False  # no motion; the system may ask for it too
    language: str = ""  # en, es; empty follows the system
    last_vault: str = ""
    toured: bool = False  # the window was shown around in once
    lock_minutes: int = 10  # without a key or a click; 0 never locks by itself
    clipboard_seconds: int = 30  # what was copied stays so long; 0 leaves it
    remind_by_tray: bool = True
    remind_at_start: bool = True
    next_due: str = ""  # YYYY-MM-DD: the next day on which anything is due, and nothing of whom or what; only with `remind_at_start`
    reminded_on: str = ""  # YYYY-MM-DD: the day of the last message beside the clock


def settings_file() -> Path:
    """Where they are kept."""
    return data_folder() / FILE_NAME


def load_settings(file: Path | None = None) -> Settings:
    """The settings kept; a missing or unreadable file gives the first ones, since nothing of worth is in it."""
    try:
        kept = json.loads((file or settings_file()).read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(kept, dict):
        return Settings()
    first = Settings()
    known = {field.name for field in fields(Settings) if field.name in kept and _fits(kept[field.name], getattr(first, field.name))}
    return Settings(**{name: kept[name] for name in known})


def _fits(value: object, first: object) -> bool:
    if first is None:
        return value is None or isinstance(value, bool)
    if isinstance(first, bool):
        return isinstance(value, bool)
    if isinstance(first, int):
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if isinstance(first, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, type(first))


def save_settings(settings: Settings, file: Path | None = None) -> None:
    """Write them whole or not at all. Raises MedbillsError when the folder cannot be written."""
    target = file or settings_file()
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".window-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(asdict(settings), out)
                out.flush()
                os.fsync(out.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise MedbillsError(
            f"The window's settings could not be kept in {target.parent}. Your papers are safe. Check that the disk has room."
        ) from problem
