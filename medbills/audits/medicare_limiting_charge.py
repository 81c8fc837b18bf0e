"""A charge above the most that a doctor outside Medicare's fee agreement may bill."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.live_eobs import live_eobs
from medbills.domain.matching import matches_with_eob
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.names import short_label
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.shares import name_of, statement_words

SLUG = "medicare_limiting_charge"
_AUTHORITY = "Social Security Act section 1848(g) (42 U.S.C. 1395w-4(g)); 42 CFR 414.48"
_CHECKED = datetime.date(2026, 11, 21)
_LIMITING = Fraction(115, 100)  # of the amount for a doctor who does not participate, 42 CFR 414.48(b)
_NOT_PARTICIPATING = Fraction(95, 100)  # of the fee schedule amount, 42 CFR 414.20(b)
_OTHER_LIMITS = re.compile(r"[AEJKLQ]\d{4}")  # supplies and drugs


def inspect(facts: Facts) -> Inspection:
    """Each line of the Medicare notices whose claim the doctor did not accept assignment for."""
    notices = [eob for eob in live_eobs(facts) if _is_medicare(facts, eob)]
    if not notices:
        return _not_checked("a Medicare notice")
    if facts.context.opted_out_of_medicare:
        return _not_checked("a doctor who has not opted out of Medicare")
    findings: list[Finding] = []
    needs: list[str] = []
    for notice in notices:
        if notice.assignment is None:
            needs.append(f"whether {notice.provider_name or name_of(notice)} took assignment")
        elif notice.assignment == "no":
            findings += _of_notice(facts, notice, needs)
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _is_medicare(facts: Facts, eob: Paper) -> bool:
    if eob.kind is Kind.MEDICARE_SUMMARY_NOTICE:
        return True
    return facts.plan is not None and facts.plan.type == "medicare_original" and eob.assignment is not None


def _of_notice(facts: Facts, notice: Paper, needs: list[str]) -> list[Finding]:
    found = []
    for index, line in enumerate(notice.lines):
        if _OTHER_LIMITS.fullmatch(line.code or ""):
            continue
        limit = _limit(facts, notice, line)
        if line.billed is None or limit is None:
            needs.append(f"the charge and the approved amount of each line on the notice about {notice.provider_name or name_of(notice)}")
        elif line.billed - limit > ONE_CENT:
            found.append(_finding(facts, notice, index, line.billed, limit))
    if not notice.lines:
        needs.append(f"the lines of the notice about {notice.provider_name or name_of(notice)}")
    return found


def _limit(facts: Facts, notice: Paper, line: Line) -> Money | None:
    """From the fee the user entered where there is one line; else from the approved amount, which is at 95 percent already."""
    fee = facts.context.medicare_fee
    if fee is not None and len(notice.lines) == 1:
        return fee.share(_LIMITING * _NOT_PARTICIPATING)
    if line.allowed is None or line.allowed <= ZERO:
        return None
    return line.allowed.share(_LIMITING)


def _finding(facts: Facts, notice: Paper, index: int, billed: Money, limit: Money) -> Finding:
    label = short_label(notice.lines[index].description or f"Line {index + 1}")
    bills = tuple(found.account.latest.id for found in matches_with_eob(facts, notice))
    return Finding(
        check=SLUG, severity=Severity.HIGH, title=f"{label}: above Medicare's limit",
        explanation=f"The doctor did not take assignment. Medicare's limit for this may be {limit}. The charge is {billed}. "
        f"The difference is {billed - limit}.",
        amount_at_stake=billed - limit, documents=(notice.id, *bills), lines=(LineRef(notice.id, index),), certainty=Certainty.LIKELY,
        question="Is this charge within the Medicare limiting charge?",
        remedy="Please lower the charge to the limit, and pay back what was paid above it.", letter="billing_dispute",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"{statement_words([notice])} lists a charge of {billed} without assignment. The limiting charge comes to {limit}.",
    )  # fmt: skip


def _not_checked(need: str) -> Inspection:
    return Inspection(not_checked=(NotChecked(SLUG, need),))


CHECK = Check(
    slug=SLUG, number="E08", title="Medicare's limit for a charge",
    sentence="Compares charges without assignment with Medicare's limiting charge.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
