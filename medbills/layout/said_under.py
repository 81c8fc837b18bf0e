"""Paragraphs under a heading that names what they say: "Why we made this decision"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.domain.page import Word
from medbills.layout.facts import Fact
from medbills.layout.labels import text_field
from medbills.layout.prose import Block
from medbills.layout.rows import Phrase, text_of

_HEADING = 12  # words
_LEAST = 6  # words of a paragraph's first line
_NEXT = 2.2  # heights of type between a heading and a paragraph that stands apart from it
_WEIGHT = 0.93


def under_headings(blocks: Sequence[Block], field: str, onward: re.Pattern[str]) -> list[Fact]:
    """The paragraphs under headings of a field, each up to where `onward` parts off what it tells to do."""
    found: list[Fact] = []
    for place, block in enumerate(blocks):
        for order, line in enumerate(block.lines):
            if len(line.words) > _HEADING or text_field(line.text.rstrip("?.! ")) != field:
                continue
            lines = _paragraph(line, block.lines[order + 1 :]) or _paragraph(line, _near(line, blocks[place + 1 :]))
            words = _until(onward, tuple(word for said in lines for word in said.words))
            if words:
                found.append(Fact(field, text_of(words), block.page, words, _WEIGHT))
    return found


def _near(heading: Phrase, later: Sequence[Block]) -> Sequence[Phrase]:
    """The lines of the block that stands right under a heading, a little apart."""
    for block in later:
        first = block.lines[0]
        if block.page != heading.page or first.top - heading.bottom > _NEXT * heading.size:
            break
        if abs(first.x0 - heading.x0) < 12 and first.top >= heading.bottom - 1:
            return block.lines
    return ()


def _paragraph(heading: Phrase, lines: Sequence[Phrase]) -> list[Phrase]:
    """The lines that are set like the first under a heading, to the next heading or wider space."""
    made: list[Phrase] = []
    for line in lines:
        if not made and (len(line.words) < _LEAST or not line.text[0].isupper()):
            return []
        if made and (_heads(line, made[-1]) or line.top - made[-1].bottom > 1.4 * max(made[0].top - heading.bottom, 0.2 * line.size)):
            break
        made.append(line)
    return made


def _heads(line: Phrase, before: Phrase) -> bool:
    """Whether a line is the heading of the next part: bold under plain type, or a label that is known after a full stop."""
    if line.bold and not before.bold:
        return True
    return before.text.endswith(".") and len(line.words) <= _HEADING and text_field(line.text.rstrip("?.! ")) is not None


def _until(onward: re.Pattern[str], words: tuple[Word, ...]) -> tuple[Word, ...]:
    said = onward.split(text_of(words), maxsplit=1)[0]
    return words[: len(said.split())]
