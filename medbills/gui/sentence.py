"""Sentences of a text, and those that hold values: cut apart, and known again by the words around the values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_ABBREVIATED = r"\b(?:Dr|Mr|Mrs|Ms|St|Mt|Ft|Jr|Sr|Nos|Inc|Co|Corp|vs|Sec|Ave|Blvd|Rd|approx|e\.g|i\.e|U\.S|[A-Z])\.$"
_SENTENCE_END = re.compile(r"(?<=[.?!])[”’\")]*(\s+)(?=[A-Z“\"$%¿⟦(\d\x00])")
_BETWEEN = re.compile(r"(\n+|\s+·\s+)")
PLACE = re.compile(r"%(\d)")
LETTERS = re.compile(r"[^\W\d_]{2,}")
_LABELED = re.compile(r"[^%]{2,}: “?%1”?[.?]?$")
WEAK = frozenset({"of", "and", "or", "to", "for", "in", "at", "by", "the", "an", "on", "from", "with", "is", "no", "as", "it", "if", "be"})
_STRONG = 2  # words of its own that make a sentence sure to be the one meant
_SURE = 4


def pieces(text: str) -> list[tuple[str, str]]:
    """A text as its sentences, each with the space or dot that follows it. Joined again they are the text."""
    found = []
    parts = _BETWEEN.split(text)
    for at in range(0, len(parts), 2):
        after = parts[at + 1] if at + 1 < len(parts) else ""
        sentences = list(_sentences(parts[at]))
        found += [*sentences[:-1], (sentences[-1][0], sentences[-1][1] + after)]
    return found


def _sentences(line: str) -> Iterator[tuple[str, str]]:
    start = 0
    for end in _SENTENCE_END.finditer(line):
        said, follows = line[start : end.start(1)], line[end.end() : end.end() + 1]
        if re.search(_ABBREVIATED, said) or (said.endswith("No.") and follows.isdigit()):
            continue
        yield line[start : end.start(1)], end.group(1)
        start = end.end()
    yield line[start:], ""


@dataclass(frozen=True)
class Template:
    """A sentence with values at %1 to %9, and what it is in the other language."""

    source: str
    target: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the sentence with any values."""
        parts = PLACE.split(self.source)
        seen: set[str] = set()
        built = ""
        for at, part in enumerate(parts):
            if at % 2 == 0:
                built += re.escape(part)
            elif part in seen:
                built += f"(?P=v{part})"
            else:
                seen.add(part)
                built += f"(?P<v{part}>.+?)"
        return re.compile(built)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its own words, values left out."""
        return tuple(LETTERS.findall(PLACE.sub(" ", self.source)))

    @cached_property
    def weight(self) -> int:
        """How much of it is its own."""
        return len(PLACE.sub("", self.source))

    @property
    def weak(self) -> bool:
        """It has hardly a word of its own, so that it would fit half of any sentence, or a name like Bank of America."""
        return self.own_words < _STRONG and not _LABELED.match(self.source)

    @property
    def sure(self) -> bool:
        """So much of it is its own that a value may be several sentences, as where somebody is quoted."""
        return self.own_words >= _SURE

    @cached_property
    def own_words(self) -> int:
        """How many words tell it from others."""
        return sum(word.lower() not in WEAK for word in self.words)
