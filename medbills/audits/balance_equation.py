"""The bill's own figures do not lead to the amount it asks for."""

from __future__ import annotations

import datetime

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, NotChecked, Severity
from medbills.domain.money import ONE_CENT, ZERO, Money, total
from medbills.domain.paper import Paper
from medbills.domain.remembered import remembered
from medbills.domain.shares import name_of
from medbills.domain.statements import accounts_of

SLUG = "balance_equation"
_AUTHORITY = "Billing practice; access to billing records under 45 CFR 164.524"
_CHECKED = datetime.date(2026, 11, 21)


def inspect(facts: Facts) -> Inspection:
    """The latest statement of each account."""
    findings: list[Finding] = []
    needs: list[str] = []
    for account in accounts_of(facts):
        answer = _compare(account.latest)
        if isinstance(answer, str):
            needs.append(answer)
        elif answer:
            findings.append(answer)
    if not facts.bills:
        needs.append("a bill")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


@remembered
def _compare(bill: Paper) -> Finding | str | None:
    if bill.total_billed is None or bill.amount_due is None:
        what = "total charges" if bill.total_billed is None else "amount due"
        return f"the {what} on the bill from {name_of(bill)}"
    expected = _expected(bill)
    above = bill.amount_due - expected
    if abs(above) <= ONE_CENT or _usual_layout(bill, above):
        return None
    credits_ = (bill.total_adjustments, bill.plan_paid, bill.patient_paid)
    if above.cents < 0 and None in credits_:
        return f"the discounts and payments that the bill from {name_of(bill)} does not print"
    blank = None in (*credits_, bill.previous_balance) or (bill.interest is None and bill.fees is None)
    return Finding(
        check=SLUG, severity=Severity.HIGH if above.cents > 0 else Severity.LOW,
        title="Amount due does not add up" if above.cents > 0 else "Amount due is lower",
        explanation=f"{_words(bill, 'you')} That leaves {expected}. The bill asks for {bill.amount_due}. The difference is {abs(above)}.",
        amount_at_stake=max(ZERO, above), documents=(bill.id,), certainty=Certainty.ASK if blank else Certainty.SURE,
        question="How was the amount due worked out? Please send the account ledger.",
        remedy="Please send the account ledger, and a corrected bill if it changes.", letter="billing_dispute",
        authority=_AUTHORITY, checked_on=_CHECKED,
        reason=f"{_words(bill, 'the patient')} That leaves {expected}. The bill asks for {bill.amount_due}.",
    )  # fmt: skip


def _expected(bill: Paper) -> Money:
    """What the printed figures leave; blanks count as 0 here."""
    added = total(part for part in (bill.total_billed, bill.interest, bill.fees, bill.previous_balance) if part is not None)
    return added - total(part for part in (bill.patient_paid, bill.plan_paid) if part is not None) - abs(bill.total_adjustments or ZERO)


def _usual_layout(bill: Paper, above: Money) -> bool:
    """Whether the bill adds up as many do: older balance inside the total, discount and payment printed as one sum,
    or an amount due that is only this month's instalment. `above` is what it asks beyond its own sum."""
    if bill.instalment_due is not None and bill.instalment_due == bill.amount_due:
        return True
    older = (bill.previous_balance or ZERO).cents
    off = ((bill.plan_paid or ZERO).cents, abs(bill.total_adjustments or ZERO).cents)
    return any(abs(above.cents + inside - twice) <= ONE_CENT.cents for inside in (0, older) for twice in (0, *off))


def _words(bill: Paper, patient: str) -> str:
    """The sum as the bill prints it; `patient` is how the reader of these words calls the one who paid."""
    off = (("discount", bill.total_adjustments), ("insurance paid", bill.plan_paid), (f"{patient} paid", bill.patient_paid))
    steps = [f"less {amount} {word}" for word, amount in off if amount]
    steps += [
        f"plus {amount} {word}"
        for word, amount in (("from before", bill.previous_balance), ("interest", bill.interest), ("fees", bill.fees))
        if amount
    ]
    return f"Charges are {bill.total_billed}{''.join(', ' + step for step in steps)}."


CHECK = Check(
    slug=SLUG, number="B03", title="The bill's own sum", sentence="Works out the amount due from the bill's own figures.",
    severity=Severity.HIGH, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
