"""Finds every entry of a catalogue folder: a new check or importer is a new file, and no list is edited."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Protocol, TypeVar


class _HasSlug(Protocol):
    @property
    def slug(self) -> str: ...


Entry = TypeVar("Entry", bound=_HasSlug)


def module_names(package: str) -> list[str]:
    """Full names of the modules in a catalogue package, sorted; also what an app bundle must carry along.

    Modules whose name starts with an underscore are not entries.
    """
    found = importlib.import_module(package)
    return sorted(f"{package}.{info.name}" for info in pkgutil.iter_modules(found.__path__) if not info.name.startswith("_"))


def entries(package: str, constant: str, kind: type[Entry]) -> tuple[Entry, ...]:
    """The value of `constant` (say `CHECK`) in every module of `package`, sorted by slug.

    Raises TypeError when a module lacks it or it is of another kind, and ValueError when two share a slug:
    both are mistakes of ours, so they crash loudly.
    """
    found: dict[str, Entry] = {}
    for name in module_names(package):
        module: ModuleType = importlib.import_module(name)
        entry = getattr(module, constant, None)
        if not isinstance(entry, kind):
            raise TypeError(f"{name} has no {constant} of type {kind.__name__}")
        if entry.slug in found:
            raise ValueError(f"two entries of {package} are called {entry.slug}")
        found[entry.slug] = entry
    return tuple(found[slug] for slug in sorted(found))
