"""Finds the days that matter to a case: the rules its papers, calls and letters set off, and the days printed on them."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence

from medbills.deadlines import apply_rules
from medbills.domain.call import Call, PromiseState, promise_event
from medbills.domain.case import Case, KeptPaper
from medbills.domain.deadline import Deadline, Event, KeptDeadline, ReceiptLine
from medbills.domain.letter import Letter
from medbills.domain.paper import Kind, Paper
from medbills.domain.person import Provider
from medbills.domain.plan import Plan
from medbills.domain.wording import long_day
from medbills.services.gather_facts import plans_of
from medbills.services.instalment_days import instalment_days
from medbills.services.keep_paper import found_id
from medbills.services.late_answers import events_of_late_answers, find_late_answers
from medbills.services.load_replies import arrivals_of, replies_of
from medbills.services.name_case import short_name
from medbills.services.plan_limits import plan_limits
from medbills.services.rules_in_use import rules_in_use
from medbills.services.their_clocks import ASKED, clocks, events_of_letters, is_answered
from medbills.store import Change, Vault

# Rules of nonprofit hospitals: shown for a hospital unless it is known not to be nonprofit.
HOSPITAL_WORDS = ("hospital", "medical center", "health system", "infirmary")
_HOSPITAL_RULES = "irs501r_"
_BEFORE_COLLECTION = "habit_precollections_90_120"
OWN_PROMISE = "own:"  # how the event of a day begins that the user promised
PRINTED = "printed_on_the_paper"


def track_deadlines(vault: Vault, change: Change, case: Case, *, today: datetime.date) -> None:
    """Replaces a case's deadlines by today's, inside an open change; what the user marked as done stays so."""
    before = {_key(kept.deadline): kept for kept in vault.deadlines.of_case(case.id)}
    for deadline in find_deadlines(vault, case, today=today):
        kept = before.pop(_key(deadline), None)
        if kept is None:
            change.deadlines.put(KeptDeadline(id=found_id(case.id, *_key(deadline)), case_id=case.id, deadline=deadline))
        elif kept.deadline != deadline:
            change.deadlines.update(dataclasses.replace(kept, deadline=deadline))
    for gone in before.values():
        change.deadlines.remove(gone.id)


def find_deadlines(vault: Vault, case: Case, *, today: datetime.date) -> tuple[Deadline, ...]:
    """The deadlines of a case. Rules without any day are left to the pages that explain rights."""
    papers = vault.papers.of_case(case.id)
    letters, replies, arrivals = vault.letters.of_case(case.id), replies_of(vault, papers), arrivals_of(vault, papers)
    person = vault.people.get(case.person_id) if case.person_id else None
    plans, pack = plans_of(vault, person), rules_in_use(vault)
    late = find_late_answers(
        letters, papers, replies, arrivals, pack=pack, state=person.state if person else None,
        plan_type=_plan_type(plans, papers),
    )  # fmt: skip
    found = apply_rules(
        [*_paper_events(papers, arrivals), *events_of_letters(letters, papers, replies), *events_of_late_answers(late)],
        today=today,
        state=person.state if person else None,
        plan_type=_plan_type(plans, papers),
        pack=pack,
        plan_says=plan_limits(vault, plans),
    )
    hospital = _is_hospital(vault, papers)
    collected = any(kept.paper.kind is Kind.COLLECTION_NOTICE for kept in papers)
    ruled = [rule for rule in found if rule.acts_on and (hospital or not rule.rule.startswith(_HOSPITAL_RULES))]
    if collected:  # the provider's own clock has run out: the collector asks now
        papers = tuple(kept for kept in papers if not kept.paper.is_bill)
        ruled = [rule for rule in ruled if rule.rule != _BEFORE_COLLECTION]
    printed = _printed(papers, frozenset(rule.event for rule in ruled if rule.yours))
    return (*ruled, *printed, *_stated(vault, case, papers, letters), *instalment_days(vault, case, today=today))


def _plan_type(plans: tuple[Plan, ...], papers: tuple[KeptPaper, ...]) -> str | None:
    """None where the plan is not known: a paper that names an insurer shows that there is one."""
    if plans:
        return plans[0].type
    insured = any(kept.paper.payer_name or kept.paper.member_id or kept.paper.is_eob for kept in papers)
    return None if insured or any(kept.paper.kind is Kind.DENIAL_LETTER for kept in papers) else "uninsured_self_pay"


def _key(deadline: Deadline) -> tuple[str, str]:
    return (deadline.rule, deadline.event)


def _paper_events(papers: tuple[KeptPaper, ...], arrivals: Mapping[str, datetime.date]) -> Iterator[Event]:
    """What the papers set off. The day printed on a notice goes with its event: it beats a computed one.

    What runs from receipt runs from the day the paper arrived, where the user told it; else from the day it prints.
    """
    firsts: dict[str | None, KeptPaper] = {}
    for kept in papers:
        paper = kept.paper
        if paper.kind is Kind.DENIAL_LETTER and paper.letter_date:
            yield _event("denial_notice_received", kept, paper.letter_date, paper.appeal_by_date, arrived=arrivals.get(kept.id))
        if paper.kind is Kind.COLLECTION_NOTICE and paper.letter_date:
            ends, rule = paper.respond_by_date, "regf_dispute_30d"
            yield _event("validation_notice_received", kept, paper.letter_date, ends, rule, arrived=arrivals.get(kept.id))
        if paper.is_bill and paper.statement_date and _owes(paper):
            first = firsts.get(paper.account_number)
            if first is None or paper.statement_date < (first.paper.statement_date or paper.statement_date):
                firsts[paper.account_number] = kept
    for kept in firsts.values():
        if kept.paper.statement_date:
            yield _event("first_bill_dated", kept, kept.paper.statement_date)


def _event(
    name: str, kept: KeptPaper, day: datetime.date, printed: datetime.date | None = None, rule: str | None = None, *,
    arrived: datetime.date | None = None,
) -> Event:  # fmt: skip
    field = "letter_date" if kept.paper.letter_date == day else "statement_date"
    return Event(
        event=name,
        date=arrived or day,
        id=f"{name}:{kept.id}",
        printed=printed,
        printed_rule=rule if printed else None,
        document=kept.id,
        source=f"{_title(kept.paper)}, {long_day(day)}{'; you told the day it arrived' if arrived else ''}",
        spot=kept.paper.spots.get(field),
    )


def _stated(vault: Vault, case: Case, papers: tuple[KeptPaper, ...], letters: Sequence[Letter]) -> Iterator[Deadline]:
    """Days that somebody named: a promise on the phone, the answer a letter asks for. Theirs, until a paper answers."""
    last_paper = max((kept.paper.dated for kept in papers if kept.paper.dated), default=datetime.date.min)
    for call in vault.calls.of_case(case.id):
        if call.ended and last_paper <= call.at.date():
            yield from _their_promises(call)
        yield from _own_promises(call, letters)
    replies = replies_of(vault, papers)
    for letter in letters:
        if letter.sent_on and letter.reply_by and not is_answered(clocks().get(letter.slug), letter, papers, replies):
            who = short_name(letter.recipient.splitlines()[0]) if letter.recipient else "They"
            said = f"Your letter of {long_day(letter.sent_on)} asks for an answer by this day."
            yield _stated_day(
                "habit_response_time_letters",
                f"{ASKED}{letter.id}",
                "provider",
                f"{who} answers your letter",
                letter.reply_by,
                said,
                letter.title,
                letter.sent_on,
            )


def _their_promises(call: Call) -> Iterator[Deadline]:
    """What they said they would do by a day, until the user marks it."""
    on, who = call.at.date(), short_name(call.organization) or "They"
    for nth, made in enumerate(call.promised):
        if made.by is not None and made.state is PromiseState.OPEN:
            title = f"{who}: {made.what[:1].lower()}{made.what[1:]}"
            said, source = f"Promised by {made.who or call.person or who} on {long_day(on)}.", f"Call of {long_day(on)}"
            yield _stated_day("habit_promised_followup", promise_event(call.id, nth), "provider", title, made.by, said, source, on)


def _own_promises(call: Call, letters: Sequence[Letter]) -> Iterator[Deadline]:
    """What you said you would do, until a letter went out after the call; and the day you chose to look again."""
    on, source = call.at.date(), f"Call of {long_day(call.at.date())}"
    who = short_name(call.organization) or "them"
    written = any(letter.sent_on and letter.sent_on >= on for letter in letters)
    if call.ended and call.you_will and call.you_will_by and not written:
        said = f"You said so to {call.person or who} on {long_day(on)}."
        title = f"{call.you_will[:1].upper()}{call.you_will[1:]}"
        yield _stated_day("habit_promised_followup", f"{OWN_PROMISE}{call.id}", "app_habit", title, call.you_will_by, said, source, on)
    if call.ended and call.follow_up_on and call.follow_up_on not in [made.by for made in call.promised] and not written:
        said = "You chose this day at the end of the call."
        title = f"Ask {who} how far they are"
        yield _stated_day("habit_promised_followup", f"follow-up:{call.id}", "app_habit", title, call.follow_up_on, said, source, on)


def _stated_day(rule: str, event: str, whose: str, title: str, day: datetime.date, said: str, source: str, on: datetime.date) -> Deadline:
    return Deadline(
        rule=rule,
        event=event,
        kind="decision_clock",
        whose=whose,
        title=title,
        date=day,
        computed=said,
        citation=source,
        checked_on=on,
        confidence="well_known",
        receipt=(ReceiptLine(says="Your notes say", what=said),),
    )


def _printed(papers: tuple[KeptPaper, ...], ruled: frozenset[str]) -> Iterator[Deadline]:
    """Days that stand on a paper and belong to no rule: pay by, call by, and appeal by where no rule of the plan's kind says more.

    `ruled` are the events that set off a rule for the patient.
    """
    by_date = sorted(papers, key=lambda kept: kept.paper.dated or datetime.date.min)
    latest = {kept.paper.account_number: kept for kept in by_date if kept.paper.is_bill}
    for kept in latest.values():
        if kept.paper.due_date and _owes(kept.paper):
            yield _printed_day(kept, "due_date", kept.paper.due_date, f"{short_name(_sender(kept.paper))} bill is due")
    for kept in papers:
        paper = kept.paper
        if paper.kind is Kind.DENIAL_LETTER and paper.respond_by_date and paper.respond_by_date != paper.appeal_by_date:
            yield _printed_day(kept, "respond_by_date", paper.respond_by_date, "Doctor-to-doctor call with the insurer")
        if paper.kind is Kind.DENIAL_LETTER and paper.appeal_by_date and f"denial_notice_received:{kept.id}" not in ruled:
            yield _printed_day(kept, "appeal_by_date", paper.appeal_by_date, "Appeal the refusal")


def _printed_day(kept: KeptPaper, field: str, day: datetime.date, title: str) -> Deadline:
    words = f"Printed on the paper: {long_day(day)}."
    spot = kept.paper.spots.get(field)
    receipt = ReceiptLine(says="The paper says", what=(spot.raw if spot and spot.raw else long_day(day)), document=kept.id, spot=spot)
    return Deadline(
        rule=PRINTED,
        event=f"{field}:{kept.id}",
        kind="deadline",
        whose="patient",
        title=title,
        date=day,
        computed=words,
        citation=f"{_title(kept.paper)}",
        checked_on=kept.paper.dated or day,
        confidence="verified",
        receipt=(receipt,),
    )


def _owes(paper: Paper) -> bool:
    return bool(paper.amount_due and paper.amount_due.cents > 0)


def _title(paper: Paper) -> str:
    return f"{paper.kind.value.replace('_', ' ').capitalize()} of {short_name(_sender(paper)) or 'the sender'}"


def _sender(paper: Paper) -> str | None:
    return paper.issuer_name or paper.provider_name or paper.payer_name


def _is_hospital(vault: Vault, papers: tuple[KeptPaper, ...]) -> bool:
    providers: list[Provider | None] = [vault.providers.get(kept.provider_id) for kept in papers if kept.provider_id and kept.paper.is_bill]
    return any(
        provider.nonprofit or (provider.nonprofit is None and any(word in provider.name.lower() for word in HOSPITAL_WORDS))
        for provider in providers
        if provider
    )
