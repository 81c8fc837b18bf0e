"""Holds sums, days and names that the user typed freely into a letter against the papers, calls and answers of its case."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medbills.domain.letter import STATED_BY_YOU, AnswerType, Fact, Letter, LetterTemplate, Question
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.paper import Spot
from medbills.domain.rule import Pack
from medbills.domain.told_fact import Owner
from medbills.domain.unbacked import Unbacked
from medbills.errors import UnusableInput
from medbills.letters.claims_in_words import Claim, claims_in
from medbills.services.load_matters import load_matter
from medbills.store import Vault
from medbills.store.page_words import words_of_files

OWN_WORD = "own_word"  # among the answers: by fact, the claims of its words that the user states themselves

_FREE = frozenset({AnswerType.TEXT, AnswerType.LONG_TEXT})
_OURS = (Pack, Spot)  # rules are ours, and where something stands is no claim


@dataclass(frozen=True, slots=True)
class _OnFile:
    """What the file says: its sums, its days, and all its words, in small letters."""

    sums: frozenset[Money]
    days: frozenset[datetime.date]
    words: str

    def backs(self, claim: Claim) -> bool:
        if claim.name:
            return all(part in self.words for part in claim.name.lower().replace("’", "'").split())
        if claim.month is not None:
            return any(claim.is_day(day) for day in self.days)
        return claim.money is not None and abs(claim.money) in self.sums


def typed_freely(
    vault: Vault, letter: Letter, template: LetterTemplate, known: Mapping[str, Fact], facts: Mapping[str, Fact], today: datetime.date
) -> tuple[Unbacked, ...]:
    """Answers in free words with a sum, a day or a name that nothing on file has, and that the user did not state themselves.

    The file is looked through only where there is such a claim. An answer backs no other: each stands for itself.
    """
    stated = letter.answers.get(OWN_WORD) or {}
    made = ((question, _besides(claims, stated, question)) for question, claims in _claims(letter, template, facts))
    unsaid = {question: claims for question, claims in made if claims}
    if not unsaid:
        return ()
    told = _on_file(vault, letter, template, known, facts, today)
    found = []
    for question, claims in unsaid.items():
        unknown = tuple(dict.fromkeys(claim.words for claim in claims if not told.backs(claim)))
        if unknown:
            said = _text(facts[question.fact].value)
            found.append(Unbacked(fact=question.fact, ask=question.ask, letter_says=said, claims=unknown))
    return tuple(found)


def state_yourself(vault: Vault, letter_id: str, fact: str, claims: Sequence[str]) -> None:
    """Keeps that these claims of an answer stand on the user's own word, for as long as the answer makes them.

    Raises UnusableInput for a letter that was sent or removed.
    """
    letter = vault.letters.get(letter_id)
    if letter is None or letter.sent_on:
        raise UnusableInput("This letter was sent or removed. Nothing was changed. Begin a new letter to write something else.")
    stated = letter.answers.get(OWN_WORD) or {}
    answers = {**letter.answers, OWN_WORD: {**stated, fact: [*dict.fromkeys([*stated.get(fact, ()), *claims])]}}
    with vault.change(f"Said that it is so by one’s own word, in a letter: {', '.join(claims)}") as change:
        change.letters.update(dataclasses.replace(letter, answers=answers))


def _claims(letter: Letter, template: LetterTemplate, facts: Mapping[str, Fact]) -> Iterator[tuple[Question, tuple[Claim, ...]]]:
    """What the user answered in words. A name is a claim only among other words: as the whole of a short answer it is what was asked."""
    for question in template.questions:
        fact = facts.get(question.fact)
        if question.type in _FREE and fact is not None and question.fact in letter.answers and fact.evidence == STATED_BY_YOU:
            claims = claims_in(_text(fact.value))
            yield question, tuple(claim for claim in claims if not claim.name or question.type is AnswerType.LONG_TEXT)


def _besides(claims: Iterable[Claim], stated: Mapping[str, Sequence[str]], question: Question) -> tuple[Claim, ...]:
    """The claims that the user did not state themselves yet."""
    own = stated.get(question.fact, ())
    return tuple(claim for claim in claims if claim.words not in own)


def _text(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)


def _on_file(
    vault: Vault, letter: Letter, template: LetterTemplate, known: Mapping[str, Fact], facts: Mapping[str, Fact], today: datetime.date
) -> _OnFile:
    """The letter's own facts, but for words typed freely; and the whole case."""
    free = {question.fact for question in template.questions if question.type in _FREE}
    answered = (fact.value for name, fact in facts.items() if name not in free or fact.evidence != STATED_BY_YOU)
    told: Iterator[Any] = itertools.chain(answered, (fact.value for fact in known.values()), (today,))
    if letter.case_id is not None:
        told = itertools.chain(told, _of_case(vault, load_matter(vault, letter.case_id, today=today)))
    sums, days, words = set[Money](), set[datetime.date](), list[str]()
    for value in _leaves(tuple(told)):
        if isinstance(value, Money):
            sums.add(abs(value))
        elif isinstance(value, datetime.date):
            days.add(value.date() if isinstance(value, datetime.datetime) else value)
        else:
            words.append(value)
    text = "\n".join(words)
    for claim in claims_in(text):
        if claim.money is not None:
            sums.add(abs(claim.money))
        elif (day := _whole_day(claim)) is not None:
            days.add(day)
    return _OnFile(frozenset(sums), frozenset(days), text.lower().replace("’", "'"))


