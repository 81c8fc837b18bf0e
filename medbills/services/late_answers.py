"""Finds the answers that came after their day, and the rule that such an answer brings into play."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from medbills.deadlines import apply_rules
from medbills.domain.case import KeptPaper
from medbills.domain.deadline import Event
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter
from medbills.domain.packet import Packet
from medbills.domain.reply import Answers, Reply
from medbills.domain.rule import Pack, Rule
from medbills.domain.wording import counted, long_day, short_day
from medbills.rules import rules_of
from medbills.services.their_clocks import Clock, clocks, event_of_letter

LATE = "late_answer:"  # how the event of an answer begins that came late


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAnswer:
    """A letter of yours that was answered after `due`. `rule` is what that brings into play, where there is such a rule."""

    letter: Letter
    clock: Clock | None
    paper: KeptPaper
    due: datetime.date
    answered_on: datetime.date
    by_rule: bool  # a rule set the day, not only the letter
    rule: Rule | None = None

    @property
    def days_late(self) -> int:
        """Calendar days."""
        return (self.answered_on - self.due).days


def answered_on(kept: KeptPaper, arrivals: Mapping[str, datetime.date]) -> datetime.date | None:
    """The day an answer was here: as the user told it, else as it prints."""
    return arrivals.get(kept.id) or kept.paper.dated


def answers_to(sent_id: str, papers: Sequence[KeptPaper], replies: Iterable[Reply]) -> tuple[KeptPaper, ...]:
    """The papers that the user said answer a letter or a packet."""
    said = {reply.paper_id for reply in replies if reply.sent_id == sent_id and reply.word is Answers.YES}
    return tuple(kept for kept in papers if kept.id in said)


def answered_words(matter: Matter, sent: Letter | Packet, today: datetime.date) -> str:
    """ "answered on Nov 20, 12 days late"; "" while nothing answers it by the user's word."""
    days = [day for kept in answers_to(sent.id, matter.papers, matter.replies) if (day := answered_on(kept, matter.arrivals))]
    if not days:
        return ""
    late = next((one for one in late_answers(matter) if one.letter.id == sent.id), None)
    lateness = f", {counted(late.days_late, 'day')} late" if late else ""
    return f"answered on {short_day(min(days), today)}{lateness}"


def answer_words(matter: Matter, kept: KeptPaper) -> str:
    """ "answers your letter of November 2, 2026"; "" where it answers nothing by the user's word."""
    said = {reply.sent_id for reply in matter.replies if reply.paper_id == kept.id and reply.word is Answers.YES}
    letter = next((letter for letter in matter.letters if letter.id in said and letter.sent_on), None)
    if letter is not None and letter.sent_on:
        return f"answers your letter of {long_day(letter.sent_on)}"
    packet = next((packet for packet in matter.packets if packet.id in said), None)
    return f"answers your packet of {long_day(packet.sent_on or packet.made_on)}" if packet else ""


def late_answers(matter: Matter) -> tuple[LateAnswer, ...]:
    """Those of a case, the latest answer first."""
    found = find_late_answers(
        matter.letters, matter.papers, matter.replies, matter.arrivals, pack=rules_of(matter),
        state=matter.person.state if matter.person else None, plan_type=matter.plan.type if matter.plan else None,
    )  # fmt: skip
    return tuple(sorted(found, key=lambda late: (late.answered_on, late.letter.id), reverse=True))


def find_late_answers(
    letters: Sequence[Letter], papers: Sequence[KeptPaper], replies: Sequence[Reply], arrivals: Mapping[str, datetime.date], *,
    pack: Pack, state: str | None, plan_type: str | None,
) -> tuple[LateAnswer, ...]:  # fmt: skip
    """Letters whose first answer, by the user's word, came after its day. On the day itself nothing is late."""
    found = []
    for letter in letters:
        came = [(day, kept.id, kept) for kept in answers_to(letter.id, papers, replies) if (day := answered_on(kept, arrivals))]
        if not came or letter.sent_on is None:
            continue
        day, _, kept = min(came, key=lambda one: one[:2])
        due, by_rule = _due(letter, papers, pack, state, plan_type, day)
        if due is not None and day > due:
            clock = clocks().get(letter.slug)
            rule = _rule(clock, pack, plan_type) if by_rule else None
            late = LateAnswer(letter=letter, clock=clock, paper=kept, due=due, answered_on=day, by_rule=by_rule, rule=rule)
            found.append(late)
    return tuple(found)


def events_of_late_answers(late: Iterable[LateAnswer]) -> Iterator[Event]:
    """What the late answers set off: the day after their time ran out you could know."""
    for one in late:
        if one.rule is not None and one.clock is not None:
            yield Event(
                event=one.clock.when_late, date=one.due + datetime.timedelta(days=1), id=f"{LATE}{one.letter.id}",
                source=f"Their answer of {long_day(one.answered_on)} came after {long_day(one.due)}", document=one.paper.id,
            )  # fmt: skip


def _due(
    letter: Letter, papers: Sequence[KeptPaper], pack: Pack, state: str | None, plan_type: str | None, day: datetime.date
) -> tuple[datetime.date | None, bool]:
    """The longest time that a rule allows them, and that a rule does; else the day the letter asks for."""
    event = event_of_letter(letter, papers)
    ruled = apply_rules([event], today=day, state=state, plan_type=plan_type, pack=pack) if event else ()
    sure = [one for one in ruled if one.date and not one.yours and one.kind == "decision_clock" and one.confidence != "uncertain"]
    if sure:
        return max(one.date for one in sure if one.date), True
    return letter.reply_by, False


def _rule(clock: Clock | None, pack: Pack, plan_type: str | None) -> Rule | None:
    """The rule that an answer after its day brings into play, for this kind of plan."""
    if clock is None or not clock.when_late:
        return None
    fitting = (rule for rule in pack.set_off_by(clock.when_late) if rule.plan_types & {"any", plan_type or "any"})
    unsure = (rule for rule in pack.set_off_by(clock.when_late) if plan_type is None)
    return next(fitting, None) or next(unsure, None)
