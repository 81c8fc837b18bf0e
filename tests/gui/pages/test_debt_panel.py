"""The case of a collector's account: its time, the credit report's answer, the two keys, and the question before an act."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from medbills.domain.case import CaseKind
from medbills.domain.debt import NOT_AUTOMATIC, Listing
from medbills.gui.parts.debt_lanes import DebtLanes
from medbills.gui.parts.guard_page import GuardPage
from medbills.gui.type import type_
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.tell_of_debt import tell_of_debt, told_of_debt


def open_debt(family):
    page = family.page("cases")
    matter = next(matter for matter in page.matters.values() if matter.case.kind is CaseKind.COLLECTION)
    page.show_item(matter.id)
    family.settle()
    return page.case


@pytest.fixture
def case(family):
    return open_debt(family)


def said(widget):
    return [label.text() for label in widget.findChildren(ReadingLabel) if label.isVisible()]


def test_other_cases_have_no_such_panel(family):
    page = family.page("cases")
    page.show_item(next(matter.id for matter in page.matters.values() if "ER visit" in matter.case.title))
    family.settle()
    assert page.case.debt is None


def test_the_drawing_and_its_list_say_the_same(family, case):
    time = case.debt.time
    lanes = time.findChild(DebtLanes)
    family.qtbot.keyClick(lanes, Qt.Key.Key_Home)
    spoken = []
    for _ in lanes.words:
        spoken.append(lanes.accessibleName())
        assert time.foot.told.text() == lanes.words[lanes.at] and spoken[-1].startswith(lanes.words[lanes.at])
        family.qtbot.keyClick(lanes, Qt.Key.Key_Right)
    assert any("A written dispute should arrive by December 10, 2026." in words for words in spoken)
    assert time.list.isHidden()
    family.click(time.show_list)
    texts = said(time)
    for mark in case.debt.debt.marks:
        assert mark.title in texts and mark.says in texts
        drawn = mark.start or mark.day
        assert bool(drawn) == any(mark.says in words for words in spoken)
    assert any(text.startswith("Source: 42 Pa.C.S. 5525. Checked on November 21, 2026.") for text in texts)
    family.click(time.show_list)
    assert time.list.isHidden()


def test_the_answer_about_credit_reports(case):
    assert "The three credit bureaus say they do not list it now: under $500.00." in said(case.debt.exposure)
    assert "The largest sum on the letter is $252.40. That is under it." in said(case.debt.exposure)


def test_days_that_only_the_family_knows_are_kept(family, case):
    days = case.debt.exposure.findChild(type_days())
    days.late.set_text("5/1/26")
    family.click(days.keep)
    case_id = case.matter.id
    assert family.ask(lambda vault: told_of_debt(vault, case_id)).first_late == datetime.date(2026, 5, 1)
    family.settle()
    panel = family.page("cases").case.debt
    assert any("365 days, until May 1, 2027" in mark.says for mark in panel.debt.marks)


def test_a_day_that_cannot_be_read_is_told(family, case):
    days = case.debt.exposure.findChild(type_days())
    days.paid.set_text("someday")
    family.click(days.keep)
    assert days.paid.problem and not family.ask(lambda vault: vault.events.of_case(case.matter.id))


def type_days():
    from medbills.gui.parts.debt_days import DebtDays

    return DebtDays


def test_where_nothing_is_listed_there_is_nothing_to_pay_for(case):
    keys = case.debt.keys
    assert not keys.pay.isEnabled() and "Nothing to pay for." in said(keys)
    assert not keys.asked.isVisible()


# an account that can be listed


@pytest.fixture
def listed(family):
    """The family's debt, grown and old enough for a credit report."""
    import dataclasses

    from medbills.domain.debt import FIRST_LATE
    from medbills.domain.money import Money
    from medbills.domain.paper import Kind

    page = family.page("cases")
    case_id = next(matter.id for matter in page.matters.values() if matter.case.kind is CaseKind.COLLECTION)
    today = family.desk.today()

    def grow(vault):
        notice = next(kept for kept in vault.papers.of_case(case_id) if kept.paper.kind is Kind.COLLECTION_NOTICE)
        with vault.change("grown") as change:
            change.papers.update(dataclasses.replace(notice, paper=dataclasses.replace(notice.paper, amount_due=Money(90000))))
        tell_of_debt(vault, case_id, FIRST_LATE, datetime.date(2025, 1, 2), today=today)
        return True

    family.ask(grow)
    family.desk.tell_changed({"papers"})
    family.settle()
    return open_debt(family)


