"""The keys of a call: numbers take an answer, and everything else is done without a mouse too."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

TOLD = (
    "Keys: a number takes an answer, 0 steps back (in the notes, Alt and the number). "
    "F6 goes to the notes and back. Ctrl+Enter ends the call."
)
MOST = 9


def set_keys(
    task: QWidget, answer: Callable[[int], bool], back: Callable[[], None], swap: Callable[[], None], end: Callable[[], None]
) -> None:
    """Alt and a number (0 for a step back), F6 and Ctrl+Enter, wherever the keyboard is within the task."""
    acts: list[tuple[str, Callable[[], object]]] = [(f"Alt+{number}", partial(answer, number)) for number in range(1, MOST + 1)]
    acts += [("Alt+0", back), ("F6", swap), ("Ctrl+Return", end), ("Ctrl+Enter", end)]
    for keys, act in acts:
        shortcut = QShortcut(QKeySequence(keys), task)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def number_of(event: QKeyEvent) -> int | None:
    """The number that was pressed alone; None for any other key."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return int(event.text()) if plain and event.text() in tuple("0123456789") else None
