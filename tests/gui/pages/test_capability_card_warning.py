"""Whoever compares a plan with a medical credit card is told that a debt on a card is a medical bill no longer."""

from __future__ import annotations

from medbills.gui.widgets.label import ReadingLabel


def test_a_card_takes_the_rules_for_medical_bills_away(family):
    page = family.page("money")
    page.show_item("plans")
    family.settle()
    family.click(page.part.compare)
    comparison = page.part.comparison
    for field, text in (("amount", "900"), ("months", "12"), ("rate", "26.99"), ("monthly", "75")):
        editor = getattr(comparison.form, field)
        editor.setFocus()
        editor.editor.selectAll()
        family.qtbot.keyClicks(editor.editor, text)
    family.click(comparison.form.save)
    said = [label.text() for label in page.findChildren(ReadingLabel) if label.isVisible()]
    assert any("On a card it is no longer a medical bill." in text for text in said)
