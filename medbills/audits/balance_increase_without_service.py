"""A balance that grew between two statements with no new charge to show for it."""

from __future__ import annotations

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ONE_CENT, ZERO, Money, total
from medbills.domain.paper import Paper
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of

_ASK = Inquiry(
    slug="balance_increase_without_service", number="H02", title="A balance that grew",
    sentence="Compares two statements of one account for growth that no new charge explains.", severity=Severity.HIGH,
    question="Why is the balance higher than on the statement before? Please send the account ledger.",
    remedy="Please explain the increase in writing, with the insurer's paper if a payment was taken back.", letter="billing_dispute",
    authority="Billing practice; access to billing records under 45 CFR 164.524",
)  # fmt: skip
_CREDITS = ("patient_paid", "plan_paid", "total_adjustments")


def inspect(facts: Facts) -> Inspection:
    """The two newest statements of each account that ask for money."""
    findings: list[Finding] = []
    needs: list[str] = []
    for account in accounts_of(facts):
        pair = _pair(account)
        if pair is None:
            needs.append(f"two statements of the account with {name_of(account.latest)}")
        elif any(paper.instalment_due is not None and paper.instalment_due == paper.amount_due for paper in pair):
            needs.append(f"the whole balance on both statements from {name_of(account.latest)}")
        else:
            findings += _compare(*pair)
    if not facts.bills:
        needs.append("two statements of one account")
    return _ASK.answer(findings, needs)


def _pair(account: Account) -> tuple[Paper, Paper] | None:
    asking = [paper for paper in account.papers if paper.amount_due is not None and paper.statement_date is not None]
    if len(asking) < 2 or account.latest is not asking[-1]:
        return None
    earlier = [paper for paper in asking if paper.statement_date != asking[-1].statement_date]
    return (earlier[-1], asking[-1]) if earlier and asking[-1].account_number else None


def _compare(before: Paper, now: Paper) -> list[Finding]:
    grown = min(_grown(before, now, since_start=True), _grown(before, now, since_start=False))
    if grown <= ONE_CENT:
        return []
    blank = any(getattr(paper, name) is None for paper in (before, now) for name in (*_CREDITS, "total_billed"))
    figures = (
        f"The statement of {before.statement_date:%m/%d/%Y} asks {before.amount_due}. "
        f"The one of {now.statement_date:%m/%d/%Y} asks {now.amount_due}. No new charge explains {grown} of that."
    )
    return [
        _ASK.finding(
            "Balance grew without new care", f"{figures} An insurer may have taken a payment back. It is worth asking.", figures,
            certainty=Certainty.ASK if blank else Certainty.SURE, documents=(now.id, before.id), at_stake=grown,
        )
    ]  # fmt: skip


def _grown(before: Paper, now: Paper, *, since_start: bool) -> Money:
    """Growth that printed charges, credits, interest and fees leave open; `since_start`: each statement's sums run from the
    account's first day, otherwise they are of its own period."""
    grown = (now.amount_due or ZERO) - (before.amount_due or ZERO) - total(part for part in (now.interest, now.fees) if part is not None)
    grown = grown - _new_charges(before, now, since_start=since_start)
    for name in _CREDITS:
        grown = grown + abs(getattr(now, name) or ZERO)
        if since_start:
            grown = grown - abs(getattr(before, name) or ZERO)
    return grown


def _new_charges(before: Paper, now: Paper, *, since_start: bool) -> Money:
    if now.total_billed is not None and before.total_billed is not None:
        alike = now.total_billed == before.total_billed
        return ZERO if alike else now.total_billed - (before.total_billed if since_start else ZERO)
    known = {(line.first_day, line.code, line.description, line.billed) for line in before.lines}
    new = [line for line in now.lines if (line.first_day, line.code, line.description, line.billed) not in known]
    return total(line.billed for line in new if line.billed is not None) if now.lines else now.total_billed or ZERO


CHECK = _ASK.check(inspect)
