"""The insurer's time has run out: Today offers the lateness letter on the day after, filled in, and the date says how sure its rule is."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from medbills.domain.case import CaseKind
from medbills.domain.letter import Letter
from medbills.gui.parts.deadline_detail import DeadlineDetail
from medbills.gui.wizards.letter import LetterTask
from medbills.services.audit_cases import audit_cases
from medbills.services.load_matters import load_matters

SENT, DUE = datetime.date(2026, 11, 18), datetime.date(2026, 12, 19)


@pytest.fixture
def appealed(family):
    """The MRI was appealed by fax on November 18, arrived a day later; no answer has come."""
    found = family.ask(lambda vault: load_matters(vault, today=SENT))
    matter = next(matter for matter in found if matter.case.kind is CaseKind.DENIAL)

    def send(vault):
        letter = Letter(
            id="appeal", case_id=matter.id, template_id="L20", slug="internal_appeal", title="Appeal to the insurer",
            recipient="Lakeshore Health", sent_on=SENT, method="Fax", arrived_on=SENT + datetime.timedelta(days=1),
            reply_by=SENT + datetime.timedelta(days=30), answers={"addressee_address": "P.O. Box 7100, Millbrook, PA 18099"},
        )  # fmt: skip
        with vault.change("Sent a letter: Appeal") as change:
            change.letters.add(letter)
            audit_cases(vault, change, today=SENT, person_id=matter.case.person_id)
        return True

    family.ask(send)
    return matter


def late_cards(family, day):
    family.desk.today = lambda: day
    page = family.page("today")
    page.reload()
    family.settle()
    return [card for card in page.cards if card.step.letter == "late_decision_notice"]


def test_not_on_the_last_day_itself(family, appealed):
    assert late_cards(family, DUE) == []


def test_on_the_day_after_one_press_leads_into_the_letter(family, appealed):
    (card,) = late_cards(family, DUE + datetime.timedelta(days=1))
    assert card.step.sentence == "Tell Lakeshore that its answer is late." and "December 19, 2026" in card.step.why
    family.qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    family.settle()
    task = family.window.task
    assert isinstance(task, LetterTask)
    drafts = family.ask(lambda vault: vault.letters.of_case(appealed.id))
    assert [draft.recipient for draft in drafts if draft.slug == "late_decision_notice"] == ["Lakeshore Health"]


def test_the_day_says_how_sure_its_rule_is(family, appealed, qtbot):
    deadlines = family.ask(lambda vault: vault.deadlines.of_case(appealed.id))
    kept = next(kept for kept in deadlines if kept.deadline.event == "sent:appeal")
    detail = DeadlineDetail(kept.deadline, {})
    qtbot.addWidget(detail)
    said = [label.text() for label in detail.findChildren(QLabel)]
    assert "How sure this rule is" in said and any("your own notice" in text for text in said)
    assert any("29 CFR 2560.503-1(i)(2)(ii)" in text and "Checked" in text for text in said)


def test_the_plan_document_s_limit_counts_after_the_letter_s_own_day(family, appealed):
    page = family.page("cases")
    page.show_item(appealed.id)
    family.settle()
    history = page.case.history
    kept = next(kept for kept in page.case.matter.deadlines if kept.deadline.rule == "appeal_internal_180d")
    at = next(at for at, moment in enumerate(history._moments) if moment.item_id == kept.id)
    history._take(str(at))
    family.click(history.detail.plan)
    task = family.window.task
    family.qtbot.keyClicks(task.number.editor, "many")
    family.click(task.save)
    assert family.window.task is task, "what is no number is not saved"
    task.number.editor.clear()
    family.qtbot.keyClicks(task.number.editor, "365")
    family.qtbot.keyClicks(task.where.editor, "page 41")
    family.click(task.save)
    after = family.ask(lambda vault: vault.deadlines.get(kept.id)).deadline
    says = {line.says: line.what for line in after.receipt}
    assert "365 calendar days" in says["Your plan says"] and "page 41" in says["Your plan says"]
    assert ("The letter says" in says) == (after.date == kept.deadline.date)
    family.desk.undo_latest()
    family.settle()
    assert family.ask(lambda vault: vault.deadlines.get(kept.id)).deadline == kept.deadline
