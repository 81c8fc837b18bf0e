"""Before care as a person keeps it: the care typed by keys, its parts, a note about the network, a habit, and the bill that came."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from medbills.domain.money import Money


@pytest.fixture
def page(family):
    return family.page("before_care")


def write(family, field, text):
    field.setFocus()
    field.editor.selectAll()
    family.qtbot.keyClicks(field.editor, text)


def planned(family):
    return family.ask(lambda vault: vault.planned_cares.all())


def plan(family, page, provider="Osprey Physical Therapy"):
    family.click(page.part.add)
    form = page.part.form
    assert form.what.editor.hasFocus()
    write(family, form.what, "Knee therapy")
    write(family, form.provider, provider)
    form.person.set_key("walter")
    family.qtbot.keyClick(form.provider.editor, Qt.Key.Key_Return)
    family.settle()
    assert page.part.form is None


def row(page, name):
    return next(row for row in page.part.parts.rows if row.accessibleName().startswith(name))


def test_care_is_planned_by_keys_changed_and_removed(family, page):
    plan(family, page)
    (care,) = planned(family)
    assert (care.title, care.provider, care.person_id) == ("Knee therapy", "Osprey Physical Therapy", "walter")
    assert [row.accessibleName().split(".")[0] for row in page.part.parts.rows] == [
        "Good-faith estimate", "Prior authorization", "Referral", "In the network", "Dental predetermination",
    ]  # fmt: skip
    family.click(page.part.change)
    write(family, page.part.form.codes, "knee")
    family.click(page.part.form.save)
    assert page.part.form.codes.problem == "Type codes like 97110, 97112"
    write(family, page.part.form.codes, "97110, 97112")
    family.click(page.part.form.save)
    assert planned(family)[0].codes == ("97110", "97112")
    family.click(page.part.change)
    family.click(page.part.form.remove)
    assert planned(family) == ()


def test_an_authorization_that_ends_soon_warns_on_its_row_and_in_the_list(family, page):
    plan(family, page)
    family.click(row(page, "Prior authorization"))
    form = page.part.form
    write(family, form.number, "PA-77")
    write(family, form.units, "97110 x 12")
    write(family, form.last, "11/20/26")
    family.click(form.save)
    assert "Ends in 3 days" in row(page, "Prior authorization").accessibleName()
    assert "Ends in 3 days" in page.part.cares.rows[0].accessibleName()
    assert dict(planned(family)[0].authorized_units) == {"97110": 12}
    family.click(row(page, "Prior authorization"))
    assert page.part.form.units.text() == "97110 x 12"


def test_the_estimate_is_held_against_the_bill_that_came(family, page):
    plan(family, page)
    family.click(row(page, "Good-faith estimate"))
    write(family, page.part.form.amount, "100")
    family.click(page.part.form.save)
    assert planned(family)[0].estimate == Money(100_00)
    assert "The bills come to" in row(page, "Good-faith estimate").accessibleName()


def test_a_note_about_the_network_is_kept_and_changed(family, page):
    plan(family, page)
    family.click(row(page, "In the network"))
    form = page.part.form
    family.click(form.save)
    assert form.said_by.problem
    write(family, form.said_by, "Insurer, Ana, reference 4711")
    family.click(form.save)
    (note,) = page.part.notes.rows
    assert "In network" in note.accessibleName() and "Call" in note.accessibleName()
    family.click(note)
    page.part.form.says.set_key("out")
    family.click(page.part.form.save)
    assert "One said: not in network" in row(page, "In the network").accessibleName()
    family.click(page.part.notes.rows[0])
    family.click(page.part.form.remove)
    assert page.part.notes is None


def test_a_habit_is_ticked_with_the_space_key(family, page):
    plan(family, page)
    habit = page.part.habits["codes"]
    habit.setFocus()
    family.qtbot.keyClick(habit, Qt.Key.Key_Space)
    family.settle()
    assert planned(family)[0].habits == ("codes",) and page.part.habits["codes"].isChecked()


def test_every_control_has_a_name(family, page, unnamed):
    assert unnamed(page) == []
    plan(family, page)
    assert unnamed(page) == []
    for name in ("Good-faith estimate", "Prior authorization", "Referral", "In the network", "Dental predetermination"):
        family.click(row(page, name))
        assert unnamed(page) == []
        family.qtbot.keyClick(page.part.form.fields[0].editor, Qt.Key.Key_Escape)
        family.settle()
