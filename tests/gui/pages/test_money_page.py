"""Money as a person meets it: what is owed, by account and by person, and where each row leads."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from medbills.gui.parts.debt_chain import DebtChain
from medbills.gui.type import type_
from medbills.gui.widgets.empty_state import EmptyState


def names(table):
    return [row.accessibleName() for row in table.rows]


def test_the_sums_of_each_and_of_all_are_those_of_today(family):
    part = family.page("money").part
    assert names(part.sums) == [
        "Dad. Yours to pay: $360.00. In dispute: $4,932.40. Waiting: $390.00. Asked in all: $5,682.40",
        "Me. Yours to pay: $80.00. In dispute: $75.00. Waiting: –. Asked in all: $155.00",
        "Together. Yours to pay: $440.00. In dispute: $5,007.40. Waiting: $390.00. Asked in all: $5,837.40",
    ]
    assert len(part.table.rows) == 5


def test_a_row_opens_its_bill_by_keyboard(family):
    part = family.page("money").part
    row = next(row for row in part.table.rows if row.accessibleName().startswith("Riverbend"))
    row.setFocus()
    family.qtbot.keyClick(row, Qt.Key.Key_Return)
    family.settle()
    assert family.window.page == "bills"
    assert "Riverbend" in family.window._made["bills"].bill.matter.case.title


def test_pressing_a_person_shows_their_affairs_alone(family):
    page = family.page("money")
    family.click(page.part.sums.rows[1])
    assert family.desk.person_filter == "ruth"
    assert [name.split(".")[0] for name in names(page.part.table)] == ["Maple Street Dental"]


def test_the_way_of_a_debt_stands_below_its_account(family):
    (chain,) = [chain for chain in family.page("money").part.table.findChildren(DebtChain) if chain.isVisible()]
    assert chain.accessibleName().startswith("First owed to: Cedar Lab Associates, $640.00 · Collector: Harrow & Pike Recovery, $252.40.")
    assert chain.says == "Harrow & Pike asks $387.60 less than Cedar Lab did. Your papers leave $0.00 to pay."


def test_an_empty_vault_says_what_why_and_next(nobody):
    empty = nobody.page("money").part.findChild(EmptyState)
    assert empty.accessibleName().startswith("No bill asks for money.")
    assert empty.action.text() == "Add papers"


def test_at_200_percent_nothing_is_wider_than_the_page(family):
    page = family.page("money")
    for key in [key for key, _ in page.section_words]:
        page.show_item(key)
        family.settle()
        type_().set_scale(2.0)
        family.settle()
        inside = page.area.viewport().width()
        assert page.area.widget().minimumSizeHint().width() <= inside
        wide = [part for part in page.part.findChildren(QWidget) if part.isVisibleTo(page) and part.width() > inside]
        assert wide == []
        type_().reset()
