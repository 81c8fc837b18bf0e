"""Watches for the moments when the papers are to lock: nobody there for a while, the screen locked, the computer asleep."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from medbills.gui.idle_warning import IdleWarning
from medbills.gui.safety import safety

WARNED = 60.0  # seconds before it locks
SLEPT = 30.0  # seconds by which the clock on the wall went ahead of ours: the computer slept
TICK_MS = 1000

Clock = Callable[[], float]  # seconds

_SIGNS_OF_LIFE = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate, QEvent.Type.TabletMove, QEvent.Type.TabletPress, QEvent.Type.DragMove, QEvent.Type.InputMethod,
})  # fmt: skip
# Who says so on Linux: bus, path, interface, signal, our slot. An empty service hears whoever sends it.
_SESSION, _SYSTEM = "session", "system"
_TOLD = (
    (_SYSTEM, "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", "told(bool)"),
    (_SYSTEM, "", "org.freedesktop.login1.Session", "Lock", "told()"),
    (_SESSION, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", "told(bool)"),
    (_SESSION, "/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", "told(bool)"),
    (_SESSION, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "told(bool)"),
)


class Locking(QObject):
    """`due` says that the papers are to lock now. Whoever hears it locks, whatever stands open."""

    due = Signal()

    def __init__(self, window: QWidget, parent: QObject, clock: Clock = time.monotonic, wall: Clock = time.time) -> None:
        super().__init__(parent)
        self._window, self._clock, self._wall = window, clock, wall
        self._alive, self._ahead = clock(), wall() - clock()
        self._seen: list[QObject] = []
        self.warning: IdleWarning | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        safety().changed.connect(self.stay)
        self._listen()
        self.tick()

    def stop(self) -> None:
        """The papers are closing already."""
        self._timer.stop()
        for window in self._seen:
            window.removeEventFilter(self)
        self._seen.clear()

    def stay(self) -> None:
        """Somebody is there."""
        self._alive = self._clock()
        if self.warning is not None:
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None

    def tick(self) -> None:
        """Once a second: look at both clocks, and at every window of ours that is open by now."""
        self._watch_windows()
        ahead = self._wall() - self._clock()
        if ahead - self._ahead > SLEPT:
            self.due.emit()
            return
        self._ahead = ahead
        whole = safety().lock_minutes * 60.0
        if not whole:
            return
        left = self._alive + whole - self._clock()
        if left <= 0:
            self.due.emit()
        elif left <= min(WARNED, whole / 2):
            self._warn(math.ceil(left))

    def _warn(self, seconds: int) -> None:
        if self.warning is None:
            self.warning = IdleWarning(self._window)
            self.warning.stayed.connect(self.stay)
            self.warning.locked.connect(self.due)
        self.warning.show_left(seconds)

    def _watch_windows(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            if window not in self._seen:
                self._seen.append(window)
                window.destroyed.connect(self._gone)
                window.installEventFilter(self)

    def _gone(self, window: QObject) -> None:
        self._seen = [seen for seen in self._seen if seen is not window]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self.stay()
        return False

    # what the system tells

    @Slot()
    @Slot(bool)
    def told(self, begins: bool = True) -> None:
        """The screen is locked, or the computer is about to sleep; False says that it is over."""
        if begins:
            self.due.emit()

    def _listen(self) -> None:
        if not sys.platform.startswith("linux"):
            return
        from PySide6.QtDBus import QDBusConnection  # late: the first window does not need it

        buses = {_SESSION: QDBusConnection.sessionBus(), _SYSTEM: QDBusConnection.systemBus()}
        for bus, path, interface, name, slot in _TOLD:
            if buses[bus].isConnected():
                buses[bus].connect("", path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]
