"""Parts a line that was read from a picture into words: where its ink has gaps, and on the baseline it stands on."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from medbills.pdf.ocr_engine import Char, Line
from medbills.pdf.ocr_spelling import mended

_ASCENT, _DESCENT = 0.80, 0.22  # of the size above and below the baseline, as for text that a PDF holds
LINE_HEIGHT = _ASCENT + _DESCENT
_CAPITAL, _LETTER_T, _SMALL_LETTER = 0.72, 0.65, 0.53  # heights of letters in sizes of the type
_TALL = frozenset("bdfhkl$%&#@!?/|\\()[]{}'\"")
_BLUR = 1.0  # pixels by which print is swollen at its edges
_HANGING = frozenset("gjpqyQ,;$()[]{}|/@_")
_PARTED = 0.42  # of the size: a gap in the ink that parts words though no space was read
_LETTERS_PARTED = 0.15  # the same beyond the line's usual gap, where it is no gap between figures, which typewriters set wide
_LEANS_LEFT = frozenset(",.;:)")  # belongs to what stands before it, whatever space was read between
_TELLING = 6  # pairs of letters that show how a line is set
_EVEN = 0.3  # of the usual step from letter to letter
_FIGURES = frozenset("0123456789.,/-:")
_JOINED = 0.11  # of the size: less than this is no gap between words though a space was read


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word in pixels of the upright page: text, edges of its line's type, its size, how sure it is."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    sure: float


def words_of_line(line: Line) -> list[OcrWord]:
    """The words of a line from left to right."""
    chars = list(line.chars)
    while chars and chars[-1].text == " ":
        chars.pop()
    if not chars:
        return []
    ink = _ink(line.crop)
    base, size = _baseline(ink, "".join(char.text for char in chars))
    free = ~ink.any(axis=0)
    words = []
    for run, left, right in _runs(chars, free, size):
        text = unicodedata.normalize("NFKC", "".join(char.text for char in run)).strip()
        if text:
            text, sure = mended(text, min(char.sure for char in run))
            words.append(_placed(line, text, (left, right), base, size, sure))
    return words


def _placed(line: Line, text: str, span: tuple[float, float], base: float, size: float, sure: float) -> OcrWord:
    high, wide = line.crop.shape[:2]
    a, b, _, d = (corner.astype(float) for corner in line.corners)
    across, down = (b - a) / wide, (d - a) / high
    start, end = a + across * span[0] + down * base, a + across * span[1] + down * base
    unit = float(np.hypot(*down))
    level = (start[1] + end[1]) / 2
    return OcrWord(text, start[0], level - _ASCENT * size * unit, end[0], level + _DESCENT * size * unit, size * unit, sure)


def _ink(crop: Any) -> Any:
    """Where the crop is print: the rarer of its two tones, without the rules that run through it."""
    _, light = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = light == 0 if light.mean() > 0.5 else light == 1
    high, wide = ink.shape
    if wide > 3 * high:
        ink[ink.mean(axis=1) > 0.85, :] = False
    ink[:, ink[: high - 1].mean(axis=0) > 0.97] = False
    return ink


def _baseline(ink: Any, text: str) -> tuple[float, float]:
    """Row of the baseline and size of the type, in pixels of the crop."""
    high = ink.shape[0]
    profile = ink.sum(axis=1).astype(float)
    rows = _middle_run(np.flatnonzero(profile > max(0.02 * profile.max(), 1.0)), high)
    if not len(rows):
        return 0.75 * high, 0.65 * high
    strong = np.flatnonzero(profile >= 0.38 * profile.max())
    # Without tails the last inked row is the baseline; with some it is where most of the ink ends.
    solid = rows[profile[rows] >= 0.2 * profile.max()]
    tails = any(char in _HANGING for char in text)
    last = strong if tails else solid if len(solid) else rows  # the middle run may be the faint part of a stained crop
    base = float(last[-1]) + _BLUR / 2
    tall = any(char.isdigit() or char.isupper() or char in _TALL for char in text)
    high_as = _CAPITAL if tall else _LETTER_T if "t" in text else _SMALL_LETTER
    size = (base - (strong[0] if high_as == _SMALL_LETTER else rows[0]) - _BLUR / 2) / high_as
    return base, float(np.clip(size, 0.45 * high, 1.05 * high))


def _middle_run(rows: Any, high: int) -> Any:
    """The inked rows that go on from the middle one with small gaps: what hangs in from the lines beside is left out."""
    if not len(rows):
        return rows
    parts = np.split(rows, np.flatnonzero(np.diff(rows) > 0.14 * high) + 1)
    return max(parts, key=len)


def _runs(chars: Sequence[Char], free: Any, size: float) -> list[tuple[list[Char], float, float]]:
    """The signs of each word with its first and last column of ink."""
    inked = np.flatnonzero(~free)
    left, right = (float(inked[0]), float(inked[-1] + 1)) if len(inked) else (0.0, float(len(free)))
    loose = _loose(chars, free, size)
    runs: list[tuple[list[Char], float, float]] = []
    run: list[Char] = []
    spaced = False
    for char in chars:
        if char.text == " ":
            spaced = bool(run)
            continue
        if run:
            gap = _widest_gap(free, run[-1].x, char.x)
            width = _width(gap)
            figures = run[-1].text in _FIGURES and char.text in _FIGURES
            leans = char.text in _LEANS_LEFT or run[-1].text == "("
            spaced = (spaced and not leans) or (char.text == "$" and run[-1].text.isalnum())
            if width > (_PARTED * size if figures or leans else loose) or (spaced and (gap is None or width > _JOINED * size)):
                middle = (run[-1].x + char.x) / 2
                start, end = gap or (middle, middle)
                runs.append((run, left, max(float(start), left + 1)))
                run, left = [], float(end)
        run.append(char)
        spaced = False
    if run:
        runs.append((run, left, max(right, left + 1)))
    return runs


def _loose(chars: Sequence[Char], free: Any, size: float) -> float:
    """The gap in pixels that parts letters though no space was read."""
    pairs = list(itertools.pairwise(char for char in chars if char.text != " "))
    if len(pairs) < _TELLING:
        return _PARTED * size
    steps = [b.x - a.x for a, b in itertools.pairwise(chars) if a.text.isalpha() and b.text.isalpha()]
    if len(steps) < _TELLING - 2:
        return _PARTED * size
    low, usual, high = (float(part) for part in np.percentile(steps, (20, 50, 75)))
    if high - low < _EVEN * usual:
        return _PARTED * size  # a typewriter's letters stand in equal steps, narrow ones with wide gaps
    gaps = [_width(_widest_gap(free, a.x, b.x)) for a, b in pairs]
    return max(0.2 * size, float(np.median(gaps)) + _LETTERS_PARTED * size)


def _width(gap: tuple[int, int] | None) -> int:
    return gap[1] - gap[0] if gap else 0


def _widest_gap(free: Any, start: float, end: float) -> tuple[int, int] | None:
    """First and last column of the widest run without ink between two signs."""
    low, high = max(int(start), 0), min(int(end) + 1, len(free))
    columns = np.flatnonzero(~free[low:high])
    if high - low < 2:
        return None
    edges = np.concatenate([[-1], columns, [high - low]])
    widths = np.diff(edges)
    place = int(np.argmax(widths))
    if widths[place] < 2:
        return None
    return low + int(edges[place]) + 1, low + int(edges[place + 1])
