"""An out-of-network air ambulance bill above the in-network share."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.matching import BillMatch, bill_matches
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.shares import AIR_AMBULANCE, name_of
from medbills.domain.surprise_bills import (
    asked_above_share,
    compared_already,
    falls_under_the_act,
    is_air_ambulance,
    is_out_of_network,
    used_out_of_network_benefits,
)

SLUG = "nsa_air_ambulance"
_AUTHORITY = "No Surprises Act, 45 CFR 149.130, 149.440"
_CHECKED = datetime.date(2026, 11, 21)
_WHOLE = "bill_exceeds_eob_patient_responsibility"  # the same dollars, where it can compare the bill


def inspect(facts: Facts) -> Inspection:
    """Every out-of-network account with an air ambulance code."""
    findings: list[Finding] = []
    needs: list[str] = []
    plan_type = facts.plan.type if facts.plan else None
    for found in bill_matches(facts):
        if not is_air_ambulance(found) or not is_out_of_network(found):
            continue
        if plan_type is None:
            needs.append("the type of the plan")
        elif not falls_under_the_act(plan_type, found):
            needs.append(f"a plan and care that federal surprise-bill rules cover, for {name_of(found.account.latest)}")
        else:
            findings += _compare(facts, found)
    if not facts.bills:
        needs.append("a bill")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _compare(facts: Facts, found: BillMatch) -> list[Finding]:
    """Against the share on the insurer's paper; without a usable one, a question only."""
    bill = found.account.latest
    above = None if used_out_of_network_benefits(found) else asked_above_share(facts, found)
    if above is None:
        words = "The in-network share is not known from the papers."
        return [_finding(found, ZERO, None, f"{words} Ask before you pay.", words)]
    if above <= ONE_CENT:
        return []
    return [
        _finding(
            found, above, _WHOLE if compared_already(facts, found) else None,
            f"The bill asks {bill.amount_due}. That is {above} above the share on the insurer's statement.",
            f"The bill asks {above} above the share on the insurer's statement.",
        )
    ]  # fmt: skip


def _finding(found: BillMatch, at_stake: Money, part_of: str | None, explanation: str, reason: str) -> Finding:
    bill = found.account.latest
    lines = tuple(LineRef(found.bill.id, at) for at, line in enumerate(found.bill.lines) if line.code in AIR_AMBULANCE)
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Air ambulance out of network",
        explanation=f"Federal surprise-bill rules cover air ambulances. {explanation}", amount_at_stake=at_stake,
        documents=tuple(dict.fromkeys((bill.id, found.bill.id, *(eob.id for eob in found.eobs)))), lines=lines,
        certainty=Certainty.LIKELY if at_stake else Certainty.ASK,
        question="Do the federal surprise-bill rules for air ambulances apply here?",
        remedy="Please adjust the bill to the in-network share.", letter="reprocess_nsa", authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"The transport was by an air ambulance out of network. {reason}", part_of=part_of,
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="E03", title="Air ambulance", sentence="Looks for air ambulance bills out of network above the in-network share.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
