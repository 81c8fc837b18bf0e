"""Walks FHIR data that may be of any shape: what is missing or of an odd type is absent, and each element knows its path."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from medbills.claims.by_path import told
from medbills.domain.fields import FieldType, Value, from_plain
from medbills.domain.money import Money
from medbills.domain.reading import ReadValue

_MOST = Decimal(10) ** 11  # dollars: more is no claim, and a number of a million digits is an attack
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|$)")
_CURRENCIES = frozenset({"", "USD"})
_VARIABLE = re.compile(r"bluebutton\.cms\.gov/resources/variables/([\w.-]+)$")


@dataclass(frozen=True, slots=True)
class Node:
    """One element of a resource and its path. Where the data has no such element, `value` is None."""

    value: Any
    path: str = ""

    def __bool__(self) -> bool:
        return self.value is not None

    def at(self, *keys: str) -> Node:
        """The element below; the first of them where the data lists several."""
        node = self
        for key in keys:
            node = node.first()
            below = node.value.get(key) if isinstance(node.value, dict) else None
            node = Node(below, f"{node.path}.{key}" if node.path else key)
        return node.first()

    def each(self, key: str) -> Iterator[Node]:
        """The elements of a list; a lone element counts as a list of one, as STU3 has some that R4 lists."""
        below = self.value.get(key) if isinstance(self.value, dict) else None
        path = f"{self.path}.{key}" if self.path else key
        if isinstance(below, list):
            yield from (Node(item, f"{path}[{index}]") for index, item in enumerate(below) if item is not None)
        elif below is not None:
            yield Node(below, path)

    def first(self) -> Node:
        if not isinstance(self.value, list):
            return self
        return Node(self.value[0], f"{self.path}[0]") if self.value else Node(None, self.path)

    def words(self) -> str | None:
        """A text or a number as folded words; None for anything else and for blanks."""
        if isinstance(self.value, str):
            readable = self.value.encode("utf-8", "replace").decode("utf-8")  # JSON can spell half a character
            return " ".join(readable.replace("\0", " ").split()) or None
        number = self.number()
        return None if number is None else f"{number:f}"

    def number(self) -> Decimal | None:
        """A number, also one written as text, as XML has them; None where it is none that a claim can hold."""
        if isinstance(self.value, str):
            try:
                found = Decimal(self.value.strip())
            except InvalidOperation:
                return None
        elif isinstance(self.value, Decimal):
            found = self.value
        else:
            return None
        return found if found.is_finite() and abs(found) < _MOST and found.adjusted() > -20 else None

    def money(self) -> Money | None:
        """US dollars of a Money element, to the cent; None for another currency."""
        number = self.at("value").number()
        currency = str(self.at("currency").value or self.at("code").value or "").upper()
        if number is None or currency not in _CURRENCIES:
            return None
        return Money(int((number * 100).quantize(Decimal(1), ROUND_HALF_UP)))

    def day(self) -> datetime.date | None:
        """The day of a date or of an instant, in its own time zone; a year or a month alone is no day."""
        found = _DAY.match(self.value.strip()) if isinstance(self.value, str) else None
        try:
            return datetime.date.fromisoformat(found[0]) if found else None
        except ValueError:
            return None

    def told(self, type_: FieldType, confidence: float = 1.0) -> ReadValue | None:
        """The element as a value of that type with its path."""
        value: Value | None
        match type_:
            case FieldType.MONEY:
                value = self.money()
                return None if value is None else told(value, self.path, self.at("value").words(), confidence)
            case FieldType.DATE:
                value = self.day()
            case FieldType.NUMBER:
                value = self.number()
            case _:
                words = self.words()
                value = None if words is None else from_plain(type_, words)
        return None if value is None else told(value, self.path, self.words(), confidence)


@dataclass(frozen=True, slots=True)
class Coding:
    """One code of a CodeableConcept: its system in lower case, the code as written, and its words where given."""

    system: str
    code: str
    display: str | None
    node: Node

    @property
    def word(self) -> str:
        return self.code.lower()


def codings(concept: Node) -> list[Coding]:
    """The codes of a CodeableConcept or of a lone Coding; those without a code are left out."""
    items = list(concept.each("coding")) or ([concept] if concept.at("code") else [])
    return [
        Coding(str(item.at("system").value or "").lower(), code, item.at("display").words(), item.at("code"))
        for item in items
        if (code := item.at("code").words()) is not None
    ]


def variable(url: object) -> str | None:
    """The name of a CMS variable in its address ("https://bluebutton.cms.gov/resources/variables/prpayamt")."""
    found = _VARIABLE.search(url.strip()) if isinstance(url, str) else None
    return found[1].lower() if found else None


def extensions(node: Node) -> Iterator[tuple[str, Node]]:
    """The element's extensions: the name of a CMS variable, or else the whole address, with the extension."""
    for item in node.each("extension"):
        url = item.at("url").value
        if isinstance(url, str):
            yield variable(url) or url.lower(), item


def extension(node: Node, name: str, value: str) -> Node:
    """What an extension of that name says (`value` is the FHIR name of its value, like "valueMoney")."""
    found = next((item for found, item in extensions(node) if found == name and item.at(value)), Node(None, node.path))
    return found.at(value)
