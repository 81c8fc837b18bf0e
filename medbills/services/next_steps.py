"""Chooses the next best step of each case, ranks the steps, and says why."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from medbills.domain.call import PromiseState
from medbills.domain.case import CaseKind
from medbills.domain.finding import FindingState
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.next_step import Action, NextStep
from medbills.domain.paper import Kind
from medbills.domain.wording import long_day, week_day
from medbills.rules import rules_of
from medbills.services.case_signs import goes_to_insurer
from medbills.services.name_case import icon_of, short_name
from medbills.services.their_clocks import late_clocks, reminder_out
from medbills.services.track_deadlines import OWN_PROMISE

CARDS_ON_TODAY = 3
NOTICE_OF_DEATH = "estate_account_notice"


def next_steps(matters: Iterable[Matter], today: datetime.date) -> tuple[NextStep, ...]:
    """One step a case, the most worth doing first."""
    found = (next_step(matter, today) for matter in matters)
    return tuple(sorted((step for step in found if step), key=lambda step: (step.rank(today), step.case_id)))


def next_step(matter: Matter, today: datetime.date) -> NextStep | None:
    """What to do next about one case; None when nothing is open."""
    if matter.case.closed_on:
        return None
    notice = _notice_of_death(matter)
    if notice:
        return notice
    if matter.their_promise and not _answered(matter):
        own, promised = _own_promise(matter), matter.their_promise.they_will_by
        if own or (promised and promised >= today) or not late_clocks(matter, today):
            return own or _await_promise(matter, today)
    late = _late(matter, today) or _await_late(matter, today)
    if late:
        return late
    for choose in (_refusal, _collector, _dispute, _itemize, _wait_for_insurer):
        step = choose(matter, today)
        if step:
            return _await_letter(matter, step) or step
    return None


def _notice_of_death(matter: Matter) -> NextStep | None:
    """Before anything else, whoever asks for money has to know that the person has died."""
    person = matter.person
    told = any(letter.slug == NOTICE_OF_DEATH and letter.sent_on for letter in matter.letters)
    if person is None or person.died_on is None or told or not matter.papers:
        return None
    return _step(
        matter,
        sentence=f"Tell {_sender(matter)} that {person.short} has died.",
        why="Anyone may give notice. It promises no payment.",
        action=Action.LETTER,
        button="Write the letter",
        letter=NOTICE_OF_DEATH,
    )


def heading(matter: Matter) -> str:
    """Whose, and what: "Dad · MRI of the back"."""
    return " · ".join(part for part in (matter.person.short if matter.person else "", matter.case.title) if part)


def _step(
    matter: Matter,
    *,
    sentence: str,
    why: str,
    action: Action,
    button: str,
    letter: str | None = None,
    script: str = "",
    stake: Money | None = None,
    by: datetime.date | None = None,
    yours: bool = True,
) -> NextStep:
    first = matter.papers[-1].paper if matter.papers else None
    return NextStep(
        case_id=matter.id,
        heading=heading(matter),
        icon=icon_of(matter.case.kind, first),
        sentence=sentence,
        why=why,
        action=action,
        button=button,
        letter=letter,
        script=script,
        at_stake=stake or matter.at_stake,
        by=by,
        yours=yours,
    )


def _answered(matter: Matter) -> bool:
    """A paper that came after the promise may be its answer: then the case is looked at anew."""
    promise = matter.their_promise
    return bool(promise and any((kept.paper.dated or datetime.date.min) > promise.at.date() for kept in matter.papers))


def _own_promise(matter: Matter) -> NextStep | None:
    """What the user said they would do comes before waiting for the others."""
    for kept in matter.open_deadlines:
        if kept.deadline.event.startswith(OWN_PROMISE):
            return _step(
                matter,
                sentence=f"{kept.deadline.title}.",
                why=kept.deadline.computed,
                action=Action.LOOK,
                button="See the case",
                by=kept.deadline.date,
            )
    return None


def _await_promise(matter: Matter, today: datetime.date) -> NextStep:
    promise = matter.their_promise
    assert promise is not None and promise.they_will_by is not None
    who = short_name(promise.organization) or "They"
    late = promise.they_will_by < today or promise.promise is PromiseState.BROKEN
    if late:
        return _step(
            matter,
            sentence=f"Ask {who} why it has not kept its word.",
            why=f"{promise.person or who} promised: {promise.they_will}.",
            action=Action.CALL,
            button="Start the call",
            script="follow_up",
            by=today,
        )
    return _step(
        matter,
        sentence=f"Wait for {who}: {promise.they_will}.",
        action=Action.WAIT,
        button="See the case",
        yours=False,
        why=f"Promised by {promise.person or who} on {long_day(promise.at.date())}.",
        by=promise.they_will_by,
    )


def _late(matter: Matter, today: datetime.date) -> NextStep | None:
    """Their time has run out and nothing came: say so in writing, from the day after on."""
    late = next(iter(late_clocks(matter, today)), None)
    if late is None or late.letter.sent_on is None:
        return None
    who = _addressee(late.letter) or "them"
    sent, due = long_day(late.letter.sent_on), long_day(late.due)
    higher = late.send not in (late.clock.late, _rule_letter(matter, late.deadline.rule))
    ended = f"Its time ended on {due}." if late.by_rule else f"It asked for an answer by {due}."
    return _step(
        matter,
        sentence=f"Complain that {who} does not answer." if higher else f"Tell {who} that its answer is late.",
        why=" ".join(part for part in (f"You sent {_yours(late.clock.says)} on {sent}. {ended} No answer is on file.", late.doubt) if part),
        action=Action.LETTER,
        button="Write the letter",
        letter=late.send,
        by=today,
    )


def _await_late(matter: Matter, today: datetime.date) -> NextStep | None:
    """The lateness letter is out, and its own time runs."""
    reminder = reminder_out(matter, today)
    if reminder is None or reminder.sent_on is None:
        return None
    return _step(
        matter,
        sentence=f"Wait for the answer to your letter to {_addressee(reminder)}.",
        why=f"You told them on {long_day(reminder.sent_on)} that they are late.",
        action=Action.WAIT,
        button="See the case",
        by=reminder.reply_by,
        yours=False,
    )


def _rule_letter(matter: Matter, rule_id: str) -> str:
    rule = rules_of(matter).rules.get(rule_id)
    return rule.late_letter if rule else ""


def _addressee(letter: Letter) -> str:
    return short_name(letter.recipient.splitlines()[0]) if letter.recipient else ""


def _yours(says: str) -> str:
    """ "my appeal" as we say it to the user."""
    return f"your {says.removeprefix('my ')}"


def _await_letter(matter: Matter, step: NextStep) -> NextStep | None:
    """The same step as a wait, when its letter went out and no paper has come since."""
    sent = next((letter for letter in reversed(matter.letters) if letter.sent_on and letter.slug == step.letter), None)
    if sent is None or sent.sent_on is None or any((kept.paper.dated or datetime.date.min) > sent.sent_on for kept in matter.papers):
        return None
    return dataclasses.replace(
        step,
        sentence=f"Wait for the answer to your letter to {short_name(sent.recipient.splitlines()[0] if sent.recipient else '')}.",
        why=f"You sent it on {long_day(sent.sent_on)}.",
        action=Action.WAIT,
        button="See the case",
        by=sent.reply_by,
        yours=False,
    )


def _refusal(matter: Matter, today: datetime.date) -> NextStep | None:
    denied = matter.latest(Kind.DENIAL_LETTER)
    if denied is None:
        return None
    letter = denied.paper
    care = next((line.description for line in letter.lines if line.description), None) or matter.case.title
    talk_by = letter.respond_by_date
    talked = any(kept.done_on and kept.deadline.event == f"respond_by_date:{denied.id}" for kept in matter.deadlines)
    if talk_by and talk_by >= today and talk_by != letter.appeal_by_date and not talked:
        doctor = short_name(letter.provider_name) or "the doctor"
        return _step(
            matter,
            sentence=f"Ask {doctor}\N{RIGHT SINGLE QUOTATION MARK}s office to call the insurer.",
            by=talk_by,
            why=f"The letter allows a doctor-to-doctor call until {week_day(talk_by)}.",
            action=Action.CALL,
            button="Start the call",
            script="doctor_office",
        )
    return _step(
        matter,
        sentence=f"Appeal the refusal: {care}.",
        why="A first appeal goes to the insurer, in writing.",
        action=Action.LETTER,
        button="Write the letter",
        letter="internal_appeal",
        by=matter.appeal_by,
    )


def _collector(matter: Matter, today: datetime.date) -> NextStep | None:
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    if notice is None:
        return None
    who = short_name(notice.paper.issuer_name) or "the collector"
    proved = any(kept.finding.check == "collection_exceeds_original" for kept in matter.in_question)
    person = matter.person.short if matter.person and not matter.person.is_me else "you"
    dispute = next((kept.deadline for kept in matter.open_deadlines if kept.deadline.rule == "regf_dispute_30d"), None)
    stake = matter.at_stake or notice.paper.amount_due
    if proved:
        sentence, why = f"Tell {who} that {person} already paid.", "You have the papers to show it."
    else:
        sentence, why = f"Ask {who} to show that this is owed.", "Until it answers your letter, it should stop collecting."
    return _step(
        matter,
        sentence=sentence,
        why=why,
        action=Action.LETTER,
        button="Write the letter",
        letter="debt_validation_request",
        stake=stake,
        by=dispute.acts_on if dispute else None,
    )


def _dispute(matter: Matter, today: datetime.date) -> NextStep | None:
    live = [kept for kept in matter.in_question if kept.state is FindingState.OPEN]
    if not live:
        return None
    who = _sender(matter)
    bill = matter.bill
    due = bill.paper.due_date if bill else None
    lead = max(live, key=lambda kept: kept.finding.amount_at_stake).finding
    if matter.case.kind is CaseKind.DENTAL:
        return _step(
            matter,
            sentence=f"Ask {who} why it bills more than the plan\N{RIGHT SINGLE QUOTATION MARK}s fee.",
            why=lead.question,
            action=Action.CALL,
            button="See what to say",
            script="dental_office",
            letter=lead.letter,
            by=due,
        )
    count = "one thing" if len(live) == 1 else f"{len(live)} things"
    if goes_to_insurer(lead.letter):
        who = short_name(matter.eob.paper.payer_name) if matter.eob else who
        return _step(
            matter,
            sentence=f"Ask {who} how it worked out your share.",
            why=lead.question,
            action=Action.LETTER,
            button="Write the letter",
            letter=lead.letter,
            by=due,
        )
    return _step(
        matter,
        sentence=f"Ask {who} to correct its bill.",
        why=f"The papers do not agree about {count}.",
        action=Action.LETTER,
        button="Write the letter",
        letter=lead.letter,
        by=due,
    )


def _itemize(matter: Matter, today: datetime.date) -> NextStep | None:
    """A bill of one line that nobody explained: ask for the lines before paying."""
    bill = matter.bill
    if bill is None or bill.paper.kind is Kind.ITEMIZED_BILL or matter.eob is not None or not bill.paper.amount_due:
        return None
    if matter.owed.waiting:
        return None
    return _step(
        matter,
        sentence=f"Ask {_sender(matter)} for a bill with every line.",
        why="This bill does not say what each item cost.",
        action=Action.LETTER,
        button="Write the letter",
        letter="itemized_bill_request",
        stake=bill.paper.amount_due,
        by=bill.paper.due_date,
    )


def _wait_for_insurer(matter: Matter, today: datetime.date) -> NextStep | None:
    if not matter.owed.waiting:
        return None
    return _step(
        matter,
        sentence="Do not pay yet. Wait for the insurer\N{RIGHT SINGLE QUOTATION MARK}s statement (EOB).",
        why=f"{_sender(matter)} has no answer from the insurer yet.",
        action=Action.WAIT,
        button="See the bill",
        stake=matter.owed.waiting,
        yours=False,
    )


def _sender(matter: Matter) -> str:
    return short_name(matter.provider.name) if matter.provider else "the provider"
