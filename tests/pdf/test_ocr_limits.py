"""Pictures that are too large, too many, broken or none at all: one clear sentence each, and the program goes on."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from medbills.errors import UnusableInput
from medbills.pdf.render import render_page
from medbills.services.read_paper import read_bytes


def saved(kind: str, size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).save(out, kind, **options)
    return out.getvalue()


def large_png(wide: int, high: int) -> bytes:
    """A PNG that is small as a file: all its pixels are alike."""

    def part(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    row = b"\0" + bytes(wide)
    press = zlib.compressobj(9)
    body = b"".join(press.compress(row) for _ in range(high)) + press.flush()
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


def many_frames(count: int) -> bytes:
    frames = [Image.new("1", (8, 8), index % 2) for index in range(count)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


JPEG = saved("JPEG", quality=90)


@pytest.mark.parametrize(("name", "data", "sentence"), [
    ("poster.png", large_png(16_000, 11_200), "poster.png has more than 110 million pixels"),
    ("roll.tif", many_frames(1000), "roll.tif holds more than 200 pages"),
    ("half.jpg", JPEG[: len(JPEG) // 2], "half.jpg cannot be read as a picture: it is damaged or incomplete"),
    ("head.jpg", JPEG[:20], "head.jpg cannot be read as a picture"),
    ("half.png", saved("PNG")[:3000], "half.png cannot be read as a picture"),
    ("half.tif", saved("TIFF")[:-4000], "half.tif cannot be read as a picture"),
    ("half.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200), "half.heic cannot be read as a picture"),
    ("note.jpg", b"Dear Walter, the bill is on its way.\n", "note.jpg is not a picture, whatever its name says"),
    ("claims.png", b'{"resourceType": "Bundle"}', "claims.png is not a picture"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(UnusableInput) as problem:
        read_bytes(name, data)
    assert sentence in str(problem.value) and "Traceback" not in str(problem.value)


def test_a_picture_is_drawn_as_it_is_shown() -> None:
    note = Image.Exif()
    note[0x0112] = 6  # the camera was held on its side
    picture = render_page(saved("JPEG", exif=note), 1, dpi=36)
    assert (picture.width, picture.height, picture.pages) == (297, 396, 1)
    with pytest.raises(UnusableInput, match=r"a\.jpg"):
        render_page(JPEG, 2, name="a.jpg")


def test_the_second_frame_of_a_fax_is_its_second_page() -> None:
    picture = render_page(many_frames(3), 2, dpi=36)
    assert picture.pages == 3 and picture.rgb[:3] == b"\xff\xff\xff"
    assert render_page(many_frames(3), 3, dpi=36).rgb[:3] == b"\0\0\0"
