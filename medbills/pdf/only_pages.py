"""Takes pages out of a PDF for good: those that stay keep their numbers, the others become blank."""

from __future__ import annotations

import io
from collections.abc import Collection

import pikepdf

from medbills.errors import UnusableInput
from medbills.pdf.type_setting import neutral


def only_pages(pdf: bytes, keep: Collection[int], title: str, *, password: str = "") -> bytes:
    """The same file with these pages (counted from 1) alone; blank pages of the same size hold the places of the others.

    Nothing else of the file comes along: no attachment, outline, form, comment or earlier version. Raises UnusableInput for a
    PDF that cannot be opened.
    """
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(pdf), password=password) as source, pikepdf.new() as fresh:
            for number, page in enumerate(source.pages, 1):
                if number not in keep:
                    _, _, width, height = (float(side) for side in page.mediabox)
                    fresh.add_blank_page(page_size=(min(max(width, 3), 14_400), min(max(height, 3), 14_400)))
                    continue
                page.remove_unreferenced_resources()
                fresh.pages.append(page)
                added = fresh.pages[-1]
                for name in ("/Annots", "/AA", "/B", "/Metadata", "/PieceInfo", "/StructParents", "/Thumb"):
                    if name in added.obj:
                        del added.obj[name]
            neutral(fresh, title)
            fresh.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError) as problem:
        raise UnusableInput(
            "A file with papers of several people could not be divided. Nothing was handed over. "
            "Add this person’s pages as a file of their own. Then remove the shared file."
        ) from problem
    return out.getvalue()
