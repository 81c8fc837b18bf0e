"""This year's limits: how far each person and the family have come, drawn and as a table of the insurer's papers."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medbills.domain.wording import counted, long_day, short_day, short_month
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.parts.chart_card import ChartFoot
from medbills.gui.parts.money_part import MoneyPart
from medbills.gui.parts.row_table import Cell, Column, Row, RowTable
from medbills.gui.parts.save_picture import save_picture
from medbills.gui.parts.start import show_places
from medbills.gui.picture import Picture
from medbills.gui.widgets.banner import Banner
from medbills.gui.widgets.card import Card
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.icon_label import IconLabel
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.widgets.reflow import Beside, Flow, clear
from medbills.gui.widgets.row_button import RowButton, see_through, two_lines
from medbills.gui.widgets.segmented import SegmentedControl
from medbills.gui.widgets.step_chart import ChartStep, StepChart
from medbills.services.light_spots import places_of_paper
from medbills.services.year_limits import LimitStep, YearLimit, YearLimits, year_limits

COLUMNS = (
    Column("It takes", right=True), Column("Sum so far", right=True), Column("Printed on it", right=True, waits=2),
    Column("Above the limit", right=True, waits=1),
)  # fmt: skip
STATES: dict[bool | None, tuple[str, str, str | None]] = {
    None: ("Not reached", "quiet", None), True: ("Reached", "green", "check"), False: ("Goes above it", "amber", "warning"),
}  # fmt: skip
MET_IN_PRINT = ("Met by your statement", "green", "check")


class LimitsPart(MoneyPart):
    """At the left every limit of the year, at the right the one that was chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._answer = YearLimits((), {}, 0)
        self._year: datetime.date | None = None
        self._key = ""
        self.rows: list[RowButton] = []
        self.chart: StepChart | None = None
        self.table: RowTable | None = None
        self.pointed: ReadingLabel | None = None

    def question(self) -> Callable[..., YearLimits]:
        today, person = self.desk.today(), self.desk.person_filter
        return lambda vault: year_limits(vault, today=today, person_id=person)

    def show_answer(self, answer: YearLimits) -> None:
        self._answer = answer
        years = sorted({limit.year for limit in answer.limits}, reverse=True)
        if self._year not in years:
            self._year = years[0] if years else None
        self._show()

    def _show(self) -> None:
        self.empty()
        self.chart = self.table = None
        limits = [limit for limit in self._answer.limits if limit.year == self._year]
        if not limits:
            self._show_nothing()
            return
        self.told.emit("How much you paid of what your plan may take in a year.")
        years = sorted({limit.year for limit in self._answer.limits}, reverse=True)
        if len(years) > 1:
            choice = SegmentedControl([(year, _year_words(year)) for year in years], "Plan year", self._year, small=True)
            choice.chosen.connect(self._choose_year)
            self.column.addWidget(Flow(choice))
        if self._key not in {limit.key for limit in limits}:
            self._key = next((limit.key for limit in limits if limit.good is False), limits[0].key)
        right = QWidget()
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(16)
        self.column.addWidget(Beside(self._list(limits), right, shares=(0.3, 0.7), lines=11))
        if self._answer.undated:
            papers = counted(self._answer.undated, "statement")
            self.column.addWidget(Banner(f"{papers} print no day and could not be put in order. Their sums are missing here.", "quiet"))
        self.column.addStretch(1)
        self._show_limit()

    def _choose_year(self, year: object) -> None:
        self._year = year if isinstance(year, datetime.date) else self._year
        self._show()

    def _list(self, limits: list[YearLimit]) -> QWidget:
        card = Card(dense=True)
        card.setAccessibleName(tr("Limits"))
        card.body.setSpacing(2)
        self.rows = []
        for limit in limits:
            row = _limit_row(limit)
            row.setChecked(limit.key == self._key)
            row.clicked.connect(lambda _=False, key=limit.key: self.choose(key))
            card.body.addWidget(row)
            self.rows.append(row)
        card.body.addStretch(1)
        return card

    def choose(self, key: str) -> None:
        """Show another limit."""
        self._key = key
        limits = [limit for limit in self._answer.limits if limit.year == self._year]
        for row, limit in zip(self.rows, limits, strict=True):
            row.setChecked(limit.key == key)
        self._show_limit()

    def _show_limit(self) -> None:
        clear(self._right)
        limit = next(limit for limit in self._answer.limits if limit.key == self._key)
        card = Card(f"{limit.who}: {_named(limit)}", Chip(*_state(limit)))
        card.body.addWidget(ReadingLabel(limit.says))
        steps = [ChartStep(step.day, step.running, _mark(step), _step_words(step), step.printed) for step in limit.steps]
        spoken = f"Chart of {limit.who}’s {_named(limit).lower()}. {limit.says} The table below says the same."

        def make() -> StepChart:
            return StepChart(spoken, steps, limit.year, limit.ends, limit.limit)

        picture = Picture("limit", f"{limit.who}: {_named(limit)}", f"{limit.says} {_squares(limit)}".strip(), make)
        self.chart = make()
        foot = ChartFoot(self.chart, _hint(limit))
        self.pointed = foot.told
        foot.picture_asked.connect(lambda: save_picture(self.desk, self, picture))
        self.chart.opened.connect(lambda at: self._open(limit.steps[at].paper_id))
        card.body.addSpacing(8)
        card.body.addWidget(self.chart)
        card.body.addWidget(foot)
        if limit.limit is None:
            card.body.addWidget(self._ask_for_limit())
        self._right.addWidget(card)
        rows = [self._row(step) for step in limit.steps]
        self.table = RowTable("Insurer’s statements (EOBs), by day", COLUMNS, rows, "The same as a table")
        self.table.pressed.connect(self._open)
        self._right.addWidget(self.table)
        self._right.addStretch(1)

    def _ask_for_limit(self) -> QWidget:
        banner = Banner("We do not know this limit. It stands in your plan’s summary.", "quiet", "Enter it")
        banner.linked.connect(lambda: self.desk.go("people"))
        return banner

    def _row(self, step: LimitStep) -> Row:
        above = Cell(f"+{step.above}", "amber", 600) if step.above else Cell("")
        printed = Cell(str(step.printed) if step.printed is not None else "", "text2")
        reached = " · limit reached here" if step.reaches else ""
        cells = (Cell(str(step.taken)), Cell(str(step.running), weight=600), printed, above)
        return Row(step.paper_id, step.what, f"{short_day(step.day, self.desk.today())}{reached}", cells)

    def _open(self, paper_id: str) -> None:
        kept = self._answer.papers.get(paper_id)
        if kept is not None:
            places = places_of_paper(kept)
            show_places(self.desk, places[0].paper, places)

    def _show_nothing(self) -> None:
        self.told.emit("")
        why = "Add your insurer’s statements (EOBs). We count what they take toward your limits."
        empty = EmptyState("insurance", "No statements to count yet", why, "Add papers")
        empty.pressed.connect(lambda: self.desk.add_papers(dialogs.open_files(self)))
        self.column.addWidget(empty)
        self.column.addStretch(1)


