"""Finds the questions whose answers would let more checks run on a case, and what was answered before."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from medbills.audits import checks, run_checks
from medbills.domain.asking import KEY, Elsewhere, Part, Question
from medbills.domain.case import Case
from medbills.domain.finding import NotChecked, Severity
from medbills.domain.line_mark import QUESTION as LINE_MARK
from medbills.domain.money import ZERO, Money, total
from medbills.domain.paper import Kind
from medbills.domain.plan import Plan
from medbills.domain.question_signs import question_signs
from medbills.domain.shares import name_of
from medbills.domain.statements import accounts_of
from medbills.domain.told_fact import KEPT, Answered, Owner, ToldFact
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.gather_facts import gather_facts, plans_of
from medbills.services.question_catalogue import catalogue
from medbills.services.read_answer import say_value
from medbills.services.told_to_checks import facts_of_case, told_of_plan
from medbills.store import Vault

_ORDER = tuple(Severity)
_RECEIVED = "received"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as it is asked: of whom or what (`owner_id`), what it names (`key`), and the money it could touch.

    `opens` are the titles of the checks that may run with the answer. `told` is an answer given before, in `words`.
    """

    question: Question
    owner_id: str
    key: str
    ask: str
    why: str
    opens: tuple[str, ...]
    money: Money
    told: ToldFact | None = None
    words: str = ""

    @property
    def id(self) -> str:
        return f"{self.question.id}:{self.owner_id}:{self.key}"


@dataclass(frozen=True, slots=True)
class Questions:
    """Of one case: what is open, the most money first, what was answered, and what other screens or papers would tell."""

    case_id: str
    title: str
    open: tuple[Asked, ...] = ()
    answered: tuple[Asked, ...] = ()
    elsewhere: tuple[tuple[Elsewhere, tuple[str, ...]], ...] = ()  # with the titles of the checks that wait for it

    @property
    def money(self) -> Money:
        """The most that any open question could touch: they speak of the same dollars."""
        return max((asked.money for asked in self.open), default=ZERO)


def open_questions(vault: Vault, case_id: str, *, today: datetime.date) -> Questions:
    """What could be asked about a case. A closed case asks nothing. Raises UnusableInput when there is none of that id."""
    case = vault.cases.get(case_id)
    if case is None:
        raise UnusableInput(f"This case is no longer among your papers. {IN_HISTORY}")
    if case.closed_on:
        return Questions(case_id, case.title)
    look = _Look(vault, case, today)
    return Questions(case_id, case.title, look.open(), look.answered(), look.elsewhere())


