"""Files on their way to be read: texts as pages, folders as files, e-mails as their papers, two processes at once."""

from __future__ import annotations

import datetime
import threading
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medbills.domain.media import PDF, TEXT
from medbills.errors import Cancelled, NeedsMapping, NeedsPassword, UnusableInput
from medbills.pdf.reader import read_pages
from medbills.pdf.text_pages import text_pdf
from medbills.services.gather_dropped import gather_dropped
from medbills.services.keep_paper import keep_paper
from medbills.services.read_files import read_file, read_files
from medbills.services.read_paper import read_bytes
from medbills.services.read_queue import bytes_kept, leave_out_all, line_up, line_up_contents, still_waiting
from medbills.services.readers import Readers
from medbills.services.watch_folder import look_at, new_ones, take, watch_folder, watched_folder
from medbills.store import Vault, verify

Ready = Any
NOW = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
BILL = b"""RIVERSIDE MEDICAL CENTER
Patient Statement

Patient: Walter Calloway
Date of service: 04/12/2026

Office visit        99213      $150.00
Metabolic panel     80053       $45.00

Total charges: $195.00
Amount due: $195.00
"""
BLUE_BUTTON = b"""--------------------------------
MYMEDICARE.GOV PERSONAL HEALTH INFORMATION
--------------------------------
**********CONFIDENTIAL***********
"""


@pytest.fixture(scope="module")
def readers():
    made = Readers(2)
    yield made
    made.close()


def mail(*files: tuple[str, bytes]) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "billing@example.org", "Your bill"
    made.set_content("Attached.")
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(made)


# texts


def test_a_text_is_read_like_a_paper_and_kept_as_its_pages(vault: Vault) -> None:
    read = read_bytes("bill.txt", BILL)
    (document,) = read.reading.documents
    assert document.fields["amount_due"].value.plain() == "195.00"  # type: ignore[union-attr]
    assert document.fields["amount_due"].spot.box is not None
    assert [line["code"].value for line in document.lines] == ["99213", "80053"]
    assert (read.reading.file.media_type, read.reading.file.pages, read.reading.file.bytes) == (TEXT, 1, len(BILL))
    kept = keep_paper(vault, read, now=NOW)
    assert (kept.document.name, kept.document.media_type) == ("bill.txt.pdf", PDF)
    assert vault.paper_files.read(kept.document.key) == read.drawn
    assert keep_paper(vault, read_bytes("again.txt", BILL), now=NOW).already


def test_texts_of_data_go_to_their_importer() -> None:
    with pytest.raises(UnusableInput) as said:
        read_bytes("bluebutton.txt", BLUE_BUTTON)
    assert "hardly any" not in str(said.value)
    read = read_bytes("claims.txt", b"Claim Number,Service Date,Billed,Patient Responsibility\nA1,3/2/2026,$12.00,$2.00\n")
    assert read.drawn is None and read.reading.file.pages is None


@pytest.mark.parametrize("data", [b"hello", b"12 34\n", b"--- --- ---\n" * 50])
def test_a_word_is_no_paper(data: bytes) -> None:
    with pytest.raises(UnusableInput, match=r"note\.txt holds hardly any text"):
        read_bytes("note.txt", data)


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_any_text_can_be_drawn_and_the_same_gives_the_same_bytes(text: str) -> None:
    assert text_pdf(text, name="x") == text_pdf(text, name="y")


def test_every_word_of_a_text_stands_on_its_pages_in_order() -> None:
    lines = [f"Line{number}  word{number}{'x' * (number % 160)}" for number in range(300)]
    sheets = read_pages(text_pdf("\n".join(lines), name="long.txt"), name="long.txt")
    assert len(sheets.pages) > 3
    found = "".join(word.text for page in sheets.pages for word in page.words)
    assert found == "".join("".join(line.split()) for line in lines)


def test_a_book_is_refused() -> None:
    with pytest.raises(UnusableInput, match=r"book\.txt is longer than 200 pages"):
        text_pdf("word\n" * 20_000, name="book.txt")


# folders


def test_a_folder_stands_for_its_files_down_to_three_folders_deep(tmp_path: Path) -> None:
    for place in ("b.pdf", "A.pdf", ".hidden.pdf", "x.pdf.part", "1/2/3/in.pdf", "1/2/3/4/out.pdf", ".git/no.pdf"):
        path = tmp_path / "top" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "top" / "loop").symlink_to(tmp_path / "top", target_is_directory=True)
    (tmp_path / "empty").mkdir()
    files, refused = gather_dropped([tmp_path / "top", tmp_path / "top" / "b.pdf", tmp_path / "empty", tmp_path / "gone.pdf"])
    assert [path.name for path in files] == ["A.pdf", "b.pdf", "in.pdf", "gone.pdf"]
    assert [one.name for one in refused] == ["top", "empty"]
    assert "too deep" in refused[0].sentence and "no files" in refused[1].sentence


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("a.docx", b"PK\x03\x04", "writing program"), ("a.zip", b"PK\x03\x04", "packed folder"), ("a.html", b"<html>", "web page"),
     ("a.mp3", b"\0\1ID3", "recording"), ("a.bin", b"\0\1\2\3", "of a kind that Medbills does not read")],
)  # fmt: skip
def test_other_kinds_are_refused_with_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(UnusableInput, match=words) as said:
        read_bytes(name, data)
    assert str(said.value).startswith(name)


# two processes


def test_processes_read_what_this_one_reads(readers: Readers, samples: Path) -> None:
    for path in (samples / "02-riverbend-itemized-bill.pdf", samples / "03-lakeshore-eob-er-visit.pdf"):
        data = path.read_bytes()
        assert readers.read(path.name, data).reading.to_json() == read_bytes(path.name, data).reading.to_json()
    read = readers.read("bill.txt", BILL)
    assert read.drawn == read_bytes("bill.txt", BILL).drawn


