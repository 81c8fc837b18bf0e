"""Finds the clocks of theirs that your letters started: what each letter asks, when they had it, what answers it, and what is late."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from medbills import plain_yaml
from medbills.domain.case import KeptPaper
from medbills.domain.deadline import Deadline, Event
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.domain.reply import Answers, Reply
from medbills.domain.wording import long_day
from medbills.paths import resource
from medbills.rules import rules_of

SENT = "sent:"  # how the event of a letter's own rule begins
ASKED = "letter:"  # how the event of the day begins that a letter asks for
MAIL = datetime.timedelta(days=7)  # on the way, where nothing shows the day they had it
AT_ONCE = frozenset({"fax", "portal", "email", "e-mail", "their website"})  # ways that have no days on the road
_BEFORE, _AFTER = "appeal_filed_preservice", "appeal_filed_postservice"


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What sending one kind of letter starts (resources/letters/clocks.yaml)."""

    slug: str
    says: str
    late: str
    answered_by: frozenset[Kind]
    sets_off: str = ""
    statuses: frozenset[str] = frozenset()
    when_late: str = ""  # the event that an answer after its day is, by which a rule of yours may come into play
    then: str = ""  # the letter that uses that rule
    care: bool = False  # the time depends on whether the care was given already


@dataclass(frozen=True, kw_only=True)
class LateClock:
    """A letter of yours whose time for an answer has run out. `doubt` says what is not sure about the day; it may be empty."""

    clock: Clock
    letter: Letter
    due: datetime.date
    deadline: Deadline
    by_rule: bool  # a rule sets the day, not only the letter
    send: str  # the slug of the letter to send now
    doubt: str


@cache
def clocks() -> Mapping[str, Clock]:
    """By the slug of the letter that starts it. Raises KeyError or ValueError on an entry that is not whole: a mistake of ours."""
    return {
        slug: Clock(
            slug=slug, says=entry["says"], late=entry["late"], answered_by=frozenset(map(Kind, entry["answered_by"])),
            sets_off=entry.get("sets_off", ""), when_late=entry.get("when_late", ""), then=entry.get("then", ""),
            statuses=frozenset(entry.get("statuses", ())), care=bool(entry.get("care")),
        )
        for slug, entry in _table()["letters"].items()
    }  # fmt: skip


def kind_of_decision(rule: str) -> str | None:
    """How the lateness letter to an insurer calls what it has to decide."""
    found: str | None = _table()["decisions"].get(rule)
    return found


def events_of_letters(letters: Sequence[Letter], papers: Sequence[KeptPaper], replies: Sequence[Reply] = ()) -> Iterator[Event]:
    """What the letters that went out and were not answered set off, on the day they were received."""
    for letter in letters:
        clock = clocks().get(letter.slug)
        if letter.sent_on and not is_answered(clock, letter, papers, replies) and (event := event_of_letter(letter, papers)):
            yield event


def event_of_letter(letter: Letter, papers: Sequence[KeptPaper]) -> Event | None:
    """What a letter set off when they got it; None for a letter without a rule of its own, or one that did not go out."""
    clock = clocks().get(letter.slug)
    if clock is None or not clock.sets_off or letter.sent_on is None:
        return None
    day, sure = received_on(letter)
    counted = "" if sure else ". The day they got it is not known; 7 days were counted for the mail"
    return Event(
        event=clock.sets_off, date=day or letter.sent_on, id=f"{SENT}{letter.id}",
        statuses=clock.statuses | (_care(papers) if clock.care else frozenset()),
        source=f"Your letter of {long_day(letter.sent_on)}: {letter.title}{counted}", document=None,
    )  # fmt: skip


def is_answered(clock: Clock | None, letter: Letter, papers: Sequence[KeptPaper], replies: Sequence[Reply] = ()) -> bool:
    """Whether the user said that a paper answers it; else, whether one of a kind that answers it came after it went out.

    A letter without a clock is answered by any later paper. What the user said is no answer does not count.
    """
    sent = letter.sent_on
    said = {reply.paper_id: reply.word for reply in replies if reply.sent_id == letter.id}
    if sent is None or any(said.get(kept.id) is Answers.YES for kept in papers):
        return sent is not None
    return any(
        kept.paper.dated and kept.paper.dated > sent and kept.id not in said and (clock is None or kept.paper.kind in clock.answered_by)
        for kept in papers
    )  # fmt: skip


def received_on(letter: Letter) -> tuple[datetime.date | None, bool]:
    """The day they had it, and whether something shows it; else the day after which the mail should have come."""
    if letter.arrived_on or letter.sent_on is None:
        return letter.arrived_on, letter.arrived_on is not None
    return (letter.sent_on, True) if letter.method.lower() in AT_ONCE else (letter.sent_on + MAIL, False)


