"""Gathers what the checks look at: one person's filed papers, plan, and payments."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection

from medbills.domain.case import KeptPaper
from medbills.domain.counting_once import kept_apart, left_out, superseded
from medbills.domain.facts import Context, Facts, Patient, PaymentMade
from medbills.domain.money import Money
from medbills.domain.person import Person
from medbills.domain.plan import Plan
from medbills.domain.planned_care import PlannedCare
from medbills.domain.told import PaymentPlan
from medbills.services.load_household import assistance_of
from medbills.services.rules_in_use import rules_in_use
from medbills.services.told_before_care import authorizations, told_estimates, told_networks
from medbills.services.told_to_checks import told_of_person, told_of_plan
from medbills.store import Vault


def gather_facts(vault: Vault, person_id: str | None, *, today: datetime.date, with_closed: bool = False) -> Facts:
    """The facts of one person. Papers that still wait for review, and closed cases, are left out, and a paper that is here
    twice counts once. `with_closed` takes in closed cases, and papers that belong to none: a year's limits and payments count
    what is settled too."""
    person = vault.people.get(person_id) if person_id else None
    everybody = vault.papers.all() if with_closed else papers_of_open_cases(vault)
    filed = [kept for kept in everybody if kept.person_id == person_id and (kept.case_id or kept.confirmed)]
    links = vault.links.all()
    copies = left_out(filed, links)
    plans, booked = tuple(told_of_plan(vault, plan) for plan in plans_of(vault, person)), _booked(vault, person_id)
    facts = Facts(
        today=today,
        patient=_patient(person, plans),
        plan=_with_dental(plans),
        papers=tuple(kept.paper for kept in filed if kept.id not in copies),
        context=Context(
            payments=_payments(vault, person_id), payment_plan=_payment_plan(vault, person_id), assistance=assistance_of(vault, person_id),
            told_estimates=told_estimates(vault, person_id), told_networks=told_networks(vault, person_id),
            authorizations=authorizations(vault, person_id), scheduled_on=booked.booked_on if booked else None,
            estimate_requested_on=booked.estimate_asked_on if booked else None,
        ),
        apart=kept_apart(links),
        superseded=superseded(filed, links),
        own_pairs=vault.own_pairs.all(),
        secondary_plan=next((plan for plan in plans[1:] if plan.type != "dental_stand_alone"), None),
        rules=rules_in_use(vault),
    )
    return told_of_person(vault, person_id, facts)


def papers_of_open_cases(vault: Vault) -> tuple[KeptPaper, ...]:
    """Everybody's, in the order they were kept."""
    return vault.papers.of_cases([case.id for case in vault.cases.all() if not case.closed_on])


def plans_of(vault: Vault, person: Person | None) -> tuple[Plan, ...]:
    """The person's plans, in the order they pay."""
    if person is None:
        return ()
    found = (vault.plans.get(plan_id) for plan_id in person.plan_ids)
    return tuple(plan for plan in found if plan)


def _patient(person: Person | None, plans: tuple[Plan, ...]) -> Patient:
    if person is None:
        return Patient()
    return Patient(name=person.name, birth_date=person.birth_date, death_date=person.died_on, state=person.state, insured=_insured(plans))


def _insured(plans: tuple[Plan, ...]) -> bool | None:
    """Somebody who pays without a plan is known to be without one; None where nothing was told."""
    return any(plan.type != "uninsured_self_pay" for plan in plans) if plans else None


def _with_dental(plans: tuple[Plan, ...]) -> Plan | None:
    """The first plan, with the dental terms of the one that has them: checks know one plan with a dental part."""
    if not plans:
        return None
    dental = next((plan.dental for plan in plans if plan.dental), None)
    return dataclasses.replace(plans[0], dental=dental)


def _payments(vault: Vault, person_id: str | None) -> tuple[PaymentMade, ...]:
    """The payments told. One for a bill of which every statement prints the same account number is for that account."""
    paid = [payment for payment in vault.payments.all() if payment.person_id == person_id]
    accounts = _accounts(vault, {payment.case_id for payment in paid if payment.case_id})
    return tuple(
        PaymentMade(
            date=payment.date,
            amount=payment.amount,
            to=payment.what,
            reference=payment.reference or None,
            account_number=accounts.get(payment.case_id or ""),
        )
        for payment in paid
    )


def _booked(vault: Vault, person_id: str | None) -> PlannedCare | None:
    """Care without insurance, where just one is planned: the checks ask when it was booked and its estimate asked for."""
    alone = [care for care in vault.planned_cares.all() if care.person_id == person_id and care.without_insurance]
    return alone[0] if len(alone) == 1 else None


def _payment_plan(vault: Vault, person_id: str | None) -> PaymentPlan | None:
    """The person's payment plan without interest, where there is just one of a known account."""
    mine = [one for one in vault.agreements.all() if one.person_id == person_id and not one.yearly_rate]
    accounts = _accounts(vault, {one.case_id for one in mine if one.case_id})
    plans = [one for one in mine if one.case_id in accounts]
    if len(plans) != 1:
        return None
    plan = plans[0]
    return PaymentPlan(
        account_number=accounts[plan.case_id or ""],
        balance=plan.amount,
        began=plan.agreed_on,
        instalment=Money(plan.amount.cents // plan.count),
        first_due=plan.first_on,
        interest_free=True,
    )


def _accounts(vault: Vault, case_ids: Collection[str]) -> dict[str, str]:
    """The account number of each of these cases whose bills print just one."""
    printed: dict[str, set[str]] = {}
    for kept in (kept for case_id in sorted(case_ids) for kept in vault.papers.of_case(case_id)):
        if kept.confirmed and kept.case_id and kept.paper.is_bill and kept.paper.account_number:
            printed.setdefault(kept.case_id, set()).add(kept.paper.account_number)
    return {case_id: next(iter(numbers)) for case_id, numbers in printed.items() if len(numbers) == 1}
