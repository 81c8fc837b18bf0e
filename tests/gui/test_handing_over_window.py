"""Handing one person's papers over in the window, and the copy opened again with its words above it."""

import pypdfium2
from PySide6.QtCore import Qt

from medbills.errors import ReadOnlyVault
from medbills.gui import dialogs
from medbills.gui.opening import Opened, open_papers
from medbills.gui.parts.start import start_hand_over
from medbills.gui.session import Session
from medbills.gui.settings import Settings
from medbills.services.sample_family import sample_today

LEFT = Qt.MouseButton.LeftButton
SECRET = "velvet otter climbs nine ladders"


def begin(room):
    person = room.ask(lambda vault: next(one for one in vault.people.all() if one.called == "Dad"))
    start_hand_over(room.desk, person.id, person.name)
    room.settle()
    return room.window.task


def seal(room, task):
    for field in (task.secret, task.repeated):
        room.qtbot.keyClicks(field.editor, SECRET)


def test_the_copy_is_told_made_checked_and_summed_up_on_one_page(room, tmp_path, monkeypatch, unnamed):
    task = begin(room)
    assert "Everything of Ruth Calloway." in task.preview.stays and any("signed forms" in line for line in task.preview.holds)
    assert unnamed(task) == []
    room.qtbot.mouseClick(task.make, LEFT)
    assert task.secret.problem and task.done is None
    seal(room, task)
    monkeypatch.setattr(dialogs, "open_folder", lambda *_: tmp_path)
    room.qtbot.mouseClick(task.make, LEFT)
    room.settle()
    assert task.done is not None and task.done.folder.name == "Walter Calloway papers.medbills" and not task.done.read_only
    page = tmp_path / "page.pdf"
    monkeypatch.setattr(dialogs, "save_file", lambda *_: page)
    room.qtbot.mouseClick(task.save_page, LEFT)
    room.settle()
    pdf = pypdfium2.PdfDocument(page.read_bytes())
    words = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert len(pdf) == 1
    for told in ("Taking over for Walter Calloway", "ER visit", "Days to keep", "Nov 20", "Who may act", "Ruth Calloway", "In dispute"):
        assert told in words, told
    assert "Harbor Dental" not in words and "Filling" not in words


def test_an_advocate_s_copy_opens_with_its_words_and_takes_no_change(room, tmp_path, monkeypatch):
    task = begin(room)
    room.qtbot.mouseClick(task.ways["chosen"], LEFT)
    room.settle()
    seal(room, task)
    room.qtbot.mouseClick(task.make, LEFT)
    assert task.done is None, "no case is chosen yet"
    chosen = next(case for case, tick in task.cases.items() if "MRI" in tick.label.text())
    task.cases[chosen].setChecked(True)
    room.settle()
    monkeypatch.setattr(dialogs, "open_folder", lambda *_: tmp_path)
    room.qtbot.mouseClick(task.make, LEFT)
    room.settle()
    folder = task.done.folder
    opened = room.ask(lambda _vault: open_papers(folder, SECRET, None))
    assert isinstance(opened, Opened) and opened.read_only and opened.copy.startswith("For reading only: Walter Calloway’s papers")
    session = Session(room.desk.jobs, opened, Settings(dark=False), sample_today)
    problems = []
    session.desk.problem_met.disconnect()  # the window would ask, and wait for an answer
    session.desk.problem_met.connect(problems.append)
    session.show()
    for slug in ("today", "people", "papers"):
        session.window.show_page(slug)
        room.settle()
    assert problems == [] and session.backing_up is None
    session.desk.vault_job(_write, lambda _none: None)
    room.settle()
    assert [type(problem) for problem in problems] == [ReadOnlyVault]
    session.window.close()
    room.ask(lambda _vault: opened.vault.close() or True)


def _write(vault):
    with vault.change("Wrote") as change:
        change.settings.set("x", 1)
