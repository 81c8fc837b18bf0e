"""What the amounts of one service must add up to, whatever they are called: which of them prove one another, and where none do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations

_SHARES = ("deductible", "copay", "coinsurance", "not_covered")
_TAKEN = ("plan_paid", "adjustment", "patient_paid", "other_insurance_paid", "_payments", "_credits")
_CENT = 1  # by which a plan's own rounding may be off
_HELD_BACK = 2  # of a hundred of its payment, which Medicare withholds and no one owes (2 USC 906, sequestration)


def proven_by_sums(amounts: Mapping[str, int], units: Decimal | None = None) -> tuple[frozenset[str], frozenset[str]]:
    """The fields of a service's amounts (in cents) on which a sum can be tried, and those that stand in one that holds.

    The sums are those of every plan's paper: what was charged is what was allowed and what was taken off; what was
    allowed is what the plan and the patient pay; the patient's share is the deductible, copay, coinsurance and what is
    not covered. A sum of nothing but zeros proves nothing.
    """
    tried, proven = set[str](), set[str]()
    for whole, parts in _sums(amounts):
        tried |= {whole, *parts}
        held = [name for name in (whole, *parts) if amounts[name]]
        left = amounts[whole] - sum(amounts[name] for name in parts)
        back = _HELD_BACK * abs(amounts["plan_paid"]) // (100 - _HELD_BACK) if "plan_paid" in parts else 0
        if len(held) > 1 and -_CENT <= left <= back + _CENT:
            proven |= {whole, *parts}
    if units is not None and units > 1 and {"billed", "unit_price"} <= amounts.keys():
        tried |= {"billed", "unit_price"}
        if abs(amounts["billed"] - int(units * amounts["unit_price"])) <= _CENT:
            proven |= {"billed", "unit_price"}
    return frozenset(tried), frozenset(proven)


def _sums(amounts: Mapping[str, int]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sums that can be tried: a whole, and the parts that it should be made of."""
    has = amounts.keys()
    shares = [name for name in _SHARES if name in has]
    if {"billed", "allowed"} <= has and {"adjustment", "not_covered"} & has:
        yield from _made_of("billed", ("allowed",), [n for n in ("adjustment", "not_covered") if n in has], least=1)
    if {"allowed", "plan_paid"} <= has:
        if "patient_owes" in has:
            yield from _made_of("allowed", ("plan_paid", "patient_owes"), [])
        yield from _made_of("allowed", ("plan_paid",), shares, least=1)
    if "patient_owes" in has and shares:
        yield from _made_of("patient_owes", (), shares, least=1)
    if {"billed", "patient_owes"} <= has and {"plan_paid", "adjustment"} & has:
        yield from _made_of("billed", ("patient_owes",), [n for n in _TAKEN if n in has], least=1)
    if {"billed", "allowed", "patient_owes"} <= has and not amounts["allowed"]:
        yield "billed", ("patient_owes",)  # what no plan covers is the patient's
    if {"billed", "plan_paid"} <= has and "allowed" not in has and shares:
        yield from _made_of("billed", ("plan_paid",), [n for n in ("adjustment", *shares) if n in has], least=1)


def _made_of(whole: str, fixed: tuple[str, ...], free: list[str], least: int = 0) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The whole with the fixed parts and any choice of the free ones: a plan counts what is not covered here or there."""
    for count in range(len(free), least - 1, -1):
        for chosen in combinations(free, count):
            yield whole, (*fixed, *chosen)
