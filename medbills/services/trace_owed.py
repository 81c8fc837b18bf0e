"""Traces what the papers asked for, all together, from day to day up to today."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from medbills.domain.case import Case, KeptPaper
from medbills.domain.facts import Facts
from medbills.domain.money import ZERO, Money, total
from medbills.domain.owing import you_owe
from medbills.domain.paper import Kind
from medbills.services.gather_facts import gather_facts
from medbills.services.name_case import short_name
from medbills.store import Vault

MOST_DAYS = 40  # the latest ones are looked at: each costs a look at all papers of that time


@dataclass(frozen=True, slots=True)
class OwedDay:
    """A day on which the sum changed: what was asked from then on, and what happened on it, in words."""

    day: datetime.date
    asked: Money
    what: tuple[str, ...]


def trace_owed(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> tuple[OwedDay, ...]:
    """Everybody's sums, or one person's, the oldest day first; the last sum is that of `list_owed`.

    A paper counts from the day it bears, or was kept where it bears none; a case until the day it was closed. What is asked is
    counted as on that day: by the papers and payments up to it, as `you_owe` does.
    """
    people = [person.id for person in vault.people.all() if person_id in (None, person.id)]
    events: dict[datetime.date, list[str]] = {}
    traces: list[dict[datetime.date, Money]] = []
    for one in [*people, *([None] if person_id is None else [])]:
        happened = _events(vault, one, today)
        for day, words in happened.items():
            events.setdefault(day, []).extend(words)
        traces.append(_sums(vault, one, sorted(happened)[-MOST_DAYS:], today))
    return tuple(_changes(events, traces))


def _changes(events: dict[datetime.date, list[str]], traces: list[dict[datetime.date, Money]]) -> Iterator[OwedDay]:
    """The days on which the sum of all changed; a person without a sum of that day still has the one before it."""
    now, told = [ZERO] * len(traces), ZERO
    for day in sorted({day for sums in traces for day in sums}):
        now = [sums.get(day, before) for sums, before in zip(traces, now, strict=True)]
        asked = total(now)
        if asked != told:
            told = asked
            yield OwedDay(day, asked, tuple(dict.fromkeys(events.get(day, ()))))


def _sums(vault: Vault, person_id: str | None, days: list[datetime.date], today: datetime.date) -> dict[datetime.date, Money]:
    """What was asked at the end of each of these days."""
    if not days:
        return {}
    facts = gather_facts(vault, person_id, today=today, with_closed=True)
    cases = {case.id: case for case in vault.cases.all()}
    kept = {one.id: one for one in vault.papers.all() if one.case_id}
    sums = {day: you_owe(_as_of(facts, day, kept, cases), ()).asked for day in days}
    sums[today] = you_owe(gather_facts(vault, person_id, today=today), ()).asked  # the list's own, with papers of a day to come
    return sums


def _as_of(facts: Facts, day: datetime.date, kept: dict[str, KeptPaper], cases: dict[str, Case]) -> Facts:
    """The papers and payments that were there on a day, without those of cases closed by then."""

    def there(paper_id: str) -> bool:
        one = kept.get(paper_id)
        case = cases.get(one.case_id or "") if one else None
        return one is not None and _came(one) <= day and not (case and case.closed_on and case.closed_on <= day)

    paid = tuple(payment for payment in facts.context.payments if payment.date is None or payment.date <= day)
    return dataclasses.replace(
        facts, today=day, papers=tuple(paper for paper in facts.papers if there(paper.id)),
        context=dataclasses.replace(facts.context, payments=paid),
    )  # fmt: skip


def _came(kept: KeptPaper) -> datetime.date:
    """Its own day, or the one it was kept on; a day that no calendar has yet is none."""
    return kept.paper.dated or (kept.kept_at.date() if kept.kept_at else datetime.date.min)


def _events(vault: Vault, person_id: str | None, today: datetime.date) -> dict[datetime.date, list[str]]:
    """What may have changed the sum, by day up to today: papers that ask, payments, cases closed."""
    found: dict[datetime.date, list[str]] = {}

    def add(day: datetime.date, words: str) -> None:
        if datetime.date.min < day <= today:
            found.setdefault(day, []).append(words)

    for kept in vault.papers.all():
        if kept.person_id != person_id or not kept.case_id:
            continue
        paper = kept.paper
        who = short_name(paper.issuer_name or paper.provider_name) or "A sender"
        if (paper.is_bill or paper.kind is Kind.COLLECTION_NOTICE) and paper.amount_due is not None:
            add(_came(kept), f"{who} asks {paper.amount_due}")
        elif paper.kind is Kind.RECEIPT:
            add(_came(kept), f"Receipt from {who}")
    for payment in vault.payments.all():
        if payment.person_id == person_id and payment.amount > ZERO:
            add(payment.date, f"You paid {payment.amount}")
    for case in vault.cases.all():
        if case.person_id == person_id and case.closed_on:
            add(case.closed_on, f"Closed: {case.title}")
    return found
