"""Puts into a sentence how papers are tied to each other, and keeps the user's word on it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from medbills.domain.case import KeptPaper
from medbills.domain.changes import Changes
from medbills.domain.finding import LineRef
from medbills.domain.link import FOUND, ONE_OF_TWO, Link, LinkState, Relation
from medbills.domain.paper import Kind
from medbills.domain.wording import long_day
from medbills.errors import IN_HISTORY, UnusableInput
from medbills.services.audit_cases import audit_cases
from medbills.store import Change, Vault

_WHAT = {
    Kind.BILL: "bill", Kind.ITEMIZED_BILL: "itemized bill", Kind.EOB: "insurer’s statement",
    Kind.MEDICARE_SUMMARY_NOTICE: "Medicare notice",
    Kind.COLLECTION_NOTICE: "collector’s letter", Kind.DENIAL_LETTER: "refusal letter", Kind.GOOD_FAITH_ESTIMATE: "cost estimate",
    Kind.RECEIPT: "receipt",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A link as one paper sees it: a quiet sentence, why, and the words of the answers that are open.

    `same` and `apart` are empty where that answer was given already, or makes no sense.
    """

    link: Link
    other: KeptPaper
    says: str
    why: str
    same: str = ""
    apart: str = ""


def answer_link(vault: Vault, link_id: str, state: LinkState, *, today: datetime.date) -> Changes:
    """Keeps what the user says of two papers, and checks their cases anew. Raises UnusableInput when the link is gone."""
    link = vault.links.get(link_id)
    if link is None:
        raise UnusableInput(
            "One of the two papers was removed or changed. "
            "Nothing was changed here. Open the paper again to see what is asked now."
        )  # fmt: skip
    same = state is LinkState.CONFIRMED
    with vault.change("Said that two papers are one" if same else "Kept two papers apart") as change:
        change.links.put(replace(link, state=state))
        _check(vault, change, link, today)
    return change.changes


def part_lines(vault: Vault, bill: LineRef, eob: LineRef, *, today: datetime.date, apart: bool = True) -> Changes:
    """Keeps that a line of a bill is not the insurer's line it was matched with; `apart` False takes that back."""
    link = Link(
        paper_id=bill.document, other_id=eob.document, relation=Relation.SAME_LINE, score=0.0, reason="You said so.",
        state=LinkState.REJECTED, line=bill.line, other_line=eob.line,
    )  # fmt: skip
    return _part(vault, link, "Took two lines apart" if apart else "Matched two lines again", apart, today)


def part_receipt(vault: Vault, receipt_id: str, bill_id: str, *, today: datetime.date, apart: bool = True) -> Changes:
    """Keeps that a receipt does not pay a bill; `apart` False takes that back."""
    link = Link(
        paper_id=receipt_id, other_id=bill_id, relation=Relation.PAYS, score=0.0, reason="You said so.", state=LinkState.REJECTED
    )
    return _part(vault, link, "Took a receipt from a bill" if apart else "Tied a receipt to a bill again", apart, today)


def kin_of(papers: Sequence[KeptPaper], links: Sequence[Link]) -> Mapping[str, tuple[Kin, ...]]:
    """What to say beside each paper, by its id, the surest first; of an account's earlier statements only the last."""
    by_id = {kept.id: kept for kept in papers}
    found: dict[str, list[Kin]] = defaultdict(list)
    for link in links:
        paper, other = by_id.get(link.paper_id), by_id.get(link.other_id)
        if paper and other and link.relation in FOUND and link.state is not LinkState.REJECTED:
            found[paper.id].append(_kin(link, other))
    return {paper_id: _worth_saying(kin) for paper_id, kin in found.items()}


def _part(vault: Vault, link: Link, what: str, apart: bool, today: datetime.date) -> Changes:
    if vault.papers.get(link.paper_id) is None or vault.papers.get(link.other_id) is None:
        raise UnusableInput(f"One of the two papers was removed. Nothing was changed here. {IN_HISTORY}")
    with vault.change(what) as change:
        if apart:
            change.links.put(link)
        elif vault.links.get(link.id):
            change.links.remove(link.id)
        _check(vault, change, link, today)
    return change.changes


def _check(vault: Vault, change: Change, link: Link, today: datetime.date) -> None:
    people = {kept.person_id for paper_id in (link.paper_id, link.other_id) if (kept := vault.papers.get(paper_id)) and kept.case_id}
    for person_id in sorted(people, key=str):
        audit_cases(vault, change, today=today, person_id=person_id)


def _worth_saying(kin: Sequence[Kin]) -> tuple[Kin, ...]:
    twins = [one for one in kin if one.link.relation in ONE_OF_TWO]
    if twins:
        return (max(twins, key=lambda one: (one.link.state is LinkState.CONFIRMED, one.link.score)),)
    last: dict[Relation, Kin] = {}
    for one in sorted(kin, key=lambda one: one.other.paper.dated or datetime.date.min):
        last[one.link.relation] = one
    return tuple(last.values())


def _kin(link: Link, other: KeptPaper) -> Kin:
    what = _named(other, added=link.relation is Relation.SAME_PAPER)
    if link.relation not in ONE_OF_TWO:
        corrects = link.relation is Relation.CORRECTED_CLAIM
        says = f"Corrects {what}." if corrects else f"A later statement than {what}. The newest one counts."
        return Kin(link=link, other=other, says=says, why=link.reason, apart="It does not" if corrects else "Another account")
    confirmed = link.state is LinkState.CONFIRMED
    if link.relation is Relation.SAME_CLAIM:
        says = f"The same claim as {what}. It counts once." if link.counts else f"May be the same claim as {what}."
    else:
        says = f"The same as {what}. It counts once." if link.counts else f"Looks like {what}."
    return Kin(link=link, other=other, says=says, why=link.reason, same="" if confirmed else "It is the same", apart="Keep both")


def _named(other: KeptPaper, *, added: bool) -> str:
    """ "the bill of May 2, 2026"; "the bill you added on May 2, 2026" where the paper's own day tells nothing."""
    what = _WHAT.get(other.paper.kind, "paper")
    if other.paper.dated and not (added and other.kept_at):
        return f"the {what} of {long_day(other.paper.dated)}"
    return f"the {what} you added on {long_day(other.kept_at.date())}" if other.kept_at else f"another {what}"
