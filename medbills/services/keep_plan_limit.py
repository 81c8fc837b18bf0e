"""Keeps what a plan document says of a time limit: it counts before the law, and after the day printed on a letter."""

from __future__ import annotations

import datetime

from medbills.domain.changes import Changes
from medbills.domain.rule import PLAN_UNITS, PlanLimit
from medbills.errors import UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.services.plan_limits import setting_of
from medbills.services.rules_in_use import rules_in_use
from medbills.store import Vault


def keep_plan_limit(vault: Vault, plan_id: str, rule_id: str, limit: PlanLimit | None, *, today: datetime.date) -> Changes:
    """Keeps the limit of one rule (None: the law counts again) and counts the days of everybody in the plan anew.

    Raises UnusableInput for a plan or rule that is gone, or a number that no plan sets.
    """
    plan, rule = vault.plans.get(plan_id), rules_in_use(vault).rules.get(rule_id)
    if plan is None or rule is None:
        raise UnusableInput("This plan or rule is no longer there. Nothing was changed. Open People & plans to see what is there.")
    if limit and (limit.span.unit not in PLAN_UNITS or not 0 < limit.span.value <= 4000):
        raise UnusableInput("No plan sets such a limit. Type a whole number of days, months or years, as the plan prints it.")
    kept = dict(vault.settings.get(setting_of(plan_id)) or {})
    kept.pop(rule_id, None)
    if limit:
        kept[rule_id] = {"value": limit.span.value, "unit": limit.span.unit, "where": limit.where}
    with vault.change(f"Noted what the plan says: {rule.title}") as change:
        change.settings.set(setting_of(plan_id), kept or None)
        for person in vault.people.all():
            if plan_id in person.plan_ids:
                audit_cases(vault, change, today=today, person_id=person.id)
    return change.changes
