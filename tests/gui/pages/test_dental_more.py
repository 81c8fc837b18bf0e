"""Below the dental calculator: the state's note, the table of pairs, the letter to the employer; the plan's rule on non-covered care."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt

from medbills.domain.case import KeptPaper
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Paper
from medbills.gui.parts.own_pairs import PairsTask
from medbills.gui.wizards.letter import LetterTask

LEFT = Qt.MouseButton.LeftButton


def with_estimate(vault):
    """Ruth's plan wrote $40 more than it paid, and named no cheaper treatment."""
    ruth = next(person for person in vault.people.all() if person.is_me)
    eob = next(kept for kept in vault.papers.all() if kept.paper.is_eob and kept.person_id == ruth.id)
    told = [dataclasses.replace(line, plan_paid=line.plan_paid + Money(4000), paid_as_code=None, spots={}) for line in eob.paper.lines]
    paper = Paper(id="estimate", kind=Kind.PREDETERMINATION, payer_name="Harbor Dental Plan", lines=tuple(told))
    with vault.change("An estimate") as change:
        change.papers.add(
            KeptPaper(
                paper=paper, document_id=eob.document_id, pages=(1, 1), confirmed=True, person_id=ruth.id, case_id=eob.case_id
            )
        )  # fmt: skip
        change.people.update(dataclasses.replace(ruth, state="PA"))


def click(family, widget):
    family.qtbot.mouseClick(widget, LEFT)
    family.settle()


def test_note_pairs_letter_and_the_held_estimate(family):
    family.ask(lambda vault: with_estimate(vault) or True)
    family.desk.go("money", "dental")
    family.settle()
    part = family.page("money").part
    assert part.more.note.label.text().startswith("PA has had a law since December 24, 2012")
    assert "Not sure" in part.more.note.label.text()
    (table,) = part.held.tables
    assert "Plan wrote: $160.00. Plan paid: $120.00" in table.rows[0].accessibleName()
    assert "Paid as D2150. The estimate did not say so." in table.rows[0].accessibleName()
    # The plan's rule on what it does not cover moves the limit.
    assert part.shares.counts == "contracted_fee"
    part.form.contract.set_key("")
    part.form.non_covered.set_key("yes")
    part.form.non_covered.changed.emit()
    family.qtbot.waitUntil(lambda: part.shares.counts == "full_fee")
    opened = []
    family.desk.task_opened.connect(opened.append)
    click(family, part.more.pairs)
    assert isinstance(opened[-1], PairsTask)
    assert any(row.accessibleName().startswith("D2392. Comes with Medbills") for row in opened[-1].part.table.rows)
    click(family, part.more.employer)
    assert isinstance(opened[-1], LetterTask) and opened[-1].state.template.id == "D07"
