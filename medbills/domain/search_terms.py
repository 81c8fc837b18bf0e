"""The forms in which words, sums and days are looked up, the same for what is kept and for what is typed."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
SUM, DAY, MONTH_DAY = "sumof", "dayof", "daymd"  # how the forms of sums and days begin; no word of a paper does
LONGEST_WORD = 40

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" for name in MONTHS)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?![\d/])")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NAMED = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(\d{{4}})(?!\d))?", re.IGNORECASE)
_SUM = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,9})\.(\d{2})(?![\d])")
_JOINED = re.compile(r"(?<![^\W_])[^\W_]++(?:[-'’./&][^\W_]++)+")  # from a word's beginning, never back: a page may be one long word
_WORD = re.compile(r"[^\W_]+")


def sum_term(cents: int) -> str:
    """A sum of money; whether it is taken off or added does not matter."""
    return f"{SUM}{abs(cents)}"


def day_terms(day: datetime.date) -> tuple[str, str]:
    """A day, and the same day of any year."""
    return f"{DAY}{day:%Y%m%d}", f"{MONTH_DAY}{day:%m%d}"


def folded(text: str) -> str:
    """Small letters without marks."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order; what no word can be as long as is left out."""
    return [word for word in _WORD.findall(folded(text)) if len(word) <= LONGEST_WORD]


def joined_words(text: str) -> Iterator[str]:
    """Words with a mark inside, without it: "X-ray" is found as "xray" too."""
    for found in _JOINED.findall(folded(text)):
        made = "".join(_WORD.findall(found))
        if len(made) <= LONGEST_WORD:
            yield made


def as_written(words: Sequence[str]) -> re.Pattern[str] | None:
    """Finds any of these words in a text, also where a mark stands inside: "xray" in "X-ray". None where there are none."""
    parts = ["[-'’./,&]?".join(re.escape(letter) for letter in word) for word in words if word]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def days_in(text: str) -> Iterator[tuple[tuple[int, int], datetime.date | tuple[int, int]]]:
    """Each day that is written in a text, with its place: a date, or month and day where no year is said."""
    for found in _ISO.finditer(text):
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        if day:
            yield found.span(), day
    for found in _SLASHED.finditer(text):
        year = int(found[3])
        day = _day(year + 2000 if year < 100 else year, int(found[1]), int(found[2]))
        if day:
            yield found.span(), day
    for found in _NAMED.finditer(text):
        month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(found[1].lower().rstrip(".")[:3]))
        if found[3]:
            day = _day(int(found[3]), month, int(found[2]))
            if day:
                yield found.span(), day
        elif _day(2024, month, int(found[2])):
            yield found.span(), (month, int(found[2]))


def terms_in(text: str) -> list[str]:
    """What a text is found by beside its words."""
    found = {sum_term(int(whole.replace(",", "")) * 100 + int(cents)) for whole, cents in _SUM.findall(text)}
    for _, day in days_in(text):
        if isinstance(day, datetime.date):
            found.update(day_terms(day))
        else:
            found.add(f"{MONTH_DAY}{day[0]:02}{day[1]:02}")
    found.update(joined_words(text))
    return sorted(found)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
