"""Learn as a person meets it: read, search, find help by state, come by F1 and go back; and what it brings to a case and to Money."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from medbills.domain.money import Money
from medbills.domain.offer import Offer
from medbills.gui.parts.code_card import CodeCard
from medbills.gui.parts.learn_text import EntryText
from medbills.gui.parts.learn_words import CodesText, OneCode, WordText
from medbills.gui.type import type_
from medbills.gui.widgets.chip import Chip
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.wizards.help import HelpTask
from medbills.services.keep_offer import keep_offer
from medbills.services.suggest_help import load_help_from


@pytest.fixture
def learn(family):
    return family.page("learn")


def said(widget):
    return [label.text() for label in widget.findChildren(ReadingLabel) if label.isVisible()]


def type_in(family, learn, words):
    learn.search.setFocus()
    learn.search.selectAll()
    family.qtbot.keyClicks(learn.search, words)
    family.qtbot.waitUntil(lambda: not learn._soon.isActive(), timeout=5_000)
    family.settle()


def chips(widget):
    return [chip.text() for chip in widget.findChildren(Chip)]


def unnamed(learn):
    takes_tab = [
        child for child in learn.findChildren(QWidget)
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.focusProxy()
    ]  # fmt: skip
    assert takes_tab
    return [child for child in takes_tab if not (child.accessibleName() or (hasattr(child, "text") and child.text()))]


def test_a_right_has_steps_a_source_and_the_case_it_fits_and_f1_lies_over_its_letter(family, learn):
    texts = said(learn.shown)
    assert "A collector must prove the debt if you ask" in texts and "Find the last day on the letter" in texts
    assert "15 U.S.C. 1692g" in next(text for text in texts if "U.S.C." in text) and "November 21, 2026" in texts
    assert any(text.startswith("Information, not legal advice") for text in texts)
    assert "Harrow & Pike" in learn.shown.fits.label.text()
    family.click(learn.shown.fits.button)
    assert family.window.task.guard is not None, "what to know first, before a letter about a collected debt"
    family.window.close_task()
    learn.show_item("appeal_a_refusal")
    family.settle()
    family.click(learn.shown.fits.button)
    letter = family.window.task
    assert letter.state.template.slug == "internal_appeal"
    family.window.activateWindow()
    family.qtbot.waitUntil(family.window.isActiveWindow, timeout=5_000)
    family.qtbot.keyClick(letter, Qt.Key.Key_F1)
    help_ = family.window.task
    assert isinstance(help_, HelpTask) and help_.text.entry.slug == "help_letter"
    family.click(help_.text.links[0])
    assert help_.text.entry.slug == "get_it_in_writing" and help_.text.fits is None
    family.qtbot.keyClick(help_.area, Qt.Key.Key_Escape)
    family.settle()
    assert family.window.task is letter


def test_arrows_walk_the_list_and_links_lead_on(family, learn):
    first, second, *_ = learn.list.rows
    learn.list.focus_row()
    assert learn.list.rows[first].hasFocus() and learn.list.rows[first].isChecked()
    family.qtbot.keyClick(learn.list.rows[first], Qt.Key.Key_Down)
    assert learn.list.rows[second].hasFocus() and learn.shown.entry.slug == second
    family.qtbot.keyClick(learn.list.rows[second], Qt.Key.Key_End)
    assert learn.shown.entry.slug == list(learn.list.rows)[-1]
    learn.show_item("prove_the_debt")
    link = next(link for link in learn.shown.links if link.text() == "Paid and taken out")
    family.click(link)
    assert learn.shown.entry.slug == "pay_for_delete" and learn.sections.current == "asking"
    assert "A tactic, not a rule" in chips(learn.shown) and unnamed(learn) == []


def test_typing_finds_a_code_and_a_word_and_a_list_of_codes_opens_their_card(family, learn):
    type_in(family, learn, "CO-45")
    assert isinstance(learn.shown, OneCode) and "No. This is normally not yours to pay." in said(learn.shown)
    type_in(family, learn, "deductible")
    family.qtbot.keyClick(learn.search, Qt.Key.Key_Return)
    assert isinstance(learn.shown, WordText) and learn.list.rows["word:deductible"].hasFocus()
    type_in(family, learn, "zebra")
    assert not learn.list.rows and any(text.startswith("Nothing found") for text in said(learn.list))
    family.qtbot.keyClick(learn.search, Qt.Key.Key_Escape)
    family.settle()
    assert not learn.search.text() and learn.list.rows and family.window.page == "learn"
    learn.show_item("codes:reasons")
    family.settle()
    assert isinstance(learn.shown, CodesText) and len(learn.shown.rows) == 40
    family.click(learn.shown.more)
    assert len(learn.shown.rows) == 80 and learn.shown.rows[40].hasFocus() and unnamed(learn) == []
    family.click(learn.shown.rows[0])
    (card,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CodeCard) and widget.isVisible()]
    assert "Your yearly deductible" in card.said()
    card.reject()


def test_help_by_state_the_checklist_and_the_calculator(family, learn):
    learn.show_item("in_your_state")
    family.settle()
    helpers = learn.shown.list
    assert helpers.choice.key() == "PA" and helpers.told[0].name == "Pennsylvania Insurance Department"
    assert "Check it first" in chips(helpers) and unnamed(learn) == []
    helpers.choice.set_key("CT")
    helpers.choice.changed.emit()
    family.settle()
    assert "Office of the Healthcare Advocate" in said(learn.shown) and "1-866-466-4446" in said(learn.shown)
    assert any(text.startswith("Checked on November 22, 2026") for text in said(learn.shown))
    learn.show_item("before_you_give_access")
    family.settle()
    tick = learn.shown.ticks[0]
    family.qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked() and len(learn.shown.ticks) >= 10 and unnamed(learn) == []
    learn.show_item("dental_share")
    family.settle()
    family.click(learn.shown.opens)
    assert family.window.page == "money" and family.window._made["money"].sections.current == "dental"


def test_f1_explains_the_page_and_escape_leads_back_also_in_large_text(family):
    family.page("calendar")
    family.qtbot.keyClick(family.window, Qt.Key.Key_F1)
    family.settle()
    learn = family.window._made["learn"]
    assert family.window.page == "learn" and learn.shown.entry.slug == "help_calendar"
    learn.list.focus_row()
    family.qtbot.keyClick(learn.list.rows["help_calendar"], Qt.Key.Key_Escape)
    family.settle()
    assert family.window.page == "calendar"
    family.click(family.window.sidebar.help)
    assert family.window.page == "learn" and learn.shown.entry.slug == "help_calendar"
    type_().set_scale(2.0)
    family.settle()
    assert learn.narrow and learn.text.isVisible() and not learn.list.isVisible()
    family.click(learn.to_list)
    assert learn.list.isVisible() and not learn.text.isVisible() and learn.list.rows["help_calendar"].hasFocus()
    family.click(learn.list.rows["help_today"])
    assert learn.text.isVisible() and learn.shown.entry.slug == "help_today"


def open_case(family, words):
    page = family.page("cases")
    page.show_item(next(matter.id for matter in page.matters.values() if words in matter.case.title))
    family.settle()
    return page.case


def test_a_case_counts_its_contacts_suggests_help_and_names_days_for_an_offer(family):
    case = open_case(family, "MRI")
    assert case.contacts.told.text() == "1 letter. The last on Nov 5."
    assert case.help_hint.isVisible() and case.help_hint.banner.label.text().startswith("Care may wait")
    family.click(case.help_hint.banner.link)
    learn = family.window._made["learn"]
    assert family.window.page == "learn" and isinstance(learn.shown, EntryText) and learn.shown.entry.slug == "in_your_state"
    case = open_case(family, "ER visit")
    assert case.offer_days is None and not case.help_hint.isVisible()
    offer = Offer(id="", case_id=case.matter.id, made_on=date(2026, 11, 4), yours=True, amount=Money.of("250.00"))
    family.desk.tell_changed(family.ask(lambda vault: keep_offer(vault, offer, today=date(2026, 11, 17))).topics)
    family.settle()
    card = open_case(family, "ER visit").offer_days
    assert [day.text() for day in card.days] == ["Mon, Nov 23", "Tue, Nov 24", "Wed, Nov 25", "Fri, Nov 27", "Mon, Nov 30"]
    assert "A tactic, not a rule" in chips(card) and "Riverbend bill is due" in card.first.text()
    family.click(card.more)
    assert learn.shown.entry.slug == "end_of_month"


def test_the_sum_for_help_is_set_in_settings_and_money_shows_what_it_all_took(family):
    page = family.page("settings")
    assert page.help_from.amount.text() == "$10,000.00"
    page.help_from.amount.set_text("4000")
    family.click(page.help_from.save)
    assert family.ask(load_help_from) == Money.of("4000.00")
    assert "You wanted to think of help from $4,000.00 on." in open_case(family, "ER visit").help_hint.banner.label.text()
    page = family.page("money")
    page.show_item("saved")
    family.settle()
    effort = page.part.effort
    assert effort.told.text().startswith("So far: 2 calls (18 minutes) and 3 letters")
    assert "Phone calls" in said(effort) and any("No way is said to have done it alone" in text for text in said(effort))
    assert "$934.00 saved in 2 closed cases, each proved by a paper." in said(page.header)
