"""Clears what was copied out of our windows: after a while, and when the papers lock. Nothing is ever copied unasked."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

from medbills.gui.safety import safety

# What clipboard histories look at before they keep a text: KDE's own, and the one that others took over from it.
HINT, SECRET = "x-kde-passwordManagerHint", b"secret"


class ClipboardCare(QObject):
    """What others copied stays as it is: only what our own windows put there is looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        # Off the screen there is no other program whose text this could be, and no owner is told.
        self._alone = QGuiApplication.platformName() in ("offscreen", "minimal")
        self._marking = False
        self.clock = QTimer(self)
        self.clock.setSingleShot(True)
        self.clock.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._copied)
        safety().changed.connect(self._wind)

    @property
    def _owned(self) -> bool:
        return self._alone or self._clipboard.ownsClipboard()

    def _copied(self) -> None:
        if self._marking or not self._owned:
            return
        held = self._clipboard.mimeData()
        if held is None or not held.formats():
            self.clock.stop()
            return
        if not held.hasFormat(HINT):
            self._mark(held)
        self._wind()

    def _mark(self, held: QMimeData) -> None:
        marked = QMimeData()
        for kind in held.formats():
            marked.setData(kind, held.data(kind))
        marked.setData(HINT, SECRET)
        self._marking = True
        try:
            self._clipboard.setMimeData(marked)
        finally:
            self._marking = False

    def _wind(self) -> None:
        seconds = safety().clipboard_seconds
        if seconds and self._owned and self._ours():
            self.clock.start(seconds * 1000)
        else:
            self.clock.stop()

    def _ours(self) -> bool:
        held = self._clipboard.mimeData()
        return held is not None and held.hasFormat(HINT)

    def stop(self) -> None:
        """Clears it, and looks no more: the papers it belongs to are closing."""
        self.clear()
        self._clipboard.dataChanged.disconnect(self._copied)
        safety().changed.disconnect(self._wind)

    def clear(self) -> None:
        """Now; what somebody else copied meanwhile stays."""
        self.clock.stop()
        if self._owned and self._ours():
            self._clipboard.clear(QClipboard.Mode.Clipboard)
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
