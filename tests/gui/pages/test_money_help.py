"""Help to pay as a person meets it: the household typed, the letter begun, an advocate and a cash price compared."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from medbills.gui.widgets.chip import Chip
from medbills.gui.wizards.letter import LetterTask


@pytest.fixture
def page(family):
    page = family.page("money")
    page.show_item("help")
    family.settle()
    return page


def write(family, field, text):
    field.setFocus()
    field.editor.selectAll()
    family.qtbot.keyClicks(field.editor, text)


def test_the_household_is_typed_by_keys_and_the_percent_is_shown_with_its_year(family, page):
    family.click(page.part.add)
    form = page.part.form
    assert form.people.editor.hasFocus() and not form.in_letters.isChecked()
    write(family, form.people, "31")
    write(family, form.income, "31200")
    family.click(form.save)
    assert form.people.problem == "Type a number from 1 to 30, like 2"
    write(family, form.people, "2")
    family.qtbot.keyClick(form.people.editor, Qt.Key.Key_Return)
    family.settle()
    assert "144.2 % of the poverty guideline of 2026" in page.part.percent.text()
    assert "144.2 %" in [chip.text() for chip in page.part.findChildren(Chip)]
    family.click(page.part.add)
    family.click(page.part.form.remove)
    assert page.part.percent.text().startswith("Type how many people")


def test_a_bill_begins_the_letter_that_asks_for_help(family, page):
    row = next(row for row in page.part.bills.rows if row.accessibleName().startswith("ER visit"))
    family.click(row)
    assert isinstance(family.window.task_layer.task, LetterTask)


def test_an_advocate_is_weighed_against_doing_it_oneself(family, page):
    family.click(page.part.advocate)
    form = page.part.comparison.form
    assert form.most.text() == "$5,007.40" and not form.hours.isVisible()
    write(family, form.alone, "2000")
    write(family, form.rate, "25")
    family.click(form.save)
    assert page.part.comparison.says == "From $2,666.67 saved on, the advocate leaves you at least as much as doing it yourself."
    assert len(page.part.comparison.table.rows) == 5
    form.kind.set_key("hourly")
    form.kind.changed.emit()
    assert form.hours.isVisible() and not form.rate.isVisible()
    family.click(form.save)
    assert form.amount.problem
    family.qtbot.keyClick(form.amount.editor, Qt.Key.Key_Escape)
    family.settle()
    assert page.part.comparison is None and page.part.advocate.isVisible()


def test_a_cash_price_is_held_against_the_plan(family, page):
    family.click(page.part.cash)
    form = page.part.comparison.form
    assert form.deductible.text() == "$0.00"
    for field, text in ((form.cash, "450"), (form.allowed, "600"), (form.deductible, "500"), (form.rate, "20"), (form.later, "2000")):
        write(family, field, text)
    family.click(form.save)
    says = page.part.comparison.says
    assert says == "Insurance is $330.00 less over this year, as far as you typed. With cash $500.00 of deductible credit is lost."
