"""What stands in place of the page for a paper that came as data: what the file is, and where the chosen value stands in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from medbills.gui.language import tr
from medbills.gui.parts.code_card import ONE, SEVERAL, CodeLink
from medbills.gui.parts.folding_sides import Ground
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.scroll import Scroll
from medbills.services.codes_on_papers import CodesOf
from medbills.services.explain_code import Explanation
from medbills.services.light_spots import Stand

NO_PAGES = "This paper came as data"
CHOOSE = "Choose a value to see where it stands in the file."


class DataPane(Ground):
    """`show_kind` says what the file is, `show_value` where a value stands; a file that cannot be drawn says why."""

    def __init__(self) -> None:
        super().__init__("desk")
        ground = Ground("desk")
        column = QVBoxLayout(ground)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        card = Card()
        card.setMaximumWidth(READING_WIDTH)
        self._tile = IconLabel("computer", "accent", 24, tile=44)
        self._head = ReadingLabel("", "head")
        self._kind = ReadingLabel("", "body", "text2")
        card.body.addWidget(self._tile)
        card.body.addWidget(self._head)
        card.body.addWidget(self._kind)
        column.addWidget(card)
        self._value = Card()
        self._value.setMaximumWidth(READING_WIDTH)
        self._label = ReadingLabel("", "small", "text2", 500)
        self._words = ReadingLabel("", "head")
        self._place = ReadingLabel("", "body")
        self._raw = ReadingLabel("", "body", "text2")
        for part in (self._label, self._words, self._place, self._raw):
            self._value.body.addWidget(part)
        self._codes: tuple[Explanation, ...] = ()
        self.codes = CodeLink(ONE, ONE, lambda: (CodesOf(self._label.text(), self._codes),))
        self._value.body.addWidget(self.codes, 0, Qt.AlignmentFlag.AlignLeft)
        self._value.hide()
        column.addWidget(self._value)
        self._hint = ReadingLabel(CHOOSE, "small", "text2")
        column.addWidget(self._hint)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = Scroll(ground)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)

    def show_kind(self, sentence: str) -> None:
        """A file without pages, and what kind it is."""
        self._say("computer", NO_PAGES, f"{sentence} It has no pages to show.")
        self._hint.show()

    def show_problem(self, sentence: str) -> None:
        """A page that could not be drawn."""
        self._say("warning", "We cannot show this page", sentence)
        self._hint.hide()

    def _say(self, icon: str, head: str, sentence: str) -> None:
        self._tile.set_icon(icon)
        self._head.setText(head)
        self._kind.setText(sentence)
        self._value.hide()

    def show_value(self, stand: Stand | None, codes: tuple[Explanation, ...] = ()) -> None:
        """Where this value stands, and what its codes mean; None shows no value."""
        self._codes = codes
        self.codes.setVisible(bool(codes))
        self.codes.setText(ONE if len(codes) == 1 else SEVERAL)
        self.codes.setAccessibleName(self.codes.text())
        self.codes.setToolTip("")
        self._value.setVisible(stand is not None)
        self._hint.setVisible(stand is None)
        if stand is None:
            return
        self._label.setText(stand.label)
        self._words.setText(stand.value)
        self._place.setText(stand.place)
        self._raw.setText(f"The file says “{stand.raw}”." if stand.raw else "")
        self._raw.setVisible(bool(stand.raw))
        self._value.setAccessibleName(tr(f"{stand.label}: {stand.value}. {stand.place}"))

    def said(self) -> tuple[str, ...]:
        """The sentences as they stand."""
        value = (self._label, self._words, self._place, self._raw) if not self._value.isHidden() else ()
        return tuple(part.text() for part in (self._head, self._kind, *value) if part.text())