class _Look:
    """One case with its own papers, and what its checks lack."""

    def __init__(self, vault: Vault, case: Case, today: datetime.date) -> None:
        self._case, self._catalogue = case, catalogue()
        person = vault.people.get(case.person_id) if case.person_id else None
        self._plans = {plan.id: told_of_plan(vault, plan) for plan in plans_of(vault, person)}
        gathered = facts_of_case(vault, case, gather_facts(vault, case.person_id, today=today))
        mine = {kept.id for kept in vault.papers.of_case(case.id)}
        self._facts = dataclasses.replace(gathered, papers=tuple(paper for paper in gathered.papers if paper.id in mine))
        self._lacks = run_checks(self._facts).not_checked if self._facts.papers else ()
        self._signs = question_signs(self._facts)
        owners = {(Owner.CASE, case.id), (Owner.PERSON, case.person_id or ""), *((Owner.PLAN, plan_id) for plan_id in self._plans)}
        told = (one for one in vault.told_facts.all() if (one.owner, one.owner_id) in owners and one.question != LINE_MARK)
        self._told = {(one.owner, one.owner_id, one.question, one.about): one for one in told}

    def open(self) -> tuple[Asked, ...]:
        found: dict[str, Asked] = {}
        for question, owner_id, key, lacks in self._wanted():
            if (question.owner, owner_id, question.id, key) in self._told or self._is_known(question, owner_id, key):
                continue
            asked = self._asked(question, owner_id, key, lacks)
            found[asked.id] = asked
        return tuple(sorted(found.values(), key=self._rank))

    def answered(self) -> tuple[Asked, ...]:
        """The latest answer first. An answer to a question that is no longer in the catalogue says nothing any more."""
        found = []
        for one in self._told.values():
            question = self._catalogue.question(one.question)
            if question is not None:
                asked = self._asked(question, one.owner_id, one.about, ())
                found.append(dataclasses.replace(asked, told=one, words=self._said(question, one)))
        return tuple(sorted(found, key=lambda asked: (-asked.told.told_on.toordinal() if asked.told else 0, asked.ask)))

    def elsewhere(self) -> tuple[tuple[Elsewhere, tuple[str, ...]], ...]:
        """What a paper or another screen would tell; what waits for the most checks first."""
        waiting: dict[Elsewhere, list[str]] = {}
        for lack in self._lacks:
            other = self._catalogue.elsewhere_of(lack.check, lack.needs)
            if other is not None and other.screen and self._is_of_case(other, lack) and not self._asks(lack):
                waiting.setdefault(other, []).append(_title(lack.check))
        rows = ((other, tuple(dict.fromkeys(titles))) for other, titles in waiting.items())
        return tuple(sorted(rows, key=lambda row: (-len(row[1]), row[0].says)))

    def _is_of_case(self, other: Elsewhere, lack: NotChecked) -> bool:
        """Whether the need speaks of this case: it names who billed, or the lines of its bill. Others could be said of any case."""
        if other.screen == _RECEIVED:
            return any(bill.lines for bill in self._facts.bills)
        return any(name_of(paper) in lack.needs for paper in self._facts.papers)

    # which questions

    def _wanted(self) -> Iterable[tuple[Question, str, str, tuple[NotChecked, ...]]]:
        """Each question that is called for: of whom, about what, and for which needs."""
        called: dict[tuple[str, str], list[NotChecked]] = {}
        for lack in self._lacks:
            for question, named in self._catalogue.of_need(lack.check, lack.needs):
                if self._fits(question):
                    called.setdefault((question.id, named if KEY in _texts(question) else ""), []).append(lack)
        for question in self._catalogue.questions:
            if question.asked_when and set(question.asked_when) <= self._signs:
                called.setdefault((question.id, ""), [])
        for (question_id, key), lacks in called.items():
            found = self._catalogue.question(question_id)
            if found is not None:
                yield from ((found, owner_id, key, tuple(lacks)) for owner_id in self._owners(found))

    def _asks(self, lack: NotChecked) -> bool:
        return any(self._fits(question) for question, _ in self._catalogue.of_need(lack.check, lack.needs))

    def _fits(self, question: Question) -> bool:
        return set(question.when) <= self._signs

    def _owners(self, question: Question) -> tuple[str, ...]:
        match question.owner:
            case Owner.CASE:
                return (self._case.id,)
            case Owner.PERSON:
                return (self._case.person_id or "",)
            case _ if question.each_plan:
                return tuple(self._plans)
        return tuple(plan.id for plan in plan_for(tuple(self._plans.values()), question))

    def _is_known(self, question: Question, owner_id: str, key: str) -> bool:
        """Whether the facts have every value already that must be told."""
        holder = {"context": self._facts.context, "patient": self._facts.patient, "plan": self._plans.get(owner_id)}
        if question.entry:
            return bool(value_at(holder, question.entry))
        places = [part.place for part in question.parts if not part.optional and part.place]
        if not places:
            return any(value_at(holder, place) is not None for place in question.places(key))
        return all(value_at(holder, place.replace(KEY, key)) is not None for place in places)

    # how it is asked

    def _asked(self, question: Question, owner_id: str, key: str, lacks: tuple[NotChecked, ...]) -> Asked:
        plan = self._plans.get(owner_id)
        words = {KEY: key, "{plan}": (plan.payer_name or plan.name or "the plan") if plan else "the plan"}
        ask, why = (_filled(text, words) for text in (question.ask, question.why))
        slugs = dict.fromkeys((*(lack.check for lack in lacks), *question.checks))
        return Asked(
            question=question, owner_id=owner_id, key=key, ask=ask, why=why, opens=tuple(_title(slug) for slug in slugs),
            money=self._touched(lacks),
        )  # fmt: skip

    def _touched(self, lacks: tuple[NotChecked, ...]) -> Money:
        """What is asked for on the accounts that the needs name; where they name none, on all papers of the case."""
        asking = {name_of(account.latest): account.latest.amount_due or ZERO for account in accounts_of(self._facts)}
        named = [amount for name, amount in asking.items() if any(name in lack.needs for lack in lacks)]
        notices = [paper.amount_due or ZERO for paper in self._facts.collection_notices]
        refused = [paper.total_billed or ZERO for paper in self._facts.of_kind(Kind.DENIAL_LETTER)]
        return max(notices, default=ZERO) or total(named) or max([total(asking.values()), *refused])

    def _rank(self, asked: Asked) -> tuple[int, int, int, int]:
        severities = [_ORDER.index(check.severity) for check in checks() if check.slug in asked.question.checks]
        place = self._catalogue.questions.index(asked.question)
        return (-asked.money.cents, min(severities, default=len(_ORDER)), -len(asked.opens), place)

    def _said(self, question: Question, told: ToldFact) -> str:
        if told.answer is not Answered.TOLD:
            return "Not sure" if told.answer is Answered.NOT_SURE else "Skipped"
        said = self._values(question, told)
        several = len([part for part in question.parts if part.place]) > 1
        words = [f"{part.label}: {say_value(part, value)}" if several else say_value(part, value) for part, value in said]
        return " · ".join(words) if words else "Nothing left of it"

    def _values(self, question: Question, told: ToldFact) -> list[tuple[Part, Any]]:
        """Each part with its plain value, as it is now."""
        if question.entry:
            entry = told.said.get(question.entry) or [{}]
            return [(part, entry[0][part.place]) for part in question.parts if part.place in entry[0]]
        found = []
        for part in (part for part in question.parts if part.place):
            place = part.place.replace(KEY, told.about)
            value = told.said.get(place)
            if value is None and KEPT + place in told.said:
                value = plain_of(value_at({"plan": self._plans.get(told.owner_id)}, place))
            if value is not None:
                found.append((part, value))
        return found


