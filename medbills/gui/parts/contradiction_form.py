"""The form of "This contradicts another call": which call, and what each of the two said."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from medbills.domain.call import Call
from medbills.domain.wording import short_day
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import ChoiceField, Field
from medbills.gui.widgets.reflow import Flow


class ContradictionForm(Card):
    """`kept` carries the id of the other call, what was said in this one, and what in the other one."""

    kept = Signal(str, str, str)
    left = Signal()

    def __init__(self, others: Sequence[Call], today: datetime.date) -> None:
        super().__init__("This contradicts another call")
        self.body.setSpacing(12)
        self.other = ChoiceField("Which call?", [(call.id, _words(call, today)) for call in others])
        self.said = Field("In this call they said", "A few words, like: there is no fee.")
        self.other_said = Field("In the other call they said")
        self.keep = button("Set side by side", "plain", "check")
        self.keep.clicked.connect(lambda: self.kept.emit(self.other.key(), self.said.text(), self.other_said.text()))
        leave = button("Leave it", "quiet")
        leave.clicked.connect(self.left)
        for part in (self.other, self.said, self.other_said, Flow(self.keep, leave, gap=12)):
            self.body.addWidget(part)
        self.setFocusProxy(self.other)

    def begin(self) -> None:
        """Give it the keyboard."""
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(call: Call, today: datetime.date) -> str:
    who = ", ".join(part for part in (call.person, call.organization) if part) or "Somebody"
    return f"{short_day(call.at.date(), today)}: {who}"
