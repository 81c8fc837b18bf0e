"""A deductible on a statement that was processed after the deductible was met."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.cost_sharing import ClaimShare, by_person, claim_shares, undated_eobs
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ZERO, Money, total
from medbills.domain.plan import Plan
from medbills.domain.shares import name_of, statement_words
from medbills.domain.wording import long_day

SLUG = "deductible_after_met"
_AUTHORITY = "The plan document or summary of benefits; 29 CFR 2560.503-1(g)"
_CHECKED = datetime.date(2026, 11, 21)
_WHOLE = "deductible_exceeds_plan"  # adds up the same deductibles against the same limit


def inspect(facts: Facts) -> Inspection:
    """Each person's statements by plan year, in the order they were processed."""
    counted = [share for share in claim_shares(facts) if share.tier != "out" and not share.drugs and share.eob.processed_date]
    limit = _limit(facts.plan)
    needs = [f"the dates of care and processing on the statement from {name_of(eob)}" for eob in undated_eobs(facts)]
    printed = any(share.eob.deductible_met is not None and share.eob.deductible_limit is not None for share in counted)
    if limit is None and not printed:
        needs.append("the plan's deductible")
    elif not counted:
        needs.append("an insurer's statement (EOB) with a deductible and its dates")
    findings = [found for group in by_person(counted) for found in _after_met(facts.plan, group, limit)]
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _limit(plan: Plan | None) -> Money | None:
    if plan is None:
        return None
    return plan.deductible_family if plan.deductible_shared else plan.deductible_individual


def _after_met(plan: Plan | None, group: Sequence[ClaimShare], limit: Money | None) -> list[Finding]:
    found = []
    for share in group:
        day = share.eob.processed_date
        if day is None or share.deductible <= ZERO:
            continue
        earlier = [other for other in group if other.eob.processed_date and other.eob.processed_date < day]
        printed = next((other for other in earlier if _says_met(other)), None)
        summed = limit is not None and limit > ZERO and total(other.deductible for other in earlier) >= limit
        if printed or summed:
            found.append(_finding(plan, share, printed, earlier[-1], limit, summed))
    return found


def _says_met(share: ClaimShare) -> bool:
    met, limit = share.eob.deductible_met, share.eob.deductible_limit
    return met is not None and limit is not None and limit > ZERO and met >= limit


def _finding(
    plan: Plan | None, share: ClaimShare, printed: ClaimShare | None, last: ClaimShare, limit: Money | None, summed: bool
) -> Finding:
    met = printed or last
    known = printed.eob.deductible_limit if printed else limit
    day = long_day(met.eob.processed_date or _CHECKED)
    later = long_day(share.eob.processed_date or _CHECKED)
    based = "That statement says so." if printed else "That is based on what you entered."
    told = printed is not None or (plan is not None and plan.year_start is not None)
    return Finding(
        check=SLUG, severity=Severity.MEDIUM, title="Deductible taken after it was met",
        explanation=f"The deductible of {known} looks met by {day}. {based} "
        f"The statement of {later} still takes {share.deductible}.",
        amount_at_stake=share.deductible, documents=tuple(dict.fromkeys((share.eob.id, met.eob.id) if printed else (share.eob.id,))),
        lines=share.deductible_lines, certainty=Certainty.LIKELY if told and share.tier else Certainty.ASK,
        question="Was the deductible already met when this claim was processed?",
        remedy="Please process the claim again without a deductible, or send the list of what counted.", letter="accumulator_audit_request",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"The plan's deductible of {known} was reached by {day}. {statement_words([share.eob])} still takes {share.deductible}.",
        part_of=_WHOLE if summed else None,
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="D05", title="Deductible after it was met", sentence="Looks for deductibles taken after the limit was reached.",
    severity=Severity.MEDIUM, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
