"""Names and addresses that a form prints in parts, each with a label of its own: "First Name", "Last Name"; "Street", "City"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.domain.page import Word
from medbills.layout.facts import Fact
from medbills.layout.rows import Phrase, text_of
from medbills.layout.sheet import Sheet

_LABEL = re.compile(
    r"(?P<whose>(?:patient|guarantor|responsible party|subscriber|member|insured|provider|facility|hospital|clinic|office|mailing|"
    r"street|home|practice)"
    r"(?:['’]s)?(?:/facility)? )*(?:legal )?"
    r"(?P<part>first name|given name|middle(?: (?:name|initial))?|m\.?i\.?|last name|surname|family name|"
    r"street(?: address)?|address(?: line)?(?: 1)?|city(?:/town)?,? ?(?:/|and)? ?(?:state|st)\b,? ?(?:/|and)? ?zip(?: code)?|"
    r"city(?:/town)?|state|zip(?: code)?|postal code)"
    r"(?:\s*:|$)",
    re.I,
)
_KINDS = {"first": "first", "given": "first", "middle": "middle", "mi": "middle", "last": "last", "surname": "last", "family": "last"}
_PLACES = {"street": "street", "address": "street", "city": "city", "state": "state", "zip": "zip", "postal": "zip"}
_OFFICE = re.compile(r"\b(?:provider|facility|hospital|clinic|office|practice)\b", re.I)
_PERSON = re.compile(r"\b(?:patient|guarantor|member|subscriber|insured|responsible)\b", re.I)
_BLANK = re.compile(r"[_\W]*$")
_ROWS = 4  # over an address, that may say whose it is; and over which the parts of one name may stand
_SURE = 1.05  # heavier than one part of the name that was taken for the whole
_ADDRESS = 0.93

Part = tuple[str, str, int, tuple[Word, ...]]  # the kind of part, whose it is said to be, the row, the words


def names_in_parts(sheets: Sequence[Sheet]) -> Iterator[Fact]:
    """The patient's name, put together from its parts: "Marla", "Jean", "Okafor"."""
    for sheet in sheets:
        parts = [part for part in _parts(sheet, _KINDS) if not _OFFICE.search(part[1])]
        for first in (part for part in parts if part[0] == "first"):
            near = [part for part in parts if abs(part[2] - first[2]) < _ROWS and part[1] in ("", first[1])]
            last = next((part for part in near if part[0] == "last"), None)
            if last is None or re.search(r"guarantor|responsible|subscriber|member|insured", first[1]):
                continue
            middle = next((part for part in near if part[0] == "middle"), None)
            words = tuple(word for part in (first, middle, last) if part is not None for word in part[3])
            yield Fact("patient_name", text_of(words).strip(" ,;"), sheet.page.number, words, _SURE)


def addresses_in_parts(sheets: Sequence[Sheet]) -> Iterator[Fact]:
    """The provider's address, put together from its parts; the patient's is not it."""
    for sheet in sheets:
        parts = _parts(sheet, _PLACES)
        for street in (part for part in parts if part[0] == "street"):
            near = {part[0]: part for part in reversed(parts) if 0 <= part[2] - street[2] < _ROWS and part[0] != "street"}
            kinds = ("place",) if "place" in near else ("city", "state", "zip")
            if not near.keys() >= set(kinds) or not _of_an_office(sheet, street):
                continue
            words = (*street[3], *(word for kind in kinds for word in near[kind][3]))
            named = [text_of(part).strip(" ,;") for part in (street[3], *(near[kind][3] for kind in kinds))]
            city = named[1] if len(kinds) == 1 else f"{named[1]}, {named[2]} {named[3]}"
            yield Fact("provider_address", f"{named[0]}, {city}", sheet.page.number, words, _ADDRESS)
            return  # of several providers the first is the sender


def _of_an_office(sheet: Sheet, street: Part) -> bool:
    """Whether the label, or the nearest row over it that names an owner, says that an address is a provider's."""
    for text in (street[1], *(row.text for row in reversed(sheet.rows[max(street[2] - _ROWS, 0) : street[2]]))):
        if _OFFICE.search(text):
            return True
        if _PERSON.search(text):
            return False
    return False


def _parts(sheet: Sheet, kinds: dict[str, str]) -> list[Part]:
    """The labeled parts on a page, from top to bottom: the words up to the next label, or beside or under it."""
    found: list[Part] = []
    for order, row in enumerate(sheet.rows):
        for place, phrase in enumerate(row.phrases):
            for match in _LABEL.finditer(phrase.text):
                kind = _kind(match["part"], kinds)
                if match.end() == len(phrase.text) and not match[0].endswith(":"):
                    words = _below(sheet, phrase) if match.start() == 0 else ()
                else:
                    words = _value(phrase, match.end(), row.phrases[place + 1] if place + 1 < len(row.phrases) else None)
                if kind is not None and words:
                    found.append((kind, (match["whose"] or "").lower().strip(), order, words))
    return found


def _kind(part: str, kinds: dict[str, str]) -> str | None:
    """Which part a label names; city, state and ZIP under one label are the rest of an address."""
    words = re.findall(r"[a-z]+", part.lower().replace(".", ""))
    return "place" if "city" in words and "zip" in words and "street" in kinds else kinds.get(words[0])


def _below(sheet: Sheet, label: Phrase) -> tuple[Word, ...]:
    """The words under a label that stands over its box."""
    under = sheet.below(label, 1.6 * label.size)
    return under[0].words if under and ":" not in under[0].text and _LABEL.search(under[0].text) is None else ()


def _value(phrase: Phrase, end: int, beside: Phrase | None) -> tuple[Word, ...]:
    """The words behind a label, up to the next one."""
    after = _LABEL.search(phrase.text, end)
    stop = after.start() if after else len(phrase.text)
    words = phrase.words[len(phrase.text[:end].split()) : len(phrase.text[:stop].split())]
    if not words and after is None and beside is not None and ":" not in beside.text:
        words = beside.words
    return () if _BLANK.match(text_of(words)) or any(":" in word.text for word in words) else tuple(words)
