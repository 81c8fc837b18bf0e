"""Makes a photographed or scanned page upright: finds the sheet on the table, evens the light, takes out the slant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from medbills.pdf.sheet_edges import sheet_corners

Gray = Any
_LONG_SIDE = 2200  # pixels of the page that is read: 200 dots an inch of letter paper
_LEAST_SIDE = 1500  # a smaller picture is enlarged to this
_MOST_ENLARGED = 4.0  # what needs more than this holds no print
_LETTER = 11 / 8.5
_OBLIQUE, _NARROW = 0.06, 0.3  # by how much a sheet may seem too narrow because it is seen from aside; more is a receipt
_MOST_SLANT = 8.0  # degrees
_UNEVEN = 14.0  # steps of gray between the lighter and the darker parts of the paper


@dataclass(frozen=True, slots=True)
class Upright:
    """A page made upright. `back` turns its pixels into those of the picture it was made from."""

    picture: Gray
    back: Any
    is_sheet: bool  # a sheet was cut out of a larger picture
    source: tuple[int, int]  # height and width of the picture it was made from
    shrunk: float  # pixels of that picture for each of its own

    def turned(self, quarters: int) -> Upright:
        """The same turned counter-clockwise by quarters of a circle."""
        high, wide = self.picture.shape[:2]
        turn = {
            0: np.eye(3),
            1: np.array([[0, -1, wide - 1], [1, 0, 0], [0, 0, 1]]),
            2: np.array([[-1, 0, wide - 1], [0, -1, high - 1], [0, 0, 1]]),
            3: np.array([[0, 1, 0], [-1, 0, high - 1], [0, 0, 1]]),
        }[quarters % 4]
        return replace(self, picture=np.ascontiguousarray(np.rot90(self.picture, quarters)), back=self.back @ turn.astype(float))


def made_upright(gray: Gray) -> Upright:
    """The page of a picture with its lines level; they may still stand on their head, and seldom on their side."""
    high, wide = gray.shape[:2]
    corners = sheet_corners(gray)
    found = corners is not None
    if corners is None:
        corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=float)
    across, down = _spans(corners)
    if found:
        corners, across, down = _whole_letter(corners, across, down)
    longest = max(across, down)
    scale = min(max(_LEAST_SIDE / longest, 1.0), _MOST_ENLARGED, _LONG_SIDE / longest)
    size = max(int(across * scale), 8), max(int(down * scale), 8)
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    lens = cv2.getPerspectiveTransform(corners.astype(np.float32), target).astype(float)
    shrunk = gray if lens[2, 0] or lens[2, 1] or scale >= 1 else cv2.GaussianBlur(gray, (0, 0), max(0.4 / scale - 0.3, 0.01))
    rough = cv2.warpPerspective(shrunk, lens, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    rough = _evened(rough)
    slant, on_its_side = _slant(rough)
    if abs(slant) >= 0.15:
        turn = np.vstack([cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), slant, 1.0), [0, 0, 1]])
        rough = cv2.warpPerspective(rough, turn, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=_paper(rough))
        lens = turn @ lens
    made = Upright(rough, np.linalg.inv(lens), found, (high, wide), 1 / scale)
    return made.turned(1) if on_its_side else made


def _spans(corners: Any) -> tuple[float, float]:
    """Mean width and height of a four-cornered shape."""
    across = np.linalg.norm(corners[1] - corners[0]) + np.linalg.norm(corners[2] - corners[3])
    down = np.linalg.norm(corners[3] - corners[0]) + np.linalg.norm(corners[2] - corners[1])
    return float(across / 2), float(down / 2)


def _whole_letter(corners: Any, across: float, down: float) -> tuple[Any, float, float]:
    """The corners moved apart where the sheet is too narrow for a letter: a dark band along an edge looked like the table."""
    short, long = sorted((across, down))
    missing = long / _LETTER / short - 1
    if not _OBLIQUE < missing < _NARROW:
        return corners, across, down
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=np.float32)
    grown = unit + (unit - 0.5) * (np.array([0, 2 * missing]) if across > down else np.array([2 * missing, 0]))
    lens = cv2.getPerspectiveTransform(unit, corners.astype(np.float32))
    wider = 1 + 2 * missing
    return moved(lens, grown), across * (1 if across > down else wider), down * (wider if across > down else 1)


def moved(lens: Any, points: Any) -> Any:
    """Points through a homography."""
    flat = np.asarray(points, dtype=np.float64).reshape(-1, 1, 2)
    return cv2.perspectiveTransform(flat, np.asarray(lens, dtype=np.float64)).reshape(-1, 2)


def _evened(gray: Gray) -> Gray:
    """The page under even light with its paper near white; a page that has that already is left as it is."""
    high, wide = gray.shape[:2]
    small = cv2.resize(gray, (max(wide // 16, 2), max(high // 16, 2)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 5)
    low, light = (float(np.percentile(paper, part)) for part in (10, 90))
    if light - low > _UNEVEN:
        ground = cv2.resize(cv2.GaussianBlur(paper, (0, 0), 2), (wide, high), interpolation=cv2.INTER_LINEAR)
        gray = cv2.divide(gray, np.maximum(ground, 40), scale=245)
    dark, bright = (float(value) for value in np.percentile(gray[::4, ::4], (0.5, 80)))
    if bright - dark < 40:  # nothing but paper, or next to it
        return gray
    if dark > 60 or bright < 215:
        table = np.clip((np.arange(256) - dark) * (225.0 / (bright - dark)) + 15, 0, 255).astype(np.uint8)
        gray = cv2.LUT(gray, table)
    return gray


def _paper(gray: Gray) -> float:
    return float(np.percentile(gray[::8, ::8], 75))


def _slant(gray: Gray) -> tuple[float, bool]:
    """By how many degrees the print leans, found where its rows are sharpest; and whether its columns are sharper than those."""
    high, wide = gray.shape[:2]
    scale = 900 / max(high, wide)
    small = cv2.resize(gray, (int(wide * scale), int(high * scale)), interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15).astype(np.float32)
    if ink.sum() < 50:
        return 0.0, False
    (level, slant), (upright, other) = (_sharpest(ink, axis) for axis in (1, 0))
    return (other, True) if upright > level else (slant, False)


def _sharpest(ink: Any, axis: int) -> tuple[float, float]:
    """How sharp, and at which angle."""
    middle = (ink.shape[1] / 2, ink.shape[0] / 2)

    def sharp(angle: float) -> float:
        turn = cv2.getRotationMatrix2D(middle, angle, 1.0)
        turned = cv2.warpAffine(ink, turn, (ink.shape[1], ink.shape[0]), flags=cv2.INTER_LINEAR)
        return float(np.square(np.diff(turned.sum(axis=axis))).sum())

    best, angle = max((sharp(angle), angle) for angle in np.arange(-_MOST_SLANT, _MOST_SLANT + 0.1, 0.5).tolist())
    for step in (0.2, 0.1):
        best, angle = max((sharp(near), near) for near in (angle - step, angle, angle + step))
    return best, float(angle)