def test_the_first_key_is_turned_by_asking(family, listed):
    panel = listed.debt
    assert panel.debt.exposure.listing is Listing.CAN_BE_LISTED
    assert panel.keys.pay.isVisible() and not panel.keys.pay.isEnabled()
    family.click(panel.keys.asked)
    panel = family.page("cases").case.debt
    assert panel.debt.keys.automatic.turned and not panel.debt.keys.open
    assert "Add the signed paper to this case first. A word on the phone does not count." in said(panel.keys)


def test_both_keys_and_the_question_before_the_payment(family, listed):
    import dataclasses

    from medbills.domain.debt import SIGNED
    from medbills.domain.paper import Kind

    case_id, today = listed.matter.id, family.desk.today()

    def sign(vault):
        notice = next(kept for kept in vault.papers.of_case(case_id) if kept.paper.kind is Kind.COLLECTION_NOTICE)
        paper = dataclasses.replace(notice.paper, id="signed", kind=Kind.OTHER, spots={}, lines=())
        with vault.change("filed") as change:
            change.papers.add(dataclasses.replace(notice, paper=paper))
        tell_of_debt(vault, case_id, NOT_AUTOMATIC, today, today=today)
        tell_of_debt(vault, case_id, SIGNED, today, today=today, document="signed")
        return True

    family.ask(sign)
    family.desk.tell_changed({"papers"})
    family.settle()
    keys = open_debt(family).debt.keys
    assert keys.pay.isEnabled()
    family.click(keys.pay)
    assert keys.amount.problem and keys.guard is None, "a sum is asked for first"
    keys.amount.set_text("800.00")
    family.click(keys.pay)
    assert "Even a small payment can count as agreeing to the whole debt." in said(keys.guard)
    family.click(keys.guard.back)
    assert keys.guard is None and len(family.ask(lambda vault: vault.payments.of_case(case_id))) == 1
    family.click(keys.pay)
    family.click(keys.guard.go_on)
    family.settle()
    paid = family.ask(lambda vault: vault.payments.of_case(case_id))
    assert [one.amount.text() for one in paid if "as agreed" in one.proof] == ["$800.00"]


# the guard before letters and calls


def test_going_back_from_the_guard_leaves_no_letter(family, case):
    before = len(family.ask(lambda vault: vault.letters.all()))
    family.click(case.letter)
    task = family.window.task
    page = task.findChild(GuardPage)
    assert page.isVisible() and "Before you write to Harrow & Pike" in said(page)
    assert family.window.focusWidget() is page.back, "the safe way has the focus"
    family.click(page.back)
    assert family.window.task is None
    assert len(family.ask(lambda vault: vault.letters.all())) == before


def test_understood_the_letter_begins(family, case):
    family.click(case.letter)
    task = family.window.task
    family.qtbot.keyClick(task.guard.go_on, Qt.Key.Key_Space)
    family.settle()
    assert task.state is not None and task.state.template.slug == "debt_validation_request" and not task.guard.isVisible()


def test_the_call_to_a_collector_begins_with_the_guard(family, case):
    family.click(case.call)
    task = family.window.task
    assert task.guard.isVisible() and not task.end.isEnabled()
    family.click(task.guard.go_on)
    assert task.notes.isVisible() and task.end.isEnabled()


def test_large_text_and_names(family):
    type_().set_scale(2.0)
    family.settle()
    panel = open_debt(family).debt
    family.settle()
    for label in panel.findChildren(ReadingLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    assert all(button.accessibleName() for button in panel.findChildren(QAbstractButton))
