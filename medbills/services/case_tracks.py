"""Says how a case stands on both tracks, the provider's and the insurer's: whose turn it is, and by when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.case import CaseKind
from medbills.domain.deadline import Deadline, KeptDeadline
from medbills.domain.finding import FindingState
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.services.case_kinds import kind_of
from medbills.services.name_case import icon_of, short_name

_INSURERS = frozenset({"insurer", "iro", "agency", "employer"})
_APPEALS = ("appeal_", "external_review", "doctor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One side of a case. `done` is a track with nothing open; else `by` is its next day, theirs or yours."""

    name: str
    icon: str
    detail: str
    by: datetime.date | None = None
    theirs: bool = False
    done: bool = False


def case_tracks(matter: Matter, today: datetime.date) -> tuple[Track, ...]:
    """The provider's track and the insurer's; one that the case does not have is left out."""
    return tuple(track for track in (_provider(matter, today), _insurer(matter, today)) if track)


def aim_of(matter: Matter) -> str:
    """What the family asks for in this case, in one sentence; empty where nothing is asked."""
    if matter.case.closed_on:
        return f"Settled. {matter.case.saved} saved." if matter.case.saved else "Settled."
    if matter.latest(Kind.DENIAL_LETTER):
        return "We ask the insurer to pay for the care it refused."
    if matter.latest(Kind.COLLECTION_NOTICE):
        return "We ask the collector to show that this is owed."
    asked = matter.bill.paper.amount_due if matter.bill else None
    who = "the hospital" if _is_hospital(matter) else "the provider"
    if aim := kind_of(matter).aim:
        return aim.format(who=who)
    if matter.at_stake and asked is not None:
        return f"We ask {who} to correct its bill from {asked} to {asked - matter.at_stake}"
    return "We wait for the insurer\N{RIGHT SINGLE QUOTATION MARK}s statement (EOB)." if matter.owed.waiting else ""


def _provider(matter: Matter, today: datetime.date) -> Track | None:
    if matter.provider is None:
        return None
    name, icon = matter.provider.name, _icon(matter)
    if matter.case.closed_on:
        return Track(name=name, icon=icon, detail="Settled. Nothing open.", done=True)
    nearest = _nearest(matter, today, insurer=False)
    promise = matter.their_promise
    if promise and promise.they_will_by and promise.they_will_by <= (nearest.acts_on if nearest and nearest.acts_on else datetime.date.max):
        words = f"{_start(promise.they_will)}: promised by {promise.person or 'them'}".removesuffix(".") + "."
        return Track(name=name, icon=icon, detail=words, by=promise.they_will_by, theirs=True)
    if nearest:
        return Track(name=name, icon=icon, detail=f"{nearest.title}.", by=nearest.acts_on, theirs=not nearest.yours)
    if any(kept.state is FindingState.OPEN for kept in matter.in_question):
        return Track(name=name, icon=icon, detail="Your turn. There is something to ask about.")
    return Track(name=name, icon=icon, detail="Nothing open.", done=True)


def _insurer(matter: Matter, today: datetime.date) -> Track | None:
    eob, denied = matter.eob, matter.latest(Kind.DENIAL_LETTER)
    said = denied or eob
    name = (said.paper.payer_name or said.paper.issuer_name if said else None) or (matter.plan.payer_name if matter.plan else None)
    if not name:
        return None
    nearest = _nearest(matter, today, insurer=True)
    if nearest and not matter.case.closed_on:
        return Track(name=name, icon="insurance", detail=f"{nearest.title}.", by=nearest.acts_on, theirs=not nearest.yours)
    if said is None:
        return Track(name=name, icon="insurance", detail="No statement (EOB) yet.", theirs=True)
    words = "It refused the care." if denied else "Statement is final. Nothing open."
    return Track(name=name, icon="insurance", detail=words, done=denied is None or matter.case.closed_on is not None)


def _nearest(matter: Matter, today: datetime.date, *, insurer: bool) -> Deadline | None:
    """The next day of a track; days that have passed come first, since they are late."""
    live = [kept for kept in matter.open_deadlines if kept.deadline.acts_on and kept.deadline.whose != "app_habit"]
    found = [kept for kept in live if of_insurer(kept, matter) is insurer and kept.deadline.kind != "protection"]
    recent = [kept for kept in found if kept.deadline.acts_on and (today - kept.deadline.acts_on).days <= 14]
    return recent[0].deadline if recent else None


def of_insurer(kept: KeptDeadline, matter: Matter) -> bool:
    """Whether a day belongs to the insurer's track."""
    deadline = kept.deadline
    if deadline.whose in _INSURERS or deadline.rule.startswith(_APPEALS):
        return True
    named = [receipt.document for receipt in deadline.receipt if receipt.document]
    kinds = {paper.paper.kind for paper in matter.papers if paper.id in named}
    return Kind.DENIAL_LETTER in kinds or (matter.case.kind is CaseKind.DENIAL and deadline.whose == "provider")


def _icon(matter: Matter) -> str:
    first = matter.papers[0].paper if matter.papers else None
    icon = icon_of(matter.case.kind, first)
    return "hospital" if icon == "bill" and _is_hospital(matter) else icon


def _is_hospital(matter: Matter) -> bool:
    name = matter.provider.name if matter.provider else ""
    return "hospital" in name.lower() or "medical center" in name.lower()


def _start(words: str) -> str:
    return words[:1].upper() + words[1:] if words else short_name("Promise")
