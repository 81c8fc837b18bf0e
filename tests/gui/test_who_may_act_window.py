"""The register in the window: forms with their ends, a new one, and a letter that may not be signed."""

import datetime

import pytest
from PySide6.QtCore import Qt

from medbills.domain.authority import Act, Form
from medbills.domain.case import CaseKind
from medbills.gui.pages import calendar, people, today
from medbills.gui.wizards.letter import LetterTask
from medbills.services.check_signer import WayOut

LEFT = Qt.MouseButton.LeftButton


def page(room, slug):
    spec = {"people": people, "today": today, "calendar": calendar}[slug].PAGE
    made = spec.make(room.desk)
    room.window.stack.addWidget(made)
    room.window.stack.setCurrentWidget(made)
    room.desk.changed.connect(lambda topics: made.reload() if topics & spec.topics else None)
    made.reload()
    room.settle()
    room.settle()
    return made


def write(room, field, text):
    field.setFocus()
    field.editor.selectAll()
    room.qtbot.keyClicks(field.editor, text)


@pytest.fixture
def people_page(room):
    return page(room, "people")


def test_the_forms_stand_on_the_page_with_their_ends_and_a_new_one_is_kept_and_taken_back(room, people_page):
    card = people_page.authority
    said = [row.accessibleName() for row in card.rows]
    assert len(said) == 3 and any("Riverbend General: privacy form (HIPAA)" in line and "Until Sep 2027" in line for line in said)
    assert any("Lakeshore Health: named helper form" in line and "Ends in 13 days" in line for line in said)
    assert any("Power of attorney, money matters" in line and "No end date" in line for line in said)
    undo = []
    room.desk.told.connect(lambda _text, act: undo.append(act))
    room.qtbot.mouseClick(card.add, LEFT)
    form = card.form
    form.form.set_key(Form.CMS_1696.value)
    form._chosen()
    assert form.acts[Act.APPEAL].isChecked() and not form.acts[Act.MONEY].isVisibleTo(form)
    assert "Source: 42 CFR 405.910(e)" in form.says.text()
    write(room, form.towards, "Medicare")
    write(room, form.signed, "03/01/26")
    assert form.ends.day() == datetime.date(2027, 3, 1)
    room.qtbot.mouseClick(form.save, LEFT)
    room.settle()
    room.settle()
    forms = room.ask(lambda vault: vault.authorities.all())
    assert any(one.form is Form.CMS_1696 and one.holder == "Ruth Calloway" and one.allows(Act.APPEAL) for one in forms)
    undo[-1]()
    room.settle()
    assert not any(one.form is Form.CMS_1696 for one in room.ask(lambda vault: vault.authorities.all()))


def test_what_is_missing_in_a_form_is_said_and_the_form_stays(room, people_page):
    room.qtbot.mouseClick(people_page.authority.add, LEFT)
    form = people_page.authority.form
    write(room, form.towards, "Cedar Lab")
    room.qtbot.mouseClick(form.save, LEFT)
    room.settle()
    assert "has an end" in str(room.problems[-1]) and people_page.authority.form is form and form.save.isEnabled()


def test_the_end_of_a_form_stands_on_today_and_in_the_calendar(room):
    first = page(room, "today")
    assert [row.accessibleName().split(". ")[1] for row in first.forms] == ["The form for Lakeshore Health ends"]
    days = page(room, "calendar")
    entry = next(entry for entry in days._entries if entry.item == "form")
    assert entry.day == datetime.date(2026, 11, 30) and "named helper form" in entry.detail
    days._day, days._key = entry.day, entry.key
    days._show()
    assert days.panel.doing.step.text() == "See the forms"


def test_a_letter_that_may_not_be_signed_offers_the_ways_out(room):
    matter = room.matter(CaseKind.BILL, "ER visit")
    with_forms = room.ask(lambda vault: vault.authorities.all())

    def end_them(vault):
        with vault.change("Ended") as change:
            for form in with_forms:
                change.authorities.remove(form.id)
        return True

    room.ask(end_them)
    task = room.open(LetterTask(room.desk, matter.id, "billing_dispute"))
    task._turn(len(task.state.questions))
    end = task.page
    assert "Say what it lets Ruth do" in task.state.signer.problem
    assert list(end.remedies) == [WayOut.ADD_FORM, WayOut.WRITE_FORM, WayOut.PATIENT_SIGNS]
    assert not hasattr(end, "save")
    room.qtbot.mouseClick(end.remedies[WayOut.PATIENT_SIGNS], LEFT)
    room.settle()
    assert not task.state.signer.problem and task.state.facts["sender_name"].value == "Walter Calloway"
    assert task.state.rendered.final and task.page.save.isVisible()
