"""What else goes into a packet, chosen by hand or by keys: numbers in full, last pages, a password, fingerprints."""

import hashlib
import io

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt

from medbills.domain.case import CaseKind
from medbills.gui import dialogs
from medbills.gui.theme import theme
from medbills.gui.type import type_
from medbills.gui.wizards.packet import PacketTask


def built(room, task):
    room.qtbot.waitUntil(lambda: task.save.isEnabled(), timeout=30_000)
    room.settle()
    return task


def er_packet(room):
    return built(room, room.open(PacketTask(room.desk, room.matter(CaseKind.BILL, "ER visit").id)))


def pages(data, password=None):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data, password=password)]


def test_account_numbers_are_cut_short_until_they_are_asked_for_in_full(room, qtbot):
    task = er_packet(room)
    extras = task.checks.extras
    assert "ends in 1-22" in pages(task.made.pdf)[0] and "7741-22" not in pages(task.made.pdf)[0]
    extras.full.setFocus()
    qtbot.keyClick(extras.full, Qt.Key.Key_Space)
    built(room, task)
    assert "7741-22" in pages(task.made.pdf)[0]


def test_the_last_pages_can_be_left_out_and_the_certified_number_is_printed(room, qtbot):
    task = er_packet(room)
    extras = task.checks.extras
    titles = [part.title for part in task.contents._parts]
    assert titles[-2:] == ["Certificate of mailing", "Files and their fingerprints"]
    qtbot.keyClicks(extras.tracking.editor, "9407 1000 0000 5")
    qtbot.waitUntil(lambda: not task.save.isEnabled(), timeout=5_000)
    built(room, task)
    assert "9407 1000 0000 5" in pages(task.made.pdf)[-2]
    for row in (extras.certificate, extras.fingerprints):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
        built(room, task)
    assert "Calls" in [part.title for part in task.contents._parts][-1]
    assert not extras.tracking.isVisibleTo(extras)


def test_a_saved_copy_is_locked_and_the_sealed_one_is_not(room, qtbot, tmp_path, monkeypatch):
    task = er_packet(room)
    extras = task.checks.extras
    asked = []
    monkeypatch.setattr(dialogs, "save_file", lambda *_arguments: asked.append(1) or tmp_path / "packet.pdf")
    qtbot.keyClicks(extras.password.editor, "short")
    qtbot.mouseClick(task.save, Qt.MouseButton.LeftButton)
    assert not asked and "at least 8" in extras.password.problem
    qtbot.keyClicks(extras.password.editor, " but longer")
    extras.beside.setFocus()
    qtbot.keyClick(extras.beside, Qt.Key.Key_Space)
    qtbot.mouseClick(task.save, Qt.MouseButton.LeftButton)
    room.settle()
    saved = (tmp_path / "packet.pdf").read_bytes()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(saved))
    assert pages(saved, "short but longer") == pages(task.made.pdf)
    (packet,) = room.ask(lambda vault: vault.packets.of_case(task._case_id))
    document = room.ask(lambda vault: vault.documents.get(packet.document_id))
    assert room.ask(lambda vault: vault.paper_files.read(document.key)) == task.made.pdf
    listed = (tmp_path / "packet-fingerprints.txt").read_text()
    assert f"{hashlib.sha256(saved).hexdigest()}  packet.pdf" in listed and packet.sha256 in listed
    assert listed.count("# Exhibit ") == len(task.draft.exhibits)


@pytest.mark.parametrize(("scale", "dark"), [(1.0, True), (2.0, False)])
def test_every_choice_has_a_name_and_is_reached_with_tab(room, qtbot, unnamed, scale, dark):
    theme().wear(dark)
    type_().set_scale(scale)
    task = er_packet(room)
    assert not unnamed(task)
    task.sides.show_side(2)
    extras = task.checks.extras
    extras.full.setFocus()
    met = []
    for _ in range(8):
        met.append(task.window().focusWidget())
        qtbot.keyClick(task.window().focusWidget(), Qt.Key.Key_Tab)
    wanted = [extras.full, extras.certificate, extras.fingerprints, extras.tracking.editor, extras.beside, extras.password.editor]
    assert [part for part in met if part in wanted] == wanted


def test_the_case_in_time_and_its_limits_are_drawn_when_they_are_wanted(room, qtbot):
    task = er_packet(room)
    extras = task.checks.extras
    assert not {"This case in time", "Limits of the plan year"} & {part.title for part in task.contents._parts}
    assert extras.limits.isVisibleTo(extras)
    for row in (extras.in_time, extras.limits):
        row.setFocus()
        qtbot.keyClick(row, Qt.Key.Key_Space)
    built(room, task)
    titles = [part.title for part in task.contents._parts]
    assert titles[1:4] == ["What happened, in order", "This case in time", "Limits of the plan year"]
    assert "Call with Marcus T., Riverbend billing" in pages(task.made.pdf)[2]
    assert "Cedar Lab" not in pages(task.made.pdf)[3]  # other care only as days and sums
