"""The phrases by which a booklet's clause on cheaper treatments may be known; hints, which the user confirms."""

from __future__ import annotations

import re
from functools import cache

from medbills import plain_yaml
from medbills.domain.page import Page
from medbills.paths import resource

_WORD = r"[\w’'-]+"


@cache
def clause_phrases() -> tuple[re.Pattern[str], ...]:
    """The phrases as patterns over text in small letters, where any white space is one space."""
    plain = plain_yaml.load(resource("clauses", "alternate_benefit.yaml").read_text(encoding="utf-8"))
    return tuple(_pattern(str(phrase)) for phrase in plain["phrases"])


def _pattern(phrase: str) -> re.Pattern[str]:
    parts = [re.escape(part.strip()).replace(r"\ ", r"\s+") for part in phrase.casefold().split("*")]
    return re.compile(r"\b" + rf"\s+(?:{_WORD}\s+){{0,4}}".join(parts))


def may_hold_clause(text: str) -> bool:
    """Whether a page's words hold one of the phrases."""
    small = text.casefold()
    return any(pattern.search(small) for pattern in clause_phrases())


def places_of_clause(page: Page) -> tuple[tuple[int, int], ...]:
    """First and last word (places in the page's words) of each phrase on a page, in order."""
    joined, starts = joined_words(page)
    found = set()
    for pattern in clause_phrases():
        for match in pattern.finditer(joined):
            found.add((_word_at(starts, match.start()), _word_at(starts, match.end() - 1)))
    return tuple(sorted(found))


def joined_words(page: Page) -> tuple[str, list[int]]:
    """The page's words as one text in small letters, and where in it each word begins."""
    starts, parts, at = [], [], 0
    for word in page.words:
        small = word.text.casefold()
        starts.append(at)
        parts.append(small)
        at += len(small) + 1
    return " ".join(parts), starts


def _word_at(starts: list[int], at: int) -> int:
    from bisect import bisect_right

    return bisect_right(starts, at) - 1
