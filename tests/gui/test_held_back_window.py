"""At the window: a letter that differs from its paper, a packet that is held back, a quiet case, and the card beside the phone."""

from __future__ import annotations

import dataclasses

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from medbills.domain.case import CaseKind
from medbills.domain.money import Money
from medbills.gui import dialogs
from medbills.gui.pages.cases import CasesPage
from medbills.gui.parts import printing
from medbills.gui.parts.letter_end import LetterEnd
from medbills.gui.wizards.call_log import CallTask
from medbills.gui.wizards.letter import LetterTask
from medbills.gui.wizards.packet import PacketTask
from medbills.gui.wizards.review import ReviewTask
from medbills.services.confirm_paper import confirm_paper
from medbills.services.write_letter import answer_letter, begin_letter, letter_state


def press(room, widget):
    assert widget.isVisible() and widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    room.settle()


def test_a_fact_that_differs_is_named_with_the_ways_out(room):
    matter, today = room.matter(CaseKind.BILL, "ER visit"), room.desk.today()

    def begun(vault):
        letter = begin_letter(vault, matter.id, "billing_dispute", today=today)
        answer_letter(vault, letter.id, "amount_listed", Money.of("4000.00"), position=99, today=today)
        for question in letter_state(vault, letter.id, today=today).open:
            answer_letter(vault, letter.id, question.fact, None, position=99, today=today)
        return letter.id

    letter_id = room.ask(begun)
    task = room.open(LetterTask(room.desk, matter.id, "billing_dispute"))
    while not isinstance(task.page, LetterEnd):
        press(room, task.page.next)
    (apart,) = task.state.unbacked
    assert "“$4,000.00”" in apart.sentence and "“$5,000.00”" in apart.sentence and task.ways is None
    buttons = task.page.apart.buttons
    press(room, buttons["amount_listed", "see"])
    assert isinstance(room.window.task, ReviewTask) and room.window.task.form.review.kept.id == apart.document
    room.desk.close_task()
    room.settle()
    press(room, buttons["amount_listed", "keep"])
    assert "Say in a few words why" in task.page.apart.reasons["amount_listed"].problem
    QTest.keyClicks(task.page.apart.reasons["amount_listed"].editor, "They took 1000 off by phone")
    press(room, buttons["amount_listed", "keep"])
    assert task.state.unbacked == () and task.ways is not None and task.page.save.isVisible()
    room.ask(lambda vault: answer_letter(vault, letter_id, "amount_listed", Money.of("4500.00"), position=99, today=today))
    task.load_again()
    room.settle()
    press(room, task.page.apart.buttons["amount_listed", "take"])
    assert task.state.unbacked == () and task.state.facts["amount_listed"].value == Money.of("5000.00")


def test_a_packet_that_is_held_back_goes_with_a_reason_only(room, monkeypatch, tmp_path):
    matter, today = room.matter(CaseKind.BILL, "ER visit"), room.desk.today()
    edited = dataclasses.replace(matter.eob.paper, patient_responsibility=Money.of("300.00"))
    room.ask(lambda vault: confirm_paper(vault, matter.eob.id, today=today, edited=edited) or True)
    monkeypatch.setattr(dialogs, "save_file", lambda *_: tmp_path / "packet.eml")
    task = room.open(PacketTask(room.desk, matter.id))
    room.qtbot.waitUntil(task.save.isEnabled, timeout=30_000)
    room.settle()
    held = task.checks.held
    assert held is not None and len(held.buttons) == 1
    press(room, task.save)
    assert "Say why" in held.why.problem and room.ask(lambda vault: vault.packets.of_case(matter.id)) == ()
    QTest.keyClicks(held.why.editor, "The insurer sent a new sum")
    QTest.keyClicks(task.checks.ways.to.editor, "billing@example.org")
    press(room, task.checks.ways.mail)
    (packet,) = room.ask(lambda vault: vault.packets.of_case(matter.id))
    assert packet.in_spite_of == "The numbers differ. You said: The insurer sent a new sum"
    assert b"application/pdf" in (tmp_path / "packet.eml").read_bytes()


def test_a_quiet_case_hides_the_back_and_forth_and_the_card_can_be_printed(room, monkeypatch, tmp_path):
    matter = room.matter(CaseKind.BILL, "ER visit")
    page = CasesPage(room.desk)
    room.qtbot.addWidget(page)
    page.resize(1064, 740)
    page.show()
    page.reload()
    page.show_item(matter.id)
    room.settle()
    loud = [moment.item for moment in page.case.history._moments]
    assert "call" in loud and "letter" in loud
    press(room, page.case.quiet)
    quiet = page.case.history._moments
    assert page.case.promises is None and not any(moment.back_and_forth for moment in quiet)
    assert [moment.item for moment in quiet if moment.ahead] and any(moment.item == "paper" for moment in quiet)
    again = CasesPage(room.desk)
    room.qtbot.addWidget(again)
    again.reload()
    again.show_item(matter.id)
    room.settle()
    assert again.case.quiet_view, "it is remembered"
    monkeypatch.setattr(dialogs, "save_file", lambda *_: tmp_path / "card")
    task = room.open(CallTask(room.desk, matter.id))
    press(room, task.card.button)
    offered = [action.text() for action in task.card.menu.actions()]
    assert offered == ["Print…", "Save as PDF…"]
    task.card.menu.actions()[1].trigger()
    task.card.menu.hide()
    room.settle()
    room.qtbot.waitUntil(lambda: (tmp_path / "card.pdf").exists())
    assert "What to say" in pypdfium2.PdfDocument(tmp_path / "card.pdf")[0].get_textpage().get_text_range()
    printed = []
    monkeypatch.setattr(printing, "ask_printer", lambda _parent, count, title: printed.append((count, title)))  # and thought better of it
    task.card.print()
    room.settle()
    assert printed == [(len(pypdfium2.PdfDocument(tmp_path / "card.pdf")), "What to say")]
