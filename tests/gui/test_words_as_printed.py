"""Words of papers and files stay as printed, ours are said before they are cut, and questions show all of their words."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QRect

from medbills.gui.create_vault import PassphrasePage
from medbills.gui.language import ENGLISH, language, tr, tr_printed
from medbills.gui.parts.month_grid import MonthView
from medbills.gui.question import Question
from medbills.gui.task_bar import TaskBar
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import ChoiceField
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.calendar_days import Entry, Turn

DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def spanish():
    language().speak("es")
    yield
    language().speak(ENGLISH)


@pytest.mark.parametrize("printed", ["Emergency visit, level 4", "Blood sugar, three months (A1c)", "White filling, two surfaces"])
def test_a_line_of_a_bill_is_never_said_by_half(spanish, printed):
    assert tr_printed(printed) == printed


def test_a_line_that_is_known_whole_is_said(spanish):
    assert tr_printed("Office visit") == tr("Office visit") != "Office visit"


def test_the_name_of_a_column_stays_as_in_the_file(spanish, qtbot):
    field = ChoiceField("Bill", [("", "Not needed")], "In the file: 10.00")
    qtbot.addWidget(field)
    assert field.label.text() == tr("Bill") != "Bill"
    field.keep_label("Bill")
    assert (field.label.text(), field.editor.accessibleName()) == ("Bill", "Bill")


def test_the_words_in_a_day_are_cut_after_they_are_said(spanish, qtbot):
    view = MonthView(DAY)
    qtbot.addWidget(view)
    title = "Doctor-to-doctor call with the insurer"
    entry = Entry(day=DAY, turn=Turn.SOON, title=title, short=title, detail="", heading="Dad", who="Dad", case_id="case")
    placed = next(view._cells.placed(QRect(0, 0, 92, 110), [entry]))
    start = placed.words.replace("\n", " ").rstrip("…").strip()
    assert start and tr(title).startswith(start) and not title.startswith(start)


@pytest.mark.parametrize("code", [ENGLISH, "es"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_question_shows_all_of_its_words(qtbot, code, scale):
    language().speak(code)
    try:
        type_().set_scale(scale)
        asked = Question(None, "Medbills made a mistake. Your papers are safe.", "Start again", "Go on", "It was kept before. " * 12)
        qtbot.addWidget(asked)
        asked.show()
        for label in asked.findChildren(ReadingLabel):
            assert label.height() >= label.heightForWidth(label.width())
    finally:
        language().speak(ENGLISH)


def test_the_bar_of_a_task_fits_its_words_anew_when_a_button_goes(qtbot):
    wide = button("A button with many words that takes nearly all of the room there is", "plain")
    bar = TaskBar("Case", "Riverbend General Hospital · 555-0114", "ER visit at Riverbend", [wide])
    qtbot.addWidget(bar)
    bar.resize(900, 80)
    bar.show()
    qtbot.waitUntil(lambda: bar.detail.y() > bar.title.y() + 4)
    wide.hide()
    qtbot.waitUntil(lambda: bar.detail.x() > bar.title.x() + 4)


def test_new_papers_get_a_name_in_the_language_of_the_window(spanish, qtbot):
    page = PassphrasePage()
    qtbot.addWidget(page)
    assert page.name.text() == tr("My family’s papers") != "My family’s papers"
