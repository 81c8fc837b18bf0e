"""Calls and letters as a person meets them: what was promised, drafts, frozen pages, notes, a new call."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtWidgets import QAbstractButton

from medbills.domain.call import Call
from medbills.domain.case import CaseKind, Document
from medbills.domain.letter import Letter
from medbills.gui.parts.frozen_task import FrozenTask
from medbills.gui.type import type_
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.label import ReadingLabel
from medbills.services.load_matters import load_matters
from medbills.services.log_call import begin_call, end_call
from medbills.services.write_letter import begin_letter


def case_of(shown, kind):
    today = shown.desk.today()
    return shown.ask(lambda vault: next(matter.id for matter in load_matters(vault, today=today) if matter.case.kind is kind))


def fresh(shown):
    shown.desk.tell_changed({"calls", "letters"})
    shown.settle()
    return shown.page("calls_letters")


def row(page, **wanted):
    return next(row for row in page.rows if all(getattr(row.contact, name) == value for name, value in wanted.items()))


@pytest.fixture
def page(family):
    return family.page("calls_letters")


def test_the_newest_stands_first_with_what_was_promised(page):
    days = [row.contact.day for row in page.rows]
    assert len(days) >= 5 and days == sorted(days, reverse=True)
    promised = next(row for row in page.rows if row.contact.promise.startswith("They will"))
    assert "They will: send a corrected bill, by Nov 24. 7 days left, their turn" in promised.row.accessibleName()


def test_a_late_promise_stands_first_in_amber(family):
    case_id = case_of(family, CaseKind.DENIAL)
    today = family.desk.today()
    call = Call(
        id="late", case_id=case_id, at=datetime.datetime(2026, 10, 30, 9, 30), organization="Lakeshore Health", person="Dana",
        they_will="Send the file", they_will_by=datetime.date(2026, 11, 12),
    )  # fmt: skip
    family.ask(lambda vault: end_call(vault, call, today=today))
    page = fresh(family)
    assert page.rows[0].contact.id == "late"
    amber = [label.text() for label in page.rows[0].findChildren(ReadingLabel) if label._tone == "amber"]
    assert amber == ["They will: send the file, by Nov 12"]
    family.click(page.rows[0].action)
    assert type(family.window.task).__name__ == "CallTask"


def test_calls_and_letters_apart(family, page):
    for at, items in ((1, {"call"}), (2, {"letter"}), (0, {"call", "letter"})):
        page.filter._group.button(at).click()
        family.settle()
        assert {row.contact.item for row in page.rows} == items


def test_only_the_person_asked_for(family, page):
    family.desk.person_filter = next(somebody.id for somebody in family.desk.people if somebody.name == "Me")
    family.settle()
    assert not page.rows
    assert page.findChild(EmptyState).accessibleName().startswith("No calls or letters yet")


def test_the_notes_of_a_call_are_read_only(family, page):
    family.click(row(page, item="call", day=datetime.date(2026, 11, 10)).row)
    said = [label.text() for label in page.view.findChildren(ReadingLabel)]
    assert "Send a corrected bill, by November 24, 2026" in said and "On file" in said
    assert page.view.action is None
    family.click(page.view.case)
    assert family.window.page == "cases"
    page = family.page("calls_letters")
    crumb = next(button for button in page.view.findChildren(QAbstractButton) if button.accessibleName() == "Back to Calls & letters")
    family.click(crumb)
    assert page.view is None and page.rows and all(row.isVisible() for row in page.rows)


def test_a_call_that_was_not_ended_goes_on_also_on_another_day(family):
    case_id = case_of(family, CaseKind.DENTAL)
    at = datetime.datetime(2026, 11, 15, 9, 30)
    call = family.ask(lambda vault: begin_call(vault, case_id, at=at, organization="Maple Street Dental"))
    page = fresh(family)
    family.click(row(page, id=call.id).action)
    assert family.window.task._call.id == call.id


def test_a_draft_goes_on(family):
    case_id = case_of(family, CaseKind.BILL)
    today = family.desk.today()
    letter = family.ask(lambda vault: begin_letter(vault, case_id, "billing_dispute", today=today))
    page = fresh(family)
    assert row(page, id=letter.id).action.text() == "Go on writing"
    family.click(row(page, id=letter.id).row)
    assert type(family.window.task).__name__ == "LetterTask"
    assert family.window.task.state.letter.id == letter.id


def test_a_written_letter_shows_its_frozen_pages(family, third_pages):
    case_id = case_of(family, CaseKind.BILL)
    today = family.desk.today()

    def keep(vault):
        document = Document(
            id="frozen", key=vault.paper_files.add(third_pages), name="letter.pdf", media_type="application/pdf", bytes=len(third_pages),
            pages=None, kept_at=datetime.datetime(2026, 11, 17, 9, tzinfo=datetime.UTC),
        )  # fmt: skip
        letter = Letter(
            id="written", case_id=case_id, template_id="L02", slug="billing_dispute", title="Ask for a correction", written_on=today,
            document_id="frozen",
        )  # fmt: skip
        with vault.change("Wrote") as change:
            change.documents.add(document)
            change.letters.add(letter)

    family.ask(keep)
    page = fresh(family)
    written = row(page, id="written")
    assert written.action.text() == "I sent it"
    family.click(written.row)
    task = family.window.task
    assert isinstance(task, FrozenTask)
    assert task.viewer.page_label.text() == "Page 1 of 2"
    assert task.viewer.sheet.page.image.width() > 100
    assert not task.viewer.light.isVisible()
    family.click(task.viewer.after)
    assert task.viewer.sheet.page.image.width() > 100
    family.window.back()
    family.settle()
    family.click(row(family.page("calls_letters"), id="written").action)
    assert family.window.task.state.letter.id == "written"


@pytest.fixture
def third_pages():
    """A PDF of two pages."""
    from io import BytesIO

    from pikepdf import Pdf

    pdf = Pdf.new()
    for _ in range(2):
        pdf.add_blank_page(page_size=(612, 792))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_letter_without_a_copy_shows_what_is_on_file(family, page):
    family.click(row(page, item="letter", day=datetime.date(2026, 11, 12)).row)
    said = [label.text() for label in page.view.findChildren(ReadingLabel)]
    assert "No copy of this letter is kept here. This is what is on file about it." in said
    assert "November 14, 2026" in said


def test_a_new_call_asks_which_case(family, page):
    family.click(page.log)
    said = [action.text() for action in page.menu.actions()]
    assert "Dad · MRI of the back" in said and not any("Riverbend Clinic" in text for text in said)
    page.menu.actions()[said.index("Dad · MRI of the back")].trigger()
    page.menu.close()
    family.settle()
    assert type(family.window.task).__name__ == "CallTask"


def test_from_a_case_to_its_call(family):
    cases = family.page("cases")
    family.click(next(row for table in cases.tables for row in table.rows if row.accessibleName().startswith("ER visit")))
    family.click(next(row for row in cases.case.history.view.rows if "Call with Marcus T." in row.accessibleName()))
    assert family.window.page == "calls_letters"
    assert family.window._made["calls_letters"].view.contact.title.startswith("Call with Marcus T.")


def test_large_text_keeps_everything_in_the_page(family, page):
    type_().set_scale(2.0)
    family.settle()
    assert page.area.horizontalScrollBar().maximum() == 0
    assert not [button for button in page.findChildren(QAbstractButton) if not (button.accessibleName() or button.text())]


def test_nothing_yet(nobody):
    page = nobody.page("calls_letters")
    assert page.findChild(EmptyState).action.text() == "Add papers"
