"""A letter read in Spanish beside its questions: it grows the same way, and what goes out stays English."""

from PySide6.QtCore import Qt

from medbills.domain.case import CaseKind
from medbills.gui.wizards.letter import LetterTask


def words_of(task):
    return task.desk_side.paper.accessibleName() + task.desk_side.paper.accessibleDescription() + " ".join(
        "".join(run.text for run in paragraph.runs) for paragraph in task.desk_side.paper._paragraphs
    )


def letter_of_the_er(room, slug):
    case = room.matter(CaseKind.BILL, "ER visit")
    return room.open(LetterTask(room.desk, case.id, slug))


def test_one_press_shows_the_same_letter_in_spanish_and_another_goes_back(room, qtbot):
    task = letter_of_the_er(room, "billing_dispute")
    assert task.desk_side.language.isVisible() and "Please review this account" in words_of(task)
    task.desk_side.language.setFocus()
    qtbot.keyClick(task.desk_side.language, Qt.Key.Key_Space)
    assert "Por favor revisen esta cuenta" in words_of(task) and "$4,680.00" in words_of(task)
    assert "goes out in English" in task.desk_side.note.text()
    assert task.desk_side.language.accessibleName() == "Back to English"
    qtbot.mouseClick(task.desk_side.language, Qt.MouseButton.LeftButton)
    assert "Please review this account" in words_of(task)


def test_the_letter_that_goes_out_is_english_while_one_reads_spanish(room, qtbot):
    task = letter_of_the_er(room, "billing_dispute")
    qtbot.mouseClick(task.desk_side.language, Qt.MouseButton.LeftButton)
    text = "".join(run.text for block in task.state.rendered.blocks for run in block.runs)
    assert "Please review this account" in text and "Por favor" not in text


def test_it_stays_spanish_from_question_to_question(room, qtbot):
    task = letter_of_the_er(room, "billing_dispute")
    qtbot.mouseClick(task.desk_side.language, Qt.MouseButton.LeftButton)
    task._turn(min(1, len(task.state.questions)))
    assert task.desk_side.in_spanish and "Por favor revisen" in words_of(task)


def test_a_letter_without_a_copy_offers_none(room):
    task = letter_of_the_er(room, "hipaa_access_request")
    assert task.state.spanish is None and not task.desk_side.language.isVisible()


def test_the_button_has_a_name(room, unnamed):
    assert not unnamed(letter_of_the_er(room, "hold_request").desk_side)
