"""Applies the rules to dated events: each deadline with its day, whose turn it is, and how it was found."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medbills.deadlines.calendars import count, spoken_span
from medbills.domain.business_days import is_business_day
from medbills.domain.deadline import Deadline, Event, ReceiptLine
from medbills.domain.rule import NO_LIMITS, Pack, PlanLimit, Rule, Span
from medbills.domain.wording import day_name, long_day
from medbills.rules import load_pack

TRIGGER_OF = "trigger_of:"
HOW_SURE = "How sure this rule is"
SURENESS = {  # by the confidence of a rule
    "verified": "Read in its source on the day named. Check the day printed on your own notice: it counts first.",
    "well_known": "Well known, but not read again on the day named. Check the day printed on your own notice: it counts first.",
    "uncertain": "We are not sure of this rule. Ask, and go by the day printed on your own notice.",
}
MAILING_BUFFER = datetime.timedelta(days=7)  # for paper mail; most bodies count the day a letter arrives
PRIVATE_PLANS = frozenset({
    "employer_self_funded_erisa", "employer_fully_insured", "marketplace", "individual_off_marketplace", "non_erisa_government_or_church",
})  # fmt: skip
_FIRST_OF_NEXT_MONTH = frozenset({"external_review_request_4mo"})  # the federal external-review rule alone counts so


@dataclass(frozen=True)
class _Days:
    """What one rule gives for one event, before it is put in words."""

    computed: datetime.date | None
    cautious: datetime.date | None
    printed: datetime.date | None
    planned: datetime.date | None = None  # by the plan document

    @property
    def date(self) -> datetime.date | None:
        """A last day printed on the letter beats the plan document's, which beats the law's."""
        return self.printed or self.planned or self.computed

    @property
    def shown_beside(self) -> datetime.date | None:
        """The earlier limit to show beside the date: the computed day where the notice or the plan says a later one."""
        law = self.computed if self.printed or self.planned else None
        earlier = [day for day in (self.cautious, law, self.planned if self.printed else None) if day]
        if self.date is not None:
            earlier = [day for day in earlier if day < self.date]
        return min(earlier) if earlier else None


def apply_rules(
    events: Sequence[Event],
    *,
    today: datetime.date,
    state: str | None = None,
    plan_type: str | None = None,
    statuses: frozenset[str] = frozenset(),
    pack: Pack | None = None,
    plan_says: Mapping[str, PlanLimit] = NO_LIMITS,
) -> tuple[Deadline, ...]:
    """The deadlines of these events, the nearest first.

    An event sets off the rules that name it and fit the plan type, the state (two letters) and, where any are known, the
    statuses; `trigger_of:RULE_ID` sets off that rule alone, whatever the plan. Without a plan type the rules for every plan
    count, and those of private plans, marked "Only if your plan is ..."; where an event belongs to one program only (a Medicare
    decision, say), that program's rules count, marked the same way. `pack` are the rules in use, else those that ship;
    `plan_says` are limits of the plan document, by rule. Raises KeyError for an event or a rule that does not exist.

    Days are never rolled to a later day. A last day printed on the notice (`Event.printed`) beats the computed one; where it is
    later, the computed day stands in `cautious_date`. `safe_mailing_date` is 7 calendar days before the earlier of both; a
    limit too short for the mail has none.
    """
    pack = pack or load_pack()
    found = [
        _deadline(pack, rule, event, unsure, today, plan_says.get(rule.id))
        for event in events
        for rule, unsure in _rules_for(pack, event, state=state, plan_type=plan_type, statuses=statuses)
    ]
    return tuple(sorted(found, key=lambda item: (item.acts_on or datetime.date.max, item.rule, item.event)))


def _rules_for(
    pack: Pack, event: Event, *, state: str | None, plan_type: str | None, statuses: frozenset[str]
) -> list[tuple[Rule, bool]]:
    """The rules an event sets off, each with whether it is unsure that the plan is one of its kind."""
    if event.event.startswith(TRIGGER_OF):
        rule = pack.rules[event.event.removeprefix(TRIGGER_OF)]
        return [(rule, "any" not in rule.plan_types and plan_type not in rule.plan_types)]
    if event.event not in pack.events:
        raise KeyError(event.event)
    known = statuses | event.statuses
    fitting = [
        rule
        for rule in pack.set_off_by(event.event)
        if (not rule.states or state in rule.states) and (not known or not rule.statuses or rule.statuses & (known | {"any"}))
    ]
    if plan_type is not None:
        return [(rule, False) for rule in fitting if rule.plan_types & {"any", plan_type}]
    usual = [rule for rule in fitting if rule.plan_types & ({"any"} | PRIVATE_PLANS)]
    return [(rule, "any" not in rule.plan_types) for rule in usual or fitting]


def _deadline(pack: Pack, rule: Rule, event: Event, unsure: bool, today: datetime.date, limit: PlanLimit | None) -> Deadline:
    days = _days(rule, event, limit)
    mail_by = _mail_by(rule, event, days)
    words = _computed(rule, event, days, unsure, limit)
    acts_on = days.date or days.shown_beside
    if acts_on is not None and acts_on < today:
        words.append(f"{long_day(acts_on)} has passed.")
    return Deadline(
        rule=rule.id, event=event.id or event.event, kind=rule.kind, whose=rule.whose, title=rule.title, date=days.date,
        cautious_date=days.shown_beside, safe_mailing_date=mail_by, computed=" ".join(words), consequence=rule.consequence,
        citation=rule.citation, checked_on=rule.as_of, confidence=rule.confidence, notes=_notes(rule, days),
        receipt=_receipt(pack, rule, event, days, words, mail_by, limit),
    )  # fmt: skip


def _days(rule: Rule, event: Event, limit: PlanLimit | None) -> _Days:
    if rule.fixed_date is not None:
        return _Days(rule.fixed_date, None, None)
    printed = event.printed if _prints(rule, event) else None
    planned = _counted(rule, event.date, limit.span) if limit else None
    return _Days(_computed_day(rule, event.date), _counted(rule, event.date, rule.cautious), printed, planned)


def _prints(rule: Rule, event: Event) -> bool:
    """Whether the last day printed on the notice is this rule's: the one named, else the patient's own deadline."""
    if event.printed is None:
        return False
    if event.printed_rule is not None:
        return event.printed_rule == rule.id
    return rule.kind == "deadline" and rule.whose == "patient"


def _computed_day(rule: Rule, start: datetime.date) -> datetime.date | None:
    if rule.span is None:
        return None
    moved = _counted(rule, start, rule.offset) if rule.offset else start
    return _counted(rule, moved, rule.span) if moved else None


def _counted(rule: Rule, start: datetime.date, span: Span | None) -> datetime.date | None:
    """A missing 29 or 30 February falls earlier when someone must act; later when the patient waits for a period to end."""
    if span is None:
        return None
    later = rule.id in _FIRST_OF_NEXT_MONTH or (span.unit == "years" and rule.kind == "protection")
    return count(start, span, backward=rule.backward, missing_day="next" if later else "last")


def _mail_by(rule: Rule, event: Event, days: _Days) -> datetime.date | None:
    """The last day to post a letter: only for what the patient must do, and only where the mail is quick enough."""
    if rule.whose != "patient" or rule.kind != "deadline" or rule.backward or rule.fixed_date or _by_clock(rule):
        return None
    limits = [day for day in (days.printed, days.planned, days.computed) if day] or [day for day in (days.cautious,) if day]
    if not limits:
        return None
    posted = min(limits) - MAILING_BUFFER
    return posted if posted >= event.date else None


def _by_clock(rule: Rule) -> bool:
    return rule.time_of_day is not None or (rule.span is not None and rule.span.unit == "hours")


def _computed(rule: Rule, event: Event, days: _Days, unsure: bool, limit: PlanLimit | None) -> list[str]:
    """How the day was found, a sentence each."""
    words: list[str] = []
    if unsure:
        words.append(f"Only if your plan is {_one_of(sorted(kind.replace('_', ' ') for kind in rule.plan_types))}.")
    words += _counting(rule, event, days)
    if limit and days.planned:
        words.append(f"Your plan document allows {spoken_span(limit.span)}, until {long_day(days.planned)}. It comes before the law.")
        if days.computed is not None and days.planned > days.computed:
            words.append(f"To be safe, act by {long_day(days.computed)}.")
    if days.printed is not None:
        words.append(f"The notice prints {long_day(days.printed)}. That day comes first.")
        if days.computed is not None and days.printed > days.computed:
            words.append(f"To be safe, act by {long_day(days.computed)}.")
    if days.cautious is not None:
        span = spoken_span(rule.cautious) if rule.cautious else ""
        words.append(f"Safe in every case: {span}, {long_day(days.cautious)}.")
    if rule.span is None and rule.defined_by and not days.printed and not days.planned:
        place = {"plan": "plan document", "state": "state's rule or your notice", "contract": "contract"}[rule.defined_by]
        words.append(f"The real number is in the {place}. Look for the printed day.")
    if rule.no_deadline:
        words.append("No last day is set by law.")
    words += [f"{text[:1].upper()}{text[1:]}." for text in rule.words]
    for variant in rule.variants:
        day = _counted(rule, event.date, variant.span)
        after = f" ({variant.condition})" if variant.condition else ""
        until = f", {long_day(day)}" if day and not rule.backward and variant.name != "extension" else ""
        words.append(f"{variant.name.replace('_', ' ').capitalize()}: {spoken_span(variant.span)}{until}{after}.")
    if rule.federal_maximum is not None:
        words.append(f"Federal law lets a state allow up to {spoken_span(rule.federal_maximum)}; no day is computed from that.")
    return words


def _counting(rule: Rule, event: Event, days: _Days) -> list[str]:
    if rule.fixed_date is not None:
        return [f"The law sets {long_day(rule.fixed_date)}."]
    if rule.span is None or days.computed is None:
        return [f"Counted from: {rule.trigger}. No day is computed from this rule."]
    if rule.span.value == 0:
        return [f"On {long_day(days.computed)} itself."]
    start = long_day(event.date)
    if rule.offset is not None:
        start += f" plus {spoken_span(rule.offset)}, then"
    step = f"{start} {'minus' if rule.backward else 'plus'} {spoken_span(rule.span)} is {long_day(days.computed)}."
    clock = [f"By {rule.time_of_day} on that day."] if rule.time_of_day else []
    if rule.span.unit == "hours":
        clock.append("Hours run by the clock, nights and weekends too.")
    return [step, *clock]


def _receipt(
    pack: Pack, rule: Rule, event: Event, days: _Days, words: list[str], mail_by: datetime.date | None, plan: PlanLimit | None
) -> tuple[ReceiptLine, ...]:
    """The lines under "How we found this date"."""
    lines: list[ReceiptLine] = []
    if days.printed is not None:
        lines.append(ReceiptLine("The letter says", long_day(days.printed), event.document, event.spot))
    if plan and days.planned:
        where = f" ({plan.where})" if plan.where else ""
        lines.append(ReceiptLine("Your plan says", f"{spoken_span(plan.span)}, until {long_day(days.planned)}{where}"))
    elif rule.defined_by == "plan":
        lines.append(ReceiptLine("Your plan says", "The plan document sets this limit. The letter's own date comes first."))
    started = f"{pack.events.get(rule.event, rule.trigger)}: {long_day(event.date)}"
    lines.append(ReceiptLine("It starts", started if not event.source else f"{started} ({event.source})", event.document))
    limit = spoken_span(rule.span) if rule.span else (f"fixed: {long_day(rule.fixed_date)}" if rule.fixed_date else "no number of days")
    says = "By habit" if rule.kind == "habit" else "The law says"
    lines.append(ReceiptLine(says, f"{limit}. {rule.citation}. Checked {long_day(rule.as_of)}."))
    lines.append(ReceiptLine("How we counted", " ".join(words)))
    if mail_by is not None:
        lines.append(ReceiptLine("Best day to mail", f"{long_day(mail_by)}: 7 days for the mail"))
    if rule.consequence:
        lines.append(ReceiptLine("If it is missed", rule.consequence))
    lines.append(ReceiptLine(HOW_SURE, SURENESS[rule.confidence]))
    return tuple(lines)


def _notes(rule: Rule, days: _Days) -> str:
    """The rule's own notes and exceptions; and, for a day off, that nobody should rely on a later day."""
    parts = [rule.notes, *rule.exceptions, *(f"applies when: {condition}" for condition in rule.conditions)]
    day = days.date
    if day is not None and not is_business_day(day) and rule.kind in ("deadline", "decision_clock"):
        parts.append(f"{long_day(day)} is a {day_name(day)}{' or a holiday' if day.weekday() < 5 else ''}; some offices then take the next "
                     "working day, do not rely on it")  # fmt: skip
    parts.append("Check the deadline printed on your own notice; if it differs, the notice or plan document usually controls")
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _one_of(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
