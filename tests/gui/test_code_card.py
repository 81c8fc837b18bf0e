"""Codes on bills and statements: a quiet link beside each, and a small card that says what it means."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from medbills.domain.case import CaseKind
from medbills.gui.parts.bill_view import BillView
from medbills.gui.parts.code_card import NEXT, ONE, SEVERAL, YOURS, CodeCard, CodeLink
from medbills.gui.parts.data_pane import DataPane
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.wizards.review import ReviewTask
from medbills.services.codes_on_papers import CodesOf
from medbills.services.explain_code import Use, explain
from medbills.services.light_spots import Stand


@pytest.fixture
def bill(room, qtbot):
    view = BillView(room.desk, room.matter(CaseKind.BILL, "ER visit"))
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    qtbot.waitExposed(view)
    return view


def card_of(window, qtbot):
    qtbot.waitUntil(lambda: any(card.isVisible() for card in window.findChildren(CodeCard)))
    return next(card for card in window.findChildren(CodeCard) if card.isVisible())


def under_mouse(table, at=0):
    """What a click in the middle of a link would reach."""
    link = table.links[at]
    return table.childAt(link.mapTo(table, link.rect().center()))


def gone(window, qtbot):
    qtbot.waitUntil(lambda: not window.findChildren(CodeCard))
    return True


def test_a_code_of_a_bill_is_tapped_and_told(bill, qtbot, room):
    link = bill.table.links[0]
    assert "99284" in link.text()
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    card = card_of(bill, qtbot)
    said = card.said()
    assert said[0] == SEVERAL
    assert [words for words in said if words.startswith(("Procedure code", "Revenue code", "Reason code"))] == [
        "Procedure code 99284", "Revenue code 0450", "Reason code CO-45", "Reason code PR-2",
    ]  # fmt: skip
    assert "No. This is normally not yours to pay." in said
    assert YOURS in said and NEXT in said
    assert room.problems == []
    qtbot.mouseClick(card.close_button, Qt.MouseButton.LeftButton)
    assert gone(bill, qtbot)


def test_by_keyboard_the_card_opens_closes_and_gives_the_keyboard_back(bill, qtbot):
    shown = []
    bill.table.line_pressed.connect(shown.append)
    link = bill.table.links[2]
    link.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(link, Qt.Key.Key_Return)
    card = card_of(bill, qtbot)
    assert card.accessibleName() == SEVERAL
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert gone(bill, qtbot)
    assert bill.focusWidget() is link
    assert shown == []  # the row that the link stands in was not pressed


def test_arrows_walk_from_link_to_link(bill, qtbot):
    links = bill.table.links
    links[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(links[0], Qt.Key.Key_Down)
    assert bill.focusWidget() is links[1]
    bill.table.rows[1].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bill.table.rows[1], Qt.Key.Key_Down)
    assert bill.focusWidget() is bill.table.rows[2]


def test_every_link_has_a_name_and_room_for_a_finger(bill):
    links = [link for link in bill.findChildren(CodeLink) if link.isVisibleTo(bill)]
    assert len(links) >= len(bill.table.rows)
    assert [at for at in bill.table.links if under_mouse(bill.table, at) is not bill.table.links[at]] == []  # and not the row
    for link in links:
        assert link.accessibleName().endswith("mean?")
        assert link.height() >= 32


def test_where_there_is_room_the_codes_have_a_column(bill, qtbot):
    below = bill.table.links[0].y()
    bill.resize(1500, 700)
    qtbot.waitUntil(lambda: under_mouse(bill.table) is bill.table.links[0])
    link = bill.table.links[0]
    assert link.text() == "99284"
    assert below > 0 and link.geometry().left() > bill.table.rows[0].width() * 0.2
    assert len({one.mapTo(bill.table, one.rect().topLeft()).x() for one in bill.table.links.values()}) == 1


def test_at_twice_the_text_the_codes_stand_and_the_card_fits_the_window(bill, qtbot):
    type_().set_scale(2.0)
    qtbot.waitUntil(lambda: under_mouse(bill.table) is bill.table.links[0])
    link = bill.table.links[0]
    assert link.width() >= link.fontMetrics().horizontalAdvance(link.text())
    link.click()
    card = card_of(bill, qtbot)
    assert card.width() <= bill.width()
    assert card.height() <= bill.height()
    card.reject()
    theme().wear(True)
    assert not bill.grab().isNull()


def test_the_open_finding_tells_the_codes_of_its_lines(bill, qtbot):
    open_card = next(card for card in bill.findings.cards if card.codes)
    bill.findings.open(open_card.kept)
    qtbot.mouseClick(open_card.codes, Qt.MouseButton.LeftButton)
    assert any("code" in words for words in card_of(bill, qtbot).said())


def test_a_statement_under_review_tells_the_codes_of_a_line(room, qtbot):
    eob = next(kept for kept in room.matter(CaseKind.BILL, "ER visit").papers if kept.paper.is_eob)
    task = room.open(ReviewTask(room.desk, [eob.id]))
    room.settle()
    task.form.ask_lines()
    room.settle()
    codes = task.lines.codes
    codes.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(codes, Qt.Key.Key_Return)
    card = card_of(room.window, qtbot)
    assert any(words.startswith("Reason code CO-45") for words in card.said())
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert gone(room.window, qtbot)
    assert task.lines.isVisible()  # Esc closed the card, not the lines
    task.lines.add.click()
    assert not codes.isVisible()  # a new line has no codes


def test_codes_of_the_whole_paper_are_told_beside_their_value(room, qtbot):
    papers = room.matter(CaseKind.BILL, "ER visit").papers
    bill = next(kept for kept in papers if kept.paper.type_of_bill)
    task = room.open(ReviewTask(room.desk, [bill.id]))
    room.settle()
    row = task.form.clear.rows["type_of_bill"]
    assert row.codes.text() == ONE
    row.codes.click()
    assert "Type of bill 0131" in card_of(room.window, qtbot).said()
    assert task.form.clear.rows["account_number"].codes is None


def test_a_paper_without_pages_tells_the_codes_of_the_chosen_value(qtbot, ring):
    pane = DataPane()
    qtbot.addWidget(pane)
    pane.resize(600, 500)
    pane.show()
    stand = Stand(label="Line 1, Remark codes", value="PR-1", place="It stands at CLP.", raw="")
    pane.show_value(stand, (explain("PR-1", hint=Use.REMARK),))
    assert pane.codes.isVisible()
    pane.codes.click()
    assert "Your yearly deductible" in card_of(pane, qtbot).said()
    pane.show_value(stand)
    assert not pane.codes.isVisible()


def test_the_card_says_what_it_does_not_know(qtbot, ring):
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.resize(900, 700)
    owner.show()
    for code, words in (("N865", "We are not sure about this one. Ask the insurer."), ("ZZ9", "Ask the insurer what it means.")):
        card = CodeCard(owner, [CodesOf("", (explain(code, hint=Use.REMARK),))])
        qtbot.addWidget(card)
        assert words in card.said()
        assert card.said()[0] == ONE
        assert card.said()[-1].endswith("Information, not legal advice.")


def test_no_codes_open_no_card(qtbot, ring):
    link = CodeLink(ONE, ONE, tuple)
    qtbot.addWidget(link)
    link.click()
    assert link.window().findChildren(CodeCard) == []
