"""What stands unsaved when the window locks: plain data of every open task, and all of it back in its place."""

from __future__ import annotations

import json

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout

from medbills.gui.drafts import SECRET, BringingBack, Draft, TaskDraft, collect, fill
from medbills.gui.page import TaskWidget
from medbills.gui.parts.kept_texts import KeptTexts
from medbills.gui.widgets.choices import CheckRow
from medbills.gui.widgets.field import DateField, Field, NotesField, PassphraseField
from medbills.gui.wizards.call_log import CallTask
from medbills.gui.wizards.letter import LetterTask
from medbills.gui.wizards.packet import PacketTask
from medbills.gui.wizards.review import ReviewTask


def locked(room):
    """What the lock keeps, read back as the next start reads it; the window is empty afterwards."""
    for task in room.window.task_layer.tasks:
        task.may_leave()
    room.settle()
    draft = Draft.from_text(collect(room.window).to_text())
    while room.window.task is not None:
        room.window.close_task()
    room.settle()
    return draft


def brought_back(room, draft):
    ended = []
    BringingBack(room.window, draft, lambda: ended.append(1))
    room.qtbot.waitUntil(lambda: bool(ended), timeout=30_000)
    room.settle()
    return room.window.task_layer.tasks


def test_a_letter_and_the_call_below_it_come_back(room):
    case_id = room.ask(lambda vault: next(case.id for case in vault.cases.all() if "Riverbend" in case.title or "ER" in case.title))
    call = room.open(CallTask(room.desk, case_id))
    for editor in call.notes.findChildren(QPlainTextEdit)[:1]:
        QTest.keyClicks(editor, "She said the discount was forgotten.")
    letter = room.open(LetterTask(room.desk, case_id, "itemized_bill_request"))
    typed = next((editor for editor in letter.findChildren(QLineEdit) if editor.isVisible()), None)
    if typed is not None:
        typed.clear()
        QTest.keyClicks(typed, "Quillfeather 7")
    at = letter.state.letter.id
    draft = locked(room)
    assert [task.again[0] for task in draft.tasks] == ["call", "letter"]
    below, above = brought_back(room, draft)
    assert isinstance(below, CallTask) and isinstance(above, LetterTask)
    assert any("discount was forgotten" in editor.toPlainText() for editor in below.notes.findChildren(QPlainTextEdit))
    assert above.state.letter.id == at
    if typed is not None:
        assert any(editor.text() == "Quillfeather 7" for editor in above.findChildren(QLineEdit))


def test_a_review_and_a_packet_come_back(room):
    paper_id = room.ask(lambda vault: vault.papers.all()[0].paper.id)
    review = room.open(ReviewTask(room.desk, [paper_id]))
    row = review.form.rows["account_number"]
    row.edit()
    row.field.editor.selectAll()
    QTest.keyClicks(row.field.editor, "QF-1177")
    case_id = room.ask(lambda vault: vault.cases.all()[0].id)
    room.open(PacketTask(room.desk, case_id))
    draft = locked(room)
    again, packet = brought_back(room, draft)
    assert isinstance(again, ReviewTask) and isinstance(packet, PacketTask)
    assert again.form.review.kept.paper.id == paper_id
    assert again.form.review.kept.paper.account_number == "QF-1177"


class Form(TaskWidget):
    """A task of the kind that keeps nothing itself, and cannot be opened again."""

    def __init__(self, desk):
        super().__init__(desk, "A form")
        column = QVBoxLayout(self)
        self.name, self.day = Field("Name"), DateField("Day", desk.today())
        self.notes, self.secret, self.key = NotesField("Notes"), PassphraseField("Passphrase"), Field("Group 2")
        self.key.editor.setProperty(SECRET, True)
        self.check, self.choice = CheckRow("It was paid"), QComboBox()
        self.choice.setAccessibleName("Kind")
        self.choice.addItems(["one", "two"])
        for part in (self.name, self.day, self.notes, self.secret, self.key, self.check, self.choice):
            column.addWidget(part)

    def type(self):
        QTest.keyClicks(self.name.editor, "Ruth")
        QTest.keyClicks(self.day.editor, "11/18/26")
        self.day.validate()
        QTest.keyClicks(self.notes.editor, "two lines")
        QTest.keyClicks(self.secret.editor, "zanzibar")
        QTest.keyClicks(self.key.editor, "7QFX")
        self.check.click()
        self.choice.setCurrentIndex(1)


def test_no_word_is_lost_even_where_the_task_cannot_be_opened_again(room):
    form = room.open(Form(room.desk))
    form.type()
    day = form.day.text()
    draft = locked(room)
    text = draft.to_text()
    assert "zanzibar" not in text and "7QFX" not in text, "passphrases and parts of keys are never kept"
    assert json.loads(text)["tasks"][0]["again"] is None
    assert not brought_back(room, draft)
    (kept,) = room.window.findChildren(KeptTexts)
    assert dict(kept.texts) == {"Name": "Ruth", "Day": day, "Notes": "two lines"}


def test_every_kind_of_control_gets_its_value_back(room):
    form = room.open(Form(room.desk))
    form.type()
    draft = locked(room)
    fresh = room.open(Form(room.desk))
    assert fill(fresh, draft.tasks[0].values | {"Gone": "x"}) == {"Gone": "x"}
    assert (fresh.name.text(), fresh.notes.text()) == ("Ruth", "two lines")
    assert fresh.check.isChecked() and fresh.choice.currentText() == "two"
    assert fresh.secret.text() == "" and fresh.key.text() == ""


def test_while_it_is_brought_back_only_the_words_are_kept():
    """A task that ends the program when it opens must not do so at each start."""
    task = TaskDraft("A letter", ("letter", {"case_id": "c"}), {"Name": "Ruth", "Kind": "one"}, {"Name": "Ruth"})
    words = Draft("people", {"Phone": "555"}, (task,)).words
    assert words == Draft(None, {"Phone": "555", "Name": "Ruth"}) and Draft.from_text(words.to_text()) == words


@pytest.mark.parametrize("text", ["", "{", "[]", '{"tasks": [{}]}', '{"tasks": 3}'])
def test_a_draft_that_cannot_be_read_is_none(text):
    assert Draft.from_text(text).is_empty


def test_what_nobody_typed_is_no_draft(room):
    """The negative control: a field that we filled ourselves is not the user's word."""
    form = room.open(Form(room.desk))
    form.name.set_text("from the papers")
    draft = locked(room)
    assert draft.tasks[0].typed == {} and draft.tasks[0].values["Name"] == "from the papers"
