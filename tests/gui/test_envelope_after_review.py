"""Right after a paper was reviewed and filed, the window says what to do with its envelope."""

import dataclasses
import datetime

import pytest
from PySide6.QtCore import Qt

from medbills.domain.triage import Verdict
from medbills.gui.wizards.review import ReviewTask
from medbills.services.keep_paper import keep_paper
from medbills.services.read_paper import read_paper

NOW = datetime.datetime(2026, 11, 17, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def filed(room, samples):
    """A new statement, looked at and accepted."""
    read = read_paper(samples / "11-osprey-statement.pdf")
    read = dataclasses.replace(read, data=read.data + b"\n")
    kept = room.ask(lambda vault: keep_paper(vault, read, now=NOW))
    task = room.open(ReviewTask(room.desk, [kept.papers[0].id]))
    room.qtbot.waitUntil(lambda: task.form is not None)
    walter = next(person for person in task.form.review.people if person.called == "Dad")
    choice = task.form.whose.choice
    choice.set_key(walter.id)
    choice.changed.emit()
    choice.left.emit()
    room.qtbot.mouseClick(task.form.accept, Qt.MouseButton.LeftButton)
    room.settle()
    return kept.papers[0].id


def test_the_card_comes_after_the_review(room, filed):
    assert room.window.task is None
    card = room.window.sorting.card
    assert card is not None and card.answer.paper_id == filed
    assert card.answer.verdict is not Verdict.PAY
    room.qtbot.mouseClick(card.close_button, Qt.MouseButton.LeftButton)
    assert room.window.sorting.card is None


def test_looking_at_a_filed_paper_again_sorts_nothing(room, filed):
    room.window.sorting.close()
    task = room.open(ReviewTask(room.desk, [filed]))
    room.qtbot.waitUntil(lambda: task.form is not None)
    room.qtbot.mouseClick(task.form.accept, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.window.sorting.card is None
