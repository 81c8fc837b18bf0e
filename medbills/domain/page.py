"""A page as a reader hands it over: words, ruled lines and sizes, in points from the page's top-left corner."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.domain.paper import Box


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a gap. `confidence` is 1 for text that the file itself holds, less where OCR read it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0  # height of the type in points
    bold: bool = False
    confidence: float = 1.0

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line (or the edge of a filled box), horizontal or vertical."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


Lens = tuple[float, float, float, float, float, float, float, float, float]  # rows of a 3 by 3 matrix


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points, its words in reading order of the file, its ruled lines.

    A scan that lies askew is read upright. `lens` then turns points of this upright page into points of the page as it
    is shown (a homography); it is None where both are the same.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    lens: Lens | None = None

    def as_shown(self, box: Box) -> Box:
        """The smallest box around `box` on the page as it is shown."""
        return box if self.lens is None else _around(self.lens, box)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of one file, ready for the importers."""

    name: str
    media_type: str
    pages: tuple[Page, ...]


def from_shown(lens: Lens, box: Box) -> Box:
    """The smallest box on the upright page around `box` on the page as it is shown: the way back through a lens."""
    a, b, c, d, e, f, g, h, i = lens
    # The adjugate: a homography may be scaled as one likes, so the determinant does not matter.
    back = (
        e * i - f * h, c * h - b * i, b * f - c * e,
        f * g - d * i, a * i - c * g, c * d - a * f,
        d * h - e * g, b * g - a * h, a * e - b * d,
    )  # fmt: skip
    return _around(back, box)


def _around(lens: Lens, box: Box) -> Box:
    corners = [_through(lens, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return (across[0], down[0], across[-1], down[-1])


def _through(lens: Lens, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f, g, h, i = lens
    depth = g * x + h * y + i
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth
