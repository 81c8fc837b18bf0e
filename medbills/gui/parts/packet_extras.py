"""What else goes into a packet: numbers in full or cut short, the last pages, and a password for the copy that leaves."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.packet import PacketChoices
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.lock_packet import SHORTEST

_TYPED_AFTER_MS = 700  # a number is taken over when the keys rest
_SHORT = f"Use at least {SHORTEST} signs, like three words in a row"


class PacketExtras(QWidget):
    """`changed` tells that the packet is to be built anew; `choices` is the choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(ReadingLabel("What goes into it", "body", weight=600))
        self.full = CheckRow("Account numbers in full", "Else our own pages show the last signs only.")
        self.certificate = CheckRow("Certificate of mailing", "A page to fill in and sign when you mail it.")
        self.fingerprints = CheckRow("Fingerprints of the files", "They show later that no paper was changed.")
        self.in_time = CheckRow("The case drawn in time", "A page that shows how long each answer took.")
        self.limits = CheckRow("The year’s limits, drawn", "For your insurer. Other care shows as days and sums.")
        self.limits.hide()
        usual = PacketChoices()
        self.certificate.setChecked(usual.certificate)
        self.fingerprints.setChecked(usual.fingerprints)
        for row in (self.full, self.in_time, self.limits, self.certificate, self.fingerprints):
            row.toggled.connect(self._chosen)
            column.addWidget(row)
        self.tracking = Field("Certified number, if you have it", "It stands on the green slip, like 9407 1000 0000.")
        self.tracking.changed.connect(self._typing)
        column.addWidget(self.tracking)
        self.beside = CheckRow("Save a list of fingerprints beside it", "A small text file for your own records.")
        self.password = Field("Lock the saved copy with a password", "For e-mail or a stick. Tell the password by phone.")
        column.addWidget(self.beside)
        column.addWidget(self.password)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_TYPED_AFTER_MS)
        self._rest.timeout.connect(self.changed)

    @property
    def choices(self) -> PacketChoices:
        """The choice as it stands."""
        return PacketChoices(
            full_numbers=self.full.isChecked(),
            certificate=self.certificate.isChecked(),
            fingerprints=self.fingerprints.isChecked(),
            tracking=" ".join(self.tracking.text().split()),
            in_time=self.in_time.isChecked(),
            limits=self.limits.isChecked(),
        )

    def offer_limits(self, offered: bool) -> None:
        """Only where a statement of the case counts toward one."""
        self.limits.setVisible(offered)

    def password_given(self) -> str | None:
        """The password, "" for none; None where it is too short, and then the field says so."""
        typed = self.password.text()
        if typed and len(typed) < SHORTEST:
            self.password.set_problem(_SHORT)
            self.password.setFocus()
            return None
        self.password.set_problem("")
        return typed

    def _chosen(self, _on: bool) -> None:
        self.tracking.setVisible(self.certificate.isChecked())
        self.changed.emit()

    def _typing(self) -> None:
        self._rest.start()
