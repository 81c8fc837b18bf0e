"""The rule pack that ships with the program, read from resources/rules/*.yaml: a new rule is a new entry there."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from medbills import plain_yaml
from medbills.domain.rule import Pack
from medbills.paths import resource
from medbills.rules.entries import pack_from

_HEAD = "pack.yaml"


class _HasRules(Protocol):
    @property
    def rules(self) -> Pack | None: ...


@cache
def load_pack() -> Pack:
    """Every file of resources/rules/. Raises ValueError on a rule that is not whole: a mistake of ours."""
    return pack_from(shipped_files())


def shipped_files() -> dict[str, str]:
    """The files of the pack that ships, by name, as they are packed and signed."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(resource("rules").glob("*.yaml"))}


@cache
def shipped_version() -> str:
    """The version of the pack that ships, told without reading all of it."""
    return str(plain_yaml.load(resource("rules", _HEAD).read_text(encoding="utf-8"))["pack_version"])


def rules_of(facts: _HasRules) -> Pack:
    """The pack in use for these facts or this case; where none is named, the one that ships."""
    return facts.rules or load_pack()
