"""Fills the facts of a phone script from what the vault knows of a case; each keeps the paper it stands on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from medbills.domain.debt import Told
from medbills.domain.letter import NARROW, Evidence, Fact
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.domain.person import Person
from medbills.domain.wording import long_day
from medbills.letters.scripts import script_facts
from medbills.services.case_signs import goes_to_insurer
from medbills.services.letter_details import letter_details
from medbills.services.letter_facts import COUNTED, YOUR_RECORD, fact_of, letter_facts
from medbills.services.name_case import short_name
from medbills.services.trace_debt import limit_of

_OLD_DEBT = "time_barred_debt"
_SELF_FUNDED = "self_funded"
_ABBREVIATED = ("MRI", "CT", "X-ray", "ER")


def call_facts(
    matter: Matter, to: str, *, me: Person | None, authority: Fact | None, told: Told, today: datetime.date
) -> dict[str, Fact]:
    """Every fact the vault holds for a call about this case. `to` is a key of ADDRESSEES: who must not learn of the care gets no
    word of it. What is not known is simply not there; the most one would pay is never among them."""
    known = letter_details(matter, to) | letter_facts(matter, to, me=me, authority=authority)
    parts = (_people(matter, me), _papers(matter), _refusal(matter), _questions(matter, to), _debt(matter, told, today), _said(matter))
    own = {name: fact for part in parts for name, fact in part if fact.value not in (None, "", (), False)}
    allowed = script_facts()
    return {
        name: fact for name, fact in {**known, **own}.items()
        if name in allowed and fact.value not in (None, "", ()) and not (to in NARROW and allowed[name].get("private"))
    }  # fmt: skip


def asked_of(matter: Matter, to: str) -> tuple[tuple[str, str], ...]:
    """Ids and questions of the findings that this desk can answer, most money first."""
    if to not in ("provider", "insurer"):
        return ()
    live = [kept for kept in matter.in_question if kept.finding.question]
    return tuple((kept.id, kept.finding.question) for kept in live if goes_to_insurer(kept.finding.letter) is (to == "insurer"))


def _people(matter: Matter, me: Person | None) -> Iterator[tuple[str, Fact]]:
    if matter.person is not None and me is not None:
        yield "for_other", Fact(me.id != matter.person.id, YOUR_RECORD)
    if matter.plan is not None:
        yield "plan_name", Fact(matter.plan.name, YOUR_RECORD)
        yield "self_funded", Fact(_SELF_FUNDED in (matter.plan.type or ""), YOUR_RECORD)


def _papers(matter: Matter) -> Iterator[tuple[str, Fact]]:
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    if notice is not None:
        name = "reference_number" if notice.paper.reference_number else "account_number"
        yield "collector_reference", fact_of(notice, name)
    if matter.eob is not None:
        yield "claim_no", fact_of(matter.eob, "claim_number")


def _refusal(matter: Matter) -> Iterator[tuple[str, Fact]]:
    denied = matter.latest(Kind.DENIAL_LETTER)
    if denied is None:
        return
    letter = denied.paper
    yield "request_no", fact_of(denied, "authorization_number" if letter.authorization_number else "claim_number")
    yield "insurer_line", fact_of(denied, "payer_phone")
    doctor = fact_of(denied, "provider_name")
    yield "doctor", Fact(short_name(letter.provider_name), doctor.evidence)
    care = next((line.description for line in letter.lines if line.description), None) or matter.case.title
    words = care.rstrip(".") if care.startswith(_ABBREVIATED) else f"{care[:1].lower()}{care[1:]}".rstrip(".")
    yield "care", Fact(words, doctor.evidence)


def _questions(matter: Matter, to: str) -> Iterator[tuple[str, Fact]]:
    yield "questions", Fact(Decimal(len(asked_of(matter, to))) or None, COUNTED)


def _debt(matter: Matter, told: Told, today: datetime.date) -> Iterator[tuple[str, Fact]]:
    if matter.latest(Kind.COLLECTION_NOTICE) is None:
        return
    limit = limit_of(matter, told)
    old = limit.may_be_over(today) or any(kept.finding.check == _OLD_DEBT for kept in matter.in_question)
    yield "old_debt", Fact(old, COUNTED)
    yield "age_unknown", Fact(limit.ends is None, COUNTED)


def _said(matter: Matter) -> Iterator[tuple[str, Fact]]:
    """What was promised on the phone last, and the letter that waits for an answer."""
    call = matter.their_promise
    if call is not None:
        source = Evidence(source=f"Call notes of {long_day(call.at.date())}")
        promise = call.they_will[:1].lower() + call.they_will[1:]
        values = {"promise": promise, "promise_day": call.at.date(), "promise_by": call.they_will_by, "promiser": call.person,
                  "promise_reference": call.reference}  # fmt: skip
        yield from ((name, Fact(value, source)) for name, value in values.items())
    sent = [letter for letter in matter.letters if letter.sent_on]
    if sent:
        latest = max(sent, key=lambda letter: (letter.sent_on or datetime.date.min, letter.id))
        source = Evidence(source=f"Letter sent on {long_day(latest.sent_on)}" if latest.sent_on else "Your letter")
        yield "letter_sent_on", Fact(latest.sent_on, source)
        yield "letter_reply_by", Fact(latest.reply_by, source)
        if any(letter.slug == "debt_validation_request" for letter in sent):
            yield "dispute_sent", Fact(True, source)
