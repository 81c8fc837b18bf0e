"""A letter as a person writes it: question by question, leaving and coming back, to the PDF and the day it was sent."""

import datetime
import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from medbills.domain.case import CaseKind
from medbills.domain.letter import AnswerType
from medbills.gui import dialogs
from medbills.gui.parts import printing
from medbills.gui.parts.answers import NOT_SURE, CardAnswer, FieldAnswer
from medbills.gui.parts.letter_end import LetterEnd
from medbills.gui.task_bar import TaskBar
from medbills.gui.type import type_
from medbills.gui.wizards.letter import LetterTask
from medbills.services.draw_pages import draw_pages


def debt_letter(room):
    case = room.matter(CaseKind.COLLECTION)
    task = room.open(LetterTask(room.desk, case.id, "debt_validation_request"))
    if task.guard is not None:  # what a new letter about a debt risks is read first
        press(room, task.guard.go_on)
    return task


def correction(room):
    case = room.matter(CaseKind.BILL, "ER visit")
    return room.open(LetterTask(room.desk, case.id, "billing_dispute"))


def press(room, button):
    room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    room.settle()


def answer(room, task):
    """A right answer to the question shown, as its example says."""
    for shown in task.page.answers:
        if isinstance(shown, CardAnswer):
            room.qtbot.mouseClick(shown.cards[-1 if shown.question.fact == "court_papers" else 0], Qt.MouseButton.LeftButton)
        else:
            room.qtbot.keyClicks(shown.field.editor, shown.question.example.replace("\n", " ") or "as said")


def walk(room, task):
    """Answer every question; gives the facts asked, in order."""
    asked = []
    while not isinstance(task.page, LetterEnd):
        asked += [shown.question.fact for shown in task.page.answers]
        assert len(asked) < 40
        answer(room, task)
        press(room, task.page.next)
    return asked


def kept(room, task):
    letter_id = task.state.letter.id
    return room.ask(lambda vault: vault.letters.get(letter_id))


def test_a_debt_letter_is_asked_through_and_ready(room):
    task = debt_letter(room)
    first = task.page
    assert first.step.text() == f"Question 1 of {len(task.state.questions)}"
    asked = walk(room, task)
    assert asked[0] == "court_papers"
    assert isinstance(task.page, LetterEnd)
    assert task.state.rendered.final
    assert task.page._title() == "Your letter is ready"


def test_enter_goes_on_and_an_empty_answer_is_told(room, qtbot):
    task = debt_letter(room)
    qtbot.keyClick(task.page.answer.cards[0], Qt.Key.Key_Return)
    room.settle()
    assert task.page.answer.question.fact == "court_papers"
    assert task.page.answer._words.text() == "Please pick one of these."
    qtbot.mouseClick(task.page.answer.cards[1], Qt.MouseButton.LeftButton)
    assert task.page.answer._words.text() == ""
    qtbot.keyClick(task.page.answer.cards[1], Qt.Key.Key_Return)
    room.settle()
    assert task.page.answer.question.fact != "court_papers"


def test_i_am_not_sure_stands_last_and_leaves_the_sentence_out(room):
    task = debt_letter(room)
    cards = task.page.answer.cards
    assert cards[-1].key == NOT_SURE
    assert not task.page.skip.isVisible()
    room.qtbot.mouseClick(cards[-1], Qt.MouseButton.LeftButton)
    press(room, task.page.next)
    assert kept(room, task).answers["court_papers"] is None


def test_a_typed_answer_is_kept_and_lit_before_next_is_pressed(room, qtbot):
    task = correction(room)
    while task.page.answer.question.type is not AnswerType.TEXT:
        answer(room, task)
        press(room, task.page.next)
    question = task.page.answer.question
    qtbot.keyClicks(task.page.answer.field.editor, "a privacy form signed on October 2, 2026")
    qtbot.waitUntil(lambda: question.fact in task.state.letter.answers, timeout=5000)
    room.settle()
    assert "a privacy form signed on October 2, 2026" in task.desk_side.paper.accessibleDescription()
    assert any(paragraph.lit for paragraph in task.desk_side.paper._paragraphs)
    assert room.window.findChild(TaskBar)._state.text().startswith("Saved ")
    assert kept(room, task).answers[question.fact]


