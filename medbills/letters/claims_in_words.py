"""Finds what freely typed words claim: each sum of money, each day or month, each name of a person or an office."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from medbills.domain.money import Money

_MONTHS = (("january", "jan", "enero"), ("february", "feb", "febrero"), ("march", "mar", "marzo"), ("april", "apr", "abril"),
           ("may", "mayo"), ("june", "jun", "junio"), ("july", "jul", "julio"), ("august", "aug", "agosto"),
           ("september", "sept", "sep", "septiembre", "setiembre"), ("october", "oct", "octubre"),
           ("november", "nov", "noviembre"), ("december", "dec", "diciembre"))  # fmt: skip
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: number for number, word in enumerate(_ONES)} | {word: 10 * number for number, word in enumerate(_TENS, 2)} | {"a": 1}
_LARGE = {"thousand": 1000, "million": 1_000_000, "grand": 1000}
_TIMES = {"k": 1000, "thousand": 1000, "grand": 1000, "m": 1_000_000, "million": 1_000_000, "": 1}

_NUMBER = r"\d[\d,.]*\d|\d"
_GREAT = r"(?:\s?(?P<{0}>k|m|thousand|grand|million)\b)?"
_DOLLARS = r"(?:dollars?|bucks|usd|dólares)"
_WORD = rf"(?:{'|'.join([*_SMALL, *_LARGE, 'hundred'])})"
_SUM = re.compile(
    rf"(?:\$|\busd)\s*(?P<signed>{_NUMBER}){_GREAT.format('great_signed')}"
    rf"|(?<![\w.,])(?P<named>{_NUMBER}){_GREAT.format('great_named')}\s?(?:{_DOLLARS}\b|\$)"
    rf"|(?<![\w.,$])(?P<cents>\d{{1,3}}(?:,\d{{3}})*\.\d\d|\d+\.\d\d)(?![\w%]|[.,/-]\d|\s?(?:%|percent))"
    rf"|\b(?P<words>{_WORD}(?:[\s-]+(?:and[\s-]+)?{_WORD})*)\s{_DOLLARS}\b",
    re.IGNORECASE,
)
_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?P<year1>\d{{4}})[-/.](?P<month1>\d{{1,2}})[-/.](?P<day1>\d{{1,2}})\b"
    rf"|(?<![\d/.-])(?P<month2>\d{{1,2}})(?P<cut>[/.-])(?P<day2>\d{{1,2}})(?P=cut)(?P<year2>\d{{4}}|\d\d)(?![\d/-]|\.\d)"
    rf"|\b(?:on|of|by|since|until|till|from|dated|before|after|through)\s(?P<month3>\d{{1,2}})/(?P<day3>\d{{1,2}})(?![\d/])"
    rf"|\b(?P<month4>{_MONTH})\b\.?\s(?:the\s)?(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[:.,]\d)(?:,?\s(?P<year4>\d{{4}})\b)?"
    rf"|\b(?P<day5>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s|de\s)?(?P<month5>{_MONTH})\b\.?(?:(?:,|\sde|\sdel)?\s(?P<year5>\d{{4}})\b)?"
    rf"|\b(?P<month6>{_MONTH})\b\.?,?\s(?:of\s|de\s)?(?P<year6>\d{{4}})\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^\D+")
_CAPITAL = r"[^\W\d_a-z](?:\.|[\w’'-]+)"
_PERSON = re.compile(
    rf"\b(?:Dr|Mr|Mrs|Ms|Prof|Doctor|Nurse)\.?\s(?P<titled>{_CAPITAL}(?:\s{_CAPITAL}){{0,2}})"
    rf"|\b(?P<degree>{_CAPITAL}(?:\s{_CAPITAL}){{1,3}}),?\s(?:MD|M\.D\.|DO|D\.O\.|RN|NP|PA-C|DDS|DMD|Esq)(?![\w])"
)
_NAME = r"[^\W\d_a-z][^\W\d_A-Z][\w’'-]+"  # three letters at least, and no word of capitals: MRI is no name
_NAMED = re.compile(rf"(?<![\w’'-]){_NAME}(?:\s(?:[^\W\d_a-z]\.\s)?{_NAME}){{1,3}}(?![\w’'])")
# Words that begin a sentence, or that letters write large though they name nobody.
_NO_NAMES = frozenset({
    "after", "again", "all", "also", "although", "any", "are", "because", "before", "both", "but", "can", "could", "did", "does",
    "each", "even", "every", "for", "from", "had", "has", "have", "hello", "her", "his", "how", "however", "its", "later", "may",
    "maybe", "most", "must", "neither", "never", "next", "nobody", "nor", "not", "nothing", "now", "one", "only", "our", "out",
    "please", "she", "should", "since", "some", "still", "such", "thank", "that", "the", "their", "then", "there", "these", "they",
    "this", "those", "though", "three", "two", "until", "was", "were", "what", "when", "where", "which", "while", "who", "why", "will",
    "with", "without", "would", "yes", "yet", "you", "your", "dear", "doctor", "nurse", "hospital", "insurance", "claim", "account",
    "bill", "letter", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that words claim, as it was typed. Of a sum the money, of a day its parts; none where there is no such sum or day."""

    words: str
    money: Money | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    name: str = ""

    def is_day(self, one: datetime.date) -> bool:
        """Whether it may be this day: what was not said, the year or the day of a month, may be any."""
        said = ((self.year, one.year), (self.month, one.month), (self.day, one.day))
        return self.month is not None and all(part is None or part == true for part, true in said)


