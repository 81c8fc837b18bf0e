"""The user's word on one line of a bill: received, not received, or not sure; it stays with the line when lines move."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import StrEnum

from medbills.domain.paper import Line, Paper
from medbills.domain.told import MarkedLine
from medbills.domain.told_fact import Answered, Owner, ToldFact

QUESTION = "line_received"
PLACE = "context.marked_lines"
_AT = ":"


class Mark(StrEnum):
    """What the user says of a line."""

    RECEIVED = "received"
    NOT_RECEIVED = "not_received"
    UNSURE = "unsure"


def told_of_line(paper: Paper, at: int, mark: Mark, today: datetime.date, new_id: str) -> ToldFact:
    """The mark as it is kept; `at` counts from 0."""
    happened = {Mark.RECEIVED: True, Mark.NOT_RECEIVED: False}.get(mark)
    said = {} if happened is None else {PLACE: [{"document": paper.id, "line": at, "happened": happened}]}
    return ToldFact(
        id=new_id, owner=Owner.PAPER, owner_id=paper.id, question=QUESTION, about=f"{at}{_AT}{_face(paper.lines[at])}",
        answer=Answered.NOT_SURE if happened is None else Answered.TOLD, said=said, told_on=today,
    )  # fmt: skip


def marks_of(paper: Paper, told: Iterable[ToldFact]) -> Mapping[int, ToldFact]:
    """The marks that still stand, by line from 0: a mark follows its line, and is gone where the line changed."""
    faces = [_face(line) for line in paper.lines]
    found: dict[int, ToldFact] = {}
    moved = []
    for one in told:
        if one.question != QUESTION or one.owner_id != paper.id:
            continue
        place, _, face = one.about.partition(_AT)
        at = int(place)
        if at < len(faces) and faces[at] == face:
            found[at] = one
        else:
            moved.append((face, one))
    for face, one in moved:
        free = [at for at, other in enumerate(faces) if other == face and at not in found]
        if free:
            found[free[0]] = one
    return dict(sorted(found.items()))


def mark_of(told: ToldFact) -> Mark:
    """What was said of the line."""
    if told.answer is not Answered.TOLD:
        return Mark.UNSURE
    return Mark.RECEIVED if told.said[PLACE][0]["happened"] else Mark.NOT_RECEIVED


def marked_lines(papers: Iterable[Paper], told: Iterable[ToldFact]) -> tuple[MarkedLine, ...]:
    """The marks of these papers as the checks look at them, where their lines stand now. Unsure lines say nothing to a check."""
    told = tuple(told)
    return tuple(
        MarkedLine(document=paper.id, line=at, happened=mark_of(one) is Mark.RECEIVED)
        for paper in papers
        for at, one in marks_of(paper, told).items()
        if mark_of(one) is not Mark.UNSURE
    )


def _face(line: Line) -> str:
    """What makes a line itself, in words."""
    return "|".join(str(part) if part is not None else "" for part in (line.first_day, line.code, line.description, line.billed))
