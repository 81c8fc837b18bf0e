"""Whether the patient pays this care without insurance."""

from __future__ import annotations

from medbills.domain.facts import Facts

_NO_INSURANCE = frozenset({"uninsured_self_pay", "short_term_or_fixed_indemnity", "health_sharing"})  # 45 CFR 149.610(a)(2)


def pays_alone(facts: Facts) -> bool | None:
    """Uninsured, or insured and not using it for this care; None where nothing says so."""
    if facts.context.pays_without_insurance is not None:
        return facts.context.pays_without_insurance
    if facts.plan is not None and facts.plan.type is not None:
        return facts.plan.type in _NO_INSURANCE
    return not facts.patient.insured if facts.patient.insured is not None else None
