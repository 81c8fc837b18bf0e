"""Sums up one person's affairs on one page: open cases, days, promises, money, and who may act."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence

from medbills.domain.authority import ACT_WORDS
from medbills.domain.briefing import Briefing, BriefingLine, BriefingPart
from medbills.domain.call import Call, PromiseState
from medbills.domain.matter import Matter, Owed
from medbills.domain.person import Person
from medbills.domain.wording import days_left, listed, long_day, short_day
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.load_matters import load_matters
from medbills.services.name_case import short_name
from medbills.services.next_steps import next_step
from medbills.services.overview import upcoming
from medbills.store import Vault

MOST_CASES, MOST_DAYS, MOST_PROMISES, MOST_FORMS = 8, 9, 5, 4  # what fits on one page
_FOOT = "Made by Medbills from the papers on file. It holds health and money matters: keep it safe. Information, not legal advice."


def write_briefing(vault: Vault, person_id: str, *, today: datetime.date, case_ids: Collection[str] | None = None) -> Briefing:
    """The page about one person, or about these cases alone. Raises UnusableInput when there is no such person."""
    person = vault.people.get(person_id)
    if person is None:
        raise UnusableInput(f"This person was removed already. {IN_HISTORY}")
    matters = [one for one in load_matters(vault, today=today, person_id=person_id) if case_ids is None or one.id in case_ids]
    live = [one for one in matters if one.case.closed_on is None]
    live.sort(key=lambda one: (-one.owed.asked.cents, one.case.opened_on, one.id))
    return Briefing(
        name=person.name, subtitle=_subtitle(person, today), made_on=today, sums=_sums(live),
        parts=(
            _part("Open cases", [_case(one, today) for one in live], MOST_CASES, "No case is open."),
            _part("Days to keep", list(_days(live, today)), MOST_DAYS, "No day is set."),
            _part("Promised, and not yet kept", list(_promises(live, today)), MOST_PROMISES, "Nothing is promised."),
            _part("Who may act", list(_forms(vault, person, today)), MOST_FORMS, "No signed form is on file."),
        ),
        foot=_FOOT,
    )  # fmt: skip


def _subtitle(person: Person, today: datetime.date) -> str:
    born = f"Born {long_day(person.birth_date)}. " if person.birth_date else ""
    died = f"Died {long_day(person.died_on)}. " if person.died_on else ""
    return f"{born}{died}As of {long_day(today)}."


def _sums(live: Sequence[Matter]) -> tuple[BriefingLine, ...]:
    owed = sum((one.owed for one in live), Owed())
    return (
        BriefingLine("What the papers ask for", str(owed.asked)),
        BriefingLine("Owed for sure", str(owed.sure)),
        BriefingLine("In dispute", str(owed.disputed)),
        BriefingLine("Waiting for insurance", str(owed.waiting)),
    )


def _part(title: str, lines: list[BriefingLine], most: int, empty: str) -> BriefingPart:
    return BriefingPart(title=title, lines=tuple(lines[:most]), empty=empty, left_out=max(0, len(lines) - most))


def _case(matter: Matter, today: datetime.date) -> BriefingLine:
    step = next_step(matter, today)
    asked = f"{matter.owed.asked} asked. " if matter.owed.asked else ""
    stake = f"{matter.at_stake} in question. " if matter.at_stake else ""
    sent = [letter for letter in matter.letters if letter.sent_on]
    last = max(sent, key=lambda letter: letter.sent_on or datetime.date.min) if sent else None
    told = f" Last letter: {last.title}, {short_day(last.sent_on, today)}." if last and last.sent_on else ""
    return BriefingLine(matter.case.title, f"{asked}{stake}{step.sentence if step else 'Nothing to do now.'}{told}")


def _days(live: Sequence[Matter], today: datetime.date) -> Iterator[BriefingLine]:
    for day in upcoming(live, today=today, days=None):
        deadline = day.kept.deadline
        if deadline.acts_on is None:
            continue
        title = next((one.case.title for one in live if one.id == day.case_id), "")
        whose = "" if deadline.yours else " (their turn)"
        yield BriefingLine(f"{short_day(deadline.acts_on, today)}, {days_left(deadline.acts_on, today)}", f"{day.title}{whose}. {title}")


def _promises(live: Sequence[Matter], today: datetime.date) -> Iterator[BriefingLine]:
    for matter in live:
        for call in matter.calls:
            open_ones = [made for made in call.promised if made.state is not PromiseState.KEPT]
            if not call.ended or (call.promised and not open_ones):
                continue
            for made in open_ones:
                by = f" by {short_day(made.by, today)}" if made.by else ""
                reference = f" Reference {call.reference}." if call.reference else ""
                said = f"{made.what}{by}. Said {short_day(call.at.date(), today)}.{reference} {matter.case.title}"
                yield BriefingLine(_spoken_with(call, made.who), said)
            if call.you_will:
                who = _spoken_with(call)
                mine = f" by {short_day(call.you_will_by, today)}" if call.you_will_by else ""
                yield BriefingLine("The family", f"{call.you_will}{mine}. Told {who}. {matter.case.title}")


def _spoken_with(call: Call, who: str = "") -> str:
    return ", ".join(part for part in (who or call.person, short_name(call.organization)) if part) or "They"


def _forms(vault: Vault, person: Person, today: datetime.date) -> Iterator[BriefingLine]:
    for form in vault.authorities.of_person(person.id):
        if not form.counts(today, died_on=person.died_on):
            continue
        until = f"until {long_day(form.last_day)}" if form.last_day else "no end date"
        allowed = listed([ACT_WORDS[act] for act in form.acts if form.allows(act)])
        yield BriefingLine(form.holder, f"{form.title}: may {allowed}; {until}.")
