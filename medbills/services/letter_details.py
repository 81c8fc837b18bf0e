"""Facts that single kinds of letters ask for, from a case: the days of a refusal, the plan's limits, payments, a decision on aid."""

from __future__ import annotations

from collections.abc import Iterator

from medbills.domain.letter import NARROW, STATED_BY_YOU, Evidence, Fact
from medbills.domain.matter import Matter
from medbills.domain.money import total
from medbills.domain.paper import Kind
from medbills.domain.payment import Payment
from medbills.services.letter_facts import YOUR_RECORD, fact_of, paper_words

_ESTIMATE_DISPUTE = "ppdr_start_120d"


def letter_details(matter: Matter, addressee: str) -> dict[str, Fact]:
    """Facts by name, each with its evidence; what is not known is not there. `addressee` is a key of ADDRESSEES.

    All of them tell of the care, so who must not learn of it gets none.
    """
    if addressee in NARROW:
        return {}
    parts = (_provider(matter), _plan(matter), _refusal(matter), _days(matter), _aid(matter), _payments(matter))
    return {name: fact for part in parts for name, fact in part if fact.value not in (None, "", ())}


def _provider(matter: Matter) -> Iterator[tuple[str, Fact]]:
    if matter.provider is not None:
        yield "nonprofit", Fact(matter.provider.nonprofit, YOUR_RECORD)


def _plan(matter: Matter) -> Iterator[tuple[str, Fact]]:
    plan = matter.plan
    if plan is None:
        return
    yield "payer_name", Fact(plan.payer_name or plan.name, YOUR_RECORD)
    yield "payer_address", Fact(plan.payer_address, YOUR_RECORD)
    yield "member_id", Fact(plan.member_id, YOUR_RECORD)
    yield "deductible_limit", Fact(plan.deductible_individual, YOUR_RECORD)
    yield "oop_limit", Fact(plan.out_of_pocket_max_individual, YOUR_RECORD)
    yield "grandfathered", Fact(plan.grandfathered, YOUR_RECORD)


def _refusal(matter: Matter) -> Iterator[tuple[str, Fact]]:
    denied = matter.latest(Kind.DENIAL_LETTER)
    if denied is None:
        return
    yield "doctor_name", fact_of(denied, "provider_name")
    if denied.paper.respond_by_date != denied.paper.appeal_by_date:
        yield "talk_by", fact_of(denied, "respond_by_date")


def _days(matter: Matter) -> Iterator[tuple[str, Fact]]:
    """Last days of the user's own that a letter names, as the calendar of the case has them."""
    if matter.appeal_by:
        yield "appeal_by", Fact(matter.appeal_by, Evidence(source="The calendar of this case"))
    for kept in matter.open_deadlines:
        if kept.deadline.rule == _ESTIMATE_DISPUTE and kept.deadline.acts_on:
            yield "dispute_by", Fact(kept.deadline.acts_on, Evidence(source=f"The calendar of this case ({kept.deadline.citation})"))


def _aid(matter: Matter) -> Iterator[tuple[str, Fact]]:
    decision = matter.latest(Kind.ASSISTANCE_DECISION)
    if decision is not None:
        yield "decision_date", fact_of(decision, "letter_date")
        yield "decision_reason", fact_of(decision, "denial_reason")


def _payments(matter: Matter) -> Iterator[tuple[str, Fact]]:
    """What was paid, less what came back; one row a payment."""
    if matter.payments:
        receipt = matter.latest(Kind.RECEIPT)
        source = Evidence(source=paper_words(receipt), document=receipt.id) if receipt else STATED_BY_YOU
        yield "paid_total", Fact(total(payment.amount for payment in matter.payments), source)
        yield "payments", Fact(tuple(_row(payment) for payment in sorted(matter.payments, key=lambda payment: payment.date)), source)


def _row(payment: Payment) -> dict[str, object]:
    how = payment.payer_from[:1].lower() + payment.payer_from[1:]
    return {"date": payment.date, "amount": payment.amount, "how": how}
