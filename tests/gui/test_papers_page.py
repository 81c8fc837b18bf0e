"""The Papers page, and the way of files into the vault: kept, kept before, refused, locked with a password, stopped."""

import io
import shutil

import pikepdf
import pytest
from PySide6.QtCore import Qt

from medbills.gui import dialogs
from medbills.gui.adding import Adding
from medbills.gui.main_window import found_pages
from medbills.gui.wizards.review import ReviewTask

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def adding(room):
    """The window with the Papers page, and what takes files in."""
    room.window.pages["papers"] = next(spec for spec in found_pages() if spec.slug == "papers")
    room.window.show_page("papers")
    made = Adding(room.desk, room.window, room.window.work_place)
    room.settle()
    return made


def page(room):
    return room.window._made["papers"]


def done(room, adding):
    room.qtbot.waitUntil(lambda: not adding.busy, timeout=30_000)
    room.settle()


def fresh(samples, tmp_path, name, as_name=None):
    """A sample paper with other bytes, so that it was not kept before."""
    target = tmp_path / (as_name or name)
    target.write_bytes((samples / name).read_bytes() + b"\n")
    return target


def test_kept_papers_are_listed_and_open(room, adding):
    table = page(room).table
    assert len(table.rows) == 18
    assert not page(room).waiting_rows
    room.qtbot.mouseClick(table.rows[0], LEFT)
    room.settle()
    assert isinstance(room.window.task, ReviewTask)


def test_one_paper_is_reviewed_at_once(room, adding, samples, tmp_path):
    room.desk.add_papers([fresh(samples, tmp_path, "02-riverbend-itemized-bill.pdf")])
    done(room, adding)
    assert isinstance(room.window.task, ReviewTask)
    room.window.back()
    room.settle()
    assert len(page(room).waiting_rows) == 1
    room.qtbot.mouseClick(page(room).review, LEFT)
    assert isinstance(room.window.task, ReviewTask)


def test_several_papers_wait_and_are_reviewed_in_a_row(room, adding, samples, tmp_path):
    names = ["02-riverbend-itemized-bill.pdf", "03-lakeshore-eob-er-visit.pdf"]
    room.desk.add_papers([fresh(samples, tmp_path, name) for name in names])
    done(room, adding)
    assert room.window.task is None
    assert [row.accessibleName().split(".")[0] for row in page(room).waiting_rows][1] == "Lakeshore Health"
    assert page(room).review.text() == "Look at all 2"
    room.qtbot.mouseClick(page(room).review, LEFT)
    room.settle()
    for _ in range(40):  # Enter accepts one value after the other, then the paper
        if room.window.task is not None:
            room.qtbot.keyClick(room.window.focusWidget(), Qt.Key.Key_Return)
            room.settle()
    assert room.window.task is None
    assert not page(room).waiting_rows
    assert room.told[-1].startswith("2 papers kept.")


def test_a_file_kept_before_is_named_with_a_way_to_the_first(room, adding, samples, tmp_path):
    again = tmp_path / "from the mail.pdf"
    shutil.copy(samples / "02-riverbend-itemized-bill.pdf", again)
    room.desk.add_papers([again])
    done(room, adding)
    assert adding.result.title.text() == "1 kept before"
    assert "You added this file before, on October 30, 2026." in adding.result.accessibleName()
    room.qtbot.mouseClick(adding.result.links[0], LEFT)
    room.settle()
    assert room.window.task.form.review.kept.paper.account_number == "7741-22"
    assert adding.result is None


def test_files_that_cannot_be_used_get_a_sentence_each(room, adding, samples, tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "letter.pdf").write_text("Dear Sir or Madam")
    (tmp_path / "cut.pdf").write_bytes((samples / "02-riverbend-itemized-bill.pdf").read_bytes()[:3000])
    (tmp_path / "scans").mkdir()
    good = fresh(samples, tmp_path, "11-osprey-statement.pdf")
    wanted = [tmp_path / name for name in ("empty.pdf", "letter.pdf", "cut.pdf", "scans", "gone.pdf")]
    room.desk.add_papers([*wanted, good])
    done(room, adding)
    said = adding.result.accessibleName()
    assert adding.result.title.text() == "1 file added, 5 not added"
    for part in ("empty.pdf is empty", "letter.pdf is not a PDF", "cut.pdf is cut off", "scans is a folder", "gone.pdf is not there"):
        assert part in said
    assert len(page(room).waiting_rows) == 1
    assert not room.problems
    room.qtbot.mouseClick(adding.result.close_button, LEFT)
    assert adding.result is None


def test_a_locked_paper_asks_for_its_password(room, adding, samples, tmp_path):
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(io.BytesIO((samples / "11-osprey-statement.pdf").read_bytes())) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user="03081963"))
    room.desk.add_papers([locked])
    room.qtbot.waitUntil(lambda: adding.locked.question is not None, timeout=20_000)
    first = adding.locked.question
    room.qtbot.keyClicks(first.field.editor, "wrong")
    room.qtbot.keyClick(first.field.editor, Qt.Key.Key_Return)
    room.qtbot.waitUntil(lambda: adding.locked.question is not first, timeout=20_000)
    assert adding.locked.question.field.problem
    room.qtbot.keyClicks(adding.locked.question.field.editor, "03081963")
    room.qtbot.mouseClick(adding.locked.question.open_button, LEFT)
    done(room, adding)
    task = room.window.task
    assert task.form.review.kept.paper.account_number == "OPT-30918"
    room.qtbot.waitUntil(lambda: task.pane.viewer._pages[0].image.width() > 100, timeout=20_000)


def test_a_locked_paper_can_be_left_out(room, adding, samples, tmp_path):
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(io.BytesIO((samples / "11-osprey-statement.pdf").read_bytes())) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user="03081963"))
    room.desk.add_papers([locked])
    room.qtbot.waitUntil(lambda: adding.locked.question is not None, timeout=20_000)
    room.qtbot.mouseClick(adding.locked.question.skip, LEFT)
    done(room, adding)
    assert "locked.pdf is locked with a password" in adding.result.accessibleName()


def test_stopping_keeps_what_was_read(room, adding, samples, tmp_path):
    room.desk.add_papers([fresh(samples, tmp_path, name.name) for name in sorted(samples.glob("*.pdf"))])
    room.qtbot.waitUntil(lambda: adding._done >= 1, timeout=20_000)
    adding._card.cancel.click()
    done(room, adding)
    assert 1 <= len(page(room).waiting_rows) < 18
    assert room.window.task is None


def test_an_empty_vault_says_what_belongs_here(room, adding, monkeypatch):
    person = room.ask(lambda vault: vault.people.all()[0])
    page(room)._show((), ())
    asked = []
    monkeypatch.setattr(dialogs, "open_files", lambda *_args: asked.append(1) or [])
    room.qtbot.mouseClick(page(room).empty.action, LEFT)
    assert asked
    room.desk.person_filter = person.id
    room.settle()
    assert page(room).table.rows
