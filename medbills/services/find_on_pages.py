"""Finds words on pages wherever they are printed: case, spaces, dashes and punctuation do not matter, whole words are taken."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from medbills.domain.page import Page, Word
from medbills.domain.paper import Box

_GAP = r"(?:(?!\n)[\W_])*"  # what may stand between two letters of a word
_SHORT = 5  # letters: less must stand by itself, or everything would match
_LONGEST = 120  # letters that are looked for
_APART = 2.5  # heights of a word: farther away is another column
_ALIKE = {"0": "[0o]", "o": "[0o]", "1": "[1il|]", "i": "[1il|]", "l": "[1il|]", "5": "[5s]", "s": "[5s]", "8": "[8b]", "b": "[8b]",
          "2": "[2z]", "z": "[2z]"}  # fmt: skip
_MONEY = re.compile(r"[-(+]?\$?\d[\d,]*\.\d\d\)?-?")
_DIGIT = "[0-9oilsbz|]"  # as a machine may read one
_MONTHS = ("jan(?:uary)?|enero", "feb(?:ruary)?|febrero", "mar(?:ch)?|marzo", "apr(?:il)?|abril", "may|mayo", "june?|junio",
           "july?|julio", "aug(?:ust)?|agosto", "sept?(?:ember)?|septiembre", "oct(?:ober)?|octubre", "nov(?:ember)?|noviembre",
           "dec(?:ember)?|diciembre")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern over small letters without accents. The first group, if there is one, is what counts."""

    pattern: re.Pattern[str]
    money: bool = False  # sums of money may match, too
    digits: int = 0  # so many true digits must be in it


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: its page, whole words' boxes on the page as it is shown, and those words."""

    page: int
    boxes: tuple[Box, ...]
    words: str


def seek_words(words: str) -> Sought | None:
    """Looks for these words; None where they hold no letter and no digit."""
    letters = [char for char in _plain(words) if char.isalnum()][:_LONGEST]
    if not letters:
        return None
    number = any(char.isdigit() for char in letters)
    body = _GAP.join(_ALIKE.get(char, re.escape(char)) if number else re.escape(char) for char in letters)
    if len(letters) < _SHORT:
        body = rf"(?<![^\W_]){body}(?![^\W_])"
    return Sought(re.compile(body), money=_MONEY.fullmatch(words.strip()) is not None)


def seek_day(day: datetime.date) -> Sought:
    """Looks for a day in every usual way to write it, month first, year first, or with the month's name."""
    month, date, year = f"0?{day.month}", f"0?{day.day}", f"(?:{day.year}|{day:%y})"
    gap = r"\s?[-/.\s]\s?"
    name = f"(?:{_MONTHS[day.month - 1]})"
    ways = (
        rf"(?<!\d){month}{gap}{date}{gap}{year}(?!\d)",
        rf"{day.year}{gap}{month}{gap}{date}(?!\d)",
        rf"{day:%m%d%Y}", rf"{day:%Y%m%d}", rf"(?<!\d){day:%m%d%y}(?!\d)",
        rf"{name}\.?\s?{date}(?:st|nd|rd|th)?,?\s?{year}(?!\d)",
        rf"(?<!\d){date}(?:\s?de)?[\s-]?{name}\.?,?(?:\s?de)?[\s-]?{year}(?!\d)",
    )  # fmt: skip
    return Sought(re.compile("|".join(ways)), money=True)


SOCIAL_SECURITY = (
    Sought(re.compile(rf"(?<!\d)(?<!\d-){_DIGIT}{{3}}\s?-\s?{_DIGIT}{{2}}\s?-\s?{_DIGIT}{{4}}(?!-?\d)"), money=True, digits=7),
    Sought(re.compile(r"(?:ssn|social security)[^\d\n]{0,24}(\d{3}\D?\d{2}\D?\d{4})(?!\d)"), money=True),
)
# Card numbers by the groups they are printed in, and what follows the words for a bank account. Claim numbers may be as long.
BANK_AND_CARD = (
    Sought(re.compile(rf"(?<![\d-])(?:{_DIGIT}{{4}}[ -]){{3}}{_DIGIT}{{4}}(?![-\d])"), money=True, digits=14),
    Sought(re.compile(rf"(?<![\d-])3{_DIGIT}{{3}}[ -]{_DIGIT}{{6}}[ -]{_DIGIT}{{5}}(?![-\d])"), money=True, digits=13),
    Sought(re.compile(r"(?:routing|\baba|bank account|checking account|savings account|debit card|credit card|card number|card no)"
                      r"[^\d\n]{0,24}(\d[\d -]{4,20}\d)(?!\d)"), money=True),
)  # fmt: skip


