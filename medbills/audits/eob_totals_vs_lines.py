"""The totals of an insurer's statement against the sums of its lines."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.live_eobs import live_eobs
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.paper import Paper
from medbills.domain.remembered import remembered
from medbills.domain.shares import name_of

_INQUIRY = Inquiry(
    slug="eob_totals_vs_lines", number="B05", title="The insurer's totals",
    sentence="Adds up the lines of an insurer's statement and compares its totals.", severity=Severity.LOW,
    question="Which lines make up the totals?", remedy="Please explain the totals, or send a corrected statement.",
    letter="internal_appeal",
    authority="X12 835 balancing: the lines of a claim add up to its totals; access to records under 45 CFR 164.524",
)  # fmt: skip
# Total of the paper, the same of a line, what a sentence calls it, and whether the patient pays it.
_FIELDS = (
    ("patient_responsibility", "patient_owes", "Patient's share", True), ("deductible", "deductible", "Deductible", True),
    ("copay", "copay", "Copay", True), ("coinsurance", "coinsurance", "Coinsurance", True),
    ("not_covered", "not_covered", "Not covered", False), ("total_billed", "billed", "Charges", False),
    ("total_allowed", "allowed", "Allowed", False), ("plan_paid", "plan_paid", "Paid", False),
)  # fmt: skip


@dataclass(frozen=True)
class _Gap:
    name: str
    printed: Money
    lines: Money
    patients: bool

    @property
    def apart(self) -> Money:
        """The difference; of the patient's own share only what the total asks more than the lines."""
        return max(ZERO, self.printed - self.lines) if self.patients else abs(self.printed - self.lines)

    @property
    def weight(self) -> tuple[bool, Money]:
        """The patient's share first, then the largest difference."""
        return (self.patients and self.apart > ZERO, self.apart)

    @property
    def words(self) -> str:
        return f"{self.name}: the lines add up to {self.lines}. The total says {self.printed}."


def inspect(facts: Facts) -> Inspection:
    """The live statements."""
    findings: list[Finding] = []
    needs: list[str] = []
    eobs = live_eobs(facts)
    for eob in eobs:
        gaps = _gaps(eob)
        if gaps is None:
            needs.append(f"the totals and every line of the statement from {name_of(eob)}")
        elif gaps:
            findings.append(_finding(eob, gaps))
    if not eobs:
        needs.append("an insurer's statement (EOB)")
    return _INQUIRY.answer(findings, needs)


@remembered
def _gaps(eob: Paper) -> list[_Gap] | None:
    """Totals that differ, the patient's share first; None when no total has all its lines."""
    compared = 0
    gaps: list[_Gap] = []
    for field, of_line, name, patients in _FIELDS:
        printed: Money | None = getattr(eob, field)
        if printed is None:
            continue
        amounts: list[Money] = [amount for line in eob.lines if (amount := getattr(line, of_line)) is not None]
        if not amounts or len(amounts) < len(eob.lines):
            continue
        compared += 1
        lines = sum([amount.cents for amount in amounts])
        if abs(printed.cents - lines) > ONE_CENT.cents and not _explained(eob, field, Money(printed.cents - lines)):
            gaps.append(_Gap(name, printed, Money(lines), patients))
    return gaps if compared else None


def _explained(eob: Paper, field: str, gap: Money) -> bool:
    """Another insurer's payment lowers the share below the lines; interest to the provider raises the payment."""
    other, interest = eob.other_insurance_paid, eob.interest
    if field == "patient_responsibility" and other:
        return abs(gap + other) <= ONE_CENT
    return field == "plan_paid" and bool(interest) and abs(gap - (interest or ZERO)) <= ONE_CENT


def _finding(eob: Paper, gaps: list[_Gap]) -> Finding:
    charges = next((gap for gap in gaps if gap.name == "Charges"), None)
    pages_missing = charges is not None and charges.printed > charges.lines
    pages = " Please check that all pages are here." if pages_missing else ""
    first = max(gaps, key=lambda gap: gap.weight)
    more = f" {len(gaps) - 1} more of its totals differ from the lines." if len(gaps) > 1 else ""
    return _INQUIRY.finding(
        "Lines and totals differ", f"{first.words} That is a difference of {abs(first.printed - first.lines)}.{more}{pages}",
        f"{first.words}{more}", certainty=Certainty.ASK if pages_missing else Certainty.SURE, documents=(eob.id,), at_stake=first.apart,
    )  # fmt: skip


CHECK: Check = _INQUIRY.check(inspect)