def _limit_row(limit: YearLimit) -> RowButton:
    of = f"{limit.stands_at} of {limit.limit}" if limit.limit is not None else f"{limit.stands_at} so far"
    row = RowButton(f"{limit.who}: {_named(limit)}. {of}. {_state(limit)[0]}.")
    row.setCheckable(True)
    line = QHBoxLayout(row)
    line.setContentsMargins(12, 8, 12, 8)
    column = QVBoxLayout()
    column.setSpacing(0)
    for label in two_lines(f"{limit.who}: {limit.name}", f"{limit.tier.capitalize()} · {of}" if limit.tier else of):
        column.addWidget(label)
    line.addLayout(column, 1)
    if limit.good is not None:
        line.addWidget(IconLabel("check_circle", "success") if limit.good else IconLabel("warning", "amber"))
    see_through(row)
    return row


def _state(limit: YearLimit) -> tuple[str, str, str | None]:
    """The chip's words, kind and icon."""
    if limit.limit is None:
        return ("Limit not on file", "quiet", None)
    return MET_IN_PRINT if limit.met_in_print else STATES[limit.good]


def _named(limit: YearLimit) -> str:
    return f"{limit.name}, {limit.tier}" if limit.tier else limit.name


def _year_words(year: datetime.date) -> str:
    return str(year.year) if (year.month, year.day) == (1, 1) else f"from {short_month(year)} {year.day}, {year.year}"


def _mark(step: LimitStep) -> str:
    return "above" if step.above else "reached" if step.reaches else ""


def _step_words(step: LimitStep) -> str:
    more = f" {step.above} of it is above the limit." if step.above else " The limit was reached here." if step.reaches else ""
    printed = f" The statement prints {step.printed}." if step.printed is not None and step.printed != step.running else ""
    return f"{long_day(step.day)}: {step.what} takes {step.taken}. So far {step.running}.{printed}{more}"


def _hint(limit: YearLimit) -> str:
    told = "Point at a step, or go through them with the arrow keys." if limit.steps else ""
    return f"{_squares(limit)} {told}".strip()


def _squares(limit: YearLimit) -> str:
    """What the squares are, where there are any."""
    printed = [step for step in limit.steps if step.printed is not None and step.printed != step.running]
    return "A square is what a statement prints itself." if printed else ""
