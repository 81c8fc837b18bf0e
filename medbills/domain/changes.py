"""What a change touched, so that each page can decide whether to load anew."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """`topics` names the nouns touched ("papers", "cases"); `what` is the change in words, for the Undo message."""

    topics: frozenset[str] = frozenset()
    what: str = ""

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.topics | other.topics, other.what or self.what)
