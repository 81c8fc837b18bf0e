"""Good files of every kind that is read, and ways to damage them."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

Mutator = Callable[[random.Random, bytearray], bytearray]

_EOB = {
    "resourceType": "ExplanationOfBenefit",
    "status": "active",
    "patient": {"display": "Ruth Calloway"},
    "billablePeriod": {"start": "2026-09-09", "end": "2026-09-09"},
    "item": [
        {
            "sequence": 1,
            "productOrService": {"coding": [{"system": "http://www.ama-assn.org/go/cpt", "code": "99284"}]},
            "adjudication": [{"category": {"coding": [{"code": "submitted"}]}, "amount": {"value": 410.00, "currency": "USD"}}],
        }
    ],
    "total": [{"category": {"coding": [{"code": "submitted"}]}, "amount": {"value": 410.00, "currency": "USD"}}],
}
_XML = (
    b'<?xml version="1.0"?><ExplanationOfBenefit xmlns="http://hl7.org/fhir"><status value="active"/><total><category><coding>'
    b'<code value="submitted"/></coding></category><amount><value value="410.00"/><currency value="USD"/></amount></total>'
    b"</ExplanationOfBenefit>"
)
_X12 = (
    b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260909*1200*^*00501*000000001*0*P*:~"
    b"GS*HP*S*R*20260909*1200*1*X*005010X221A1~ST*835*0001~"
    b"BPR*I*100*C*ACH*CCP*01*1*DA*2*3**01*4*DA*5*20260909~TRN*1*12345*1512345678~N1*PR*LAKESHORE HEALTH~"
    b"N1*PE*RIVERBEND*XX*1234567893~LX*1~CLP*7741*410*100*310*12*26-2840*22*1~NM1*QC*1*CALLOWAY*RUTH~SVC*HC:99284*410*100**1~"
    b"DTM*472*20260909~CAS*PR*1*310~SE*12*0001~GE*1*1~IEA*1*000000001~"
)
_CSV = b"Claim Number,Date of Service,Provider,Billed,Plan Paid,You Owe\r\n26-2840,09/09/2026,Riverbend,410.00,100.00,310.00\r\n"


def picture(kind: str) -> bytes:
    """A small picture with a line of print."""
    image = Image.new("L", (240, 80), 255)
    ImageDraw.Draw(image).text((12, 30), "Amount due $410.00", fill=0)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def spreadsheet() -> bytes:
    """A workbook of one claim."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in _CSV.decode().splitlines():
        sheet.append(row.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def good_files(samples: Path) -> dict[str, bytes]:
    """A good file of each kind, by name."""
    pdf = min(samples.glob("*.pdf"), key=lambda path: path.stat().st_size)
    return {
        "bill.pdf": pdf.read_bytes(),
        "photo.png": picture("PNG"),
        "photo.jpg": picture("JPEG"),
        "scan.tiff": picture("TIFF"),
        "photo.heic": (Path(__file__).parents[1] / "pdf" / "statement.heic").read_bytes(),
        "claim.json": json.dumps(_EOB).encode(),
        "claim.xml": _XML,
        "remit.835": _X12,
        "claims.csv": _CSV,
        "claims.xlsx": spreadsheet(),
    }


def _flip(rng: random.Random, data: bytearray) -> bytearray:
    for _ in range(rng.randint(1, 8)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return data


def _cut(rng: random.Random, data: bytearray) -> bytearray:
    return data[: rng.randrange(1, len(data))]


def _drop(rng: random.Random, data: bytearray) -> bytearray:
    start = rng.randrange(len(data))
    del data[start : start + rng.randint(1, max(len(data) // 4, 1))]
    return data or bytearray(b"\0")


def _double(rng: random.Random, data: bytearray) -> bytearray:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.randint(1, 200)]
    return data[:start] + piece * rng.randint(2, 50) + data[start:]


def _enlarge(rng: random.Random, data: bytearray) -> bytearray:
    """A number somewhere becomes a very large, negative or odd one."""
    places = [at for at, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    if not places:
        return _flip(rng, data)
    at = rng.choice(places)
    number = rng.choice([b"999999999999999999999", b"-1", b"1e308", b"0", b"2147483648", b"NaN", b"\xd9\xa3"])
    return data[:at] + number + data[at + 1 :]


def _zeros(rng: random.Random, data: bytearray) -> bytearray:
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.randint(1, 500))
    data[start:end] = bytes(end - start)
    return data


_MUTATORS: tuple[Mutator, ...] = (_flip, _cut, _drop, _double, _enlarge, _zeros)


def mutated(rng: random.Random, data: bytes) -> bytes:
    """The file, damaged in one to three ways."""
    made = bytearray(data)
    for _ in range(rng.randint(1, 3)):
        made = rng.choice(_MUTATORS)(rng, made) if made else bytearray(b"\0")
    return bytes(made)