def claims_in(text: str) -> tuple[Claim, ...]:
    """Each claim of these words once, in order. Bare numbers are none: they may count anything."""
    told = _plain(text)
    found = [(match.start(), claim) for match, claim in (*_sums(told), *_days(told), *_people(told))]
    return tuple(dict.fromkeys(claim for _, claim in sorted(found, key=lambda one: one[0])))


def _plain(text: str) -> str:
    """One form of every digit, letter, space and dash; marks that cannot be seen go, so that they hide nothing."""
    shown = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) not in {"Cf", "Mn", "Me"})
    shown = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in shown)
    return re.sub(r"[‐-―−]", "-", re.sub(r"\s+", " ", shown)).replace("﹩", "$")


def _sums(text: str) -> Iterator[tuple[re.Match[str], Claim]]:
    for match in _SUM.finditer(text):
        if match["words"] and match["words"].lower() == "a":
            continue  # "not a dollar"
        if match["words"]:
            money = _spelled(match["words"])
        else:
            great = match["great_signed"] or match["great_named"] or ""
            money = _money(match["signed"] or match["named"] or match["cents"], great.lower())
        yield match, Claim(match[0].strip(), money=money)


def _money(number: str, great: str) -> Money | None:
    """None where it is no number as Americans write one."""
    digits = number.rstrip(".,")
    if "," in digits and not re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        return None
    try:
        cents = Decimal(digits.replace(",", "")) * 100 * _TIMES[great]
    except InvalidOperation:
        return None
    return Money(int(cents)) if cents == int(cents) else None


def _spelled(words: str) -> Money | None:
    """ "two thousand five hundred" as money."""
    whole = part = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _LARGE:
            whole, part = whole + max(part, 1) * _LARGE[word], 0
        elif word != "and":
            part += _SMALL[word]
    return Money((whole + part) * 100)


def _days(text: str) -> Iterator[tuple[re.Match[str], Claim]]:
    for match in _DAY.finditer(text):
        told = {name[:-1]: value for name, value in match.groupdict().items() if value and name != "cut"}
        if told["month"] == "may" and "year" not in told:
            continue  # "it may 3 times"
        month = int(told["month"]) if told["month"].isdigit() else _MONTH_OF[told["month"].lower()]
        words = _BEFORE.sub("", match[0]) if match["month3"] else match[0]
        yield match, Claim(words, year=_year(told.get("year")), month=month, day=int(told["day"]) if "day" in told else None)


def _year(told: str | None) -> int | None:
    """Of two digits: years to 69 are of this century."""
    if told is None or len(told) == 4:
        return int(told) if told else None
    return int(told) + (2000 if int(told) < 70 else 1900)


def _people(text: str) -> Iterator[tuple[re.Match[str], Claim]]:
    for match in _PERSON.finditer(text):
        yield match, Claim(match[0].rstrip(".,"), name=(match["titled"] or match["degree"]).rstrip(".,"))
    titled = [range(match.start(), match.end()) for match in _PERSON.finditer(text)]
    for match in _NAMED.finditer(text):
        if any(match.start() in one or match.end() - 1 in one for one in titled):
            continue
        name = " ".join(word for word in match[0].split() if word.lower() not in _NO_NAMES)
        if " " in name:
            yield match, Claim(name, name=name)
