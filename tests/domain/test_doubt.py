"""Which values a person should look at, the least sure first."""

from __future__ import annotations

from medbills.domain.doubt import SURE_ENOUGH, doubts
from medbills.domain.paper import Kind, Line, Paper, Spot


def test_only_unsure_values_that_nobody_typed_least_sure_first() -> None:
    lines = (
        Line(spots={"billed": Spot(confidence=0.5), "code": Spot(confidence=0.99)}),
        Line(spots={"billed": Spot(confidence=0.3, typed=True), "units": Spot(confidence=0.85)}),
    )
    spots = {"amount_due": Spot(confidence=0.7), "account_number": Spot(confidence=SURE_ENOUGH), "due_date": Spot(confidence=0.85)}
    found = doubts(Paper(id="p", kind=Kind.BILL, lines=lines, spots=spots))
    assert [(doubt.name, doubt.line) for doubt in found] == [("billed", 0), ("amount_due", None), ("due_date", None), ("units", 1)]


def test_a_paper_without_spots_is_not_in_doubt() -> None:
    assert doubts(Paper(id="p", kind=Kind.BILL)) == ()
