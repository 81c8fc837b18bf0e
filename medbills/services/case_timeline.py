"""Lays a case out in time: papers, calls, letters, money, and what comes next."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from operator import itemgetter

from medbills.domain.call import Call, PromiseState, promise_event
from medbills.domain.case import CaseKind
from medbills.domain.matter import Matter
from medbills.domain.moment import Moment
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Paper
from medbills.domain.wording import counted, long_day, short_day
from medbills.services.keep_arrival import arrival_words
from medbills.services.late_answers import answer_words, answered_words
from medbills.services.name_case import short_name
from medbills.services.say_deadline import turn_words


def case_timeline(matter: Matter, today: datetime.date) -> tuple[Moment, ...]:
    """Every moment of a case, the latest first; what is to come stands before what happened."""
    parts = (
        _papers(matter, today), _calls(matter, today), _letters(matter, today), _money(matter), _packets(matter, today),
        _ahead(matter, today),
    )  # fmt: skip
    found = [moment for part in parts for moment in part]
    return tuple(sorted(found, key=lambda moment: (moment.day, moment.ahead, moment.title), reverse=True))


def _papers(matter: Matter, today: datetime.date) -> Iterator[Moment]:
    for kept in matter.papers:
        paper = kept.paper
        if paper.dated is None:
            continue
        icon, title, detail, amount = _paper(paper, today)
        detail = " · ".join(part for part in (detail, arrival_words(kept, matter.arrivals), answer_words(matter, kept)) if part)
        yield Moment(day=paper.dated, icon=icon, title=title, detail=detail, amount=amount, group="papers", item="paper", item_id=kept.id)
    care = [(day, kept.paper) for kept in matter.papers for line in kept.paper.lines if (day := line.first_day)]
    if care:
        day, paper = min(care, key=itemgetter(0))
        where = _place_of_care(matter, paper)
        yield Moment(day=day, icon="hospital", title=f"Care at {where}" if where else "The care", group="papers")
    if matter.findings and matter.papers:
        checked = max(kept.kept_at.date() if kept.kept_at else today for kept in matter.papers)
        yield Moment(
            day=min(checked, today),
            icon="check_circle",
            title="Medbills checked the papers",
            in_question=True,
            group="papers",
            detail=f"{counted(len(matter.in_question), 'thing')} to ask about",
            amount=matter.at_stake,
        )


def _place_of_care(matter: Matter, paper: Paper) -> str:
    """The case's provider; in a collection that is the collector, so that the paper about the care tells where it was."""
    if matter.case.kind is CaseKind.COLLECTION:
        return short_name(paper.provider_name or paper.original_creditor or (paper.issuer_name if paper.is_bill else ""))
    return short_name(matter.provider.name) if matter.provider else ""


def _paper(paper: Paper, today: datetime.date) -> tuple[str, str, str, Money | None]:
    who = short_name(paper.issuer_name or paper.payer_name or paper.provider_name) or "Somebody"
    due = f" · due {short_day(paper.due_date, today)}" if paper.due_date else ""
    match paper.kind:
        case Kind.ITEMIZED_BILL:
            return "bill", "The itemized bill came", f"{counted(len(paper.lines), 'line')}{due}", paper.amount_due
        case Kind.BILL:
            return "bill", f"Bill from {who}", (f"{counted(len(paper.lines), 'line')}{due}" if paper.lines else due[3:]), paper.amount_due
        case Kind.EOB | Kind.MEDICARE_SUMMARY_NOTICE:
            payer = short_name(paper.payer_name or paper.issuer_name)
            title = f"{payer}\N{RIGHT SINGLE QUOTATION MARK}s statement (EOB) came"
            return "insurance", title, "What it says you owe", paper.patient_responsibility
        case Kind.DENIAL_LETTER:
            payer = short_name(paper.payer_name or paper.issuer_name)
            return "insurance", f"{payer} said no", paper.denial_reason or "", paper.total_billed
        case Kind.COLLECTION_NOTICE:
            return "collector", f"Letter from {who}", "A collector asks for money", paper.amount_due
        case Kind.RECEIPT:
            return "money", f"Receipt: {who}", "", paper.patient_paid or paper.amount_due
        case Kind.CONSENT_FORM:
            return "people", f"A form was signed for {who}", "It lets somebody speak for the patient", None
        case _:
            return "papers", f"Paper from {who}", "", None


