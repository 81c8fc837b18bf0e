"""Parts and joins the lines of a paper under review, so that what they add up to stays the same."""

from __future__ import annotations

import dataclasses
from typing import Any

from medbills.domain.fields import FieldType, Value
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import LINE_FIELDS, Line, Paper, Spot

# Sums of a line that two lines share between them; a price for one unit is no such sum.
AMOUNTS = tuple(name for name, spec in LINE_FIELDS.items() if spec.type is FieldType.MONEY and name != "unit_price")
_OF_ONE = frozenset({*AMOUNTS, "units", "adjustments"})  # stays with the first part when a line is split
_LISTS = frozenset({"modifiers", "remark_codes", "diagnosis_codes"})
_DAYS = ("service_date", "service_from", "service_to")


def split_line(paper: Paper, line: int) -> Paper:
    """The line and, right after it, a second one with its day, code and words; sums and units stay with the first."""
    whole = paper.lines[line]
    blank: dict[str, Any] = dict.fromkeys(_OF_ONE)
    spots = {name: spot for name, spot in whole.spots.items() if name not in _OF_ONE}
    second = dataclasses.replace(whole, **blank, spots=spots)
    return dataclasses.replace(paper, lines=(*paper.lines[: line + 1], second, *paper.lines[line + 1 :]))


def give_share(paper: Paper, name: str, share: Money | None, *, giver: int, taker: int) -> Paper:
    """One part of a split line gets `share` of the sum called `name`, the other keeps the rest; both count as typed.

    None gives all back. A giver without such a sum gives nothing: the taker's sum is new then.
    """
    first, second = paper.lines[giver], paper.lines[taker]
    whole = getattr(first, name)
    lines = list(paper.lines)
    lines[taker] = _with_amount(second, name, share)
    if whole is not None:
        lines[giver] = _with_amount(first, name, whole + (getattr(second, name) or ZERO) - (share or ZERO))
    return dataclasses.replace(paper, lines=tuple(lines))


def join_lines(paper: Paper, line: int) -> Paper:
    """The line and the next one as one: words joined, sums added, spots around both. IndexError where there is no next one."""
    first, second = paper.lines[line], paper.lines[line + 1]
    values: dict[str, Any] = {}
    spots: dict[str, Spot] = {}
    for name in LINE_FIELDS:
        value = _joined(name, first, second)
        if value is None:
            continue
        values[name] = value
        owners = [one.spots[name] for one in (first, second) if name in one.spots and _is_in(value, getattr(one, name), name)]
        if owners:
            spots[name] = _around(owners)
    _join_days(values, spots, first, second)
    one = Line(**values, spots=spots)
    return dataclasses.replace(paper, lines=(*paper.lines[:line], one, *paper.lines[line + 2 :]))


def _with_amount(line: Line, name: str, amount: Money | None) -> Line:
    spots = {key: spot for key, spot in line.spots.items() if key != name}
    if amount is not None:
        spots[name] = dataclasses.replace(line.spots.get(name, Spot()), confidence=1.0, typed=True)
    values: dict[str, Any] = {name: amount}
    return dataclasses.replace(line, **values, spots=spots)


def _joined(name: str, first: Line, second: Line) -> Value | None:
    one, other = getattr(first, name), getattr(second, name)
    if one is None or other is None:
        return other if one is None else one
    if name in AMOUNTS:
        return one + other
    if name == "description":
        return one if one == other else f"{one} {other}"
    if name == "units":
        return one + other if first.code == second.code else one
    if name == "adjustments":
        return (*one, *other)
    if name in _LISTS:
        return tuple(dict.fromkeys((*one, *other)))
    return one


def _is_in(whole: Value, part: Value | None, name: str) -> bool:
    """Whether a joined value holds this part: of two codes, say, only the first is kept."""
    return part is not None and (name in AMOUNTS or name in _LISTS or name in {"description", "units", "adjustments"} or whole == part)


def _join_days(values: dict[str, Any], spots: dict[str, Spot], first: Line, second: Line) -> None:
    """Two different days make one span from the first to the last of them."""
    if first.first_day is None or second.first_day is None or first.first_day == second.first_day:
        return
    days = [(day, name, line) for line in (first, second) for name in _DAYS if (day := getattr(line, name)) is not None]
    ends = {"service_from": min(days, key=lambda at: at[0]), "service_to": max(days, key=lambda at: at[0])}
    for name in _DAYS:
        values.pop(name, None)
        spots.pop(name, None)
    for name, (day, source, line) in ends.items():
        values[name] = day
        if source in line.spots:
            spots[name] = line.spots[source]


def _around(spots: list[Spot]) -> Spot:
    """One spot for what stood in several; as sure as the least sure of them, on the page of the first."""
    first = spots[0]
    boxes = [spot.box for spot in spots if spot.box is not None and spot.page == first.page]
    box = (
        (min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes))
        if boxes
        else None
    )
    paths = tuple(dict.fromkeys(spot.path for spot in spots if spot.path))
    raws = tuple(spot.raw for spot in spots if spot.raw)
    return dataclasses.replace(
        first, box=box, path=", ".join(paths) or None, raw=" ".join(raws) or None,
        confidence=min(spot.confidence for spot in spots), typed=any(spot.typed for spot in spots),
    )  # fmt: skip
