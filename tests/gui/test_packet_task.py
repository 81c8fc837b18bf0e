"""A packet as a person puts it together: order, what stays out, what is checked, saved, printed and sent."""

import datetime
import hashlib

import pypdfium2
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtPrintSupport import QPrinter

from medbills.domain.case import CaseKind
from medbills.gui import dialogs
from medbills.gui.parts import printing
from medbills.gui.parts.exhibit_list import PART
from medbills.gui.type import type_
from medbills.gui.widgets.buttons import Button
from medbills.gui.widgets.label import ReadingLabel
from medbills.gui.wizards.packet import PacketTask
from medbills.services.draw_pages import draw_pages


def built(room, task):
    room.qtbot.waitUntil(lambda: task.save.isEnabled(), timeout=30_000)
    room.settle()
    return task


def er_packet(room):
    return built(room, room.open(PacketTask(room.desk, room.matter(CaseKind.BILL, "ER visit").id)))


def titles(task):
    return [(part.label, part.title) for part in task.contents._parts]


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(ReadingLabel) if label.isVisibleTo(widget))


def press(room, button):
    room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_parts_and_the_pages_are_those_of_the_pdf(room):
    task = er_packet(room)
    parts = task.contents._parts
    assert [part.title for part in parts[:2]] == ["Cover", "What happened, in order"]
    assert [part.label for part in parts if part.paper] == ["A", "B", "C", "D"][: len(task.draft.exhibits)]
    count = draw_pages(task.made.pdf, 1, 1).count
    assert task.contents.count.text() == f"{count} pages"
    assert task.viewer.page_label.text() == f"Page 1 of {count}"
    assert task.viewer.sheet.page.image.width() > 500


def test_choosing_a_part_shows_its_page_and_turning_pages_marks_the_part(room, qtbot):
    task = er_packet(room)
    third = task.contents._parts[2]
    task.contents.list.setFocus()
    qtbot.keyClick(task.contents.list, Qt.Key.Key_Down)
    qtbot.keyClick(task.contents.list, Qt.Key.Key_Down)
    room.settle()
    assert task.viewer.page == third.page
    assert task.viewer.sheet.page.image.width() > 500
    press(room, task.viewer.before)
    room.settle()
    assert task.contents.list.currentRow() == 1


