"""A page laid out: its rows, with the tokens of each, made once for all who look at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from medbills.domain.page import Page, Sheets
from medbills.layout.rows import Phrase, Row, rows_of
from medbills.layout.tokens import Token, tokens_of


@dataclass(frozen=True)
class Sheet:
    """One page with its rows."""

    page: Page
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, page: Page) -> Sheet:
        return cls(page, rows_of(page))

    @cached_property
    def tokens(self) -> tuple[tuple[Token, ...], ...]:
        """The tokens of each row; a token never spans two phrases unless its amount or day does."""
        return tuple(tokens_of(row.words) for row in self.rows)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(phrase for row in self.rows for phrase in row.phrases)

    def below(self, phrase: Phrase, reach: float) -> list[Phrase]:
        """Phrases that start under this one within `reach` points and share some of its width, nearest first."""
        found = [
            other
            for other in self.phrases
            if phrase.bottom - 2 <= other.top + 0.5 * other.size
            and other.top - phrase.bottom <= reach
            and other.top > phrase.top + 2
            and _stacked(phrase, other)
        ]
        return sorted(found, key=lambda other: (round(other.top), other.x0))

    def above(self, x0: float, x1: float, top: float, reach: float) -> list[Phrase]:
        """Phrases that end over a place within `reach` points and share some of its width, nearest first."""
        found = [
            other
            for other in self.phrases
            if other.bottom <= top + 0.45 * other.size and top - other.bottom <= reach and min(x1, other.x1) - max(x0, other.x0) > 0
        ]
        return sorted(found, key=lambda other: (-round(other.bottom), other.x0))


def _stacked(upper: Phrase, lower: Phrase) -> bool:
    return upper.overlap(lower) > 0 or abs(upper.x0 - lower.x0) < 3


def sheets_of(sheets: Sheets) -> tuple[Sheet, ...]:
    """Every page of a file laid out."""
    return tuple(Sheet.of(page) for page in sheets.pages)


def plain_text(sheets: Iterable[Sheet]) -> str:
    """The rows as lines of text."""
    return "\n".join(row.text for sheet in sheets for row in sheet.rows)
