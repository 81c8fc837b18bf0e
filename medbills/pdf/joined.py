"""Joins finished PDFs of ours into one file, and counts the pages of one."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from medbills.errors import UnusableInput
from medbills.pdf.type_setting import neutral


def joined_pdf(parts: Sequence[bytes], title: str) -> bytes:
    """All pages of all parts, in order, with neutral metadata; the same parts give the same bytes."""
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for part in parts:
            with _opened(part) as pdf:
                whole.pages.extend(pdf.pages)
        neutral(whole, title)
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages it has. Raises UnusableInput when it cannot be opened."""
    with _opened(pdf) as opened:
        return len(opened.pages)


def _opened(pdf: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(pdf))
    except (pikepdf.PdfError, pikepdf.PasswordError) as problem:
        raise UnusableInput("This PDF is damaged or locked. Attach another copy of it.") from problem
