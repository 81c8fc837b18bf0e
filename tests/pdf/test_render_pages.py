"""Pages as pictures for the screen."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from medbills.errors import UnusableInput
from medbills.pdf.render import render_page


def made_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 100))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 50, 100, 50, fill=1, stroke=0)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_page_is_drawn_as_rows_of_red_green_blue() -> None:
    picture = render_page(made_pdf(), 1, dpi=72)
    assert (picture.width, picture.height, picture.pages) == (200, 100, 2)
    assert len(picture.rgb) == 200 * 100 * 3
    assert picture.rgb[:3] == b"\xff\x00\x00"
    assert picture.rgb[-3:] == b"\xff\xff\xff"


def test_the_second_page_of_the_same_file_and_one_that_is_not_there() -> None:
    assert render_page(made_pdf(), 2, dpi=36).width == 100
    with pytest.raises(UnusableInput, match="The paper"):
        render_page(made_pdf(), 9)


def test_a_picture_too_large_to_draw() -> None:
    with pytest.raises(UnusableInput):
        render_page(made_pdf(), 1, dpi=100_000)
