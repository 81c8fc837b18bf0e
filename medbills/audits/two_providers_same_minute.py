"""Two visits within one hour at two addresses."""

from __future__ import annotations

import re
from itertools import combinations

from medbills.domain.by_code import charges_within
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import PREVENTIVE_VISITS, VISITS, Charge

_TIME = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)(?:\s*([ap])\.?m)?\b", re.IGNORECASE)
_HOUR = 60
_VIDEO = frozenset({"02", "10"})
_ASK = Inquiry(
    slug="two_providers_same_minute", number="G08", title="Two places at one time",
    sentence="Looks for two visits within an hour at different addresses.", severity=Severity.LOW,
    question="At what time and where did this visit take place?",
    remedy="Please check the time and the place of this visit in the record.", letter="billing_dispute",
    authority="Access to medical and billing records under 45 CFR 164.524",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Doctors' visits whose lines print a time, on bills that print an address."""
    timed = [
        (charge, minute) for charge in charges_within(facts, (*VISITS, *PREVENTIVE_VISITS))
        if not charge.is_facility and charge.place not in _VIDEO
        and (minute := _minute(charge)) is not None and charge.day and charge.paper.provider_address
    ]  # fmt: skip
    if len(timed) < 2:
        return _ASK.answer((), ["two doctors' visits with their times and addresses"])
    return _ASK.answer(_finding(one, other) for (one, first), (other, second) in combinations(timed, 2) if _meet(one, first, other, second))


def _minute(charge: Charge) -> int | None:
    """Minutes since midnight of the first time in the line's words."""
    found = _TIME.search(charge.line.description or "")
    if found is None:
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + int(found[2])


def _meet(one: Charge, first: int, other: Charge, second: int) -> bool:
    places = [re.sub(r"\W+", " ", charge.paper.provider_address or "").casefold().strip() for charge in (one, other)]
    return one.day == other.day and abs(first - second) < _HOUR and places[0] != places[1]


def _finding(one: Charge, other: Charge) -> Finding:
    words = f"Visits {one.code} and {other.code} are within one hour of one day, at two addresses."
    return _ASK.finding(
        "Two visits at one time", f"{words} An office may print its billing address.", words, certainty=Certainty.ASK,
        lines=(one.ref, other.ref),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
