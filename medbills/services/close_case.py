"""Closes a case, and counts what was saved: only what a paper or a refund on file proves."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from medbills.domain.case import Stage
from medbills.domain.changes import Changes
from medbills.domain.matter import Matter
from medbills.domain.money import ZERO, Money, total
from medbills.domain.paper import Paper
from medbills.domain.payment import Payment
from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.services.check_closing import closing_list, missing_of
from medbills.services.letter_facts import paper_words
from medbills.services.load_matters import load_matter
from medbills.store import Vault


@dataclass(frozen=True, slots=True)
class Saved:
    """Money that need not be paid any more, or came back, with the paper that proves it."""

    amount: Money
    proof: str


def close_case(vault: Vault, case_id: str, *, today: datetime.date) -> Changes:
    """Marks a case as settled, with what the papers prove was saved.

    Raises UnusableInput while something of its closing list is neither on file nor set aside with a reason.
    """
    matter = load_matter(vault, case_id, today=today)
    missing = missing_of(closing_list(vault, matter))
    if missing:
        told = ". ".join(line.what for line in missing)
        raise UnusableInput(f"This case stays open. Still missing: {told}. Add that paper, or say why it does not apply.")
    saved = proven_savings(matter)
    with vault.change(f"Closed the case: {matter.case.title}") as change:
        change.cases.update(
            dataclasses.replace(matter.case, closed_on=today, stage=Stage.SETTLED, saved=saved.amount or None, saved_proof=saved.proof)
        )
    return change.changes


def proven_savings(matter: Matter) -> Saved:
    """What later statements of the same account ask less than the first one, and what was refunded."""
    bills = [kept for kept in matter.papers if kept.paper.is_bill and kept.paper.amount_due is not None]
    amount, proofs = ZERO, []
    if len(bills) > 1:
        first, last = bills[0].paper, bills[-1].paper
        same = first.account_number is None or first.account_number == last.account_number
        paid_between = max((last.patient_paid or ZERO) - (first.patient_paid or ZERO), _paid_between(matter, first, last))
        if same and first.amount_due is not None and last.amount_due is not None:
            less = first.amount_due - last.amount_due - paid_between
            if less.cents > 0:
                amount, proofs = less, [paper_words(bills[-1])]
    for payment in matter.payments:
        if payment.amount.cents < 0 and payment.document_id:
            amount, proofs = amount - payment.amount, [*proofs, _proof(matter, payment)]
    return Saved(amount, ", ".join(proof for proof in proofs if proof))


def _paid_between(matter: Matter, first: Paper, last: Paper) -> Money:
    """What the family paid from the first statement to the last: a statement that asks less because of it saved nothing."""
    start, end = first.dated or datetime.date.min, last.dated or datetime.date.max
    return total(payment.amount for payment in matter.payments if payment.amount.cents > 0 and start <= payment.date <= end)


def _proof(matter: Matter, payment: Payment) -> str:
    """The refund's paper by its name and day."""
    paper = next((kept for kept in matter.papers if kept.document_id == payment.document_id), None)
    if not payment.proof:
        return paper_words(paper) if paper else ""
    return f"{payment.proof} of {long_day(paper.paper.dated)}" if paper and paper.paper.dated else payment.proof
