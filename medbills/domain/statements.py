"""Accounts: the statements of one provider's account, of which only the latest one asks for money."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from medbills.domain.alike_pairs import grouped
from medbills.domain.facts import Facts
from medbills.domain.money import Money
from medbills.domain.names import same_organization
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.remembered import kept, recalled, remembered

_LONG_AGO = datetime.date.min


@dataclass(frozen=True)
class Account:
    """Statements of one account, oldest first. `latest` asks for the money; `itemized` has the lines to look at."""

    papers: tuple[Paper, ...]

    @kept
    def latest(self) -> Paper:
        return self.papers[-1]

    @kept
    def itemized(self) -> Paper:
        """The newest statement with lines; the latest one where none has lines."""
        with_lines = [paper for paper in self.papers if any(line.billed is not None for line in paper.lines)]
        return with_lines[-1] if with_lines else self.latest

    @kept
    def with_lines(self) -> tuple[Paper, ...]:
        """Every statement whose lines are not repeated by a newer one, newest first."""
        if len(self.papers) == 1:
            return self.papers if charges_of(self.latest) or any(line.billed is not None for line in self.latest.lines) else ()
        kept: list[Paper] = []
        seen: set[tuple[object, ...]] = set()
        for paper in reversed(self.papers):
            keys = {_line_key(line) for line in paper.lines if line.billed is not None}
            if keys and not keys & seen:
                kept.append(paper)
                seen |= keys
        return tuple(kept)


def provider_of(paper: Paper) -> str | None:
    """The name of the one who gave the care; on a bill, the sender where no provider is named."""
    return paper.provider_name or (paper.issuer_name if paper.is_bill or paper.kind is Kind.RECEIPT else None)


def same_provider(first: Paper, second: Paper) -> bool | None:
    """By tax number, NPI or name; None when the papers print nothing to compare."""
    by_number = [
        one == other
        for one, other in ((first.provider_npi, second.provider_npi), (first.provider_tax_id, second.provider_tax_id))
        if one and other
    ]
    if any(by_number):
        return True
    by_name = same_organization(provider_of(first), provider_of(second))
    if by_name is None and by_number:
        return False
    return by_name


@remembered
def charges_of(paper: Paper) -> tuple[int, ...]:
    """Indexes of the lines that ask for money, after credits: a negative charge cancels the equal positive line
    (same date and same code or description); payment and adjustment rows are no charges."""
    left = [index for index, line in enumerate(paper.lines) if line.billed is not None]
    for index in list(left):
        line = paper.lines[index]
        if line.billed is None or line.billed.cents >= 0:
            continue
        for other in left:
            if _cancels(line, paper.lines[other]):
                left.remove(other)
                left.remove(index)
                break
    return tuple(left)


@remembered
def accounts_of(facts: Facts) -> tuple[Account, ...]:
    """The bills, grouped by account; a later statement of the same account replaces the earlier one."""
    groups: list[list[Paper]] = []
    for alike in grouped(facts.bills, _account_key).values():
        homes: list[list[Paper]] = []
        for bill in alike:
            for group in homes:
                if _same_account(group[0], bill) and not any(facts.are_apart(paper.id, bill.id) for paper in group):
                    group.append(bill)
                    break
            else:
                homes.append([bill])
        groups += homes
    place = {id(bill): at for at, bill in enumerate(facts.bills)}
    groups.sort(key=lambda group: place[id(group[0])])
    return tuple(_account(*sorted(group, key=_age)) for group in groups)


@recalled
def _account(*papers: Paper) -> Account:
    return Account(papers)


def total_charges(paper: Paper) -> Money | None:
    """The printed total, or the sum of the lines where every one prints a charge."""
    if paper.total_billed is not None:
        return paper.total_billed
    billed = [line.billed for line in paper.lines if line.billed is not None]
    return Money(sum(amount.cents for amount in billed)) if billed else None


@remembered
def care_days(paper: Paper) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of the care, as printed on the paper or on its lines."""
    days = [day for day in (paper.service_from, paper.service_to) if day]
    if not days:
        days = [line.first_day for line in paper.lines if line.first_day] + [line.service_to for line in paper.lines if line.service_to]
    return (min(days), max(days)) if days else None


def newest(papers: Sequence[Paper]) -> Paper:
    """The paper with the latest date; of undated ones the last given."""
    return max(enumerate(papers), key=lambda item: (item[1].dated or _LONG_AGO, item[0]))[1]


def _age(paper: Paper) -> tuple[datetime.date, bool]:
    return (paper.dated or _LONG_AGO, paper.kind is Kind.ITEMIZED_BILL)


def _account_key(bill: Paper) -> tuple[object, ...]:
    """What bills of one account are sure to share."""
    return (bill.account_number,) if bill.account_number else (None, *_signature(bill))


def _same_account(first: Paper, second: Paper) -> bool:
    if first.account_number or second.account_number:
        return first.account_number == second.account_number and same_provider(first, second) is not False
    return first.total_billed is not None and _signature(first) == _signature(second) and same_provider(first, second) is True


def _signature(paper: Paper) -> tuple[object, ...]:
    return (paper.total_billed, care_days(paper), paper.patient_name)


def _line_key(line: Line) -> tuple[object, ...]:
    return (line.first_day, line.code or line.revenue_code or line.description, line.billed)


def _cancels(credit: Line, charge: Line) -> bool:
    if charge.billed is None or credit.billed is None or charge.billed != -credit.billed or charge.first_day != credit.first_day:
        return False
    if credit.code and charge.code:
        return credit.code == charge.code
    return bool(credit.description) and credit.description == charge.description
