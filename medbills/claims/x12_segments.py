"""X12 interchanges as segments: the separators from the file itself, whatever line breaks a mailer put in between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_OPENING = re.compile(r"(?:ISA|GS|ST)(?P<mark>[^A-Za-z0-9 \t\r\n])")
_ENVELOPE = re.compile(r"ISA(?=[^A-Za-z0-9 \t\r\n])")
_ISA_ELEMENTS = 16  # X12.5: the interchange header has sixteen, the last is the component separator
_BREAKS = str.maketrans("", "", "\r\n")
_BLANK = frozenset("\ufeff \t\r\n")  # not str.isspace(): some senders separate with the control characters FS to US
_OWN_MARK = re.compile(r"[A-Z0-9]{2}([^A-Za-z0-9. \t\r\n])")


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment. Elements count from 1, as the standard does; `ordinal` counts its kind in the file, from 1."""

    id: str
    elements: tuple[str, ...]
    ordinal: int
    alone: bool  # the only one of its kind in the file
    component: str

    def at(self, place: int) -> str:
        """The element without white space around it; empty where the segment has none."""
        return self.elements[place - 1].strip() if place <= len(self.elements) else ""

    def parts(self, place: int) -> tuple[str, ...]:
        """The components of an element; by its own mark where a sender did not keep to the one he declared."""
        text = self.at(place)
        own = _OWN_MARK.match(text)
        mark = self.component if self.component in text or not own else own[1]
        return tuple(part.strip() for part in text.split(mark))

    def path(self, place: int | None = None) -> str:
        """Where an element stands: "CLP*3", or "CLP[2]*3" in a file with several claims."""
        name = self.id if self.alone else f"{self.id}[{self.ordinal}]"
        return name if place is None else f"{name}*{place}"


@dataclass(frozen=True, slots=True)
class Transaction:
    """What stands between ST and SE. `whole` is False where the file ends before its SE."""

    kind: str  # "835"
    segments: tuple[Segment, ...]
    whole: bool


def looks_like_x12(text: str) -> bool:
    """Whether the text opens with an envelope, a group or a transaction set."""
    return _OPENING.match(text[:64].lstrip("\ufeff \t\r\n")) is not None


def segments_of(text: str, most: int) -> tuple[Segment, ...]:
    """All segments of all interchanges in the file, but no more than one above `most`; empty when it is no X12."""
    raw = list(islice(_split(text), most + 1))
    count = Counter(elements[0] for elements, _ in raw)
    met: Counter[str] = Counter()
    found = []
    for elements, component in raw:
        name = elements[0]
        met[name] += 1
        found.append(Segment(name, tuple(elements[1:]), met[name], count[name] == 1, component))
    return tuple(found)


def transactions_of(segments: Sequence[Segment]) -> tuple[Transaction, ...]:
    """The transaction sets, in the file's order; envelopes fall away."""
    found: list[Transaction] = []
    kind = ""
    body: list[Segment] | None = None
    for segment in segments:
        if segment.id in {"ST", "SE", "GE", "IEA", "ISA", "GS"}:
            if body is not None:
                found.append(Transaction(kind, tuple(body), segment.id == "SE"))
            kind, body = (segment.at(1), []) if segment.id == "ST" else ("", None)
        elif body is not None:
            body.append(segment)
    if body is not None:
        found.append(Transaction(kind, tuple(body), False))
    return tuple(found)


def _split(text: str) -> Iterator[tuple[list[str], str]]:
    opening = _OPENING.match(text, _blank_until(text, 0))
    if opening is None:
        return
    element, component, end = opening["mark"], ":", "~" if "~" in text else "\n"
    place = opening.start()
    while place < len(text):
        if _ENVELOPE.match(text, place):
            element, component, end = _separators(text, place, end)
        stop = text.find(end, place)
        stop = len(text) if stop < 0 else stop
        elements = text[place:stop].translate(_BREAKS).split(element)
        name = elements[0].strip().upper()
        if name.isalnum() and len(name) <= 3:
            yield [name, *elements[1:]], component
        place = _blank_until(text, stop + len(end))


def _separators(text: str, place: int, before: str) -> tuple[str, str, str]:
    """Of an ISA: by counting its elements, as lines broken at a fixed width shift the columns of its fields."""
    element = text[place + 3]
    at = place
    for _ in range(_ISA_ELEMENTS):
        at = text.find(element, at + 1)
        if at < 0:
            return element, ":", before
    at = _blank_until(text, at + 1)
    component = text[at : at + 1] or ":"
    end = text[at + 1 : at + 2] or before
    return element, component, "\n" if end == "\r" else end


def _blank_until(text: str, place: int) -> int:
    while place < len(text) and text[place] in _BLANK:
        place += 1
    return place
