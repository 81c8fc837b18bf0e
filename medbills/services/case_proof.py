"""Counts the proof of a case: what is on file, what was asked for, what is missing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.domain.wording import counted
from medbills.services.case_kinds import kind_of


class Standing(StrEnum):
    """Whether a proof is on file."""

    HAVE = "have"
    ASKED = "asked"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One proof. `asked_on` is the day it was asked for; `why` is what it would show, for a missing one."""

    what: str
    standing: Standing
    asked_on: datetime.date | None = None
    why: str = ""
    paper_id: str = ""


_PAPERS = (
    (Kind.ITEMIZED_BILL, "Itemized bill"),
    (Kind.COLLECTION_NOTICE, "Collector\N{RIGHT SINGLE QUOTATION MARK}s letter"),
    (Kind.DENIAL_LETTER, "Refusal letter"),
    (Kind.EOB, "Insurer\N{RIGHT SINGLE QUOTATION MARK}s statement"),
    (Kind.MEDICARE_SUMMARY_NOTICE, "Medicare summary notice"),
    (Kind.RECEIPT, "Receipt or check"),
    (Kind.GOOD_FAITH_ESTIMATE, "Good faith estimate"),
    (Kind.CONSENT_FORM, "Permission form"),
    (Kind.ASSISTANCE_DECISION, "Answer about financial help"),
)


def case_proof(matter: Matter) -> tuple[Proof, ...]:
    """What is on file first, then what was asked for, then what is missing."""
    found = [*_have(matter), *_asked(matter), *_missing(matter)]
    order = list(Standing)
    return tuple(sorted(found, key=lambda proof: order.index(proof.standing)))


def _have(matter: Matter) -> Iterator[Proof]:
    for kind, words in _PAPERS:
        kept = matter.latest(kind)
        if kept:
            yield Proof(what=words, standing=Standing.HAVE, paper_id=kept.id)
    if matter.bill and matter.bill.paper.kind is Kind.BILL:
        yield Proof(what="Bill", standing=Standing.HAVE, paper_id=matter.bill.id)
    calls = sum(1 for call in matter.calls if call.ended)
    if calls:
        yield Proof(what=f"Notes of {counted(calls, 'call')}", standing=Standing.HAVE)
    sent = [letter for letter in matter.letters if letter.sent_on]
    if sent:
        receipt = any(letter.arrived_on or letter.tracking for letter in sent)
        words = "Letter" if len(sent) == 1 else f"{len(sent)} letters"
        yield Proof(what=f"{words} and receipt" if receipt else words, standing=Standing.HAVE)


def _asked(matter: Matter) -> Iterator[Proof]:
    promise = matter.their_promise
    if promise and not _came_after(matter, promise.at.date()):
        yield Proof(what=_promised(promise.they_will), standing=Standing.ASKED, asked_on=promise.at.date())
    for letter in matter.letters:
        if letter.sent_on and letter.reply_by and not _came_after(matter, letter.sent_on):
            yield Proof(what=f"Answer: {letter.title.removeprefix('You asked for ')}", standing=Standing.ASKED, asked_on=letter.sent_on)


def _missing(matter: Matter) -> Iterator[Proof]:
    if matter.case.closed_on:
        return
    if matter.bill and not matter.of_kind(Kind.ITEMIZED_BILL):
        yield Proof(what="Itemized bill", standing=Standing.MISSING, why="It would show what each item cost.")
    if matter.bill and matter.eob is None:
        why = "It would show what the plan leaves to you."
        yield Proof(what="Insurer\N{RIGHT SINGLE QUOTATION MARK}s statement", standing=Standing.MISSING, why=why)
    if matter.of_kind(Kind.COLLECTION_NOTICE) and not matter.of_kind(Kind.RECEIPT) and not matter.payments:
        yield Proof(what="Receipt or check", standing=Standing.MISSING, why="It would show what you paid before.")
    if matter.of_kind(Kind.DENIAL_LETTER):
        why = "Your doctor can say why the care is needed."
        yield Proof(what="Doctor\N{RIGHT SINGLE QUOTATION MARK}s letter", standing=Standing.MISSING, why=why)
    have = {kept.paper.kind for kept in matter.papers}
    usual = {Kind.ITEMIZED_BILL, *((Kind.EOB,) if matter.bill else ())}  # named above already
    for wanted in kind_of(matter).proof:
        if wanted.paper not in have | usual:
            yield Proof(what=wanted.what, standing=Standing.MISSING, why=wanted.why)
    copies = next((kept for kept in matter.in_question if kept.finding.check == "exact_duplicate_line"), None)
    if copies:
        why = "The record would show if it was done once or twice."
        yield Proof(what=f"Record: {copies.finding.title.split(' charged ')[0]}", standing=Standing.MISSING, why=why)


def _came_after(matter: Matter, day: datetime.date) -> bool:
    return any((kept.paper.dated or datetime.date.min) > day for kept in matter.papers)


def _promised(words: str) -> str:
    """ "Send a corrected bill" is a corrected bill that was asked for."""
    plain = words[:1].lower() + words[1:]
    for start in ("send a ", "send an ", "send the ", "send "):
        if plain.startswith(start):
            plain = plain[len(start) :]
            break
    return plain[:1].upper() + plain[1:] if plain else "Answer"
