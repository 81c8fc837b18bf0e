"""A bill to a patient whom Medicaid or the Qualified Medicare Beneficiary program protects."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.matching import BillMatch, bill_matches
from medbills.domain.money import ZERO, Money
from medbills.domain.paper import Paper
from medbills.domain.plan import Plan
from medbills.domain.remembered import remembered
from medbills.domain.remittance import group_codes, reasons, reasons_of
from medbills.domain.shares import asked_now, name_of
from medbills.domain.statements import care_days

SLUG = "qmb_or_medicaid_billed"
_AUTHORITY = "42 CFR 447.15; Social Security Act section 1902(n)(3)(B) (42 U.S.C. 1396a(n)(3)(B))"
_CHECKED = datetime.date(2026, 11, 21)
_QMB_REMARKS = frozenset({"N781", "N782", "N783"})
_SPEND_DOWN = frozenset({"178", "142"})


def inspect(facts: Facts) -> Inspection:
    """Every account that asks for money, by the coverage on the day of care and by the marks on the insurers' papers."""
    findings: list[Finding] = []
    needs: list[str] = []
    medicaid = next((plan for plan in (facts.plan, facts.secondary_plan) if plan is not None and plan.type == "medicaid"), None)
    matches = bill_matches(facts)
    for found in matches:
        bill = found.account.latest
        asked = asked_now(bill)
        if asked is None:
            needs.append(f"the amount due on the bill from {name_of(bill)}")
        elif asked > ZERO and not _shows(found.all_eobs, _SPEND_DOWN):
            findings += _of_account(facts, found, asked, medicaid)
    known = medicaid is not None or facts.patient.qmb is not None or (facts.plan is not None and facts.plan.type is not None)
    if not matches:
        needs.append("a bill")
    elif not known and not findings:
        needs.append("whether Medicaid or the QMB program covers the patient")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


def _of_account(facts: Facts, found: BillMatch, asked: Money, medicaid: Plan | None) -> list[Finding]:
    marked = [eob for eob in found.all_eobs if _marked(eob)]
    days = care_days(found.bill) or care_days(found.account.latest)
    covered = medicaid is not None and (days is None or _covers(medicaid, days[0])) and not facts.context.chose_out_of_network
    if not (marked or facts.patient.qmb or covered):
        return []
    copay = max(medicaid.copays.values(), default=ZERO) if medicaid is not None and not marked and not facts.patient.qmb else ZERO
    above = asked - copay
    if above <= ZERO:
        return []
    dated = days is not None and (bool(marked) or medicaid is None or medicaid.covered_from is not None)
    return [_finding(found, asked, above, copay, marked, Certainty.LIKELY if dated else Certainty.ASK)]


def _covers(plan: Plan, day: datetime.date) -> bool:
    return not ((plan.covered_from and day < plan.covered_from) or (plan.covered_to and day > plan.covered_to))


@remembered
def _marked(eob: Paper) -> bool:
    """CARC 303, OA-209 or remarks N781 to N783: the cost sharing of a protected patient."""
    for line in eob.lines:
        if not (line.remark_codes or line.adjustments):
            continue
        groups = {*group_codes(line), *((item.group, item.reason) for item in line.adjustments or ())}
        plain = {code.upper() for code in line.remark_codes or ()}
        if ("OA", "209") in groups or "303" in reasons(line) or plain & (_QMB_REMARKS | {"303"}):
            return True
    return False


def _shows(eobs: Sequence[Paper], codes: frozenset[str]) -> bool:
    return any(codes & _codes_of(eob) for eob in eobs)


@remembered
def _codes_of(eob: Paper) -> frozenset[str]:
    """Reasons and remarks of all lines."""
    return reasons_of(eob).union(code for line in eob.lines for code in line.remark_codes or ())


def _finding(found: BillMatch, asked: Money, above: Money, copay: Money, marked: Sequence[Paper], certainty: Certainty) -> Finding:
    bill = found.account.latest
    who = "The insurer's statement marks this as care of a protected patient." if marked else (
        "Based on what you entered, Medicaid or the QMB program covers the patient."
    )  # fmt: skip
    less = f" The highest copay you entered is {copay}." if copay else ""
    source = "The insurer's statement marks the patient as protected." if marked else "Medicaid or the QMB program covers the patient."
    return Finding(
        check=SLUG, severity=Severity.HIGH, title="Medicaid or QMB patient billed",
        explanation=f"{who} Such patients usually owe no more than a small copay.{less} The bill asks {asked}. "
        f"{above} is worth asking about. Care outside the program may be different.",
        amount_at_stake=above, documents=tuple(dict.fromkeys((bill.id, found.bill.id, *(eob.id for eob in found.all_eobs)))),
        lines=tuple(LineRef(found.bill.id, match.line) for match in found.lines), certainty=certainty,
        question="Was Medicaid or Medicare billed, and does the billing rule for protected patients apply?",
        remedy="Please remove the balance above the copay, and bill the program instead.", letter="qmb_medicaid_stop_billing",
        authority=_AUTHORITY, checked_on=_CHECKED, reason=f"{source} The bill asks {asked}.",
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="E09", title="Medicaid and QMB", sentence="Looks for bills to patients whom Medicaid or the QMB program protects.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
