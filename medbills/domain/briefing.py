"""What somebody who takes over one person's affairs has to know first: one page, in the order of what comes next."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """One row: a short name, and what there is to know."""

    what: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingPart:
    """A heading with its rows. `left_out` counts the rows that the page has no room for."""

    title: str
    lines: tuple[BriefingLine, ...]
    empty: str  # what is said where there is none
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """The whole page."""

    name: str
    subtitle: str
    made_on: datetime.date
    sums: tuple[BriefingLine, ...]
    parts: tuple[BriefingPart, ...]
    foot: str
