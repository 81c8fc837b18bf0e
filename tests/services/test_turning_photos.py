"""A photo that stands on its head or lies on its side comes out upright in a packet: the spots of its words tell how."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from medbills.domain.packet import Lit
from medbills.domain.paper import Kind, Line, Paper, Spot
from medbills.pdf.straight import straight_pdf, turned_pdf
from medbills.services.turn_photo import quarters_to_turn

SIZE = (850, 1100)
CODE, BILLED, HEAD, DUE = (90, 400, 200, 430), (620, 400, 760, 430), (80, 90, 420, 130), (560, 900, 760, 940)


def scanned(quarters: int) -> tuple[bytes, dict[str, tuple[float, float, float, float]]]:
    """A page turned clockwise by quarters, and where its words lie on it as it is shown, in points."""
    page = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(page)
    for row in range(24):
        draw.rectangle((80, 180 + row * 30, 80 + 600 - (row * 37) % 240, 192 + row * 30), fill=(60, 60, 60))
    draw.rectangle(HEAD, fill=(30, 30, 30))
    draw.rectangle(DUE, fill=(0, 0, 170))
    turned = page.rotate(-90 * quarters, expand=True)
    out = io.BytesIO()
    turned.save(out, "PNG")
    scale = 792 / 1100
    boxes = {name: tuple(scale * side for side in _after(box, quarters)) for name, box in
             (("code", CODE), ("billed", BILLED), ("head", HEAD), ("due", DUE))}  # fmt: skip
    return out.getvalue(), boxes  # type: ignore[return-value]


def _after(box: tuple[int, ...], quarters: int) -> tuple[float, ...]:
    """A box on the page after it was turned clockwise."""
    x0, y0, x1, y1 = box
    wide, high = SIZE
    for _ in range(quarters):
        x0, y0, x1, y1 = high - y1, x0, high - y0, x1
        wide, high = high, wide
    return (x0, y0, x1, y1)


def spot(box: tuple[float, float, float, float], raw: str = "longer words") -> Spot:
    return Spot(page=1, box=box, raw=raw)


def blue(pdf: bytes) -> tuple[float, float]:
    """The middle of the blue mark on the first page, as shares of its sides."""
    image = np.asarray(pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB"))
    found = np.argwhere((image[..., 2] > 110) & (image[..., 0] < 60))
    (y, x), (high, wide) = found.mean(axis=0), image.shape[:2]
    return x / wide, y / high


@pytest.mark.parametrize("with_lines", [True, False])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_whichever_way_it_lay_it_comes_out_upright(quarters: int, with_lines: bool) -> None:
    data, boxes = scanned(quarters)
    lines = (Line(code="99284", spots={"code": spot(boxes["code"]), "billed": spot(boxes["billed"])}),) if with_lines else ()
    paper = Paper(id="p", kind=Kind.BILL, lines=lines, spots={"issuer_name": spot(boxes["head"]), "amount_due": spot(boxes["due"])})
    straight = straight_pdf(data, name="page.png")
    turned = turned_pdf(straight, quarters_to_turn(paper, straight.lenses))
    assert blue(turned.pdf) == pytest.approx((0.776, 0.836), abs=0.03)
    assert turned.pdf == turned_pdf(straight, quarters_to_turn(paper, straight.lenses)).pdf
    lit = turned.lit(Lit(page=1, box=boxes["due"])).box
    wide, high = pypdfium2.PdfDocument(turned.pdf)[0].get_size()
    assert ((lit[0] + lit[2]) / 2 / wide, (lit[1] + lit[3]) / 2 / high) == pytest.approx((0.776, 0.836), abs=0.03)


def test_where_nothing_tells_it_stays_as_it_is() -> None:
    data, _ = scanned(2)
    straight = straight_pdf(data, name="page.png")
    paper = Paper(id="p", kind=Kind.OTHER)
    assert quarters_to_turn(paper, straight.lenses) == (0,) and turned_pdf(straight, (0,)) is straight
