"""Fills a lateness letter: what was sent and when, when they had it, the rule, and the day its time ran out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from medbills.domain.letter import Evidence, Fact
from medbills.domain.matter import Matter
from medbills.domain.wording import long_day
from medbills.services.their_clocks import LateClock, kind_of_decision, late_clocks, received_on

_SAME = ("addressee_address", "account_no", "member_id", "claim_no", "account_ending")  # what the first letter told them already


def late_facts(matter: Matter, slug: str, today: datetime.date) -> dict[str, Fact]:
    """Facts by name for the letter `slug`, from the clock that it is the answer to; none where nothing of the kind is late.

    Nothing stands in it that the same addressee was not told in the first letter.
    """
    late = next((late for late in late_clocks(matter, today) if late.send == slug), None)
    return {name: fact for name, fact in _facts(late) if fact.value not in (None, "", ())} if late else {}


def _facts(late: LateClock) -> Iterator[tuple[str, Fact]]:
    letter, sent_on = late.letter, late.letter.sent_on
    if sent_on is None:
        return
    own = Evidence(source=f"Your letter of {long_day(sent_on)}", document=letter.document_id)
    rule = Evidence(source=f"{late.deadline.citation}, checked {long_day(late.deadline.checked_on)}") if late.by_rule else own
    arrived, sure = received_on(letter)
    yield "addressee", Fact(letter.recipient, own)
    yield from ((name, Fact(letter.answers.get(name), own)) for name in _SAME if isinstance(letter.answers.get(name), str))
    yield "sent_what", Fact(late.clock.says, own)
    yield "sent_kind", Fact(kind_of_decision(late.deadline.rule), rule)
    for name in ("sent_on", "appeal_sent_on"):
        yield name, Fact(sent_on, own)
    if sure:
        yield "received_on", Fact(arrived, own)
    for name in ("answer_due_on", "decision_due_on"):
        yield name, Fact(late.due, rule)
    if late.by_rule:
        yield "rule_source", Fact(late.deadline.citation, rule)
    if letter.tracking:
        yield "proof", Fact(" ".join(part for part in (letter.method.lower(), letter.tracking) if part), own)
    yield "copies", Fact((f"My letter of {long_day(sent_on)}",), own)
