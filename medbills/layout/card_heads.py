"""The day and the notes in the first row of a card, beside the service and its code: "Service date: Feb 5, 2026  See note R14"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from medbills.domain.page import Word
from medbills.layout.codes import notes_of
from medbills.layout.labels import DATE, text_field
from medbills.layout.rows import Phrase, Row, text_of, words_at
from medbills.layout.table_line import Cell
from medbills.layout.tokens import DAY, SPAN, Token

_FAIR = 0.93
_OF_SERVICE = frozenset({"service_span", "service_from", DATE})
_LABEL = re.compile(  # what may stand right before the day
    r"(?:(?:date|fecha)s?(?: of| de(?:l)?)? (?:service|care|visit|servicio)s?|(?:service|visit|care)s? (?:date|on|received|from)s?|"
    r"dos|dates?|on|fecha)\s*:?\s*$", re.I)
_NOTES = re.compile(
    r"(?i:(?:see |ver )?(?:(?:remark|reason|message|claim|adjustment) )?(?:notes?|remarks?|messages?|footnotes?|notas?)"
    r"(?: codes?)?:? ?#? ?)"
    r"(?P<notes>[A-Z]{0,3}\d{1,4}(?:[,;] ?(?:and |y )?[A-Z]{0,3}\d{1,4})*)\.?$")


@dataclass
class Aside:
    """Words that say nothing of the service itself, and the cells that they give."""

    words: set[Word] = field(default_factory=set)
    cells: dict[str, Cell] = field(default_factory=dict)


def words_aside(row: Row, tokens: Sequence[Token]) -> Aside:
    """The day with its label, and the notes, in a row that opens a card; a day of something else is left alone."""
    aside = Aside()
    token = next((token for token in tokens if token.kind in (DAY, SPAN)), None)
    if token is not None:
        _take_day(row, token, aside)
    for phrase in row.phrases:
        _take_notes(row, phrase, aside)
    return aside


def _take_day(row: Row, token: Token, aside: Aside) -> None:
    own = next(phrase for phrase in row.phrases if token.words[0] in phrase.words)
    before = [word for word in own.words if word.x0 < token.x0]
    if not before and (place := row.phrases.index(own)):
        beside = row.phrases[place - 1]
        before = list(beside.words) if text_field(beside.text.rstrip(":")) is not None else []
    label = text_of(before)
    named = text_field(label.rstrip(": ")) if label else None
    if named is not None and named not in _OF_SERVICE:
        return
    found = _LABEL.search(label)
    if named is not None:
        aside.words |= set(before)
    elif found is not None:
        aside.words |= set(words_at(before, found.start(), len(label)))
    aside.words |= set(token.words)
    if token.kind == SPAN and token.value.first != token.value.last:
        aside.cells["service_from"] = Cell(token.value.first, token.words, row.page, _FAIR)
        aside.cells["service_to"] = Cell(token.value.last, token.words, row.page, _FAIR)
    else:
        day = token.value.first if token.kind == SPAN else token.value
        aside.cells["service_date"] = Cell(day, token.words, row.page, _FAIR)


def _take_notes(row: Row, phrase: Phrase, aside: Aside) -> None:
    words = tuple(word for word in phrase.words if word not in aside.words)
    text = text_of(words)
    found = _NOTES.search(text)
    if found is None or (text[: found.start()].strip() and not aside.words & set(phrase.words)):
        return  # the end of the service's own words
    notes = notes_of(re.sub(r"\b(?:and|y)\b", ",", found["notes"]))
    if notes:
        aside.cells["remark_codes"] = Cell(notes, words_at(words, found.start("notes"), found.end("notes")), row.page, _FAIR)
        aside.words |= set(words_at(words, found.start(), len(text)))
