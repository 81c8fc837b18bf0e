"""What to say on the phone about a case: a script with the vault's facts, walked along with what they answer."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medbills.domain.call import Said
from medbills.domain.call_course import Course
from medbills.domain.letter import Fact
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.script import GO_ON, About, Names, Script, Spoken
from medbills.domain.wording import listed, long_day
from medbills.letters import parse_answer
from medbills.letters.scripts import comfort, find_script, speak, walk
from medbills.letters.traced import as_text
from medbills.services.call_facts import asked_of, call_facts
from medbills.services.call_words import NAMED, day_named
from medbills.services.check_signer import fact_of_form, form_at_hand
from medbills.services.choose_script import COLLECTOR, choose_script, other_scripts, scripts_for
from medbills.services.name_case import short_name
from medbills.services.tell_of_debt import told_of_debt
from medbills.services.walk_lines import ask_about_unsure
from medbills.store import Vault


@dataclass(frozen=True, slots=True)
class AtHand:
    """A fact to read out when they ask, with the paper it stands on."""

    label: str
    words: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A script made ready for one case. `ask` are ids and questions of findings; `fitting` and `others` what could be said instead."""

    script: Script
    organization: str
    number: str
    intro: str
    facts: Mapping[str, Fact]
    at_hand: tuple[AtHand, ...]
    ask: tuple[tuple[str, str], ...]
    comfort: str
    fitting: tuple[Script, ...]
    others: tuple[Script, ...]

    def at(self, trail: Sequence[Said]) -> Spoken:
        """The line to say after these steps."""
        return speak(self.script, walk(self.script, self.facts, trail), self.facts)


def what_to_say(vault: Vault, matter: Matter, today: datetime.date, slug: str = "") -> Talk:
    """The script for this case, or the one of that name. Raises WrongUsage for a name that there is not."""
    script = _script(matter, slug, today)
    me = next((person for person in vault.people.all() if person.is_me), None)
    form = form_at_hand(vault, matter, script.to, on=today)
    authority = fact_of_form(vault, form) if form else None
    facts = call_facts(matter, script.to, me=me, authority=authority, told=told_of_debt(vault, matter.id), today=today)
    organization, number = _desk(matter, script.desk)
    shown = tuple(
        AtHand(label, _words(facts[name]), facts[name].evidence.source) for name, label in script.facts.items() if name in facts
    )
    fitting = scripts_for(matter, today)
    unsure = ask_about_unsure(vault, matter) if script.to == "provider" else ()
    return Talk(
        script=script, organization=organization or script.who, number=number, intro=_who_calls(matter, script), facts=facts, at_hand=shown,
        ask=(*asked_of(matter, script.to), *unsure), comfort=comfort(script, facts), fitting=fitting, others=other_scripts(fitting),
    )  # fmt: skip


def take_reply(talk: Talk, trail: Sequence[Said], reply: str = GO_ON, named: str = "") -> Said:
    """The step of the call that this reply makes; `named` is the amount or day they named, as it was typed.

    Raises ValueError whose text is a sentence for the user when what was typed cannot be read.
    """
    line = walk(talk.script, talk.facts, trail)
    found = line.reply(reply)
    if found is None:
        return Said(line=line.key, script=talk.script.slug)
    value = parse_answer(NAMED[found.names], named) if found.names is not Names.NOTHING and named.strip() else None
    step = Said(line=line.key, script=talk.script.slug, reply=reply, words=found.label)
    asked = line.inquiry
    if asked is not None:
        step = dataclasses.replace(step, question=asked.key, about=asked.about.value, asked=asked.words, means=found.means)
    plain = value.plain() if isinstance(value, Money) else value.isoformat() if value is not None else ""
    return dataclasses.replace(step, value=plain)


def course_of(talk: Talk, trail: Sequence[Said]) -> tuple[tuple[Said, ...], Course]:
    """A call's record, parted: the steps along other scripts, and the course along this one."""
    slug = talk.script.slug
    return tuple(step for step in trail if step.script != slug), Course(tuple(step for step in trail if step.script == slug))


def promised(talk: Talk, trail: Sequence[Said]) -> tuple[str, datetime.date | None]:
    """What they said they will do, in the words of the script, and by which day if they named one."""
    words, by = [], None
    for step in trail:
        line = talk.script.lines.get(step.line)
        reply = line.reply(step.reply) if line else None
        if line is None or reply is None or not reply.promise:
            continue
        day = day_named(step)
        is_deadline = line.inquiry is not None and line.inquiry.about is About.DEADLINE
        by = day if day and is_deadline else by
        words.append(f"{reply.promise} until {long_day(day)}" if day and not is_deadline else reply.promise)
    return listed(words), by


def _script(matter: Matter, slug: str, today: datetime.date) -> Script:
    """A promise of a collector is asked after in the collector's script: the other one would tell more than they may know."""
    script = find_script(slug) if slug else choose_script(matter, today)
    return find_script(COLLECTOR) if script.desk == "promised" and matter.latest(Kind.COLLECTION_NOTICE) else script


def _words(fact: Fact) -> str:
    return fact.value.text() if isinstance(fact.value, Money) else as_text(fact.value)


def _who_calls(matter: Matter, script: Script) -> str:
    if matter.person is not None and matter.person.died_on is not None and script.to == "collector":
        return f"Say that {matter.person.name} has died. Do not promise to pay, and say nothing about yourself."
    if script.to == "collector":
        return "You do not have to say anything about yourself."
    if matter.person is None or matter.person.is_me or script.to == "employer":
        return "Say who you are first."
    if matter.person.died_on is not None:
        return f"Say who you are, and that {matter.person.name} has died. Do not promise to pay, and do not say who inherits."
    return f"Say who you are, and that you call for {matter.person.name}."


def _desk(matter: Matter, desk: str) -> tuple[str, str]:
    """Name and number of who is called; empty where no paper tells them."""
    denied, notice = matter.latest(Kind.DENIAL_LETTER), matter.latest(Kind.COLLECTION_NOTICE)
    provider = (matter.provider.name, matter.provider.phone) if matter.provider else ("", "")
    match desk:
        case "doctor" if denied is not None and denied.paper.provider_name:
            return f"{short_name(denied.paper.provider_name)}\N{RIGHT SINGLE QUOTATION MARK}s office", denied.paper.provider_phone or ""
        case "collector" if notice is not None:
            return notice.paper.issuer_name or "", notice.paper.provider_phone or ""
        case "insurer":
            return _insurer(matter)
        case "promised" if matter.their_promise is not None:
            return matter.their_promise.organization or provider[0], matter.their_promise.number
        case "employer":
            return (matter.plan.employer or "" if matter.plan else ""), ""
        case "provider" | "doctor" | "promised":
            return provider
    return "", ""


def _insurer(matter: Matter) -> tuple[str, str]:
    said = matter.latest(Kind.DENIAL_LETTER) or matter.eob
    plan = matter.plan
    name = (said.paper.payer_name or said.paper.issuer_name) if said else None
    number = (said.paper.payer_phone if said else None) or (plan.payer_phone if plan else None)
    return name or (plan.payer_name if plan else None) or "", number or ""
