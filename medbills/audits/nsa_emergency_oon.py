"""An out-of-network bill for emergency care above the in-network share."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.matching import BillMatch, bill_matches
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.shares import asked_now, name_of, statement_words
from medbills.domain.surprise_bills import (
    asked_above_share,
    compared_already,
    falls_under_the_act,
    is_air_ambulance,
    is_emergency,
    is_out_of_network,
    used_out_of_network_benefits,
)

SLUG = "nsa_emergency_oon"
_AUTHORITY = "No Surprises Act, 45 CFR 149.110, 149.410"
_CHECKED = datetime.date(2026, 11, 21)
_WHOLE = "bill_exceeds_eob_patient_responsibility"  # the same dollars, where it can compare the bill


def inspect(facts: Facts) -> Inspection:
    """Every out-of-network account for emergency care."""
    findings: list[Finding] = []
    needs: list[str] = []
    plan_type = facts.plan.type if facts.plan else None
    for found in bill_matches(facts):
        if not is_out_of_network(found) or not is_emergency(facts, found) or is_air_ambulance(found):
            continue
        if plan_type is None:
            needs.append("the type of the plan")
        elif not falls_under_the_act(plan_type, found):
            needs.append(f"a plan and care that federal surprise-bill rules cover, for {name_of(found.account.latest)}")
        elif not found.found:
            needs.append(f"the insurer's statement (EOB) for the bill from {name_of(found.account.latest)}")
        elif used_out_of_network_benefits(found):
            findings.append(_ask_insurer(found))
        else:
            findings += _compare(facts, found, needs)
    if not facts.bills:
        needs.append("a bill")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _compare(facts: Facts, found: BillMatch, needs: list[str]) -> list[Finding]:
    above = asked_above_share(facts, found)
    if above is None:
        needs.append(f"the amount due and your share for every charge of {name_of(found.account.latest)}")
        return []
    if above <= ONE_CENT:
        return []
    bill = found.account.latest
    share = (asked_now(bill) or ZERO) - above
    limit = f"to {share}" if share >= ZERO else "to the share on the insurer's statement"
    return [
        _finding(
            found, above, _WHOLE if compared_already(facts, found) else None,
            f"This is emergency care out of network. Federal surprise-bill rules may limit this {limit}. "
            f"The bill asks {bill.amount_due}. The difference is {above}. For questions, call 1-800-985-3059.",
            f"The care was emergency care out of network. The bill asks {above} above the share on the insurer's statement.",
        )
    ]  # fmt: skip


def _ask_insurer(found: BillMatch) -> Finding:
    return _finding(
        found, ZERO, None,
        "This is emergency care out of network. The insurer's statement uses out-of-network cost sharing. "
        "Federal surprise-bill rules may call for the in-network share. Ask the insurer to process it again first.",
        f"The care was emergency care. {statement_words(found.eobs)} leaves the difference to the patient (PR-45).",
    )  # fmt: skip


def _finding(found: BillMatch, at_stake: Money, part_of: str | None, explanation: str, reason: str) -> Finding:
    bill = found.account.latest
    to_insurer = not at_stake
    remedy = "Please adjust the bill to the in-network share."
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Emergency care out of network", explanation=explanation, amount_at_stake=at_stake,
        documents=tuple(dict.fromkeys((bill.id, found.bill.id, *(eob.id for eob in found.eobs)))),
        lines=tuple(LineRef(found.bill.id, match.line) for match in found.lines),
        certainty=Certainty.ASK if to_insurer else Certainty.LIKELY,
        question="Do the federal surprise-bill rules for emergency care apply here?",
        remedy="Please process the claim again with in-network cost sharing." if to_insurer else remedy,
        letter="reprocess_nsa" if to_insurer else "billing_dispute", authority=_AUTHORITY, checked_on=_CHECKED, reason=reason,
        part_of=part_of,
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="E01", title="Emergency care out of network",
    sentence="Looks for emergency bills out of network that ask more than the in-network share.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
