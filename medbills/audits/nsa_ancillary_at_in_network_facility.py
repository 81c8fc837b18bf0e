"""An out-of-network doctor's bill for care at an in-network facility, above the in-network share."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.matching import BillMatch, bill_matches
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.shares import asked_now, name_of
from medbills.domain.statements import care_days
from medbills.domain.surprise_bills import (
    asked_above_share,
    compared_already,
    consent_holds,
    falls_under_the_act,
    is_air_ambulance,
    is_ancillary,
    is_emergency,
    is_out_of_network,
    used_out_of_network_benefits,
)

SLUG = "nsa_ancillary_at_in_network_facility"
_AUTHORITY = "No Surprises Act, 45 CFR 149.120, 149.420"
_CHECKED = datetime.date(2026, 11, 21)
_WHOLE = "bill_exceeds_eob_patient_responsibility"  # the same dollars, where it can compare the bill
_FACILITY = frozenset({"19", "21", "22", "24"})  # hospital, its outpatient departments, surgery center
_ELSEWHERE = frozenset({"81", "02", "10"})  # lab, reading or tele-service that belongs to the visit


def inspect(facts: Facts) -> Inspection:
    """Every out-of-network account for planned care; emergency care has a check of its own."""
    findings: list[Finding] = []
    needs: list[str] = []
    plan_type = facts.plan.type if facts.plan else None
    for found in bill_matches(facts):
        if not is_out_of_network(found) or is_emergency(facts, found) or is_air_ambulance(found):
            continue
        places = _places(found)
        if (places and not places & (_FACILITY | _ELSEWHERE)) or facts.context.facility_network_status == "out":
            continue
        need = _missing(facts, plan_type, found)
        if need:
            needs.append(need)
        else:
            findings += _compare(facts, found, bool(places & _FACILITY), needs)
    if not facts.bills:
        needs.append("a bill")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _places(found: BillMatch) -> set[str]:
    lines = {line.place_of_service for line in found.bill.lines}
    return {place for place in (*lines, found.bill.place_of_service, found.account.latest.place_of_service) if place}


def _missing(facts: Facts, plan_type: str | None, found: BillMatch) -> str | None:
    name = name_of(found.account.latest)
    if facts.context.facility_network_status != "in":
        return "whether the hospital or surgery center is in the plan's network"
    if plan_type is None:
        return "the type of the plan"
    if not falls_under_the_act(plan_type, found):
        return f"a plan and care that federal surprise-bill rules cover, for {name}"
    if not found.found:
        return f"the insurer's statement (EOB) for the bill from {name}"
    return f"the insurer's new statement for {name} with in-network cost sharing" if used_out_of_network_benefits(found) else None


def _compare(facts: Facts, found: BillMatch, at_facility: bool, needs: list[str]) -> list[Finding]:
    above = asked_above_share(facts, found)
    if above is None:
        needs.append(f"the amount due and your share for every charge of {name_of(found.account.latest)}")
        return []
    if above <= ONE_CENT:
        return []
    ancillary = is_ancillary(facts.context, found)
    waived = False if ancillary else _waived(facts, found)
    if waived is None:
        needs.append("the consent form: when it was given, and when the care was booked")
        return []
    if waived:
        return []
    return [_finding(facts, found, above, ancillary, Certainty.LIKELY if at_facility else Certainty.ASK)]


def _waived(facts: Facts, found: BillMatch) -> bool | None:
    """Whether a form gave up the protection in time; None where the user chose out of network and the form is not known."""
    consent, days = facts.context.consent, care_days(found.bill) or care_days(found.account.latest)
    if consent is None:
        return None if facts.context.chose_out_of_network else False
    return consent_holds(consent, days[0]) if days else None


def _finding(facts: Facts, found: BillMatch, above: Money, ancillary: bool, certainty: Certainty) -> Finding:
    bill = found.account.latest
    share = (asked_now(bill) or ZERO) - above
    limit = f"to {share}" if share >= ZERO else "to the share on the insurer's statement"
    why = "For this specialty a consent form does not change that." if ancillary else "No consent form in time is known."
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Out-of-network doctor, in-network place",
        explanation=f"The place was in network, {name_of(bill)} was not. Federal surprise-bill rules may limit this {limit}. "
        f"The bill asks {bill.amount_due}. The difference is {above}. {why}",
        amount_at_stake=above, documents=tuple(dict.fromkeys((bill.id, found.bill.id, *(eob.id for eob in found.eobs)))),
        lines=tuple(LineRef(found.bill.id, match.line) for match in found.lines), certainty=certainty,
        question="Do the federal surprise-bill rules for care at an in-network place apply here?",
        remedy="Please adjust the bill to the in-network share, or send the consent form.", letter="reprocess_nsa",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"The care was given at an in-network facility. The bill asks {above} above the share on the insurer's statement.",
        part_of=_WHOLE if compared_already(facts, found) else None,
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="E02", title="Out-of-network doctor, in-network place",
    sentence="Looks for out-of-network doctors at in-network places who ask above the in-network share.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
