"""The care a letter speaks of: what was asked for, its code, and who ordered it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.domain.fields import FieldType
from medbills.domain.reading import ReadLine
from medbills.layout.facts import Fact, read_value
from medbills.layout.rows import Phrase, words_at
from medbills.layout.sheet import Sheet

_CODE = re.compile(r"\(?\s*(?:(?:cpt|hcpcs|cdt|procedure|service)?[ /]*code:?|cpt|hcpcs|cdt):?\s*(?P<code>[A-Z]?\d{4}[A-Z\d]?)\s*\)?", re.I)
_ORDERED_BY = re.compile(
    r"(?:ordered|requested|referred|prescribed) by|(?:ordering|requesting|treating|referring|your) (?:doctor|physician|provider)", re.I
)


def requested_line(service: Fact, total: Fact | None) -> ReadLine:
    """A line for the care that was asked for, with its code where the letter prints one and its price where that is known."""
    text = " ".join(word.text for word in service.words)
    found = _CODE.search(text)
    said = text[: found.start()] if found else text
    line = {}
    words = words_at(service.words, 0, len(said.rstrip(" (,")))
    if words:
        line["description"] = read_value(FieldType.TEXT, said.strip(" (,;:"), words, service.page, 0.9)
    if found:
        spot = words_at(service.words, found.start("code"), found.end("code"))
        line["code"] = read_value(FieldType.CODE, found["code"], spot, service.page, 0.93)
    if total is not None:
        line["billed"] = read_value(FieldType.MONEY, total.value, total.words, total.page, 0.85)
    return line


def ordered_by(sheets: Sequence[Sheet]) -> list[Fact]:
    """The doctor beside words like "Ordered by", as `provider_name`."""
    found = []
    for sheet in sheets:
        for row in sheet.rows:
            for label, value in zip(row.phrases, row.phrases[1:], strict=False):
                if _ORDERED_BY.fullmatch(label.text.strip(" :")) and _is_name(value):
                    found.append(Fact("provider_name", value.text, sheet.page.number, value.words, 0.9))
    return found


def _is_name(phrase: Phrase) -> bool:
    return 2 <= len(phrase.words) <= 7 and phrase.text[0].isupper() and not any(c.isdigit() for c in phrase.text)
