"""This year's limits as a person meets them: the chart by mouse and keys, the table, and the way to a statement."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QPoint, Qt

from medbills.domain.money import Money
from medbills.gui.parts.paper_task import PaperTask
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.step_chart import ChartStep, StepChart

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def part(family):
    page = family.page("money")
    page.show_item("limits")
    family.settle()
    return page.part


def test_the_list_tells_each_limit_and_how_far_it_is(part):
    told = [row.accessibleName() for row in part.rows]
    assert told[0].startswith("Dad: Deductible, in network. $") and "of $500.00" in told[0]
    assert told[0].endswith("$500.00 of $500.00. Met by your statement.")
    assert told[1] == "Dad: Out-of-pocket limit, in network. $1,647.75 of $4,000.00. Not reached."


def test_a_limit_met_by_a_statement_shows_both_figures(part):
    chips = [chip.text() for chip in part.findChildren(Chip)]
    assert "Met by your statement" in chips and "Not reached" not in chips
    words = part.chart.accessibleName()
    assert "prints $500.00 of $500.00 as met" in words and "The papers here count $126.25" in words


def test_the_chart_goes_by_keys_and_tells_what_it_shows(family, part):
    chart = part.chart
    chart.setFocus()
    family.qtbot.keyClick(chart, Qt.Key.Key_End)
    last = part.table.rows[-1].accessibleName()
    assert chart.at == len(part.table.rows) - 1
    assert last.startswith(part.pointed.text().split(": ")[1].split(" takes")[0])
    assert chart.accessibleName().startswith(part.pointed.text())
    family.qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.at == len(part.table.rows) - 2
    family.qtbot.keyClick(chart, Qt.Key.Key_Return)
    family.settle()
    assert isinstance(family.window.task_layer.task, PaperTask)


def test_a_row_of_the_table_opens_the_statement(family, part):
    family.click(part.table.rows[0])
    assert isinstance(family.window.task_layer.task, PaperTask)


def test_another_limit_is_chosen(family, part):
    family.click(part.rows[1])
    assert part.rows[1].isChecked() and not part.rows[0].isChecked()
    assert "out-of-pocket limit" in part.chart.accessibleName()
    assert part.pointed.text().startswith("A square is what a statement prints itself.")
    family.qtbot.keyClick(part.chart, Qt.Key.Key_Home)
    assert part.pointed.text().endswith("So far $185.00. The statement prints $598.75.")  # as the table has it
    assert "$598.75" in part.table.rows[0].accessibleName()


def test_without_statements_it_says_what_to_add(nobody):
    page = nobody.page("money")
    page.show_item("limits")
    nobody.settle()
    assert page.part.findChild(EmptyState).accessibleName().startswith("No statements to count yet.")


def test_marks_and_limit_stand_where_their_sums_are(qtbot):
    days = [datetime.date(2026, 2, 1), datetime.date(2026, 6, 1), datetime.date(2026, 9, 1)]
    sums = [Money(700_00), Money(1500_00), Money(1575_00)]
    steps = [ChartStep(day, amount, mark, str(amount)) for day, amount, mark in zip(days, sums, ("", "reached", "above"), strict=True)]
    chart = StepChart("Chart", steps, datetime.date(2026, 1, 1), datetime.date(2026, 12, 31), Money(1500_00))
    qtbot.addWidget(chart)
    chart.resize(600, chart.sizeHint().height())
    chart.show()
    limit = chart._y(Money(1500_00))
    assert chart.place(0).y() > limit == chart.place(1).y() > chart.place(2).y()
    assert chart.place(0).x() < chart.place(1).x() < chart.place(2).x() < chart.area().right()
    opened = []
    chart.opened.connect(opened.append)
    point = chart.place(2)
    qtbot.mouseMove(chart, QPoint(round(point.x()), round(point.y())))
    qtbot.mouseClick(chart, LEFT, pos=QPoint(round(point.x()), round(point.y())))
    assert opened == [2] and chart.at == 2
    assert not chart.grab().isNull()
