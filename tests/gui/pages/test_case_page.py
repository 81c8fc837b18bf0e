"""A case as a person meets it: its time, both tracks, the proof, and what can be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from medbills.gui.parts.deadline_detail import DeadlineDetail
from medbills.gui.parts.paper_task import PaperTask
from medbills.gui.parts.proof_card import ProofCard
from medbills.gui.parts.tracks_card import TracksCard
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.label import ReadingLabel


@pytest.fixture
def case(family):
    page = family.page("cases")
    row = next(row for table in page.tables for row in table.rows if row.accessibleName().startswith("ER visit"))
    family.click(row)
    return page.case


def test_open_and_closed_cases_stand_apart(family):
    page = family.page("cases")
    live, calm, closed = page.tables
    assert live.rows[0].accessibleName().startswith("ER visit at Riverbend") and len(live.rows) == 4
    assert len(calm.rows) == 2 and all("$" not in row.accessibleName() for row in calm.rows)
    assert len(closed.rows) == 2 and all("Saved: $" in row.accessibleName() for row in closed.rows)


def test_the_head_says_what_is_asked(case):
    said = [label.text() for label in case.findChildren(ReadingLabel)]
    assert "We ask the hospital to correct its bill from $5,000.00 to $320.00" in said


def test_every_kind_of_entry_can_be_shown_alone(family, case):
    every = len(case.history.view.rows)
    for at, (group, _) in enumerate((("", ""), ("papers", ""), ("calls", ""), ("letters", ""))):
        case.history.filter._group.button(at).click()
        shown = case.history.view.rows
        assert shown and (len(shown) == every if not group else len(shown) < every)
    case.history.filter._group.button(4).click()
    assert case.history.nothing.isVisible() and case.history.nothing.text() == "No payments yet"


def test_a_promise_stands_once(case):
    promised = [row.accessibleName() for row in case.history.view.rows if row.accessibleName().startswith("November 24")]
    assert len(promised) == 1 and "Their turn" in promised[0]


def test_a_day_opens_how_it_was_found(family, case):
    row = next(row for row in case.history.view.rows if "Their turn" in row.accessibleName())
    row.setFocus()
    family.qtbot.keyClick(row, Qt.Key.Key_Return)
    family.settle()
    assert case.findChild(DeadlineDetail).isVisible()
    family.qtbot.keyClick(row, Qt.Key.Key_Return)
    family.settle()
    assert not [detail for detail in case.findChildren(DeadlineDetail) if detail.isVisible()]


def test_a_paper_of_the_timeline_opens(family, case):
    row = next(row for row in case.history.view.rows if "The itemized bill came" in row.accessibleName())
    family.click(row)
    assert isinstance(family.window.task, PaperTask)


def test_both_tracks(case):
    said = [label.text() for label in case.findChild(TracksCard).findChildren(ReadingLabel)]
    assert "Riverbend General Hospital" in said and "Lakeshore Health" in said
    assert any("romised by Marcus T." in text for text in said)


def test_the_proof_shows_its_paper(family, case):
    proof = case.findChild(ProofCard)
    said = [row.accessibleName() for row in proof.findChildren(QAbstractButton)]
    assert any(text.startswith("Itemized bill: Have") for text in said)
    family.click(next(row for row in proof.findChildren(QAbstractButton) if row.accessibleName().startswith("Insurer")))
    assert isinstance(family.window.task, PaperTask)


def test_call_and_packet_open(family, case):
    family.click(case.call)
    assert type(family.window.task).__name__ == "CallTask"
    family.window.back()
    family.settle()
    case = family.page("cases").case
    family.click(case.packet)
    assert type(family.window.task).__name__ == "PacketTask"


def test_one_main_button(family):
    page = family.page("cases")
    for case_id in list(page.matters):
        page.show_item(case_id)
        family.settle()
        main = [button for button in page.case.findChildren(QAbstractButton) if button.property("role") == "main"]
        assert len(main) == 1


def test_a_case_of_somebody_else_gives_way_to_the_list(family, case):
    page = family.page("cases")
    family.desk.person_filter = next(somebody.id for somebody in family.desk.people if somebody.name == "Me")
    family.settle()
    assert page.case is None
    assert all(row.accessibleName().startswith("Filling") for row in page.tables[0].rows)


def test_no_cases_yet(nobody):
    assert nobody.page("cases").findChild(EmptyState).accessibleName().startswith("No cases yet")
