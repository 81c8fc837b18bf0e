"""Hides spots of a packet's exhibit for good: its pages become pictures, black where it was asked, and the result is searched."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import pikepdf

from medbills.domain.packet import Cover, Exhibit, PacketPlan
from medbills.domain.page import Page
from medbills.domain.paper import Box
from medbills.errors import UnusableInput
from medbills.pdf.exhibits import named, taken_pages
from medbills.pdf.reader import read_pages
from medbills.pdf.redacted_picture import Pixels, RedactedPicture, blackened, page_with
from medbills.pdf.redaction_proof import traces, uncovered
from medbills.pdf.render import render_page

_DPI = 200.0
_MOST_PIXELS = 16_000_000  # of a page: larger sheets are drawn coarser
_LEAST_AROUND, _MOST_AROUND, _AROUND = 1.2, 4.0, 0.15  # points around a spot: so much of its height
_KEPT_PAGES = 48  # drawn pages that wait for the next build of the same packet

Size = tuple[float, float]  # width and height in points
Told = Callable[[], None]  # called before each page; may raise Cancelled


def redacted_plan(plan: PacketPlan, told: Told = lambda: None) -> PacketPlan:
    """The plan with every exhibit redacted that has spots to cover."""
    return dataclasses.replace(plan, exhibits=tuple(redacted(exhibit, told) for exhibit in plan.exhibits))


def redacted(exhibit: Exhibit, told: Told = lambda: None) -> Exhibit:
    """The exhibit as it may go out: unchanged without covers, else a new PDF of pictures only, its lit spots renumbered.

    The same exhibit gives the same bytes. Raises UnusableInput when the result does not prove clean, or cannot be drawn.
    """
    if not exhibit.covers:
        return exhibit
    source = taken_pages(exhibit)
    first = max(exhibit.pages[0], 1) if exhibit.pages else 1
    sizes = [_shown_size(page) for page in read_pages(source, name=named(exhibit), scans=False).pages]
    on_page = {number: [cover for cover in exhibit.covers if cover.page - first + 1 == number] for number in range(1, len(sizes) + 1)}
    covers = {number: _cut(sizes[number - 1], [cover.box for cover in found]) for number, found in on_page.items()}
    black = {number: _cut(sizes[number - 1], map(_painted, found)) for number, found in on_page.items()}
    made = _pictures(_Source(hashlib.sha256(source).hexdigest(), named(exhibit), source), sizes, black, told)
    _prove(exhibit, made, covers, told)
    lit = tuple(dataclasses.replace(lit, page=lit.page - first + 1) for lit in exhibit.lit)
    return dataclasses.replace(exhibit, pdf=made, covers=(), pages=None, lit=lit)


@dataclass(frozen=True, slots=True)
class _Source:
    """A PDF to draw from; the digest stands for its bytes."""

    digest: str
    name: str = field(compare=False)
    data: bytes = field(compare=False, repr=False)


def _shown_size(page: Page) -> Size:
    """The page as it is shown, also where its print was turned to be read."""
    x0, top, x1, bottom = page.as_shown((0.0, 0.0, page.width, page.height))
    return x1 - x0, bottom - top


def _cut(size: Size, covers: Iterable[Box]) -> tuple[Box, ...]:
    """Boxes on a page, cut to what is seen of it."""
    cut = {(max(x0, 0.0), max(top, 0.0), min(x1, size[0]), min(bottom, size[1])) for x0, top, x1, bottom in covers}
    return tuple(sorted(box for box in cut if box[0] < box[2] and box[1] < box[3]))


def _pictures(source: _Source, sizes: list[Size], black: dict[int, tuple[Box, ...]], told: Told) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for number, size in enumerate(sizes, 1):
            told()
            page_with(pdf, _picture(source, number, size, black[number]), *size)
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


@lru_cache(maxsize=_KEPT_PAGES)
def _picture(source: _Source, number: int, size: Size, black: tuple[Box, ...]) -> RedactedPicture:
    dpi = min(_DPI, 72 * math.sqrt(_MOST_PIXELS / (size[0] * size[1])))
    drawn = render_page(source.data, number, dpi=dpi, name=source.name)
    across, down = drawn.width / size[0], drawn.height / size[1]
    areas = tuple(_pixels(box, across, down, (drawn.width, drawn.height)) for box in black)
    return blackened(drawn.rgb, (drawn.width, drawn.height), areas)


def _painted(cover: Cover) -> Box:
    """A bit more than the words' box, so that no stroke of them is seen; a spot drawn by hand as it was drawn."""
    x0, top, x1, bottom = cover.box
    room = 0.0 if cover.drawn else min(max(_AROUND * (bottom - top), _LEAST_AROUND), _MOST_AROUND)
    return x0 - room, top - room, x1 + room, bottom + room


def _pixels(box: Box, across: float, down: float, size: tuple[int, int]) -> Pixels:
    return (
        max(math.floor(box[0] * across), 0), max(math.floor(box[1] * down), 0),
        min(math.ceil(box[2] * across), size[0]), min(math.ceil(box[3] * down), size[1]),
    )  # fmt: skip


def _prove(exhibit: Exhibit, made: bytes, covers: dict[int, tuple[Box, ...]], told: Told) -> None:
    words = [cover.words for cover in exhibit.covers]
    found = [*traces(made, words), *uncovered(made, covers, told)]
    if any(page.words for page in read_pages(made, name=named(exhibit), scans=False, slanted=True).pages):
        found.append("it has text")
    if found:
        raise UnusableInput(
            f"What you hid in {named(exhibit)} is not surely gone ({found[0]}): nothing was saved. "
            "Leave this paper out, or take the black spots back."
        )
