"""A bill beside the insurer's statement, as a person meets it: rows, findings, spots, letters, and laying aside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from medbills.domain.finding import FindingState
from medbills.gui.parts.paper_task import PaperTask
from medbills.gui.type import type_
from medbills.gui.widgets.empty_state import EmptyState
from medbills.services.load_matters import load_matters


def case_id(shown, title):
    today = shown.desk.today()
    return shown.ask(lambda vault: next(matter.id for matter in load_matters(vault, today=today) if matter.case.title == title))


@pytest.fixture
def bill(family):
    page = family.page("bills")
    page.show_item(case_id(family, "ER visit at Riverbend"))
    family.settle()
    return page.bill


def test_the_list_leads_to_a_bill_and_the_crumb_back(family):
    page = family.page("bills")
    said = [row.accessibleName() for row in page.table.rows]
    er = next(row for row in page.table.rows if row.accessibleName().startswith("Riverbend General Hospital"))
    assert "Bill asks: $5,000.00" in er.accessibleName() and "In question: $4,680.00" in er.accessibleName()
    assert len(said) == len(set(said))
    family.qtbot.keyClick(er, Qt.Key.Key_Return)
    assert page.bill is not None
    crumb = next(button for button in page.bill.findChildren(QAbstractButton) if button.text() == "Bills")
    family.click(crumb)
    assert page.bill is None and page.table is not None


def test_the_rows_of_both_papers(bill):
    said = [row.accessibleName() for row in bill.table.rows]
    assert len(said) == 9
    assert said[0].startswith("Line 1. Emergency visit, level 4. Code 99284. Charge $1,480.00. Plan allows $620.00")
    assert said[3].endswith("Same code and day as line 3")
    assert [line.differs for line in bill.table.comparison.rows].count(True) == 1


def test_the_findings_add_up_to_what_is_in_question(bill):
    cards = bill.findings.cards
    amounts = [card.kept.counted for card in cards]
    assert sum(amount.cents for amount in amounts) == 468000
    assert amounts == sorted(amounts, reverse=True)
    assert bill.findings.main.text() == "Write one letter for all three"


def test_one_finding_is_open_at_a_time(family, bill):
    first, second = bill.findings.cards[:2]
    assert first.more.isVisible() and not second.more.isVisible()
    second.head.setFocus()
    family.qtbot.keyClick(second.head, Qt.Key.Key_Space)
    assert second.more.isVisible() and not first.more.isVisible()


def test_asked_findings_say_when(bill):
    said = {card.kept.finding.check: card.accessibleName() for card in bill.findings.cards}
    assert "Asked Nov 10" in said["exact_duplicate_line"]
    assert "Not asked yet" in said["bill_exceeds_eob_patient_responsibility"]


def test_laid_aside_and_taken_back(family, bill):
    page = family.page("bills")
    copies = next(card for card in bill.findings.cards if card.kept.finding.check == "exact_duplicate_line")
    family.click(copies.head)
    told = []
    family.desk.told.connect(lambda text, undo: told.append((text, undo)))
    family.click(copies.fine)
    assert told[0][0] == "Laid aside: Chest X-ray charged twice"
    assert "exact_duplicate_line" not in [card.kept.finding.check for card in page.bill.findings.cards]
    family.desk.undo_latest()
    family.settle()
    back = next(card.kept for card in page.bill.findings.cards if card.kept.finding.check == "exact_duplicate_line")
    assert (back.state, str(back.asked_on)) == (FindingState.ASKED, "2026-11-10")
    assert told[-1][0] == "Undid: Laid aside: Chest X-ray charged twice."


def test_what_was_checked_can_be_asked_after_all(family, bill):
    page = family.page("bills")
    before = len(bill.findings.cards)
    family.click(bill.findings.cards[0].fine)
    assert len(page.bill.findings.cards) == before - 1
    again = next(button for button in page.bill.findings.findChildren(QAbstractButton) if button.text() == "Ask after all")
    family.click(again)
    assert len(page.bill.findings.cards) == before


def test_see_the_spot_lights_the_line_on_the_page(family, bill):
    copies = next(card for card in bill.findings.cards if card.kept.finding.check == "exact_duplicate_line")
    family.click(copies.head)
    family.click(copies.spot)
    task = family.window.task
    assert isinstance(task, PaperTask)
    assert [row.accessibleName().split(":")[0] for row in task.rows] == ["Line 3", "Line 4"]
    assert task.viewer.sheet.lit == "shown"
    assert task.viewer.sheet.page.image.width() > 100  # the page itself was drawn
    family.click(task.rows[1])
    lit = next(spot for spot in task.viewer.sheet.spots if spot.key == "shown")
    assert lit.label.startswith("Line 4")


def test_a_row_shows_itself_on_both_papers(family, bill):
    row = bill.table.rows[0]
    row.setFocus()
    family.qtbot.keyClick(row, Qt.Key.Key_Down)
    assert bill.table.rows[1].hasFocus()
    family.qtbot.keyClick(bill.table.rows[1], Qt.Key.Key_Return)
    family.settle()
    assert len(family.window.task.rows) == 2


def test_the_call_and_the_letter_open(family, bill):
    family.click(bill.findings.cards[0].say)
    assert type(family.window.task).__name__ == "CallTask"
    family.window.back()
    family.settle()
    family.click(family.page("bills").bill.findings.main)
    assert type(family.window.task).__name__ == "LetterTask"


def test_papers_and_history(family, bill):
    bill.views._group.button(1).click()
    papers = bill._content.itemAt(0).widget()
    assert len(papers.rows) == len(bill.matter.papers)
    family.click(papers.rows[0])
    assert isinstance(family.window.task, PaperTask)
    family.window.back()
    bill.views._group.button(2).click()
    family.settle()
    assert any("itemized bill" in row.accessibleName() for row in bill._content.itemAt(0).widget().view.rows)


def test_narrow_and_large_keeps_every_sum(family, bill):
    family.window.resize(960, 640)
    family.settle()
    assert bill.table._columns == ("charge", "allowed", "you_owe") or "plan_pays" in bill.table._columns
    type_().set_scale(2.0)
    family.settle()
    assert {"charge", "you_owe"} <= set(bill.table._columns)
    page = family.page("bills")
    assert page.area.horizontalScrollBar().maximum() == 0


def test_a_bill_that_waits_for_the_insurer(family):
    page = family.page("bills")
    waiting = next(row for row in page.table.rows if row.accessibleName().startswith("Osprey"))
    family.click(waiting)
    assert not page.bill.findings.cards
    assert page.bill.table.comparison.note and page.bill.table.comparison.eobs == ()


def test_no_bills_yet(nobody):
    assert nobody.page("bills").findChild(EmptyState).accessibleName().startswith("No bills yet")


def test_the_letter_s_button_is_in_view_whatever_is_open_and_however_far_one_scrolled(family, bill):
    page = family.page("bills")
    window = page.area.viewport()
    for card in bill.findings.cards:
        family.click(card.head)
        for scrolled in (0, page.area.verticalScrollBar().maximum()):
            page.area.verticalScrollBar().setValue(scrolled)
            family.settle()
            main = bill.findings.main
            assert window.rect().contains(main.rect().translated(main.mapTo(window, main.rect().topLeft())))


def test_a_closed_card_has_two_lines_and_tells_the_rest(family, bill):
    first, *others = bill.findings.cards
    longest = max(others, key=lambda card: len(card.kept.finding.explanation))
    line = longest._words._step()
    assert longest._words.height() <= 2 * line + 1
    assert longest._words.toolTip() == longest._words.text() and longest.kept.finding.explanation in longest.accessibleName()
    assert not first._words.toolTip()
    family.click(longest.head)
    assert longest._words.height() > 2 * line + 1 and not longest._words.toolTip()
