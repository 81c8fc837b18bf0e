"""Many files at once: a queue that is worked off, stopped within a second, taken up after a restart, and told of file by file."""

import shutil
from email.message import EmailMessage

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from medbills.gui import dialogs
from medbills.gui.adding import Adding
from medbills.gui.main_window import found_pages
from medbills.gui.pages.settings import SettingsPage
from medbills.gui.parts.watched_card import OFF
from medbills.gui.pasting import NOTHING, paste_into
from medbills.gui.watching import Watching
from medbills.gui.wizards.columns import NOTHING_YET, ColumnsTask
from medbills.services.read_queue import line_up, line_up_contents, still_waiting
from medbills.services.readers import shared_readers
from medbills.services.watch_folder import watched_folder
from medbills.store import verify

LEFT = Qt.MouseButton.LeftButton
TABLE = "Ref,When,Bill,Paid by them,Scribble\n" + "".join(f"A{n},3/{n}/2026,${n}0.00,${n}.00,x{n}\n" for n in range(1, 6))
BILL = """SMILE CARE DENTAL
Patient Statement

Patient: Walter Calloway
DOS: 2026-04-12

PROCEDURES:
D2740 - Crown - Porcelain/Ceramic                $1,200.00
D0220 - Periapical X-ray                           $45.00

Total: $1,245.00
Insurance Payment: $800.00
Patient Portion: $445.00
"""


@pytest.fixture
def adding(room):
    room.window.pages["papers"] = next(spec for spec in found_pages() if spec.slug == "papers")
    room.window.show_page("papers")
    made = Adding(room.desk, room.window, room.window.work_place)
    room.opened = []
    made._show_review = room.opened.append
    room.settle()
    return made


def done(room, adding):
    room.qtbot.waitUntil(lambda: not adding.busy, timeout=60_000)
    room.settle()


def copies(samples, folder, count):
    """Sample papers with bytes of their own, so that none was kept before."""
    folder.mkdir(parents=True, exist_ok=True)
    papers = sorted(samples.glob("*.pdf"))
    made = []
    for number in range(count):
        source = papers[number % len(papers)]
        target = folder / f"{number:03}-{source.name}"
        target.write_bytes(source.read_bytes() + b"\n%d" % number)
        made.append(target)
    return made


def names(room):
    return room.ask(lambda vault: [document.name for document in vault.documents.all()])


def waiting(room):
    return room.ask(still_waiting)


def test_a_folder_of_twenty_with_one_bad_and_one_of_a_kind_not_read(room, adding, samples, tmp_path):
    folder = tmp_path / "papers"
    copies(samples, folder / "deep", 20)
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7 cut")
    (folder / "notes.docx").write_bytes(b"PK\x03\x04 not a sheet")
    (folder / ".hidden.pdf").write_bytes(b"x")
    deepest = folder / "a" / "b" / "c" / "d"
    deepest.mkdir(parents=True)
    (deepest / "too-deep.pdf").write_bytes(b"x")
    before = len(names(room))
    seen = []
    room.desk.add_papers([folder])
    room.qtbot.waitUntil(lambda: seen.append(len(adding.reading.under_way)) or not adding.busy, timeout=60_000)
    room.settle()
    assert max(seen) == 2, "two are read at once"
    assert len(names(room)) == before + 20
    assert adding.result.title.text() == "20 files added, 3 not added"
    said = adding.result.accessibleName()
    for part in ("cut.pdf", "notes.docx", "1 folder inside it is too deep"):
        assert part in said
    assert "hidden" not in said
    assert not waiting(room)
    assert room.ask(verify).ok
    assert not room.opened


def test_after_stopping_nothing_waits_and_what_was_read_is_kept(room, adding, samples, tmp_path):
    room.desk.add_papers(copies(samples, tmp_path / "many", 60))
    room.qtbot.waitUntil(lambda: adding._done >= 2, timeout=30_000)
    assert waiting(room)
    adding._card.cancel.click()
    room.qtbot.waitUntil(lambda: not adding.busy, timeout=10_000)
    room.settle()
    assert not waiting(room)
    assert 2 <= len(page_rows(room)) < 60
    room.desk.add_papers(copies(samples, tmp_path / "more", 2))
    done(room, adding)
    assert room.ask(verify).ok


def page_rows(room):
    return room.window._made["papers"].waiting_rows


