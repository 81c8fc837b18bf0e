"""Questions, line marks and rows of a file, as a person answers them: by clicks and keys, kept at once, with a way back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.wizards.account_rows import AccountRowsTask


def said(widget):
    return [label.text() for label in widget.findChildren(ReadingLabel)]


def er_card(family):
    page = family.page("cases")
    family.click(next(row for table in page.tables for row in table.rows if row.accessibleName().startswith("ER visit")))
    family.settle()
    return page.case.questions


def test_a_few_questions_from_the_case_and_back(family):
    card = er_card(family)
    assert "A few questions would let us check more" in said(card) and any("$5,000.00" in text for text in said(card))
    family.click(card.answer)
    task = family.window.task
    first = task.asked.ask
    assert first in said(task) and any(text.startswith("Why we ask") for text in said(task))
    family.click(task.keep)  # nothing was typed: it says so, and stays
    assert task.asked.ask == first and not family.ask(lambda vault: vault.told_facts.all())
    field = task.answer.parts[0].field
    family.qtbot.keyClicks(field.editor, "1/1/2026")
    family.qtbot.keyClick(field.editor, Qt.Key.Key_Tab)
    family.click(task.keep)
    assert task.asked.ask != first
    assert any("January 1, 2026 · told by you on November 17, 2026" in text for text in said(task))
    family.click(task.not_sure)
    kept = {one.question: one.answer.value for one in family.ask(lambda vault: vault.told_facts.all())}
    assert sorted(kept.values()) == ["not_sure", "told"]
    task.change(next(asked.told for asked in task.questions.answered if asked.ask == first))
    family.settle()
    assert task.answer.parts[0].field.day().isoformat() == "2026-01-01"
    family.click(task.back)
    forget = [button for button in task.findChildren(type(task.keep)) if button.text() == "Take back"]
    family.click(forget[0])
    assert len(family.ask(lambda vault: vault.told_facts.all())) == 1


def test_a_line_not_received_comes_up_on_the_bill(family):
    card = er_card(family)
    family.click(card.lines)
    task = family.window.task
    assert all(choice.current is None for choice in task.choices.values())
    family.click(task.choices[8]._group.button(1))
    family.click(task.choices[2]._group.button(2))
    assert "I did not receive Nausea medicine, 4 mg on September 9, 2026 for $60.00." in said(task)
    assert task.call.isVisible() and any(text.startswith("I am not sure about 1 line") for text in said(task))
    family.window.back()
    page = family.page("bills")
    page.show_item(family.window._made["cases"].item)
    family.settle()
    assert "Care that may not have happened" in said(page.bill.findings)


def test_rows_of_a_file_become_payments(family, tmp_path):
    path = tmp_path / "hsa_2026.csv"
    row = "11/05/2026,OSEI GRACE MD,-40.00\n"
    path.write_text(f"Date,Description,Amount\n{row}{row}10/09/2026,FOOD MART,-54.12\n")
    task = AccountRowsTask(family.desk, path)
    family.desk.open_task(task)
    family.settle()
    assert [box.isChecked() for _, box in task.boxes] == [True, False, False]
    assert any("would be a duplicate" in text for text in said(task)) and task.keep.text() == "Keep 1 payment"
    before = len(family.ask(lambda vault: vault.payments.all()))
    family.click(task.keep)
    payments = family.ask(lambda vault: vault.payments.all())
    assert len(payments) == before + 1 and any(payment.payer_from == "HSA" for payment in payments)