def test_finish_later_comes_back_to_the_same_question_with_what_was_typed(room, qtbot):
    task = debt_letter(room)
    answer(room, task)
    press(room, task.page.next)
    second = task.page.answer.question.fact
    qtbot.mouseClick(task.page.answer.cards[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(room.window.findChild(TaskBar).out, Qt.MouseButton.LeftButton)
    room.settle()
    again = debt_letter(room)
    assert again.page.answer.question.fact == second
    assert again.page.answer.cards[0].isChecked()
    assert again.state.letter.id == task.state.letter.id


def test_an_answer_brings_the_questions_that_follow_from_it(room):
    task = debt_letter(room)
    while task.page.answer.question.fact != "dispute_scope":
        answer(room, task)
        press(room, task.page.next)
    before = len(task.state.questions)
    part = next(card for card in task.page.answer.cards if card.key == "part")
    room.qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    press(room, task.page.next)
    assert task.page.answer.question.fact == "disputed_part"
    assert len(task.state.questions) == before + 1
    assert isinstance(task.page.answer, FieldAnswer)
    press(room, task.page.back)
    assert task.page.answer.question.fact == "dispute_scope"


def test_court_papers_warn_and_keep_the_letter_a_draft(room):
    task = debt_letter(room)
    yes = next(card for card in task.page.answer.cards if card.key == "yes")
    room.qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: task.page.caution.isVisible(), timeout=5000)
    assert "Court papers come first" in task.page.caution.label.text()
    task._turn(len(task.state.questions))
    assert not hasattr(task.page, "save")
    assert "court_papers" in task.page.edits


def later(room, task):
    while not isinstance(task.page, LetterEnd):
        press(room, task.page.skip if task.page.skip.isVisible() else _pick(room, task))


def _pick(room, task):
    room.qtbot.mouseClick(task.page.answer.cards[-1], Qt.MouseButton.LeftButton)
    return task.page.next


def appeal(room):
    return room.open(LetterTask(room.desk, room.matter(CaseKind.DENIAL).id, "internal_appeal"))


def test_what_is_missing_is_listed_with_a_button_to_its_question(room, qtbot):
    task = appeal(room)
    later(room, task)
    missing = task.state.rendered.missing
    assert "appeal_reasons" in missing
    assert task.page._title() == f"{len(missing)} things still missing"
    assert not [button for button in task.page.findChildren(QPushButton) if button.text().startswith("Save")]
    press(room, task.page.edits["appeal_reasons"])
    assert task.page.answer.question.fact == "appeal_reasons"
    qtbot.keyClicks(task.page.answer.field.editor, "He had eight weeks of therapy.")
    press(room, task.page.next)
    assert "appeal_reasons" not in task.state.rendered.missing


def test_every_fact_can_be_changed_at_the_end(room, qtbot):
    task = debt_letter(room)
    walk(room, task)
    press(room, task.page.edits["addressee"])
    field = task.page.answer.field
    assert field.text() == "Harrow & Pike Recovery"
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "Harrow & Pike, Disputes")
    press(room, task.page.next)
    assert isinstance(task.page, LetterEnd)
    assert task.state.facts["addressee"].value == "Harrow & Pike, Disputes"
    assert task.state.facts["addressee"].evidence.source == "Stated by you"
    assert "Harrow & Pike, Disputes" in task.desk_side.paper.accessibleDescription()


def test_a_day_and_a_sum_are_checked_with_an_example(room, qtbot):
    task = debt_letter(room)
    walk(room, task)
    press(room, task.page.edits["notice_date"])
    editor = task.page.answer.field.editor
    editor.selectAll()
    qtbot.keyClicks(editor, "13/45/26")
    press(room, task.page.next)
    assert task.page.answer.field.problem == "Type a day like 11/18/26"
    press(room, task.page.back)
    assert task.state.facts["notice_date"].value == datetime.date(2026, 11, 6)
    press(room, task.page.edits["amount_listed"])
    editor = task.page.answer.field.editor
    editor.selectAll()
    qtbot.keyClicks(editor, "about 250")
    press(room, task.page.next)
    assert task.page.answer.field.problem == "Type an amount like 185.00"


def test_saved_as_pdf_is_what_the_vault_froze(room, tmp_path, monkeypatch):
    task = debt_letter(room)
    walk(room, task)
    monkeypatch.setattr(dialogs, "save_file", lambda *_arguments: tmp_path / "my letter")
    press(room, task.page.save)
    saved = (tmp_path / "my letter.pdf").read_bytes()
    assert saved.startswith(b"%PDF")
    letter = kept(room, task)
    assert hashlib.sha256(saved).hexdigest() == letter.sha256
    frozen = room.ask(lambda vault: vault.paper_files.read(vault.documents.get(letter.document_id).key))
    assert frozen == saved
    press(room, task.page.save)
    assert kept(room, task).document_id == letter.document_id
    assert any("my letter.pdf" in text for text in room.told)


def test_a_folder_that_takes_nothing_is_told_and_the_letter_stays(room, tmp_path, monkeypatch):
    task = debt_letter(room)
    walk(room, task)
    monkeypatch.setattr(dialogs, "save_file", lambda *_arguments: tmp_path / "gone" / "letter.pdf")
    press(room, task.page.save)
    assert len(room.problems) == 1
    assert "Choose another folder" in str(room.problems[0])
    assert isinstance(task.page, LetterEnd)


