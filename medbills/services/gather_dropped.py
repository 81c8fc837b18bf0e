"""What was dropped or chosen, as single files: a folder stands for the files in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from medbills.domain.refused_file import RefusedFile
from medbills.domain.wording import counted

DEEPEST = 3  # folders within a folder that are looked into
MOST = 2000  # files at one time
_UNFINISHED = (".part", ".crdownload", ".download", ".partial", ".tmp")
EMPTY = "{name} is a folder with no files that could be papers."
NO_ENTRY = "{name} is a folder that cannot be opened: you do not have permission to read it."
TOO_MANY = "Only the first {most} files were taken. Add the rest in a second go."


def gather_dropped(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[RefusedFile, ...]]:
    """The files, a folder's own sorted by name, and what was left out with a sentence each. Hidden files are passed over."""
    files: dict[Path, None] = {}
    refused: list[RefusedFile] = []
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        walk = _Walk(path)
        found = list(walk.files())
        files.update(dict.fromkeys(found))
        if walk.closed or not found:
            refused.append(RefusedFile(path.name, (NO_ENTRY if walk.closed and not found else EMPTY).format(name=path.name)))
        if walk.deeper:
            more = f"{counted(walk.deeper, 'folder')} inside it {'is' if walk.deeper == 1 else 'are'} too deep"
            refused.append(RefusedFile(path.name, f"{path.name}: {more}. Drop what you need from there on its own."))
    if len(files) > MOST:
        refused.append(RefusedFile(f"{len(files) - MOST:,} files", TOO_MANY.format(most=f"{MOST:,}")))
    return tuple(files)[:MOST], tuple(refused)


def is_passed_over(name: str) -> bool:
    """Hidden files, the system's own, and downloads that are not finished."""
    return name.startswith((".", "~$")) or name.lower() in {"thumbs.db", "desktop.ini"} or name.lower().endswith(_UNFINISHED)


class _Walk:
    """Goes through one folder; `deeper` counts the folders that lie too deep, `closed` those that cannot be read."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self.deeper = self.closed = 0

    def files(self, folder: Path | None = None, depth: int = 0) -> Iterator[Path]:
        try:
            with os.scandir(folder or self._top) as found:
                entries = sorted(found, key=lambda entry: entry.name.casefold())
        except OSError:
            self.closed += 1
            return
        inner = []
        for entry in entries:
            if is_passed_over(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                inner.append(Path(entry.path))
            elif entry.is_file():
                yield Path(entry.path)
        for path in inner:
            if depth == DEEPEST:
                self.deeper += 1
            else:
                yield from self.files(path, depth + 1)
