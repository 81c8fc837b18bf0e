"""Tells from the spots of a paper how its photo has to be turned so that it can be read: the reader found the words either way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from medbills.domain.page import Lens, from_shown
from medbills.domain.paper import Box, Paper

_LEFT = ("service_date", "service_from", "code", "description")  # what stands at the left of a line, and at its right
_RIGHT = ("billed", "charge", "amount", "allowed", "plan_paid", "patient_owes")
_WORDS = 6  # signs of a spot whose shape tells which way its line runs
_LEAST = 20.0  # points: two spots nearer than this tell nothing

Point = tuple[float, float]


def quarters_to_turn(paper: Paper, lenses: Sequence[Lens]) -> tuple[int, ...]:
    """By page, how many quarters clockwise its straight picture still has to be turned; 0 where nothing tells.

    `lenses` lead from the straight pages to the photo on which the spots are measured.
    """
    return tuple(_quarters(paper, page, lens) for page, lens in enumerate(lenses, 1))


def _quarters(paper: Paper, page: int, lens: Lens) -> int:
    right = _sum([step for line in paper.lines if (step := _across(line.spots, page, lens))])
    if right is not None:
        return _turn_for(right)
    return _by_head(paper, page, lens)


def _across(spots: Mapping[str, object], page: int, lens: Lens) -> Point | None:
    """From what stands at the left of a line to what stands at its right."""
    first = next((box for name in _LEFT if (box := _box(spots.get(name), page, lens))), None)
    last = next((box for name in _RIGHT if (box := _box(spots.get(name), page, lens))), None)
    return _between(first, last) if first and last else None


def _by_head(paper: Paper, page: int, lens: Lens) -> int:
    """Without lines: who writes stands at the head, and words are wider than high."""
    boxes = {name: box for name, spot in paper.spots.items() if (box := _box(spot, page, lens))}
    head = boxes.pop("issuer_name", None) or boxes.pop("provider_name", None)
    wide = [box[2] - box[0] > box[3] - box[1] for name, box in boxes.items() if len(paper.spots[name].raw or "") >= _WORDS]
    down = _sum([step for box in boxes.values() if head and (step := _between(head, box))])
    if down is None or not wide:
        return 0
    sideways = wide.count(False) > wide.count(True)
    if sideways:
        return 1 if down[0] > 0 else 3
    return 0 if down[1] >= 0 else 2


def _turn_for(right: Point) -> int:
    """The quarters clockwise after which this way runs to the right."""
    x, y = right
    if abs(x) >= abs(y):
        return 0 if x > 0 else 2
    return 3 if y > 0 else 1


def _box(spot: object, page: int, lens: Lens) -> Box | None:
    box = getattr(spot, "box", None)
    return from_shown(lens, box) if box and getattr(spot, "page", None) == page else None


def _between(first: Box, last: Box) -> Point | None:
    x = (last[0] + last[2] - first[0] - first[2]) / 2
    y = (last[1] + last[3] - first[1] - first[3]) / 2
    return (x, y) if abs(x) + abs(y) >= _LEAST else None


def _sum(steps: Sequence[Point]) -> Point | None:
    return (sum(x for x, _ in steps), sum(y for _, y in steps)) if steps else None
