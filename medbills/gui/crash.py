"""What the user sees when Medbills itself makes a mistake: the papers are safe, and a way on. Nothing is written anywhere."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from medbills.gui.question import Question

SAFE = "Medbills made a mistake. Your papers are safe."
WHAT_NOW = "Everything kept before is in its place. Start again to be sure all is in order."


def where(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of mistake and its place in the program. Never its message, in which a value of a paper may stand."""
    frames = traceback.extract_tb(trace)
    at = f" at {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return f"{kind.__name__}{at}"


def crash_dialog(place: str) -> Question:
    """Accepting it goes on; the safe button starts anew."""
    from medbills.gui.question import Question  # late: most days nobody sees it

    return Question(QApplication.activeWindow(), SAFE, "Start again", "Go on", f"{WHAT_NOW}\nFor whoever helps you: {place}.")


def watch(restart: Callable[[], None]) -> None:
    """From now on mistakes end in that dialog; `restart` is called when the user wants it."""
    showing = False

    def hook(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        nonlocal showing
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        print(f"medbills: {where(kind, trace)}", file=sys.stderr)
        if showing:
            return
        showing = True
        dialog = crash_dialog(where(kind, trace))
        goes_on = dialog.exec() == dialog.DialogCode.Accepted
        showing = False
        if not goes_on:
            restart()

    sys.excepthook = hook
