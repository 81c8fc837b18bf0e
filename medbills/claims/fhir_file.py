"""Opens a file of FHIR data, be it JSON, lines of JSON or XML, and finds the resources in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from medbills.claims.fhir_node import Node
from medbills.claims.fhir_xml import from_xml
from medbills.domain.importing import Source
from medbills.domain.media import XML
from medbills.errors import UnusableInput

_DEEPEST = 8  # bundles within bundles
_BROKEN = "{name} is not complete: the data breaks off or is damaged in line {line}. Download it again."
_TOO_DEEP = "{name} is nested deeper than any claim. Download it again, or ask your plan for another file."


@dataclass(frozen=True, slots=True)
class Resource:
    """One FHIR resource: its type, the address that references call it by, and its bundle's."""

    kind: str
    node: Node
    address: str | None = None
    bundle: Node = Node(None)


def resources_of(source: Source) -> list[Resource]:
    """The resources of the file, those of its bundles too, in the file's order.

    Raises UnusableInput naming the file when it is broken.
    """
    found: list[Resource] = []
    for root in _roots(source):
        found.extend(_within(root, None, Node(None), 0))
    return found


def _roots(source: Source) -> list[Node]:
    try:
        if source.media_type == XML:
            return [Node(from_xml(source.name, source.body))]
        return _json_roots(source)
    except RecursionError:
        raise UnusableInput(_TOO_DEEP.format(name=source.name)) from None


def _json_roots(source: Source) -> list[Node]:
    text = source.body.strip("\ufeff \t\r\n\0")
    try:
        value = _parsed(text)
    except json.JSONDecodeError as broken:
        if broken.msg != "Extra data":
            raise UnusableInput(_BROKEN.format(name=source.name, line=broken.lineno)) from None
        return _line_roots(source.name, text)
    if isinstance(value, list):
        return [Node(item, f"[{index}]") for index, item in enumerate(value)]
    return [Node(value)]


def _line_roots(name: str, text: str) -> list[Node]:
    """One resource in each line, as bulk downloads have them."""
    roots = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                roots.append(Node(_parsed(line), f"line[{number}]"))
            except json.JSONDecodeError:
                raise UnusableInput(_BROKEN.format(name=name, line=number)) from None
    return roots


def _parsed(text: str) -> Any:
    return json.loads(text, parse_float=_number, parse_int=_number, parse_constant=lambda _: None)


def _number(digits: str) -> Decimal | None:
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None  # an exponent beyond all bounds


def _within(node: Node, address: str | None, bundle: Node, depth: int) -> Iterator[Resource]:
    kind = node.at("resourceType").value
    if not isinstance(kind, str) or depth > _DEEPEST:
        return
    if kind != "Bundle":
        yield Resource(kind, node, address, bundle)
        return
    for entry in node.each("entry"):
        url = entry.at("fullUrl").value
        yield from _within(entry.at("resource"), url if isinstance(url, str) else None, node, depth + 1)
