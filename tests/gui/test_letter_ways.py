"""The ways a finished letter leaves, pressed as a person would: Word and back, e-mail, fax, envelope, windows."""

import email
import io
from email.policy import default

import docx
import pypdfium2
import pytest
from PySide6.QtCore import Qt

from medbills.domain.case import CaseKind
from medbills.gui import dialogs
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.wizards.letter import LetterTask
from medbills.services.write_letter import answer_letter, letter_state


def finished(room):
    """A letter with every question answered, opened on its last page."""
    task = room.open(LetterTask(room.desk, room.matter(CaseKind.BILL, "ER visit").id, "itemized_bill_request"))
    today, letter = room.desk.today(), task.state.letter.id

    def answer(vault):
        for name in letter_state(vault, letter, today=today).rendered.missing:
            answer_letter(vault, letter, name, "as told", position=99, today=today)
        return letter_state(vault, letter, today=today)

    task.show_again(room.ask(answer))
    room.settle()
    assert task.ways is not None
    return task


def press(room, button):
    room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    room.settle()


@pytest.fixture
def saved(tmp_path, monkeypatch):
    def save(_parent, _title, name, _kinds):
        return tmp_path / name

    monkeypatch.setattr(dialogs, "save_file", save)
    return tmp_path


def only(folder, ending):
    (path,) = folder.glob(f"*{ending}")
    return path.read_bytes()


def test_e_mail_fax_and_envelope_are_files_ready_to_use(room, qtbot, saved):
    task = finished(room)
    qtbot.keyClicks(task.ways.to.editor, "billing@example.org")
    press(room, task.ways.mail)
    message = email.message_from_bytes(only(saved, ".eml"), policy=default)
    assert message["To"] == "billing@example.org" and len(list(message.iter_attachments())) == 1
    qtbot.keyClicks(task.ways.number.editor, "610 555 0199")
    press(room, task.ways.fax)
    assert "610 555 0199" in pypdfium2.PdfDocument(only(saved, "fax.pdf"))[0].get_textpage().get_text_range()
    press(room, task.ways.envelope)
    assert pypdfium2.PdfDocument(only(saved, "envelope.pdf"))[0].get_size() == pytest.approx((684, 297))
    assert not room.problems and sum("Saved as" in text for text in room.told) == 3


def test_what_is_no_address_is_said(room, qtbot, saved):
    task = finished(room)
    qtbot.keyClicks(task.ways.to.editor, "nobody")
    press(room, task.ways.mail)
    assert "e-mail address" in str(room.problems[0]) and not list(saved.glob("*.eml"))


def test_a_letter_set_for_a_window_is_saved_so(room, saved):
    task = finished(room)
    task.ways.envelope_kind.set_key("single")
    press(room, task.page.save)
    page = pypdfium2.PdfDocument(only(saved, ".pdf"))[0]
    top = page.get_height() - 2.625 * 72
    assert "Riverbend" in page.get_textpage().get_text_bounded(72, top - 54, 72 + 234, top)


def test_a_letter_goes_to_word_and_comes_back(room, saved, monkeypatch):
    task = finished(room)
    press(room, task.ways.word)
    document = docx.Document(io.BytesIO(only(saved, ".docx")))
    document.add_paragraph("In my own words.")
    document.save(saved / "mine.docx")
    monkeypatch.setattr(dialogs, "open_file", lambda *_arguments: saved / "mine.docx")
    press(room, task.ways.attach)
    assert task.state.own_copy == "mine.docx"
    assert not task.page.save.isVisibleTo(task) and task.window().focusWidget() is task.ways.drop
    press(room, task.page.form.keep)
    letter = room.ask(lambda vault: vault.letters.get(task.state.letter.id))
    document = room.ask(lambda vault: vault.documents.get(letter.document_id))
    assert letter.sent_on and document.name == "mine.docx"


@pytest.mark.parametrize(("scale", "dark"), [(1.0, True), (2.0, False)])
def test_every_way_has_a_name_and_is_reached_with_tab(room, qtbot, unnamed, scale, dark):
    theme().wear(dark)
    type_().set_scale(scale)
    task = finished(room)
    assert not unnamed(task)
    wanted = [task.ways.envelope_kind.editor, task.ways.to.editor, task.ways.mail, task.ways.number.editor, task.ways.fax,
              task.ways.word, task.ways.envelope, task.ways.attach]  # fmt: skip
    wanted[0].setFocus()
    met = []
    for _ in range(12):
        met.append(task.window().focusWidget())
        qtbot.keyClick(task.window().focusWidget(), Qt.Key.Key_Tab)
    assert [part for part in met if part in wanted] == wanted
