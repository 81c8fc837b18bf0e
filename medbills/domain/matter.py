"""A case with everything that belongs to it, as the screens, letters and packets look at it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from medbills.domain.call import Call, Promised, PromiseState
from medbills.domain.case import Case, KeptPaper
from medbills.domain.contradiction import Contradiction
from medbills.domain.counting_once import left_out
from medbills.domain.deadline import KeptDeadline
from medbills.domain.finding import FindingState, KeptFinding
from medbills.domain.letter import Letter
from medbills.domain.link import Link
from medbills.domain.money import ZERO, Money, total
from medbills.domain.offer import Offer
from medbills.domain.packet import Packet
from medbills.domain.paper import Kind
from medbills.domain.payment import Payment
from medbills.domain.person import Person, Provider
from medbills.domain.plan import Plan
from medbills.domain.reply import Reply
from medbills.domain.rule import Pack

_BY_THE_USER = "service_not_received"  # the one check that takes up the user's own word


@dataclass(frozen=True, slots=True)
class Owed:
    """What the papers of a case ask for, split three ways."""

    sure: Money = ZERO
    disputed: Money = ZERO
    waiting: Money = ZERO

    @property
    def asked(self) -> Money:
        return self.sure + self.disputed + self.waiting

    def __add__(self, other: Owed) -> Owed:
        return Owed(self.sure + other.sure, self.disputed + other.disputed, self.waiting + other.waiting)


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One case, whole. Papers are in order of their dates."""

    case: Case
    person: Person | None
    provider: Provider | None
    plan: Plan | None
    papers: tuple[KeptPaper, ...]
    findings: tuple[KeptFinding, ...]
    deadlines: tuple[KeptDeadline, ...]
    calls: tuple[Call, ...]
    letters: tuple[Letter, ...]
    packets: tuple[Packet, ...]
    payments: tuple[Payment, ...]
    owed: Owed
    links: tuple[Link, ...] = ()  # between its papers
    replies: tuple[Reply, ...] = ()  # what its papers answer, by the user's word
    arrivals: Mapping[str, datetime.date] = field(default_factory=dict)  # by paper id: the day the user held it in their hands
    offers: tuple[Offer, ...] = ()  # yours and theirs, in rounds; never the private limit
    contradictions: tuple[Contradiction, ...] = ()  # the user's word on what calls say differently
    rules: Pack | None = field(default=None, repr=False, compare=False)  # those in use; None: those that ship

    @property
    def id(self) -> str:
        return self.case.id

    @property
    def in_question(self) -> tuple[KeptFinding, ...]:
        """Findings the user did not lay aside, most money first. Those whose dollars others count already are not among them, but
        for what the user said was not received: they expect to see it."""
        silent = (kept for kept in self.findings if kept.finding.amount_at_stake and not kept.counted)
        explains = {kept.id for kept in silent if kept.finding.check != _BY_THE_USER}
        live = [kept for kept in self.findings if kept.state is not FindingState.FINE and kept.id not in explains]
        return tuple(sorted(live, key=lambda kept: (-kept.counted.cents, kept.finding.key)))

    @property
    def at_stake(self) -> Money:
        """The money in question, each dollar once; for a refusal, what the care would cost."""
        stake = total(kept.counted for kept in self.in_question)
        denied = self.latest(Kind.DENIAL_LETTER)
        return stake or (denied.paper.total_billed if denied and denied.paper.total_billed else ZERO)

    @property
    def is_worked_out(self) -> bool:
        """Whether the papers tell what would be left to pay: with the insurer's word, or where no charge in question had to be
        cut down to what the bill asks. Without it no letter may name a balance (letters reference, section 0: tone)."""
        if self.eob is not None or (self.bill and any(line.patient_owes is not None for line in self.bill.paper.lines)):
            return True
        return all(kept.counted == kept.finding.amount_at_stake or kept.finding.rest_title for kept in self.in_question)

    @property
    def open_deadlines(self) -> tuple[KeptDeadline, ...]:
        """Not marked as done, the nearest first; those without a day last. A closed case has none."""
        live = [kept for kept in self.deadlines if kept.done_on is None and self.case.closed_on is None]
        return tuple(sorted(live, key=lambda kept: (kept.deadline.acts_on or datetime.date.max, kept.deadline.rule)))

    @property
    def appeal_by(self) -> datetime.date | None:
        """The last day to appeal a refusal: by a rule of the plan's kind, or as the letter prints it."""
        starts = ("denial_notice_received:", "appeal_by_date:")
        live = (kept.deadline for kept in self.open_deadlines if kept.deadline.yours and kept.deadline.event.startswith(starts))
        return next((deadline.acts_on for deadline in live), None)

    @property
    def counting(self) -> tuple[KeptPaper, ...]:
        """The papers without those that are here twice."""
        copies = left_out(self.papers, self.links)
        return tuple(kept for kept in self.papers if kept.id not in copies)

    def of_kind(self, *kinds: Kind) -> tuple[KeptPaper, ...]:
        """The papers of these kinds that count."""
        return tuple(kept for kept in self.counting if kept.paper.kind in kinds)

    def latest(self, *kinds: Kind) -> KeptPaper | None:
        found = self.of_kind(*kinds)
        return found[-1] if found else None

    @property
    def bill(self) -> KeptPaper | None:
        """The statement that counts: the latest of the account, an itemized one before a summary of the same day."""
        return self.latest(Kind.BILL, Kind.ITEMIZED_BILL)

    @property
    def charged(self) -> KeptPaper | None:
        """The paper that lists what is charged: the bill, else a receipt or another paper with charges."""
        listed = [kept for kept in self.of_kind(Kind.RECEIPT, Kind.OTHER) if any(line.billed for line in kept.paper.lines)]
        return self.bill or (listed[-1] if listed else None)

    @property
    def eob(self) -> KeptPaper | None:
        return self.latest(Kind.EOB, Kind.MEDICARE_SUMMARY_NOTICE)

    @property
    def their_promise(self) -> Call | None:
        """The latest call in which they promised something by a day that the user did not mark as kept.

        Of several such promises of one call the first day counts: the call is given with that promise in the first place.
        """
        waiting = [call for call in self.calls if call.ended and any(_is_awaited(made) for made in call.promised)]
        if not waiting:
            return None
        call = max(waiting, key=lambda call: call.at)
        next_one = min((made for made in call.promised if _is_awaited(made)), key=lambda made: made.by or datetime.date.max)
        seen = call.with_promised((next_one, *(made for made in call.promised if made != next_one)))
        return replace(seen, person=next_one.who or call.person)


def _is_awaited(made: Promised) -> bool:
    return made.by is not None and made.state is not PromiseState.KEPT
