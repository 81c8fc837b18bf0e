"""The window before the papers open: a passphrase, and the ways for when it is not at hand."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from medbills.gui.centered import CenteredCard
from medbills.gui.icons import APP
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.field import Field, PassphraseField
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.row_button import link_row

WAIT_HELPS_HERE = "The wait slows guessing at this window only. A strong passphrase protects copies of the folder."
KEY_LABEL, KEY_HINT = "Printed recovery key", "Type all groups. Spaces and dashes do not matter."


class Unlock(CenteredCard):
    """`opened` carries what was typed; answer with `wrong(sentence)` or close the window. `busy` while the key is worked out."""

    opened = Signal(str)  # the passphrase
    recovered = Signal(str)  # the recovery key, as typed
    keychainAsked = Signal()
    otherAsked = Signal()
    backupAsked = Signal()
    newAsked = Signal()

    def __init__(self, name: str, detail: str = "", with_help: bool = False) -> None:
        super().__init__(with_help)
        self._by_key = False
        column = self.body
        column.addWidget(IconLabel(APP, "text", 52))
        column.addSpacing(12)
        column.addWidget(ReadingLabel(name, "title"))
        if detail:
            column.addWidget(ReadingLabel(detail, "body", "text2"))
        column.addSpacing(16)
        self.reminder = Banner("", "info", icon="calendar")
        self.reminder.hide()
        column.addWidget(self.reminder)
        self.notice = Banner("", "danger")
        self.notice.hide()
        column.addWidget(self.notice)
        self.passphrase = PassphraseField("Passphrase")
        self.key = Field(KEY_LABEL, KEY_HINT)
        self.key.hide()
        column.addWidget(self.passphrase)
        column.addWidget(self.key)
        column.addSpacing(8)
        self.open_button = button("Open", "main", "unlock")
        self.open_button.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        column.addLayout(row)
        self.waiting = Banner("", "warning", icon="clock")
        self.waiting.hide()
        column.addWidget(self.waiting)
        self._left = 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)  # a second too short would be told to wait again
        self._clock.timeout.connect(self._count_down)
        column.addSpacing(12)
        column.addWidget(divider())
        self.keychain = link_row("Open with this computer’s keychain", "computer")
        self.keychain.clicked.connect(self._ask_keychain)
        self.keychain.hide()
        column.addWidget(self.keychain)
        self.use_key = link_row("Use the printed recovery key", "key")
        self.use_passphrase = link_row("Use the passphrase", "key")
        self.other = link_row("Open other papers", "case")
        self.backup = link_row("Bring back a backup", "restore")
        self.new = link_row("Start new papers", "add_papers")
        self.use_passphrase.hide()
        for link in (self.use_key, self.use_passphrase, self.other, self.backup, self.new):
            column.addWidget(link)
        self.use_key.clicked.connect(lambda: self._switch(True))
        self.use_passphrase.clicked.connect(lambda: self._switch(False))
        self.other.clicked.connect(self.otherAsked)
        self.backup.clicked.connect(self.backupAsked)
        self.new.clicked.connect(self.newAsked)
        for field in (self.passphrase, self.key):
            field.editor.returnPressed.connect(self._open)  # type: ignore[attr-defined]
        self.setFocusProxy(self.passphrase)

    def wrong(self, sentence: str) -> None:
        """Say that it did not open, and let the user try again."""
        self.busy(False)
        field = self.key if self._by_key else self.passphrase
        field.set_problem(sentence)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def trouble(self, sentence: str) -> None:
        """Say what keeps the papers from opening, other than what was typed."""
        self.busy(False)
        self.notice.set_text(sentence)
        self.notice.setVisible(bool(sentence))

    def remind(self, sentence: str) -> None:
        """Say that something is due, and neither what nor whose; nothing for an empty sentence."""
        self.reminder.set_text(sentence)
        self.reminder.setVisible(bool(sentence))

    def busy(self, busy: bool) -> None:
        """While the key is worked out, which takes a second."""
        self.open_button.setEnabled(not busy)
        self.open_button.setText("Opening…" if busy else "Open")

    def wait(self, seconds: float) -> None:
        """After wrong tries the next one waits so long; 0 ends the wait."""
        self._left = math.ceil(seconds)
        if self._left > 0:
            self._clock.start()
        self._show_wait()

    def _count_down(self) -> None:
        self._left -= 1
        self._show_wait()

    def _show_wait(self) -> None:
        waits = self._left > 0
        if not waits:
            self._clock.stop()
        self.open_button.setEnabled(not waits)
        seconds = f"{self._left} second{'' if self._left == 1 else 's'}"
        self.waiting.set_text(f"You can try again in {seconds}. {WAIT_HELPS_HERE}" if waits else "")
        self.waiting.setVisible(waits)

    def offer_keychain(self, offered: bool) -> None:
        """Whether the papers can be opened by a keychain too."""
        self.keychain.setVisible(offered)

    def _ask_keychain(self) -> None:
        if self.open_button.isEnabled():
            self.notice.hide()
            self.busy(True)
            self.keychainAsked.emit()

    def forget(self) -> None:
        """Clear what was typed."""
        self.passphrase.clear()
        self.key.set_text("")

    def _switch(self, by_key: bool) -> None:
        self._by_key = by_key
        self.passphrase.setVisible(not by_key)
        self.use_key.setVisible(not by_key)
        self.key.setVisible(by_key)
        self.use_passphrase.setVisible(by_key)
        field = self.key if by_key else self.passphrase
        self.setFocusProxy(field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        typed = self.key.text() if self._by_key else self.passphrase.text()
        if not self.open_button.isEnabled():
            return
        if not typed:
            self.wrong("Type all groups of the printed key." if self._by_key else "Type your passphrase.")
            return
        self.notice.hide()
        self.busy(True)
        (self.recovered if self._by_key else self.opened).emit(typed)
