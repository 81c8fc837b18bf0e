"""Finds what a FHIR reference points to: contained in the resource, or elsewhere in the same file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from medbills.claims.fhir_file import Resource
from medbills.claims.fhir_node import Node

_NOTHING = Node(None)


@dataclass
class Links:
    """The resources of a file by the addresses that references use: full, urn:uuid, and relative ("Patient/1")."""

    by_address: dict[str, Node] = field(default_factory=dict)

    @classmethod
    def of(cls, resources: Iterable[Resource]) -> Links:
        links = cls()
        for resource in resources:
            name = resource.node.at("id").words()
            if resource.address:
                links.by_address.setdefault(resource.address, resource.node)
            if name:
                links.by_address.setdefault(f"{resource.kind}/{name}", resource.node)
                links.by_address.setdefault(f"urn:uuid:{name}", resource.node)
            for item in resource.node.each("identifier"):  # Synthea refers so: "Practitioner?identifier=SYSTEM|NUMBER"
                number = f"{item.at('system').value or ''}|{item.at('value').value or ''}"
                links.by_address.setdefault(f"{resource.kind}?identifier={number}", resource.node)
        return links

    def follow(self, reference: Node, home: Node) -> Node:
        """The resource that `reference` points to, seen from the resource `home`; nothing where the file lacks it."""
        target = reference.at("reference").value
        if not isinstance(target, str) or not target.strip():
            return _NOTHING
        target = target.strip()
        if target.startswith("#"):
            return next((item for item in home.each("contained") if _is(item, target[1:])), _NOTHING)
        found = self.by_address.get(target)
        if found is None:  # an absolute address of a server, or one with a version
            parts = target.split("/_history/")[0].rsplit("/", 2)
            found = self.by_address.get("/".join(parts[-2:])) if len(parts) >= 2 else None
        return found if found is not None else _NOTHING


def _is(item: Node, name: str) -> bool:
    known = item.at("id").value
    return isinstance(known, str) and known.lstrip("#") == name
