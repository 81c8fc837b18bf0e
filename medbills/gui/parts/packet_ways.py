"""More ways for a packet to leave: an e-mail draft, a fax with a cover sheet, an envelope."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow


class PacketWays(QWidget):
    """`mailed` carries the address, `faxed` the number; `enveloped` asks for an envelope. The task makes and keeps the copy."""

    mailed = Signal(str)
    faxed = Signal(str)
    enveloped = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(ReadingLabel("More ways to send it", "body", weight=600))
        self.to = Field("Their e-mail address", "The draft opens in your mail program. You send it there.")
        self.mail = self._button("E-mail draft…", "send")
        self.number = Field("Their fax number", "The cover sheet tells nothing of the care.")
        self.fax = self._button("Fax…", "print")
        self.envelope = self._button("Envelope…", "letter")
        self.mail.clicked.connect(lambda: self.mailed.emit(self.to.text()))
        self.fax.clicked.connect(lambda: self.faxed.emit(self.number.text()))
        self.envelope.clicked.connect(self.enveloped)
        for part in (self.to, Flow(self.mail), self.number, Flow(self.fax, self.envelope, gap=8)):
            column.addWidget(part)

    def _button(self, words: str, icon: str) -> Button:
        return button(words, "plain", icon, bar=True)
