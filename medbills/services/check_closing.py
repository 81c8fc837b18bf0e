"""What has to be on file before a case is closed: the paper that says zero, the refund, the last statement, the credit report."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from medbills.domain.case import KeptPaper
from medbills.domain.changes import Changes
from medbills.domain.closing import ClosingItem, ClosingLine, ClosingWord
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind
from medbills.domain.refund import Refund
from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.services.case_kinds import kind_of
from medbills.services.letter_facts import paper_words
from medbills.store import Vault

LEAST_REASON = 10  # characters of a written reason
_ASKS = (Kind.BILL, Kind.ITEMIZED_BILL, Kind.COLLECTION_NOTICE)


def closing_list(vault: Vault, matter: Matter) -> tuple[ClosingLine, ...]:
    """The items of one case, each with the paper that settles it or the user's word that it does not apply."""
    words = {word.item: word for word in vault.closing_words.of_case(matter.id)}
    refunds = vault.refunds.of_case(matter.id)
    lines = (*_zero(matter), *_refunds(refunds, matter), *_final_eob(matter), *_credit(matter), *_aid(matter))
    return tuple(_with_word(line, words.get(line.item)) for line in lines)


def set_aside(vault: Vault, case_id: str, item: ClosingItem, reason: str, *, today: datetime.date) -> Changes:
    """Keeps the user's reason why an item does not apply; it stays in the history. An empty one takes it back.

    Raises UnusableInput for a reason of a word or two.
    """
    reason = " ".join(reason.split())
    word = ClosingWord(case_id=case_id, item=item, reason=reason, told_on=today)
    if reason and len(reason) < LEAST_REASON:
        raise UnusableInput("This reason is too short. Write a sentence, like: The hospital forgave the rest.")
    with vault.change(f"Said of closing: {reason}" if reason else "Took back a word on closing") as change:
        if reason:
            change.closing_words.put(word)
        elif vault.closing_words.get(word.id):
            change.closing_words.remove(word.id)
    return change.changes


def missing_of(lines: Sequence[ClosingLine]) -> tuple[ClosingLine, ...]:
    """What keeps the case open."""
    return tuple(line for line in lines if not line.settled)


def _with_word(line: ClosingLine, word: ClosingWord | None) -> ClosingLine:
    if word is None or line.proof:
        return line
    return ClosingLine(item=line.item, what=line.what, why=line.why, letter=line.letter, reason=word.reason)


def _zero(matter: Matter) -> Iterator[ClosingLine]:
    """A paper that asks for nothing any more, not older than the last one that asked for something."""
    asking = [kept for kept in matter.of_kind(*_ASKS) if kept.paper.amount_due]
    if not asking and matter.bill is None:
        return
    last = max((kept.paper.dated or datetime.date.min for kept in asking), default=datetime.date.min)
    proof = _newest(kept for kept in matter.counting if _says_zero(kept) and (kept.paper.dated or datetime.date.min) >= last)
    yield _line(
        ClosingItem.ZERO_BALANCE, "A paper that says you owe nothing", "Without it the same bill can come back.", proof,
        letter="zero_balance_confirmation",
    )  # fmt: skip


def _says_zero(kept: KeptPaper) -> bool:
    return kept.paper.amount_due is not None and not kept.paper.amount_due.cents


def _refunds(refunds: Sequence[Refund], matter: Matter) -> Iterator[ClosingLine]:
    """What is expected; a case about money back needs one that came."""
    for_all = not refunds or any(refund.received_on is None for refund in refunds)
    if not refunds and ClosingItem.REFUND not in kind_of(matter).closes:
        return
    what, why = "The refund you wait for", "Money that should come back is not here yet."
    if for_all:
        yield ClosingLine(item=ClosingItem.REFUND, what=what, why=why, letter="refund_request")
        return
    last = max(refund.received_on for refund in refunds if refund.received_on)
    yield ClosingLine(item=ClosingItem.REFUND, what=what, why=why, proof=f"Came on {long_day(last)}")


def _final_eob(matter: Matter) -> Iterator[ClosingLine]:
    """The insurer's last word: a statement, and after a refusal one that came later."""
    denied = matter.latest(Kind.DENIAL_LETTER)
    wanted = ClosingItem.FINAL_EOB in kind_of(matter).closes
    if denied is None and matter.eob is None and not matter.owed.waiting and not wanted:
        return
    after = denied.paper.dated or datetime.date.min if denied else datetime.date.min
    kinds = (Kind.EOB, Kind.MEDICARE_SUMMARY_NOTICE, *((Kind.DENIAL_LETTER,) if denied else ()))
    proof = _newest(
        kept for kept in matter.of_kind(*kinds)
        if (kept.paper.dated or datetime.date.min) > after or (denied is None and kept.paper.is_eob)
    )
    yield _line(
        ClosingItem.FINAL_EOB, "The insurer’s last statement (EOB)", "It shows what the plan left to you.", proof,
        letter="late_answer_insurer" if denied else "claim_not_filed_request",
    )  # fmt: skip


def _credit(matter: Matter) -> Iterator[ClosingLine]:
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    if notice is None:
        return
    after = notice.paper.dated or datetime.date.min
    proof = _newest(kept for kept in matter.of_kind(Kind.CREDIT_REPORT) if (kept.paper.dated or datetime.date.min) > after)
    yield _line(
        ClosingItem.CREDIT_CHECK, "A credit report from after the collector",
        "Get your free report. Look whether the account is gone.", proof, letter="credit_bureau_dispute",
    )  # fmt: skip


def _aid(matter: Matter) -> Iterator[ClosingLine]:
    """The hospital's answer, in a case about financial help."""
    if ClosingItem.AID_DECISION not in kind_of(matter).closes:
        return
    proof = matter.latest(Kind.ASSISTANCE_DECISION)
    yield _line(
        ClosingItem.AID_DECISION, "The answer about financial help", "It says what is forgiven and what is left.", proof,
        letter="financial_assistance_cover",
    )  # fmt: skip


def _newest(found: Iterator[KeptPaper]) -> KeptPaper | None:
    return max(found, key=lambda kept: kept.paper.dated or datetime.date.min, default=None)


def _line(item: ClosingItem, what: str, why: str, proof: KeptPaper | None, *, letter: str) -> ClosingLine:
    if proof is None:
        return ClosingLine(item=item, what=what, why=why, letter=letter)
    return ClosingLine(item=item, what=what, why=why, proof=paper_words(proof), paper_id=proof.id)