def find_on(page: Page, sought: Iterable[Sought]) -> tuple[Place, ...]:
    """Every place on a page, top to bottom; what overlaps is one place."""
    found: list[frozenset[int]] = []
    patterns = list(sought)
    for joined in (_Joined.by_rows(page.words), _Joined.by_file(page.words)):
        for one in patterns:
            found += joined.matches(one)
    return tuple(sorted((_place(page, words) for words in _together(found)), key=lambda place: (place.boxes[0][1], place.boxes[0][0])))


def says(text: str, sought: Iterable[Sought]) -> bool:
    """Whether a text of ours says it."""
    plain = _plain(text)
    return any(True for one in sought for match in one.pattern.finditer(plain) if _counts(one, match))


@dataclass(frozen=True, slots=True)
class _Joined:
    """The words of a page as one text, and for each of its letters the word it belongs to."""

    text: str
    owners: tuple[int | None, ...]
    words: Sequence[Word]

    @classmethod
    def by_rows(cls, words: Sequence[Word]) -> _Joined:
        """Row by row; a wide gap ends a run."""
        order: list[tuple[str, int]] = []
        for row in _rows(words):
            before: Word | None = None
            for index in row:
                word = words[index]
                near = before is not None and word.x0 - before.x1 <= _APART * max(word.bottom - word.top, 1.0)
                order.append((" " if near else "\n", index))
                before = word
        return cls._of(order, words)

    @classmethod
    def by_file(cls, words: Sequence[Word]) -> _Joined:
        """In the file's order, over the ends of lines; single letters in a row (type that stands upright) join."""
        order = []
        for index, word in enumerate(words):
            letter = len(word.text) == 1 and index > 0 and len(words[index - 1].text) == 1
            order.append(("" if letter else " ", index))
        return cls._of(order, words)

    @classmethod
    def _of(cls, order: Iterable[tuple[str, int]], words: Sequence[Word]) -> _Joined:
        text: list[str] = []
        owners: list[int | None] = []
        for between, index in order:
            plain = _plain(words[index].text)
            text += [between, plain]
            owners += [None] * len(between) + [index] * len(plain)
        return cls("".join(text), tuple(owners), words)

    def matches(self, sought: Sought) -> Iterator[frozenset[int]]:
        """The words of each match."""
        for match in sought.pattern.finditer(self.text):
            start, end = match.span(1 if match.re.groups else 0)
            owners = frozenset(owner for owner in self.owners[start:end] if owner is not None)
            sums = not sought.money and any(_MONEY.fullmatch(self.words[owner].text) for owner in owners)
            if owners and not sums and _counts(sought, match):
                yield owners


def _counts(sought: Sought, match: re.Match[str]) -> bool:
    return sum(char.isdigit() for char in match.group()) >= sought.digits


def _plain(text: str) -> str:
    """Small letters without accents; every dash is a hyphen."""
    letters = []
    for char in unicodedata.normalize("NFKD", text):
        kind = unicodedata.category(char)
        if kind not in ("Mn", "Cf"):
            letters.append("-" if kind == "Pd" else char.casefold())
    return "".join(letters)


def _rows(words: Sequence[Word]) -> list[list[int]]:
    """Words that stand side by side, each row from the left."""
    rows: list[list[int]] = []
    middle = 0.0
    for index in sorted(range(len(words)), key=lambda index: (words[index].top + words[index].bottom) / 2):
        word = words[index]
        center = (word.top + word.bottom) / 2
        if rows and center - middle <= 0.5 * (word.bottom - word.top):
            rows[-1].append(index)
        else:
            rows.append([index])
            middle = center
    return [sorted(row, key=lambda index: words[index].x0) for row in rows]


def _together(found: list[frozenset[int]]) -> list[frozenset[int]]:
    """Matches that share a word are one."""
    whole: list[frozenset[int]] = []
    for one in found:
        apart = []
        for other in whole:
            if one & other:
                one |= other
            else:
                apart.append(other)
        whole = [*apart, one]
    return whole


def _place(page: Page, found: frozenset[int]) -> Place:
    """One box for the words of a row that stand side by side."""
    words = [page.words[index] for index in sorted(found)]
    boxes: list[Box] = []
    for row in _rows(words):
        runs: list[Box] = []
        for index in row:
            box, high = words[index].box, words[index].bottom - words[index].top
            if runs and box[0] - runs[-1][2] <= _APART * high:
                last = runs[-1]
                runs[-1] = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
            else:
                runs.append(box)
        boxes += runs
    return Place(page.number, tuple(page.as_shown(box) for box in boxes), " ".join(word.text for word in words))
