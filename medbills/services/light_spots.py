"""Finds the spots on the papers that show a value, a line, a finding or the source of a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from medbills.domain.case import KeptPaper
from medbills.domain.finding import Finding, LineRef
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Box, Kind, Line, Paper, Spot
from medbills.domain.wording import long_day
from medbills.services.letter_facts import paper_words

_QUOTED = re.compile(r'"([^"]*)"')
_MANY_LINES = 4  # a finding about more lines is shown by the papers' sums
_SUMS = {
    Kind.EOB: ("patient_responsibility", "plan_paid", "total_adjustments"),
    Kind.MEDICARE_SUMMARY_NOTICE: ("patient_responsibility", "maximum_billable"),
    Kind.RECEIPT: ("patient_paid", "amount_due"),
}
_ASKED = ("amount_due", "plan_paid", "total_billed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSpot:
    """A place on a page (from 1; box in points from its top-left) with the value read there, in words."""

    key: str
    page: int
    box: Box
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a value stands in a file without pages: label, value and place in words; `raw` where the file writes it otherwise."""

    label: str
    value: str
    place: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A spot worth looking at: the paper it is on, the paper's name, what stands there. `spot` is None without one.

    `page` then says which page of the file to begin with.
    """

    paper_id: str
    paper: str
    what: str
    spot: ReadSpot | None = None
    page: int | None = None


def spots_of(paper: Paper) -> tuple[ReadSpot, ...]:
    """Everything that was read from a paper and has a place on a page."""
    named = [(name, spot) for name, spot in paper.spots.items() if name in PAPER_FIELDS]
    found = [_read(name, PAPER_FIELDS[name].label, getattr(paper, name), spot) for name, spot in named]
    for number, line in enumerate(paper.lines):
        found += [
            _read(f"line {number} {name}", f"Line {number + 1}, {LINE_FIELDS[name].label}", getattr(line, name), spot)
            for name, spot in line.spots.items()
            if name in LINE_FIELDS
        ]
    return tuple(spot for spot in found if spot)


def read_count(paper: Paper) -> int:
    """How many values were read from a place, on a page or in a file without pages."""
    return sum(bool(spot.box or spot.path) for spots in (paper.spots, *(line.spots for line in paper.lines)) for spot in spots.values())


def stand_of(paper: Paper, key: str) -> Stand | None:
    """Where the value of that key (as in `ReadSpot`) stands in its file; None when the paper has no such value."""
    parts = key.split()
    number = int(parts[1]) if len(parts) == 3 and parts[0] == "line" else None
    if number is not None and number >= len(paper.lines):
        return None
    owner, name, specs = (paper, key, PAPER_FIELDS) if number is None else (paper.lines[number], parts[2], LINE_FIELDS)
    if name not in specs:
        return None
    label = specs[name].label if number is None else f"Line {number + 1}, {specs[name].label}"
    value, spot = getattr(owner, name), owner.spots.get(name, Spot())
    words = "Not in the file" if value is None else _words(value)
    raw = " ".join((spot.raw or "").split())
    return Stand(label=label, value=words, place=_place(spot), raw="" if raw == words else raw)


def places_of_finding(matter: Matter, finding: Finding) -> tuple[Place, ...]:
    """Where a finding shows: its lines, and on the other papers the sums that it compares."""
    papers = {kept.id: kept for kept in matter.papers}
    lines = [ref for ref in sorted(finding.lines) if ref.document in papers] if len(finding.lines) <= _MANY_LINES else []
    places = [place_of_line(papers[ref.document], ref) for ref in lines]
    with_lines = {ref.document for ref in lines}
    for paper_id in finding.documents:
        if paper_id in papers and paper_id not in with_lines:
            places += _sums(papers[paper_id])
    return tuple(places)


def places_of_paper(kept: KeptPaper) -> tuple[Place, ...]:
    """A paper with its sums, to look at it as a whole."""
    return tuple(_sums(kept)) or (Place(paper_id=kept.id, paper=paper_words(kept), what=paper_words(kept)),)


def place_of_line(kept: KeptPaper, ref: LineRef) -> Place:
    """One line of a paper, as one band over all its values."""
    line = kept.paper.lines[ref.line]
    words = f"Line {ref.line + 1}: {line.description or line.code or 'a service'}"
    band = _band(line.spots.values())
    spot = ReadSpot(key=f"line {ref.line}", page=band[0], box=band[1], label=f"{words}{_charge(line)}") if band else None
    return Place(paper_id=kept.id, paper=paper_words(kept), what=f"{words}{_charge(line)}", spot=spot)


def place_of_spot(kept: KeptPaper, spot: Spot | None, what: str) -> Place:
    """A place that a date or a fact names."""
    lit = ReadSpot(key="spot", page=spot.page, box=spot.box, label=what) if spot and spot.page and spot.box else None
    return Place(paper_id=kept.id, paper=paper_words(kept), what=what, spot=lit)


def _sums(kept: KeptPaper) -> list[Place]:
    found = []
    for name in _SUMS.get(kept.paper.kind, _ASKED):
        value = getattr(kept.paper, name)
        if value is None:
            continue
        label = PAPER_FIELDS[name].label
        spot = _read(name, label, value, kept.paper.spots.get(name, Spot()))
        found.append(Place(paper_id=kept.id, paper=paper_words(kept), what=f"{label}: {_words(value)}", spot=spot))
    return found


def _read(key: str, label: str, value: object, spot: Spot) -> ReadSpot | None:
    if spot.page is None or spot.box is None:
        return None
    return ReadSpot(key=key, page=spot.page, box=spot.box, label=f"{label}: {_words(value)}")


def _place(spot: Spot) -> str:
    if spot.path is None:
        return "You typed this. It is not in the file." if spot.typed else "We worked this out. It is not in the file."
    where = _QUOTED.sub("“\\1”", spot.path)
    place = f"It stands in {where}." if " " in where else f"It stands at {where}."
    return f"{place} You changed it." if spot.typed else place


def _words(value: object) -> str:
    if isinstance(value, Money):
        return value.text()
    if isinstance(value, datetime.date):
        return long_day(value)
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)


def _charge(line: Line) -> str:
    return f", {line.billed}" if line.billed is not None else ""


def _band(spots: Iterable[Spot]) -> tuple[int, Box] | None:
    placed = [(spot.page, spot.box) for spot in spots if spot.page and spot.box]
    if not placed:
        return None
    page = placed[0][0]
    boxes = [box for where, box in placed if where == page]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return page, (left, top, max(box[2] for box in boxes), max(box[3] for box in boxes))
