"""Bands of a ruled page: what stands between two horizontal rules belongs together."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from medbills.domain.page import Page
from medbills.layout.rows import Row

_LEAST = 0.35  # of the page's width that the pieces of one rule must cover together


@dataclass(frozen=True)
class Bands:
    """The heights of the rules that part the rows of a page, from top to bottom, in points."""

    edges: tuple[float, ...]

    def of(self, row: Row) -> int:
        """The number of the band that a row stands in."""
        return bisect.bisect(self.edges, row.middle)


def bands_of(page: Page) -> Bands:
    """The bands of a page; rules drawn cell by cell count as one where they share a height."""
    lengths: dict[int, float] = {}
    for rule in page.rules:
        if rule.horizontal and rule.bottom - rule.top < 4:
            height = round((rule.top + rule.bottom) / 2)
            lengths[height] = lengths.get(height, 0.0) + rule.x1 - rule.x0
    return Bands(tuple(sorted(height for height, length in lengths.items() if length >= _LEAST * page.width)))
