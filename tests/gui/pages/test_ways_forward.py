"""The ways forward of a case, and what to do with an envelope, as a person meets them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from medbills.domain.triage import Verdict
from medbills.gui.parts.envelope_card import EnvelopeCard
from medbills.gui.parts.ways_card import Outside, WaysCard
from medbills.gui.type import type_
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.load_matters import load_matters


def open_case(family, words):
    page = family.page("cases")
    matter = next(matter for matter in page.matters.values() if words in matter.case.title)
    page.show_item(matter.id)
    family.settle()
    return page.case


def said(widget):
    return [label.text() for label in widget.findChildren(ReadingLabel) if label.isVisible()]


@pytest.fixture
def er(family):
    return open_case(family, "ER visit")


def test_the_first_way_is_open_and_says_both_sides(er):
    first, *others = er.ways.rows
    assert first.is_open and not any(row.is_open for row in others)
    texts = said(first)
    assert texts[0] == "Do nothing yet" and texts[1].startswith("Tuesday, November 24 is their day.")
    assert {"What speaks against it", "What it closes or risks", "What it takes", "Why it stands here"} <= set(texts)
    assert texts[-1].endswith("Information, not legal advice.")
    assert first.findChild(Outside) and first.button is None


def test_another_way_opens_by_keyboard_and_the_first_closes(family, er):
    second = er.ways.rows[1]
    second.head.setFocus()
    family.qtbot.keyClick(second.head, Qt.Key.Key_Return)
    assert second.is_open and not er.ways.rows[0].is_open
    family.qtbot.keyClick(second.head, Qt.Key.Key_Return)
    assert not second.is_open


def test_a_way_starts_its_letter(family, er):
    second = er.ways.rows[1]
    family.click(second.head)
    family.click(second.button)
    task = family.window.task
    assert type(task).__name__ == "LetterTask" and task.state.template.slug == "billing_dispute"


def test_a_way_starts_its_call(family):
    case = open_case(family, "Filling")
    first = case.ways.rows[0]
    assert first.way.call
    family.click(first.button)
    assert type(family.window.task).__name__ == "CallTask"


def test_the_open_way_stays_open_when_the_page_is_made_anew(family, er):
    family.click(er.ways.rows[2].head)
    family.desk.tell_changed({"cases"})
    family.settle()
    case = family.page("cases").case
    assert case is not er and case.ways.rows[2].is_open and not case.ways.rows[0].is_open


def test_nothing_promises_success(family):
    for matter in family.ask(lambda vault: load_matters(vault, today=family.desk.today())):
        case = open_case(family, matter.case.title)
        if case.ways:
            texts = " ".join(label.text() for label in case.ways.findChildren(ReadingLabel))
            assert "%" not in texts and "chance" not in texts
            assert all(button.accessibleName() for button in case.ways.findChildren(QAbstractButton))


def test_a_closed_case_shows_no_ways(family):
    assert open_case(family, "Tests at Riverbend").ways is None


def test_large_text_cuts_nothing(family):
    type_().set_scale(2.0)
    family.settle()
    case = open_case(family, "ER visit")
    card = case.findChild(WaysCard)
    for label in card.findChildren(ReadingLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


# what to do with this envelope


@pytest.fixture
def envelopes(family):
    page = family.page("today")
    if page.envelopes.isHidden():
        pytest.fail("the family has new envelopes")
    family.click(page.envelopes)
    return family.window.sorting.card


def test_today_says_what_to_do_with_new_envelopes(family, envelopes):
    assert isinstance(envelopes, EnvelopeCard) and envelopes.isVisible()
    seen = []
    for _ in range(len(envelopes._answers)):
        answer = envelopes.answer
        seen.append(answer.case_id)
        assert answer.say in said(envelopes) and answer.why in said(envelopes)
        assert answer.say in envelopes.accessibleName()
        family.click(envelopes.next_button)
    assert len(set(seen)) == len(seen) and envelopes.at == 0, "after the last comes the first"


def test_an_envelope_s_button_does_what_it_says(family, envelopes):
    while envelopes.answer.verdict is not Verdict.DISPUTE or not envelopes.answer.letter:
        envelopes.next_button.click()
    slug = envelopes.answer.letter
    family.click(envelopes.act)
    assert family.window.sorting.card is None
    task = family.window.task
    if task.guard is not None:
        family.click(task.guard.go_on)
    assert task.state.template.slug == slug


def test_paying_leads_to_the_case(family, envelopes):
    while envelopes.answer.verdict is not Verdict.PAY:
        family.click(envelopes.next_button)
    assert "Pay $40.00." in said(envelopes)
    case_id = envelopes.answer.case_id
    family.click(envelopes.act)
    assert family.window.page == "cases" and family.page("cases").case.matter.id == case_id


def test_the_card_can_be_closed(family, envelopes):
    family.click(envelopes.close_button)
    assert family.window.sorting.card is None and family.window.task is None


def test_an_empty_vault_has_no_envelopes(nobody):
    assert nobody.page("today").envelopes.isHidden()


def test_papers_filed_just_now_are_sorted(family):
    bill = next(kept for kept in family.ask(lambda vault: vault.papers.all()) if kept.paper.issuer_name == "Osprey Physical Therapy")
    family.desk.tell_filed([bill.id])
    family.settle()
    card = family.window.sorting.card
    assert card.answer.verdict is Verdict.WAIT and "Wait for the insurer’s statement (EOB). Do not pay yet." in said(card)
    assert not card.next_button.isVisible()
