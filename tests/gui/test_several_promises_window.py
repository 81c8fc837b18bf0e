"""Two promises noted in one call by keys and mouse, kept, confirmed and marked; and the kind of a case changed on its page."""

import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medbills.domain.call import Call, Promised, PromiseState
from medbills.domain.case import CaseKind
from medbills.gui.pages.cases import PAGE as CASES
from medbills.gui.pages.today import PAGE as TODAY
from medbills.gui.wizards.call_log import CallTask
from medbills.services.log_call import end_call

LEFT = Qt.MouseButton.LeftButton


def show(room, spec, item=None):
    page = spec.make(room.desk)
    page.resize(1100, 800)
    room.qtbot.addWidget(page)
    page.show()
    page.reload()
    room.settle()
    if item:
        page.show_item(item)
        room.settle()
    return page


def press(room, button):
    room.qtbot.mouseClick(button, LEFT)
    room.settle()


def test_what_else_they_promise_is_noted_kept_and_marked_by_itself(room, qtbot, unnamed):
    case = room.matter(CaseKind.BILL, "ER visit")
    task = room.open(CallTask(room.desk, case.id))
    qtbot.keyClicks(task.notes.person.editor, "Tanya R.")
    qtbot.keyClicks(task.notes.they_will.editor, "send a corrected bill")
    qtbot.keyClicks(task.notes.they_will_by.editor, "12/01/26")
    for _ in range(2):
        qtbot.mouseClick(task.notes.more.add, LEFT)
    first, second = task.notes.more.rows
    room.settle()
    first.what.editor.setFocus()
    seen = []
    for _ in range(10):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    wanted = [first.by.editor, first.who.editor, first.remove, second.what.editor, second.by.editor, second.who.editor, second.remove]
    assert [part for part in seen if part in wanted] == wanted and seen[-1] is task.notes.more.add
    qtbot.keyClicks(first.what.editor, "send the record of the X-ray")
    qtbot.keyClicks(first.by.editor, "13/45/26")
    qtbot.keyClicks(second.what.editor, "a slip of the pen")
    assert unnamed(task.notes) == []
    qtbot.mouseClick(task.end, LEFT)
    assert task.over is None and first.by.problem == "Type a day like 11/17/26"
    first.by.editor.selectAll()
    qtbot.keyClicks(first.by.editor, "11/20/26")
    qtbot.keyClicks(first.who.editor, "Dana P.")
    qtbot.mouseClick(second.remove, LEFT)
    qtbot.mouseClick(task.end, LEFT)
    qtbot.waitUntil(lambda: task.over is not None, timeout=20_000)
    room.settle()
    call = next(call for call in room.ask(lambda vault: vault.calls.of_case(case.id)) if call.person == "Tanya R.")
    assert [(made.what, made.by, made.who) for made in call.promised] == [
        ("send a corrected bill", datetime.date(2026, 12, 1), ""),
        ("send the record of the X-ray", datetime.date(2026, 11, 20), "Dana P."),
    ]
    assert any("Their 2 days are in the calendar, the first on Friday, November 20" in told for told in room.told)
    press(room, task.over.letter)
    assert "Send the record of the X-ray by November 20, 2026" in room.window.task.state.facts["they_will_too"].value


def test_a_promise_among_several_is_marked_on_today(room):
    case = room.matter(CaseKind.BILL, "ER visit")
    call = Call(
        id="both", case_id=case.id, at=datetime.datetime(2026, 11, 12, 10, 5), person="Tanya R.", organization="Riverbend billing",
        they_will="Send the notes", they_will_by=datetime.date(2026, 12, 14),
        more=(Promised(what="Send the record", by=datetime.date(2026, 11, 15)),),
    )  # fmt: skip
    room.ask(lambda vault: end_call(vault, call, today=room.desk.today()))
    page = show(room, TODAY)
    (row,) = page.promises.rows
    assert row.promise.what == "Send the record"
    press(room, row.buttons[0])
    made = room.ask(lambda vault: vault.calls.get("both")).promised
    assert [one.state for one in made] == [PromiseState.OPEN, PromiseState.KEPT]


def test_the_kind_of_a_case_is_changed_on_its_page_and_taken_back(room):
    case = room.matter(CaseKind.BILL, "ER visit")
    page = show(room, CASES, case.id)
    card = page.case.kind
    assert card.take is None and card.kinds.isHidden()
    press(room, card.change)
    card.kinds.set_key("charity")
    press(room, card.keep)
    assert room.ask(lambda vault: vault.cases.get(case.id)).kind is CaseKind.CHARITY
    assert any("This case is now: Financial help." in told for told in room.told)
    room.window.undo()
    room.settle()
    assert room.ask(lambda vault: vault.cases.get(case.id)).kind is CaseKind.BILL
