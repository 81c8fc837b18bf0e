"""A dental plan that stops paying before its annual maximum is used up."""

from __future__ import annotations

from medbills.domain.dental import DentalLine, dental_of, on_eobs
from medbills.domain.dental_limits import toward_maximum
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ONE_CENT, ZERO, Money, total
from medbills.domain.plan import Dental
from medbills.domain.remittance import reasons

_MAXIMUM_REACHED = "119"  # reason code: the benefit maximum of the period is reached
_ASK = Inquiry(
    slug="dental_annual_maximum", number="J05", title="Annual maximum",
    sentence="Adds up what a dental plan paid in the year against its maximum.", severity=Severity.MEDIUM,
    question="Which payments did you count toward the annual maximum?",
    remedy="Please list the payments counted, and process the line again if some of the maximum is left.", letter="internal_appeal",
    authority="The plan document",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Lines cut with the reason "maximum reached", against what the plan paid earlier in the benefit year."""
    dental = dental_of(facts)
    lines = on_eobs(facts)
    if dental.annual_maximum is None or not lines:
        return _ASK.answer((), ["the dental plan's annual maximum, and its statements of the year"])
    cut = [line for line in lines if _MAXIMUM_REACHED in reasons(line.line) or _MAXIMUM_REACHED in (line.line.remark_codes or ())]
    findings: list[Finding] = []
    needs: list[str] = []
    for line in cut:
        expected = _expected(dental, line)
        if expected is None or line.line.plan_paid is None or line.day is None or line.paper.processed_date is None:
            needs.append(f"what the plan allows and paid for {line.code}, and the day it was processed")
            continue
        before = _paid_before(dental, lines, line)
        short = min(expected, max(ZERO, dental.annual_maximum - before)) - line.line.plan_paid
        if short > ONE_CENT:
            findings.append(_finding(line, dental.annual_maximum, before, expected, short))
    return _ASK.answer(findings, needs)


def _expected(dental: Dental, line: DentalLine) -> Money | None:
    """By the rate entered for the code; else what the printed shares of the patient leave of the allowed amount."""
    allowed = line.line.allowed
    if allowed is None:
        return None
    base = max(ZERO, allowed - (line.line.deductible or ZERO))
    rate = next((dental.rates[code] for code in (line.line.paid_as_code, line.code) if code and code in dental.rates), None)
    if rate is not None:
        return base.share(rate)
    if line.line.coinsurance is None and line.line.copay is None:
        return None
    return max(ZERO, base - (line.line.copay or ZERO) - (line.line.coinsurance or ZERO))


def _paid_before(dental: Dental, lines: tuple[DentalLine, ...], line: DentalLine) -> Money:
    """Payments of the same benefit year that were processed earlier, or stand higher on the same paper."""
    counted = toward_maximum(dental, lines, line.day) if line.day else ()
    return total(other.line.plan_paid or ZERO for other in counted if _earlier(other, line))


def _earlier(other: DentalLine, line: DentalLine) -> bool:
    if other.paper.id == line.paper.id:
        return other.index < line.index
    processed, now = other.paper.processed_date, line.paper.processed_date
    return processed is None or now is None or processed < now


def _finding(line: DentalLine, maximum: Money, before: Money, expected: Money, short: Money) -> Finding:
    words = (
        f"The plan's maximum is entered as {maximum}. Its papers here show {before} paid before. "
        f"For {line.code}, {expected} was expected and {line.line.plan_paid} was paid."
    )
    return _ASK.finding(
        "Maximum may not be used up", f"{words} Papers of other payments may be missing here.", words, certainty=Certainty.ASK,
        lines=(line.ref,), at_stake=short,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
