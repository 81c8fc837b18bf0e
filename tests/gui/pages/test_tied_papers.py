"""Papers that are tied, as a person meets them: a quiet note with an answer, matches with their reason, and reading again."""

from __future__ import annotations

import dataclasses
import datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from medbills.domain.link import LinkState, Relation
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.reader_mark import READER_VERSION, ReaderMark
from medbills.gui.parts.kin_note import QuietNote
from medbills.gui.parts.paper_task import PaperTask
from medbills.gui.parts.read_again_task import ReadAgainTask
from medbills.gui.wizards.review import ReviewTask
from medbills.services.confirm_paper import confirm_paper
from medbills.services.edit_paper import with_value
from medbills.services.find_links import link_papers
from medbills.services.load_matters import load_matters


def er_bill(vault):
    return next(kept for kept in vault.papers.all() if kept.paper.kind is Kind.ITEMIZED_BILL and kept.paper.account_number == "7741-22")


def copy_of_bill(family, confirm=True, **changes):
    """The ER bill once more, as from another scan; its id."""

    def keep(vault):
        kept = er_bill(vault)
        later = kept.kept_at + datetime.timedelta(days=2)
        paper = dataclasses.replace(kept.paper, id="copy", **changes)
        with vault.change("Added a copy") as change:
            change.papers.add(dataclasses.replace(kept, paper=paper, case_id=None, confirmed=False, kept_at=later))
            link_papers(vault, change, ["copy"])
        if confirm:
            confirm_paper(vault, "copy", today=family.desk.today())

    family.ask(lambda vault: keep(vault) or True)
    family.desk.tell_changed({"papers"})
    family.settle()


def links(family):
    """The ties of the copy."""
    return family.ask(lambda vault: vault.links.of_paper("copy"))


def bill_page(family):
    page = family.page("bills")
    today = family.desk.today()
    case = family.ask(lambda vault: next(m.id for m in load_matters(vault, today=today) if m.case.title == "ER visit at Riverbend"))
    page.show_item(case)
    family.settle()
    return page


def test_a_copy_is_told_quietly_and_can_be_kept_apart(family):
    copy_of_bill(family)
    page = family.page("papers")
    (note,) = page.notes
    assert note.says == "The same as the itemized bill you added on October 30, 2026. It counts once."
    assert note.accessibleName().startswith(note.says) and note.why in note.accessibleName()
    assert list(note.buttons) == ["Keep both", "It is the same"]
    family.click(note.buttons["Keep both"])
    twin = next(link for link in links(family) if link.relation is Relation.SAME_PAPER)
    assert twin.state is LinkState.REJECTED and not page.notes
    family.desk.undo_latest()
    family.settle()
    assert len(page.notes) == 1
    family.click(page.notes[0].buttons["It is the same"])
    assert list(page.notes[0].buttons) == ["Keep both"]


def test_a_copy_that_waits_has_its_note_below_its_row(family):
    copy_of_bill(family, confirm=False, total_billed=Money(580000))
    page = family.page("papers")
    assert len(page.waiting_rows) == 1
    assert [note.says for note in page.notes] == ["Looks like the itemized bill you added on October 30, 2026."]


def test_the_sums_of_the_bill_stay_with_a_copy_beside_it(family):
    before = bill_page(family).bill.table.comparison
    copy_of_bill(family)
    page = bill_page(family)
    assert page.bill.table.comparison == before
    page.bill.views._group.button(1).click()
    papers = page.bill._content.itemAt(0).widget()
    said = [note.says for note in papers.findChildren(QuietNote)]
    assert "The same as the itemized bill you added on October 30, 2026. It counts once." in said


def test_a_match_tells_its_reason_and_can_be_undone(family):
    page = bill_page(family)
    row = page.bill.table.rows[0]
    assert row.toolTip().startswith("Same day, same code and same charge.")
    assert row.toolTip() in row.accessibleDescription()
    family.click(row)
    task = family.window.task
    assert isinstance(task, PaperTask) and task.note.says == "The two lines are matched."
    family.click(task.note.buttons["These are not the same"])
    assert family.window.task is None
    first = page.bill.table.rows[0]
    assert first.accessibleName().endswith("You said it is not the same") and not first.toolTip()
    assert page.bill.table.rows[1].toolTip(), "the other lines stay matched"
    family.click(first)
    family.click(family.window.task.note.buttons["Match them again"])
    assert page.bill.table.rows[0].toolTip() == row_tip(page)


