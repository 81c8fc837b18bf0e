"""Taxes as a person meets them: the sums, the income typed, a payment warned of, the list saved; and the columns of the months."""

from __future__ import annotations

import zipfile

import pytest
from PySide6.QtCore import QPoint, Qt

from medbills.domain.money import Money
from medbills.gui import dialogs
from medbills.gui.widgets.month_chart import ChartMonth, MonthChart

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(family):
    page = family.page("money")
    page.show_item("taxes")
    family.settle()
    return page


def write(family, field, text):
    field.setFocus()
    field.editor.selectAll()
    family.qtbot.keyClicks(field.editor, text)


def told(table):
    return [row.accessibleName() for row in table.rows]


def test_what_an_hsa_paid_is_listed_and_does_not_count(page):
    (cleaning,) = [row for row in told(page.part.table) if row.startswith("Maple Street Dental, cleaning")]
    assert "Why: Paid from an account free of tax" in cleaning and cleaning.endswith("Counts: $0.00")


def test_the_floor_follows_the_income_typed_and_forgotten(family, page):
    family.click(page.part.income)
    form = page.part.form
    assert form.amount.editor.hasFocus()
    family.qtbot.keyClicks(form.amount.editor, "1000")
    family.qtbot.keyClick(form.amount.editor, Qt.Key.Key_Return)
    family.settle()
    assert page.part.income.text() == "Change the income"
    assert family.ask(lambda vault: vault.settings.get("household"))["gross_income"] == {"2026": 1000_00}
    family.click(page.part.income)
    family.click(page.part.form.remove)
    assert page.part.income.text() == "Type the income"


def test_the_list_is_saved_with_its_papers(family, page, tmp_path, monkeypatch):
    place = tmp_path / "taxes.zip"
    monkeypatch.setattr(dialogs, "save_file", lambda *_: place)
    said = []
    family.desk.told.connect(lambda text, _undo: said.append(text))
    family.click(page.part.with_papers)
    assert zipfile.is_zipfile(place) and said[-1].startswith("Saved taxes.zip with ")


def test_a_payment_from_a_second_purse_is_warned_of_and_kept_all_the_same(family, page):
    page.show_item("payments")
    family.settle()
    before = len(family.ask(lambda vault: vault.payments.all()))
    family.click(page.part.add)
    form = page.part.form
    write(family, form.amount, "185")
    write(family, form.what, "Cedar Lab Associates")
    old = next(one for one in family.ask(lambda vault: vault.payments.all()) if one.amount == Money(185_00))
    form.bill.set_key(old.case_id or "")
    form.person.set_key(old.person_id)
    form.how.set_key("HSA card")
    family.click(form.save)
    assert page.part.form is form and form.warning.isVisible() and form.save.text() == "Save all the same"
    assert len(family.ask(lambda vault: vault.payments.all())) == before
    family.click(form.save)
    assert page.part.form is None and len(family.ask(lambda vault: vault.payments.all())) == before + 1
    page.show_item("taxes")
    family.settle()
    (check,) = page.part.checks
    assert check.accessibleName().startswith("It is in order: Paid from two purses. $185.00 for Cedar Lab Associates is here twice")
    family.click(check)
    assert page.part.checks == []


def test_the_months_are_gone_through_by_keys_and_the_table_says_the_same(family, page):
    page.show_item("payments")
    family.settle()
    months = page.part.months
    months.chart.setFocus()
    family.qtbot.keyClick(months.chart, Qt.Key.Key_End)
    assert months.told.text() == "December: nothing paid."
    spoken = told(months.table)
    family.qtbot.keyClick(months.chart, Qt.Key.Key_Home)
    for _ in range(11):
        words = months.told.text()
        if "nothing" not in words:
            month, amount = words.split(": ")[0], words.split(": ")[1].split(" paid")[0]
            assert any(row.startswith(f"{month}. Paid: {amount}") for row in spoken)
        family.qtbot.keyClick(months.chart, Qt.Key.Key_Right)


def test_columns_stand_at_their_months_and_the_mouse_finds_them(qtbot):
    months = [ChartMonth(Money(amount * 100), Money(0), f"m{amount}") for amount in range(0, 1200, 100)]
    chart = MonthChart("Chart", months)
    qtbot.addWidget(chart)
    chart.resize(600, chart.sizeHint().height())
    chart.show()
    assert chart.column(0).left() < chart.column(11).left() and chart.near(chart.column(5).center()) == 5
    place = chart.column(7).center()
    qtbot.mouseClick(chart, LEFT, pos=QPoint(round(place.x()), round(place.y())))
    assert chart.at == 7 and chart.accessibleName().startswith("m700")
    assert not chart.grab().isNull()
