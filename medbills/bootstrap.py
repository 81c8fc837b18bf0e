"""Builds and connects the program: the window, or a command of the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Opens the window when no command is named, with the files that are; else runs the command. Returns the exit status."""
    papers = tuple(Path(argument) for argument in arguments)
    if all(paper.suffix and paper.is_file() for paper in papers):  # no command has a dot in its name
        return open_window(papers=papers)
    from medbills.cli.main import run as run_command

    return run_command(arguments, open_window=open_window)


def open_window(
    *, today: datetime.date | None = None, vault: Path | None = None, passphrase: str | None = None, papers: Sequence[Path] = ()
) -> int:
    """The window, loaded late so that commands need no display. `vault` and `passphrase` open it on a vault at once."""
    import gc

    gc.disable()  # what the start makes stays: to search it for waste only delays the first window, which turns this on again
    from medbills.gui.app import run_app

    return run_app(today=today, vault=vault, passphrase=passphrase, papers=papers)
