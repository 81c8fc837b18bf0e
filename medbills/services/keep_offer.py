"""Offers in rounds, bill by bill: what was offered by whom, what share of the bill it is, and the private walk-away figure."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from medbills.domain.changes import Changes
from medbills.domain.matter import Matter
from medbills.domain.money import ZERO, Money
from medbills.domain.offer import Offer, WalkAway
from medbills.domain.paper import Kind
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.keep_paper import new_id
from medbills.services.load_matters import load_matters
from medbills.store import Vault


@dataclass(frozen=True, slots=True)
class Round:
    """One offer with its share of what the bill asks, in whole percent; None where no bill asks for anything."""

    offer: Offer
    share: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """The offers about one bill, the first one first. `walk_away` is for the user's eyes only."""

    case_id: str
    title: str
    who: str
    asked: Money
    collected: bool
    rounds: tuple[Round, ...]
    walk_away: WalkAway | None
    says: str


@dataclass(frozen=True, slots=True)
class Negotiations:
    """Those with offers, and the other open bills that one could be made for: (case id, title)."""

    open: tuple[Negotiation, ...]
    bills: tuple[tuple[str, str], ...]


def list_offers(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> Negotiations:
    """The offers of open cases, everybody's or one person's."""
    matters = load_matters(vault, today=today, person_id=person_id, with_closed=False)
    found = [_negotiation(vault, matter, today) for matter in matters]
    return Negotiations(
        tuple(one for one in found if one.rounds or one.walk_away), tuple((one.case_id, one.title) for one in found if one.asked > ZERO)
    )


def share_of(amount: Money, asked: Money) -> int | None:
    """Whole percent, rounded half up."""
    if asked <= ZERO:
        return None
    return (200 * amount.cents + asked.cents) // (2 * asked.cents)


def keep_offer(vault: Vault, offer: Offer, *, today: datetime.date) -> Changes:
    """Adds it, or updates the one of the same id. Raises UnusableInput below zero, for a day to come, or without a bill."""
    if offer.amount < ZERO:
        raise UnusableInput("An offer cannot be below zero. Type a sum like 120.00, or 0.00 to drop the bill.")
    if offer.made_on > today:
        raise UnusableInput("This day is still to come. Note an offer once it is made.")
    if not offer.case_id:
        raise UnusableInput("No bill is chosen yet. Choose the bill that the offer is about.")
    before = vault.offers.of_case(offer.case_id)
    kept = offer
    if not offer.id:
        kept = dataclasses.replace(offer, id=new_id(), number=1 + max((other.number for other in before), default=0))
    with vault.change(f"Noted {'your' if kept.yours else 'their'} offer") as change:
        change.offers.put(kept)
    return change.changes


def remove_offer(vault: Vault, offer_id: str) -> Changes:
    """Takes an offer away. Raises UnusableInput when it is gone already."""
    offer = vault.offers.get(offer_id)
    if offer is None:
        raise UnusableInput(f"This offer was removed already. {IN_HISTORY}")
    with vault.change(f"Removed {'your' if offer.yours else 'their'} offer") as change:
        change.offers.remove(offer_id)
    return change.changes


def set_walk_away(vault: Vault, case_id: str, amount: Money | None) -> Changes:
    """Keeps the most one would pay for a bill; None forgets it. The sum is in no title of the history."""
    before = vault.walk_aways.of_case(case_id)
    with vault.change("Set the most you would pay") as change:
        if amount is None:
            for old in before:
                change.walk_aways.remove(old.id)
        else:
            change.walk_aways.put(WalkAway(id=before[0].id if before else new_id(), case_id=case_id, amount=amount))
    return change.changes


def _negotiation(vault: Vault, matter: Matter, today: datetime.date) -> Negotiation:
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    asking = notice or matter.bill
    asked = (asking.paper.amount_due if asking else None) or ZERO
    rounds = tuple(Round(offer, share_of(offer.amount, asked)) for offer in vault.offers.of_case(matter.id))
    walk_away = next(iter(vault.walk_aways.of_case(matter.id)), None)
    return Negotiation(
        case_id=matter.id, title=matter.case.title, who=matter.person.short if matter.person else "", asked=asked,
        collected=notice is not None, rounds=rounds, walk_away=walk_away, says=_says(rounds, walk_away, today),
    )  # fmt: skip


def _says(rounds: tuple[Round, ...], walk_away: WalkAway | None, today: datetime.date) -> str:
    yours = next((one.offer for one in reversed(rounds) if one.offer.yours), None)
    theirs = next((one.offer for one in reversed(rounds) if not one.offer.yours), None)
    told = []
    if yours and theirs and theirs.amount > yours.amount:
        told.append(f"You are {theirs.amount - yours.amount} apart.")
    elif yours and theirs:
        told.append("Their last offer is no more than yours. Ask for it in writing before you pay.")
    if theirs and theirs.until and theirs.until < today:
        told.append("Their last offer has run out.")
    elif theirs and walk_away and theirs.amount <= walk_away.amount:
        told.append("Their last offer is within what you would pay.")
    elif theirs and walk_away:
        told.append("Their last offer is above what you would pay.")  # the difference would give the hidden sum away
    return " ".join(told)
