"""Shortens account and card numbers on the pages that we write ourselves to their last signs."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from typing import Any

from medbills.domain.packet import PacketPlan

CUT = "ends in "
_SHOWN = 4  # signs at the end that stay
_LEAST = 5  # letters and digits; a shorter number tells nothing
_CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
_TEXTS = {"title", "asks", "footer", "why", "what", "detail", "who", "said", "promised", "reference", "note", "rule", "met"}


def masked(number: str) -> str:
    """ "ends in 1-22": the last four signs, and never more than half of them."""
    signs = [place for place, char in enumerate(number) if char.isalnum()]
    if len(signs) < _LEAST:
        return number
    return f"{CUT}{number[signs[-min(_SHOWN, len(signs) // 2)] :]}"


def mask_plan(plan: PacketPlan, accounts: Iterable[str]) -> PacketPlan:
    """The plan with these account numbers, and all card numbers, masked in every text of ours; what the exhibits show stays.

    What the reader calls "Your reference" is its own, and stays too.
    """
    numbers = sorted({number for number in accounts if sum(map(str.isalnum, number)) >= _LEAST}, key=len, reverse=True)
    patterns = {re.compile(rf"(?<![\w-]){re.escape(number)}(?![\w-])"): masked(number) for number in numbers}
    hidden: PacketPlan = _masked(plan, patterns)
    rows = tuple((name, value if name == "Your reference" else _words(value, patterns)) for name, value in plan.particulars)
    return dataclasses.replace(hidden, particulars=rows)


def _masked(value: Any, patterns: Mapping[re.Pattern[str], str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_masked(one, patterns) for one in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in dataclasses.fields(value):
        old = getattr(value, field.name)
        if isinstance(old, tuple):
            changed[field.name] = _masked(old, patterns)
        elif isinstance(old, str) and field.name in _TEXTS:
            changed[field.name] = _words(old, patterns)
    return dataclasses.replace(value, **changed)


def _words(text: str, patterns: Mapping[re.Pattern[str], str]) -> str:
    for pattern, short in patterns.items():
        text = pattern.sub(short, text)
    return _CARD.sub(lambda match: masked(match.group()) if is_card_number(match.group()) else match.group(), text)


def is_card_number(text: str) -> bool:
    """Whether the digits of a text are a card's number, by their check digit (Luhn)."""
    digits = [int(char) for char in text if char.isdigit()]
    if not 13 <= len(digits) <= 19:
        return False
    doubled = [digit if place % 2 == 0 else (digit * 2) // 10 + (digit * 2) % 10 for place, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
