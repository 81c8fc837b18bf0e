"""A folder of the user's choice whose new files are added by themselves; they are only ever read, never moved or deleted."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medbills.domain.waiting_file import SeenFile, WaitingFile
from medbills.errors import UnusableInput
from medbills.services.gather_dropped import is_passed_over
from medbills.services.read_queue import files_of

if TYPE_CHECKING:
    from medbills.store import Vault

SETTING = "watched_folder"
_ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif", ".csv", ".tsv", ".xlsx", ".eml", ".835", ".edi",
            ".x12", ".json", ".xml", ".txt")  # fmt: skip
MOST = 5000  # files of the folder that are looked at
NO_FOLDER = "{folder} cannot be watched. It is not there, or you may not read it. Choose another folder."


@dataclass(frozen=True, slots=True)
class Look:
    """What lies in the folder at one moment: the state of every file that could be a paper."""

    folder: Path
    files: tuple[SeenFile, ...]


def watched_folder(vault: Vault) -> Path | None:
    """The folder, or None where none is watched."""
    said = vault.settings.get(SETTING)
    return Path(str(said)) if said else None


def watch_folder(vault: Vault, folder: Path | None, there: Look | None = None) -> None:
    """From now on new files of this folder are added; those `there` already stay out. None watches no folder any more."""
    with vault.change("Chose a folder to watch" if folder else "Stopped watching a folder") as change:
        change.settings.set(SETTING, str(folder) if folder else None)
        change.waiting_files.forget_seen()
        change.waiting_files.note_seen(there.files if there is not None else ())


def look_at(folder: Path) -> Look:
    """The folder's own files that could be papers, not those of folders in it. Raises UnusableInput when it cannot be read."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if is_passed_over(entry.name) or not entry.name.lower().endswith(_ENDINGS) or not entry.is_file():
                    continue
                state = entry.stat()
                found.append(SeenFile(entry.path, state.st_size, state.st_mtime_ns))
                if len(found) == MOST:
                    break
    except OSError:
        raise UnusableInput(NO_FOLDER.format(folder=folder)) from None
    return Look(folder, tuple(sorted(found, key=lambda file: file.id)))


def new_ones(vault: Vault, look: Look) -> tuple[SeenFile, ...]:
    """Files that were not seen before, or were written anew since. An empty file is not there yet."""
    seen = set(vault.waiting_files.seen())
    return tuple(file for file in look.files if file.bytes and file not in seen)


def take(vault: Vault, before: Sequence[SeenFile], look: Look, *, now: datetime.datetime) -> tuple[WaitingFile, ...]:
    """Those of `before` that stand in `look` as they were: fully written, then. They are noted and lined up in one
    transaction, so none is taken twice and none is lost."""
    still = [file for file in new_ones(vault, look) if file in set(before)]
    waiting = files_of([Path(file.id) for file in still], now=now, watched=True)
    if still:
        with vault.change("Lined up files of the watched folder") as change:
            change.waiting_files.note_seen(still)
            change.waiting_files.add(waiting)
    return waiting
