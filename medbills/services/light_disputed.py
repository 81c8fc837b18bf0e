"""Finds on the exhibits of a packet what is in question, and says beside it why, with the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from medbills.domain.case import KeptPaper
from medbills.domain.finding import KeptFinding
from medbills.domain.matter import Matter
from medbills.domain.packet import Lit
from medbills.domain.paper import Spot

_MOST_LINES = 4  # lines lit for one finding; what concerns more of a bill is shown at its sum
_SUMS = ("amount_due", "patient_responsibility", "total_billed")


@dataclass(frozen=True, slots=True)
class Lights:
    """The lit spots of a paper; `shown` has (finding's id, page of the paper) of each sum that is shown there."""

    lit: tuple[Lit, ...]
    shown: frozenset[tuple[str, int]]


def lights_of(kept: KeptPaper, matter: Matter, titles: Mapping[str, str]) -> Lights:
    """What is lit on a paper; a spot that two findings share is lit once and says both.

    `titles` are those that the reader may see, by finding's id.
    """
    notes: dict[tuple[int, tuple[float, float, float, float]], list[str]] = {}
    shown = set()
    for one in matter.in_question:
        for lit in _spots_of(one, kept):
            said = notes.setdefault((lit.page, lit.box), [])
            note = _note(one, kept, titles[one.id])
            if note and note not in said:
                said.append(note)
            if one.counted:
                shown.add((one.id, lit.page))
    spots = tuple(Lit(page=page, box=box, note="\n\n".join(said)) for (page, box), said in sorted(notes.items()))
    return Lights(spots, frozenset(shown))


def _note(one: KeptFinding, kept: KeptPaper, title: str) -> str:
    """On what they sent: the title, the sum and how it comes about; on a statement that proves it: the title."""
    if not one.counted:
        return ""
    if kept.paper.is_eob:
        return title
    return f"{title}: {one.counted}. {one.finding.reason}".strip()


def _spots_of(one: KeptFinding, kept: KeptPaper) -> Iterator[Lit]:
    lines = [ref.line for ref in one.finding.lines if ref.document == kept.id]
    if lines and len(lines) <= _MOST_LINES and one.counted:
        for line in lines:
            yield from _band(list(kept.paper.lines[line].spots.values()))
    elif kept.id in one.finding.documents:
        spots = (kept.paper.spots.get(name) for name in _SUMS if getattr(kept.paper, name) is not None)
        yield from _band([spot for spot in spots if spot and spot.page and spot.box][:1])


def _band(spots: list[Spot]) -> Iterator[Lit]:
    """One lit band for all the values of a line."""
    boxes = [(spot.page, spot.box) for spot in spots if spot.page and spot.box]
    if boxes:
        page = boxes[0][0] or 1
        edges = [box for where, box in boxes if where == page and box]
        band = (min(e[0] for e in edges), min(e[1] for e in edges), max(e[2] for e in edges), max(e[3] for e in edges))
        yield Lit(page=page, box=band)

