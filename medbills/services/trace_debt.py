"""Traces an account at a collector through time: each clock with its day and its source, and none where no day is known."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from medbills.deadlines import apply_rules
from medbills.domain.deadline import Deadline, Event
from medbills.domain.debt import Limit, Mark, Side, Source, Told
from medbills.domain.matter import Matter
from medbills.domain.paper import BILLS, EOBS, Kind, Paper
from medbills.domain.statements import care_days
from medbills.domain.wording import counted, long_day
from medbills.rules import rules_of
from medbills.services.case_figures import DISPUTE_RULE
from medbills.services.case_signs import is_hospital
from medbills.services.name_case import short_name

_YEAR_RULE, _SEVEN_RULE, _PRACTICE = "bureaus_365d_wait", "fcra_7y", "habit_precollections_90_120"
_WAIT, _AID, _STOP = "irs501r_eca_120d", "irs501r_application_240d", "regf_stop_until_verified"


def trace_debt(matter: Matter, told: Told, today: datetime.date) -> tuple[Mark, ...]:
    """The account's clocks in the order in which they start; empty where no collector asks."""
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    if notice is None:
        return ()
    return (
        *_happened(matter, notice.paper),
        *_provider_clocks(matter, today),
        *_validation(matter, notice.paper, today),
        _one_year(matter, told, today),
        _seven_years(matter, told, today),
        _limitation(matter, limit_of(matter, told), today),
    )


def first_statement(matter: Matter) -> datetime.date | None:
    """The day of the oldest bill on file. There may have been an older one."""
    return min((kept.paper.statement_date for kept in matter.counting if kept.paper.is_bill and kept.paper.statement_date), default=None)


def care_of(matter: Matter) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of the care by bills, insurer's papers and letters; nothing can be late before the first."""
    days = [found for kept in matter.of_kind(*BILLS, *EOBS, Kind.COLLECTION_NOTICE) if (found := care_days(kept.paper))]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def limit_of(matter: Matter, told: Told) -> Limit:
    """The longest plausible time to sue, from the latest day known: the safe side. A payment nobody told of moves it."""
    state = (matter.person.state or "").upper() if matter.person else ""
    row = next((row for row in rules_of(matter).tables["state_statutes_of_limitations"] if row["state"] == state), None)
    care = care_of(matter)
    days = [day for day in (care[1] if care else None, told.first_late, told.last_paid, *(paid.date for paid in matter.payments)) if day]
    if row is None:
        return Limit(start=max(days, default=None), told=told.last_paid is not None)
    start, years = max(days, default=None), int(row["app_years"])
    return Limit(
        state=state, years=years, start=start, ends=_years_after(start, years) if start else None, told=told.last_paid is not None,
        source=Source(citation=row["cite"], checked_on=rules_of(matter).tables["meta"]["prepared"], confidence=row["confidence"]),
        notes=row.get("notes", ""),
    )  # fmt: skip


def source_of(matter: Matter, rule_id: str) -> Source:
    """The source of a rule of the pack in use."""
    rule = rules_of(matter).rules[rule_id]
    return Source(citation=rule.citation, checked_on=rule.as_of, confidence=rule.confidence)


