"""Running text: the page's lines put together, so that a sentence that wraps can be searched and its words found again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from medbills.domain.page import Word
from medbills.layout.rows import Phrase, Row
from medbills.layout.sheet import Sheet


@dataclass(frozen=True)
class Block:
    """Lines that stand below one another with a common left edge: a paragraph, an address, a column of text."""

    page: int
    lines: tuple[Phrase, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line.words)

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts, place = [], 0
        for word in self.words:
            starts.append(place)
            place += len(word.text) + 1
        return tuple(starts)

    def words_at(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that hold the characters from `start` to `end` of the text."""
        return tuple(word for word, at in zip(self.words, self._starts, strict=True) if at < end and at + len(word.text) > start)


def blocks_of(sheet: Sheet) -> list[Block]:
    """The blocks of a page, from top to bottom."""
    open_blocks: list[list[Phrase]] = []
    for row in sheet.rows:
        for phrase in _joined(row):
            home = next((block for block in reversed(open_blocks[-40:]) if _goes_on(block[-1], phrase)), None)
            if home is None:
                open_blocks.append([phrase])
            else:
                home.append(phrase)
    return [Block(sheet.page.number, tuple(block)) for block in open_blocks]


def _joined(row: Row) -> list[Phrase]:
    """The phrases of a row, put together again where only the wide spaces of justified text part them."""
    made: list[Phrase] = []
    for phrase in row.phrases:
        if made and phrase.x0 - made[-1].x1 < 1.1 * min(phrase.words[0].size, made[-1].words[-1].size) and not made[-1].text.endswith(":"):
            made[-1] = Phrase(row.page, made[-1].words + phrase.words)
        else:
            made.append(phrase)
    return made


def _goes_on(last: Phrase, phrase: Phrase) -> bool:
    gap = phrase.top - last.bottom
    if not -1 <= gap <= 0.75 * max(phrase.size, 4.0) or abs(phrase.size - last.size) > 1.2:
        return False
    return abs(phrase.x0 - last.x0) < 2.5 or (phrase.x0 - 30 < last.x0 < phrase.x0 + 30 and len(phrase.words) > 4 and len(last.words) > 4)


def searched(blocks: Sequence[Block], pattern: re.Pattern[str]) -> Iterator[tuple[Block, re.Match[str]]]:
    """Every match of the pattern in the blocks' text."""
    for block in blocks:
        for found in pattern.finditer(block.text):
            yield block, found
