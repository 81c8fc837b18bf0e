"""Files that cannot be read, and files that can: one clear sentence, or pages; the worker never takes the program down."""

from __future__ import annotations

import io
import sys
import threading
import time
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from medbills.errors import Cancelled, NeedsPassword, UnusableInput
from medbills.pdf import paper_worker, reader
from medbills.pdf.paper_worker import PaperWorker
from medbills.pdf.reader import load_file, read_pages


def made_pdf(pages: int = 1, text: str = "Amount due $412.00", size: tuple[float, float] = (612, 792)) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for number in range(pages):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, size[1] - 100, f"{text} page {number + 1}")
        canvas.line(72, size[1] - 104, 300, size[1] - 104)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(data: bytes, change: object) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)  # type: ignore[operator]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_words_have_boxes_from_the_top_left() -> None:
    page = read_pages(made_pdf(), name="bill.pdf").pages[0]
    assert [word.text for word in page.words] == ["Amount", "due", "$412.00", "page", "1"]
    amount = page.words[2]
    assert 91 < amount.top < 100 < amount.bottom < 104
    assert 72 < amount.x0 < amount.x1 < 200
    assert any(rule.horizontal and abs(rule.top - 104) < 1.5 and rule.x0 == pytest.approx(72, abs=1.5) for rule in page.rules)


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 10 Tf 0 1 -1 0 100 72 Tm (Total 55.00) Tj ET")
        pdf.pages[0].Rotate = 90

    page = read_pages(changed(made_pdf(), turn), name="bill.pdf").pages[0]
    assert (page.width, page.height) == (792, 612)
    assert [word.text for word in page.words] == ["Total", "55.00"]
    assert page.words[0].x0 == pytest.approx(72, abs=1)
    assert page.words[0].bottom == pytest.approx(102, abs=2)


@pytest.mark.parametrize(
    ("matrix", "turned_size"),
    [("0 1 -1 0 300 72", (792, 612)), ("-1 0 0 -1 300 72", (612, 792)), ("0 -1 1 0 300 372", (792, 612))],
)
def test_a_page_whose_print_runs_another_way_is_read_along_it(matrix: str, turned_size: tuple[float, float]) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 10 Tf {matrix} Tm (Total 55.00) Tj 0 -30 Td (Paid 12.00) Tj ET".encode())

    page = read_pages(changed(made_pdf(), turn), name="bill.pdf").pages[0]
    assert (page.width, page.height) == turned_size
    total, amount, paid, last = sorted(page.words, key=lambda word: (round(word.bottom), word.x0))
    assert [word.text for word in (total, amount, paid, last)] == ["Total", "55.00", "Paid", "12.00"]
    assert total.x1 < amount.x0
    assert total.bottom == pytest.approx(amount.bottom, abs=0.5)
    assert paid.bottom == pytest.approx(total.bottom + 30, abs=1)
    x0, top, x1, bottom = page.as_shown(total.box)
    a, b, _, _, e, f = map(int, matrix.split())
    start = (e, 792 - f)  # where the print begins on the page as it is shown
    assert min(abs(x0 - start[0]), abs(x1 - start[0])) < 12 and min(abs(top - start[1]), abs(bottom - start[1])) < 12
    assert (x1 - x0 > bottom - top) == bool(a) and (bottom - top > x1 - x0) == bool(b)


def test_a_cropped_page_counts_from_its_visible_corner() -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].CropBox = [50, 0, 562, 742]

    page = read_pages(changed(made_pdf(), crop), name="bill.pdf").pages[0]
    assert page.words[0].x0 == pytest.approx(22, abs=1)
    assert page.words[0].bottom == pytest.approx(52, abs=3)


def test_words_printed_twice_for_boldness_count_once() -> None:
    def twice(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 10 Tf 72 700 Td (Balance) Tj 0.3 0 Td (Balance) Tj ET")

    assert [word.text for word in read_pages(changed(made_pdf(), twice), name="b.pdf").pages[0].words] == ["Balance"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"Patient: Ruth Calloway\nAmount due: $12.00\n", "not a PDF"),
        (made_pdf(3)[:900], "cut off"),
        (b"%PDF-1.7\nnothing of the kind\n%%EOF\n", "damaged"),
    ],
)
def test_a_file_that_is_no_whole_pdf(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "march statement.pdf"
    path.write_bytes(content)
    with pytest.raises(UnusableInput) as problem:
        read_pages(path)
    assert "march statement.pdf" in str(problem.value) and said in str(problem.value)
    assert "Traceback" not in str(problem.value) and "\n" not in str(problem.value)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=f"{tmp_path.name} is a folder"):
        read_pages(tmp_path)
    with pytest.raises(UnusableInput, match=r"gone\.pdf is not there"):
        read_pages(tmp_path / "gone.pdf")


