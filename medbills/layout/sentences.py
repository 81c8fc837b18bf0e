"""Days and amounts that stand in running sentences of letters: "you must appeal by April 26, 2027"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from medbills.layout.amounts import amount_of
from medbills.layout.days import day_of
from medbills.layout.facts import Fact
from medbills.layout.prose import Block, searched

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_MESES = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
DAY = (
    rf"(?P<day>\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}-\d{{1,2}}-\d{{4}}|{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|"
    rf"th)?,? \d{{4}}|\d{{1,2}} {_MONTHS}\.? \d{{4}}|\d{{1,2}}(?:[oº])? de {_MESES} (?:de|del) \d{{4}})"
)
AMOUNT = r"(?P<amount>\$\s?[\d,]+(?:\.\d\d)?)"


def sentence(words: str) -> re.Pattern[str]:
    """A pattern in which DAY and AMOUNT stand for a printed day and amount."""
    return re.compile(words.replace("DAY", DAY).replace("AMOUNT", AMOUNT), re.I)


def days_said(blocks: Sequence[Block], field: str, patterns: Sequence[re.Pattern[str]], weight: float = 0.92) -> list[Fact]:
    """Facts of a day field from sentences; earlier patterns weigh more."""
    found: list[Fact] = []
    for rank, pattern in enumerate(patterns):
        for block, match in searched(blocks, pattern):
            day: datetime.date | None = day_of(match["day"])
            if day is not None:
                words = block.words_at(match.start("day"), match.end("day"))
                found.append(Fact(field, day, block.page, words, weight - 0.03 * rank))
    return found


def amounts_said(blocks: Sequence[Block], field: str, patterns: Sequence[re.Pattern[str]], weight: float = 0.9) -> list[Fact]:
    """Facts of a money field from sentences."""
    found: list[Fact] = []
    for rank, pattern in enumerate(patterns):
        for block, match in searched(blocks, pattern):
            amount = amount_of(match["amount"])
            if amount is not None:
                words = block.words_at(match.start("amount"), match.end("amount"))
                found.append(Fact(field, amount, block.page, words, weight - 0.03 * rank))
    return found


def words_said(blocks: Sequence[Block], field: str, patterns: Sequence[re.Pattern[str]], weight: float = 0.85) -> list[Fact]:
    """Facts of a text or code field: the group named `said` of each pattern."""
    found: list[Fact] = []
    for rank, pattern in enumerate(patterns):
        for block, match in searched(blocks, pattern):
            said = match["said"].strip(" .,;:")
            if said:
                words = block.words_at(match.start("said"), match.end("said"))
                found.append(Fact(field, said, block.page, words, weight - 0.03 * rank))
    return found


def lone_day(blocks: Sequence[Block], field: str) -> list[Fact]:
    """A day that stands alone on its line in the upper half of the first page: a letter's date."""
    found = []
    first = min((block.page for block in blocks), default=1)
    for block in blocks:
        for line in block.lines:
            day = day_of(line.text)
            if day is not None and block.page == first:
                found.append(Fact(field, day, block.page, line.words, 0.86))
    return found[:1]
