"""An in-network dentist who keeps more for a line than the plan's fee."""

from __future__ import annotations

from medbills.domain.dental import DentalLine, dental_of, on_eobs
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.matching import BillMatch, matches_with_eob
from medbills.domain.money import ONE_CENT, ZERO, Money
from medbills.domain.shares import asked_now, name_of
from medbills.domain.statements import charges_of

_ASK = Inquiry(
    slug="dental_contract_writeoff", number="J10", title="Network dentist's fee",
    sentence="Compares what a network dentist gets in all with the plan's fee.", severity=Severity.HIGH,
    question="Does your contract limit this service to the plan's fee?",
    remedy="Please take off what is above the plan's fee, or show why it may be billed.", letter="dental_balance_contract_question",
    authority="The dentist's contract with the plan; state laws on network fees",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """In-network lines with an entered fee. A line paid as a cheaper treatment has its own check."""
    fees = dental_of(facts).network_fees
    inside = [line for line in on_eobs(facts) if line.paper.network_status == "in"]
    if not inside or not fees:
        return _ASK.answer((), ["a statement for a network dentist, and the plan's fees"])
    if facts.context.fees_agreed:
        return _ASK.answer(())
    findings: list[Finding] = []
    needs: list[str] = []
    for line in (line for line in inside if not line.downgraded):
        fee = fees.get(line.code)
        if fee is None:
            needs.append(f"the plan's fee for {line.code}")
        elif not _uncovered(line):
            answer = _compare(facts, line, fee)
            if isinstance(answer, str):
                needs.append(answer)
            elif answer:
                findings.append(answer)
    return _ASK.answer(findings, needs)


def _uncovered(line: DentalLine) -> bool:
    """A service the plan does not cover at all: state law may free the dentist from the fee list."""
    return line.line.allowed == ZERO or (line.line.billed is not None and line.line.not_covered == line.line.billed)


def _compare(facts: Facts, line: DentalLine, fee: Money) -> Finding | str | None:
    if line.line.plan_paid is None:
        return f"what the plan paid for {line.code}"
    asked = _asked(facts, line)
    if asked is None:
        return f"the amount asked for {line.code} on the bill from {name_of(line.paper)}"
    amount, found, at = asked
    above = amount + line.line.plan_paid - fee
    if above <= ONE_CENT:
        return None
    words = f"The plan paid {line.line.plan_paid} for {line.code}. The bill asks {amount}. The plan's fee is entered as {fee}."
    bill = found.bill if at is not None else found.account.latest
    refs = (LineRef(bill.id, at), line.ref) if at is not None else (line.ref,)
    return _ASK.finding(
        "Dentist above the plan's fee", f"{words} That is {above} above it.", words, certainty=Certainty.LIKELY, lines=refs,
        documents=(bill.id,), at_stake=above,
    )  # fmt: skip


def _asked(facts: Facts, line: DentalLine) -> tuple[Money, BillMatch, int | None] | None:
    """What the bill asks and got from the patient: the line's own balance, or the amount due of a bill with this line only."""
    for found in matches_with_eob(facts, line.paper):
        match = next((match for match in found.lines if match.eob.id == line.paper.id and match.eob_line == line.index), None)
        if match is None:
            continue
        own = found.bill.lines[match.line]
        if own.patient_owes is not None:
            return own.patient_owes + (own.patient_paid or ZERO), found, match.line
        due = asked_now(found.account.latest)
        if due is not None and len(charges_of(found.bill)) == 1:
            return due + (found.account.latest.patient_paid or ZERO), found, match.line
    return None


CHECK = _ASK.check(inspect)
