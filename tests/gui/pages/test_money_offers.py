"""Offers, the hidden figure, the month's figures and the savings, as a person meets them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from medbills.gui.wizards.letter import LetterTask


@pytest.fixture
def page(family):
    page = family.page("money")
    page.show_item("offers")
    family.settle()
    return page


def write(family, field, text):
    field.setFocus()
    field.editor.selectAll()
    family.qtbot.keyClicks(field.editor, text)


@pytest.fixture
def offered(family, page):
    family.click(page.part.add)
    form = page.part.form
    form.bill.set_key(next(key for key, words in form.bill._choices if words.startswith("ER visit")))
    form.whose.set_key("theirs")
    write(family, form.amount, "1200")
    write(family, form.note, "Marcus T., by phone")
    family.qtbot.keyClick(form.note.editor, Qt.Key.Key_Return)
    family.settle()
    return page


def case_id(page):
    return next(iter(page.part.limits))


def shown(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_an_offer_stands_with_its_share_of_the_bill(offered):
    (row,) = offered.part.tables[case_id(offered)].rows
    assert row.accessibleName() == (
        "1. They offered. Nov 17. Said by: Marcus T., by phone. Share of the bill: 24 %. Amount: $1,200.00"
    )


def test_the_walk_away_figure_is_hidden_until_asked_for(family, offered):
    family.click(offered.part.limits[case_id(offered)])
    write(family, offered.part.form.most, "500")
    family.click(offered.part.form.save)
    assert "$500.00" not in shown(offered) and "Hidden" in shown(offered)
    show = offered.part.shows[case_id(offered)]
    family.qtbot.keyClick(show, Qt.Key.Key_Space)
    assert "The most you would pay: $500.00." in shown(offered)
    family.click(show)
    assert "$500.00" not in shown(offered)


def test_an_offer_is_put_in_writing(family, offered, qtbot):
    buttons = [child for child in offered.part.findChildren(type(offered.part.add)) if child.text() == "Put your offer in writing"]
    family.click(buttons[0])
    assert isinstance(family.window.task_layer.task, LetterTask)


def test_an_offer_is_removed(family, offered):
    family.click(offered.part.tables[case_id(offered)].rows[0])
    family.click(offered.part.form.remove)
    assert offered.part.tables == {}


def test_what_is_left_is_told_while_one_types(family, page):
    family.click(page.part.figures)
    form = page.part.form
    write(family, form.income, "2400")
    write(family, form.needs["home"], "1100")
    assert form.says.text() == "$1,300.00 is left each month. At that, the $440.00 that is yours takes 1 month."
    write(family, form.needs["food"], "1500")
    assert form.says.text().startswith("Your needs are $200.00 above your income.")
    write(family, form.needs["food"], "1200")
    family.click(form.save)
    assert "$100.00 is left each month. At that, the $440.00 that is yours takes 5 months." in shown(page)


def test_the_savings_lead_to_their_case(family, page):
    page.show_item("saved")
    family.settle()
    rows = [row.accessibleName() for row in page.part.table.rows]
    assert rows[0].startswith("Visit at Eastside Urgent Care. Closed Aug 11. Whose: Dad. Proved by: Refund letter of August 11, 2026.")
    assert page.header.subtitle.text() == "$934.00 saved in 2 closed cases, each proved by a paper."
    family.click(page.part.table.rows[0])
    assert family.window.page == "cases"


def test_without_papers_there_is_nothing_to_offer_about(nobody):
    page = nobody.page("money")
    page.show_item("offers")
    nobody.settle()
    assert not page.part.add.isVisible()
    page.show_item("saved")
    nobody.settle()
    assert "Nothing is counted yet" in shown(page)