def _of_case(vault: Vault, matter: Matter) -> Iterator[Any]:
    """Confirmed papers with the words of their pages, calls, what was answered, paid, offered and sent, and the days that rules give."""
    papers = [kept for kept in matter.papers if kept.confirmed]
    yield from (kept.paper for kept in papers)
    keys = [document.key for kept in papers if (document := vault.documents.get(kept.document_id)) is not None]
    yield words_of_files(vault, keys)
    yield from (matter.case, matter.person, matter.provider, matter.plan, matter.calls, matter.payments, matter.offers, matter.owed)
    yield tuple(person.name for person in vault.people.all())
    yield (matter.at_stake, matter.arrivals, matter.contradictions)
    yield from ((sent.sent_on, sent.arrived_on, sent.reply_by, sent.recipient, _answers(sent)) for sent in matter.letters if sent.sent_on)
    yield from ((packet.made_on, packet.sent_on) for packet in matter.packets)
    yield from ((kept.counted, kept.finding.amount_at_stake, kept.asked_on) for kept in matter.findings)
    for kept in matter.deadlines:
        yield (kept.deadline.date, kept.deadline.cautious_date, kept.deadline.safe_mailing_date, kept.done_on)
    owners = [(Owner.CASE, matter.id), *((Owner.PAPER, kept.id) for kept in papers)]
    owners += [(Owner.PERSON, matter.person.id)] if matter.person else []
    owners += [(Owner.PLAN, matter.plan.id)] if matter.plan else []
    yield from (told.said for owner, owner_id in owners for told in vault.told_facts.about(owner, owner_id))
    yield tuple(form for form in vault.authorities.all() if matter.person is not None and form.person_id == matter.person.id)


def _answers(sent: Letter) -> tuple[Any, ...]:
    """What a letter that was sent told them; what it is about and how it was settled is not among it."""
    return tuple(value for name, value in sent.answers.items() if name != OWN_WORD)


def _leaves(value: Any) -> Iterator[Money | datetime.date | str]:
    """The sums, days and words in a value of the domain, however deep."""
    if isinstance(value, (Money, datetime.date, str)):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for inner in value:
            yield from _leaves(inner)
    elif dataclasses.is_dataclass(value) and not isinstance(value, (type, *_OURS)):
        for part in dataclasses.fields(value):
            yield from _leaves(getattr(value, part.name))


def _whole_day(claim: Claim) -> datetime.date | None:
    if claim.year is None or claim.month is None or claim.day is None:
        return None
    try:
        return datetime.date(claim.year, claim.month, claim.day)
    except ValueError:
        return None