def late_clocks(matter: Matter, today: datetime.date) -> tuple[LateClock, ...]:
    """Letters without an answer whose time has run out: those with a rule first, then the longest ago.

    On the last day itself nothing is late.
    """
    if matter.case.closed_on:
        return ()
    found = (late for letter in matter.letters if (late := _late(matter, letter, today)))
    return tuple(sorted(found, key=lambda late: (not late.by_rule, late.due, late.letter.id)))


def reminder_out(matter: Matter, today: datetime.date) -> Letter | None:
    """A lateness letter that went out and may still be answered: then it is their turn again."""
    for letter in matter.letters:
        asked = letter.sent_on and letter.reply_by and letter.reply_by >= today
        if asked and letter.slug in _reminders() and any(_still_open(matter, sent) for sent in _reminded(matter, letter)):
            return letter
    return None


def _late(matter: Matter, letter: Letter, today: datetime.date) -> LateClock | None:
    clock = clocks().get(letter.slug)
    if clock is None or not _still_open(matter, letter):
        return None
    ruled = [kept.deadline for kept in matter.deadlines if kept.deadline.event == f"{SENT}{letter.id}"]
    theirs = [deadline for deadline in ruled if deadline.date and not deadline.yours and deadline.kind == "decision_clock"]
    days = [deadline for deadline in theirs if deadline.confidence != "uncertain"]  # nobody is told to be late by a doubtful rule
    asked = [kept.deadline for kept in matter.deadlines if kept.deadline.event == f"{ASKED}{letter.id}"]
    if not days and not asked:
        return None
    last = max(days or asked, key=lambda deadline: (deadline.date or datetime.date.min, deadline.rule))
    if last.date is None or last.date >= today:
        return None
    send = _send(matter, clock, letter, last, today)
    if not send:
        return None
    return LateClock(
        clock=clock, letter=letter, due=last.date, deadline=last, by_rule=bool(days), send=send, doubt=_doubt(letter, days)
    )


def _still_open(matter: Matter, letter: Letter) -> bool:
    """Sent, no paper answers it, and the user did not mark its day as done."""
    clock = clocks().get(letter.slug)
    if clock is None or letter.sent_on is None or is_answered(clock, letter, matter.papers, matter.replies):
        return False
    own = {f"{SENT}{letter.id}", f"{ASKED}{letter.id}"}
    return not any(kept.done_on for kept in matter.deadlines if kept.deadline.event in own)


def _send(matter: Matter, clock: Clock, letter: Letter, deadline: Deadline, today: datetime.date) -> str:
    """The rule's own lateness letter, else the one of what was sent; once that brought nothing, the next step up; "": wait."""
    rule = rules_of(matter).rules.get(deadline.rule)
    first = rule.late_letter if rule and _is_written(rule.late_letter) else clock.late
    reminded = [sent for sent in _after(matter, letter) if sent.slug == first]
    if not reminded:
        return first
    latest = max(reminded, key=lambda sent: sent.sent_on or today)
    if latest.reply_by is None or latest.reply_by >= today:
        return ""
    above = _table()["after"].get(first, {})
    higher: str = above.get((matter.plan.type if matter.plan else None) or "", above.get("letter", ""))
    return "" if any(sent.slug == higher for sent in _after(matter, letter)) else higher


def _doubt(letter: Letter, days: Collection[Deadline]) -> str:
    """What is not sure, in sentences: the day they had it, which of two limits counts, whether the rule does."""
    said = []
    if days and not received_on(letter)[1]:
        said.append("We do not know the day they got it. We counted 7 days for the mail.")
    if len({deadline.date for deadline in days}) > 1:
        said.append("Two time limits may count. We took the longer one.")
    if any(deadline.computed.startswith("Only if your plan") for deadline in days):
        said.append("It counts for some kinds of plans only.")
    return " ".join(said)


def _care(papers: Sequence[KeptPaper]) -> frozenset[str]:
    """Whether the appeal is about care given already; both where the papers do not tell."""
    given = any(kept.paper.is_bill or kept.paper.is_eob for kept in papers)
    asked_before = any(kept.paper.kind is Kind.DENIAL_LETTER and kept.paper.authorization_number for kept in papers)
    if given == asked_before:
        return frozenset({_BEFORE, _AFTER})
    return frozenset({_AFTER if given else _BEFORE})


def _after(matter: Matter, letter: Letter) -> list[Letter]:
    """Letters that went out after this one."""
    return [sent for sent in matter.letters if sent.sent_on and letter.sent_on and sent.sent_on > letter.sent_on]


def _reminded(matter: Matter, reminder: Letter) -> list[Letter]:
    """The letters that a lateness letter may be about."""
    return [letter for letter in matter.letters if letter.slug in clocks() and reminder in _after(matter, letter)]


@cache
def _reminders() -> frozenset[str]:
    return frozenset(clock.late for clock in clocks().values())


@cache
def _is_written(slug: str) -> bool:
    return bool(slug) and resource("letters", "en", f"{slug}.md").is_file()


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    table: Mapping[str, Mapping[str, Any]] = plain_yaml.load(resource("letters", "clocks.yaml").read_text(encoding="utf-8"))
    return table
