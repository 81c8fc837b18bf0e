"""Starts the program anew, so that nothing of the papers is left in memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime


def command(today: datetime.date | None) -> list[str]:
    """The words that start the window, with the day it counts from where one was named."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "medbills"]
    return [*program, *(["--today", today.isoformat()] if today else [])]


def environment() -> Mapping[str, str]:
    """Ours, with the package in sight also where it is not installed."""
    package = Path(__file__).resolve().parents[2]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(package), os.environ.get("PYTHONPATH")]))}


def restart(today: datetime.date | None) -> None:
    """Does not return where the system can put a program in the place of another; else the caller ends."""
    words = command(today)
    if os.name == "posix":
        os.execve(words[0], words, dict(environment()))  # noqa: S606 - ourselves
    import subprocess  # late: slow to load, and most days nobody needs it

    subprocess.Popen(words, env=dict(environment()), close_fds=True)  # noqa: S603 - ourselves
