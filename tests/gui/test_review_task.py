"""A paper under review: doubtful values first, keyboard, typed values, lines, whom it is for, later, remove and undo."""

import dataclasses
import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.gui.wizards.review import ReviewTask
from medbills.services.keep_paper import keep_paper
from medbills.services.read_paper import ReadFile, read_paper

NOW = datetime.datetime(2026, 11, 17, 9, 0, tzinfo=datetime.UTC)


def sure(value, confidence=1.0):
    return dataclasses.replace(value, spot=dataclasses.replace(value.spot, confidence=confidence))


@pytest.fixture(scope="module")
def osprey(request):
    """A statement that reads clearly, with its due date and one charge made doubtful, and other bytes than the sample's."""
    samples = request.getfixturevalue("samples")
    read = read_paper(samples / "11-osprey-statement.pdf")
    document = read.reading.documents[0]
    fields = {name: sure(value) for name, value in document.fields.items() if name != "patient_name"}
    fields["due_date"] = sure(fields["due_date"], 0.6)
    lines = [{name: sure(value) for name, value in line.items()} for line in document.lines]
    lines[1]["billed"] = sure(lines[1]["billed"], 0.7)
    document = dataclasses.replace(document, fields=fields, lines=tuple(lines))
    return ReadFile(read.data + b"\n", dataclasses.replace(read.reading, documents=(document,)))


@pytest.fixture
def review(room, osprey):
    """The task on that statement, and the paper's id."""
    kept = room.ask(lambda vault: keep_paper(vault, osprey, now=NOW))
    task = room.open(ReviewTask(room.desk, [kept.papers[0].id]))
    room.qtbot.waitUntil(lambda: task.form is not None)
    room.paper_id = kept.papers[0].id
    return task


def kept(room):
    return room.ask(lambda vault: vault.papers.get(room.paper_id) or False)


def held(room):
    return room.window.focusWidget()


def enter(room, key=Qt.Key.Key_Return):
    room.qtbot.keyClick(held(room), key)
    QApplication.processEvents()


def choose(field, key):
    field.set_key(key)
    field.changed.emit()
    field.left.emit()


def test_doubtful_values_come_first_each_with_its_reason(room, review):
    form = review.form
    assert list(form.check.fields) == ["due_date", "line 1 billed"]
    assert form.check.fields["due_date"].hint.text() == "The page has “12/12/26”. Is it the right day?"
    assert form.check.fields["line 1 billed"].label.text() == "Line 2, Charge"
    assert form.check.whose is form.whose
    assert held(room) is form.check.fields["due_date"].editor
    assert review.pane.viewer.sheet.lit == "due_date"


def test_enter_walks_through_and_accepts(room, review):
    enter(room)
    assert held(room) is review.form.check.fields["line 1 billed"].editor
    enter(room)
    assert held(room) is review.form.whose.choice.editor
    enter(room)
    assert review.form.whose.choice.problem, "nobody is chosen yet"
    walter = next(person for person in review.form.review.people if person.called == "Dad")
    choose(review.form.whose.choice, walter.id)
    review.form.whose.choice.setFocus()
    enter(room)
    room.settle()
    paper = kept(room)
    assert paper.confirmed
    assert paper.person_id == walter.id
    assert not paper.paper.spots["due_date"].typed
    assert paper.paper.spots["due_date"].confidence == 1.0
    assert room.window.task is None
    assert room.told[-1].startswith("Kept.")


def test_a_typed_value_says_so(room, review):
    field = review.form.check.fields["due_date"]
    field.editor.selectAll()
    room.qtbot.keyClicks(field.editor, "12/17/26")
    choose(review.form.whose.choice, review.form.review.people[0].id)
    room.qtbot.mouseClick(review.form.accept, Qt.MouseButton.LeftButton)
    room.settle()
    paper = kept(room).paper
    assert paper.due_date == datetime.date(2026, 12, 17)
    assert paper.spots["due_date"].typed
    assert paper.spots["due_date"].box, "the place on the page stays"


def test_what_was_typed_may_be_typed_back(room, review):
    for typed, chip in (("12/17/26", "You typed this"), ("12/12/26", "You typed this")):
        field = review.form.check.fields["due_date"]
        field.setFocus()
        field.editor.selectAll()
        room.qtbot.keyClicks(field.editor, typed)
        enter(room)
        assert review.form.check._chips["due_date"].text() == chip
        assert f"{review.form.paper.due_date:%m/%d/%y}" == typed, "the paper follows at once"
    assert review.form.checked().due_date == datetime.date(2026, 12, 12)
    assert review.form.check.left == 2


def test_a_day_that_cannot_be_read_holds_the_paper_back(room, review):
    field = review.form.check.fields["due_date"]
    field.editor.selectAll()
    room.qtbot.keyClicks(field.editor, "someday")
    choose(review.form.whose.choice, review.form.review.people[0].id)
    room.qtbot.mouseClick(review.form.accept, Qt.MouseButton.LeftButton)
    room.settle()
    assert "Type a day like" in field.problem
    assert held(room) is field.editor
    assert not kept(room).confirmed