def test_it_prints_every_page(room, tmp_path, monkeypatch):
    task = debt_letter(room)
    walk(room, task)
    out = tmp_path / "printed.pdf"

    def to_file(_parent, pages, title):
        assert (pages, title) == (1, "Dispute the debt")
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return printer

    monkeypatch.setattr(printing, "ask_printer", to_file)
    press(room, task.page.print)
    assert draw_pages(out.read_bytes(), 1, 1).count == 1
    assert any("printer" in text for text in room.told)
    assert kept(room, task).document_id


def test_i_sent_it_is_noted_and_their_answer_goes_to_the_calendar(room, qtbot):
    task = debt_letter(room)
    walk(room, task)
    form = task.page.form
    form.day.set_text("11/30/26")
    press(room, form.keep)
    assert "still to come" in form.day.problem
    form.day.editor.selectAll()
    qtbot.keyClicks(form.day.editor, "Nov 17")
    qtbot.keyClicks(form.number.editor, "9407 1000")
    press(room, form.keep)
    letter = kept(room, task)
    assert (letter.sent_on, letter.method, letter.tracking) == (datetime.date(2026, 11, 17), "Certified mail", "9407 1000")
    assert letter.document_id
    deadlines = room.ask(lambda vault: vault.deadlines.of_case(letter.case_id))
    assert any(one.deadline.event == f"letter:{letter.id}" and one.deadline.date == letter.reply_by for one in deadlines)
    assert task.page._title() == "Your letter is on its way"
    room.window._leave_task()
    room.settle()
    assert debt_letter(room).state.letter.id != letter.id


def test_sent_can_be_taken_back(room):
    task = debt_letter(room)
    walk(room, task)
    press(room, task.page.form.keep)
    assert kept(room, task).sent_on
    room.window.undo()
    room.settle()
    assert kept(room, task).sent_on is None
    assert task.page._title() == "Your letter is ready"
    assert room.told[-1].startswith("Undid: Sent a letter")


def test_the_preview_numbers_its_sources(room):
    task = correction(room)
    numbers = {run.source for paragraph in task.desk_side.paper._paragraphs for run in paragraph.runs if run.source}
    assert numbers
    assert max(numbers) <= len(task.desk_side.paper._sources)
    assert any("page 1" in name for name in task.desk_side.paper._sources)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_has_a_name_at_any_size(room, unnamed, scale):
    type_().set_scale(scale)
    task = correction(room)
    assert task.sides.folded == (scale > 1.2)
    assert not unnamed(task)
    task._turn(len(task.state.questions))
    assert not unnamed(task)


def test_leaving_while_an_answer_is_under_way_harms_nothing(room):
    task = debt_letter(room)
    room.qtbot.mouseClick(task.page.answer.cards[1], Qt.MouseButton.LeftButton)
    task._next()
    room.window._leave_task()
    room.settle()
    assert not room.problems
    assert debt_letter(room)._at == 1


def test_sums_and_days_typed_freely_are_found_on_file_or_stated_with_one_click(room, qtbot):
    task = appeal(room)
    later(room, task)
    press(room, task.page.edits["appeal_reasons"])
    qtbot.keyClicks(task.page.answer.field.editor, "I paid $77.13 on June 3, 2024.")
    press(room, task.page.next)
    later(room, task)
    apart = next(one for one in task.state.unbacked if one.fact == "appeal_reasons")
    assert apart.claims == ("$77.13", "June 3, 2024") and task.ways is None
    press(room, task.page.apart.buttons["appeal_reasons", "own"])
    assert "appeal_reasons" not in {one.fact for one in task.state.unbacked} and "appeal_reasons" not in task.state.rendered.missing


def test_the_way_of_sending_is_chosen_on_the_last_page_and_the_letter_says_it(room):
    task = debt_letter(room)
    asked = walk(room, task)
    assert "method" not in asked and "By certified mail" in task.desk_side.paper.accessibleDescription()
    way = task.page.way
    way.editor.setCurrentIndex(way.editor.findData("portal"))
    way.editor.activated.emit(way.editor.currentIndex())
    room.settle()
    assert "By certified mail" not in task.desk_side.paper.accessibleDescription()
    assert task.page.way.key() == "portal" and task.page.form.way.key() == "portal" and task.state.rendered.final


def test_what_was_done_is_not_told_over_a_button(room):
    task = debt_letter(room)
    room.desk.toast("Kept with your papers.")
    answer(room, task)
    press(room, task.page.next)
    toast = room.window.telling.shown
    foot = [button.rect().translated(button.mapTo(room.window, button.rect().topLeft())) for button in (task.page.next, task.page.back)]
    assert toast.isVisible() and not any(toast.geometry().intersects(rect) for rect in foot)
    assert toast.y() > room.window.height() // 2
