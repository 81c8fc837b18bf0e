"""The right side of a packet: what to know before it is sent, what its reader will see, how to send it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.parts.sent_form import SentForm
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import clear
from medbills.gui.widgets.row_button import two_lines
from medbills.gui.widgets.scroll import Scroll
from medbills.services.check_packet import PacketNote

_MARKS = {True: ("check_circle", "success", "In order"), False: ("warning", "amber", "Look at this"), None: ("info", "text2", "")}


class PacketChecks(QWidget):
    """`sent` carries day, way and certified number, once the packet was saved."""

    sent = Signal(object, str, str)

    def __init__(self) -> None:
        super().__init__()
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(22, 20, 22, 20)
        self._column.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.form: SentForm | None = None

    def show_notes(self, reader: str, address: str, checks: Sequence[PacketNote], seen: Sequence[PacketNote]) -> None:
        """Show the notes about a packet to `reader`."""
        clear(self._column)
        self.form = None
        self._add_notes("Before you send it", checks, None)
        self._column.addWidget(divider())
        self._add_notes(f"What {reader} will see" if reader else "What they will see", seen, "eye")
        self._column.addWidget(divider())
        self._column.addWidget(ReadingLabel("How to send it", "body", weight=600))
        place = f" to {address}" if address else ""
        words = f"Certified mail{place}. Keep the receipt. We keep a sealed copy of what you save."
        self._column.addWidget(ReadingLabel(words, "small", "text2"))
        self._filler = QWidget()
        self._column.addWidget(self._filler, 1)

    def offer_sent(self, today: datetime.date) -> None:
        """The packet is saved: now it can be noted as sent."""
        if self.form is None:
            self.form = SentForm(today)
            self.form.sent.connect(self.sent)
            self._column.insertWidget(self._column.count() - 1, self.form)

    def close_sent(self, words: str) -> None:
        """It was noted as sent."""
        if self.form is not None:
            self.form.hide()
            self._column.insertWidget(self._column.count() - 1, _row(PacketNote(words, "", True), None))

    def _add_notes(self, title: str, notes: Sequence[PacketNote], icon: str | None) -> None:
        self._column.addWidget(ReadingLabel(title, "body", weight=600))
        for note in notes:
            self._column.addWidget(_row(note, icon))


def _row(note: PacketNote, icon: str | None) -> QWidget:
    row = QWidget()
    name, tone, spoken = _MARKS[note.good]
    row.setAccessibleName(". ".join(part for part in (spoken, note.title, note.detail) if part))
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(IconLabel(icon or name, "text2" if icon else tone), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    for label in two_lines(note.title, note.detail):
        if label.text():
            words.addWidget(label)
    line.addLayout(words, 1)
    return row
