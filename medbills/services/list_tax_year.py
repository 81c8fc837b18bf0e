"""The year's medical expenses for taxes: by person and payment, with the reason where one does not count."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from medbills.domain.household import Household
from medbills.domain.money import Money, total
from medbills.domain.tax_year import Counted, Why, above_floor, count_year, counted_sum
from medbills.domain.wording import long_day
from medbills.services.find_double_dips import DipView, find_dips
from medbills.services.list_payments import PaymentList, PaymentRow, list_payments
from medbills.services.load_household import load_household
from medbills.services.rules_in_use import rules_in_use
from medbills.store import Vault

_RULE = "medical_expense_deduction_7_5"
WORDS = {
    Why.COUNTS: "Counts",
    Why.TAX_FREE: "Paid from an account free of tax",
    Why.CAME_BACK: "Came back: takes off",
    Why.TO_ACCOUNT: "Belongs to the account that paid",
    Why.EARLIER_YEAR: "For another year: ask who does your taxes",
}


@dataclass(frozen=True, slots=True)
class TaxRow:
    """One payment of the year with what it adds, and why."""

    row: PaymentRow
    counts: Money
    why: Why

    @property
    def words(self) -> str:
        return WORDS[self.why]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxPerson:
    """One person's sums of the year; `counts` is never below zero."""

    who: str
    paid: Money
    tax_free: Money
    came_back: Money
    counts: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxYear:
    """A year: `floor` and `above` are None as long as the adjusted gross income was not typed."""

    year: int
    rows: tuple[TaxRow, ...]
    people: tuple[TaxPerson, ...]
    counts: Money
    gross_income: Money | None
    floor: Money | None
    above: Money | None


@dataclass(frozen=True, slots=True)
class TaxBook:
    """Everything from which a year's list is made. `source` names the rule and the day it was checked."""

    payments: PaymentList
    household: Household
    dips: tuple[DipView, ...]
    source: str

    @property
    def years(self) -> tuple[int, ...]:
        """Those with a payment, the latest first."""
        return tuple(sorted({row.day.year for row in self.payments.rows if row.day}, reverse=True))


def tax_book(vault: Vault, *, today: datetime.date, person_id: str | None = None) -> TaxBook:
    """Everybody's payments, or one person's, with the household's figures."""
    payments = list_payments(vault, today=today, person_id=person_id)
    dips = find_dips(vault, [row.spent for row in payments.rows], today=today)
    return TaxBook(payments, load_household(vault), dips, _source(vault))


def tax_year(book: TaxBook, year: int) -> TaxYear:
    """One year of it."""
    by_key = {row.key: row for row in book.payments.rows}
    counted = count_year([row.spent for row in book.payments.rows], year)
    rows = tuple(TaxRow(by_key[one.spent.key], one.counts, one.why) for one in counted)
    people = tuple(_person(who, these) for who, these in _by_person(rows, counted).items())
    counts = total(person.counts for person in people)
    gross = book.household.gross_income.get(year)
    floor, above = above_floor(counts, gross) if gross is not None else (None, None)
    return TaxYear(year=year, rows=rows, people=people, counts=counts, gross_income=gross, floor=floor, above=above)


def _by_person(rows: tuple[TaxRow, ...], counted: tuple[Counted, ...]) -> Mapping[str, list[Counted]]:
    found: dict[str, list[Counted]] = {}
    for row, one in zip(rows, counted, strict=True):
        found.setdefault(row.row.who or "Nobody named", []).append(one)
    return dict(sorted(found.items()))


def _person(who: str, counted: list[Counted]) -> TaxPerson:
    out = [one.spent for one in counted if not one.spent.came_back]
    return TaxPerson(
        who=who, paid=total(one.amount for one in out), tax_free=total(one.amount for one in out if one.account),
        came_back=-total(one.spent.amount for one in counted if one.spent.came_back), counts=counted_sum(counted),
    )  # fmt: skip


def _source(vault: Vault) -> str:
    rule = rules_in_use(vault).rules[_RULE]
    return f"{rule.citation}, checked {long_day(rule.as_of)}. Information, not tax advice."
