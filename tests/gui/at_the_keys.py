"""Somebody at the window who has a keyboard and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

MOST_TABS = 200  # further away nothing may be; a trap of the keyboard ends here too
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class AtTheKeys:
    """Presses keys as they would come from the keyboard: each goes to whatever holds it. `life` is a `Life`."""

    def __init__(self, qtbot: Any, life: Any) -> None:
        self.qtbot, self.life = qtbot, life

    @property
    def window(self) -> QWidget:
        """The window that takes the keys now."""
        window: QWidget = QApplication.activeModalWidget() or (self.life.session.window if self.life.session else self.life.front)
        return window

    @property
    def held(self) -> QWidget:
        """What holds the keyboard."""
        return self.window.focusWidget() or self.window

    def spoken(self) -> str:
        """What a screen reader says of it."""
        read = QAccessible.queryAccessibleInterface(self.held)
        return read.text(QAccessible.Text.Name) if read is not None else ""

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """One key."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()  # as the system does where another of ours was closed
            QApplication.processEvents()
        self.qtbot.keyClick(self.held, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Letters, in place of those that stand there."""
        self.qtbot.keyClick(self.held, Qt.Key.Key_A, CTRL)
        self.qtbot.keyClicks(self.held, text)
        self.settle()

    def go_to(self, words: str, back: bool = False) -> QWidget:
        """Tab until what holds the keyboard is called so."""
        passed = [self.spoken()]
        for _ in range(MOST_TABS):
            if passed[-1].startswith(words) and self.held.isVisible() and self.held.isEnabled():
                return self.held
            self.qtbot.keyClick(self.held, Qt.Key.Key_Tab, SHIFT if back else NONE)
            passed.append(self.spoken())
        raise AssertionError(f"{words} cannot be reached by Tab: {list(dict.fromkeys(passed))}")

    def choose(self, words: str) -> None:
        """Tab there and press Space."""
        self.go_to(words)
        self.press(Qt.Key.Key_Space)

    def wait(self, until: Callable[[], object]) -> None:
        """Until something holds."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=60_000)
        QApplication.processEvents()

    def settle(self) -> None:
        """Until no work is under way."""
        QApplication.processEvents()
        session = self.life.session
        self.wait(lambda: not self.life.jobs.busy and not (session and session.adding.busy))
