"""A paper that answers a letter: told in the review and on the case, with the day it arrived, by clicks and keys."""

from __future__ import annotations

import dataclasses
import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from medbills.domain.case import CaseKind
from medbills.domain.letter import Letter
from medbills.domain.paper import Kind
from medbills.domain.plan import Plan
from medbills.domain.reply import Answers
from medbills.gui.pages.cases import CasesPage
from medbills.gui.parts.reply_note import NO, YES, ArrivalField
from medbills.gui.wizards.review import ReviewTask
from medbills.services.audit_cases import audit_cases
from medbills.services.load_matters import load_matter

DAY = datetime.date


def appeal_sent(room):
    """An appeal of the MRI's refusal that went out in June, and the refusal now printed as its answer."""
    matter = room.matter(CaseKind.DENIAL)
    denied = matter.latest(Kind.DENIAL_LETTER)

    def work(vault):
        letter = Letter(
            id="appeal", case_id=matter.id, template_id="L20", slug="internal_appeal", title="Internal appeal", method="Fax",
            recipient=denied.paper.payer_name or "", sent_on=DAY(2026, 9, 1), written_on=DAY(2026, 9, 1), reply_by=DAY(2026, 10, 1),
        )  # fmt: skip
        with vault.change("Sent") as change:
            change.letters.add(letter)
            change.plans.put(Plan(id="plan", type="employer_self_funded_erisa", payer_name="Lakeshore Health"))
            change.people.update(dataclasses.replace(matter.person, plan_ids=("plan",)))
            audit_cases(vault, change, today=room.desk.today(), person_id=matter.person.id)
        return True

    room.ask(work)
    return matter, denied


def press(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_the_review_asks_what_a_paper_answers_and_when_it_came(room):
    _, denied = appeal_sent(room)
    task = room.open(ReviewTask(room.desk, [denied.id]))
    (note, arrival) = task.form.notes[-2:]
    assert "your letter of September 1, 2026" in note.says and "It is from Lakeshore" in note.why
    assert isinstance(arrival, ArrivalField)
    QTest.keyClicks(arrival.day.editor, "10/1/26")
    arrival.day._leave()
    assert "prints October 28, 2026" in arrival.day.problem  # it cannot have come before it was written
    arrival.day.set_text("11/2/26")
    arrival.day._leave()
    press(note.buttons[YES])
    room.settle()
    replies, arrivals = room.ask(lambda vault: (vault.replies.all(), vault.arrivals.all()))
    assert [(reply.paper_id, reply.sent_id, reply.word) for reply in replies] == [(denied.id, "appeal", Answers.YES)]
    assert [(one.id, one.received_on) for one in arrivals] == [(denied.id, DAY(2026, 11, 2))]
    task = room.open(ReviewTask(room.desk, [denied.id]))
    assert "Answers your letter of September 1" in task.form.notes[-2].says


def test_the_case_shows_the_late_answer_and_the_letter_that_follows(room):
    matter, _ = appeal_sent(room)
    page = CasesPage(room.desk)
    room.qtbot.addWidget(page)
    page.resize(1064, 740)
    page.show()
    page.reload()
    page.show_item(matter.id)
    room.settle()
    (note,) = page.case.replies.notes
    assert {YES, NO} == set(note.buttons)
    press(note.buttons[YES])
    room.settle()
    page.reload()
    room.settle()
    card = page.case.replies
    assert card.notes == [] and len(card.letters) == 1
    told = next(entry for entry in page.case.history._moments if entry.item_id == "appeal")
    assert "answered on Oct 28" in told.detail and "late" in told.detail
    press(card.letters[0])
    room.settle()
    letters = room.ask(lambda vault: load_matter(vault, matter.id, today=room.desk.today())).letters
    assert "external_review_request" in {letter.slug for letter in letters}