@pytest.mark.parametrize(("problem", "said"), [(PermissionError(), "permission"), (OSError(5, "input/output error"), "disk")])
def test_a_file_that_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: OSError, said: str) -> None:
    path = tmp_path / "bill.pdf"
    path.write_bytes(made_pdf())

    def refuse(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnusableInput, match=rf"bill\.pdf.*{said}"):
        load_file(path)


def test_a_file_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", 5000)
    path = tmp_path / "huge.pdf"
    path.write_bytes(made_pdf() + b" " * 6000)
    with pytest.raises(UnusableInput, match=r"huge\.pdf is larger than"):
        load_file(path)


def test_a_locked_file_asks_for_its_password() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="letmein"))
    with pytest.raises(NeedsPassword, match=r"eob\.pdf is locked"):
        read_pages(out.getvalue(), name="eob.pdf")
    with pytest.raises(NeedsPassword):
        read_pages(out.getvalue(), name="eob.pdf", password="wrong")
    assert read_pages(out.getvalue(), name="eob.pdf", password="letmein").pages[0].words


def test_a_page_of_absurd_size_and_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnusableInput, match=r"poster\.pdf"):
        read_pages(made_pdf(size=(1_400_000, 1_400_000)), name="poster.pdf")
    monkeypatch.setattr(reader, "MAX_PAGES", 2)  # the limit outside the worker
    with pytest.raises(UnusableInput, match=r"book\.pdf"):
        read_pages(made_pdf(3), name="book.pdf")


def test_progress_and_stopping() -> None:
    heard: list[tuple[int, int]] = []
    read_pages(made_pdf(4), name="a.pdf", progress=lambda done, all_: heard.append((done, all_)))
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled, match=r"a\.pdf"):
        read_pages(made_pdf(), name="a.pdf", cancel=stop)
    assert len(read_pages(made_pdf(2), name="b.pdf").pages) == 2


def ask(worker: PaperWorker, data: bytes) -> list[str]:
    events: list[str] = []
    worker.ask({"do": "read"}, data, name="bill.pdf", password=None, cancel=None, on_frame=lambda header, _: events.append(header["event"]))
    return events


def test_a_worker_that_died_is_replaced() -> None:
    worker = PaperWorker()
    try:
        assert ask(worker, made_pdf()) == ["opened", "page", "done"]
        process = worker._process
        assert process is not None
        process.kill()
        process.wait()
        assert ask(worker, made_pdf()) == ["opened", "page", "done"]
    finally:
        worker.close()


@pytest.mark.parametrize(
    ("script", "said"), [("import os; os.abort()", "could not be opened safely"), ("import time; time.sleep(60)", "takes too long")]
)
def test_a_worker_that_crashes_or_hangs_gives_one_sentence(monkeypatch: pytest.MonkeyPatch, script: str, said: str) -> None:
    whole = paper_worker.subprocess.Popen

    def broken(_: list[str], **keywords: object) -> object:
        return whole([sys.executable, "-c", "import sys; sys.stdin.buffer.read(10); " + script], **keywords)  # type: ignore[call-overload]

    worker = PaperWorker(step_seconds=0.5)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(paper_worker.subprocess, "Popen", broken)
            started = time.monotonic()
            with pytest.raises(UnusableInput, match=said):
                ask(worker, made_pdf())
            assert time.monotonic() - started < 30
        assert ask(worker, made_pdf()) == ["opened", "page", "done"]
    finally:
        worker.close()


def test_third_party_torture(third_party: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file gives pages or one sentence that names it. Scans are told from text and left unread, for they take seconds each."""
    monkeypatch.setattr(reader, "read_scanned", lambda *_arguments, **_options: {})
    for path in sorted((third_party / "pdf-torture").rglob("*")):
        if path.suffix not in {".pdf", ".fuzz"}:
            continue
        try:
            assert read_pages(path).pages
        except UnusableInput as problem:
            assert path.name in str(problem)
            assert len(str(problem)) < 400