def test_what_waited_is_read_after_a_restart(room, adding, samples, tmp_path):
    """The queue lies in the vault: paths, and the bytes of what was pasted."""
    files = copies(samples, tmp_path / "left", 3)
    now = adding.now()
    before = len(names(room))

    def left(vault):
        line_up(vault, files, now=now)
        line_up_contents(vault, [("Pasted text", BILL.encode())], now=now)
        keys = [file.key for file in vault.waiting_files.all() if file.key]
        vault.paper_files.sweep([document.key for document in vault.documents.all()], waiting=keys)  # as on opening

    room.ask(lambda vault: left(vault) or True)
    files[0].unlink()
    adding.resume()
    room.qtbot.waitUntil(lambda: adding.result is not None, timeout=60_000)
    done(room, adding)
    assert room.told[0] == "4 papers were still waiting. Reading goes on."
    assert len(names(room)) == before + 3
    assert "Pasted text.pdf" in names(room)
    assert "is not there any more" in adding.result.accessibleName()
    assert not waiting(room)
    assert not room.opened, "nothing opens by itself for what was left over"


def test_what_was_left_out_is_still_told_after_a_restart_until_the_list_is_closed(room, adding, tmp_path):
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    room.desk.add_papers([tmp_path / "torn.pdf"])
    done(room, adding)
    assert "torn.pdf" in adding.result.accessibleName()

    again = Adding(room.desk, room.window, room.window.work_place)
    again.resume()
    room.qtbot.waitUntil(lambda: again.result is not None, timeout=10_000)
    assert adding.result.accessibleName() == again.result.accessibleName()
    room.qtbot.mouseClick(again.result.close_button, LEFT)
    room.settle()
    assert again.result is None

    third = Adding(room.desk, room.window, room.window.work_place)
    third.resume()
    room.settle()
    assert third.result is None


def test_papers_of_an_email_are_named_with_it(room, adding, samples, tmp_path):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "billing@example.org", "ruth@example.org", "Your bill"
    mail.set_content("Please see the attached bill.")
    for name in ("statement.pdf", "broken.pdf"):
        data = (samples / "11-osprey-statement.pdf").read_bytes() + b"\n" if name == "statement.pdf" else b"%PDF-1.7 broken"
        mail.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    path = tmp_path / "mail.eml"
    path.write_bytes(bytes(mail))
    room.desk.add_papers([path])
    done(room, adding)
    assert "statement.pdf (from mail “Your bill”)" in names(room)
    assert adding.result.title.text() == "1 file added, 1 not added"
    assert "broken.pdf (from mail “Your bill”)" in adding.result.accessibleName()
    assert not waiting(room)


def test_unknown_columns_are_asked_once(room, adding, tmp_path, unnamed):
    path = tmp_path / "claims.csv"
    path.write_text(TABLE)
    before = len(names(room))
    room.desk.add_papers([path])
    done(room, adding)
    task = room.window.task
    assert isinstance(task, ColumnsTask)
    assert len(waiting(room)) == 1, "it waits for the answer, also over a restart"
    room.settle()
    assert list(task.fields) == ["Ref", "When", "Bill", "Paid by them", "Scribble"]
    assert "A1, A2, A3" in task.fields["Ref"]._hint_text
    assert not task.read.isEnabled()
    assert NOTHING_YET in task.preview.accessibleName()
    assert not unnamed(task)
    for header, field in (("Ref", "claim_number"), ("When", "service_date"), ("Bill", "billed"), ("Paid by them", "plan_paid")):
        task.fields[header].set_key(field)
        task.fields[header].changed.emit()
    room.qtbot.waitUntil(lambda: task.read.isEnabled(), timeout=20_000)
    assert "5 claims" in task.preview.accessibleName()
    assert "charged $10.00, insurance paid $1.00" in task.preview.accessibleName()
    room.qtbot.mouseClick(task.read, LEFT)
    room.qtbot.waitUntil(lambda: len(names(room)) == before + 1, timeout=20_000)
    done(room, adding)
    assert room.window.task is None
    assert not waiting(room)

    again = tmp_path / "claims of next year.csv"
    again.write_text(TABLE.replace("2026", "2027"))
    room.desk.add_papers([again])
    done(room, adding)
    assert room.window.task is None
    assert len(names(room)) == before + 2


