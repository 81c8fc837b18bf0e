"""Changes a paper under review: a value the user typed, one the user looked at, a line added or taken away."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from medbills.domain.doubt import ACCEPTED_ABOVE
from medbills.domain.fields import Value
from medbills.domain.money import ZERO, Money, total
from medbills.domain.paper import Kind, Line, Paper, Spot, Spots

# The fields one looks for first on each kind of paper; a review offers them although nothing was read.
_BILL = ("issuer_name", "account_number", "statement_date", "due_date", "total_billed", "plan_paid", "patient_paid", "amount_due")
_EOB = (
    "payer_name", "provider_name", "claim_number", "member_id", "processed_date", "total_billed", "total_allowed", "plan_paid",
    "patient_responsibility",
)  # fmt: skip
_LETTER = ("issuer_name", "letter_date", "reference_number")
_USUAL = {
    Kind.BILL: _BILL,
    Kind.ITEMIZED_BILL: _BILL,
    Kind.EOB: _EOB,
    Kind.MEDICARE_SUMMARY_NOTICE: _EOB,
    Kind.COLLECTION_NOTICE: ("issuer_name", "original_creditor", "letter_date", "account_number", "reference_number", "amount_due"),
    Kind.DENIAL_LETTER: ("payer_name", "provider_name", "letter_date", "claim_number", "denial_reason", "appeal_by_date"),
    Kind.RECEIPT: ("issuer_name", "letter_date", "account_number", "patient_paid"),
    Kind.GOOD_FAITH_ESTIMATE: ("provider_name", "letter_date", "total_billed"),
}
# Each sum of the lines with the total that the paper prints for it. Those of the second kind are weighed only where both are there.
_SUMS = (
    ("billed", "total_billed", "charges"), ("allowed", "total_allowed", "allowed sums"), ("plan_paid", "plan_paid", "plan payments"),
    ("patient_owes", "patient_responsibility", "shares you owe"),
)  # fmt: skip
_SUMS_ASIDE = (
    ("adjustment", "total_adjustments", "discounts"), ("not_covered", "not_covered", "sums not covered"),
    ("deductible", "deductible", "deductibles"), ("copay", "copay", "copays"), ("coinsurance", "coinsurance", "coinsurance sums"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SumCheck:
    """What the lines add up to, and the total the paper prints; None when it prints none."""

    what: str
    lines: Money
    printed: Money | None

    @property
    def differs(self) -> bool:
        return self.printed is not None and self.printed != self.lines

    @property
    def apart(self) -> Money:
        """How far the two are apart; zero where no total is printed."""
        return abs(self.lines - self.printed) if self.printed is not None else ZERO


def usual_fields(kind: Kind) -> tuple[str, ...]:
    """The fields one would look for on this kind of paper, in the order they are asked for."""
    return _USUAL.get(kind, _LETTER)


def with_kind(paper: Paper, kind: Kind) -> Paper:
    """The same paper as another kind."""
    return dataclasses.replace(paper, kind=kind)


def with_value(paper: Paper, name: str, value: Value | None, line: int | None = None) -> Paper:
    """The paper with a value the user typed; its spot says so. None means that the paper does not print it."""
    owner = paper if line is None else paper.lines[line]
    parts: dict[str, Any] = {name: value, "spots": _typed(owner.spots.get(name), name, value, dict(owner.spots))}
    if line is None:
        return dataclasses.replace(paper, **parts)
    new = dataclasses.replace(paper.lines[line], **parts)
    return dataclasses.replace(paper, lines=(*paper.lines[:line], new, *paper.lines[line + 1 :]))


def seen(paper: Paper, name: str, line: int | None = None) -> Paper:
    """The paper with a value the user looked at and left as it was read: no doubt is left."""
    spots = dict(paper.spots if line is None else paper.lines[line].spots)
    if name not in spots:
        return paper
    spots[name] = dataclasses.replace(spots[name], confidence=1.0)
    if line is None:
        return dataclasses.replace(paper, spots=spots)
    new = dataclasses.replace(paper.lines[line], spots=spots)
    return dataclasses.replace(paper, lines=(*paper.lines[:line], new, *paper.lines[line + 1 :]))


def sure_seen(paper: Paper) -> Paper:
    """The paper with every value accepted that was read with at least `ACCEPTED_ABOVE`; the others stay as they are."""
    lines = tuple(dataclasses.replace(line, spots=_sure_seen(line.spots)) for line in paper.lines)
    return dataclasses.replace(paper, spots=_sure_seen(paper.spots), lines=lines)


def sure_count(paper: Paper) -> int:
    """How many values `sure_seen` would accept."""
    return sum(_to_accept(spot) for spots in (paper.spots, *(line.spots for line in paper.lines)) for spot in spots.values())


def with_line(paper: Paper) -> Paper:
    """The paper with one more, empty line at its end."""
    return dataclasses.replace(paper, lines=(*paper.lines, Line()))


def without_line(paper: Paper, line: int) -> Paper:
    """The paper without one of its lines."""
    return dataclasses.replace(paper, lines=(*paper.lines[:line], *paper.lines[line + 1 :]))


def with_lines(paper: Paper, lines: tuple[Line, ...]) -> Paper:
    """The paper with other lines, say those it had before a change."""
    return dataclasses.replace(paper, lines=lines)


def without_empty_lines(paper: Paper) -> Paper:
    """The paper without lines that say nothing."""
    return dataclasses.replace(paper, lines=tuple(line for line in paper.lines if line != Line()))


def sum_checks(paper: Paper) -> tuple[SumCheck, ...]:
    """Each sum of the lines beside the total the paper prints for it; only sums that some line has."""
    found = []
    for of_line, of_paper, what in (*_SUMS, *_SUMS_ASIDE):
        amounts = [amount for line in paper.lines if (amount := getattr(line, of_line)) is not None]
        printed = getattr(paper, of_paper)
        if amounts and (printed is not None or (of_line, of_paper, what) in _SUMS):
            found.append(SumCheck(what, total(amounts), printed))
    return tuple(found)


def _to_accept(spot: Spot) -> bool:
    return not spot.typed and ACCEPTED_ABOVE <= spot.confidence < 1.0


def _sure_seen(spots: Spots) -> dict[str, Spot]:
    return {name: dataclasses.replace(spot, confidence=1.0) if _to_accept(spot) else spot for name, spot in spots.items()}


def _typed(old: Spot | None, name: str, value: Value | None, spots: dict[str, Spot]) -> dict[str, Spot]:
    if value is None:
        spots.pop(name, None)
    else:
        spots[name] = dataclasses.replace(old or Spot(), confidence=1.0, typed=True)
    return spots
