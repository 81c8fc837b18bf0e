"""What a file is by its first bytes: its name is only believed where the bytes say nothing."""

from __future__ import annotations

PDF = "application/pdf"
JPEG, PNG, TIFF, HEIC = "image/jpeg", "image/png", "image/tiff", "image/heic"
PICTURES = frozenset({JPEG, PNG, TIFF, HEIC})
JSON, XML, X12 = "application/json", "application/xml", "application/edi-x12"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, TEXT, EMAIL = "text/csv", "text/plain", "message/rfc822"
UNKNOWN = "application/octet-stream"

_HEAD = 1024  # a PDF's signature may stand anywhere in the first kilobyte (PDF 32000-1, note to 7.5.2)
_MARKS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"PK\x03\x04", SHEET),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_BY_NAME = {".csv": CSV, ".tsv": CSV, ".eml": EMAIL}
_TEXT_ENCODINGS = ("utf-8-sig", "cp1252")


def media_type(name: str, data: bytes) -> str:
    """The media type of a file, `UNKNOWN` where neither bytes nor name tell."""
    if b"%PDF-" in data[:_HEAD]:
        return PDF
    for mark, found in _MARKS:
        if data.startswith(mark):
            return found
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return HEIC
    return _written(name, data)


def decoded(data: bytes) -> str:
    """The text of a data file: UTF-8 or UTF-16 where it says so, else Windows' western letters; unreadable bytes are replaced."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    for encoding in _TEXT_ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _written(name: str, data: bytes) -> str:
    head = decoded(data[: 4 * _HEAD]).lstrip("\ufeff \t\r\n")
    if "\0" in head or not head:
        return UNKNOWN
    if head.startswith("ISA") and len(head) > 3 and not head[3].isalnum():
        return X12
    if head[0] in "{[":
        return JSON
    if head[0] == "<":
        return XML
    dot = name.rfind(".")
    return _BY_NAME.get(name[dot:].lower(), TEXT) if dot >= 0 else TEXT
