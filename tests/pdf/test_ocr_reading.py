"""Words are read from scans and photographs, wherever they lie, and their spots are where the eye finds them."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from medbills.domain.page import Page, Word
from medbills.pdf.reader import read_pages
from medbills.pdf.scans import picture_pdf, read_picture
from medbills.services.read_paper import read_bytes

LINES = ("Kettle Creek Clinic", "Account number 7741-22", "Statement date 10/30/2026", "Amount due $1,412.00")
DPI = 150
TOPS = (60, 100, 140, 180)  # points down to each baseline


def printed(*, words: bool = True) -> np.ndarray:
    """A small page of print in gray."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(396, 306))
    canvas.setFont("Helvetica", 15)
    for line, down in zip(LINES if words else (), TOPS, strict=words):
        canvas.drawString(54, 306 - down, line)
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        return np.asarray(document[0].render(scale=DPI / 72).to_pil().convert("L"))


def encoded(picture: np.ndarray, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, kind, **options)
    return out.getvalue()


def as_scan(picture: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PDF", resolution=DPI)
    return out.getvalue()


def on_a_table(page: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A photograph of the sheet from aside, half in shadow, and how the sheet lies in it."""
    high, wide = page.shape
    corners = np.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
    placed = np.float32([[130, 90], [930, 130], [970, 760], [90, 720]])
    lens = cv2.getPerspectiveTransform(corners, placed)
    sheet = cv2.warpPerspective(page.astype(np.float32), lens, (1080, 840), flags=cv2.INTER_AREA)
    inside = cv2.warpPerspective(np.ones_like(page, dtype=np.float32), lens, (1080, 840))
    light = np.linspace(1.0, 0.55, 1080, dtype=np.float32)
    return np.clip((70 * (1 - inside) + sheet * 0.9 * inside) * light, 0, 255).astype(np.uint8), lens


def said(page: Page) -> str:
    rows = sorted(page.words, key=lambda word: (round(word.bottom / 20), word.x0))
    return " ".join(word.text for word in rows)


def spot(page: Page, text: str) -> tuple[float, float]:
    """Where the middle of a word is on the page as shown."""
    word: Word = next(word for word in page.words if word.text == text)
    x0, top, x1, bottom = page.as_shown(word.box)
    return (x0 + x1) / 2, (top + bottom) / 2


# The middle of "$1,412.00" on the page as printed, in points.
AMOUNT = (54 + stringWidth("Amount due ", "Helvetica", 15) + stringWidth("$1,412.00", "Helvetica", 15) / 2, 176.0)


def test_a_scan_askew_is_read_level_and_its_spots_lie_on_the_slanted_print() -> None:
    page = printed()
    high, wide = page.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), 1.8, 1.0)
    askew = cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255)
    (read,) = read_pages(as_scan(askew), name="scan.pdf").pages
    assert said(read) == " ".join(LINES)
    for line in LINES:
        baselines = {round(word.bottom) for word in read.words if word.text in line.split()}
        assert max(baselines) - min(baselines) <= 3, "words of a line stand level"
    assert all(0.5 < word.confidence < 1 for word in read.words)
    expected = turn @ [AMOUNT[0] * DPI / 72, AMOUNT[1] * DPI / 72, 1] * 72 / DPI
    assert spot(read, "$1,412.00") == pytest.approx(tuple(expected), abs=4)


def test_a_page_on_its_side_beside_a_page_of_text() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(396, 306))
    canvas.drawString(54, 200, "These words the file itself holds, and OCR leaves them alone")
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as mixed, pypdfium2.PdfDocument(as_scan(np.rot90(printed()))) as scan:
        mixed.import_pages(scan)
        both = io.BytesIO()
        mixed.save(both)
    heard: list[tuple[int, int]] = []
    text, side = read_pages(both.getvalue(), name="mixed.pdf", progress=lambda done, all_: heard.append((done, all_))).pages
    assert heard == [(1, 2), (2, 2)]
    assert text.lens is None and all(word.confidence == 1 for word in text.words)
    assert said(side) == " ".join(LINES) and (text.number, side.number) == (1, 2)
    assert (side.width, side.height) == pytest.approx((396, 306), abs=2)
    x, y = spot(side, "$1,412.00")  # turned by a quarter to the left: what was right is up
    assert (x, y) == pytest.approx((AMOUNT[1], 396 - AMOUNT[0]), abs=4)


def test_a_photograph_of_a_sheet_on_a_table() -> None:
    picture, lens = on_a_table(printed())
    data = encoded(picture, quality=75)
    (page,) = read_picture(data, name="photo.jpg").pages
    assert said(page) == " ".join(LINES)
    scale = 792 / 1080
    expected = cv2.perspectiveTransform(np.float32([[[AMOUNT[0] * DPI / 72, AMOUNT[1] * DPI / 72]]]), lens)[0, 0] * scale
    assert spot(page, "$1,412.00") == pytest.approx(tuple(expected), abs=6)
    with pypdfium2.PdfDocument(picture_pdf(data, name="photo.jpg")) as pdf:
        assert pdf[0].get_size() == pytest.approx((792, 616), abs=0.5), "an exhibit has the size that spots are measured in"


def test_a_picture_that_stands_on_its_head() -> None:
    (page,) = read_picture(encoded(np.rot90(printed(), 2), "PNG"), name="a.png").pages
    assert said(page) == " ".join(LINES)
    assert spot(page, "$1,412.00") == pytest.approx((792 - AMOUNT[0] * 2, 612 - AMOUNT[1] * 2), abs=8)


def test_a_fax_of_two_pages_with_a_blank_one() -> None:
    pages = [Image.fromarray(page).convert("1") for page in (printed(), printed(words=False))]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    first, blank = read_picture(out.getvalue(), name="fax.tif").pages
    assert said(first) == " ".join(LINES)
    assert blank.words == () and blank.number == 2


def test_a_blank_scan_has_no_words_for_all_its_noise() -> None:
    noise = np.random.default_rng(1).normal(232, 9, (900, 700)).clip(0, 255).astype(np.uint8)
    (page,) = read_pages(as_scan(noise), name="blank.pdf").pages
    assert page.words == ()


def test_an_iphone_s_picture_is_read() -> None:
    data = (Path(__file__).parent / "statement.heic").read_bytes()
    read = read_bytes("IMG_0412.HEIC", data).reading
    assert (read.file.media_type, read.file.pages) == ("image/heic", 1)
    (page,) = read_picture(data, name="IMG_0412.HEIC").pages
    assert said(page) == "Account number 7741-22 Amount due $412.00 Due date 11/30/2026"


def test_the_worker_opens_no_socket_and_the_recognizer_reads_without() -> None:
    program = """
import sys
from medbills.pdf.confined import limit_ourselves
from medbills.pdf.limits import SCAN_MEMORY
heard = []
reaching = ("socket.connect", "socket.getaddrinfo", "socket.sendto")
sys.addaudithook(lambda event, _: heard.append(event) if event.startswith(reaching) else None)
limit_ourselves(SCAN_MEMORY)
import cv2
import numpy as np
from medbills.pdf.ocr_engine import Engine
from medbills.pdf.ocr_page import read_picture
page = np.full((200, 700), 255, np.uint8)
cv2.putText(page, "Amount due 412.00", (40, 110), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 0, 3)
print(" ".join(word.text for word in read_picture(page, Engine()).words), len(heard))
import socket
try:
    socket.socket()
except PermissionError:
    print("refused")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=150)
    assert done.stdout.split("\n")[:2] == ["Amount due 412.00 0", "refused"], done.stderr


def test_the_text_worker_does_not_load_the_recognizer() -> None:
    program = "import medbills.pdf.worker, medbills.pdf.reader, sys; print({'cv2', 'onnxruntime', 'rapidocr', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "set()"
