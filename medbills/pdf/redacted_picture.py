"""Turns a drawn page into the smallest picture that keeps its type sharp, with spots black in the pixels themselves."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

Pixels = tuple[int, int, int, int]  # left, top, right, bottom; right and bottom are the first that are outside

_TINT = 24  # levels between the channels of a pixel: less is gray
_COLORFUL = 0.0005  # of the pixels: less is a stray
_LEVELS = 16  # of gray: enough for the edges of letters
_COLORS = 63  # beside black
_PLAIN = 8  # pixels to a byte: a page of type takes less, a photograph more
_QUALITY = 88


@dataclass(frozen=True, slots=True)
class RedactedPicture:
    """A picture as it is embedded: its size in pixels, its bytes packed by `filter`, and the colors they stand for."""

    across: int
    down: int
    filter: str  # "FlateDecode" or "DCTDecode"
    space: str  # "DeviceGray" or "DeviceRGB"
    bits: int
    data: bytes
    palette: bytes = b""  # three bytes a color

    def stream(self, pdf: pikepdf.Pdf) -> pikepdf.Stream:
        """The picture as an object of `pdf`."""
        image = pikepdf.Stream(pdf, self.data)
        image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name(f"/{self.filter}")
        image.Width, image.Height, image.BitsPerComponent = self.across, self.down, self.bits
        space = Name(f"/{self.space}")
        most = len(self.palette) // 3 - 1
        image.ColorSpace = Array([Name.Indexed, space, most, pikepdf.String(self.palette)]) if self.palette else space
        return image


def blackened(rgb: bytes, size: tuple[int, int], black: Sequence[Pixels]) -> RedactedPicture:
    """The page (red, green, blue bytes, no padding) with those areas black: gray or few colors for type, JPEG for a photograph."""
    image = Image.frombytes("RGB", size, rgb)
    _paint(image, black, (0, 0, 0))
    gray = not _is_colorful(image)
    if gray:
        image = image.convert("L")
    plain = _gray(image) if gray else _few_colors(image, black)
    if len(plain.data) * _PLAIN <= size[0] * size[1]:
        return plain
    photograph = _photograph(image)
    return min(plain, photograph, key=lambda made: len(made.data))


def page_with(pdf: pikepdf.Pdf, picture: RedactedPicture, width: float, height: float) -> None:
    """Adds a page of so many points that holds the picture, and nothing else."""
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 4), round(height, 4)]),
        Resources=Dictionary(XObject=Dictionary(Picture=pdf.make_indirect(picture.stream(pdf)))),
        Contents=pdf.make_stream(placing(round(width, 4), round(height, 4))),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def placing(width: float, height: float) -> bytes:
    """All that stands in the content of such a page."""
    return f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Picture Do Q".encode()


def _paint(image: Image.Image, black: Sequence[Pixels], color: Any) -> None:
    for area in black:
        image.paste(color, area)


def _is_colorful(image: Image.Image) -> bool:
    colors = np.asarray(image)
    spread = colors.max(axis=2) - colors.min(axis=2)
    return bool((spread > _TINT).mean() > _COLORFUL)


def _gray(image: Image.Image) -> RedactedPicture:
    across, down = image.size
    levels = ((np.asarray(image, dtype=np.uint16) * (_LEVELS - 1) + 127) // 255).astype(np.uint8)
    if across % 2:
        levels = np.pad(levels, ((0, 0), (0, 1)))
    packed = (levels[:, 0::2] << 4) | levels[:, 1::2]
    return RedactedPicture(across, down, "FlateDecode", "DeviceGray", 4, zlib.compress(packed.tobytes(), 6))


def _few_colors(image: Image.Image, black: Sequence[Pixels]) -> RedactedPicture:
    few = image.quantize(_COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = bytes(few.getpalette() or b"")[: 3 * _COLORS].ljust(3 * _COLORS, b"\0") + b"\0\0\0"
    _paint(few, black, _COLORS)  # the last color is black to the full
    return RedactedPicture(*few.size, "FlateDecode", "DeviceRGB", 8, zlib.compress(few.tobytes(), 6), palette)


def _photograph(image: Image.Image) -> RedactedPicture:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    space = "DeviceGray" if image.mode == "L" else "DeviceRGB"
    return RedactedPicture(*image.size, "DCTDecode", space, 8, out.getvalue())
