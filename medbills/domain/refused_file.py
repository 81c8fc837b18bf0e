"""A file that was not kept, with the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """`sentence` names the file, what is wrong with it, and what to do."""

    name: str
    sentence: str
