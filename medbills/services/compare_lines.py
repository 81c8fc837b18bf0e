"""Lays the lines of a bill beside the insurer's lines, and says in words where the two papers differ."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medbills.domain.counting_once import kept_apart, superseded
from medbills.domain.facts import Facts
from medbills.domain.finding import LineRef
from medbills.domain.link import Relation
from medbills.domain.matching import BillMatch, match_of
from medbills.domain.matter import Matter
from medbills.domain.money import ONE_CENT, Money, total
from medbills.domain.paper import Line, Paper
from medbills.domain.receipts import paid_to
from medbills.domain.statements import charges_of
from medbills.domain.wording import month_day
from medbills.services.name_case import short_name

_FEW_LINES = 4  # a finding about more lines than this speaks of the bill, not of its rows
_DUPLICATE = "exact_duplicate_line"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """A line of the bill with its line of the statement; either may be missing. Blank on the paper is None here.

    `why` says how the row differs, and is empty where the papers agree. `match` says what ties the two lines, `score` how sure
    that is, 0 to 1; `parted` is the line that the user says is not this one.
    """

    service: str
    code: str = ""
    charge: Money | None = None
    allowed: Money | None = None
    plan_pays: Money | None = None
    you_owe: Money | None = None
    why: str = ""
    bill_line: LineRef | None = None
    eob_line: LineRef | None = None
    score: float = 0.0
    match: str = ""
    parted: LineRef | None = None

    @property
    def differs(self) -> bool:
        return bool(self.why)


@dataclass(frozen=True, slots=True)
class PaidBy:
    """A receipt that pays this bill: how sure that is, 0 to 1, and why."""

    receipt_id: str
    amount: Money
    date: datetime.date | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A bill beside the insurer's statements. `asked` stands apart where the bill asks another sum than its charges.

    `bill_head` and `eob_head` name the papers; `note` says what is missing to compare line by line, `match` what ties whole
    claims to the bill; `receipts` are what was paid to its account.
    """

    bill: Paper
    eobs: tuple[Paper, ...]
    bill_head: str
    eob_head: str
    rows: tuple[ComparedLine, ...]
    charges: Money | None
    allowed: Money | None
    plan_pays: Money | None
    you_owe: Money | None
    asked: Money | None
    note: str = ""
    match: str = ""
    receipts: tuple[PaidBy, ...] = ()

    @property
    def in_conflict(self) -> bool:
        """Whether the bill asks another sum than the insurer's statement leaves to the patient."""
        if self.asked is None or self.you_owe is None:
            return False
        return abs(self.asked - self.you_owe) > ONE_CENT


def compare_lines(matter: Matter, today: datetime.date) -> Comparison | None:
    """The bill of a case beside its statements; None where the case has no bill."""
    if matter.bill is None:
        return None
    facts = _facts(matter, today)
    found = match_of(facts, matter.bill.paper)
    if found is None:
        return None
    bill, eobs = found.bill, found.eobs
    return Comparison(
        bill=bill,
        eobs=eobs,
        bill_head=f"{_name(bill.issuer_name or bill.provider_name, 'The provider')}’s bill",
        eob_head=_eob_head(eobs),
        rows=tuple(_rows(matter, found)),
        charges=bill.total_billed or _sum_lines(bill.lines[index].billed for index in charges_of(bill)),
        allowed=_sum([eob.total_allowed for eob in eobs]),
        plan_pays=_sum([eob.plan_paid for eob in eobs]),
        you_owe=_sum([eob.patient_responsibility for eob in eobs]),
        asked=found.account.latest.amount_due,
        note=_note(found),
        match=found.reason,
        receipts=tuple(
            PaidBy(paid.document, paid.amount, paid.date, paid.score, paid.reason)
            for paid in paid_to(facts, found.account)
            if paid.document
        ),
    )


def _rows(matter: Matter, found: BillMatch) -> Iterator[ComparedLine]:
    bill = found.bill
    told, parted = _told_by_findings(matter, bill), _parted(matter, bill)
    for index in charges_of(bill):
        line = bill.lines[index]
        match = found.line_match(index)
        paid = match.remitted if match else None
        taken_apart = index in parted and match is None
        why = told.get(index) or ("You said it is not the same" if taken_apart else _difference(line, paid, found, index))
        yield ComparedLine(
            service=line.description or "Service", code=line.code or line.revenue_code or "", charge=line.billed,
            allowed=paid.allowed if paid else None, plan_pays=paid.plan_paid if paid else None, you_owe=paid.patient_owes if paid else None,
            why=why, bill_line=LineRef(bill.id, index), eob_line=LineRef(match.eob.id, match.eob_line) if match else None,
            score=match.score if match else 0.0, match=match.reason if match else "", parted=None if match else parted.get(index),
        )  # fmt: skip
    yield from _only_on_statement(found)


