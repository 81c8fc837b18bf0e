"""A list of thousands of rows is made as far as it is rolled, and Tab walks it from the top down."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from medbills.gui.parts.row_table import AT_FIRST, SHORT, Cell, Column, Row, RowTable
from medbills.gui.widgets.scroll import Scroll

MANY = SHORT + 40


def _table(rows, **more):
    made = [Row(f"r{at}", f"Row {at}", "second line", (Cell(str(at)),)) for at in range(rows)]
    return RowTable("Paper", (Column("Number", right=True),), made, "Rows", **more)


def _page(qtbot, table):
    content = QWidget()
    column = QVBoxLayout(content)
    column.addWidget(table)
    below = QPushButton("Below")
    column.addWidget(below)
    area = Scroll(content)
    qtbot.addWidget(area)
    area.resize(900, 600)
    area.show()
    qtbot.waitExposed(area)
    return area, below


def test_rows_come_as_one_rolls_down(qtbot):
    table = _table(MANY, menus=True)
    area, _ = _page(qtbot, table)
    assert AT_FIRST <= len(table.rows) < MANY
    bar = area.verticalScrollBar()

    def at_the_end():
        bar.setValue(bar.maximum())
        return len(table.rows) == MANY

    qtbot.waitUntil(at_the_end, timeout=20_000)
    assert [row.accessibleName().split(".")[0] for row in table.rows] == [f"Row {at}" for at in range(MANY)]
    pressed = []
    table.pressed.connect(pressed.append)
    table.rows[-1].click()
    assert pressed == [f"r{MANY - 1}"]


def test_rows_that_came_later_stand_below_the_others(qtbot):
    table = _table(MANY)
    area, _ = _page(qtbot, table)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.setValue(bar.maximum()) or len(table.rows) == MANY, timeout=20_000)

    def in_order():
        tops = [row.mapTo(table, row.rect().topLeft()).y() for row in table.rows]
        return tops == sorted(set(tops))

    qtbot.waitUntil(in_order, timeout=20_000)


def test_tab_goes_through_the_rows_before_what_stands_below(qtbot):
    table = _table(MANY)
    area, below = _page(qtbot, table)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.setValue(bar.maximum()) or len(table.rows) == MANY, timeout=20_000)
    reached, widget = [], table.rows[0]
    while widget is not below:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.append(widget)
        widget = widget.nextInFocusChain()
    assert reached == table.rows


def test_where_nothing_rolls_all_rows_are_there(qtbot):
    table = _table(MANY)
    qtbot.addWidget(table)
    table.show()
    qtbot.waitUntil(lambda: len(table.rows) == MANY, timeout=20_000)


def test_a_list_that_is_shown_again_has_as_many_rows_as_before(qtbot):
    table = _table(MANY, at_least=MANY - 1)
    _page(qtbot, table)
    assert len(table.rows) >= MANY - 1


def test_a_short_list_is_whole_at_once(qtbot):
    table = _table(AT_FIRST)
    qtbot.addWidget(table)
    assert len(table.rows) == AT_FIRST