def test_alt_and_an_arrow_move_an_exhibit_and_the_letters_follow(room, qtbot):
    task = er_packet(room)
    first, second = task.draft.exhibits[:2]
    before = task.made.pdf
    task.contents.list.setFocus()
    task.contents.list.setCurrentRow(2)
    qtbot.keyClick(task.contents.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    built(room, task)
    assert task.draft.exhibits[:2] == (second, first)
    assert task.made.pdf != before
    assert task.contents._current().paper == first
    assert task.contents._current().label == "B"


def test_dragging_an_exhibit_moves_it_and_our_own_pages_stay_first(room, qtbot):
    task = er_packet(room)
    first, second = task.draft.exhibits[:2]
    root = QModelIndex()
    task.contents.list.model().moveRow(root, 3, root, 0)
    qtbot.waitUntil(lambda: task.draft.exhibits[0] == second, timeout=20_000)
    built(room, task)
    assert task.draft.exhibits[:2] == (second, first)
    assert task.contents.list.item(0).data(PART).title == "Cover"


def test_a_paper_left_out_is_missed_and_can_be_put_back(room, qtbot):
    task = er_packet(room)
    statement = next(part for part in task.contents._parts if "statement" in part.title.lower() and part.paper)
    task.contents.list.setCurrentRow(task.contents._parts.index(statement))
    press(room, task.contents.out)
    built(room, task)
    assert statement.paper not in task.draft.exhibits
    assert "shows a sum in question" in words(task.checks)
    back = next(button for button in task.contents.findChildren(Button) if button.accessibleName() == f"Put back: {statement.title}")
    press(room, back)
    built(room, task)
    assert statement.paper in task.draft.exhibits
    assert "shows a sum in question" not in words(task.checks)


def test_the_last_exhibit_cannot_be_left_out(room):
    task = er_packet(room)
    while len(task.draft.exhibits) > 1:
        task.contents.list.setCurrentRow(2)
        press(room, task.contents.out)
        built(room, task)
    task.contents.list.setCurrentRow(2)
    assert not task.contents.out.isEnabled()


def test_it_says_what_agrees_and_plainly_that_nothing_is_hidden(room):
    said = words(er_packet(room).checks)
    assert "Every amount has its proof" in said
    assert "$5,000.00 less $4,680.00 leaves $320.00" in said
    assert "Nothing on a page is hidden or taken away" in said
    assert "removed" not in said


def test_saving_freezes_the_very_bytes_once(room, tmp_path, monkeypatch):
    task = er_packet(room)
    monkeypatch.setattr(dialogs, "save_file", lambda *_arguments: tmp_path / "for riverbend")
    press(room, task.save)
    room.settle()
    saved = (tmp_path / "for riverbend.pdf").read_bytes()
    assert saved == task.made.pdf
    press(room, task.save)
    room.settle()
    packets = room.ask(lambda vault: vault.packets.of_case(task._case_id))
    assert [packet.sha256 for packet in packets] == [hashlib.sha256(saved).hexdigest()]
    assert any("for riverbend.pdf" in text for text in room.told)


def test_closing_the_dialog_keeps_nothing(room, monkeypatch):
    task = er_packet(room)
    monkeypatch.setattr(dialogs, "save_file", lambda *_arguments: None)
    press(room, task.save)
    room.settle()
    assert room.ask(lambda vault: vault.packets.of_case(task._case_id)) == ()


def test_a_saved_packet_can_be_noted_as_sent(room, tmp_path, monkeypatch, qtbot):
    task = er_packet(room)
    assert task.checks.form is None
    monkeypatch.setattr(dialogs, "save_file", lambda *_arguments: tmp_path / "packet.pdf")
    press(room, task.save)
    room.settle()
    qtbot.keyClicks(task.checks.form.number.editor, "9407 1000")
    press(room, task.checks.form.keep)
    room.settle()
    (packet,) = room.ask(lambda vault: vault.packets.of_case(task._case_id))
    assert (packet.sent_on, packet.method, packet.tracking) == (datetime.date(2026, 11, 17), "Certified mail", "9407 1000")
    assert "Sent on November 17, 2026, certified mail" in words(task.checks)


def test_it_prints_every_page_a_few_at_a_time(room, tmp_path, monkeypatch):
    task = er_packet(room)
    out = tmp_path / "printed.pdf"
    count = draw_pages(task.made.pdf, 1, 1).count
    assert count > printing.AT_ONCE

    def to_file(_parent, pages, _title):
        assert pages == count
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return printer

    monkeypatch.setattr(printing, "ask_printer", to_file)
    press(room, task.print)
    room.settle()
    room.qtbot.waitUntil(lambda: any("printer" in text for text in room.told), timeout=30_000)
    assert draw_pages(out.read_bytes(), 1, 1).count == count


def test_a_collector_is_answered_at_its_own_address_and_care_is_warned_of(room):
    task = built(room, room.open(PacketTask(room.desk, room.matter(CaseKind.COLLECTION).id)))
    assert task.draft.plan.recipient.startswith("Harrow & Pike")
    assert task.draft.plan.title == "Request to verify a debt"
    assert "Papers about care are in it" not in words(task.checks)
    bill = next(one for one in task.draft.offered if one.title.startswith("Itemized bill"))
    back = next(button for button in task.contents.findChildren(Button) if button.accessibleName() == f"Put back: {bill.title}")
    press(room, back)
    built(room, task)
    assert "Papers about care are in it" in words(task.checks)


def test_quick_changes_end_with_the_last_one(room):
    task = er_packet(room)
    order = list(task.draft.exhibits)
    for turn in (order[::-1], order, [*order[1:], order[0]]):
        task.contents.changed.emit(turn)
    built(room, task)
    assert list(task.draft.exhibits) == [*order[1:], order[0]]
    assert [part.paper for part in task.contents._parts if part.paper] == [*order[1:], order[0]]


def test_a_case_without_papers_says_so(room):
    empty = room.ask(lambda vault: _empty_case(vault))
    task = room.open(PacketTask(room.desk, empty))
    assert len(room.problems) == 1
    assert "at least one paper" in str(room.problems[0])
    assert not task.save.isEnabled()


def _empty_case(vault):
    from medbills.domain.case import Case

    with vault.change("Opened a case") as change:
        change.cases.add(Case(id="empty", title="Nothing yet", kind=CaseKind.BILL, opened_on=datetime.date(2026, 11, 1)))
    return "empty"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_has_a_name_at_any_size(room, unnamed, scale):
    type_().set_scale(scale)
    task = er_packet(room)
    assert task.sides.folded == (scale > 1.2)
    assert not unnamed(task)


def exhibit_text(task):
    """What can be read as text on the exhibits' pages."""
    first = next(page for label, _, page in task.made.contents if label)
    last = next((page for label, title, page in task.made.contents if title == "Calls"), 999)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(task.made.pdf)]
    return " ".join(pages[first - 1 : last - 1])


def test_a_value_is_ticked_with_the_space_bar_hidden_and_shown_again(room, qtbot):
    task = er_packet(room)
    panel = task.checks.hide_panel
    assert not panel.pictures.isVisibleTo(panel)
    assert "7741-22" in exhibit_text(task)
    row = panel.rows["account_number"]
    assert row.accessibleName().startswith("Account number. ") and "place" in row.accessibleName()
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    built(room, task)
    assert "7741-22" not in exhibit_text(task)
    assert panel.pictures.isVisibleTo(panel)
    said = words(task.checks)
    assert "Hidden: account number" in said and "Removed from the file, not just covered." in said
    assert "Account numbers are cut short" in said
    assert panel.rows["account_number"] is row and row.hasFocus(), "the keyboard stays where it was"
    qtbot.keyClick(row, Qt.Key.Key_Space)
    built(room, task)
    assert "7741-22" in exhibit_text(task) and "Nothing on a page is hidden or taken away" in words(task.checks)


