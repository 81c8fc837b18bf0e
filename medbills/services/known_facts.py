"""Gathers what the vault knows for a letter: from its case, from the call it confirms, from what came late or was told before care."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from medbills.domain.call import Call
from medbills.domain.letter import ADDRESSEES, Evidence, Fact, Letter, LetterTemplate
from medbills.domain.person import Person
from medbills.domain.wording import long_day, time_of_day
from medbills.services.call_words import more_promises, told_in_call
from medbills.services.find_contradictions import otherwise
from medbills.services.late_facts import late_facts
from medbills.services.letter_details import letter_details
from medbills.services.letter_facts import household_facts, letter_facts
from medbills.services.load_household import load_household
from medbills.services.load_matters import load_matter
from medbills.services.network_facts import network_facts
from medbills.services.plan_fee_proposal import LETTER_PAYER
from medbills.services.write_fee_letter import fee_letter_facts
from medbills.store import Vault

NO_ANSWERS: Mapping[str, Any] = MappingProxyType({})
_OF_NETWORK = frozenset({"source", "seen_on"})  # a letter that rests on what the plan said before the care asks both


def addressee_of(template: LetterTemplate, answers: Mapping[str, Any] = NO_ANSWERS) -> str:
    """Who the letter goes to, a key of ADDRESSEES; a letter for several asks, and the answer counts."""
    chosen = str(answers.get("addressee_kind", ""))
    return chosen if chosen in ADDRESSEES else template.to


def known_facts(vault: Vault, letter: Letter, template: LetterTemplate, *, today: datetime.date) -> dict[str, Fact]:
    """What the vault knows for this letter."""
    if LETTER_PAYER in letter.answers:
        facts = fee_letter_facts(vault, letter, today=today)
        return {question.fact: facts[question.fact] for question in template.questions if question.fact in facts}
    if letter.case_id is None:
        return {}
    matter = load_matter(vault, letter.case_id, today=today)
    to = addressee_of(template, letter.answers)
    facts = letter_details(matter, to) | letter_facts(matter, to, me=own_record(vault))
    if to == "provider":
        facts |= household_facts(load_household(vault))
    call = vault.calls.get(letter.answers.get("call_id", "")) if letter.answers.get("call_id") else None
    if call is not None:
        facts.update(_call_facts(call, otherwise(matter, call, addressed=True)))
    facts.update(late_facts(matter, letter.slug or template.slug, today))
    if {question.fact for question in template.questions} >= _OF_NETWORK:
        facts.update(network_facts(vault, matter))
    return {question.fact: facts[question.fact] for question in template.questions if question.fact in facts} | {
        name: facts[name] for name in template.lists if name in facts
    }


def _call_facts(call: Call, otherwise_told: Sequence[str]) -> dict[str, Fact]:
    """What was noted in the call, and what another call of the same desk told otherwise."""
    source = Evidence(source=f"Call notes of {long_day(call.at.date())}")
    values = {
        "call_date": call.at.date(),
        "call_time": time_of_day(call.at),
        "person": call.person,
        "told": "\n".join([told_in_call(call), *otherwise_told]).strip(),
        "call_reference": call.reference,
        "they_will": call.they_will,
        "they_will_by": call.they_will_by,
        "they_will_too": more_promises(call),
        "you_will": call.you_will,
    }
    return {name: Fact(value, source) for name, value in values.items() if value}


def own_record(vault: Vault) -> Person | None:
    """The user's own."""
    return next((person for person in vault.people.all() if person.is_me), None)
