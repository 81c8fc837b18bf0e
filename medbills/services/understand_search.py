"""Understands what was typed into the search: sums, days, codes and words, with typing errors forgiven."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from medbills.domain.search_terms import DAY, MONTH_DAY, MONTHS, day_terms, days_in, folded, sum_term, words_of
from medbills.store import SearchIndex

LONGEST = 200  # letters of a question; the rest is not read
MOST_PARTS = 8
_LITTLE = frozenset(["a", "about", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_SUM = re.compile(  # with a sign, with commas, or with cents
    r"\$\s?\d[\d,]*(?:\.\d{0,2})?(?!\w)|(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d{0,2})?(?!\w)|(?<![\w.,])\d+\.\d{0,2}(?![\w.])"
)
_DAY_OF_YEAR = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")
_MONTH_OF_YEAR = re.compile(rf"\b({'|'.join(MONTHS)})\s+(\d{{4}})(?!\d)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’./&][^\W_]+)*")
_MOST_DIGITS = 7  # of a number that may be dollars
_CLOSE, _FAR = 1, 2  # letters that may be wrong, in short and in long words
_LONG_WORD, _SHORTEST_GUESS = 7, 4
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was typed. `expressions` are the ways it may be written in the index, of which one must be there."""

    expressions: tuple[str, ...]
    words: tuple[str, ...] = ()  # what to light, folded
    sums: tuple[int, ...] = ()  # cents
    day: str = ""  # the term of a day, or how it begins
    guessed: bool = False  # nothing begins so; these words look like it
    brief: bool = False  # too short to be looked for on pages

    @property
    def expression(self) -> str:
        return f"({' OR '.join(self.expressions)})"


def understand(index: SearchIndex, typed: str) -> tuple[Part, ...]:
    """The parts of a question, all of which an entry must fit. Nothing typed, or marks alone, are no part."""
    text = typed[:LONGEST]
    parts: list[Part] = []
    for found, text_left in _days(text):
        parts.append(found)
        text = text_left
    parts += [_sum(match[0]) for match in _SUM.finditer(text)]
    text = _SUM.sub(" ", text)
    words = _WORD.findall(folded(text))
    telling = [word for word in words if word not in _LITTLE] or ([] if parts else words)
    alone = len(telling) == 1 and not parts
    parts += [_word(index, word, alone) for word in telling]
    return tuple(parts[:MOST_PARTS])


def _days(text: str) -> Iterator[tuple[Part, str]]:
    """Each day with the text as it is without it."""
    for match in list(_MONTH_OF_YEAR.finditer(text)):
        month = MONTHS.index(match[1].lower()) + 1
        text = _without(text, match.span())
        term = f"{DAY}{match[2]}{month:02}"
        yield Part((f"{_quoted(term)}*",), words=(match[1].lower(),), day=term), text
    for span, day in list(days_in(text)):
        if not text[slice(*span)].strip():
            continue  # within another day
        text = _without(text, span)
        yield _day(day), text
    for match in list(_DAY_OF_YEAR.finditer(text)):
        month, number = int(match[1]), int(match[2])
        if 1 <= month <= 12 and 1 <= number <= 31:
            text = _without(text, match.span())
            yield _day((month, number)), text


def _day(day: datetime.date | tuple[int, int]) -> Part:
    if isinstance(day, datetime.date):
        month, number, term = day.month, day.day, day_terms(day)[0]
    else:
        month, number = day
        term = f"{MONTH_DAY}{month:02}{number:02}"
    name = MONTHS[month - 1]
    written = (f"{name} {number}", f"{name[:3]} {number}", f"{month}/{number}/", f"{month:02}/{number:02}/")
    return Part((_quoted(term),), words=written, day=term)


def _without(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]


def _sum(typed: str) -> Part:
    whole, _, rest = typed.replace("$", "").replace(",", "").strip().partition(".")
    sums = _cents(int(whole[:12] or 0), rest)
    return Part(tuple(_quoted(sum_term(cents)) for cents in sums), words=_as_printed(int(whole[:12] or 0), rest), sums=sums)


