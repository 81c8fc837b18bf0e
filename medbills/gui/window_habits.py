"""What every window of ours does alike: its size and place, the keys that every program has, files dropped on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from medbills.gui.type import type_

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

SMALLEST = (960, 640)  # pixels at 100 % text
FIRST = (1280, 800)
FRAME = 40  # pixels that the system's own title bar may take
IN_REACH = 120  # pixels of a window that have to lie on a screen, so that one can take hold of it

Keys = str | QKeySequence.StandardKey
StandardKey = QKeySequence.StandardKey


def files_of(urls: Sequence[QUrl]) -> list[Path]:
    """The files of this computer among what was dropped or pasted."""
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


# size and place


def place_window(window: QWidget, kept: str = "", screens: Sequence[QRect] | None = None) -> None:
    """Give a window the size and place it had; never larger than its screen, and never on a screen that is gone.

    `kept` is Qt's own form in hex, empty for the first time; `screens` are the parts of the screens that are free for windows.
    """
    there = _screens() if screens is None else list(screens)
    if not (kept and window.restoreGeometry(QByteArray.fromHex(kept.encode("ascii", "ignore")))):
        window.resize(*FIRST)
    if not there:
        window.setMinimumSize(*SMALLEST)
        return
    place = window.geometry()
    on = next((screen for screen in there if _in_reach(place, screen)), None)
    room = (on or there[0]).size() - QSize(0, FRAME)
    window.setMinimumSize(QSize(*SMALLEST).boundedTo(room))
    size = place.size().boundedTo(room)
    if on is None and kept:
        window.setGeometry(QRect(there[0].center() - QPoint(size.width() // 2, size.height() // 2), size))
    elif size != place.size() and not window.isMaximized():
        window.resize(size)


def kept_place(window: QWidget) -> str:
    """Its size and place, for `place_window`."""
    return bytes(window.saveGeometry().toHex().data()).decode("ascii")


def _screens() -> list[QRect]:
    """The first is the main one. Where nothing is drawn for anybody, there is no screen to fit on."""
    if QGuiApplication.platformName() == "offscreen":
        return []
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


def _in_reach(place: QRect, screen: QRect) -> bool:
    """Whether enough of the upper edge lies on a screen. Under Wayland no window knows its place, and each lies on the first."""
    part = screen.intersected(QRect(place.left(), place.top(), place.width(), FRAME))
    return part.width() >= min(IN_REACH, place.width()) and part.height() > 0


# keys


def add_key(window: QWidget, act: Callable[[], object], *keys: Keys) -> QShortcut:
    """Keys that do something anywhere in the window. A standard key is whatever this system uses for it."""
    found: dict[str, QKeySequence] = {}
    for key in keys:
        for sequence in [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key):
            found.setdefault(sequence.toString(), sequence)
    shortcut = QShortcut(window)
    shortcut.setKeys(list(found.values()))
    shortcut.activated.connect(act)
    return shortcut


def add_text_keys(window: QWidget) -> None:
    """Ctrl with plus, minus and 0 change the text, in any window of ours; Ctrl+Q closes it where the system has such a key."""
    add_key(window, type_().larger, StandardKey.ZoomIn, "Ctrl++", "Ctrl+=")
    add_key(window, type_().smaller, StandardKey.ZoomOut, "Ctrl+-")
    add_key(window, type_().reset, "Ctrl+0")
    add_key(window, window.close, StandardKey.Quit, "Ctrl+Q")