def plan_for(plans: tuple[Plan, ...], question: Question) -> tuple[Plan, ...]:
    """The plan that a question is about: for dental terms the one that has them, else the first."""
    if not any(part.place.startswith("plan.dental.") for part in question.parts):
        return plans[:1]
    dental = [plan for plan in plans if plan.dental] or [plan for plan in plans if plan.type == "dental_stand_alone"]
    return tuple((dental or list(plans))[:1])


def value_at(holder: Any, place: str) -> Any:
    """The value at a place like "plan.dental.annual_maximum"; None where there is none, or an empty one."""
    for name in place.split("."):
        holder = holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name, None)
        if holder is None:
            return None
    return None if holder in ((), "") or (isinstance(holder, Mapping) and not holder) else holder


def plain_of(value: Any) -> Any:
    """A value of the domain in the form of a case file."""
    if isinstance(value, Money):
        return value.plain()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _texts(question: Question) -> str:
    return " ".join((question.ask, *(part.place for part in question.parts if not _names_itself(question))))


def _names_itself(question: Question) -> bool:
    """Whether one of its own parts says what the others are about."""
    return any(not part.place for part in question.parts)


def _filled(text: str, words: Mapping[str, str]) -> str:
    for place, word in words.items():
        text = text.replace(place, word)
    return text


def _title(slug: str) -> str:
    return next((check.title for check in checks() if check.slug == slug), slug)
