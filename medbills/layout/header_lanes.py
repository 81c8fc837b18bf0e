"""Stacked headings one blank apart, as printers with equally wide letters set them: "INELIG-  PPO" over "IBLE DISCOUNT"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from medbills.domain.page import Word
from medbills.layout.columns import column_field, named_column
from medbills.layout.rows import Phrase, Row, text_of

_BLANK = 0.2  # of the type's size: the least width of a lane
_EVEN = 0.03  # how far the widths of a letter may differ where all are equally wide
_LETTERS = 2  # a shorter word says too little about how wide its letters are


def cut_stack(stack: Sequence[Row]) -> list[list[Phrase]]:
    """The phrases of stacked rows, cut along the lanes that stay blank in all of them where each side then names a column."""
    rows = [list(row.phrases) for row in stack]
    if len(rows) < 2 or not _evenly_spaced([word for row in stack for word in row.words]):
        return rows
    for block in _blocks(rows):
        blank = _lanes(block)
        lanes = [] if _whole(block, blank) else _cuts(block, blank)
        if lanes:
            for place, row in enumerate(rows):
                rows[place] = [part for phrase in row for part in (_cut(phrase, lanes) if phrase in block[place] else [phrase])]
    return rows


def _evenly_spaced(words: Sequence[Word]) -> bool:
    """Whether all letters are equally wide, as in Courier."""
    widths = [(word.x1 - word.x0) / len(word.text) / max(word.size, 1.0) for word in words if len(word.text) >= _LETTERS]
    return len(widths) > 2 and max(widths) - min(widths) < _EVEN


def _blocks(rows: Sequence[Sequence[Phrase]]) -> list[list[list[Phrase]]]:
    """The phrases that hang together by standing over one another; each block has a list for each row."""
    every = sorted(((phrase.x0, phrase.x1, place, phrase) for place, row in enumerate(rows) for phrase in row), key=lambda item: item[:3])
    made: list[list[list[Phrase]]] = []
    reach = 0.0
    for left, right, place, phrase in every:
        if not made or left >= reach:
            made.append([[] for _ in rows])
            reach = right
        made[-1][place].append(phrase)
        reach = max(reach, right)
    return made


def _lanes(block: Sequence[Sequence[Phrase]]) -> list[float]:
    """The middles of the lanes within a block that no word of it crosses."""
    words = sorted((word for row in block for phrase in row for word in phrase.words), key=lambda word: word.x0)
    lanes: list[float] = []
    reach = words[0].x1
    for word in words[1:]:
        if word.x0 - reach > _BLANK * word.size:
            lanes.append((word.x0 + reach) / 2)
        reach = max(reach, word.x1)
    return lanes


def _whole(block: Sequence[Sequence[Phrase]], lanes: Sequence[float]) -> bool:
    """Whether the block names one column: it stands in one row, or "PLAN" stands over words that name it, each a heading by itself."""
    filled = [row for row in block if row]
    if len(filled) < 2:
        return True
    if named_column(" ".join(phrase.text for row in filled for phrase in row)):
        return True
    lone = all(len(row) == 1 for row in filled)
    parted = all(len(_cut(row[0], lanes)) > 1 for row in filled)  # "BENEFIT REMARK" over "PAID CODE"
    return lone and not parted and any(_own_name(row[0], lanes) for row in filled)


def _own_name(phrase: Phrase, lanes: Sequence[float]) -> bool:
    """Whether words need none above or below them: "AMOUNT PAID"; the first of "IBLE COPAY" does, and "AT %" tells what share is paid."""
    if len(phrase.words) < 2 or "%" in phrase.text or column_field(phrase.text) is None:
        return False
    return all(column_field(part.text) is not None for part in _cut(phrase, lanes))


def _cells(block: Sequence[Sequence[Phrase]], lanes: Sequence[float], first: int = 0, last: int | None = None) -> list[str]:
    """The words of the block between each two lanes, from top to bottom; or those of some cells taken as one."""
    edges = [float("-inf"), *lanes, float("inf")]
    if last is not None:
        edges = [edges[first], edges[last]]
    return [
        text_of(word for row in block for phrase in row for word in phrase.words if left < word.x0 < right)
        for left, right in itertools.pairwise(edges)
    ]


def _cuts(block: Sequence[Sequence[Phrase]], lanes: Sequence[float]) -> list[float]:
    """The lanes that part the block into most cells of which each names a column; none where no choice of them does."""
    cells = _cells(block, lanes)
    best: list[list[int] | None] = [[]]  # for each number of cells from the left, where these are cut
    for end in range(1, len(cells) + 1):
        options = [
            [*before, start]
            for start in range(end)
            if (before := best[start]) is not None and column_field(" ".join(_cells(block, lanes, start, end))) is not None
        ]
        best.append(max(options, key=len) if options else None)
    return [lanes[start - 1] for start in best[-1] or () if start]


def _cut(phrase: Phrase, lanes: Sequence[float]) -> list[Phrase]:
    parts: list[list[Word]] = [[]]
    for word in phrase.words:
        if parts[-1] and any(parts[-1][-1].x1 < lane < word.x0 for lane in lanes):
            parts.append([])
        parts[-1].append(word)
    return [Phrase(phrase.page, tuple(part)) for part in parts]
