"""Insurance as a person meets it: the refusal with its clocks, the statements with their bills, two versions side by side."""

from __future__ import annotations

import dataclasses

from PySide6.QtWidgets import QAbstractButton

from medbills.domain.money import Money
from medbills.gui.parts.paper_task import PaperTask
from medbills.gui.widgets.empty_state import EmptyState
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.wizards.versions import VersionsTask
from medbills.services.compare_versions import compare_versions


def said(widget):
    return [label.text() for label in widget.findChildren(ReadingLabel)]


def test_refusals_statements_and_their_next_step(family):
    page = family.page("insurance")
    (card,) = page.refusals
    assert "MRI of the back" in said(card) and any("20, 2026" in text for text in said(card))
    rows = [row.accessibleName() for row in page.table.rows]
    er = next(name for name in rows if name.startswith("ER visit"))
    assert "You owe: $320.00" in er and "Bill asks: $5,000.00" in er and "Not covered: $410.00" in er
    buttons = [button for button in page.table.findChildren(QAbstractButton) if button.accessibleDescription().startswith("ER visit")]
    assert buttons  # a next step for each statement
    family.click(next(row for row in page.table.rows if row.accessibleName().startswith("ER visit")))
    assert isinstance(family.window.task, PaperTask)
    family.window.back()
    family.settle()
    family.click(family.page("insurance").refusals[0].next)
    assert type(family.window.task).__name__ == "CallTask"


def test_two_versions_lie_side_by_side(family):
    matters = family.page("insurance").matters.values()
    matter = next(matter for matter in matters if matter.case.title.startswith("ER visit"))
    old = matter.eob
    paper = dataclasses.replace(
        old.paper, id="later", plan_paid=Money(130000), patient_responsibility=Money(30000), claim_version="replacement"
    )
    task = VersionsTask(family.desk, compare_versions(old, dataclasses.replace(old, paper=paper)))
    family.desk.open_task(task)
    family.settle()
    assert "You owe $20.00 less than before: $300.00 instead of $320.00. The later statement counts." in said(task)
    names = [row.accessibleName() for row in task.tables[0].rows]
    assert any("Insurance paid" in name and "$1,280.00" in name and "$1,300.00" in name for name in names)
    version = next(name for name in names if name.startswith("Claim version"))
    assert "Replacement" in version and any(name.startswith("Network") and "In network" in name for name in names)  # no tokens
    assert len(task.tables) == 1 + len(old.paper.lines)


def test_nothing_yet_says_what_why_and_next(nobody):
    page = nobody.page("insurance")
    empty = page.findChild(EmptyState)
    assert empty.accessibleName().startswith("No insurer’s papers yet") and empty.action.text() == "Add papers"
