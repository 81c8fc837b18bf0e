"""A refused denture, bridge or implant for a tooth that was lost before the plan began."""

from __future__ import annotations

import datetime

from medbills.domain.dental import DentalLine, on_eobs
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.wording import long_day

_ASK = Inquiry(
    slug="missing_tooth_clause", number="J07", title="Missing tooth clause",
    sentence="Compares the day a tooth was lost with the plan's first day.", severity=Severity.LOW,
    question="Does the plan have a missing tooth clause, and are there exceptions?",
    remedy="Please make an exception, or name the clause and the proof of the date you accept.", letter="internal_appeal",
    authority="The plan document",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Refused lines for replaced teeth, against the day the user entered for each tooth."""
    lines = [line for line in on_eobs(facts) if line.refused and 5000 <= line.number < 7000]
    if not on_eobs(facts):
        return _ASK.answer((), ["a dental statement"])
    began = facts.plan.covered_from if facts.plan else None
    lost = {tooth.upper(): day for tooth, day in facts.context.extractions.items()}
    findings: list[Finding] = []
    needs: list[str] = []
    for line in lines:
        day = lost.get((line.line.tooth or "").upper())
        if day is None or began is None:
            needs.append("the day the tooth was lost, and the plan's first day")
        elif day < began:
            findings.append(_finding(line, day, began))
    return _ASK.answer(findings, needs)


def _finding(line: DentalLine, lost: datetime.date, began: datetime.date) -> Finding:
    words = f"Treatment {line.code} was refused. Tooth {line.line.tooth} was lost on {long_day(lost)}. The plan began on {long_day(began)}."
    return _ASK.finding(
        "Tooth lost before the plan began", f"{words} Many plans have a clause about that. Some make exceptions.", words,
        certainty=Certainty.ASK, lines=(line.ref,),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
