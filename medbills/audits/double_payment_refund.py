"""Money back: paid above the share that the insurer leaves, or the same amount paid twice."""

from __future__ import annotations

from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry, weakest
from medbills.domain.matching import bill_matches
from medbills.domain.money import ONE_CENT, ZERO, Money, total
from medbills.domain.overpaid import DeskPayments, desk_payments, owed_before, paid_in_all, twins
from medbills.domain.paper import Paper
from medbills.domain.receipts import Paid, paid_to
from medbills.domain.shares import CappedShare, NotComparable, capped_share, name_of, statement_words
from medbills.domain.statements import Account, accounts_of
from medbills.domain.wording import long_day

_INQUIRY = Inquiry(
    slug="double_payment_refund", number="C06", title="Paid above your share",
    sentence="Compares what you paid with what your insurer says you owe.", severity=Severity.HIGH,
    question="Was this money kept for another service, or is it a credit?", remedy="Please refund it to the person who paid it.",
    letter="refund_request", authority="State refund laws vary; Medicare, 42 CFR 489.40 to 489.42; PHS Act section 2799B-9(b)",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each bill with its payments, and payments at the desk without a bill."""
    findings: list[Finding] = []
    needs: list[str] = []
    for found in bill_matches(facts):
        paid = paid_in_all(facts, found.account)
        answer = capped_share(facts, found)
        if paid is None:
            needs.append(f"a receipt, or what you paid {name_of(found.account.latest)}")
        elif isinstance(answer, NotComparable):
            needs.append(answer.needs)
        else:
            findings += _above_share(facts, answer, paid)
    refunds = {document for finding in findings for document in finding.documents}
    findings += [found for account in accounts_of(facts) if account.latest.id not in refunds for found in _twice(facts, account)]
    desk = list(desk_payments(facts))
    findings += [found for one in desk for found in _at_desk(one)]
    if not facts.bills and not desk:
        needs.append("a payment, and the insurer's statement (EOB) for the same care")
    return _INQUIRY.answer(findings, needs)


def _above_share(facts: Facts, answer: CappedShare, paid: Money) -> list[Finding]:
    """`share` is all that the insurer that processed last leaves; a credit the bill shows has a check of its own."""
    bill, net = answer.found.account.latest, paid - answer.share
    if net <= ONE_CENT or (bill.amount_due is not None and bill.amount_due <= ONE_CENT - net):
        return []
    older = any(part is not None and part > ZERO for part in (bill.previous_balance, bill.interest, bill.fees))
    known = paid_to(facts, answer.found.account)
    loose = Certainty.ASK if older else Certainty.LIKELY if any(payment.score < 1.0 for payment in known) else Certainty.SURE
    eobs = answer.found.eobs
    papers = (bill.id, *(eob.id for eob in eobs), *(payment.document for payment in known if payment.document))
    return [_refund(net, paid, answer.share, eobs, papers, weakest(answer.certainty, loose))]


def _at_desk(desk: DeskPayments) -> list[Finding]:
    """Without a bill, only in network does the insurer's figure bind the provider."""
    paid = Money(sum(payment.amount.cents for payment in desk.payments))
    if desk.share is None or paid - desk.share <= ONE_CENT or any(eob.network_status != "in" for eob in desk.eobs):
        return []
    papers = (*(eob.id for eob in desk.eobs), *(payment.document for payment in desk.payments if payment.document))
    return [_refund(paid - desk.share, paid, desk.share, desk.eobs, papers, Certainty.LIKELY)]


def _refund(
    net: Money, paid: Money, share: Money, eobs: tuple[Paper, ...], papers: tuple[str, ...], certainty: Certainty
) -> Finding:  # fmt: skip
    named = statement_words(eobs)
    lists = "list" if named.endswith("statements") else "lists"
    return _INQUIRY.finding(
        "Refund may be due", f"You paid {paid}. Your insurer's paper says your share is {share}. It is worth asking for {net} back.",
        f"The patient paid {paid}. {named} {lists} {share} as the patient's share.", certainty=certainty, documents=papers, at_stake=net,
        remedy=f"Please refund {net} to the person who paid it.",
    )  # fmt: skip


def _twice(facts: Facts, account: Account) -> list[Finding]:
    """Instalments are normal: only where less than both payments was due."""
    known = paid_to(facts, account)
    owed = [owed_before(paper, known) for paper in account.papers if paper.amount_due is not None]
    if not owed:
        return []
    due = max(*owed, ZERO)
    came_back = -total(paid.amount for paid in known if paid.amount < ZERO)
    for first, second in twins(known):
        if due < first.amount + second.amount - came_back - ONE_CENT:
            return [_double(account.latest, first, second, due, came_back)]
    return []


def _double(bill: Paper, first: Paid, second: Paid, due: Money, came_back: Money) -> Finding:
    days = [long_day(paid.date) for paid in (first, second) if paid.date]
    reason = f"{first.amount} was paid on {days[0]}, and again on {days[1]}. The most the papers ask is {due}."
    told = not (first.document and second.document)
    return _INQUIRY.finding(
        "Paid twice, it seems", f"{reason} This may have a good explanation; it is worth asking.", reason,
        certainty=Certainty.ASK if told else Certainty.LIKELY, at_stake=min(first.amount, first.amount + second.amount - came_back - due),
        documents=(bill.id, *(paid.document for paid in (first, second) if paid.document)),
    )  # fmt: skip


CHECK: Check = _INQUIRY.check(inspect)
