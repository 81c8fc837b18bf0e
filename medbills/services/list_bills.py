"""Lists the bills: who asks, for what care, how much, and what the insurer says of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from medbills.domain.case import Stage
from medbills.domain.finding import KeptFinding
from medbills.domain.matter import Matter
from medbills.domain.money import ZERO, Money, total
from medbills.domain.paper import Kind, Paper
from medbills.domain.statements import care_days
from medbills.domain.wording import month_day, short_day


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRow:
    """One bill as the list and the head of its page show it. `day` is the first day of the care."""

    case_id: str
    provider: str
    care: str
    who: str
    day: datetime.date | None
    account: str
    paper: str  # "itemized bill of October 30"
    asks: Money | None
    insurer_says: Money | None
    in_question: Money
    stage: Stage
    settled: bool


def list_bills(matters: Iterable[Matter]) -> tuple[BillRow, ...]:
    """Every case with a bill, open ones first, the latest care first."""
    rows = [row for matter in matters if (row := bill_row(matter))]
    return tuple(sorted(rows, key=lambda row: (row.settled, -(row.day or datetime.date.min).toordinal(), row.case_id)))


def bill_row(matter: Matter) -> BillRow | None:
    """The bill of one case; a collector's letter counts as the bill of a case that was placed with one."""
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    asking = notice or matter.bill
    if asking is None:
        return None
    paper = asking.paper
    eob = matter.eob.paper if matter.eob else None
    days = care_days(matter.bill.paper) if matter.bill else None
    days = days or (care_days(eob) if eob else None)
    return BillRow(
        case_id=matter.id,
        provider=matter.provider.name if matter.provider else _sender(paper) or matter.case.title,
        care=matter.case.title.split(" at ")[0],
        who=matter.person.short if matter.person else "",
        day=days[0] if days else paper.dated,
        account=paper.account_number or paper.reference_number or "",
        paper=_paper_words(paper),
        asks=paper.amount_due,
        insurer_says=eob.patient_responsibility if eob else None,
        in_question=total(kept.counted for kept in matter.in_question) if not matter.case.closed_on else ZERO,
        stage=matter.case.stage,
        settled=matter.case.closed_on is not None,
    )


def stage_days(matter: Matter, today: datetime.date) -> tuple[str, ...]:
    """When each stage was reached, in words, as far as a paper shows it; in the order of the stages."""
    bills = [kept.paper for kept in matter.papers if kept.paper.is_bill]
    received = min((paper.dated for paper in bills if paper.dated), default=None)
    itemized = min((paper.dated for paper in bills if paper.kind is Kind.ITEMIZED_BILL and paper.dated), default=None)
    kept = [paper.kept_at.date() for paper in matter.papers if paper.kept_at]
    checked = max(kept) if kept and matter.eob else None
    asked = [finding.asked_on for finding in matter.findings if finding.asked_on]
    asked += [letter.sent_on for letter in matter.letters if letter.sent_on and matter.findings]
    reached = (received, itemized, checked, min(asked, default=None), matter.case.closed_on)
    return tuple(short_day(day, today) if day else "" for day in reached)


def _sender(paper: Paper) -> str:
    return paper.issuer_name or paper.provider_name or ""


def _paper_words(paper: Paper) -> str:
    names = {Kind.ITEMIZED_BILL: "itemized bill", Kind.COLLECTION_NOTICE: "letter"}
    what = names.get(paper.kind, "bill")
    return f"{what} of {month_day(paper.dated)}" if paper.dated else what


def letter_for(found: Iterable[KeptFinding]) -> tuple[str, int]:
    """The letter that asks for the most of these findings' dollars, and how many of them it covers."""
    kept = list(found)
    dollars: dict[str, int] = {}
    for one in kept:
        dollars[one.finding.letter] = dollars.get(one.finding.letter, 0) + one.counted.cents
    slug = max(dollars, key=lambda name: (dollars[name], name))
    return slug, sum(1 for one in kept if one.finding.letter == slug)
