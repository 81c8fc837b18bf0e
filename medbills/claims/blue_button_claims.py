"""Finds the claims in a Blue Button text: labels with their values, line by line, told apart by claim and by claim line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_RULE = re.compile(r"[-=*_]{8,}$")
_LABEL = re.compile(r"(?P<label>[A-Za-z][^:]{0,60}?)\s*:(?P<value>.*)$")
_LINES_OF = "claim lines for claim number"
_NUMBER = "claim number"
_LINE = "line number"
_DRUG_LINE = frozenset({"drug code", "drug name", "claim service date", "fill number", "days' supply", "prescriber name"})


@dataclass(frozen=True, slots=True)
class Told:
    """What stands behind a label: the words, and the line of the file (from 1)."""

    label: str
    words: str
    row: int

    @property
    def path(self) -> str:
        return f'line {self.row}, "{self.label}"'


Labels = dict[str, Told]  # by the label in lower case


@dataclass
class Claim:
    """One claim: what its head says, and what each of its lines says."""

    number: str
    head: Labels = field(default_factory=dict)
    lines: list[Labels] = field(default_factory=list)


def claims_in(text: str) -> list[Claim]:
    """The claims of the file in their order. A heading of another section ends them."""
    claims: list[Claim] = []
    current: Claim | None = None
    for told in _labels(text):
        key = told.label.lower()
        if told.words == _HEADING:
            current = None
        elif key in (_NUMBER, _LINES_OF):
            again = key == _NUMBER and current is not None and _NUMBER in current.head
            if current is None or current.number != told.words or again:
                current = Claim(told.words)
                claims.append(current)
            if key == _NUMBER:
                current.head[key] = told
        elif current is None:
            continue
        elif key == _LINE:
            current.lines.append({key: told})
        elif current.lines and _LINE in current.lines[-1]:
            current.lines[-1].setdefault(key, told)
        elif key in _DRUG_LINE:
            if not current.lines:
                current.lines.append({})
            current.lines[-1].setdefault(key, told)
        else:
            current.head.setdefault(key, told)
    return claims


def section(text: str, title: str) -> Labels:
    """The labels of the first section with that heading, the first of each name."""
    found: Labels = {}
    inside = False
    for told in _labels(text):
        if told.words == _HEADING:
            if inside:
                break
            inside = told.label.lower() == title
        elif inside:
            found.setdefault(told.label.lower(), told)
    return found


_HEADING = "\0heading"


def _labels(text: str) -> Iterator[Told]:
    """Labels with their words; a heading (a line without a label between ruled lines) comes with `_HEADING`."""
    rows = text.splitlines()
    for index, row in enumerate(rows):
        words = row.strip()
        if not words or _RULE.match(words):
            continue
        found = _LABEL.match(words)
        if found:
            yield Told(" ".join(found["label"].split()), " ".join(found["value"].split()), index + 1)
        elif index and _RULE.match(rows[index - 1].strip()) and not words.lower().startswith("claim summary"):
            yield Told(words, _HEADING, index + 1)