def test_typed_words_are_answered_and_can_be_taken_back(room, qtbot):
    task = er_packet(room)
    panel = task.checks.hide_panel
    press(room, panel.hide_words)
    assert "Type the words" in panel.field.problem
    panel.field.editor.setFocus()
    qtbot.keyClicks(panel.field.editor, "  blood   COUNT ")
    qtbot.keyClick(panel.field.editor, Qt.Key.Key_Return)
    built(room, task)
    qtbot.keyClicks(panel.field.editor, "Nowhere Lane")
    press(room, panel.hide_words)
    built(room, task)
    said = words(panel)
    assert "“blood COUNT” 2 places, Exhibits A and B" in said
    assert "“Nowhere Lane” Not found. Look through the pages." in said
    assert "Blood count" not in exhibit_text(task)
    back = next(button for button in panel.findChildren(Button) if button.accessibleName().startswith("Take back: “blood COUNT”"))
    press(room, back)
    built(room, task)
    assert panel.hiding.words == ("Nowhere Lane",)
    assert "Blood count" in exhibit_text(task)


def dark_at(task, point):
    """How light the shown page is at a point of it, 0 to 255."""
    page = task.viewer.sheet.page
    image = page.image
    return image.pixelColor(round(point[0] * image.width() / page.width), round(point[1] * image.height() / page.height)).lightness()


def on_exhibit(room, task):
    task.viewer.show_page(next(page for label, _, page in task.made.contents if label))
    room.settle()


def test_a_spot_is_covered_with_the_mouse(room, qtbot):
    task = er_packet(room)
    on_exhibit(room, task)
    shown = task.viewer.page
    press(room, task.cover.button)
    assert task.cover.how.isVisibleTo(task) and task.cover.frame.hasFocus()
    paper, factor = task.viewer.sheet.paper(), task.viewer.sheet.factor
    start = QPoint(round(paper.left() + 200 * factor), round(paper.top() + 200 * factor))
    end = QPoint(round(paper.left() + 320 * factor), round(paper.top() + 230 * factor))
    qtbot.mousePress(task.cover.frame, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(task.cover.frame, end)
    qtbot.mouseRelease(task.cover.frame, Qt.MouseButton.LeftButton, pos=end)
    built(room, task)
    assert task.viewer.page == shown
    assert dark_at(task, (260, 215)) < 20
    assert not task.cover.how.isVisibleTo(task) and not task.cover.button.isChecked()
    assert "Spot 1 Exhibit A, page 1" in words(task.checks.hide_panel)
    back = next(button for button in task.checks.findChildren(Button) if button.accessibleName().startswith("Take back: Spot 1"))
    press(room, back)
    built(room, task)
    assert dark_at(task, (260, 215)) > 100


def test_a_spot_is_covered_by_keys_alone(room, qtbot):
    task = er_packet(room)
    on_exhibit(room, task)
    task.cover.button.setFocus()
    qtbot.keyClick(task.cover.button, Qt.Key.Key_Space)
    frame = task.cover.frame
    before = frame.spot
    qtbot.keyClick(frame, Qt.Key.Key_Right)
    qtbot.keyClick(frame, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    after = frame.spot
    assert after[0] - before[0] == 6 and (after[3] - after[1]) - (before[3] - before[1]) == 6
    qtbot.keyClick(frame, Qt.Key.Key_Return)
    built(room, task)
    middle = ((after[0] + after[2]) / 2, (after[1] + after[3]) / 2)
    assert dark_at(task, middle) < 20
    assert task.cover.button.hasFocus()
    qtbot.keyClick(task.cover.button, Qt.Key.Key_Space)
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert frame.isHidden() and len(task.checks.hide_panel.hiding.spots) == 1


def test_our_own_pages_cannot_be_covered_and_it_says_so(room, qtbot):
    task = er_packet(room)
    press(room, task.cover.button)
    qtbot.keyClick(task.cover.frame, Qt.Key.Key_Return)
    room.settle()
    assert any("Only pages of your papers can be covered" in text for text in room.told)
    assert task.checks.hide_panel.hiding.spots == ()


def test_what_is_frozen_is_the_redacted_packet(room, qtbot, tmp_path, monkeypatch):
    task = er_packet(room)
    row = task.checks.hide_panel.rows["patient_birth_date"]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    built(room, task)
    monkeypatch.setattr(dialogs, "save_file", lambda *_arguments: tmp_path / "packet.pdf")
    press(room, task.save)
    room.settle()
    (packet,) = room.ask(lambda vault: vault.packets.of_case(task._case_id))
    document = room.ask(lambda vault: vault.documents.get(packet.document_id))
    frozen = room.ask(lambda vault: vault.paper_files.read(document.key))
    assert frozen == (tmp_path / "packet.pdf").read_bytes() == task.made.pdf
    assert "1963" not in " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(frozen))
