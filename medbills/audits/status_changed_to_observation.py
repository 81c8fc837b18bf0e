"""An admission that Medicare's hospital changed to observation, without the notice that opens an appeal."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts, Stay
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.paper import Kind
from medbills.domain.statements import care_days
from medbills.domain.wording import counted, long_day

_SINCE = datetime.date(2025, 2, 14)  # 42 CFR 405.1210 applies to changes from this day
_ENOUGH = 3  # days in hospital, and inpatient days that a nursing home's cover needs
_ASK = Inquiry(
    slug="status_changed_to_observation", number="G09", title="Status changed to observation",
    sentence="Looks for a change from inpatient to observation without Medicare's notice.", severity=Severity.HIGH,
    question="When was the status changed, and may I have the notice (CMS-10868)?",
    remedy="Please send the Change of Status Notice, and the order that changed the status.", letter="billing_dispute",
    authority="42 CFR 405.1210-405.1212",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Original Medicare only: a Medicare Advantage plan has its own appeal."""
    stay = facts.context.stay
    if facts.plan is None or facts.plan.type != "medicare_original" or stay is None or stay.admitted is None:
        return _ASK.answer((), ["an Original Medicare stay: the days of admission, change of status and discharge"])
    changed = stay.changed_to_observation
    if changed is None:
        return _ASK.answer((), ["whether and when the status was changed to observation"])
    left = stay.discharged or facts.today
    noticed = stay.status_notice or bool(facts.of_kind(Kind.STATUS_NOTICE))
    if noticed or changed < _SINCE or not stay.admitted <= changed <= left:
        return _ASK.answer(())
    days, inpatient = (left - stay.admitted).days, (changed - stay.admitted).days
    if not (days >= _ENOUGH > inpatient) and facts.patient.part_b is not False:
        return _ASK.answer((), [] if facts.patient.part_b else ["whether the patient has Medicare Part B"])
    return _ASK.answer([_finding(facts, stay, changed, days, inpatient)])


def _finding(facts: Facts, stay: Stay, changed: datetime.date, days: int, inpatient: int) -> Finding:
    words = f"The status was changed to observation on {long_day(changed)}. No Medicare notice about the change is here."
    counts = f"Of {counted(days, 'day')} in the hospital, {inpatient} count as inpatient."
    now = "Call the quality organization (BFCC-QIO) today." if stay.discharged is None else "You may ask for a fast appeal of the change."
    within = [bill.id for bill in facts.bills if (care := care_days(bill)) and stay.admitted and care[1] >= stay.admitted]
    return _ASK.finding(
        "Changed to observation, no notice", f"{words} {counts} {now}", f"{words} {counts}", certainty=Certainty.ASK, documents=within
    )


CHECK = _ASK.check(inspect)
