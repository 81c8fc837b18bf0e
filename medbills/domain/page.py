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


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points, its words in reading order of the file, its ruled lines."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of one file, ready for the importers."""

    name: str
    media_type: str
    pages: tuple[Page, ...]
