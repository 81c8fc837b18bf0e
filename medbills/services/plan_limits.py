"""Tells what the plan documents of a person say of time limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from medbills.domain.deadline import Deadline
from medbills.domain.matter import Matter
from medbills.domain.plan import Plan
from medbills.domain.rule import PlanLimit, Span
from medbills.rules import rules_of
from medbills.store import Vault


def setting_of(plan_id: str) -> str:
    """The name under which a plan's limits are kept."""
    return f"plan_limits:{plan_id}"


def plan_limits(vault: Vault, plans: Iterable[Plan]) -> Mapping[str, PlanLimit]:
    """By rule; where two plans speak of one rule, the one that pays first counts."""
    found: dict[str, PlanLimit] = {}
    for plan in plans:
        for rule_id, said in (vault.settings.get(setting_of(plan.id)) or {}).items():
            found.setdefault(rule_id, PlanLimit(Span(said["value"], said["unit"]), said["where"]))
    return found


def plan_may_say(matter: Matter, deadline: Deadline) -> bool:
    """Whether the plan document of this case may set another limit for the day: a rule for plans, on your side."""
    rule = rules_of(matter).rules.get(deadline.rule)
    return matter.plan is not None and deadline.yours and rule is not None and rule.kind == "deadline" and "any" not in rule.plan_types
