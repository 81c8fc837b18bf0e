"""A visit after surgery that the surgery's own fee may hold."""

from __future__ import annotations

from collections.abc import Iterable

from medbills.domain.by_code import charges_within
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import (
    BLOOD_DRAW,
    HOSPITAL_VISITS,
    OFFICE_VISITS,
    PROCEDURES,
    Charge,
    prints_modifiers,
    same_biller,
    uncoded,
)
from medbills.domain.wording import counted

_OTHER_REASON = frozenset({"24", "25", "57", "58", "78", "79"})
_SURGERY_ONLY = "54"
_VISITS = (*OFFICE_VISITS, *HOSPITAL_VISITS)
_ASK = Inquiry(
    slug="postop_visit_in_global", number="F06", title="Visits after surgery",
    sentence="Looks for visits within the aftercare days of a surgery's fee.", severity=Severity.MEDIUM,
    question="Is this visit part of the surgery's fee?",
    remedy="Please review whether the visit belongs to the surgery's aftercare, and send a corrected bill.", letter="billing_dispute",
    authority="42 CFR 414.40; Medicare Claims Manual ch. 12, section 40",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Visits after each surgery, within the days the user entered for its code: they are never guessed."""
    surgeries = [charge for charge in _doctors(charges_within(facts, PROCEDURES)) if not charge.in_range(BLOOD_DRAW)]
    days = facts.context.global_days
    needs = list(uncoded(facts))
    needs += [f"the days of aftercare in the fee of {charge.code}" for charge in surgeries if charge.code not in days]
    if not surgeries and not needs:
        needs.append("the surgeon's bill")
    findings: dict[str, Finding] = {}
    told = [surgery for surgery in surgeries if surgery.code in days]
    visits = _doctors(charges_within(facts, _VISITS)) if told else []
    for surgery in told:
        for visit in visits:
            if _inside(surgery, visit, days[surgery.code]):
                finding = _finding(surgery, visit)
                findings.setdefault(f"{visit.ref}", finding)
    return _ASK.answer(findings.values(), needs)


def _doctors(charges: Iterable[Charge]) -> list[Charge]:
    """Those with a day that are no hospital's."""
    return [charge for charge in charges if charge.day and not charge.is_facility]


def _inside(surgery: Charge, visit: Charge, days: int) -> bool:
    if surgery.day is None or visit.day is None:
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
