"""The same service on two accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from medbills.domain.alike_pairs import grouped, pairs_sharing
from medbills.domain.bill_form import is_facility
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, Severity
from medbills.domain.inquiry import Inquiry, weakest
from medbills.domain.money import ONE_CENT, ZERO
from medbills.domain.names import same_person, short_label
from medbills.domain.paper import Line, Paper
from medbills.domain.procedures import charges_of_account
from medbills.domain.remembered import remembered
from medbills.domain.repeats import DISTINCT_MODIFIERS, day_of, modifiers_of, repeats_normally, time_stamped
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of, charges_of, provider_of, same_provider
from medbills.domain.wording import long_day

_INQUIRY = Inquiry(
    slug="duplicate_across_bills", number="A03", title="One service on two bills",
    sentence="Looks for the same service on two accounts.", severity=Severity.MEDIUM,
    question="This service seems to be on two accounts. Was it done twice?",
    remedy="If it was done once, please merge the accounts and remove one entry.", letter="billing_dispute",
    authority="Billing practice; access to billing records under 45 CFR 164.524",
)  # fmt: skip


@dataclass(frozen=True)
class _Entry:
    bill: Paper
    index: int

    @property
    def line(self) -> Line:
        return self.bill.lines[self.index]


def inspect(facts: Facts) -> Inspection:
    """Every two accounts of the matter."""
    findings: list[Finding] = []
    needs: list[str] = []
    accounts = accounts_of(facts)
    for first, second in pairs_sharing(accounts, _items):
        need = _lacks(first.latest, second.latest)
        pairs = list(_pairs(first, second))
        if need and pairs:
            needs.append(need)
        elif not need:
            findings += [found for one, other in pairs if (found := _compare(one, other))]
    if len(accounts) < 2:
        needs.append("two bills of different accounts")
    return _INQUIRY.answer(findings, needs)


def _lacks(first: Paper, second: Paper) -> str | None:
    """A re-issued statement has the same account number; without the numbers nobody can tell."""
    for bill in (first, second):
        if not bill.account_number:
            return f"the account number on the bill from {name_of(bill)}"
    if not any(provider_of(bill) or bill.provider_npi or bill.provider_tax_id for bill in (first, second)):
        return "the provider on the two bills"
    return None


def _pairs(first: Account, second: Account) -> Iterator[tuple[_Entry, _Entry]]:
    """Lines of the two accounts with one code and day, each line in one pair only."""
    left = grouped(_entries(second), _item)
    for one in _entries(first):
        alike = left.get(_item(one), [])
        other = next((entry for entry in alike if _same_care(one, entry)), None)
        if other is not None:
            alike.remove(other)
            yield one, other


@remembered
def _items(account: Account) -> frozenset[tuple[object, object]]:
    """Code and day of each charge: accounts without one in common have nothing twice."""
    return frozenset([(charge.line.code, charge.line.first_day or charge.day) for charge in charges_of_account(account)])


def _item(entry: _Entry) -> tuple[object, object]:
    return entry.line.code, day_of(entry.bill, entry.line)


@remembered
def _entries(account: Account) -> tuple[_Entry, ...]:
    return tuple(_Entry(bill, index) for bill in account.with_lines for index in charges_of(bill) if _can_repeat(bill, bill.lines[index]))


def _can_repeat(bill: Paper, line: Line) -> bool:
    if not line.code or line.billed is None or line.billed <= ZERO or not day_of(bill, line):
        return False
    return not modifiers_of(line) & DISTINCT_MODIFIERS and not time_stamped(line)


def _same_care(one: _Entry, other: _Entry) -> bool:
    """Of one code and day: the same place on the body, drug, doctor and patient."""
    first, second = one.line, other.line
    where = (first.tooth, first.ndc, sorted(first.surface or "")) == (second.tooth, second.ndc, sorted(second.surface or ""))
    doctors = first.rendering_npi and second.rendering_npi and first.rendering_npi != second.rendering_npi
    return where and not doctors and same_person(one.bill.patient_name, other.bill.patient_name) is not False


def _compare(one: _Entry, other: _Entry) -> Finding | None:
    forms = (is_facility(one.bill), is_facility(other.bill))
    if set(forms) == {True, False}:  # the hospital's part and the doctor's part of the same care
        return None
    by_number = _same_number(one.bill, other.bill)
    if by_number or (by_number is None and same_provider(one.bill, other.bill)):
        alike = None not in forms and one.line.billed == other.line.billed
        sure = Certainty.SURE if alike and by_number else Certainty.LIKELY
        mixed = forms[0] is not forms[1] or repeats_normally(one.line) or repeats_normally(other.line)
        return _finding(one, other, weakest(sure, Certainty.ASK) if mixed else sure, Severity.MEDIUM)
    return _finding(one, other, Certainty.ASK, Severity.LOW) if by_number is False and _moved(one, other, forms) else None


def _same_number(first: Paper, second: Paper) -> bool | None:
    """By NPI or tax number; None where the papers print no number to compare."""
    pairs = ((first.provider_npi, second.provider_npi), (first.provider_tax_id, second.provider_tax_id))
    compared = [one == other for one, other in pairs if one and other]
    return any(compared) if compared else None


def _moved(one: _Entry, other: _Entry, forms: tuple[bool | None, bool | None]) -> bool:
    """Two senders, but patient, charge and form agree: one visit on an old and a new system, or after a transfer."""
    patient = same_person(one.bill.patient_name, other.bill.patient_name) is True
    charge = abs((one.line.billed or ZERO) - (other.line.billed or ZERO)) < ONE_CENT
    return patient and charge and None not in forms and not repeats_normally(one.line)


def _finding(one: _Entry, other: _Entry, certainty: Certainty, severity: Severity) -> Finding:
    day = day_of(one.bill, one.line)
    when = f" on {long_day(day)}" if day else ""
    label = short_label(one.line.description or f"Code {one.line.code}")
    charges = [entry.line.billed or ZERO for entry in (one, other)]
    reason = (
        f"Code {one.line.code}{when} is on account {one.bill.account_number} for {charges[0]}. "
        f"It is also on account {other.bill.account_number} for {charges[1]}."
    )
    return _INQUIRY.finding(
        f"{label} on two accounts", f"{reason} This may have a good explanation; it is worth asking.", reason, certainty=certainty,
        severity=severity, lines=[LineRef(entry.bill.id, entry.index) for entry in (one, other)], at_stake=min(charges),
    )  # fmt: skip


CHECK: Check = _INQUIRY.check(inspect)
