"""Closing a case in the window: what is missing, a reason, and the case in the list of closed ones."""

from PySide6.QtCore import Qt

from medbills.domain.case import CaseKind
from medbills.domain.closing import ClosingItem
from medbills.gui.wizards.close_case import CloseCaseTask

LEFT = Qt.MouseButton.LeftButton


def test_a_case_is_closed_once_nothing_is_missing_or_a_reason_stands_there(room, unnamed):
    matter = room.matter(CaseKind.BILL, "ER visit")
    task = room.open(CloseCaseTask(room.desk, matter))
    assert not task.close_it.isEnabled() and set(task.letters) == {ClosingItem.ZERO_BALANCE}
    assert unnamed(task) == []
    room.qtbot.mouseClick(task.asides[ClosingItem.ZERO_BALANCE], LEFT)
    room.qtbot.keyClicks(task.reason.editor, "The hospital forgave the rest.")
    room.qtbot.mouseClick(task.save, LEFT)
    room.settle()
    room.settle()
    assert task.close_it.isEnabled()
    room.qtbot.mouseClick(task.close_it, LEFT)
    room.settle()
    case = room.ask(lambda vault: vault.cases.get(matter.id))
    assert case.closed_on == room.desk.today() and room.window.task is None
