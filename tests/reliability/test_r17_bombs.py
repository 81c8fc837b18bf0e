"""R17: small files that unpack to something huge are refused in one sentence, or read in part; memory stays under the workers' caps."""

from __future__ import annotations

import io
import json
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest

from medbills.pdf import paper_worker
from medbills.pdf.limits import MAX_BYTES, MAX_PIXELS

sys.path.insert(0, str(Path(__file__).parent))
from test_r16_mutated_papers import survives


def _pdf(content: bytes = b"", *, pages: int = 1, side: float = 612.0) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(min(side, 14400), 792))
            if side > 14400:
                page.obj.MediaBox = pikepdf.Array([0, 0, side, side])
            if content:
                page.obj.Contents = pdf.make_stream(content)
        pdf.save(out, compress_streams=True)
    return out.getvalue() + b"\n"


def flate_bomb() -> bytes:
    return _pdf(b"0 0 m 1 1 l S\n" * 15_000_000)


def png_bomb() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    wide = 60_000
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, wide, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(20_000_000), 9)) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    return out.getvalue()


def deep_json() -> bytes:
    return b'{"resourceType":"ExplanationOfBenefit","item":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


def laughing_xml() -> bytes:
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(lines) + "]>"
    return (head + '<ExplanationOfBenefit xmlns="http://hl7.org/fhir"><status value="&a11;"/></ExplanationOfBenefit>').encode()


ISA = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *260909*1200*^*00501*1*0*P*:~"
BOMBS = {
    "flate.pdf": flate_bomb,
    "pages.pdf": lambda: _pdf(pages=3000),
    "wide.pdf": lambda: _pdf(side=1_400_000.0),
    "pixels.png": png_bomb,
    "zip.xlsx": zip_bomb,
    "deep.json": deep_json,
    "laughs.xml": laughing_xml,
    "columns.csv": lambda: (b"Claim Number,Billed," + b"x," * 300_000 + b"\n1,2.00\n"),
    "number.json": lambda: json.dumps({"resourceType": "ExplanationOfBenefit"}).encode()[:-1] + b',"x":' + b"9" * 3_000_000 + b"}",
    "segments.835": lambda: ISA + b"LX*1~" * 2_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_or_read_in_part(name: str) -> None:
    data = BOMBS[name]()
    assert len(data) < MAX_BYTES
    assert survives(name, data) in {"read", "refused"}


def test_the_workers_cap_themselves_and_the_parent_checks_again() -> None:
    from medbills.pdf import confined, limits, reader, scan_worker, worker

    assert limits.WORKER_MEMORY <= 1024**3 and limits.SCAN_MEMORY <= 2 * 1024**3
    assert worker.limit_ourselves is confined.limit_ourselves is scan_worker.limit_ourselves
    assert paper_worker.PaperWorker.__init__.__defaults__ is not None and MAX_PIXELS <= 50_000_000
    assert reader.MAX_PAGES <= 1000


def test_control_the_png_is_a_bomb() -> None:
    """Opened without our limits it would ask for more memory than a worker may have."""
    wide, high = struct.unpack(">II", png_bomb()[16:24])
    assert wide * high > 10 * MAX_PIXELS and wide * high > 3 * 1024**3
