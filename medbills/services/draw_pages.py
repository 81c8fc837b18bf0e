"""Draws pages of a PDF we made, for the screen and the printer, outside this process."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.pdf.render import render_page
from medbills.services.show_page import PagePicture

_POINTS = 72


@dataclass(frozen=True, slots=True)
class DrawnPages:
    """Some pages in order; `first` is the number of the first, `count` how many the paper has in all."""

    first: int
    pages: tuple[PagePicture, ...]
    count: int


def draw_pages(pdf: bytes, first: int, last: int, *, dpi: float = 110.0, name: str = "The paper") -> DrawnPages:
    """Pages `first` to `last`, from 1; fewer where the paper ends. Raises UnusableInput when one cannot be drawn."""
    drawn: list[PagePicture] = []
    count = last
    while first + len(drawn) <= min(last, count):
        picture = render_page(pdf, first + len(drawn), dpi=dpi, name=name)
        count = picture.pages
        scale = _POINTS / dpi
        drawn.append(PagePicture((picture.width, picture.height), picture.rgb, picture.width * scale, picture.height * scale))
    return DrawnPages(first, tuple(drawn), count)
