"""Gathers what the checks look at: one person's filed papers, plan, and payments."""

from __future__ import annotations

import dataclasses
import datetime

from medbills.domain.counting_once import kept_apart, left_out, superseded
from medbills.domain.facts import Context, Facts, Patient, PaymentMade
from medbills.domain.person import Person
from medbills.domain.plan import Plan
from medbills.store import Vault


def gather_facts(vault: Vault, person_id: str | None, *, today: datetime.date) -> Facts:
    """The facts of one person. Papers that still wait for review, and closed cases, are left out, and a paper that is here
    twice counts once."""
    person = vault.people.get(person_id) if person_id else None
    closed = {case.id for case in vault.cases.all() if case.closed_on}
    filed = [kept for kept in vault.papers.all() if kept.person_id == person_id and kept.case_id and kept.case_id not in closed]
    links = vault.links.all()
    copies = left_out(filed, links)
    plans = plans_of(vault, person)
    return Facts(
        today=today,
        patient=_patient(person, plans),
        plan=_with_dental(plans),
        papers=tuple(kept.paper for kept in filed if kept.id not in copies),
        context=Context(payments=_payments(vault, person_id)),
        apart=kept_apart(links),
        superseded=superseded(filed, links),
        secondary_plan=next((plan for plan in plans[1:] if plan.type != "dental_stand_alone"), None),
    )


def plans_of(vault: Vault, person: Person | None) -> tuple[Plan, ...]:
    """The person's plans, in the order they pay."""
    if person is None:
        return ()
    found = (vault.plans.get(plan_id) for plan_id in person.plan_ids)
    return tuple(plan for plan in found if plan)


def _patient(person: Person | None, plans: tuple[Plan, ...]) -> Patient:
    if person is None:
        return Patient()
    return Patient(name=person.name, birth_date=person.birth_date, state=person.state, insured=True if plans else None)


def _with_dental(plans: tuple[Plan, ...]) -> Plan | None:
    """The first plan, with the dental terms of the one that has them: checks know one plan with a dental part."""
    if not plans:
        return None
    dental = next((plan.dental for plan in plans if plan.dental), None)
    return dataclasses.replace(plans[0], dental=dental)


def _payments(vault: Vault, person_id: str | None) -> tuple[PaymentMade, ...]:
    return tuple(
        PaymentMade(date=payment.date, amount=payment.amount, to=payment.what, reference=payment.reference or None)
        for payment in vault.payments.all()
        if payment.person_id == person_id
    )
