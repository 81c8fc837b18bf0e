"""A bill as plain text (pasted, or a .txt file): known from a file of data, and drawn on pages."""

from __future__ import annotations

from medbills.domain.importing import Source
from medbills.domain.media import TEXT
from medbills.errors import UnusableInput
from medbills.importers import ranked
from medbills.pdf.text_pages import text_pdf

_FEWEST_LETTERS = 12  # less is a word or a number that was copied for something else
_NOBODY = "other"  # the importer that takes what no other knows
TOO_SHORT = "{name} holds hardly any text. Copy the whole bill, from its first line to its last, and add that."


def is_text_paper(source: Source) -> bool:
    """Whether it is text that no importer of data knows: the words of a paper, then."""
    return source.media_type == TEXT and source.sheets is None and ranked(source)[0][1].slug == _NOBODY


def pages_of_text(source: Source) -> bytes:
    """The text as a PDF. Raises UnusableInput for one that is too short or too long to be a bill."""
    if sum(char.isalnum() for char in source.body[: 64 * 1024]) < _FEWEST_LETTERS:
        raise UnusableInput(TOO_SHORT.format(name=source.name))
    return text_pdf(source.body, name=source.name)
