"""A plan's booklet in the window: added, searched, a passage marked by keys and kept, offered where a letter asks for the plan's words."""

from __future__ import annotations

import dataclasses
import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from medbills.domain.case import CaseKind
from medbills.gui.pages.people import PAGE
from medbills.gui.wizards.booklet import BookletTask
from medbills.gui.wizards.letter import LetterTask

LEFT = Qt.MouseButton.LeftButton
CLAUSE = "When more than one treatment is sound, the plan pays for the least expensive one."


@pytest.fixture
def file(tmp_path):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for number in range(1, 9):
        if number == 4:
            canvas.drawImage(ImageReader(Image.new("L", (300, 390), 250)), 0, 0, 612, 792)
        else:
            canvas.drawString(72, 700, CLAUSE if number == 6 else f"Imaging is covered after six weeks of care. Page {number}.")
        canvas.showPage()
    canvas.save()
    path = tmp_path / "Lakeshore_SPD.pdf"
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def people(room):
    made = PAGE.make(room.desk)
    room.window.stack.addWidget(made)
    room.window.stack.setCurrentWidget(made)
    made.reload()
    room.settle()
    return made


@pytest.fixture
def added(room, people, file):
    """Dad's plan has the booklet."""
    people.booklets.take(file)
    form = people.booklets.form
    assert form.title_field.text() == "Lakeshore SPD"
    room.qtbot.mouseClick(form.save, LEFT)
    room.settle()
    return people


def click(room, widget):
    room.qtbot.mouseClick(widget, LEFT)
    room.settle()


def test_a_booklet_is_added_to_a_plan_and_taken_back(room, added):
    undo = []
    (row,) = added.booklets.rows
    assert row.accessibleName() == "Lakeshore SPD. Summary plan description (SPD) · 8 pages · 1 page without words · No quotes yet"
    assert room.told[-1] == "Added Lakeshore SPD. 1 page without words: open it to read them."
    assert not room.problems
    room.desk.told.connect(lambda _text, act: undo.append(act))
    click(room, added.booklets.removes[0])
    assert added.booklets.rows == []
    undo[-1]()
    room.settle()
    assert [row.accessibleName().split(".")[0] for row in added.booklets.rows] == ["Lakeshore SPD"]


def test_a_long_paper_on_file_is_offered_and_added(room, people, file):
    def put(vault):
        document = vault.documents.all()[-1]
        paper = next(kept for kept in vault.papers.all() if kept.document_id == document.id)
        key = vault.paper_files.add(file.read_bytes())
        with vault.change("A long paper") as change:
            change.documents.add(dataclasses.replace(document, id="long", key=key, name="Handbook.pdf", pages=20))
            change.papers.update(dataclasses.replace(paper, document_id="long"))
        return True

    room.ask(put)
    people.booklets._load()
    room.settle()
    (banner,) = people.booklets.filed
    assert banner.label.text() == "Handbook.pdf has 20 pages. Is it a plan’s booklet?"
    click(room, banner.link)
    click(room, people.booklets.form.save)
    assert people.booklets.rows[0].accessibleName().startswith("Handbook. Summary plan description (SPD) · 8 pages")
    assert people.booklets.filed == []


def test_a_file_that_is_no_pdf_is_refused_in_a_sentence(room, people, tmp_path):
    path = tmp_path / "notes.pdf"
    path.write_text("These are my notes.")
    people.booklets.take(path)
    click(room, people.booklets.form.save)
    assert "notes.pdf is not a PDF" in str(room.problems[-1])
    assert people.booklets.rows == [] and people.booklets.add.isEnabled()


def test_words_are_found_a_passage_is_kept_and_the_letter_offers_it(room, added, unnamed):
    booklet = room.ask(lambda vault: vault.booklets.all()[0])
    task = room.open(BookletTask(room.desk, booklet.id))
    panel = task.panel
    assert panel.blind.label.text() == "Page 4: pictures. Search does not see their words."
    assert unnamed(task) == []
    # The hint of the clause.
    click(room, panel.clause_rows[0])
    assert task.viewer.page == 6 and panel.keeps[0].accessibleName() == "Keep this quote from page 6"
    click(room, panel.keeps[0])
    assert panel.quote_rows[0].accessibleName() == f"Page 6 · On cheaper treatments. “{CLAUSE}”"
    # Words, by the keyboard.
    panel.field.setFocus()
    room.qtbot.keyClicks(panel.field.editor, "six weeks")
    room.qtbot.keyClick(panel.field.editor, Qt.Key.Key_Return)
    room.settle()
    assert len(panel.hit_rows) == 6
    click(room, panel.hit_rows[2])
    assert task.viewer.page == 3
    click(room, panel.keeps[0])
    # A passage marked with the keys: the frame is laid over the line.
    task.viewer.show_page(8)
    room.settle()
    task.mark.button.click()
    task.mark.frame._spot.setRect(60, 78, 500, 30)
    room.qtbot.keyClick(task.mark.frame, Qt.Key.Key_Return)
    room.settle()
    assert task.passages[0].words == "Imaging is covered after six weeks of care. Page 8."
    click(room, panel.keeps[0])
    assert [quote.page for quote in room.ask(lambda vault: vault.kept_quotes.all())] == [3, 6, 8]
    # The wizard's question about the plan's words.
    task.closed.emit()
    letter = room.open(LetterTask(room.desk, room.matter(CaseKind.DENIAL).case.id, "internal_appeal"))
    at = [question.fact for question in letter.state.questions].index("plan_clause")
    letter._turn(at)
    rows = [row for row in letter.page.findChildren(type(panel.hit_rows[0])) if row.accessibleName().startswith("Use this quote. SPD p. 3")]
    click(room, rows[0])
    assert letter.page.answer.typed() == "Imaging is covered after six weeks of care (SPD p. 3)"
    click(room, letter.page.next)
    assert letter.state.facts["plan_clause"].evidence.source == "Lakeshore SPD, page 3"


def test_pictures_are_read_when_asked(room, added, monkeypatch):
    from medbills.gui.wizards import booklet as wizard

    real = wizard.read_booklet_bytes

    def read(name, data, **named):
        assert named["pictures"]
        found = real(name, data, **{**named, "pictures": False})
        return type(found)(name=name, data=data, texts=tuple(text or "words of the picture" for text in found.texts))

    monkeypatch.setattr(wizard, "read_booklet_bytes", read)  # the recognizer has tests of its own, and takes its time
    booklet = room.ask(lambda vault: vault.booklets.all()[0])
    task = room.open(BookletTask(room.desk, booklet.id))
    click(room, task.panel.blind.link)
    assert task.panel.blind is None and task.opened.booklet.without_words == ()
    assert room.told[-1] == "Read. Search sees these pages now."
