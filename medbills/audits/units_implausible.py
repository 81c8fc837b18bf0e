"""More units than a day, the minutes told, or the stay can hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil

from medbills.domain.by_code import charges_bearing, visits_bearing
from medbills.domain.facts import Facts
from medbills.domain.finding import Certainty, Finding, Inspection, Severity
from medbills.domain.inquiry import Inquiry
from medbills.domain.money import ZERO, Money
from medbills.domain.procedures import BLOOD_DRAW, PROCEDURES, VISITS, Charge, charges_of_account, coded_charges, uncoded
from medbills.domain.remembered import remembered
from medbills.domain.statements import Account, accounts_of
from medbills.domain.wording import counted

_PER_LESION = ((10004, 17999),)  # skin and wounds: counted per lesion or area
_ADD_ONS = frozenset({"64480", "64484", "64494"})
_TIMED = frozenset({"97110", "97112", "97116", "97140", "97530", "97535"})
_OBSERVATION = "G0378"  # counted by the hour
_THERAPY, _MOST_THERAPY = ((97000, 97999),), 8
_ANESTHESIA, _MOST_PROCEDURES = ((100, 1999),), 3
_ASK = Inquiry(
    slug="units_implausible", number="F10", title="Number of units", sentence="Looks for more units than a day or the stay can hold.",
    severity=Severity.MEDIUM, question="How were these units counted? Which record shows the time or the number?",
    remedy="Please review the units of this line, and send a corrected bill if it changes.", letter="billing_dispute",
    authority="Medicare Claims Manual ch. 5, 20.2 (8-minute rule); billing practice",
)  # fmt: skip


def inspect(facts: Facts) -> Inspection:
    """Each part runs by itself, on the lines that print units."""
    with_units = [charge for account in accounts_of(facts) for charge in _with_units(account)]
    needs = list(uncoded(facts))
    if not with_units and coded_charges(facts):
        needs.append("the units of the lines")
    findings = [finding for charge in with_units for finding in _line(facts, charge)]
    for visit in visits_bearing(facts, _TIMED.__contains__):
        timed = [charge for charge in visit if charge.code in _TIMED and charge.line.units]
        minutes = facts.context.therapy_minutes.get(f"{visit[0].day}")
        if timed and minutes is None:
            needs.append("the minutes of treatment on each day of therapy")
        elif timed and minutes is not None:
            findings += _therapy(facts, timed, minutes)
    if charges_bearing(facts, _OBSERVATION.__eq__) and _stay_hours(facts) is None:
        needs.append("the hours of the stay")
    return _ASK.answer(findings, needs)


@remembered
def _with_units(account: Account) -> tuple[Charge, ...]:
    """Its charges with units."""
    return tuple(charge for charge in charges_of_account(account) if charge.line.units is not None)


def _line(facts: Facts, charge: Charge) -> Iterator[Finding]:
    units = charge.line.units
    if units is None:
        return
    one_day = charge.line.service_to in (None, charge.day)
    if charge.in_range(VISITS) and units != 1 and one_day:
        excess = max(Decimal(0), units - 1)
        sure = Certainty.LIKELY if units > 1 else Certainty.ASK
        yield _finding([charge], f"Visit {charge.code} has {_shown(units)} units. A visit counts once.", charge.part(excess), sure)
    elif charge.in_range(PROCEDURES) and units > _MOST_PROCEDURES and not charge.in_range((*_PER_LESION, *BLOOD_DRAW)):
        if charge.code not in _ADD_ONS:
            words = f"Procedure {charge.code} has {_shown(units)} units."
            yield _finding([charge], words, charge.part(units - _MOST_PROCEDURES), Certainty.ASK, Severity.LOW)
    elif charge.in_range(_THERAPY) and units > _MOST_THERAPY and one_day and not _minutes_known(facts, charge):
        words = f"Therapy {charge.code} has {_shown(units)} units on one day. {_MOST_THERAPY} are two hours."
        yield _finding([charge], words, charge.part(units - _MOST_THERAPY), Certainty.LIKELY)
    elif charge.in_range(_ANESTHESIA) and facts.context.surgery_minutes is not None and units > facts.context.surgery_minutes:
        words = f"Anesthesia {charge.code} has {_shown(units)} units. The time in surgery is {facts.context.surgery_minutes} minutes."
        yield _finding([charge], words, ZERO, Certainty.ASK)
    elif charge.code == _OBSERVATION and (hours := _stay_hours(facts)) is not None and units > hours:
        words = f"Observation has {_shown(units)} hours. The stay can hold {hours}."
        yield _finding([charge], words, ZERO, Certainty.LIKELY)


def _minutes_known(facts: Facts, charge: Charge) -> bool:
    return charge.code in _TIMED and f"{charge.day}" in facts.context.therapy_minutes


def _therapy(facts: Facts, timed: list[Charge], minutes: int) -> list[Finding]:
    """All timed units of a day against the minutes told. Medicare counts all minutes together; other payers may count each
    code by itself, so for them the best split over the codes counts."""
    medicare = facts.plan is not None and (facts.plan.type or "").startswith("medicare")
    codes = 1 if medicare else len({charge.code for charge in timed})
    most = max([(minutes + 7 * split) // 15 for split in range(1, codes + 1) if minutes >= 8 * split], default=0)
    units = sum((charge.line.units or Decimal(0) for charge in timed), Decimal(0))
    excess = units - most
    if excess <= 0:
        return []
    least = min(timed, key=lambda charge: charge.part(Decimal(1)))
    amount = min(least.part(Decimal(1)).share(excess), least.billed) if len(timed) > 1 else least.part(excess)
    words = f"{counted(minutes, 'minute')} of treatment make {counted(most, 'unit')}. The bill has {_shown(units)}."
    return [_finding(timed, words, amount, Certainty.ASK)]


def _stay_hours(facts: Facts) -> int | None:
    """Whole hours of the stay: as told, or the most that its days can hold."""
    if facts.context.observation_hours is not None:
        return ceil(facts.context.observation_hours)
    stay = facts.context.stay
    if stay is None or stay.admitted is None or stay.discharged is None:
        return None
    return ((stay.discharged - stay.admitted).days + 1) * 24


def _shown(units: Decimal) -> str:
    return f"{units.normalize():f}"


def _finding(charges: list[Charge], words: str, amount: Money, certainty: Certainty, severity: Severity = Severity.MEDIUM) -> Finding:
    return _ASK.finding(
        "Number of units to ask about", f"{words} There may be a good reason. It is worth asking.", words, certainty=certainty,
        severity=severity, lines=[charge.ref for charge in charges], at_stake=amount,
    )  # fmt: skip


CHECK = _ASK.check(inspect)