def test_a_table_among_others_is_asked_from_the_list_and_can_be_left_out(room, adding, samples, tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text(TABLE)
    room.desk.add_papers([path, *copies(samples, tmp_path / "other", 1)])
    done(room, adding)
    assert adding.result.title.text() == "1 file added, 1 with a question"
    room.qtbot.mouseClick(adding.result.links[0], LEFT)
    room.settle()
    assert isinstance(room.window.task, ColumnsTask)
    room.window.back()
    assert len(waiting(room)) == 1
    room.qtbot.mouseClick(adding.result.close_button, LEFT)
    room.settle()
    assert not waiting(room)


def test_pasted_text_becomes_a_page(room, adding):
    mime = QMimeData()
    mime.setText(BILL)
    paste_into(room.desk, mime)
    done(room, adding)
    assert "Pasted text.pdf" in names(room)
    (paper,) = [kept for kept in room.ask(lambda vault: vault.papers.all()) if not kept.confirmed]
    assert paper.paper.amount_due.plain() == "445.00"
    assert paper.paper.spots["amount_due"].box is not None
    assert room.opened == [[paper.id]]


def test_a_pasted_picture_is_kept_as_a_file(room, adding):
    image = QImage(900, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    font = painter.font()
    font.setPixelSize(40)
    painter.setFont(font)
    for place, text in enumerate(("RIVERBEND CLINIC", "Statement date: 10/30/2026", "Amount due: $120.00")):
        painter.drawText(40, 100 + 90 * place, text)
    painter.end()
    mime = QMimeData()
    mime.setImageData(image)
    paste_into(room.desk, mime)
    done(room, adding)
    assert "Pasted picture.png" in names(room)
    document = next(one for one in room.ask(lambda vault: vault.documents.all()) if one.name == "Pasted picture.png")
    assert document.media_type == "image/png"


def test_an_empty_clipboard_or_a_word_is_said_so(room, adding):
    paste_into(room.desk, QMimeData())
    assert room.told[-1] == NOTHING
    mime = QMimeData()
    mime.setText("hello")
    before = names(room)
    paste_into(room.desk, mime)
    done(room, adding)
    assert "hardly any text" in adding.result.accessibleName()
    assert names(room) == before


def test_new_files_of_the_watched_folder_are_taken_once(room, adding, samples, tmp_path, monkeypatch):
    folder = tmp_path / "Scans"
    old, first, second = copies(samples, folder, 3)
    outside = tmp_path / "outside"
    outside.mkdir()
    for path in (first, second):
        shutil.move(path, outside / path.name)
    monkeypatch.setattr(dialogs, "open_folder", lambda *_args: folder)
    page = SettingsPage(room.desk)
    room.qtbot.addWidget(page)
    page.reload()
    room.settle()
    assert page.watched.state.text() == OFF
    assert not page.watched.stop.isVisibleTo(page)
    watching = Watching(room.desk, adding, room.window)
    before = len(names(room))
    room.qtbot.mouseClick(page.watched.choose, LEFT)
    room.qtbot.waitUntil(lambda: watching.folder == folder, timeout=10_000)
    room.settle()
    assert page.watched.state.text() == f"Watching {folder}."

    shutil.copy(outside / first.name, first)
    (folder / "song.mp3").write_bytes(b"not a paper")
    (folder / "half.pdf.part").write_bytes(b"%PDF-1.7")
    room.qtbot.waitUntil(lambda: len(names(room)) == before + 1, timeout=30_000)
    done(room, adding)
    assert adding.result is None
    assert room.told[-1] == "1 file added."
    assert not room.opened
    assert first.exists() and old.exists(), "the files stay where they are"

    watching.stop()
    shutil.copy(outside / second.name, second)  # while the window is closed
    again = Watching(room.desk, adding, room.window)
    room.qtbot.waitUntil(lambda: len(names(room)) == before + 2, timeout=30_000)
    done(room, adding)
    again._look()
    room.qtbot.wait(100)
    room.settle()
    assert len(names(room)) == before + 2
    assert adding.result is None
    room.qtbot.mouseClick(page.watched.stop, LEFT)
    room.settle()
    assert room.ask(lambda vault: watched_folder(vault) is None)
    assert again.folder is None


def test_the_processes_that_read_end_with_the_window(room, adding, samples, tmp_path):
    room.desk.add_papers(copies(samples, tmp_path / "few", 2))
    done(room, adding)
    running = [reader._process for reader in shared_readers()._all if reader._process is not None]
    assert running
    shared_readers().close()
    assert all(process.poll() is not None for process in running)
    QApplication.processEvents()
