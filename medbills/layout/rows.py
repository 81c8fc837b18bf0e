"""Rows and phrases: words that share a baseline, and runs of them without a wide gap."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from medbills.domain.page import Page, Word
from medbills.domain.paper import Box

_BASELINE = 0.22  # of the type's size between baseline and lower edge of a word's box
_WIDE_GAP, _SPACE, _SPACES = 0.5, 0.28, 1.75  # of the type's size; and how many usual spaces part two phrases
_BARS = frozenset("|•·¦")
_DRAWN = re.compile(r"[-=~*\u2212\u2013\u2014\u2500\u2501\u2550]{3,}")  # a rule typed as a run of signs
_LEAST_DRAWN = 8  # signs in a row of nothing else: fewer may be blank cells


def box_of(words: Iterable[Word]) -> Box:
    """The smallest box around the words."""
    items = list(words)
    return (min(w.x0 for w in items), min(w.top for w in items), max(w.x1 for w in items), max(w.bottom for w in items))


def text_of(words: Iterable[Word]) -> str:
    """The words with one space between."""
    return " ".join(word.text for word in words)


def words_at(words: Sequence[Word], start: int, end: int) -> tuple[Word, ...]:
    """The words that hold the characters from `start` to `end` of their text."""
    place, kept = 0, []
    for word in words:
        if place < end and place + len(word.text) > start:
            kept.append(word)
        place += len(word.text) + 1
    return tuple(kept)


def without_marks(words: Sequence[Word]) -> Sequence[Word]:
    """The words from the first that holds a letter or a figure."""
    first = next((n for n, word in enumerate(words) if any(c.isalnum() for c in word.text)), len(words))
    return words[first:]


@dataclass(frozen=True)
class Phrase:
    """A run of words on one row without a wide gap."""

    page: int
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return text_of(self.words)

    @cached_property
    def box(self) -> Box:
        return box_of(self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def top(self) -> float:
        return self.box[1]

    @property
    def bottom(self) -> float:
        return self.box[3]

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    def overlap(self, other: Phrase) -> float:
        """How many points of width both share; negative is the gap between them."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)


@dataclass(frozen=True)
class Row:
    """The phrases that share a baseline, from left to right."""

    page: int
    phrases: tuple[Phrase, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for phrase in self.phrases for word in phrase.words)

    @cached_property
    def text(self) -> str:
        return text_of(self.words)

    @cached_property
    def box(self) -> Box:
        return box_of(self.words)

    @property
    def top(self) -> float:
        return self.box[1]

    @property
    def bottom(self) -> float:
        return self.box[3]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @cached_property
    def size(self) -> float:
        return sorted(word.size for word in self.words)[len(self.words) // 2]


def rows_of(page: Page) -> tuple[Row, ...]:
    """The rows of a page from top to bottom."""
    gathered: list[list[Word]] = []
    baselines: list[float] = []
    for word in sorted(page.words, key=lambda w: (_baseline(w), w.x0)):
        if not _fits(word, gathered, baselines):
            gathered.append([word])
            baselines.append(_baseline(word))
    upright = [rule for rule in page.rules if not rule.horizontal]
    bars = sorted((rule.x0 + rule.x1) / 2 for rule in upright)
    spans: dict[float, list[tuple[float, float]]] = {(rule.x0 + rule.x1) / 2: [] for rule in upright}
    for rule in upright:
        spans[(rule.x0 + rule.x1) / 2].append((rule.top, rule.bottom))
    lines = [sorted(words, key=lambda w: w.x0) for words in gathered if not _only_drawn(words)]
    wide = max(_WIDE_GAP, _SPACES * usual_space(lines))
    return tuple(Row(page.number, _phrases(page.number, words, bars, spans, wide)) for words in lines)


def _only_drawn(words: Sequence[Word]) -> bool:
    """Whether a row is a rule that a printer without graphics typed under headings and over totals: "------- ----- ======"."""
    return sum(len(word.text) for word in words) >= _LEAST_DRAWN and all(_DRAWN.fullmatch(word.text) for word in words)


def usual_space(lines: Iterable[Sequence[Word]]) -> float:
    """The space between words that is found most often on a page, in sizes of its type: 0.6 where all letters are equally wide."""
    gaps: Counter[float] = Counter()
    for words in lines:
        for a, b in itertools.pairwise(words):
            gap = (b.x0 - a.x1) / max(min(a.size, b.size), 1.0)
            if 0.12 < gap < 0.8:
                gaps[round(gap, 1)] += 1
    return gaps.most_common(1)[0][0] if gaps else _SPACE


def _baseline(word: Word) -> float:
    return word.bottom - _BASELINE * word.size


def _fits(word: Word, gathered: list[list[Word]], baselines: list[float]) -> bool:
    """Puts the word into the nearest of the last rows that shares its baseline."""
    for index in range(len(gathered) - 1, max(len(gathered) - 4, -1), -1):
        near = min(word.size, gathered[index][0].size) * 0.35
        if abs(_baseline(word) - baselines[index]) <= near:
            gathered[index].append(word)
            return True
    return False


def _phrases(
    page: int, words: Sequence[Word], bars: list[float], spans: dict[float, list[tuple[float, float]]], wide: float
) -> tuple[Phrase, ...]:
    made: list[Phrase] = []
    run: list[Word] = []
    for word in words:
        if run:
            last = run[-1]
            gap = word.x0 - last.x1
            if gap > wide * min(word.size, last.size) or (gap > 0 and _barred(last, word, bars, spans)):
                made.append(Phrase(page, tuple(run)))
                run = []
        if word.text in _BARS:
            if run:
                made.append(Phrase(page, tuple(run)))
            run = []
            continue
        run.append(word)
    if run:
        made.append(Phrase(page, tuple(run)))
    return tuple(made) if made else (Phrase(page, tuple(words)),)


def _barred(left: Word, right: Word, bars: list[float], spans: dict[float, list[tuple[float, float]]]) -> bool:
    """Whether an upright rule stands between two words."""
    first, last = bisect.bisect_left(bars, left.x1 - 0.5), bisect.bisect_right(bars, right.x0 + 0.5)
    middle = (left.top + left.bottom) / 2
    return any(top <= middle <= bottom for bar in bars[first:last] for top, bottom in spans[bar])
