"""Payment plans as a person keeps them: typed, paid row by row, compared with a card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from medbills.gui.parts.agreement_form import AgreementForm


@pytest.fixture
def page(family):
    page = family.page("money")
    page.show_item("plans")
    family.settle()
    return page


def write(family, field, text):
    field.setFocus()
    field.editor.selectAll()
    family.qtbot.keyClicks(field.editor, text)


@pytest.fixture
def typed(family, page):
    """A plan for the ER bill, typed by hand."""
    family.click(page.part.add)
    form = page.part.form
    assert isinstance(form, AgreementForm)
    form.bill.set_key(next(key for key, words in form.bill._choices if words.startswith("ER visit")))
    form.bill.changed.emit()
    write(family, form.amount, "320")
    write(family, form.count, "7")
    write(family, form.agreed, "9/20/26")
    write(family, form.first, "9/30/26")
    family.qtbot.keyClick(form.first.editor, Qt.Key.Key_Return)
    family.settle()
    return page


def test_a_plan_shows_its_schedule_and_what_was_missed(family, typed):
    rows = [row.accessibleName() for row in typed.part.tables[0].rows]
    assert len(rows) == 7
    assert rows[0] == "Sep 30. Payment 1. Payment: $45.71. Interest: –. Left after it: $274.29. State: $45.71 missed"
    assert rows[2].endswith("State: Next") and "$45.74" in rows[-1]
    assert typed.header.subtitle.text() == "1 plan with a missed payment."


def test_pressing_an_open_row_notes_its_payment(family, typed):
    family.click(typed.part.tables[0].rows[0])
    form = typed.part.form
    assert form.amount.text() == "$45.71" and form.title.text() == "A payment you made"
    family.click(form.save)
    assert "Paid" in typed.part.tables[0].rows[0].accessibleName()


def test_the_days_of_the_plan_stand_in_the_calendar(family, typed):
    calendar = family.page("calendar")
    assert any(entry.title == "Pay $45.71 to Riverbend" for entry in calendar._entries)


def test_a_plan_is_changed_and_removed(family, typed):
    family.click(typed.part.edits[0])
    assert typed.part.form.count.text() == "7"
    family.click(typed.part.form.remove)
    assert typed.part.tables == []


def test_a_count_that_is_none_is_told(family, page):
    family.click(page.part.add)
    form = page.part.form
    write(family, form.count, "lots")
    family.click(form.save)
    assert form.count.problem == "Type a number from 1 to 120, like 12"


def test_the_card_is_worked_out_step_by_step(family, page):
    family.click(page.part.compare)
    comparison = page.part.comparison
    for field, text in (("amount", "900"), ("months", "12"), ("rate", "26.99"), ("monthly", "70")):
        write(family, getattr(comparison.form, field), text)
    family.click(comparison.form.save)
    assert comparison.says == "$60.00 is left after 12 months. Then all interest since the first day is added: $138.99."
    rows = [row.accessibleName() for row in comparison.table.rows]
    assert rows[0] == "Month 1. You pay: $70.00. Left: $830.00. Interest held back: $20.24"
    assert len(rows) == 12 and comparison.table.rows[0].focusPolicy() == Qt.FocusPolicy.NoFocus
    family.click(comparison.form.cancel)
    assert page.part.comparison is None and page.part.add.isVisible()
