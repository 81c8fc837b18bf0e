"""What became of it for patients: surprise balances and accepted plans, before and after a day."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from medbills.domain.outcomes import BeforeAfter, Tally, before_and_after, tenths
from medbills.domain.practice import Outcome
from medbills.domain.wording import counted, long_day, short_day
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.dental_words import number_field, read_number
from medbills.gui.parts.money_form import MoneyForm
from medbills.gui.parts.money_part import TypingPart
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.sum_card import sum_card
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.buttons import Button, button
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.field import DateField, Field
from medbills.gui.widgets.reflow import ResponsiveGrid
from medbills.services.keep_practice_records import keep_outcome, keep_outcomes, remove_outcome
from medbills.services.list_outcomes import Outcomes, keep_change_day, list_outcomes
from medbills.services.read_outcomes import read_outcomes
from medbills.services.read_practice_figures import bytes_of

TABLES = "Tables (*.csv *.tsv *.txt *.xlsx);;All files (*)"
COLUMNS = (
    Column("To", waits=2), Column("Surprise balances", right=True), Column("Plans shown", right=True, waits=1),
    Column("Accepted", right=True),
)  # fmt: skip
ABOUT = "What it changed for patients. Counts only: no patient is named."
SURPRISE = "A balance that the patient was not told of before the work."


class OutcomeForm(MoneyForm):
    """`outcome()` gives what stands here."""

    def __init__(self, one: Outcome | None, today: datetime.date) -> None:
        super().__init__("Change this count" if one else "What you counted", "Remove this count" if one else "")
        self._one = one
        self.first = DateField("From", today, "First day counted", day=one.first_on if one else None)
        self.last = DateField("To", today, "Last day counted", day=one.last_on if one else None)
        self.surprises = number_field("Surprise balances", one.surprises if one else None)
        self.shown = number_field("Treatment plans shown", one.shown if one else None)
        self.accepted = number_field("Of these accepted", one.accepted if one else None)
        self.source = Field("Where it is from", "Like: report of our program", text=one.source if one else "")
        self.put((self.first, self.last, self.source), most=3)
        self.put((self.surprises, self.shown, self.accepted), most=3)
        self.end()

    def complete(self) -> bool:
        return self.require(self.first, "Type the first day.") and self.require(self.last, "Type the last day.")

    def outcome(self) -> Outcome:
        """The count with what stands here; its id is empty where it is new."""
        first, last = self.first.day(), self.last.day()
        assert first is not None and last is not None
        before = self._one or Outcome(id="", first_on=first, last_on=last)
        return dataclasses.replace(
            before, first_on=first, last_on=last, surprises=read_number(self.surprises.text()), shown=read_number(self.shown.text()),
            accepted=read_number(self.accepted.text()), source=self.source.text(),
        )  # fmt: skip


class ChangeDayForm(MoneyForm):
    """The day from which the office did it in the new way."""

    def __init__(self, day: datetime.date | None, today: datetime.date) -> None:
        super().__init__("Since when do you tell patients before?")
        self.day = DateField("Since", today, "Counts before and after this day are compared", day=day)
        self.put((self.day,), most=2)
        self.end()

    def complete(self) -> bool:
        return self.require(self.day, "Type the day, like 07/01/26")


class OutcomesPart(TypingPart):
    """Pressing a row changes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown = Outcomes((), None, 0, 0)
        self.table: RowTable | None = None
        self.day_button: Button | None = None
        self.banners: list[Banner] = []

    def question(self) -> Callable[[Any], Outcomes]:
        return list_outcomes

    def show_answer(self, answer: Outcomes) -> None:
        self._shown = answer
        self.show_again()

    def show_again(self) -> None:
        shown = self._shown
        self.told.emit(ABOUT)
        self.table, self.banners = None, []
        self.add = button("Add a count", "main", "add", bar=True)
        self.add.clicked.connect(partial(self._edit, None))
        bring = button("Import a CSV", "plain", "attach", bar=True)
        bring.clicked.connect(self._choose)
        self.day_button = button("Set the day" if shown.since is None else f"Since {long_day(shown.since)}", "plain", "calendar", bar=True)
        self.day_button.setAccessibleName(tr("Set the day since when you tell patients before"))
        self.day_button.clicked.connect(self._ask_day)
        self.begin(self.add, bring, self.day_button)
        if shown.since is not None and shown.found:
            self._compare(before_and_after(shown.found, shown.since))
        if shown.statements:
            words = f"Of {counted(shown.statements, 'statement')} noted here, {shown.not_told} said the patient was not told before."
            self.banners.append(Banner(words, "quiet"))
            self.column.addWidget(self.banners[-1])
        if shown.found:
            rows = [_row(one, self.desk.today()) for one in shown.found]
            self.table = RowTable("From", COLUMNS, rows, "Counts")
            self.table.pressed.connect(lambda key: self._edit(next(one for one in self._shown.found if one.id == key)))
            self.column.addWidget(self.table)
        else:
            why = f"Count some months before, and some after. Surprise balance: {SURPRISE[:1].lower()}{SURPRISE[1:]}"
            self.column.addWidget(EmptyState("history", "No counts yet", why))
        self.column.addStretch(1)

    def _compare(self, both: BeforeAfter) -> None:
        before, after = both.before, both.after
        self.column.addWidget(
            ResponsiveGrid(
                sum_card("Surprise balances a month", tenths(after.a_month), f"{tenths(before.a_month)} before"),
                sum_card("Surprise balances in all", _count(after.surprises), f"{_count(before.surprises)} before"),
                sum_card("Plans accepted", _percent(after), f"{_percent(before)} before"),
            )
        )
        if both.across:
            words = f"{counted(len(both.across), 'count')} across that day: on neither side."
            self.banners.append(Banner(words, "quiet"))
            self.column.addWidget(self.banners[-1])

    def _ask_day(self) -> None:
        form = ChangeDayForm(self._shown.since, self.desk.today())
        form.saved.connect(lambda: self._keep_day(form))
        self.type_in(form)

    def _keep_day(self, form: ChangeDayForm) -> None:
        day = form.day.day()
        if day is not None:
            self.write(lambda vault: keep_change_day(vault, day), "Day saved.")

    def _choose(self) -> None:
        path = dialogs.open_file(self, "Import counts", TABLES)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a table of counts, and keep its rows."""
        self.desk.paper_job(lambda _job: read_outcomes(path.name, bytes_of(path)), self._keep_read)

    def _keep_read(self, found: tuple[Outcome, ...]) -> None:
        today = self.desk.today()
        self.write(lambda vault: keep_outcomes(vault, found, today=today), f"{counted(len(found), 'count')} added.")

    def _edit(self, one: Outcome | None) -> None:
        form = OutcomeForm(one, self.desk.today())
        form.saved.connect(lambda: self._keep(form))
        if one is not None:
            form.removed.connect(lambda: self.write(lambda vault: remove_outcome(vault, one.id), "Count removed."))
        self.type_in(form)

    def _keep(self, form: OutcomeForm) -> None:
        one, today = form.outcome(), self.desk.today()
        self.write(lambda vault: keep_outcome(vault, one, today=today), "Count saved.")


def _count(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


def _percent(tally: Tally) -> str:
    return "–" if tally.percent is None else f"{tally.percent} %"


def _row(one: Outcome, today: datetime.date) -> Row:
    cells = (
        Cell(short_day(one.last_on, today), "text2"), Cell(_count(one.surprises), weight=600), Cell(_count(one.shown), "text2"),
        Cell(_count(one.accepted), weight=600),
    )  # fmt: skip
    return Row(one.id, short_day(one.first_on, today), one.source, cells)
