"""Whether two printed names mean the same provider, insurer or person."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

_FILLERS = frozenset({
    "the", "of", "and", "at", "for", "a", "an", "inc", "llc", "llp", "lp", "pllc", "pc", "pa", "plc", "corp", "co", "company", "ltd",
    "md", "do", "dds", "dmd", "np", "group", "dept", "department",
})

_ALIKE = 0.9  # one or two misread letters in a name


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    plain = re.sub(r"[.'’]", "", name.casefold())
    return tuple(word for word in re.findall(r"[a-z0-9]+", plain) if word not in _FILLERS)


@lru_cache(maxsize=65536)
def same_organization(first: str | None, second: str | None) -> bool | None:
    """Whether two names of a provider or insurer agree; None when one of them is not printed.

    Legal forms and small words do not count; a shorter name agrees with a longer one that holds all its words
    ("Riverbend General" with "Riverbend General Hospital").
    """
    if not first or not second:
        return None
    one, two = _words(first), _words(second)
    if not one or not two:
        return None
    short, long = sorted((one, two), key=len)
    if set(short) <= set(long) and (len(short) > 1 or len(long) == 1 or (short[0] == long[0] and len(short[0]) > 4)):
        return True
    alike = SequenceMatcher(None, " ".join(one), " ".join(two))
    return alike.real_quick_ratio() >= _ALIKE and alike.quick_ratio() >= _ALIKE and alike.ratio() >= _ALIKE


@lru_cache(maxsize=65536)
def same_person(first: str | None, second: str | None) -> bool | None:
    """Whether two names of a person agree ("Calloway, Walter J" with "Walter Calloway"); None when one is not printed."""
    if not first or not second:
        return None
    one = {word for word in _words(first) if len(word) > 1}
    two = {word for word in _words(second) if len(word) > 1}
    if not one or not two:
        return None
    return one <= two or two <= one


def short_label(text: str, limit: int = 36) -> str:
    """A line's description as a heading's subject: up to the first comma, not shouted, cut at a word."""
    head = re.split(r"[,;(]", text, maxsplit=1)[0].strip() or text.strip()
    if head.isupper() and len(head) > 4:
        head = head.capitalize()
    if len(head) > limit:
        head = head[:limit].rsplit(" ", 1)[0]
    return head[:1].upper() + head[1:]
