"""Which pages of a PDF are pictures of print, and so go to the recognizer."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from medbills.pdf import worker


def is_scan(draw: object) -> bool:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    draw(canvas)  # type: ignore[operator]
    canvas.showPage()
    canvas.save()
    desk = worker.Desk()
    desk.open("key", out.getvalue(), None)
    try:
        return bool(worker._read_page(desk, 1, False)["scan"])
    finally:
        desk.close()


def picture(dots_an_inch: int) -> ImageReader:
    return ImageReader(Image.effect_noise((round(8.5 * dots_an_inch), 11 * dots_an_inch), 60))


def in_form(canvas: Canvas, draw: object) -> None:
    canvas.beginForm("Inside", 0, 0, 612, 792)
    draw(canvas)  # type: ignore[operator]
    canvas.endForm()
    canvas.doForm("Inside")


def scanned(canvas: Canvas) -> None:
    canvas.drawImage(picture(150), 0, 0, 612, 792)


def coarse(canvas: Canvas) -> None:
    canvas.drawImage(picture(20), 0, 0, 612, 792)


def few_words(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "Page 1 of 2")
    canvas.rect(40, 40, 500, 700)


def outlines(canvas: Canvas) -> None:
    for number in range(260):
        canvas.line(40 + number, 100, 42 + number, 110)


def many_words(canvas: Canvas) -> None:
    scanned(canvas)
    for line in range(20):
        canvas.drawString(72, 700 - 20 * line, "Balance due 412.00")


@pytest.mark.parametrize(
    ("draw", "is_one"),
    [(scanned, True), (coarse, False), (few_words, False), (outlines, True), (many_words, False), (lambda canvas: None, False)],
)
def test_a_page_that_is_a_picture_of_print(draw: object, is_one: bool) -> None:
    assert is_scan(draw) is is_one
    assert is_scan(lambda canvas: in_form(canvas, draw)) is is_one
