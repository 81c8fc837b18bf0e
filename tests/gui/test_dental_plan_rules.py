"""A dental plan's rules as a person types them: how often it pays, how long one waits, and rules of another kind stay."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from medbills.domain.money import Money
from medbills.domain.plan import Dental
from medbills.gui.create_vault import KIND_HINTS, PRACTICE_NAME, PassphrasePage
from medbills.gui.parts.dental_fees import DentalFees

LEFT = Qt.MouseButton.LeftButton
RULES = {"D1110": {"times": 2, "per": "calendar year"}, "D2740": {"times": 1, "per": "5 years"}, "D0274": {"times": 1, "per": "18 months"}}


@pytest.fixture
def fees(qtbot):
    form = DentalFees(Dental(frequency=RULES, waiting_months={"major": 12, "preventive": 3}, network_fees={"D2392": Money(20000)}))
    qtbot.addWidget(form)
    form.show()
    return form


def test_rules_left_alone_stay_as_they_were(fees):
    kept = fees.dental()
    assert kept.waiting_months == {"major": 12, "preventive": 3}
    assert kept.frequency == {**RULES, "D2740": {"times": 1, "per": "60 months"}}


def test_rules_are_typed_changed_and_taken_away(fees, qtbot):
    rows = {row.code.text(): row for row in fees.rows}
    rows["D2392"].times.setFocus()
    qtbot.keyClicks(rows["D2392"].times.editor, "1")
    rows["D2392"].per.set_key("24 months")
    rows["D1110"].times.set_text("")
    fees.waits["major"].set_text("")
    qtbot.keyClicks(fees.waits["basic"].editor, "6")
    kept = fees.dental()
    assert kept.frequency["D2392"] == {"times": 1, "per": "24 months"} and "D1110" not in kept.frequency
    assert kept.waiting_months == {"basic": 6, "preventive": 3}


def test_a_number_that_is_none_is_told(fees, qtbot):
    qtbot.keyClicks(fees.waits["basic"].editor, "some")
    assert not fees.waits["basic"].validate() and fees.waits["basic"].problem == "Type a number like 12"


def test_what_a_new_place_holds_is_chosen_with_its_name(qtbot):
    page = PassphrasePage()
    qtbot.addWidget(page)
    page.show()
    page.kind.set_key("practice")
    page.kind.changed.emit()
    assert page.name.text() == PRACTICE_NAME and page.kind.hint.text() == KIND_HINTS["practice"]
    for field in (page.first, page.again):
        qtbot.keyClicks(field.editor, "river tooth lamp nine")
    with qtbot.waitSignal(page.chosen) as told:
        qtbot.mouseClick(page.next, LEFT)
    assert told.args == [PRACTICE_NAME, "river tooth lamp nine", "practice"]


def test_a_name_of_one_s_own_stays(qtbot):
    page = PassphrasePage()
    qtbot.addWidget(page)
    page.name.set_text("Maple Street")
    page.kind.set_key("practice")
    page.kind.changed.emit()
    assert page.name.text() == "Maple Street"
