"""Finds the four corners of a light sheet of paper in a photograph; runs in the scan worker only."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

Gray = Any
_SMALL = 700  # pixels of the long side where the sheet is looked for
_LEAST = 0.2  # of the picture; a smaller sheet is something that lies on the page
_WHOLE = 0.97  # of the picture; a larger sheet is the picture
_BEYOND = 14.0  # steps of gray by which the table is darker than the sheet beside it
_REACH = 14  # pixels on both sides of a guessed edge where the true one is looked for
_CLEAR = 0.6  # of an edge that must be seen


def sheet_corners(gray: Gray) -> Any | None:
    """The corners clockwise from the top left, in pixels; None where the picture is the page."""
    high, wide = gray.shape[:2]
    scale = _SMALL / max(high, wide)
    small = cv2.resize(gray, (max(int(wide * scale), 8), max(int(high * scale), 8)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), 2)
    best, clearest = None, 0.0
    for mask in _masks(small):
        shapes, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for shape in sorted(shapes, key=cv2.contourArea, reverse=True)[:2]:
            corners = _four_corners(shape, small.size)
            if corners is not None:
                corners, clear = _drawn_tight(small, corners)
                if clear > clearest:
                    best, clearest = corners, clear
    return None if best is None else best / scale


def _masks(small: Gray) -> list[Any]:
    """Guesses at what is paper: lighter than the table by some threshold, or inside closed edges where a shadow halves it."""
    level, _ = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    masks = []
    for part in (1.0, 0.85, 1.15):
        light = cv2.threshold(small, level * part, 255, cv2.THRESH_BINARY)[1]
        light = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
        masks.append(cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((25, 25), np.uint8)))
    masks.append(cv2.dilate(cv2.Canny(small, 20, 60), np.ones((3, 3), np.uint8)))
    return masks


def _four_corners(shape: Any, whole: int) -> Any | None:
    hull = cv2.convexHull(shape)
    area = cv2.contourArea(hull)
    if not _LEAST * whole < area < _WHOLE * whole:
        return None
    for part in (0.015, 0.025, 0.04, 0.06):
        found = cv2.approxPolyDP(hull, part * cv2.arcLength(hull, True), True)
        if len(found) == 4:
            break
    if len(found) != 4 or cv2.contourArea(found) < 0.9 * area:
        return None
    points = _clockwise(found.reshape(4, 2))
    sides = [float(np.linalg.norm(points[place] - points[place - 1])) for place in range(4)]
    if min(sides) < 0.25 * max(sides) or not all(0.7 < sides[place] / sides[place - 2] < 1.43 for place in (0, 1)):
        return None
    return points


def _clockwise(points: Any) -> Any:
    middle = points.mean(axis=0)
    order = np.argsort(np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0]))
    ring = points[order].astype(float)
    return np.roll(ring, -int(np.argmin(ring.sum(axis=1))), axis=0)


def _drawn_tight(small: Gray, corners: Any) -> tuple[Any, float]:
    """The corners where the steepest fall from light to dark runs, and how clearly it is seen: 0 where fewer than three edges are."""
    lines, seen = [], []
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        line, share = _edge(small, a, b)
        lines.append(line)
        seen.append(share)
    if sorted(seen)[1] < _CLEAR:
        return corners, 0.0
    made = [_crossing(lines[place - 1], lines[place]) for place in range(4)]
    if any(point is None for point in made):
        return corners, 0.0
    tight = np.array(made)
    limit = 0.06 * max(small.shape)
    inside = (tight > -limit).all() and (tight[:, 0] < small.shape[1] + limit).all() and (tight[:, 1] < small.shape[0] + limit).all()
    return (tight, sum(seen) / 4) if inside and float(np.abs(tight - corners).max()) < 2 * limit else (corners, 0.0)


def _edge(small: Gray, a: Any, b: Any) -> tuple[Any, float]:
    """The line (point, direction) along the true edge between two corners, and the share of it that is seen."""
    along = (b - a) / np.linalg.norm(b - a)
    outward = np.array([along[1], -along[0]])
    steps = np.arange(-_REACH, _REACH + 1)
    starts = a + np.linspace(0.06, 0.94, 60)[:, None] * (b - a)
    points = starts[:, None, :] + steps[None, :, None] * outward
    x, y = points[..., 0].astype(np.float32), points[..., 1].astype(np.float32)
    tones = cv2.remap(small, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    fall = tones[:, :-6].astype(float) - tones[:, 6:]
    place = fall.argmax(axis=1)
    clear = fall[np.arange(len(place)), place] > _BEYOND
    if clear.sum() < 8:
        return (a, along), 0.0
    found = points[np.arange(len(place)), place + 3][clear].astype(np.float32)
    vx, vy, left, top = cv2.fitLine(found, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().astype(float)
    off = np.abs((found[:, 0] - left) * vy - (found[:, 1] - top) * vx)
    return (np.array([left, top]), np.array([vx, vy])), float((off < 3).sum() / len(place))


def _crossing(one: Any, other: Any) -> Any | None:
    (p, d), (q, e) = one, other
    cross = d[0] * e[1] - d[1] * e[0]
    if abs(cross) < 0.3:
        return None
    return p + d * ((q[0] - p[0]) * e[1] - (q[1] - p[1]) * e[0]) / cross
