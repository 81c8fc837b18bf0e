"""Draws a photographed page as the sheet lies flat and level, in color; runs in the scan worker only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image

from medbills.pdf.limits import MAX_PIXELS, PICTURE_SIDE
from medbills.pdf.upright import made_upright
from medbills.pdf.worker import Refused


@dataclass(frozen=True, slots=True)
class StraightPicture:
    """A page made straight: its picture, its size in points, and how its points lie on the page as the photo shows it."""

    image: Image.Image
    size: tuple[float, float]
    lens: list[float]  # rows of a homography


def made_straight(photo: Image.Image, gray: Any, shown: tuple[float, float], dpi: float) -> StraightPicture:
    """A sheet on a table is cut out and is 11 inches long; a scan keeps its size, and loses its slant. Raises Refused."""
    upright = made_upright(gray)
    high, wide = upright.picture.shape[:2]
    source_high, source_wide = upright.source
    scale = PICTURE_SIDE / max(high, wide) if upright.is_sheet else max(shown) / max(upright.source) * upright.shrunk
    width, height = wide * scale, high * scale
    across, down = max(round(width * dpi / 72), 1), max(round(height * dpi / 72), 1)
    if across * down > MAX_PIXELS:
        raise Refused("page_size")
    shrunk = np.diag([wide / across, high / down, 1.0])  # from the pixels drawn to those of the upright page
    color = np.asarray(photo.convert("RGB"))
    drawn = cv2.warpPerspective(
        color, upright.back @ shrunk, (across, down), flags=cv2.INTER_AREA | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )  # fmt: skip
    onto = np.diag([shown[0] / source_wide, shown[1] / source_high, 1.0]) @ upright.back @ np.diag([1 / scale, 1 / scale, 1.0])
    onto = onto / onto[2, 2]
    return StraightPicture(Image.fromarray(drawn), (round(width, 2), round(height, 2)), [float(value) for value in onto.ravel()])
