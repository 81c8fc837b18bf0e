"""Opens a stranger's photograph or scan (JPEG, PNG, TIFF, HEIC) as upright pages; runs in the scan worker only."""

from __future__ import annotations

import io

import numpy as np
import pi_heif
from PIL import Image, ImageOps

from medbills.pdf.limits import MAX_SCANS, MAX_SOURCE_PIXELS, PICTURE_SIDE
from medbills.pdf.worker import Refused

_FORMATS = ("JPEG", "PNG", "TIFF", "HEIF")
_SEVERAL = frozenset({"TIFF", "HEIF"})  # the others' further frames are thumbnails and moving pictures
_ENOUGH = 3000  # pixels of the long side: more than that shows no more of a letter page
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, RuntimeError, TypeError, KeyError, IndexError, ZeroDivisionError, OverflowError)

pi_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # checked here, frame by frame, against our own limit


class PictureFile:
    """The pages of an opened picture."""

    def __init__(self, data: bytes) -> None:
        """Raises Refused for what is no picture, or more of one than a paper can be."""
        try:
            self._image = Image.open(io.BytesIO(data), formats=_FORMATS)
            self.pages = self._frames()
        except _BROKEN as problem:
            raise Refused("damaged") from problem

    def _frames(self) -> int:
        if self._image.format not in _SEVERAL:
            return 1
        count = 0
        while count <= MAX_SCANS:
            try:
                self._image.seek(count)
            except EOFError:
                break
            count += 1
        if count > MAX_SCANS:
            raise Refused("too_many_pages")
        if not count:
            raise Refused("no_pages")
        return count

    def page(self, number: int) -> Image.Image:
        """The page counted from 1, turned as its camera says, in gray or color, 3,000 pixels long at most. Raises Refused."""
        try:
            self._image.seek(number - 1 if self._image.format in _SEVERAL else 0)
            wide, high = self._image.size
            if wide * high > MAX_SOURCE_PIXELS:
                raise Refused("page_size")
            if min(wide, high) < 1:
                raise Refused("damaged")
            if self._image.format in ("JPEG", "MPO"):
                self._image.draft(None, (min(wide, _ENOUGH), min(high, _ENOUGH)))
            return _plain(ImageOps.exif_transpose(self._image))
        except _BROKEN as problem:
            raise Refused("damaged") from problem


def _plain(image: Image.Image) -> Image.Image:
    """Eight bits a tone, on white where it is clear."""
    if image.mode.startswith(("I", "F")):
        tones = np.asarray(image, dtype=np.float32)
        image = Image.fromarray(np.clip(tones / 257 if tones.max(initial=0) > 255 else tones, 0, 255).astype(np.uint8))
    longest = max(image.size)
    if longest > _ENOUGH and image.mode not in ("1", "P", "PA"):
        image = image.resize(_scaled(image.size, _ENOUGH / longest), Image.Resampling.BOX, reducing_gap=1.5)
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        image = Image.alpha_composite(ground, clear)
    image = image.convert("L" if image.mode in ("1", "L") else "RGB")
    return image.resize(_scaled(image.size, _ENOUGH / longest), Image.Resampling.BOX) if max(image.size) > _ENOUGH else image


def _scaled(size: tuple[int, int], scale: float) -> tuple[int, int]:
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)


def points(size: tuple[int, int]) -> tuple[float, float]:
    """Width and height of a picture's page: its longer side is 11 inches."""
    scale = PICTURE_SIDE / max(size)
    return round(size[0] * scale, 2), round(size[1] * scale, 2)
