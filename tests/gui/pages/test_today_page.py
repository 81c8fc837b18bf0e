"""Today as a person meets it: the cards, the sums, the days, and where each of them leads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from medbills.domain.next_step import Action
from medbills.gui.parts.owed_card import OwedCard, SavedCard
from medbills.gui.parts.paper_task import PaperTask
from medbills.gui.type import type_
from medbills.gui.widgets.empty_state import EmptyState
from medbills.services.load_matters import load_matters
from medbills.services.overview import overview


def test_at_most_three_cards_and_only_the_first_has_the_main_button(family):
    page = family.page("today")
    assert 1 <= len(page.cards) <= 3
    assert [card.button.property("role") for card in page.cards] == ["main", "plain", "plain"][: len(page.cards)]
    assert page.header.subtitle.text().startswith("Tuesday, November 17. Three things to do.")


def test_the_cards_are_the_overview_s_steps(family):
    page = family.page("today")
    today = family.desk.today()
    steps = family.ask(lambda vault: overview(load_matters(vault, today=today), today=today).steps)
    assert [card.step for card in page.cards] == list(steps)


def test_the_sums_of_the_sample_family(family):
    page = family.page("today")
    owed = page.findChild(OwedCard)
    said = [row.accessibleName() for row in owed.findChildren(QAbstractButton)]
    assert [text.split(". ")[0] for text in said] == ["Yours to pay: $440.00", "In dispute: $5,007.40", "Waiting for insurance: $390.00"]
    assert "Saved so far: $934.00" in page.findChild(SavedCard).findChild(QAbstractButton).accessibleName()


def test_pressing_a_sum_shows_the_bills(family):
    page = family.page("today")
    row = page.findChild(OwedCard).findChildren(QAbstractButton)[0]
    row.setFocus()
    family.qtbot.keyClick(row, Qt.Key.Key_Return)
    assert family.window.page == "bills"


def test_a_day_opens_how_it_was_found_and_closes_again(family):
    page = family.page("today")
    row = page.days.rows[0]
    family.qtbot.keyClick(row, Qt.Key.Key_Return)
    assert page.days.findChild(QAbstractButton, "") is not None
    said = [label.accessibleName() for label in page.days.children() if hasattr(label, "accessibleName")]
    assert "How we found this date" in said
    family.qtbot.keyClick(row, Qt.Key.Key_Return)
    family.settle()
    assert page.days._open is None


def test_from_a_day_to_its_paper_and_back(family):
    page = family.page("today")
    at = next(at for at, row in enumerate(page.days.rows) if "Maple Street Dental" in row.accessibleName())
    family.click(page.days.rows[at])
    see = next(button for button in page.days.findChildren(QAbstractButton) if button.text() == "See the paper")
    family.click(see)
    assert isinstance(family.window.task, PaperTask)
    assert family.window.task.viewer.sheet.lit == "shown"
    family.window.back()
    assert family.window.task is None


def test_from_a_day_to_its_case(family):
    page = family.page("today")
    family.click(page.days.rows[0])
    family.click(next(button for button in page.days.findChildren(QAbstractButton) if button.text() == "Open the case"))
    assert family.window.page == "cases"
    assert family.window._made["cases"].case is not None


@pytest.mark.parametrize("action", [Action.CALL, Action.LETTER])
def test_a_card_s_button_starts_its_task(family, action):
    page = family.page("today")
    card = next((card for card in page.cards if card.step.action is action), None)
    assert card is not None
    family.click(card.button)
    name = {Action.CALL: "CallTask", Action.LETTER: "LetterTask"}[action]
    assert type(family.window.task).__name__ == name


def test_whose_affairs_are_shown(family):
    page = family.page("today")
    ruth = next(somebody for somebody in family.desk.people if somebody.name == "Me")
    family.desk.person_filter = ruth.id
    family.settle()
    assert page.cards and all(card.step.heading.startswith("Me") for card in page.cards)


def test_everything_has_a_name_at_every_size(family):
    page = family.page("today")
    for scale in (1.0, 2.0):
        type_().set_scale(scale)
        family.settle()
        nameless = [button for button in page.findChildren(QAbstractButton) if not (button.accessibleName() or button.text())]
        assert not nameless
    assert page.area.horizontalScrollBar().maximum() == 0


def test_an_empty_vault_says_what_belongs_here(nobody):
    page = nobody.page("today")
    empty = page.findChild(EmptyState)
    assert empty.accessibleName().startswith("No papers yet")
    assert empty.action.text() == "Add papers"


def test_the_reason_on_a_card_has_two_lines_at_most(family):
    for card in family.page("today").cards:
        assert card.why.height() <= 2 * card.why._step() + 1
        assert card.why.text() == card.step.why


def test_what_no_insurer_told_does_not_say_the_insurer_did(family, qtbot):
    today = family.desk.today()
    matters = family.ask(lambda vault: load_matters(vault, today=today))
    untold = [replace(one, papers=tuple(kept for kept in one.papers if not kept.paper.is_eob)) for one in matters]
    sure = sum(1 for one in matters if one.owed.sure and not one.case.closed_on)

    def said(of):
        card = OwedCard(overview(of, today=today))
        qtbot.addWidget(card)
        return card.findChildren(QAbstractButton)[0].accessibleName()

    assert "by the insurer" in said(matters)
    assert "No insurer told your share." in said(untold) and "by the insurer" not in said(untold)
    half = [untold[at] if at == next(at for at, one in enumerate(matters) if one.owed.sure) else one for at, one in enumerate(matters)]
    assert f"Your share of {sure} accounts, {sure - 1} of them by the insurer" in said(half)
