"""Where print can stand on a page: the text detector is asked about these bands, not about white paper; runs in the scan worker only."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import cv2
import numpy as np

Band = tuple[int, int, int, int]  # left, top, right, bottom in pixels

_ROUGH = 0.5  # of the picture's size: enough to see where ink is
_MARGIN = 24  # pixels kept around print, so that the detector sees it whole
_WHITE = 96  # pixels of white paper that part two bands
_HIGHEST = 1200  # pixels of one band: the detector's memory grows with it
_BREAK = 6  # rows of white in the rough picture, where a band that is too high is divided
_SPECKS = 2  # inked pixels in a row of the rough picture that are dirt


def inked_bands(gray: Any) -> list[Band]:
    """The parts of a page with anything but paper in them, from the top; none for a blank one."""
    small = cv2.medianBlur(cv2.resize(gray, None, fx=_ROUGH, fy=_ROUGH, interpolation=cv2.INTER_AREA), 3)
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    high, wide = gray.shape[:2]
    made = []
    for first, last in _runs(ink.sum(axis=1) > _SPECKS, int(_WHITE * _ROUGH)):
        for start, end in _divided(ink[first:last], int(_HIGHEST * _ROUGH)):
            columns = np.flatnonzero(ink[first + start : first + end].any(axis=0))
            left, right = round(columns[0] / _ROUGH) - _MARGIN, round((columns[-1] + 1) / _ROUGH) + _MARGIN
            # No margin at a cut within: a line of print on both sides of it would be read twice.
            top = round((first + start) / _ROUGH) - (_MARGIN if not start else 0)
            bottom = round((first + end) / _ROUGH) + (_MARGIN if first + end == last else 0)
            made.append((max(left, 0), max(top, 0), min(right, wide), min(bottom, high)))
    return made


def _runs(inked: Any, white: int) -> list[tuple[int, int]]:
    """First and last row of each part that is inked, parted by at least so many white rows."""
    rows = np.flatnonzero(inked)
    if not len(rows):
        return []
    parts = np.split(rows, np.flatnonzero(np.diff(rows) > white) + 1)
    return [(int(part[0]), int(part[-1]) + 1) for part in parts]


def _divided(ink: Any, highest: int) -> list[tuple[int, int]]:
    """A band in parts of about equal height, cut where nothing is printed; as it is where there is no such place."""
    high = len(ink)
    count = -(-high // highest)
    lines = _runs(ink.sum(axis=1) > _SPECKS, _BREAK)
    gaps = [(end + start) // 2 for (_, end), (start, _) in pairwise(lines)]
    cuts = sorted({min(gaps, key=lambda gap: abs(gap - high * part // count)) for part in range(1, count)}) if gaps else []
    edges = [0, *cuts, high]
    return [(start, end) for start, end in pairwise(edges) if ink[start:end].any()]
