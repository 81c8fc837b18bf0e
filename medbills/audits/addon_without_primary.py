"""A code that only adds to another one, without that other one."""

from __future__ import annotations

from collections.abc import Mapping

from medbills.domain.by_code import visits_bearing
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.procedures import Charge, uncoded
from medbills.domain.wording import listed

_PRIMARIES: Mapping[str, tuple[str, ...]] = {
    add_on: tuple(primaries.split())
    for add_on, primaries in {
        "99292": "99291", "90461": "90460", "90472": "90471 90460 90473 90480 G0008 G0009 G0010", "90474": "90473 90471 90460",
        "96361": "96360 96365 96374 96409 96413", "96366": "96365 96367", "96367": "96365 96374 96409 96413",
        "96375": "96365 96374 96409 96413", "96415": "96413", "96417": "96413",
        "99417": "99205 99215 99245 99345 99350 99483", "G2212": "99205 99215", "64480": "64479", "64484": "64483", "64494": "64493",
        "11103": "11102 11104 11106", "11105": "11104 11106", "11107": "11106",
    }.items()
}  # fmt: skip
_ASK = Inquiry(
    slug="addon_without_primary", number="F11", title="Add-on codes", sentence="Looks for add-on codes without the code they add to.",
    severity=Severity.LOW, question="Which main service does this line add to?",
    remedy="Please show the main service for this line, or review the line.", letter="billing_dispute",
    authority="Add-on code rule of the code set; Medicare's NCCI add-on code edits",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each add-on code, against all bills of that provider and day."""
    findings = [
        _finding(charge)
        for visit in visits_bearing(facts, _PRIMARIES.__contains__)
        for charge in visit
        if charge.code in _PRIMARIES and charge.trusted and visit.codes.isdisjoint(_PRIMARIES[charge.code])
    ]
    return _ASK.answer(findings, uncoded(facts))


def _finding(charge: Charge) -> Finding:
    some = listed(list(_PRIMARIES[charge.code][:3]))
    words = f"Code {charge.code} adds to another service, such as {some}. No such line of that day is on the bills here."
    return _ASK.finding(
        "Add-on without its main service", f"{words} A line may be missing or misread.", words, certainty=Certainty.ASK, lines=(charge.ref,)
    )


CHECK = _ASK.check(inspect)
