"""Weighs whether an account at a collector can stand on a credit report now: its sum, its age, payment, and the state's law."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from medbills.domain.debt import Exposure, Ground, Listing, Source, Told
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.wording import long_day
from medbills.rules import rules_of
from medbills.services.trace_debt import care_of, source_of

_DISPUTED_LAW = "In force on paper; whether federal law overrides it is disputed."


def weigh_exposure(matter: Matter, told: Told, today: datetime.date) -> Exposure:
    """One sentence and its grounds. What the bureaus announced is policy, not law; other agencies may differ."""
    grounds = tuple(_grounds(matter, told, today))
    policy = [ground for ground in grounds if ground.key != "state"]
    state = next(ground for ground in grounds if ground.key == "state")
    held = [ground for ground in policy if ground.holds]
    if held:
        listing, says = Listing.KEPT_OFF, f"The three credit bureaus say they do not list it now: {held[0].title.lower()}."
    elif state.holds:
        listing, says = Listing.STATE_MAY_KEEP_OFF, "A law of the state may keep it off. The rules of the bureaus do not."
    elif any(ground.holds is None for ground in policy):
        listing, says = Listing.NOT_KNOWN, "We cannot tell yet. A day or a sum is missing below."
    else:
        listing, says = Listing.CAN_BE_LISTED, "It can be listed now. None of the rules of the bureaus keeps it off."
    return Exposure(listing=listing, says=says, grounds=grounds)


def _grounds(matter: Matter, told: Told, today: datetime.date) -> Iterator[Ground]:
    yield _small(matter)
    yield _young(matter, told, today)
    yield _paid(matter, told)
    yield _state(matter, today)


def _small(matter: Matter) -> Ground:
    """The first reported balance counts; the larger of the sums on the letter is the safe side."""
    least = Money.of(str(rules_of(matter).tables["reference_figures"]["credit_bureau_policy"]["min_amount"]))
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    sums = [amount for amount in (notice.paper.amount_due, notice.paper.previous_balance) if amount] if notice else []
    source, title = source_of(matter, "bureaus_under_500"), f"Under {least}"
    if not sums:
        return _ground("small", title, None, "The letter names no sum that we could read.", source)
    most = max(sums)
    said = f"The largest sum on the letter is {most}. " + ("That is under it." if most < least else f"From {least} on it can be listed.")
    return _ground("small", title, most < least, said, source)


def _young(matter: Matter, told: Told, today: datetime.date) -> Ground:
    wait = int(rules_of(matter).tables["reference_figures"]["credit_bureau_policy"]["wait_days"])
    source, title, care = source_of(matter, "bureaus_365d_wait"), "Younger than one year", care_of(matter)
    if told.first_late is not None:
        age = (today - told.first_late).days
        return _ground("young", title, age < wait, f"First late on {long_day(told.first_late)}, {age} days ago.", source)
    if care is not None and (today - care[0]).days < wait:
        said = f"The care was on {long_day(care[0])}, {(today - care[0]).days} days ago. The debt cannot be older."
        return _ground("young", title, True, said, source)
    return _ground("young", title, None, "The day it was first late is not known.", source)


def _paid(matter: Matter, told: Told) -> Ground:
    source = source_of(matter, "bureaus_paid_removed")
    if told.settled is not None:
        return _ground("paid", "Paid", True, f"Settled on {long_day(told.settled)}.", source)
    return _ground("paid", "Paid", False, "Not settled, as far as told. What is paid in full they drop.", source)


def _state(matter: Matter, today: datetime.date) -> Ground:
    title = "A law of the state"
    state = (matter.person.state or "").upper() if matter.person else ""
    status = source_of(matter, "status_cfpb_medical_debt_rule_vacated")
    if not state:
        return _ground("state", title, None, "The state is not known. Set it under People & plans.", status)
    row: dict[str, Any] | None = next(
        (row for row in rules_of(matter).tables["state_medical_debt_credit_reporting"] if row["state"] == state), None
    )
    if row is None:
        return _ground("state", title, False, f"We know no such law of {state}, and no federal one.", status)
    source = Source(citation=f"{row['law']}", checked_on=rules_of(matter).tables["meta"]["prepared"], confidence=row["confidence"])
    if row["effective"] is None:
        return _ground("state", title, None, f"{state} passed one, but its first day is not sure. {_DISPUTED_LAW}", source)
    if row["effective"] > today:
        return _ground("state", title, False, f"{state} has one from {long_day(row['effective'])} on.", source)
    return _ground("state", title, True, f"{state} has one since {long_day(row['effective'])}. {_DISPUTED_LAW}", source)


def _ground(key: str, title: str, holds: bool | None, says: str, source: Source) -> Ground:
    return Ground(key=key, title=title, holds=holds, says=says, source=source)
