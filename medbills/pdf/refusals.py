"""The sentences for files that a worker refuses: what is wrong with which file, and what to do."""

from __future__ import annotations

from medbills.errors import NeedsPassword, UnusableInput
from medbills.pdf.limits import MAX_BYTES, MAX_PAGES, MAX_SCANS, MAX_SOURCE_PIXELS

_DAMAGED = "{name} cannot be read as a PDF: it is damaged or incomplete. Download or copy it again, or ask the sender for a new copy."
_REASONS = {
    "damaged": _DAMAGED,
    "crashed": "{name} could not be opened safely: something in this PDF stops the reader. Nothing was kept. "
    "Open it in another program and print it to a new PDF. Then add that one.",
    "slow": "{name} takes too long to read, so Medbills stopped. Nothing was kept. "
    "Open it in another program. Print the pages you need to a new PDF. Then add that one.",
    "memory": "{name} needs more memory than Medbills allows one paper. Print the pages you need to a new PDF, and add that one.",
    "no_pages": "{name} is a PDF without any page. Ask the sender for a new copy.",
    "too_many_pages": f"{{name}} has more than {MAX_PAGES} pages. Print the pages you need to a new PDF, and add that one.",
    "page_size": "{name} has a page of a size that no bill has. "
    "Print it to a new PDF on letter paper, and add that one.",
    "too_many_words": "{name} holds more text than a bill can hold. Print the pages you need to a new PDF, and add that one.",
    "too_many_scans": f"{{name}} has more than {MAX_SCANS} scanned pages. Print the pages you need to a new PDF, and add that one.",
    "password": "{name} is locked with a password. Type the password that the sender gave you. "
    "Or save a copy without a password, and add that one.",
}
_PICTURE_DAMAGED = "{name} cannot be read as a picture: it is damaged or incomplete. Take the photo again, or copy the file again."
_OF_PICTURES = {
    "damaged": _PICTURE_DAMAGED,
    "crashed": "{name} could not be opened safely: something in this picture stops the reader. Nothing was kept. "
    "Take a new photo of the paper, and add that one.",
    "slow": "{name} takes too long to read, so Medbills stopped. Nothing was kept. Take a new photo of the paper, and add that one.",
    "memory": "{name} needs more memory than Medbills allows one paper. Save it as a smaller picture, and add that one.",
    "no_pages": "{name} is a file without any picture in it. Take the photo again, or copy the file again.",
    "too_many_pages": f"{{name}} holds more than {MAX_SCANS} pages. Save the pages you need as a file of their own. Then add that one.",
    "page_size": f"{{name}} has more than {MAX_SOURCE_PIXELS // 1_000_000} million pixels, more than a photo needs. "
    "Save it as a smaller picture, and add that one.",
}


def too_large(name: str) -> UnusableInput:
    """The sentence for a file over the limit."""
    return UnusableInput(
        f"{name} is larger than {MAX_BYTES // (1024 * 1024)} MB, which is more than Medbills reads. "
        "Print the pages you need to a new PDF, and add that one."
    )


def refusal(reason: str, name: str, *, picture: bool = False) -> UnusableInput:
    """The error for a worker's reason, in the words for a picture or for a PDF."""
    sentence = (_OF_PICTURES.get(reason) if picture else None) or _REASONS.get(reason, _PICTURE_DAMAGED if picture else _DAMAGED)
    sentence = sentence.format(name=name)
    return NeedsPassword(sentence) if reason == "password" else UnusableInput(sentence)
