"""Knows whom a packet is for and what it asks: a collector, an insurer that refused, the insurer of the latest letter, or the biller."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from medbills.domain.case import KeptPaper
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter
from medbills.domain.paper import Kind, Paper
from medbills.services.letter_facts import usual_name


@dataclass(frozen=True, slots=True)
class Aim:
    """`main` is the paper that the packet answers. `asks` is one sentence for its reader."""

    main: Paper
    title: str
    recipient: str  # name and address, a line each
    asks: str


_CORRECT = "Request to correct a bill"
# Letters to an insurer about a claim that it did not refuse: the packet's title, and what it asks.
_OF_LETTERS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "directory_error_claim": ("Request for in-network terms", "Please process this claim again with in-network cost sharing."),
    "network_gap_exception": ("Request for in-network terms", "Please treat this care as in network, as the network has nobody for it."),
    "alternate_benefit_review_patient": ("Request to review a claim", "Please review how this claim was paid, and explain it in writing."),
    "internal_appeal": ("Appeal to the insurer", "Please change the decision, and pay for this care."),
    "expedited_appeal": ("Appeal to the insurer", "Please change the decision, and pay for this care."),
    "second_level_or_continuation_appeal": ("Appeal to the insurer", "Please change the decision, and pay for this care."),
})  # fmt: skip


def aim_of(matter: Matter, chosen: Sequence[KeptPaper]) -> Aim:
    """A collector's notice goes before a refusal before the letter written last before the bill, also when a paper is left out."""
    notice, denied = matter.latest(Kind.COLLECTION_NOTICE), matter.latest(Kind.DENIAL_LETTER)
    if notice is not None:
        asks = "Please verify this debt, and stop collecting until you have answered. I do not agree that any amount is due."
        return Aim(notice.paper, "Request to verify a debt", _biller(matter, notice.paper), asks)
    if denied is not None:
        asks = "Please change the decision and approve the care that the doctor asked for."
        return Aim(denied.paper, "Appeal of a refusal", _insurer(matter, denied.paper), asks)
    letter = max(matter.letters, key=_written, default=None)
    if letter is not None and letter.slug in _OF_LETTERS and matter.eob is not None:
        title, asks = _OF_LETTERS[letter.slug]
        return Aim(matter.eob.paper, title, _insurer(matter, matter.eob.paper), asks)
    main = next((kept.paper for kept in chosen if kept.paper.is_bill), chosen[0].paper)
    return Aim(main, _CORRECT, _biller(matter, main), _correction(matter, main))


def _written(letter: Letter) -> datetime.date:
    return letter.sent_on or letter.written_on or datetime.date.min


def _insurer(matter: Matter, main: Paper) -> str:
    address = main.payer_address or (matter.plan.payer_address if matter.plan else "")
    return "\n".join(part for part in (main.payer_name or main.issuer_name, address) if part)


def _biller(matter: Matter, main: Paper) -> str:
    name = usual_name(matter, main.issuer_name or main.provider_name) or (matter.provider.name if matter.provider else "")
    address = (matter.provider.address if matter.provider else "") or main.provider_address or ""
    return "\n".join(part for part in (name, address) if part)


def _correction(matter: Matter, main: Paper) -> str:
    stake = matter.at_stake
    if stake and main.amount_due is not None and matter.is_worked_out:
        left = main.amount_due - stake
        return f"Please correct the balance from {main.amount_due} to {left}, and send a corrected bill."
    return "Please review this account and explain each line in writing."
