"""Which values of a paper need the user's eyes."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.domain.paper import Paper, Spot

# Readings are calibrated: at 0.95 and above at least 95 % are right. Below this a person should look.
SURE_ENOUGH = 0.9
# What may be accepted in one stroke, unseen: calibrated, at most one in twenty of these is wrong.
ACCEPTED_ABOVE = 0.95
# How to reach somebody, and numbers no check rests on: asked about only when they are a mere trace.
_ASIDE = frozenset(
    {
        "provider_npi", "provider_tax_id", "provider_phone", "provider_address", "payer_phone", "payer_address", "group_number",
        "plan_name", "type_of_bill", "place_of_service", "guarantor_name", "statement_number",
    }
)  # fmt: skip
_TRACE = 0.6


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value to look at; `line` is None for a field of the paper itself, else the line, from 0."""

    name: str
    line: int | None
    spot: Spot


def doubts(paper: Paper) -> tuple[Doubt, ...]:
    """The values below the mark that nobody has confirmed, least sure first."""
    found = [Doubt(name, None, spot) for name, spot in paper.spots.items() if _doubtful(name, spot)]
    for index, line in enumerate(paper.lines):
        found += [Doubt(name, index, spot) for name, spot in line.spots.items() if _doubtful(name, spot)]
    return tuple(sorted(found, key=lambda doubt: (doubt.spot.confidence, doubt.line is not None, doubt.line or 0, doubt.name)))


def _doubtful(name: str, spot: Spot) -> bool:
    return not spot.typed and spot.confidence < (_TRACE if name in _ASIDE else SURE_ENOUGH)
