"""Finds print that the text detector passed over: lone figures in a column, mostly a quantity; runs in the scan worker only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

_MOST = 60  # lone groups of signs; more are a picture or dirt
_LONGEST = 3.0  # heights of the type: longer runs of print the detector finds
_NEAR = 0.35  # heights of the type between signs of one group


def missed_boxes(gray: Any, boxes: Sequence[Any]) -> list[Any]:
    """Boxes around lone signs as high as the print around them that stand level with lines that were found."""
    if len(boxes) < 4:
        return []
    edges = np.array([[*box.min(axis=0), *box.max(axis=0)] for box in boxes])
    high = float(np.median(edges[:, 3] - edges[:, 1]))
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 30)
    for left, top, right, bottom in edges.astype(int).tolist():
        ink[max(top - 2, 0) : bottom + 2, max(left - 3, 0) : right + 3] = 0
    groups = _groups(ink, high)
    made = []
    for left, top, right, bottom in groups:
        middle = (top + bottom) / 2
        level = np.abs((edges[:, 1] + edges[:, 3]) / 2 - middle) < 0.25 * high
        if level.sum() >= 2:
            pad = 0.28 * (bottom - top)
            x0, y0 = max(left - pad, 0), max(top - pad, 0)
            x1, y1 = min(right + pad, gray.shape[1] - 1), min(bottom + pad, gray.shape[0] - 1)
            made.append(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float32).round())
    return made if len(made) <= _MOST else []


def _groups(ink: Any, high: float) -> list[tuple[float, float, float, float]]:
    """Edges of signs that stand close together, none larger than a short word."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    if count > 20_000:
        return []
    signs = sorted(
        (x, y, x + wide, y + tall)
        for x, y, wide, tall, area in stats[1:].tolist()
        if 0.3 * high <= tall <= 0.95 * high and wide <= 1.2 * high and area >= 0.12 * wide * tall and (tall <= 12 * wide)
    )
    groups: list[tuple[float, float, float, float]] = []
    for left, top, right, bottom in signs:
        for place, (x0, y0, x1, y1) in enumerate(groups):
            if left - x1 <= _NEAR * high and left >= x0 and min(bottom, y1) - max(top, y0) > 0.5 * (bottom - top):
                groups[place] = (x0, min(top, y0), max(right, x1), max(bottom, y1))
                break
        else:
            groups.append((left, top, right, bottom))
    return [group for group in groups if group[2] - group[0] <= _LONGEST * high]