def _facts(matter: Matter, today: datetime.date) -> Facts:
    papers = tuple(kept.paper for kept in matter.counting)
    return Facts(today=today, papers=papers, apart=kept_apart(matter.links), superseded=superseded(matter.counting, matter.links))


def _parted(matter: Matter, bill: Paper) -> dict[int, LineRef]:
    """The line of the statement that the user took from a line of the bill, by the bill line's index."""
    return {
        link.line: LineRef(link.other_id, link.other_line)
        for link in matter.links
        if link.relation is Relation.SAME_LINE and link.paper_id == bill.id and link.line is not None and link.other_line is not None
    }


def _only_on_statement(found: BillMatch) -> Iterator[ComparedLine]:
    """Lines the insurer speaks of and the bill does not."""
    taken = {(match.eob.id, match.eob_line) for match in found.lines}
    for eob in found.eobs:
        for index in charges_of(eob):
            if (eob.id, index) in taken:
                continue
            line = eob.lines[index]
            yield ComparedLine(
                service=line.description or "Service", code=line.code or "", allowed=line.allowed, plan_pays=line.plan_paid,
                you_owe=line.patient_owes, why="" if found.claims else "Only on the statement", eob_line=LineRef(eob.id, index),
            )  # fmt: skip


def _told_by_findings(matter: Matter, bill: Paper) -> dict[int, str]:
    """What the findings say of single lines, by the line's index: the first of two copies is not the one in question."""
    told: dict[int, str] = {}
    charges = len(charges_of(bill))
    for kept in matter.in_question:
        lines = sorted(ref.line for ref in kept.finding.lines if ref.document == bill.id)
        if kept.finding.check == _DUPLICATE:
            for copy in lines[1:]:
                told[copy] = f"Same as line {lines[0] + 1}" if not bill.lines[copy].code else f"Same code and day as line {lines[0] + 1}"
        elif len(lines) <= _FEW_LINES and len(lines) < charges:
            for index in lines:
                told.setdefault(index, kept.finding.title)
    return told


def _difference(line: Line, paid: Line | None, found: BillMatch, index: int) -> str:
    if paid is None:
        if not found.lines:
            return ""
        return "Could be one of several lines" if index in found.ambiguous else "Not on the statement"
    if paid.paid_as_code and paid.paid_as_code != line.code:
        return f"Paid as code {paid.paid_as_code}"
    if line.patient_owes is not None and paid.patient_owes is not None and abs(line.patient_owes - paid.patient_owes) > ONE_CENT:
        return f"The bill asks {line.patient_owes} for it"
    if line.billed and paid.not_covered and paid.not_covered >= line.billed:
        return "The insurer refused this line"
    return ""


def _note(found: BillMatch) -> str:
    if not found.found:
        return "The insurer\N{RIGHT SINGLE QUOTATION MARK}s statement (EOB) is not here yet."
    if found.claims and not found.lines:
        return "The lines of the two papers do not pair. Compare the totals."
    return ""


def _eob_head(eobs: Sequence[Paper]) -> str:
    if not eobs:
        return ""
    days = sorted({eob.dated for eob in eobs if eob.dated})
    who = _name(eobs[0].payer_name or eobs[0].issuer_name, "The insurer")
    what = f"{who}’s statement (EOB)" if len(eobs) == 1 else f"{who}’s statements (EOBs)"
    return f"{what} of {month_day(days[-1])}" if len(days) == 1 else what


def _name(name: str | None, unknown: str) -> str:
    return short_name(name) or unknown


def _sum(amounts: Sequence[Money | None]) -> Money | None:
    """None where one of the papers does not print it: half a sum would mislead."""
    known = [amount for amount in amounts if amount is not None]
    return total(known) if known and len(known) == len(amounts) else None


def _sum_lines(amounts: Iterator[Money | None] | Sequence[Money | None]) -> Money | None:
    return _sum(list(amounts))
