"""A review keeps what is typed a moment later and says so; of an accepted paper only what stands; one sitting is one change."""

import dataclasses
import datetime
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from medbills.domain.paper import Kind
from medbills.errors import NoRoom
from medbills.gui.task_bar import TaskBar
from medbills.gui.wizards import review as review_module
from medbills.gui.wizards.letter import LetterTask
from medbills.gui.wizards.review import STAYS, ReviewTask
from medbills.services.keep_paper import keep_paper
from medbills.services.read_paper import ReadFile, read_paper
from medbills.services.undo_changes import list_deeds, undo_newest

NOW = datetime.datetime(2026, 11, 17, 9, 0, tzinfo=datetime.UTC)
SAVED = re.compile(r"Saved \d{1,2}:\d\d")


@pytest.fixture(scope="module")
def statement(request):
    """A statement with other bytes than the sample's, whose due date was hard to read."""
    read = read_paper(request.getfixturevalue("samples") / "11-osprey-statement.pdf")
    document = read.reading.documents[0]
    due = document.fields["due_date"]
    doubtful = dataclasses.replace(due, spot=dataclasses.replace(due.spot, confidence=0.6))
    document = dataclasses.replace(document, fields={**document.fields, "due_date": doubtful})
    return ReadFile(read.data + b"\n", dataclasses.replace(read.reading, documents=(document,)))


@pytest.fixture
def task(room, statement):
    paper = room.ask(lambda vault: keep_paper(vault, statement, now=NOW)).papers[0]
    return opened(room, paper.id)


def opened(room, paper_id):
    task = ReviewTask(room.desk, [paper_id])
    task.states = []
    task.saved.connect(task.states.append)
    room.open(task)
    room.qtbot.waitUntil(lambda: task.form is not None)
    return task


def type_into(room, field, text):
    field.editor.setFocus()
    field.editor.selectAll()
    room.qtbot.keyClicks(field.editor, text)


def until_saved(room, task):
    """Waits for the line in the bar, as the user sees it."""
    room.qtbot.waitUntil(lambda: bool(SAVED.fullmatch(task.states[-1])), timeout=10_000)
    task.states.append("")
    bars = [bar for bar in room.window.findChildren(TaskBar) if bar.isVisible()]
    assert any(SAVED.fullmatch(part.text()) for bar in bars for part in bar.findChildren(QWidget) if hasattr(part, "text"))


def kept(room, task):
    return room.ask(lambda vault: vault.papers.get(task.form.review.kept.paper.id))


def test_what_is_being_typed_is_kept_and_the_bar_says_when(room, task):
    assert task.states == [STAYS]
    field = task.form.check.fields["due_date"]
    type_into(room, field, "12/17/26")
    until_saved(room, task)
    assert field.editor.hasFocus() and field.editor.text() == "12/17/26", "the field is left as it is"
    assert kept(room, task).paper.due_date == datetime.date(2026, 12, 17) and not kept(room, task).confirmed
    row = task.form.rows["account_number"]
    row.edit()
    type_into(room, row.field, "OPT-77")
    until_saved(room, task)
    assert row.editing and kept(room, task).paper.account_number == "OPT-77"
    again = opened(room, task.form.review.kept.paper.id)  # as after a crash: nobody left the first one
    assert again.form.paper.due_date == datetime.date(2026, 12, 17)
    assert again.form.rows["account_number"].row.accessibleName().endswith("You typed this.")


def test_what_cannot_be_read_yet_is_not_kept_and_not_told(room, task):
    before = kept(room, task).paper.due_date
    field = task.form.check.fields["due_date"]
    for typed in ("some", ""):
        field.editor.clear()
        room.qtbot.keyClicks(field.editor, typed or "x")
        if not typed:
            room.qtbot.keyClick(field.editor, Qt.Key.Key_Backspace)
        until_saved(room, task)
        assert kept(room, task).paper.due_date == before and not field.problem


def test_one_sitting_is_one_change_and_one_undo_takes_it_back(room, task):
    before = kept(room, task).paper
    type_into(room, task.form.check.fields["due_date"], "12/17/26")
    until_saved(room, task)
    type_into(room, task.form.check.fields["due_date"], "12/18/26")
    until_saved(room, task)
    task.form.rows["account_number"].edit()
    type_into(room, task.form.rows["account_number"].field, "OPT-1")
    room.window.back()
    room.settle()
    deeds = room.ask(list_deeds).deeds
    assert [deed.what for deed in deeds[:2]].count("Kept what was typed on a paper") == 1 and "typed" not in deeds[1].what
    assert room.ask(lambda vault: vault.papers.get(before.id)).paper.account_number == "OPT-1"
    room.ask(lambda vault: undo_newest(vault, today=room.desk.today()))
    assert room.ask(lambda vault: vault.papers.get(before.id)).paper == before


def test_an_accepted_paper_changes_only_once_a_value_stands(room):
    paper = room.ask(lambda vault: next(one for one in vault.papers.all() if one.paper.kind is Kind.ITEMIZED_BILL and one.person_id))
    task = opened(room, paper.paper.id)
    row = task.form.rows["account_number"]
    row.edit()
    type_into(room, row.field, "HALF-1")
    assert not task._soon.isActive() and kept(room, task) == paper, "half a number is no number of an accepted paper"
    room.qtbot.keyClick(row.field.editor, Qt.Key.Key_Return)
    until_saved(room, task)
    assert kept(room, task).paper.account_number == "HALF-1"


def test_what_could_not_be_kept_is_told_and_kept_the_next_time(room, task, monkeypatch):
    def full(*_args, **_more):
        raise NoRoom("The disk is full. Make some room and try again.")

    keep = review_module.keep_for_later
    monkeypatch.setattr(review_module, "keep_for_later", full)
    type_into(room, task.form.check.fields["due_date"], "12/17/26")
    room.qtbot.waitUntil(lambda: task.states[-1] == "", timeout=10_000)
    assert not any(bar._state.isVisible() for bar in room.window.findChildren(TaskBar)), "nothing claims that it is saved"
    assert [str(problem) for problem in room.problems] == ["The disk is full. Make some room and try again."]
    monkeypatch.setattr(review_module, "keep_for_later", keep)
    room.window.back()
    room.settle()
    assert kept(room, task).paper.due_date == datetime.date(2026, 12, 17)


def test_closing_the_window_keeps_what_lies_below_another_task(room, task):
    type_into(room, task.form.check.fields["due_date"], "12/17/26")
    case_id = room.ask(lambda vault: vault.cases.all()[0].id)
    room.open(LetterTask(room.desk, case_id, "itemized_bill_request"))
    paper_id = task.form.review.kept.paper.id
    room.window.close()
    room.settle()
    QApplication.processEvents()
    assert room.ask(lambda vault: vault.papers.get(paper_id)).paper.due_date == datetime.date(2026, 12, 17)