def _cents(whole: int, rest: str) -> tuple[int, ...]:
    """Every sum that begins as typed: "1240.5" may become $1,240.50 to $1,240.59."""
    room = 10 ** (2 - len(rest))
    first = whole * 100 + (int(rest) * room if rest else 0)
    return tuple(range(first, first + room))


def _as_printed(whole: int, rest: str) -> tuple[str, ...]:
    tail = f".{rest}" if rest else ""
    return tuple(dict.fromkeys((f"{whole:,}{tail}", f"{whole}{tail}")))


def _word(index: SearchIndex, typed: str, alone: bool) -> Part:
    parts = words_of(typed)
    word = "".join(parts)
    if not parts:
        return Part((_quoted("\x01"),), brief=True)  # longer than any word: nothing fits
    sums: tuple[int, ...] = ()
    expressions = [_begins(word)]
    if len(parts) > 1:
        expressions.append(f"({' AND '.join([*(_quoted(part) for part in parts[:-1]), _begins(parts[-1])])})")
    if len(word) == 1 and not word.isdecimal():
        return Part((_begins(word) if alone else _quoted(word),), words=(word,), brief=True)
    if word.isdecimal() and word.isascii() and len(word) <= _MOST_DIGITS:
        sums = _cents(int(word), "")
        expressions += [_quoted(sum_term(cents)) for cents in sums]
        return Part(tuple(expressions), words=(word, *_as_printed(int(word), "")), sums=sums, brief=len(word) < 3)
    known = index.begins_a_word(word) or len(parts) > 1
    inside = index.words_with(word) if len(word) >= _SHORTEST_GUESS else []
    guesses = [] if known or inside else alike(index, word)
    expressions += [_quoted(one) for one in (*inside, *guesses)]
    lit = tuple(dict.fromkeys((word, folded(typed), *guesses)))
    return Part(tuple(expressions), words=lit, guessed=bool(guesses), brief=len(word) < 3)


def alike(index: SearchIndex, word: str) -> list[str]:
    """Words that were perhaps meant: one letter wrong, too many, missing or two swapped; in long words two of these."""
    if len(word) < _SHORTEST_GUESS or any(letter.isdecimal() for letter in word):
        return []
    near = sorted(index.words_among(sorted(_one_wrong(word))))
    if near:
        return near[:6]
    allowed = _FAR if len(word) >= _LONG_WORD else _CLOSE
    found = [(_beginning_off(word, other), other) for other in index.words_like(word)]
    return [other for off, other in sorted(found) if off <= allowed][:6]


def _one_wrong(word: str) -> set[str]:
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    gone = {left + right[1:] for left, right in halves if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    other = {left + letter + right[1:] for left, right in halves if right for letter in _ALPHABET}
    more = {left + letter + right for left, right in halves for letter in _ALPHABET}
    return {made for made in gone | swapped | other | more if len(made) >= 3} - {word}


def _beginning_off(typed: str, word: str) -> int:
    """How many letters are off between what was typed and the word, or the beginning of it: one is still typing."""
    lengths = {len(word), *range(len(typed) - 1, len(typed) + 2)}
    return min(letters_off(typed, word[:length]) for length in lengths if 0 < length <= len(word))


def letters_off(one: str, other: str) -> int:
    """The fewest changes of a letter, or swaps of two neighbors, that make one word the other (Damerau and Levenshtein)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        fresh = [at]
        for place, against in enumerate(other, 1):
            cost = min(row[place] + 1, fresh[-1] + 1, row[place - 1] + (letter != against))
            if before and place > 1 and letter == other[place - 2] and one[at - 2] == against:
                cost = min(cost, before[place - 2] + 1)
            fresh.append(cost)
        before, row = row, fresh
    return row[-1]


def lit_words(parts: Iterable[Part]) -> tuple[str, ...]:
    """What to light in what was found, the longest first."""
    return tuple(sorted({word for part in parts for word in part.words if word}, key=lambda word: (-len(word), word)))


def _begins(word: str) -> str:
    return f"{_quoted(word)}*"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