def row_tip(page):
    return page.bill.table.comparison.rows[0].match


def test_the_menu_of_a_paper_opens_it_or_reads_it_again(family):
    page = family.page("papers")
    (key, menu), *_ = page.table.menus.items()
    assert menu.accessibleName().startswith("More for ")
    family.click(menu)
    assert [action.text() for action in page.menu.actions()] == ["Open", "Read again"]
    page.menu.actions()[0].trigger()
    page.menu.close()
    family.settle()
    assert isinstance(family.window.task, ReviewTask)
    family.window.back()
    family.settle()
    row = page.table.rows[0]
    row.customContextMenuRequested.emit(QPoint(4, 4))
    assert page.menu.isVisible()
    page.menu.close()
    assert key


def worsened(family):
    def worsen(vault):
        kept = er_bill(vault)
        spots = {name: dataclasses.replace(spot, confidence=0.8) for name, spot in kept.paper.spots.items()}
        paper = dataclasses.replace(kept.paper, amount_due=Money(100), spots=spots)
        with vault.change("An earlier reader") as change:
            change.papers.update(dataclasses.replace(kept, paper=with_value(paper, "account_number", "MINE-1")))
            for mark in vault.reader_marks.all():
                if mark.id == kept.id:
                    change.reader_marks.put(ReaderMark(id=kept.id, version=READER_VERSION - 1))
        return kept.id

    return family.ask(worsen)


def read(family):
    family.qtbot.waitUntil(lambda: family.window.task is None or family.window.task.anew is not None, timeout=60_000)
    family.settle()


def test_reading_again_shows_what_differs_and_takes_what_is_ticked(family, unnamed):
    paper = worsened(family)
    page = family.page("papers")
    assert page.offer is not None and page.offer.label.text() == "Medbills reads better now than when you added this paper."
    family.click(page.offer.link)
    read(family)
    task = family.window.task
    assert isinstance(task, ReadAgainTask) and not unnamed(task)
    rows = {one.label: row for one, row in task.checks}
    assert rows["Amount due"].accessibleName() == "Amount due. Was $1.00. Now $5,000.00."
    assert rows["Amount due"].isChecked() and "Account" not in rows
    unchanged = family.ask(lambda vault: vault.papers.get(paper).paper)
    assert unchanged.amount_due == Money(100)
    for one, row in task.checks:
        row.setChecked(one.label == "Amount due")
    family.click(task.take)
    taken = family.ask(lambda vault: vault.papers.get(paper).paper)
    assert taken == dataclasses.replace(unchanged, amount_due=Money(500000))
    assert family.window.task is None and family.page("papers").offer is None
    family.desk.undo_latest()
    family.settle()
    assert family.ask(lambda vault: vault.papers.get(paper).paper) == unchanged


def test_a_paper_left_as_it_is_is_not_offered_again(family):
    paper = worsened(family)
    page = family.page("papers")
    page.read_again([paper])
    read(family)
    task = family.window.task
    for _one, row in task.checks:
        row.setChecked(False)
    assert not task.take.isEnabled()
    family.click(task.leave)
    assert family.window.task is None
    assert family.page("papers").offer is None
    assert family.ask(lambda vault: vault.papers.get(paper).paper.amount_due) == Money(100)


def test_differences_are_ticked_by_keyboard_and_lit_on_the_page(family):
    paper = worsened(family)
    family.page("papers").read_again([paper])
    read(family)
    task = family.window.task
    _, row = next(pair for pair in task.checks if pair[0].label == "Amount due")
    row.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert task.pane.viewer.sheet.lit == "amount_due"
    family.qtbot.keyClick(row, Qt.Key.Key_Space)
    assert not row.isChecked()


def test_the_review_says_what_the_paper_may_be_a_copy_of(family):
    copy_of_bill(family, confirm=False)
    task = ReviewTask(family.desk, ["copy"])
    family.desk.open_task(task)
    family.qtbot.waitUntil(lambda: task.form is not None)
    note = next(note for note in task.form.notes if "counts once" in note.says)
    assert note.isVisible()
    family.click(note.buttons["Keep both"])
    assert not note.isVisible()
    assert LinkState.REJECTED in {link.state for link in links(family)}
