"""A good-faith estimate beside the bills for its care: which accounts are meant, what they come to, and the $400 test."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from medbills.domain.facts import Facts
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import Kind, Paper
from medbills.domain.shares import asked_now
from medbills.domain.statements import Account, accounts_of, care_days, same_provider, total_charges


@dataclass(frozen=True, slots=True)
class Estimated:
    """An estimate: a paper or, where `told`, the user's own figures. `alone` says whether this care is paid without insurance."""

    paper: Paper
    told: bool
    alone: bool | None


@dataclass(frozen=True, slots=True)
class Overrun:
    """The bills of an estimate's care against it. `eligible`: enough for the dispute process (45 CFR 149.620(b))."""

    expected: Money
    billed: Money
    eligible: bool

    @property
    def above(self) -> Money:
        """Zero or less where the bills stay within the estimate."""
        return self.billed - self.expected


def estimates_of(facts: Facts, alone: bool | None) -> tuple[Estimated, ...]:
    """Those on paper first; `alone` is what is known of the patient's bills as a whole."""
    papers = [paper for paper in facts.papers if paper.kind is Kind.GOOD_FAITH_ESTIMATE]
    own = {told.paper: told.without_insurance for told in facts.context.told_estimates if told.paper}
    found = [Estimated(paper, False, True if own.get(paper.id) else alone) for paper in papers]
    found += [
        Estimated(_as_paper(told.provider, told.care_on, told.given_on, told.amount), True, True if told.without_insurance else alone)
        for told in facts.context.told_estimates
        if told.amount is not None and told.paper not in {paper.id for paper in papers}
    ]
    return tuple(found)


def accounts_for(facts: Facts, estimate: Paper) -> tuple[Account, ...]:
    """The same provider's accounts for care on the estimate's days; where one of the papers prints no day, it may be."""
    named = replace(estimate, provider_name=estimate.provider_name or estimate.issuer_name)
    theirs = [account for account in accounts_of(facts) if same_provider(named, account.itemized) is True]
    return tuple(account for account in theirs if _same_care(estimate, account))


def overrun(expected: Money, accounts: tuple[Account, ...], threshold: Money) -> Overrun | None:
    """None where no account is there, or one prints no total."""
    amounts = [_billed(account) for account in accounts]
    if not amounts or None in amounts:
        return None
    billed = Money(sum(amount.cents for amount in amounts if amount is not None))
    return Overrun(expected, billed, billed - expected >= threshold)


def _as_paper(provider: str, care_on: datetime.date | None, given_on: datetime.date | None, amount: Money) -> Paper:
    return Paper(
        id="", kind=Kind.GOOD_FAITH_ESTIMATE, provider_name=provider, service_from=care_on, service_to=care_on, letter_date=given_on,
        total_billed=amount,
    )  # fmt: skip


def _same_care(estimate: Paper, account: Account) -> bool:
    planned, given = care_days(estimate), care_days(account.itemized) or care_days(account.latest)
    return planned is None or given is None or (planned[0] <= given[1] and given[0] <= planned[1])


def _billed(account: Account) -> Money | None:
    """Charges less a discount that the bill itself takes off; else what is asked and was paid."""
    bill = account.latest
    charges = total_charges(bill) or total_charges(account.itemized)
    if charges is not None:
        return charges - abs(bill.total_adjustments or ZERO)
    asked = asked_now(bill)
    return asked + (bill.patient_paid or ZERO) if asked is not None else None
