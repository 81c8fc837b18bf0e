"""Gives the checks what the user answered: of a person and the plans to all cases, of a case to that case alone."""

from __future__ import annotations

import dataclasses

from medbills.domain.case import Case
from medbills.domain.facts import Context, Facts
from medbills.domain.line_mark import QUESTION, marked_lines
from medbills.domain.plan import Plan
from medbills.domain.telling import laid_over, plan_with_told, with_told
from medbills.domain.told_fact import Owner
from medbills.services.tell_of_debt import told_of_debt
from medbills.store import Vault

_NOTHING = Context()


def told_of_plan(vault: Vault, plan: Plan) -> Plan:
    """The plan with the terms that only an answer tells."""
    return plan_with_told(plan, vault.told_facts.about(Owner.PLAN, plan.id))


def told_of_person(vault: Vault, person_id: str | None, facts: Facts) -> Facts:
    """The facts with what was told of the person, and the user's marks on lines of bills."""
    told = with_told(facts, vault.told_facts.about(Owner.PERSON, person_id or ""))
    marked = [one for one in vault.told_facts.all() if one.question == QUESTION]
    lines = marked_lines(facts.bills, marked) if marked else ()
    return dataclasses.replace(told, context=dataclasses.replace(told.context, marked_lines=lines)) if lines else told


def facts_of_case(vault: Vault, case: Case, facts: Facts) -> Facts:
    """The facts as they are for one case: with what was told of its care, its debt and its hospital. The very same facts where
    nothing was told of it."""
    told = with_told(facts, vault.told_facts.about(Owner.CASE, case.id))
    debt = told_of_debt(vault, case.id)
    known = Context(last_payment_date=debt.last_paid, default_date=debt.first_late, nonprofit_hospital=_nonprofit(vault, case))
    if told is facts and known == _NOTHING:
        return facts
    context = laid_over(known, told.context)
    return facts if context == facts.context and told is facts else dataclasses.replace(told, context=context)


def _nonprofit(vault: Vault, case: Case) -> bool | None:
    """What is on file of the one provider whose bills are in the case."""
    providers = {kept.provider_id for kept in vault.papers.of_case(case.id) if kept.provider_id and kept.paper.is_bill}
    found = vault.providers.get(next(iter(providers))) if len(providers) == 1 else None
    return found.nonprofit if found else None