def test_what_is_wrong_comes_back_from_the_process(readers: Readers, samples: Path) -> None:
    with pytest.raises(UnusableInput, match=r"cut\.pdf is cut off"):
        readers.read("cut.pdf", (samples / "05-cedar-lab-bill.pdf").read_bytes()[:2000])
    with pytest.raises(NeedsMapping) as asked:
        readers.read("a.csv", b"Ref,When,Bill\nA1,3/2/2026,$12.00\n")
    assert asked.value.headers == ("Ref", "When", "Bill")
    assert asked.value.rows[0] == ("A1", "3/2/2026", "$12.00")
    meaning = {"Ref": "claim_number", "When": "service_date", "Bill": "billed"}
    assert readers.read("a.csv", b"Ref,When,Bill\nA1,3/2/2026,$12.00\n", columns=meaning).reading.documents
    assert not issubclass(type(asked.value), NeedsPassword)


def test_cancelling_ends_the_process_and_the_next_file_is_read(samples: Path) -> None:
    path = samples / "05-cedar-lab-bill.pdf"
    made, stop = Readers(1), threading.Event()
    made.read(path.name, path.read_bytes())
    process = made._all[0]._process
    stop.set()
    with pytest.raises(Cancelled):
        made._all[0].read(path.name, path.read_bytes(), password=None, columns=None, cancel=stop, progress=None)
    assert process is not None and process.wait(10) is not None
    assert made.read(path.name, path.read_bytes()).reading.documents
    made._all[0]._process.kill()  # type: ignore[union-attr]
    made._all[0]._process.wait()  # type: ignore[union-attr]
    assert made.read(path.name, path.read_bytes()).reading.documents
    made.close()


def test_files_come_in_order_and_an_email_is_its_papers(samples: Path, tmp_path: Path) -> None:
    paths = [samples / name for name in ("05-cedar-lab-bill.pdf", "11-osprey-statement.pdf", "02-riverbend-itemized-bill.pdf")]
    (tmp_path / "mail.eml").write_bytes(mail(("statement.pdf", paths[0].read_bytes()), ("bill.txt", BILL), ("cut.pdf", b"%PDF-1.7")))
    found = list(read_files([*paths, tmp_path / "mail.eml", tmp_path / "gone.pdf"]))
    assert [one.path.name for one in found] == [*(path.name for path in paths), "mail.eml", "gone.pdf"]
    letter = found[3]
    assert letter.origin == "from mail “Your bill”"
    assert [read.reading.file.name for read in letter.read] == ["statement.pdf", "bill.txt"]
    assert [str(problem)[:7] for problem in letter.problems] == ["cut.pdf"]
    assert [document.warnings[-1] for document in letter.reading.documents] == [
        "This stands in the attached file statement.pdf.", "This stands in the attached file bill.txt."
    ]  # fmt: skip
    with pytest.raises(UnusableInput, match=r"gone\.pdf is not there"):
        _ = found[4].reading
    assert read_file(paths[0]).reading.to_json() == found[0].reading.to_json()


# the queue and the watched folder


def test_the_queue_outlives_the_window_with_the_bytes_that_were_pasted(ready: Ready, tmp_path: Path, samples: Path) -> None:
    paths = [samples / "05-cedar-lab-bill.pdf", samples / "11-osprey-statement.pdf"]
    folder = tmp_path / "Queue.medbills"
    with ready.copy(folder) as vault:
        first, second = line_up(vault, paths, now=NOW)
        (pasted,) = line_up_contents(vault, [("Pasted text", BILL)], now=NOW + datetime.timedelta(seconds=1), origin="pasted")
        vault.paper_files.add(b"left by a crash")
        assert vault.last_change() is None, "what waits is no part of the history"
        keep_paper(vault, read_bytes(first.name, paths[0].read_bytes()), now=NOW, waiting=first)
    with Vault.open(folder, ready.data_key) as vault:
        assert still_waiting(vault) == (second, pasted)
        assert (bytes_kept(vault, second), bytes_kept(vault, pasted)) == (None, BILL)
        assert len(list((folder / "documents" / "new").iterdir())) == 1
        keep_paper(vault, read_bytes(pasted.name, BILL), now=NOW, waiting=pasted)
        leave_out_all(vault)
        assert still_waiting(vault) == ()
        assert verify(vault).ok
    with Vault.open(folder, ready.data_key) as vault:
        assert not list((folder / "documents" / "new").iterdir())
        assert vault.documents.count() == 2


def test_a_file_seen_before_is_not_taken_again(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "Scans"
    folder.mkdir()
    (folder / "old.pdf").write_bytes(b"old")
    watch_folder(vault, folder, look_at(folder))
    assert watched_folder(vault) == folder
    new = folder / "new.pdf"
    new.write_bytes(b"half")
    look = look_at(folder)
    assert [Path(file.id).name for file in new_ones(vault, look)] == ["new.pdf"]
    new.write_bytes(b"half and the rest")
    assert take(vault, new_ones(vault, look), look_at(folder), now=NOW) == (), "it is still being written"
    whole = look_at(folder)
    taken = take(vault, new_ones(vault, whole), whole, now=NOW)
    assert [file.path for file in taken] == [str(new)]
    assert still_waiting(vault) == taken, "noted and lined up in one transaction"
    assert take(vault, whole.files, whole, now=NOW) == ()
    assert verify(vault).ok
    watch_folder(vault, None)
    assert watched_folder(vault) is None
    with pytest.raises(UnusableInput, match="cannot be watched"):
        look_at(tmp_path / "nowhere")
