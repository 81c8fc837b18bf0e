"""A hospital's facility fee beside an office visit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from medbills.domain.alike_pairs import grouped
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Check, Finding, Inspection, LineRef, NotChecked, Severity
from medbills.domain.matching import match_of
from medbills.domain.money import ZERO, Money
from medbills.domain.names import same_person
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import remembered
from medbills.domain.remittance import patient_share
from medbills.domain.shares import name_of
from medbills.domain.statements import Account, accounts_of, care_days, charges_of
from medbills.domain.visit_copays import is_office_visit
from medbills.domain.wording import long_day

SLUG = "facility_fee_surprise"
_AUTHORITY = "State laws on facility fee notices, for example New York Public Health Law 2830; they differ by state"
_CHECKED = datetime.date(2026, 11, 21)
_HOSPITAL_CLINIC = frozenset({"19", "22"})  # places of service: outpatient departments, off and on campus

BillLine = tuple[Paper, int]


@dataclass
class _Charges:
    """The office visits and clinic fees of an account, and whether any charge of it has a revenue code."""

    visits: list[BillLine] = field(default_factory=list)
    fees: list[BillLine] = field(default_factory=list)
    revenue_codes: bool = False


def inspect(facts: Facts) -> Inspection:
    """Office visits on any bill, with the facility lines of the same day on the others."""
    accounts = accounts_of(facts)
    if not any(charges_of(bill) for account in accounts for bill in account.with_lines):
        return Inspection(not_checked=(NotChecked(SLUG, "a bill with its lines"),))
    visits = [visit for account in accounts for visit in _charges(account).visits]
    fees = [fee for account in accounts for fee in _charges(account).fees]
    fees_of_day = grouped(fees, _day)
    blind = not fees and not any(_charges(account).revenue_codes for account in accounts)
    findings: list[Finding] = []
    needs: list[str] = []
    used: set[tuple[str, int]] = set()
    for visit in visits:
        beside = [fee for fee in fees_of_day.get(_day(visit), ()) if _same_visit(visit, fee) and (fee[0].id, fee[1]) not in used]
        used |= {(fee[0].id, fee[1]) for fee in beside}
        place = _place(visit)
        if beside or place in _HOSPITAL_CLINIC:
            findings.append(_finding(facts, visit, beside))
        elif place is None and blind:
            needs.append(f"the place of service on the bill from {name_of(visit[0])}")
    return Inspection(tuple(findings), tuple(NotChecked(SLUG, need) for need in dict.fromkeys(needs)))


@remembered
def _charges(account: Account) -> _Charges:
    found = _Charges()
    for bill in account.with_lines:
        for at in charges_of(bill):
            line = bill.lines[at]
            found.revenue_codes = found.revenue_codes or bool(line.revenue_code)
            if _is_clinic_fee(line):
                found.fees.append((bill, at))
            elif is_office_visit(line):
                found.visits.append((bill, at))
    return found


def _is_clinic_fee(line: Line) -> bool:
    return line.code == "G0463" or (line.revenue_code is not None and line.revenue_code.zfill(4).startswith("051"))


def _place(visit: BillLine) -> str | None:
    bill, at = visit
    return bill.lines[at].place_of_service or bill.place_of_service


def _same_visit(visit: BillLine, fee: BillLine) -> bool:
    return _day(visit) is not None and same_person(visit[0].patient_name, fee[0].patient_name) is not False


def _day(item: BillLine) -> datetime.date | None:
    bill, at = item
    days = care_days(bill)
    return bill.lines[at].first_day or (days[0] if days and days[0] == days[1] else None)


def _share(facts: Facts, fee: BillLine) -> tuple[Money, bool]:
    """The patient's share of the fee by the insurer's paper, and whether it is known; else the whole charge."""
    bill, at = fee
    found = match_of(facts, bill)
    match = found.line_match(at) if found is not None and found.bill.id == bill.id else None
    share = patient_share(match.remitted) if match is not None else None
    return (share, True) if share is not None else (bill.lines[at].billed or ZERO, False)


def _finding(facts: Facts, visit: BillLine, fees: Sequence[BillLine]) -> Finding:
    shares = [_share(facts, fee) for fee in fees]
    at_stake = Money(sum(max(0, amount.cents) for amount, _ in shares))
    day = _day(visit)
    when = f" on {long_day(day)}" if day else ""
    told = facts.context.told_of_facility_fee is True
    words = f"There is an office visit{when}, and a facility fee of {at_stake} beside it." if fees else (
        f"The office visit{when} is billed as given in a hospital clinic. A facility fee may follow on another bill."
    )  # fmt: skip
    reason = f"A facility fee of {at_stake} is listed beside the office visit{when}." if fees else (
        f"The office visit{when} is billed with place of service {_place(visit)}, a hospital clinic."
    )  # fmt: skip
    lines = (visit, *fees)
    return Finding(
        check=SLUG, severity=Severity.LOW if told else Severity.MEDIUM, title="Facility fee with an office visit",
        explanation=f"{words} Some states ask for a notice before the visit. It is worth asking.", amount_at_stake=at_stake,
        documents=tuple(dict.fromkeys(bill.id for bill, _ in (*fees, visit))),
        lines=tuple(LineRef(bill.id, at) for bill, at in (fees or lines)),
        certainty=Certainty.LIKELY if fees and all(known for _, known in shares) else Certainty.ASK,
        question="Was notice of the hospital clinic fee given before the visit?",
        remedy="Please waive the facility fee, or bill the visit as an office visit.",
        letter="no_facility_fee_or_network_notice_complaint", authority=_AUTHORITY,
        checked_on=_CHECKED, reason=reason,
    )  # fmt: skip


CHECK = Check(
    slug=SLUG, number="E07", title="Facility fees", sentence="Looks for a hospital's clinic fee beside an office visit.",
    severity=Severity.MEDIUM, authority=_AUTHORITY, checked_on=_CHECKED, inspect=inspect,
)  # fmt: skip
