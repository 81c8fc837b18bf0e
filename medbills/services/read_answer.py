"""Reads what was typed for one part of a question into the plain value of a case file, and says such a value in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from medbills.domain.asking import Form, Part
from medbills.domain.dental_limits import frequency_of
from medbills.domain.money import Money
from medbills.domain.wording import listed, long_day

YES, NO = "yes", "no"
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\b(\d{1,2})(?::(\d{2}))?\s*([ap])\.?m\b\.?|\b(\d{1,2}):(\d{2})\b", re.I)
_OFTEN = re.compile(
    r"(\d+)\s*(?:x|times?)?\s*(?:per|in|every|an?)?\s*(?:an?\s+)?(calendar year|benefit year|year|\d+ months?|\d+ years?)", re.I
)
_NOT_A_DAY = "Type a day like 11/18/26."


def read_part(part: Part, typed: str, today: datetime.date) -> Any:
    """The plain value; None where nothing was typed. Raises ValueError whose text is a sentence with an example."""
    text = typed.strip()
    return _READ[part.form](part, text, today) if text else None


def say_value(part: Part, value: Any) -> str:
    """A plain value of this part, as a person says it."""
    if part.form is Form.YES_NO:
        return "Yes" if value else "No"
    if part.form in (Form.CHOICE, Form.LISTED):
        labels = {choice.value: choice.label for choice in part.choices}
        return listed([labels.get(str(one), str(one)) for one in (value if isinstance(value, (list, tuple)) else [value])])
    return _SAY.get(part.form, str)(value)


def _yes_no(_part: Part, text: str, _today: datetime.date) -> bool:
    if text not in (YES, NO):
        raise ValueError("Please pick one of these.")
    return text == YES


def _choice(part: Part, text: str, _today: datetime.date) -> Any:
    if text not in {choice.value for choice in part.choices}:
        raise ValueError("Please pick one of these.")
    return int(text) if all(choice.value.isdigit() for choice in part.choices) else text


def _listed(part: Part, text: str, today: datetime.date) -> list[Any]:
    return [_choice(part, one.strip(), today) for one in text.split(",") if one.strip()]


def _amount(_part: Part, text: str, _today: datetime.date) -> str:
    try:
        money = Money.of(text.replace("$", "").replace(",", "").strip())
    except (ValueError, InvalidOperation):
        raise ValueError("Type a sum like 120.00.") from None
    if money.cents < 0:
        raise ValueError("Type a sum like 120.00, not below zero.")
    return money.plain()


def _day(_part: Part, text: str, today: datetime.date) -> str:
    return _read_day(text, today).isoformat()


def _number(_part: Part, text: str, _today: datetime.date) -> str:
    try:
        number = Decimal(text.replace(",", "").rstrip("% "))
    except InvalidOperation:
        raise ValueError("Type a number like 4 or 2.5.") from None
    if not number.is_finite() or not 0 <= number <= 1_000_000:
        raise ValueError("Type a number like 4 or 2.5.")
    return str(number)


def _whole(_part: Part, text: str, _today: datetime.date) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise ValueError("Type a whole number like 12.")
    return int(text)


def _share(part: Part, text: str, today: datetime.date) -> str:
    percent = Decimal(_number(part, text, today))
    if percent > 100:
        raise ValueError("Type a percent like 20.")
    return str(percent / 100)


def _words(_part: Part, text: str, _today: datetime.date) -> str:
    return " ".join(text.split())[:80]


def _calls(_part: Part, text: str, today: datetime.date) -> list[dict[str, Any]]:
    calls = []
    for line in text.splitlines():
        if not line.strip():
            continue
        call: dict[str, Any] = {"date": _read_day(line, today).isoformat()}
        rest = _ISO.sub("", _DAY.sub("", line))
        if found := _TIME.search(rest):
            call["time"] = _clock(found)
        call["talked"] = "talk" in rest.casefold() or "spoke" in rest.casefold()
        calls.append(call)
    return calls


def _minutes(_part: Part, text: str, today: datetime.date) -> dict[str, int]:
    minutes: dict[str, int] = {}
    for line in (line for line in text.splitlines() if line.strip()):
        day = _read_day(line, today)
        rest = _ISO.sub("", _DAY.sub("", line))
        number = re.search(r"\d{1,4}", rest)
        if number is None:
            raise ValueError("Type a day and its minutes, like 11/3/2026 45.")
        minutes[day.isoformat()] = minutes.get(day.isoformat(), 0) + int(number[0])
    return minutes


def _how_often(_part: Part, text: str, _today: datetime.date) -> dict[str, Any]:
    found = _OFTEN.fullmatch(text.rstrip(". "))
    rule = {"times": int(found[1]), "per": found[2].lower()} if found else {}
    if frequency_of(rule) is None:
        raise ValueError("Type it like 2 per calendar year, or 1 per 36 months.")
    return rule


def _read_day(text: str, today: datetime.date) -> datetime.date:
    """The first day in the text. Years of two digits lie at most one year ahead."""
    if found := _ISO.search(text):
        try:
            return datetime.date.fromisoformat(found[0])
        except ValueError:
            raise ValueError(_NOT_A_DAY) from None
    found = _DAY.search(text)
    if found is None:
        raise ValueError(_NOT_A_DAY)
    month, day, year = (int(part) for part in found.groups())
    if year < 100:
        year += today.year // 100 * 100
        year -= 100 if year > today.year + 1 else 0
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ValueError(_NOT_A_DAY) from None


def _clock(found: re.Match[str]) -> str:
    """ "19:30" from what was matched."""
    hour, minute = int(found[1] or found[4]), int(found[2] or found[5] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError("Type a time like 7:30 PM.")
    return f"{hour:02}:{minute:02}"


_READ: Mapping[Form, Callable[[Part, str, datetime.date], Any]] = {
    Form.YES_NO: _yes_no, Form.CHOICE: _choice, Form.LISTED: _listed, Form.AMOUNT: _amount, Form.DAY: _day, Form.NUMBER: _number,
    Form.PERCENT: _number, Form.WHOLE: _whole, Form.SHARE: _share, Form.WORDS: _words, Form.DAYS_TIMES: _calls, Form.MINUTES: _minutes,
    Form.HOW_OFTEN: _how_often,
}  # fmt: skip
_SAY: Mapping[Form, Callable[[Any], str]] = {
    Form.AMOUNT: lambda value: str(Money.of(str(value))), Form.DAY: lambda value: long_day(datetime.date.fromisoformat(str(value))),
    Form.SHARE: lambda value: f"{(Decimal(str(value)) * 100).normalize():f}%", Form.PERCENT: lambda value: f"{value}%",
    Form.DAYS_TIMES: lambda value: f"{len(value)} call{'' if len(value) == 1 else 's'}",
    Form.MINUTES: lambda value: listed(
        [f"{minutes} minutes on {long_day(datetime.date.fromisoformat(day))}" for day, minutes in value.items()]
    ),
    Form.HOW_OFTEN: lambda value: f"{value.get('times')} per {value.get('per')}",
}  # fmt: skip
