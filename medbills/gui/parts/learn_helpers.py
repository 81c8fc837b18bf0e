"""Those who help, as a list: what they do, for whom, how to reach them, and how sure that is; by state where each has its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medbills.domain.help_entry import Helper, Place
from medbills.domain.wording import long_day
from medbills.gui.language import tr
from medbills.gui.widgets.card import divider
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.field import ChoiceField
from medbills.gui.widgets.label import READING_WIDTH, ReadingLabel
from medbills.gui.widgets.reflow import Flow, clear

NOT_SURE = "Check it first"
NOT_CHECKED = "We did not check this one. Look it up before you use it."


class HelperList(QWidget):
    """One below the other, parted by a line."""

    def __init__(self, told: Sequence[Helper]) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.told: tuple[Helper, ...] = ()
        self.show_helpers(told)

    def show_helpers(self, told: Sequence[Helper]) -> None:
        """Others in their place."""
        clear(self._column)
        self.told = tuple(told)
        for one in told:
            self._column.addWidget(divider())
            self._column.addWidget(_helper(one))


class StateHelpers(QWidget):
    """The same for a state that one chooses; it begins with the one that is known of the person."""

    def __init__(self, places: Mapping[str, Place], state: str | None) -> None:
        super().__init__()
        self._places = places
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        first = state if state in places else next(iter(places))
        by_name = sorted((place.name, code) for code, place in places.items())
        self.choice = ChoiceField("State", [(code, name) for name, code in by_name], key=first)
        self.choice.changed.connect(self._show)
        column.addWidget(Flow(self.choice))
        self.list = HelperList(())
        column.addWidget(self.list)
        self._show()

    @property
    def told(self) -> tuple[Helper, ...]:
        """Those that are shown."""
        return self.list.told

    def _show(self) -> None:
        self.list.show_helpers(self._places[self.choice.key()].helpers)


def _helper(told: Helper) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    name = ReadingLabel(told.name, "body", weight=600)
    name.natural_width = READING_WIDTH
    column.addWidget(name if told.sure else Flow(name, Chip(NOT_SURE, "amber", "warning"), gap=12))
    for text in (told.what, f"For: {told.who}" if told.who else "", f"Cost: {told.cost}." if told.cost else ""):
        if text:
            column.addWidget(_line(text))
    reach = " · ".join(text for text in (told.phone, told.web) if text)
    if reach:
        label = _line(reach, "text", 500)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(label)
    if told.look_up and not (told.phone or told.web):
        column.addWidget(_line(f"Look it up: {told.look_up.rstrip('.')}.", "text", 500))
    if told.note:
        column.addWidget(_line(told.note, "amber"))
    column.addWidget(ReadingLabel(_checked(told), "small", "text2"))
    part.setAccessibleName(tr(f"{told.name}. {told.what}"))
    return part


def _checked(told: Helper) -> str:
    if told.source and told.checked_on:
        return f"Checked on {long_day(told.checked_on)}: {told.source}."
    return NOT_CHECKED


def _line(text: str, tone: str = "text2", weight: int | None = None) -> ReadingLabel:
    label = ReadingLabel(text, "body", tone, weight)
    label.natural_width = READING_WIDTH
    return label
