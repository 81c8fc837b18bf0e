"""The figures of a case that sentences may name: who, how much, and by which day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from medbills.domain.finding import FindingState, KeptFinding, Severity
from medbills.domain.matter import Matter
from medbills.domain.money import Money, total
from medbills.domain.paper import Kind
from medbills.domain.poverty import guideline_of
from medbills.domain.wording import counted, long_day, week_day
from medbills.rules import rules_of
from medbills.services.name_case import short_name
from medbills.services.their_clocks import late_clocks

HELP_CHECKS = frozenset({"charity_care_by_fpl", "agb_cap", "medical_deduction_hint"})
AID_RULE, WAIT_RULE, DISPUTE_RULE = "irs501r_application_240d", "irs501r_eca_120d", "regf_dispute_30d"

# Every figure there is: the levers may name no other.
FIGURES = frozenset({
    "provider", "insurer", "collector", "asked", "sure", "disputed", "waiting", "stake", "open_stake", "share", "lead", "lead_amount",
    "questions", "care", "aid_by", "aid_wait", "appeal_by", "talk_by", "dispute_by", "due", "who", "sent_on", "reply_by", "promise",
    "promise_by", "late_since", "clock_due", "clock_who", "poverty", "year", "help_desk", "estimate_by",
})  # fmt: skip


def case_figures(matter: Matter, today: datetime.date) -> Iterator[tuple[str, str]]:
    """What sentences about the case may name. A figure that no paper gives is not there, and a day that has passed neither."""
    yield "provider", short_name(matter.provider.name) if matter.provider else "the provider"
    yield "insurer", _insurer(matter) or "the insurer"
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    yield "collector", (short_name(notice.paper.issuer_name) if notice else "") or "the collector"
    yield from _sums(matter, notice.paper.amount_due if notice else None)
    yield from _found(matter)
    yield from _dates(matter, today)
    yield from _said(matter, today)
    yield from _reference(matter, today)


def live_findings(matter: Matter) -> tuple[KeptFinding, ...]:
    """What is in question and was not asked yet; a hint without dollars is none."""
    return tuple(kept for kept in matter.in_question if kept.state is FindingState.OPEN and is_question(kept))


def is_question(kept: KeptFinding) -> bool:
    """Whether a finding questions the paper itself: it has dollars, or weight. Help and low hints question nothing."""
    return bool(kept.counted) or (kept.finding.severity is not Severity.LOW and kept.finding.check not in HELP_CHECKS)


def open_until(matter: Matter, *wanted: str) -> datetime.date | None:
    """Your last day by a rule of this name or by a rule that an event of this name set off."""
    days = [
        kept.deadline.acts_on
        for kept in matter.open_deadlines
        if kept.deadline.yours and kept.deadline.acts_on and any(_names(kept.deadline.rule, kept.deadline.event, name) for name in wanted)
    ]
    return min(days, default=None)


def _names(rule: str, event: str, wanted: str) -> bool:
    return rule == wanted or event.startswith(f"{wanted}:")


def _insurer(matter: Matter) -> str:
    said = matter.latest(Kind.DENIAL_LETTER) or matter.eob
    name = (said.paper.payer_name or said.paper.issuer_name) if said else None
    return short_name(name or (matter.plan.payer_name if matter.plan else None))


def _sums(matter: Matter, collected: Money | None) -> Iterator[tuple[str, str]]:
    owed = matter.owed
    asked = collected or (matter.bill.paper.amount_due if matter.bill else None)
    sums = {"asked": asked, "sure": owed.sure, "disputed": owed.disputed, "waiting": owed.waiting, "stake": matter.at_stake}
    yield from ((name, amount.text()) for name, amount in sums.items() if amount)
    share = matter.eob.paper.patient_responsibility if matter.eob else None
    if share is not None:
        yield "share", share.text()


def _found(matter: Matter) -> Iterator[tuple[str, str]]:
    live = live_findings(matter)
    if not live:
        return
    yield "questions", "one thing" if len(live) == 1 else counted(len(live), "thing")
    yield "open_stake", total(kept.counted for kept in live).text()
    lead = max(live, key=lambda kept: (kept.counted, kept.finding.key))
    if lead.counted and len(live) > 1:
        yield "lead", lead.title
        yield "lead_amount", lead.counted.text()


def _dates(matter: Matter, today: datetime.date) -> Iterator[tuple[str, str]]:
    denied = matter.latest(Kind.DENIAL_LETTER)
    care = next((line.description for line in denied.paper.lines if line.description), None) if denied else None
    if denied:
        yield "care", (care or matter.case.title).rstrip(".")
    days = {
        "aid_by": open_until(matter, AID_RULE),
        "appeal_by": matter.appeal_by,
        "talk_by": denied.paper.respond_by_date if denied else None,
        "dispute_by": open_until(matter, DISPUTE_RULE),
        "due": open_until(matter, "due_date"),
        "estimate_by": open_until(matter, "ppdr_start_120d"),
        "aid_wait": next((kept.deadline.acts_on for kept in matter.open_deadlines if kept.deadline.rule == WAIT_RULE), None),
    }
    yield from ((name, _day(day, today)) for name, day in days.items() if day and day >= today)


def _day(day: datetime.date, today: datetime.date) -> str:
    return week_day(day) if day.year == today.year else long_day(day)


def _said(matter: Matter, today: datetime.date) -> Iterator[tuple[str, str]]:
    promise = matter.their_promise
    if promise and promise.they_will_by:
        yield "promise", promise.they_will.rstrip(".")
        yield "promise_by", _day(promise.they_will_by, today)
        if promise.they_will_by < today:
            yield "late_since", _day(promise.they_will_by, today)
            yield "who", short_name(promise.organization) or "They"
    late = next(iter(late_clocks(matter, today)), None)
    if late:
        yield "clock_due", _day(late.due, today)
        yield "clock_who", short_name(late.letter.recipient.splitlines()[0] if late.letter.recipient else "") or "They"
    sent = [letter for letter in matter.letters if letter.sent_on]
    if sent:
        latest = max(sent, key=lambda letter: (letter.sent_on or today, letter.id))
        yield "sent_on", _day(latest.sent_on or today, today)
        if latest.reply_by:
            yield "reply_by", _day(latest.reply_by, today)


def _reference(matter: Matter, today: datetime.date) -> Iterator[tuple[str, str]]:
    """Figures of the law: the poverty guideline for one person, the help desk. No figure for a year that is not known."""
    figures = rules_of(matter).tables["reference_figures"]
    yield "help_desk", str(figures["no_surprises"]["help_desk"])
    line = guideline_of(figures["federal_poverty_guidelines"], matter.person.state if matter.person else None, 1, today.year)
    if line is not None:
        yield "poverty", line.line.text()
        yield "year", str(line.year)
