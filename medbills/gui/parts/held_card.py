"""Why a packet is held back, the way to the paper that does not fit, and the place to say why it goes out all the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from medbills.gui.language import tr
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.check_packet import PacketNote

TITLE = "This packet is held back"
NO_REASON = "Say why it goes out all the same, or correct the paper first."


class HeldCard(Card):
    """`shown` carries the id of the paper to look at. `reason` is what the user typed."""

    shown = Signal(str)

    def __init__(self, held: Sequence[PacketNote], reason: str = "") -> None:
        super().__init__(TITLE, dense=True)
        self.body.setSpacing(8)
        self.buttons: list[Button] = []
        for note in held:
            self.body.addWidget(ReadingLabel(f"{note.title}. {note.detail}", "body"))
            if note.paper:
                see = button("See the paper", "quiet", "eye", small=True, bar=True)
                see.setAccessibleDescription(tr(note.title))
                see.clicked.connect(lambda _on=False, paper=note.paper: self.shown.emit(paper))
                self.buttons.append(see)
                self.body.addWidget(Flow(see))
        self.body.addWidget(divider())
        self.why = Field("Or say why you send it all the same", "It is kept with the packet, and does not go out.", reason)
        self.body.addWidget(self.why)

    @property
    def reason(self) -> str:
        """The reason as it stands in the field."""
        return self.why.text()

    def ask_reason(self) -> None:
        """Say that the packet cannot go without a reason."""
        self.why.set_problem(NO_REASON)
        self.why.setFocus()
