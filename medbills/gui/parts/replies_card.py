"""What came back to what was sent: papers that may be the answer, and answers that came too late, with what that allows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.matter import Matter
from medbills.domain.wording import counted, long_day
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.kin_note import QuietNote
from medbills.gui.parts.reply_note import reply_note
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card, divider
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow
from medbills.services.find_replies import offered_replies
from medbills.services.late_answers import LateAnswer, late_answers
from medbills.services.letter_facts import paper_words
from medbills.services.name_case import short_name

TITLE = "Answers to what you sent"
SOURCE = "Information, not legal advice."


class RepliesCard(Card):
    """`letter_asked` carries the slug of the letter that uses the rule of a late answer."""

    letter_asked = Signal(str)

    def __init__(self, desk: Desk, matter: Matter) -> None:
        super().__init__(TITLE)
        self.body.setSpacing(12)
        self.offers = offered_replies(matter)
        self.late = late_answers(matter)
        self.notes: list[QuietNote] = []
        self.letters: list[Button] = []
        for offered in self.offers:
            note = reply_note(desk, offered)
            self.body.addWidget(ReadingLabel(paper_words(offered.paper), "body", weight=500))
            self.body.addWidget(note)
            self.notes.append(note)
        for at, late in enumerate(self.late):
            if at or self.offers:
                self.body.addWidget(divider())
            self.body.addWidget(self._late(late))

    def _late(self, late: LateAnswer) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        who = short_name(late.letter.recipient.split("\n")[0]) or "They"
        said = f"{who} answered {counted(late.days_late, 'day')} late, on {long_day(late.answered_on)}."
        asked = "Its time ended" if late.by_rule else "You asked for an answer by"
        column.addWidget(ReadingLabel(said, "body", weight=500))
        column.addWidget(ReadingLabel(f"{asked} {'on ' if late.by_rule else ''}{long_day(late.due)}.", "small", "text2"))
        if late.rule is not None:
            column.addWidget(ReadingLabel(f"{late.rule.title}.", "body"))
            checked = f"{late.rule.citation}. Checked {long_day(late.rule.as_of)}. {SOURCE}"
            column.addWidget(ReadingLabel(checked, "small", "text2"))
            if late.clock is not None and late.clock.then:
                slug = late.clock.then
                write = button("Write the letter", "plain", "letter", small=True, bar=True)
                write.setAccessibleDescription(tr(late.rule.title))
                write.clicked.connect(lambda: self.letter_asked.emit(slug))
                self.letters.append(write)
                column.addWidget(Flow(write))
        return part


def replies_card(desk: Desk, matter: Matter) -> RepliesCard | None:
    """None where nothing came that may be an answer, and nothing came too late."""
    card = RepliesCard(desk, matter) if not matter.case.closed_on else None
    return card if card is not None and (card.offers or card.late) else None
