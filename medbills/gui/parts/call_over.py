"""What is shown when a call has ended: what was kept, a day to look again, and the next step: a letter, mostly the one that confirms it."""

from __future__ import annotations

import datetime
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.call import Call
from medbills.domain.script import Act, Ending
from medbills.domain.wording import counted, week_day
from medbills.gui.type import type_
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.field import DateField
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.gui.widgets.scroll import Scroll

WIDTH = 560
_NEXT = {Act.LETTER: ("Write this letter", "main", "letter"), Act.CALL: ("Start this call", "main", "phone")}


class CallOver(QWidget):
    """`followed` carries the day chosen (or None); `letter_asked`, `call_asked` (with a slug) and `done` end the task."""

    CONFIRMATION: ClassVar[str] = "call_confirmation"
    followed = Signal(object)
    letter_asked = Signal(str)
    call_asked = Signal(str)
    done = Signal()

    def __init__(self, call: Call, today: datetime.date, ending: Ending | None = None) -> None:
        super().__init__()
        card = self._card = Card()
        card.body.setContentsMargins(32, 28, 32, 28)
        card.body.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("check_circle", "success", 24))
        head.addWidget(ReadingLabel("The call is in the case", "title"), 1)
        card.body.addLayout(head)
        for line in _kept(call):
            card.body.addWidget(ReadingLabel(line, "body", "text2"))
        hint = "It goes to the calendar. Leave it empty if you need no reminder."
        self.follow = DateField("Look into it again on", today, hint, call.follow_up_on)
        self.follow.left.connect(lambda: self.followed.emit(self.follow.day()))
        card.body.addSpacing(4)
        card.body.addWidget(self.follow)
        card.body.addSpacing(8)
        if ending is not None:
            card.body.addWidget(Banner(f"Next: {ending.words}", "info", icon="arrow_right"))
        other = ending if ending is not None and ending.act is not Act.WAIT and ending.of != self.CONFIRMATION else None
        self.letter = button("Write the letter that confirms the call", "plain" if other else "main", "letter")
        self.letter.clicked.connect(lambda: self.letter_asked.emit(self.CONFIRMATION))
        self.next = button(*_NEXT[other.act]) if other else None
        if self.next is not None and other is not None:
            asked = self.letter_asked if other.act is Act.LETTER else self.call_asked
            self.next.clicked.connect(lambda: asked.emit(other.of))
        self.leave = button("Done for now", "plain")
        self.leave.clicked.connect(self.done)
        self.first = self.next or self.letter
        card.body.addWidget(Flow(*([self.next] if self.next else []), self.letter, self.leave, gap=12))
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(24, 40, 24, 24)
        row.addStretch(1)
        row.addWidget(card, 1000, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.setFocusProxy(self.first)
        type_().scaled.connect(self._widen)
        self._widen()

    def _widen(self, _scale: float = 1.0) -> None:
        self._card.setMaximumWidth(round(WIDTH * max(type_().scale, 1.0)))


def kept_words(call: Call) -> str:
    """What is told when a call has ended."""
    days = [made.by for made in call.promised if made.by]
    if len(days) > 1:
        return f"Call kept. Their {len(days)} days are in the calendar, the first on {week_day(min(days))}."
    return f"Call kept. Their day, {week_day(days[0])}, is in the calendar." if days else "Call kept. You find it in the case."


def _kept(call: Call) -> list[str]:
    who = ", ".join(part for part in (call.person, call.organization) if part) or "Somebody"
    lines = [f"{who} · {counted(call.minutes or 1, 'minute')}{f' · reference {call.reference}' if call.reference else ''}"]
    theirs = [(made.what, made.by, f"{made.who or 'They'} will") for made in call.promised]
    for said, day, start in (*theirs, (call.you_will, call.you_will_by, "You will")):
        if said:
            lines.append(f"{start}: {said}{f', by {week_day(day)}' if day else ''}")
    return lines
