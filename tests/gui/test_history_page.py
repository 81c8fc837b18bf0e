"""History: what was removed comes back, what was done is undone, another copy comes in, and corrections stand beside what was said."""

import dataclasses
import datetime
import shutil

import pytest
from PySide6.QtCore import Qt

from medbills.domain.letter import Letter
from medbills.domain.money import Money
from medbills.gui import dialogs
from medbills.gui.main_window import found_pages
from medbills.gui.parts.corrections_card import CorrectionTask
from medbills.gui.wizards.bring_in_copy import BringInCopyTask
from medbills.services.open_vault import open_vault
from medbills.services.remove_paper import remove_paper
from medbills.store import content_hash

LEFT = Qt.MouseButton.LeftButton
PASSPHRASE = "four plain words here"


def page(room, slug):
    spec = next(page for page in found_pages() if page.slug == slug)
    made = spec.make(room.desk)
    room.window.stack.addWidget(made)
    room.window.stack.setCurrentWidget(made)
    room.desk.changed.connect(lambda topics: made.reload() if topics & spec.topics else None)
    made.reload()
    room.settle()
    return made


def show(room, history, section):
    history.show_item(section)
    room.settle()
    return history.part


def press(room, button):
    room.qtbot.mouseClick(button, LEFT)
    room.settle()


def bill(vault):
    return next(kept for kept in vault.papers.all() if kept.paper.is_bill and kept.case_id)


def test_a_removed_paper_is_brought_back_or_removed_for_good(room, monkeypatch, unnamed):
    today = room.desk.today()
    before = room.ask(content_hash)
    paper = room.ask(bill).id
    room.ask(lambda vault: remove_paper(vault, paper, today=today))
    history = page(room, "history")
    part = show(room, history, "removed")
    assert len(part.backs) == 1 and unnamed(history) == []
    press(room, part.backs[0])
    assert room.ask(content_hash) == before and room.told[-1] == "It is back in its place."
    room.desk.undo_latest()
    room.settle()
    assert room.ask(lambda vault: vault.papers.get(paper)) is None, "bringing back can be undone like all else"
    asked = []
    monkeypatch.setattr(dialogs, "confirm", lambda *words: asked.append(words) or len(asked) > 1)
    press(room, history.part.goners[0])
    assert len(history.part.goners) == 1, "the safe answer keeps it"
    press(room, history.part.goners[0])
    assert history.part.goners == [] and "Backups made before keep its words" in asked[0][-1]
    assert room.problems == []


def test_what_was_done_is_undone_and_done_again(room):
    room.ask(lambda vault: _correct(vault, 100) and _correct(vault, 200))
    history = page(room, "history")
    part = show(room, history, "deeds")
    before = room.ask(content_hash)
    press(room, part.undo)
    assert room.told[-1].startswith("Undid: ") and room.ask(content_hash) != before
    assert history.part.redo.isEnabled()
    press(room, history.part.redo)
    assert room.ask(content_hash) == before
    press(room, history.part.undos[1])
    assert "“Corrected the bill” came later and builds on it" in str(room.problems[-1])


@pytest.fixture
def copy(room, tmp_path):
    """A copy of the open vault, in which an amount was changed, as it was here."""
    there = tmp_path / "stick" / "Calloway.medbills"
    shutil.copytree(room.ask(lambda vault: vault.folder), there, ignore=shutil.ignore_patterns("vault.lock"))
    other = open_vault(there, PASSPHRASE)
    _correct(other, 77700)
    other.close()
    room.ask(lambda vault: _correct(vault, 88800))
    return there


def _correct(vault, cents):
    kept = bill(vault)
    with vault.change("Corrected the bill") as change:
        change.papers.update(dataclasses.replace(kept, paper=dataclasses.replace(kept.paper, amount_due=Money(cents))))
    return True


def test_another_copy_comes_in_after_a_look(room, copy, monkeypatch, unnamed):
    history = page(room, "history")
    part = show(room, history, "copies")
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: copy)
    opened = []
    room.desk.task_opened.connect(opened.append)
    press(room, part.choose)
    task = opened[0]
    assert isinstance(task, BringInCopyTask)
    task.field.set_text(PASSPHRASE)
    press(room, task.look)
    (card,) = task.cards
    assert {card.differing.one, card.differing.other} == {"$777.00", "$888.00"} and unnamed(task) == []
    before = room.ask(content_hash)
    press(room, task.bring)
    assert room.told[-1] == "The other copy is brought in." and room.window.task is None
    (waiting,) = history.part.cards
    waiting.one.click()
    press(room, history.part.keeps[0])
    assert history.part.cards == []
    words = "$777.00" if room.ask(bill).paper.amount_due == Money(77700) else "$888.00"
    assert words == waiting.differing.one
    for _ in range(2):
        room.ask(lambda vault: vault.undo_last())
    assert room.ask(content_hash) == before
    press(room, history.part.choose)
    for _ in range(2):  # a wrong one, and the wait that follows it
        opened[1].field.set_text("not this one")
        press(room, opened[1].look)
        assert opened[1].field.problem and not opened[1].cards
    assert room.problems == []


def test_a_correction_stands_beside_the_call_and_the_letter(room):
    calls = page(room, "calls_letters")
    contact = next(row.contact for row in calls.rows if row.contact.item == "call")
    notes = room.ask(lambda vault: vault.calls.get(contact.id).notes)
    calls.open(contact)
    room.settle()
    press(room, calls.corrections.keep)
    assert calls.corrections.field.problem
    calls.corrections.field.set_text("It was $210, not $120.")
    press(room, calls.corrections.keep)
    assert calls.corrections.words == ["It was $210, not $120."]
    assert room.ask(lambda vault: vault.calls.get(contact.id).notes) == notes
    calls.show_list()
    room.settle()
    shown = next(row.contact for row in calls.rows if row.contact.id == contact.id)
    assert shown.corrected.endswith(": It was $210, not $120.")
    room.ask(_sent_letter)
    calls.reload()
    room.settle()
    opened = []
    room.desk.task_opened.connect(opened.append)
    calls.open(next(row.contact for row in calls.rows if row.contact.id == "sent"))
    room.settle()
    press(room, opened[0].bar_buttons[0])
    assert isinstance(opened[1], CorrectionTask) and opened[1].card.words == []
    assert room.problems == []


def _sent_letter(vault):
    with vault.change("Sent") as change:
        change.letters.add(Letter(
            id="sent", case_id=bill(vault).case_id, template_id="x", slug="x", title="A letter", recipient="R", answers={},
            sent_on=datetime.date(2026, 11, 10), document_id=vault.documents.all()[0].id,
        ))  # fmt: skip
    return True
