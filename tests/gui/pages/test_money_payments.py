"""Payments as a person keeps them: typed by keys, changed, removed, taken back; refunds noted when they come."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from medbills.domain.money import Money


@pytest.fixture
def page(family):
    page = family.page("money")
    page.show_item("payments")
    family.settle()
    return page


def write(family, field, text):
    field.setFocus()
    field.editor.selectAll()
    family.qtbot.keyClicks(field.editor, text)


def payments(family):
    return family.ask(lambda vault: vault.payments.all())


def test_a_payment_is_typed_for_a_bill_and_taken_back(family, page):
    before = len(payments(family))
    undo = []
    family.desk.told.connect(lambda _text, act: undo.append(act))
    family.click(page.part.add)
    form = page.part.form
    assert form.amount.editor.hasFocus()
    write(family, form.amount, "40")
    bill = next(key for key, words in form.bill._choices if words.startswith("ER visit"))
    form.bill.set_key(bill)
    form.bill.changed.emit()
    assert "RIVERBEND" in form.what.text().upper() and form.person.key() == "walter"
    family.qtbot.keyClick(form.amount.editor, Qt.Key.Key_Return)
    family.settle()
    kept = [payment for payment in payments(family) if payment.case_id == bill]
    assert len(payments(family)) == before + 1 and kept[-1].amount == Money(40_00)
    assert page.part.form is None
    undo[-1]()
    family.settle()
    assert len(payments(family)) == before


def test_a_wrong_sum_and_a_day_to_come_are_told_in_the_form(family, page):
    family.click(page.part.add)
    form = page.part.form
    write(family, form.amount, "forty")
    family.click(form.save)
    assert form.amount.problem == "Type a sum like 120.00"
    write(family, form.amount, "40")
    write(family, form.what, "Oak Clinic")
    write(family, form.day, "12/24/26")
    family.click(form.save)
    assert form.day.problem.startswith("This day is still to come.")
    family.qtbot.keyClick(form.day.editor, Qt.Key.Key_Escape)
    assert page.part.form is None


def test_a_row_is_changed_and_removed(family, page):
    row = next(row for row in page.part.table.rows if row.accessibleName().startswith("Cedar Lab"))
    family.click(row)
    form = page.part.form
    assert (form.amount.text(), form.how.key(), form.reference.text()) == ("$185.00", "Check 1182", "1182")
    family.click(form.remove)
    assert not any(payment.what.startswith("Cedar") for payment in payments(family))


def test_a_refund_is_added_and_comes(family, page):
    family.click(page.part.add_refund)
    form = page.part.form
    write(family, form.amount, "51.80")
    write(family, form.whom, "Oak Clinic")
    family.click(form.save)
    assert "0 days waiting" in page.part.refunds.rows[0].accessibleName()
    family.click(page.part.refunds.rows[0])
    write(family, page.part.form.came, "11/16/26")
    family.click(page.part.form.save)
    assert "Came" in page.part.refunds.rows[0].accessibleName()
    assert any(payment.amount == Money(-51_80) for payment in payments(family))
