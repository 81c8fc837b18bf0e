"""The filters of a letter's text: how dates, sums and lists of facts are put into words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from medbills.domain.money import Money, total
from medbills.domain.wording import day_name
from medbills.letters.traced import Missing, Traced, as_text, bare, joined

_PLACE = re.compile(  # words, and behind them the page or section they are from
    r"(?P<words>.+?)[\s.]*\((?P<place>[^()]*\b(?:pp?\.|pages?|sections?|part|§)\s*[^()]*\d)\)", re.DOTALL | re.IGNORECASE
)
_ISO_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


def days(value: Any) -> str:
    """Days in long form, also where a text holds them as 2026-09-09."""
    return _shown(value, lambda bare_value: _ISO_DAY.sub(_long_day, as_text(bare_value)))


def short_day(value: Any) -> str:
    """09/09/26: for the cells of a table."""
    return _shown(value, lambda day: f"{day:%m/%d/%y}" if isinstance(day, datetime.date) else as_text(day))


def weekday(value: Any) -> str:
    """Friday, November 20, 2026."""
    return _shown(value, lambda day: f"{day_name(day)}, {as_text(day)}" if isinstance(day, datetime.date) else as_text(day))


def ordinal(value: Any) -> str:
    """1st, 2nd, 15th: the day of a month."""
    return _shown(value, _ordinal)


def cells(rows: Any, *names: str) -> Any:
    """The first column of `names` that each row has, as a list of values: the amount at stake, else the charge."""
    if isinstance(rows, Missing):
        return rows
    return [next((row[name] for name in names if row[name] != ""), None) for row in rows]


def added(values: Any) -> Any:
    """The sum of amounts of money, with the evidence of all of them."""
    if isinstance(values, Missing):
        return values
    amounts = [value for value in values if isinstance(value, Traced) and isinstance(value.value, Money)]
    if not amounts:
        return ""
    return Traced(total(amount.value for amount in amounts), joined(tuple(a.evidence for a in amounts)), amounts[0].fact, amounts[0].ledger)


def ended(text: Any) -> str:
    """A sentence of the user's own without its last full stop, since the letter sets one."""
    return _shown(text, lambda words: as_text(words).rstrip(" ."))


def quoted(text: Any) -> str:
    """Another's words between quotation marks, ended like a sentence; their page stands behind the marks: “…” (page 12)."""
    return _shown(text, _in_quotes)


def one_line(text: Any) -> str:
    """Several lines as one, divided by commas: an address within a sentence."""
    return _shown(text, lambda words: ", ".join(line.strip(" ,") for line in as_text(words).splitlines() if line.strip()))


def percent_of(part: Any, whole: Any) -> Any:
    """134 percent: one amount of money as a share of another, in whole percent."""
    if isinstance(part, Missing) or isinstance(whole, Missing):
        return part if isinstance(part, Missing) else whole
    share = round(Fraction(100 * part.value.cents, whole.value.cents)) if whole.value.cents else 0
    return part.ledger.mark(f"{share} percent", joined((part.evidence, whole.evidence)), None)


def _shown(value: Any, put: Callable[[Any], str]) -> str:
    if isinstance(value, Missing):
        return value.gap()
    if isinstance(value, Traced):
        return value.shown_as(put(value.value))
    return put(bare(value)) if value not in ("", None) else ""


def _in_quotes(value: Any) -> str:
    words = as_text(value).strip().rstrip(" .")
    found = _PLACE.fullmatch(words)
    bare_words = (found["words"] if found else words).strip("“”\" ")
    return f"“{bare_words.rstrip(' .')}” ({found['place']})." if found else f"“{bare_words.rstrip(' .')}.”"


def _long_day(found: re.Match[str]) -> str:
    try:
        return as_text(datetime.date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return found[0]


def _ordinal(value: Any) -> str:
    words = as_text(value)
    if not words.isdigit():
        return words
    number = int(words)
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


FILTERS: dict[str, Callable[..., Any]] = {
    "days": days, "short_day": short_day, "weekday": weekday, "ordinal": ordinal, "cells": cells, "added": added, "ended": ended,
    "one_line": one_line, "quoted": quoted, "percent_of": percent_of,
}  # fmt: skip
