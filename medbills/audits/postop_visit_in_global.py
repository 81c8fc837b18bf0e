"""A visit after surgery that the surgery's own fee may hold."""

from __future__ import annotations

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import (
    BLOOD_DRAW,
    HOSPITAL_VISITS,
    OFFICE_VISITS,
    PROCEDURES,
    Charge,
    coded_charges,
    prints_modifiers,
    same_biller,
    uncoded,
)
from medbills.domain.wording import counted

_OTHER_REASON = frozenset({"24", "25", "57", "58", "78", "79"})
_SURGERY_ONLY = "54"
_ASK = Inquiry(
    slug="postop_visit_in_global", number="F06", title="Visits after surgery",
    sentence="Looks for visits within the aftercare days of a surgery's fee.", severity=Severity.MEDIUM,
    question="Is this visit part of the surgery's fee?",
    remedy="Please review whether the visit belongs to the surgery's aftercare, and send a corrected bill.", letter="billing_dispute",
    authority="42 CFR 414.40; Medicare Claims Manual ch. 12, section 40",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Visits after each surgery, within the days the user entered for its code: they are never guessed."""
    charges = [charge for charge in coded_charges(facts) if charge.day and not charge.is_facility]
    surgeries = [charge for charge in charges if charge.in_range(PROCEDURES) and not charge.in_range(BLOOD_DRAW)]
    days = facts.context.global_days
    needs = list(uncoded(facts))
    needs += [f"the days of aftercare in the fee of {charge.code}" for charge in surgeries if charge.code not in days]
    if not surgeries and not needs:
        needs.append("the surgeon's bill")
    findings: dict[str, Finding] = {}
    for surgery in surgeries:
        for visit in charges:
            if surgery.code in days and _inside(surgery, visit, days[surgery.code]):
                finding = _finding(surgery, visit)
                findings.setdefault(f"{visit.ref}", finding)
    return _ASK.answer(findings.values(), needs)


def _inside(surgery: Charge, visit: Charge, days: int) -> bool:
    if surgery.day is None or visit.day is None or not visit.in_range((*OFFICE_VISITS, *HOSPITAL_VISITS)):
        return False
    if visit.modifiers & _OTHER_REASON or _SURGERY_ONLY in surgery.modifiers or not same_biller(surgery, visit):
        return False
    return 0 < (visit.day - surgery.day).days <= days


def _finding(surgery: Charge, visit: Charge) -> Finding:
    after = (visit.day - surgery.day).days if visit.day and surgery.day else 0
    words = f"Visit {visit.code} at {visit.billed} is {counted(after, 'day')} after surgery {surgery.code}. Its fee may hold the aftercare."
    return _ASK.finding(
        "Visit after surgery", f"{words} Another problem, or another plan's rule, can be a good reason.", words,
        certainty=Certainty.LIKELY if prints_modifiers((visit,)) else Certainty.ASK, lines=(visit.ref, surgery.ref), at_stake=visit.billed,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