def _years_after(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # February 29: the later day is the safe one
        return datetime.date(day.year + years, 3, 1)


def _ruled(matter: Matter, rule_id: str, day: datetime.date, today: datetime.date) -> datetime.date | None:
    """The rule's day, counted from this one by the engine."""
    found: tuple[Deadline, ...] = apply_rules([Event(event=f"trigger_of:{rule_id}", date=day)], today=today, pack=matter.rules)
    return found[0].date if found else None


def _happened(matter: Matter, notice: Paper) -> Iterator[Mark]:
    care, first = care_of(matter), first_statement(matter)
    if care:
        until = f" to {long_day(care[1])}" if care[1] != care[0] else ""
        yield Mark(key="care", title="Care", side=Side.FACT, day=care[0], says=f"The papers name {long_day(care[0])}{until}.")
    said = f"The oldest bill on file is of {long_day(first)}." if first else "No bill with its day is on file. Ask for the first one."
    yield Mark(key="first_statement", title="First bill", side=Side.FACT, day=first, says=said)
    for paid in matter.payments:
        says = f"Paid on {long_day(paid.date)}. {paid.proof}".rstrip()
        yield Mark(key=f"paid:{paid.id}", title=f"Paid {paid.amount}", side=Side.FACT, day=paid.date, says=says)
    who = short_name(notice.issuer_name) or "The collector"
    day = notice.letter_date
    asks = f" It asks for {notice.amount_due}." if notice.amount_due else ""
    said = f"{who} wrote on {long_day(day)}.{asks}" if day else f"{who} wrote. Its letter bears no day that we could read.{asks}"
    yield Mark(key="letter", title="Collector\N{RIGHT SINGLE QUOTATION MARK}s letter", side=Side.FACT, day=day, says=said)


def _provider_clocks(matter: Matter, today: datetime.date) -> Iterator[Mark]:
    first = first_statement(matter)
    if first is None:
        return
    start, end = first + datetime.timedelta(days=90), first + datetime.timedelta(days=120)
    yield Mark(
        key="practice", title="Often sent to collectors", side=Side.THEIRS, start=start, day=end, source=source_of(matter, _PRACTICE),
        says=f"Many offices do it 90 to 120 days after the first bill: {long_day(start)} to {long_day(end)}. It is practice, not law.",
    )  # fmt: skip
    if not is_hospital(matter):
        return
    wait, aid = _ruled(matter, _WAIT, first, today), _ruled(matter, _AID, first, today)
    only = "" if matter.provider and matter.provider.nonprofit else " Only if the hospital is nonprofit."
    if wait:
        says = f"Until {long_day(wait)} a nonprofit hospital takes no hard steps, like a credit report or a suit.{only}"
        source = source_of(matter, _WAIT)
        yield Mark(key="hospital_waits", title="Hospital waits 120 days", side=Side.SAFE, start=first, day=wait, says=says, source=source)
    if aid:
        says = f"You can apply for help until {long_day(aid)} at least.{only}"
        source = source_of(matter, _AID)
        yield Mark(key="aid", title="Help can be asked, 240 days", side=Side.YOURS, start=first, day=aid, says=says, source=source)


def _validation(matter: Matter, notice: Paper, today: datetime.date) -> Iterator[Mark]:
    kept = next((kept.deadline for kept in matter.deadlines if kept.deadline.rule == DISPUTE_RULE), None)
    day = kept.acts_on if kept else None
    said = f"A written dispute should arrive by {long_day(day)}." if day else "The last day stands on the notice. We could not read it."
    if day and day < today:
        said = f"The day was {long_day(day)}. You can still dispute, but it need not stop."
    source = source_of(matter, DISPUTE_RULE)
    yield Mark(key="dispute", title="Your time to dispute", side=Side.YOURS, start=notice.letter_date, day=day, says=said, source=source)
    sent = next((letter for letter in matter.letters if letter.slug == "debt_validation_request" and letter.sent_on), None)
    arrived = (sent.arrived_on or sent.sent_on) if sent else None
    says = "Once your letter arrives in time, it should stop until it answers. The law sets no day for the answer."
    yield Mark(key="pause", title="Their pause", side=Side.THEIRS, start=arrived, says=says, source=source_of(matter, _STOP))


def _one_year(matter: Matter, told: Told, today: datetime.date) -> Mark:
    source = source_of(matter, _YEAR_RULE)
    if told.first_late and (day := _ruled(matter, _YEAR_RULE, told.first_late, today)):
        says = f"First late on {long_day(told.first_late)}. The bureaus wait 365 days, until {long_day(day)}. It is their policy, not law."
        return Mark(key="one_year", title="Bureaus wait one year", side=Side.SAFE, start=told.first_late, day=day, says=says, source=source)
    care = care_of(matter)
    bound = _ruled(matter, _YEAR_RULE, care[0], today) if care else None
    says = "The day it was first late is not known, so neither is the end of the year."
    if bound:
        says += f" It cannot end before {long_day(bound)}, a year after the care."
    start = care[0] if care else None
    return Mark(key="one_year", title="Bureaus wait one year", side=Side.SAFE, start=start, not_before=bound, says=says, source=source)


def _seven_years(matter: Matter, told: Told, today: datetime.date) -> Mark:
    source = source_of(matter, _SEVEN_RULE)
    if told.first_late and (day := _ruled(matter, _SEVEN_RULE, told.first_late, today)):
        says = f"At the latest on {long_day(day)}: 180 days and seven years after {long_day(told.first_late)}. A payment does not move it."
        return Mark(key="seven_years", title="Off credit reports after seven years", side=Side.SAFE, day=day, says=says, source=source)
    says = "Seven years and 180 days after it was first late. That day is not known."
    return Mark(key="seven_years", title="Off credit reports after seven years", side=Side.SAFE, says=says, source=source)


def _limitation(matter: Matter, limit: Limit, today: datetime.date) -> Mark:
    title = "Time to sue"
    if limit.state is None or limit.years is None:
        says = "Each state has its own time to sue. The state is not known. Set it under People & plans."
        source = source_of(matter, "regf_time_barred")
        return Mark(key="limitation", title=title, side=Side.THEIRS, start=limit.start, says=says, source=source)
    if limit.start is None or limit.ends is None:
        says = f"{limit.state} gives {counted(limit.years, 'year')} at the longest. No day is known to count from."
        return Mark(key="limitation", title=title, side=Side.THEIRS, says=says, source=limit.source)
    doubt = " Sources disagree about this state." if limit.source and limit.source.confidence == "uncertain" else ""
    moved = "" if limit.told else " A payment that we do not know of would move it."
    passed = "may have ended" if limit.may_be_over(today) else "ends"
    says = (
        f"{limit.state} gives {counted(limit.years, 'year')} at the longest. From {long_day(limit.start)} it {passed} on "
        f"{long_day(limit.ends)}.{moved}{doubt}"
    )
    return Mark(key="limitation", title=title, side=Side.THEIRS, start=limit.start, day=limit.ends, says=says, source=limit.source)
