"""Turns FHIR's XML form into its JSON form; anything with a DOCTYPE is refused, as no FHIR file has one."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from medbills.errors import UnusableInput

_DEEPEST = 200
_PLAIN = "\0value"  # an element's own value; Money has an element of that name below it
_NAMESPACE = "http://hl7.org/fhir"
_BROKEN = "{name} is not complete: its XML is damaged in line {line}. Download it again."
_UNSAFE = "{name} holds an XML DOCTYPE, which no claim file has. It was not opened. Download it again from your plan."
_TOO_DEEP = "{name} is nested deeper than any claim. Download it again, or ask your plan for another file."


class _Builder:
    """Builds the JSON form while the parser walks; each open element is its name with what it holds so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open: list[tuple[str, dict[str, Any]]] = []
        self.root: Any = None
        self.skipped = 0  # depth within an element of another namespace: the narrative's XHTML

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, local = tag.rpartition(" ")
        if self.skipped or space != _NAMESPACE:
            self.skipped += 1
            return
        if len(self.open) >= _DEEPEST:
            raise UnusableInput(_TOO_DEEP.format(name=self.name))
        self.open.append((local, {_PLAIN if key == "value" else key: value for key, value in attributes.items() if " " not in key}))

    def end(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        local, held = self.open.pop()
        value: Any = held.get(_PLAIN, held)
        if local[:1].isupper():  # a resource is an element of its own within `resource` and `contained`
            value = {"resourceType": local, **held}
        if not self.open:
            self.root = value
            return
        parent_name, parent = self.open[-1]
        if local[:1].isupper():
            self.open[-1] = (parent_name, value)
        elif local in parent:
            earlier = parent[local]
            parent[local] = [*earlier, value] if isinstance(earlier, list) else [earlier, value]
        else:
            parent[local] = value


def from_xml(name: str, text: str) -> Any:
    """The resource in a FHIR XML text as JSON has it; None where the XML is none of FHIR.

    Raises UnusableInput naming the file when it is broken or holds a DOCTYPE.
    """
    builder = _Builder(name)
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end

    def refuse(*_: object) -> None:
        raise UnusableInput(_UNSAFE.format(name=name))

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), True)
    except expat.ExpatError as broken:
        raise UnusableInput(_BROKEN.format(name=name, line=broken.lineno)) from None
    return builder.root
