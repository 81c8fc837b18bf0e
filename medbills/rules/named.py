"""The rules that the program itself speaks of by name: a set that lacks one of them is for another program."""

from __future__ import annotations

from medbills.domain.rule import Pack

NAMED = frozenset({
    "appeal_internal_180d", "bureaus_365d_wait", "bureaus_paid_removed", "bureaus_under_500", "external_review_request_4mo", "fcra_7y",
    "fcra_dispute_30d", "habit_end_of_month_quarter", "habit_precollections_90_120", "habit_promised_followup",
    "habit_response_time_letters", "habit_wait_for_eob",
    "hipaa_access_30d", "hipaa_amendment_60d", "irs501r_agb_limit", "irs501r_application_240d", "irs501r_eca_120d",
    "medical_expense_deduction_7_5", "medicare_claim_filing_1y", "nsa_ban_emergency", "ppdr_start_120d", "regf_dispute_30d",
    "regf_stop_until_verified", "regf_time_barred", "status_cfpb_medical_debt_rule_vacated", "timely_filing_medicaid_12mo",
    "timely_filing_private_typical",
})  # fmt: skip


def prove_named(pack: Pack) -> None:
    """Raises ValueError when a rule is gone that this program names."""
    if lacking := NAMED - pack.rules.keys():
        raise ValueError(f"it lacks rules that this Medbills needs: {', '.join(sorted(lacking))}")