def test_clear_values_are_fixed_with_f2_and_a_click_lights_their_spot(room, review):
    row = review.form.rows["account_number"]
    room.qtbot.mouseClick(row.row, Qt.MouseButton.LeftButton)
    assert review.pane.viewer.sheet.lit == "account_number"
    row.setFocus()
    enter(room, Qt.Key.Key_F2)
    assert row.editing
    held(room).selectAll()
    room.qtbot.keyClicks(held(room), "OPT-30919")
    enter(room)
    assert not row.editing
    assert row.row.value.text() == "OPT-30919"
    row.edit()
    room.qtbot.keyClicks(held(room), "9")
    enter(room, Qt.Key.Key_Escape)
    assert row.row.value.text() == "OPT-30919"
    assert room.window.task is review


def test_a_press_on_the_page_goes_to_the_field(room, review):
    review.pane.spot_taken.emit("due_date")
    assert held(room) is review.form.check.fields["due_date"].editor
    review.pane.spot_taken.emit("line 3 description")
    assert review.lines.line == 3


def test_lines_are_added_fixed_and_deleted_with_a_running_check(room, review):
    room.qtbot.mouseClick(review.form.lines, Qt.MouseButton.LeftButton)
    lines = review.lines
    said = lines.sums.said
    assert said() == ["The lines add up to $390.00, as the bill says."]
    room.qtbot.mouseClick(lines.add, Qt.MouseButton.LeftButton)
    assert lines.line == 6
    field = lines.fields["billed"]
    field.setFocus()
    room.qtbot.keyClicks(field.editor, "12.5")
    lines.fields["description"].setFocus()
    QApplication.processEvents()
    assert said() == ["The lines add up to $402.50. The bill says $390.00. They are $12.50 apart."]
    lines.leave()
    assert review.form.sums.said() == said(), "the values say it too"
    assert review.form.lines.value.text() == "7 lines, add up to $402.50"
    room.qtbot.mouseClick(review.form.lines, Qt.MouseButton.LeftButton)
    review.lines.go_to(6)
    room.qtbot.keyClick(review.lines.table, Qt.Key.Key_Delete)
    assert len(review.lines.paper.lines) == 6


def test_a_new_person_and_another_kind(room, review):
    choose(review.form.whose.choice, "other")
    room.qtbot.keyClicks(review.form.whose.name.editor, "Ann Lee")
    review.form._open_pair(review.form.kind_row, review.form.kind)
    choose(review.form.kind, Kind.BILL.value)
    review.form.try_accept()
    room.settle()
    paper = kept(room)
    assert paper.paper.kind is Kind.BILL
    person = room.ask(lambda vault: vault.people.get(paper.person_id))
    assert person.name == "Ann Lee"
    assert not person.is_me


def test_later_keeps_what_was_typed(room, review):
    field = review.form.check.fields["due_date"]
    field.editor.selectAll()
    room.qtbot.keyClicks(field.editor, "12/17/26")
    room.qtbot.mouseClick(review.form.later, Qt.MouseButton.LeftButton)
    room.settle()
    paper = kept(room)
    assert not paper.confirmed
    assert paper.paper.due_date == datetime.date(2026, 12, 17)
    assert paper.paper.lines[1].spots["billed"].confidence == 0.7
    task = room.open(ReviewTask(room.desk, [room.paper_id]))
    assert list(task.form.check.fields) == ["line 1 billed"]


def test_the_way_out_keeps_what_was_typed_too(room, review):
    review.form.rows["account_number"].edit()
    held(room).selectAll()
    room.qtbot.keyClicks(held(room), "OPT-1")
    room.window.back()
    room.settle()
    assert kept(room).paper.account_number == "OPT-1"


def test_a_removed_paper_comes_back(room, review):
    undo = []
    room.desk.told.connect(lambda _text, act: undo.append(act))
    review.form.removed.emit()
    room.settle()
    assert kept(room) is False
    undo[-1]()
    room.settle()
    assert kept(room).paper.amount_due == Money.of("390.00")
    assert room.told[-1] == "The paper is back."


def test_fix_something_offers_what_was_not_found(room, review):
    room.qtbot.mouseClick(review.form.fix, Qt.MouseButton.LeftButton)
    assert review.form.rows["patient_paid"].editing
    assert held(room) is review.form.kind.editor
    choose(review.form._more, "claim_number")
    assert review.form.rows["claim_number"].editing


def test_an_accepted_paper_shows_what_it_says(room):
    paper = room.ask(lambda vault: next(one for one in vault.papers.all() if one.paper.kind is Kind.ITEMIZED_BILL and one.person_id))
    task = room.open(ReviewTask(room.desk, [paper.id]))
    assert task.form.check is None
    assert task.form.accept.text() == "Save"
    room.qtbot.keyClick(held(room), Qt.Key.Key_Escape)
    room.settle()
    assert room.window.task is None
    assert room.ask(lambda vault: vault.papers.get(paper.id)) == paper


def test_every_control_has_a_name(room, review, unnamed):
    room.qtbot.mouseClick(review.form.fix, Qt.MouseButton.LeftButton)
    assert not unnamed(review)
    review._open_lines(0)
    assert not unnamed(review)
