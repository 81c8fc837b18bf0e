"""What stands side by side: fields begin at one height, a choice shows its words, a bar's detail goes below its title."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics

from medbills.gui.language import ENGLISH, language
from medbills.gui.parts.search_rows import is_cut
from medbills.gui.parts.sum_card import sum_card
from medbills.gui.task_bar import TaskBar
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import button
from medbills.gui.widgets.field import ChoiceField, MoneyField
from medbills.gui.widgets.label import Label
from medbills.gui.widgets.reflow import Columns
from medbills.services.search_hit import Group, Hit, Opening, Way

LONG = "What you may save yourself, if you do all of it without anybody else (blank: nothing)"


@pytest.fixture
def spanish():
    language().speak("es")
    yield
    language().speak(ENGLISH)


def shown(qtbot, widget, width, height=400):
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


def test_fields_side_by_side_begin_at_one_height_whatever_their_labels_need(qtbot):
    short, long = MoneyField("How much"), MoneyField(LONG)
    pair = shown(qtbot, Columns(short, long, most=2, lines=8, gap=12), 640, 200)

    def top(field):
        return field.editor.mapTo(pair, QPoint(0, 0)).y()

    qtbot.waitUntil(lambda: top(short) == top(long) and short.head_room() > 0)
    assert pair.heightForWidth(640) >= top(long) + long.editor.height()
    pair.resize(250, 400)  # one above the other, nothing needs to be left above a label
    qtbot.waitUntil(lambda: short.head_room() == 0 and top(long) > top(short))


def test_a_choice_asks_for_the_room_of_its_longest_words(qtbot):
    choice = ChoiceField("How they charge", [("a", "One sum"), ("b", "A percent of all that is saved in the end")], key="a")
    shown(qtbot, choice, 200)
    editor = choice.editor
    editor.resize(editor.sizeHint())
    words = editor.fontMetrics().horizontalAdvance(editor.itemText(1))
    assert editor.sizeHint().width() >= words + editor._beside()
    editor.resize(words, editor.height())  # too narrow: the tooltip says it whole
    choice.set_key("b")
    editor.resize(words - 10, editor.height())
    assert editor.toolTip() == "A percent of all that is saved in the end"


def test_a_detail_that_does_not_fit_beside_the_title_stands_below_it(qtbot):
    bar = shown(qtbot, TaskBar("Case", "Packet for Riverbend", "ER visit at Riverbend", [button("Print…", "plain")]), 1000, 60)
    qtbot.waitUntil(lambda: bar.detail.geometry().left() > bar.title.geometry().right())
    bar.resize(440, 120)
    qtbot.waitUntil(lambda: bar.detail.geometry().top() >= bar.title.geometry().bottom())
    bar.set_title("Packet", "")
    assert bar.detail.isHidden()


def test_sums_side_by_side_stand_at_one_height(qtbot):
    cards = [sum_card("Paid", "$1.00", "Once"), sum_card("Paid from HSA", "$2.00", "Not for a tax deduction too, whatever is said of it")]
    grid = shown(qtbot, Columns(*cards, most=2, lines=8), 480, 160)

    def top(card):
        return card.findChildren(Label)[1].mapTo(grid, QPoint(0, 0)).y()

    qtbot.waitUntil(lambda: cards[0].height() == cards[1].height())
    assert top(cards[0]) == top(cards[1])


def test_whether_a_find_is_cut_is_measured_in_the_language_it_is_shown_in(qtbot, spanish):
    hit = Hit(group=Group.PAPERS, icon="bill", title="Insurer’s statement (EOB)", opening=Opening(Way.PAGE))
    english = QFontMetrics(type_().font("body", 500)).horizontalAdvance(hit.title)
    narrow = next(width for width in range(100, 1000) if not is_cut(hit, width))
    language().speak(ENGLISH)
    assert english and is_cut(hit, narrow) is False
    assert next(width for width in range(100, 1000) if not is_cut(hit, width)) < narrow
