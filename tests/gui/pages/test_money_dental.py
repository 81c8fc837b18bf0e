"""The dental calculator as a person uses it: from a finding, with the slider, with the examples, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from medbills.gui.parts.money_dental import DentalPart
from medbills.gui.type import type_
from medbills.gui.wizards.call_log import CallTask
from medbills.gui.wizards.letter import LetterTask


@pytest.fixture
def part(family):
    page = family.page("money")
    page.show_item("dental")
    family.settle()
    assert isinstance(page.part, DentalPart)
    return page.part


def names(table):
    return [row.accessibleName() for row in table.rows]


def worked_out(family, part):
    family.qtbot.waitUntil(lambda: not part._soon.isActive(), timeout=5000)
    family.settle()


def write(family, part, field, text):
    field.setFocus()
    field.editor.selectAll()
    family.qtbot.keyClicks(field.editor, text)
    worked_out(family, part)


def test_the_filling_on_file_is_there_with_its_three_shares(family, part):
    assert part.choice.text() == "Me · Filling, tooth 30 · D2392"
    assert names(part.tables[0]) == [
        "The full fee. Out of network, or a contract that allows it. Plan pays today: $120.00. You pay today: $155.00. "
        "Plan pays then: $160.00. You pay then: $115.00. Difference: $40.00 less (26 %)",
        "Up to the plan’s fee. In the network, as most contracts say. Plan pays today: $120.00. You pay today: $80.00. "
        "Plan pays then: $160.00. You pay then: $40.00. Difference: $40.00 less (50 %)",
        "Nothing above the cheaper amount. In the network, if the contract says so. Plan pays today: $120.00. You pay today: $0.00. "
        "Plan pays then: $160.00. You pay then: $0.00. Difference: The same",
    ]
    card = part.tiers.cards["contracted_fee"]
    assert card.chip.text() == "Most likely yours" and card.chip.isVisibleTo(card)
    assert card.accessibleName().endswith("You pay $80.00 today, $40.00 if the plan counts $160.00. $40.00 less (50 %).")


def test_the_finding_leads_here(family):
    page = family.page("bills")
    case = next(case for case in family.ask(lambda vault: vault.cases.all()) if case.title.startswith("Filling"))
    page.show_item(case.id)
    family.settle()
    card = page.bill.findings.cards[0]
    card.opened.emit(card.kept)
    family.click(card.figures)
    assert family.window.page == "money"
    assert family.window._made["money"].part.form.bill_asks.text() == "$155.00"


def test_other_findings_do_not(family):
    page = family.page("bills")
    case = next(case for case in family.ask(lambda vault: vault.cases.all()) if case.title.startswith("ER visit"))
    page.show_item(case.id)
    family.settle()
    assert all(card.figures is None for card in page.bill.findings.cards)


def test_the_slider_moves_by_keys_and_the_field_follows(family, part):
    slider = part.form.slider
    slider.setFocus()
    family.qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert part.form.wanted.text() == "$161.00"
    family.qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    worked_out(family, part)
    assert part.form.wanted.text() == "$171.00" and part.form.says.text() == "You pay $29.00 instead of $80.00."
    family.qtbot.keyClick(slider, Qt.Key.Key_Home)
    worked_out(family, part)
    assert part.form.wanted.text() == "$0.00" and "more" in part.tiers.cards["full_fee"].less.text()


def test_a_typed_amount_with_cents_moves_the_slider(family, part):
    write(family, part, part.form.wanted, "140.55")
    assert part.form.slider.value() == 140 and part.form.wanted.text() == "140.55"
    assert part.shares.changes["contracted_fee"].after.plain() == "59.45"


def test_the_examples_are_a_choice_away(family, part):
    part.choice.set_key("example-1")
    part.choice.changed.emit()
    family.settle()
    assert part.tiers.cards["full_fee"].today.amount.text() == "$120.00"
    assert part.tiers.cards["contracted_fee"].unknown.isVisibleTo(part.tiers)
    assert part.letter is None, "an example has no bill to write about"
    write(family, part, part.form.rate, "80")
    assert part.shares.today.plan_pays.plain() == "88.00" and part.shares.today.tiers.none.plain() == "22.00"


def test_the_plan_s_rules_unfold_and_count(family, part):
    family.click(part.form.more)
    assert part.form.rules.isVisibleTo(part)
    part.choice.set_key("example-2")
    part.choice.changed.emit()
    family.settle()
    assert not part.form.rules.isVisibleTo(part)
    family.click(part.form.more)
    for field, text in ((part.form.day, "11/5/26"), (part.form.times, "2"), (part.form.done, "2/1/26; 8/3/26")):
        write(family, part, field, text)
    part.form.per.set_key("calendar year")
    part.form.per.changed.emit()
    worked_out(family, part)
    assert "paid from January 1, 2027" in part.banners[0].label.text()


def test_a_day_that_is_none_is_told(family, part):
    family.click(part.form.more)
    write(family, part, part.form.done, "soon")
    assert not part.form.done.validate() and part.form.done.problem == "Type days like 2/1/26; 8/3/26"


def test_the_letter_and_the_call_begin_from_here(family, part):
    family.click(part.letter)
    assert isinstance(family.window.task, LetterTask)
    family.window.close_task()
    family.settle()
    family.click(part.call)
    assert isinstance(family.window.task, CallTask)


def test_everybody_can_type_their_own(nobody):
    page = nobody.page("money")
    page.show_item("dental")
    nobody.settle()
    part = page.part
    part.choice.set_key("own")
    part.choice.changed.emit()
    nobody.settle()
    assert part.missing.isVisibleTo(part) and part.tables == []
    write(nobody, part, part.form.fee, "300")
    write(nobody, part, part.form.counted, "100")
    assert part.tiers.cards["full_fee"].today.amount.text() == "$200.00"


def test_every_control_has_a_name_at_every_size(family, part):
    family.click(part.form.more)
    type_().set_scale(2.0)
    try:
        family.settle()
        shown = [child for child in part.findChildren(QWidget) if child.isVisibleTo(part)]
        takers = [child for child in shown if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
        named = [child.accessibleName() or (child.text() if hasattr(child, "text") else "") for child in takers if not child.focusProxy()]
        assert named and all(named)
        assert part.width() <= family.window.width()
    finally:
        type_().set_scale(1.0)
