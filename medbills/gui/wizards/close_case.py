"""Closes a case on its list: what is on file, what is missing, the letter that asks for it, or why it does not apply."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.changes import Changes
from medbills.domain.closing import ClosingItem, ClosingLine
from medbills.domain.matter import Matter
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.page import TaskWidget
from medbills.gui.parts.start import start_letter
from medbills.gui.parts.taking_back import tell_with_undo
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.field import Field
from medbills.gui.widgets.header import PageHeader
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Flow, clear
from medbills.gui.widgets.row_button import two_lines
from medbills.gui.widgets.scroll import Scroll
from medbills.services.check_closing import closing_list, missing_of, set_aside
from medbills.services.close_case import close_case
from medbills.services.load_matters import load_matter

WHY = "A bill can come back. These papers show that it is settled."
ASK = "Write the letter that asks for it"
TO_BUREAU = "Write to the credit bureau"
NOTHING = "Nothing has to be on file for this case."


class CloseCaseTask(TaskWidget):
    """The main button works once every item is on file, or set aside with a reason."""

    def __init__(self, desk: Desk, matter: Matter) -> None:
        super().__init__(desk, "Close this case", matter.case.title)
        self._case_id = matter.id
        self.lines: tuple[ClosingLine, ...] = ()
        self.letters: dict[ClosingItem, Button] = {}
        self.asides: dict[ClosingItem, Button] = {}
        self.reason: Field | None = None
        self.save: Button | None = None
        self.close_it = button("Close the case", "main", "check")
        self.close_it.setEnabled(False)
        self.close_it.clicked.connect(self._close)
        self.bar_buttons = [self.close_it]
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(32, 24, 32, 24)
        self._column.setSpacing(16)
        self._column.addWidget(PageHeader("Is it settled?", WHY))
        self._items = QVBoxLayout()
        self._items.setSpacing(16)
        self._column.addLayout(self._items)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
        desk.changed.connect(lambda _topics: self._load())
        self._load()

    def _load(self) -> None:
        case_id, today = self._case_id, self.desk.today()
        self.desk.vault_job(lambda vault: closing_list(vault, load_matter(vault, case_id, today=today)), self._came)

    def _came(self, lines: tuple[ClosingLine, ...]) -> None:
        self.lines = lines
        left = len(missing_of(lines))
        self.close_it.setEnabled(not left)
        self.titled.emit("Close this case", f"{left} of {len(lines)} missing" if left else "Everything is here")
        clear(self._items)
        self.letters, self.asides, self.reason = {}, {}, None
        if not lines:
            self._items.addWidget(ReadingLabel(NOTHING, "body", "text2"))
        for line in lines:
            self._items.addWidget(self._card(line))

    def _card(self, line: ClosingLine) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(12)
        icon, tone = ("check_circle", "success") if line.settled else ("warning", "amber")
        row.addWidget(IconLabel(icon, tone, beside="body"), 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(0)
        second = f"Does not apply: {line.reason}" if line.reason else line.proof or line.why
        for label in two_lines(line.what, second):
            text.addWidget(label)
        row.addLayout(text, 1)
        told = ("Set aside", "quiet") if line.reason else ("Have", "green") if line.proof else ("Missing", "amber")
        row.addWidget(Chip(*told))
        card.body.addLayout(row)
        buttons = self._buttons(line, card)
        if buttons:
            card.body.addWidget(Flow(*buttons, gap=12))
        return card

    def _buttons(self, line: ClosingLine, card: Card) -> list[QWidget]:
        if line.proof:
            return []
        if line.reason:
            back = self.asides[line.item] = button("It does apply", "quiet", "undo", bar=True)
            back.clicked.connect(partial(self._set_aside, line.item, ""))
            back.setAccessibleDescription(tr(line.what))
            return [back]
        write = self.letters[line.item] = button(TO_BUREAU if line.item is ClosingItem.CREDIT_CHECK else ASK, "plain", "letter", bar=True)
        write.clicked.connect(lambda: start_letter(self.desk, self._case_id, line.letter))
        aside = self.asides[line.item] = button("It does not apply…", "quiet", bar=True)
        aside.clicked.connect(lambda: self._ask_reason(line, card))
        for part in (write, aside):
            part.setAccessibleDescription(tr(line.what))
        return [write, aside]

    def _ask_reason(self, line: ClosingLine, card: Card) -> None:
        if self.reason is not None:
            self._came(self.lines)
            self._ask_again(line)
            return
        self.asides[line.item].hide()
        self.reason = Field("Why does it not apply?", "One sentence. It is kept in the history of the case.")
        self.save = button("Keep this reason", "plain", "check", bar=True)
        self.save.clicked.connect(lambda: self._set_aside(line.item, self.reason.text() if self.reason else ""))
        self.reason.editor.returnPressed.connect(self.save.click)  # type: ignore[attr-defined]
        card.body.addWidget(self.reason)
        card.body.addWidget(Flow(self.save))
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_again(self, line: ClosingLine) -> None:
        """One reason at a time: the other field was put away."""
        self.asides[line.item].click()

    def _set_aside(self, item: ClosingItem, reason: str) -> None:
        case_id, today = self._case_id, self.desk.today()
        if not reason and self.reason is not None:
            self.reason.set_problem("Write a short sentence, like: The hospital forgave the rest.")
            return
        self.desk.vault_job(lambda vault: set_aside(vault, case_id, item, reason, today=today), self._said)

    def _said(self, changes: Changes) -> None:
        self.desk.tell_changed(changes.topics)

    def _close(self) -> None:
        case_id, today = self._case_id, self.desk.today()
        self.desk.vault_job(lambda vault: close_case(vault, case_id, today=today), self._closed)

    def _closed(self, changes: Changes) -> None:
        desk, topics = self.desk, changes.topics
        desk.tell_changed(topics)
        tell_with_undo(desk, "The case is closed.", changes, lambda: desk.tell_changed(topics))
        self.closed.emit()
