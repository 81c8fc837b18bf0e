"""A line for care that the patient says did not happen."""

from __future__ import annotations

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ZERO
from medbills.domain.paper import Paper

_ASK = Inquiry(
    slug="service_not_received", number="G07", title="Care that did not happen",
    sentence="Takes up the lines you marked as not done.", severity=Severity.MEDIUM,
    question="Which record shows that this was done?",
    remedy="Please send the record that shows it was done, or take the line off.", letter="billing_dispute",
    authority="Access to medical and billing records under 45 CFR 164.524",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Lines of bills that the user marked."""
    marks = [mark for mark in facts.context.marked_lines if mark.happened is not None]
    if not marks:
        return _ASK.answer((), ["a mark on the lines that were done or not done"])
    bills = {bill.id: bill for bill in facts.bills}
    wrong = {(mark.document, mark.line) for mark in marks if not mark.happened}
    return _ASK.answer(
        _finding(bills[document], at) for document, at in sorted(wrong) if document in bills and 0 <= at < len(bills[document].lines)
    )


def _finding(bill: Paper, at: int) -> Finding:
    line = bill.lines[at]
    words = f"Line {at + 1} of the bill is {line.description or line.code or 'a charge'}, at {line.billed or ZERO}."
    return _ASK.finding(
        "Care that may not have happened", f"{words} You marked it as not done.", f"{words} By the patient's account it was not done.",
        certainty=Certainty.ASK, lines=(LineRef(bill.id, at),), at_stake=max(ZERO, line.billed or ZERO),
    )  # fmt: skip


CHECK = _ASK.check(inspect)
