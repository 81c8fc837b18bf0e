"""People & plans: what is typed is kept, checked, taken back; a plan's missing terms become known to the checks."""

import datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from medbills.domain.money import Money
from medbills.gui.main_window import found_pages
from medbills.gui.pages.people import PeoplePage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def people(room):
    spec = next(page for page in found_pages() if page.slug == "people")
    made = spec.make(room.desk)
    room.window.stack.addWidget(made)
    room.window.stack.setCurrentWidget(made)
    room.desk.changed.connect(lambda topics: made.reload() if topics & spec.topics else None)
    made.reload()
    room.settle()
    return made


def person(room, called="Dad"):
    return room.ask(lambda vault: next((one for one in vault.people.all() if one.called == called), None) or False)


def plan(room, called="Dad"):
    return room.ask(lambda vault: vault.plans.get(next(one for one in vault.people.all() if one.called == called).plan_ids[0]))


def write(room, field, text):
    field.setFocus()
    field.editor.selectAll()
    room.qtbot.keyClicks(field.editor, text)


def test_everybody_is_listed_and_the_first_is_shown(room, people):
    assert isinstance(people, PeoplePage)
    assert [row.accessibleName() for row in people.rows] == [
        "Walter Calloway. Dad · Lakeshore Health PPO", "Ruth Calloway. Me · Harbor Dental Plan",
    ]  # fmt: skip
    assert people.form.name.text() == "Walter Calloway"
    assert people.form.forms[0].rates["coinsurance_in"].text() == "20"
    assert not people.save.isEnabled()


def test_what_is_typed_is_saved_and_taken_back(room, people):
    undo = []
    room.desk.told.connect(lambda _text, act: undo.append(act))
    write(room, people.form.phone, "610-555-0123")
    form = people.form.forms[0]
    write(room, form.rates["coinsurance_out"], "40 %")
    write(room, form.sums["out_of_pocket_max_individual"], "4000")
    room.qtbot.mouseClick(people.save, LEFT)
    room.settle()
    assert person(room).phone == "610-555-0123"
    assert plan(room).coinsurance_out == Decimal("0.4")
    assert plan(room).out_of_pocket_max_individual == Money.of("4000.00")
    assert plan(room).coinsurance_in == Decimal("0.2")
    undo[-1]()
    room.settle()
    assert person(room).phone != "610-555-0123"
    assert people.form.phone.text() == person(room).phone


def test_wrong_terms_are_named_with_an_example(room, people):
    field = people.form.forms[0].rates["coinsurance_in"]
    write(room, field, "120")
    room.qtbot.mouseClick(people.save, LEFT)
    assert field.problem == "Type a percent like 20"
    write(room, field, "20")
    write(room, people.form.state, "Ohio")
    room.qtbot.mouseClick(people.save, LEFT)
    assert people.form.state.problem == "Type two letters like OH"
    room.settle()
    assert person(room).state != "Ohio"


def test_a_new_person_with_a_plan(room, people):
    room.qtbot.mouseClick(people.add, LEFT)
    room.qtbot.mouseClick(people.save, LEFT)
    write(room, people.form.name, "Ann Lee")
    room.qtbot.mouseClick(people.form.add_plan, LEFT)
    form = people.form.forms[0]
    form.type.set_key("dental_stand_alone")
    form.type.changed.emit()
    write(room, form.texts["payer_name"], "Harbor Dental")
    write(room, form.covered_from, "6/1/26")
    room.qtbot.mouseClick(form.dental.add, LEFT)
    row = form.dental.rows[0]
    write(room, form.dental.waits["major"], "12")
    for field, text in zip((row.code, row.network, row.alternate, row.rate), ("d2392", "200", "120", "80"), strict=True):
        write(room, field, text)
    room.qtbot.mouseClick(people.save, LEFT)
    room.settle()
    kept = next(one for one in room.ask(lambda vault: vault.people.all()) if one.name == "Ann Lee")
    plan = room.ask(lambda vault: vault.plans.get(kept.plan_ids[0]))
    dental = plan.dental
    assert plan.covered_from == datetime.date(2026, 6, 1) and dental.waiting_months == {"major": 12}
    assert dental.network_fees == {"D2392": Money.of("200.00")}
    assert dental.alternate_fees == {"D2392": Money.of("120.00")}
    assert dental.rates == {"D2392": Decimal("0.8")}
    assert not kept.is_me
    people.remove.click()
    room.settle()
    assert len(people.rows) == 2


def test_a_person_with_papers_stays(room, people):
    people.remove.click()
    room.settle()
    assert "Give them to somebody else" in str(room.problems[-1])
    assert person(room)


def test_going_to_somebody_else_keeps_what_was_typed(room, people):
    write(room, people.form.email, "walter@example.org")
    room.qtbot.mouseClick(people.rows[1], LEFT)
    room.settle()
    assert people.form.name.text() == "Ruth Calloway"
    assert person(room).email == "walter@example.org"


def test_leaving_the_page_keeps_what_was_typed(room, people):
    write(room, people.form.email, "walter@example.org")
    room.window.stack.removeWidget(people)
    people.hide()
    room.settle()
    assert person(room).email == "walter@example.org"


def test_a_plan_without_its_share_makes_a_check_ask(room, people):
    form = people.form.forms[0]
    write(room, form.rates["coinsurance_in"], " ")
    room.qtbot.mouseClick(people.save, LEFT)
    room.settle()
    assert plan(room).coinsurance_in is None
