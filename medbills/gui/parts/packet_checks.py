"""The right side of a packet: what to know before it is sent, what to hide, what its reader will see, how to send it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.gui.language import tr
from medbills.gui.parts.held_card import HeldCard
from medbills.gui.parts.hide_panel import HidePanel
from medbills.gui.parts.packet_extras import PacketExtras
from medbills.gui.parts.packet_ways import PacketWays
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
    """`sent` carries day, way and certified number, once the packet was saved.

    `hide_panel` asks what to hide, `extras` what else goes in.
    """

    sent = Signal(object, str, str)
    shown = Signal(str)  # the id of a paper to look at

    def __init__(self) -> None:
        super().__init__()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(22, 20, 22, 20)
        column.setSpacing(12)
        self._before = _stack(column)
        self.hide_panel = HidePanel()
        column.addWidget(self.hide_panel)
        column.addWidget(divider())
        self.extras = PacketExtras()
        column.addWidget(self.extras)
        self._after = _stack(column)
        self.ways = PacketWays()
        column.addWidget(self.ways)
        self._end = _stack(column)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.form: SentForm | None = None
        self.held: HeldCard | None = None

    def show_notes(
        self, reader: str, address: str, checks: Sequence[PacketNote], seen: Sequence[PacketNote], held: Sequence[PacketNote] = ()
    ) -> None:
        """Show the notes about a packet to `reader`; those in `held` keep it back until the user says why it goes."""
        reason = self.held.reason if self.held else ""
        clear(self._before)
        clear(self._after)
        clear(self._end)
        self.form = None
        self.held = HeldCard(held, reason) if held else None
        if self.held is not None:
            self.held.shown.connect(self.shown)
            self._before.addWidget(self.held)
        _add_notes(self._before, "Before you send it", [note for note in checks if note not in held], None)
        self._before.addWidget(divider())
        self._after.addWidget(divider())
        _add_notes(self._after, f"What {reader} will see" if reader else "What they will see", seen, "eye")
        self._after.addWidget(divider())
        self._after.addWidget(ReadingLabel("How to send it", "body", weight=600))
        place = f" to {address}" if address else ""
        words = f"Certified mail{place}. Keep the receipt. We keep a sealed copy of what you save."
        self._after.addWidget(ReadingLabel(words, "small", "text2"))

    def offer_sent(self, today: datetime.date) -> None:
        """The packet is saved: now it can be noted as sent."""
        if self.form is None:
            self.form = SentForm(today)
            self.form.sent.connect(self.sent)
            self._end.addWidget(self.form)

    def close_sent(self, words: str) -> None:
        """It was noted as sent."""
        if self.form is not None:
            self.form.hide()
            self._end.addWidget(_row(PacketNote(words, "", True), None))


def _stack(column: QVBoxLayout) -> QVBoxLayout:
    inner = QVBoxLayout()
    inner.setSpacing(12)
    column.addLayout(inner)
    return inner


def _add_notes(column: QVBoxLayout, title: str, notes: Sequence[PacketNote], icon: str | None) -> None:
    column.addWidget(ReadingLabel(title, "body", weight=600))
    for note in notes:
        column.addWidget(_row(note, note.icon or icon))


def _row(note: PacketNote, icon: str | None) -> QWidget:
    row = QWidget()
    name, tone, spoken = _MARKS[note.good]
    row.setAccessibleName(tr(". ".join(part for part in (spoken, note.title, note.detail) if part)))
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