def _calls(matter: Matter, today: datetime.date) -> Iterator[Moment]:
    for call in matter.calls:
        who = " ".join(part for part in (f"{call.person}," if call.person else "", call.organization) if part)
        parts = [counted(call.minutes, "minute") if call.minutes else "", f"reference {call.reference}" if call.reference else ""]
        yield Moment(
            day=call.at.date(),
            icon="phone",
            title=f"Call with {who}" if who else "Call",
            group="calls",
            chip="Call notes",
            detail=" · ".join(part for part in parts if part) or call.notes,
            item="call",
            item_id=call.id,
        )
        yield from _promises(matter, call, today)


def _promises(matter: Matter, call: Call, today: datetime.date) -> Iterator[Moment]:
    for nth, made in enumerate(call.promised):
        if made.state is not PromiseState.OPEN and made.told_on:
            kept = "kept its word" if made.state is PromiseState.KEPT else "did not keep its word"
            yield Moment(
                day=made.told_on,
                icon="promise",
                title=f"{short_name(call.organization) or 'The desk'} {kept}",
                detail=made.what,
                group="calls",
                item="call",
                item_id=call.id,
            )
        elif call.ended and made.by and not _kept(matter, call) and not _is_deadline(matter, call, nth):
            yield Moment(
                day=made.by,
                icon="promise",
                title=f"{short_name(call.organization) or 'They'}: {made.what}",
                theirs=True,
                detail=f"Their turn · promised by {made.who or call.person or 'them'}",
                ahead=made.by >= today,
                group="calls",
                item="call",
                item_id=call.id,
            )


def _kept(matter: Matter, call: Call) -> bool:
    return any((kept.paper.dated or datetime.date.min) > call.at.date() for kept in matter.papers)


def _is_deadline(matter: Matter, call: Call, nth: int) -> bool:
    """A promised day that stands among the deadlines is told there, with how it was found."""
    return any(kept.deadline.event == promise_event(call.id, nth) for kept in matter.open_deadlines)


def _letters(matter: Matter, today: datetime.date) -> Iterator[Moment]:
    for letter in matter.letters:
        day = letter.sent_on or letter.written_on
        if day is None:
            continue
        arrived = f", arrived {long_day(letter.arrived_on)}" if letter.arrived_on else ""
        detail = f"{letter.method}{arrived}" if letter.sent_on else "Written, not sent yet"
        detail = " · ".join(part for part in (detail, answered_words(matter, letter, today)) if part)
        title = letter.title if letter.title.startswith("You ") else f"You wrote: {letter.title[:1].lower()}{letter.title[1:]}"
        yield Moment(
            day=day, icon="letter", title=title, detail=detail, chip="Letter", group="letters", item="letter", item_id=letter.id
        )


def _packets(matter: Matter, today: datetime.date) -> Iterator[Moment]:
    for packet in matter.packets:
        yield Moment(
            day=packet.made_on,
            icon="packet",
            title="You made a packet",
            detail=" · ".join(part for part in (counted(packet.pages, "page"), answered_words(matter, packet, today)) if part),
            group="letters",
            chip="Packet",
            item="packet",
            item_id=packet.id,
        )


def _money(matter: Matter) -> Iterator[Moment]:
    for payment in matter.payments:
        back = payment.amount.cents < 0
        yield Moment(
            day=payment.date,
            icon="money",
            title="Money came back" if back else f"You paid {payment.what}",
            group="money",
            detail=payment.payer_from,
            amount=abs(payment.amount),
            item="payment",
            item_id=payment.id,
        )


def _ahead(matter: Matter, today: datetime.date) -> Iterator[Moment]:
    for kept in matter.open_deadlines:
        deadline = kept.deadline
        if deadline.acts_on is None or deadline.acts_on < today:
            continue
        yield Moment(
            day=deadline.acts_on,
            icon="clock",
            title=deadline.title,
            detail=turn_words(deadline),
            ahead=True,
            theirs=not deadline.yours,
            item="deadline",
            item_id=kept.id,
        )
