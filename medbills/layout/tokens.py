"""Tokens of a row: words put together into amounts, days, spans of days, or left as words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from medbills.domain.money import Money
from medbills.domain.page import Word
from medbills.layout.amounts import amount_of
from medbills.layout.days import day_of, span_of
from medbills.layout.rows import text_of

MONEY, DAY, SPAN, WORD = "money", "day", "span", "word"
_LONGEST_DAY = 7  # words: "02 de marzo de 2026", "Tuesday, March 2, 2026"
_LONE_MINUS = frozenset("-\u2212\u2013")
_MONEY_PART = re.compile(r"[-\u2212\u2013($]|USD|US\$|\(\$?|-\$|\$\(|\(?-?\$?[\d,]+\.\d\d\)?|CR|DR|\)|\$?[\d,]+")

# Words with which a printed day can open: most words cannot, and are not looked at further.
_DAY_OPENS = re.compile(
    r"\d{1,4}[/.\-]\d|\d{1,2}-[a-z]|(?P<bare>\d{1,2}(?:st|nd|rd|th)?$)|(?:jan|feb|mar|apr|abr|may|jun|jul|aug|ago|sep|oct|nov|dec|dic|ene|mon|tue|wed|thu|fri|sat|sun)",
    re.I,
)
_AFTER_NUMBER = re.compile(r"(?:jan|feb|mar|apr|abr|may|jun|jul|aug|ago|sep|oct|nov|dec|dic|ene|of$|de$)", re.I)


@dataclass(frozen=True, slots=True)
class Token:
    """One or more words with their common meaning. `value` is Money, a date, a Span, or the text."""

    kind: str
    value: Any
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return text_of(self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


def tokens_of(words: Sequence[Word]) -> tuple[Token, ...]:
    """The tokens of words that stand on one row, from left to right."""
    made: list[Token] = []
    index = 0
    while index < len(words):
        token = _day_at(words, index) or _money_at(words, index)
        if token is None:
            token = Token(WORD, words[index].text, (words[index],))
        made.append(token)
        index += len(token.words)
    return tuple(made)


def _day_at(words: Sequence[Word], index: int) -> Token | None:
    found = _DAY_OPENS.match(words[index].text)
    if found is None or (found["bare"] and not (index + 1 < len(words) and _AFTER_NUMBER.match(words[index + 1].text))):
        return None
    for count in range(min(2 * _LONGEST_DAY - 3, len(words) - index), 0, -1):
        run = tuple(words[index : index + count])
        text = text_of(run)
        if count > 1 and any(b.x0 - a.x1 > 1.0 * max(a.size, 4.0) for a, b in itertools.pairwise(run)):
            continue
        span = span_of(text)
        if span is not None:
            return Token(SPAN, span, run)
        if count <= _LONGEST_DAY:
            day = day_of(text)
            if day is not None:
                return Token(DAY, day, run)
    return None


def _money_at(words: Sequence[Word], index: int) -> Token | None:
    if not _MONEY_PART.match(words[index].text):
        return None
    for count in range(min(4, len(words) - index), 0, -1):
        run = tuple(words[index : index + count])
        # A sign of currency may stand at the left edge of its column, far from its number.
        if any(b.x0 - a.x1 > (12.0 if a.text in {"$", "-$", "($"} else 0.9) * max(a.size, 4.0) for a, b in itertools.pairwise(run)):
            continue
        if count > 1 and sum(any(c.isdigit() for c in word.text) for word in run) != 1:
            continue
        if count > 1 and run[-1].text in _LONE_MINUS:
            continue  # a dash that stands apart goes on with the sentence
        if count > 1 and not all(_MONEY_PART.fullmatch(word.text.rstrip(".,;")) for word in run):
            continue
        amount = amount_of("".join(word.text for word in run))
        if amount is not None:
            return Token(MONEY, amount, run)
    return None


def money_in(tokens: Sequence[Token]) -> list[Money]:
    """The amounts among the tokens."""
    return [token.value for token in tokens if token.kind == MONEY]
