"""What every window of ours does alike: its sizes, the keys that change the text, files dropped on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from medbills.gui.type import type_

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

SMALLEST = (960, 640)  # pixels at 100 % text
FIRST = (1280, 800)


def files_of(urls: Sequence[QUrl]) -> list[Path]:
    """The files of this computer among what was dropped or pasted."""
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def add_text_keys(window: QWidget) -> None:
    """Ctrl with plus, minus and 0 change the text, in any window of ours."""
    for keys, act in (("Ctrl++", type_().larger), ("Ctrl+=", type_().larger), ("Ctrl+-", type_().smaller), ("Ctrl+0", type_().reset)):
        QShortcut(QKeySequence(keys), window).activated.connect(act)
