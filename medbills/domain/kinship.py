"""How two papers are akin: one paper twice, a later statement, a corrected claim, or one claim on paper and as data."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from medbills.domain.alike import Likeness, close_numbers, likeness, plain_number, same_number, sums_that_differ
from medbills.domain.link import Relation
from medbills.domain.money import ONE_CENT
from medbills.domain.names import same_organization, same_person
from medbills.domain.paper import Kind, Paper
from medbills.domain.statements import care_days, same_provider, total_charges
from medbills.domain.wording import counted, listed, long_day

_MONEY = ("amount_due", "total_billed", "patient_responsibility", "plan_paid", "total_allowed", "patient_paid", "previous_balance")
_NUMBERS = ("account_number", "claim_number", "statement_number", "reference_number", "authorization_number")
_ENOUGH = 4  # points of likeness below which nothing is said
_CORRECTS = frozenset({"replacement", "reversal"})


@dataclass(frozen=True, slots=True)
class Kinship:
    """How a paper relates to another one; `score` is 0 to 1, `reason` a plain sentence."""

    relation: Relation
    score: float
    reason: str


def kinship(paper: Paper, other: Paper) -> tuple[Kinship, bool] | None:
    """How two papers are akin; True beside it where the second is the later one. None where they are not."""
    for tells in (same_paper, corrected_claim, same_claim, later_statement):
        if found := tells(paper, other):
            return found, False
        if found := tells(other, paper):
            return found, True
    return None


def is_data(paper: Paper) -> bool:
    """Whether it came as data (FHIR, 835, CSV), so that its values stand on no page."""
    spots = [*paper.spots.values(), *(spot for line in paper.lines for spot in line.spots.values())]
    return any(spot.path for spot in spots) and all(spot.page is None for spot in spots)


def marks(paper: Paper) -> frozenset[str]:
    """What papers akin have in common: two papers without a common mark need not be compared."""
    numbers = {f"n{plain_number(number)}" for name in (*_NUMBERS, "replaces_claim_number") if (number := getattr(paper, name))}
    days = {day for day in (paper.dated, *(care_days(paper) or ())) if day}
    sums = {amount.cents for name in _MONEY if (amount := getattr(paper, name)) is not None and amount.cents}
    found = {f"{day}/{cents}" for day in days for cents in sums}
    if paper.is_eob and paper.account_number:
        # An insurer's file may hold hundreds of claims of one account.
        account = f"n{plain_number(paper.account_number)}"
        found |= {f"{account}/{part}" for part in (paper.dated, *sums)}
        if paper.claim_number:
            numbers -= {account}
    return frozenset(found | numbers)


def same_paper(paper: Paper, other: Paper) -> Kinship | None:
    """One paper that was scanned, photographed or downloaded twice; robust to a few misread values. Symmetric."""
    if is_data(paper) != is_data(other) or not _same_sort(paper, other) or _versions_differ(paper, other):
        return None
    alike = likeness(paper, other, exact=is_data(paper))
    if alike is None or alike.points < _ENOUGH:
        return None
    return Kinship(Relation.SAME_PAPER, alike.score, _why_same(alike))


def later_statement(paper: Paper, other: Paper) -> Kinship | None:
    """The first is a later statement of the account of the second. Never of itself, never both ways."""
    if not _statements(paper, other) or not _patients_fit(paper, other):
        return None
    if paper.dated is None or other.dated is None or paper.dated <= other.dated:
        return None
    then = f"dated {_day(paper.dated)}, after {_day(other.dated)}"
    named = _same_sender(paper, other)
    for name in ("account_number", "reference_number"):
        if same_number(getattr(paper, name), getattr(other, name)) and named is not False:
            return Kinship(Relation.LATER_STATEMENT, 1.0 if named else 0.9, f"Same account number, {then}.")
    if paper.account_number and other.account_number:
        return None
    billed = total_charges(paper)
    if named and billed is not None and billed == total_charges(other) and (days := care_days(paper)) and days == care_days(other):
        return Kinship(Relation.LATER_STATEMENT, 0.8, f"Same sender, days of care and charges, {then}.")
    return None


def corrected_claim(paper: Paper, other: Paper) -> Kinship | None:
    """The first replaces or takes back what the insurer said in the second. Never of itself, never both ways."""
    if not (paper.is_eob and other.is_eob) or not _patients_fit(paper, other) or _payers_fit(paper, other) is False:
        return None
    if paper.dated and other.dated and paper.dated < other.dated:
        return None
    own = same_number(paper.claim_number, other.claim_number)
    if not own and same_number(paper.replaces_claim_number, other.claim_number) and not _names(other, paper):
        return Kinship(Relation.CORRECTED_CLAIM, 1.0, f"It says that it replaces claim {other.claim_number}.")
    if not own:
        return None
    if paper.claim_version in _CORRECTS and other.claim_version not in _CORRECTS:
        what = "corrected" if paper.claim_version == "replacement" else "taken back"
        return Kinship(Relation.CORRECTED_CLAIM, 1.0, f"Same claim number, marked as {what}.")
    later = paper.dated is not None and other.dated is not None and paper.dated > other.dated
    if later and sums_that_differ(paper, other):
        return Kinship(Relation.CORRECTED_CLAIM, 0.95, f"Same claim number, of {_day(paper.dated)}, with other sums.")
    return None


def same_claim(paper: Paper, other: Paper) -> Kinship | None:
    """One claim, once as the insurer's paper and once as data. Symmetric."""
    if not (paper.is_eob and other.is_eob) or is_data(paper) == is_data(other):
        return None
    if not _patients_fit(paper, other) or _payers_fit(paper, other) is False or _versions_differ(paper, other):
        return None
    differ = sums_that_differ(paper, other)
    billed, other_billed = total_charges(paper), total_charges(other)
    equal = billed is not None and other_billed is not None and abs(billed - other_billed) <= ONE_CENT
    if same_number(paper.claim_number, other.claim_number):
        if differ:
            return Kinship(Relation.SAME_CLAIM, 0.7, "Same claim number, but not the same sums.")
        return Kinship(Relation.SAME_CLAIM, 1.0 if equal else 0.9, "Same claim number, same charges." if equal else "Same claim number.")
    if paper.claim_number and other.claim_number and not close_numbers(paper.claim_number, other.claim_number):
        return None
    days, other_days = care_days(paper), care_days(other)
    if equal and not differ and days and days == other_days and same_provider(paper, other):
        return Kinship(Relation.SAME_CLAIM, 0.85, "Same provider, days of care and charges.")
    return None


def _same_sort(paper: Paper, other: Paper) -> bool:
    """The same kind; an itemized bill and a plain one only where both list the same charges."""
    if paper.kind is other.kind:
        return paper.kind is not Kind.CONSENT_FORM
    alike = (paper.is_bill and other.is_bill) or (paper.is_eob and other.is_eob)
    charges, others = (Counter(line.billed for line in one.lines if line.billed is not None) for one in (paper, other))
    return alike and bool(charges) and charges == others


def _versions_differ(paper: Paper, other: Paper) -> bool:
    corrects = [one.claim_version if one.claim_version in _CORRECTS else None for one in (paper, other)]
    return corrects[0] != corrects[1] or bool(paper.replaces_claim_number) != bool(other.replaces_claim_number)


def _statements(paper: Paper, other: Paper) -> bool:
    collects = paper.kind is Kind.COLLECTION_NOTICE and other.kind is Kind.COLLECTION_NOTICE
    return (paper.is_bill and other.is_bill) or collects


def _same_sender(paper: Paper, other: Paper) -> bool | None:
    if paper.kind is Kind.COLLECTION_NOTICE:
        return same_organization(paper.issuer_name, other.issuer_name)
    return same_provider(paper, other)


def _patients_fit(paper: Paper, other: Paper) -> bool:
    return same_person(paper.patient_name, other.patient_name) is not False


def _payers_fit(paper: Paper, other: Paper) -> bool | None:
    return same_organization(paper.payer_name or paper.issuer_name, other.payer_name or other.issuer_name)


def _names(paper: Paper, other: Paper) -> bool:
    """Whether the first says that it replaces the second."""
    return same_number(paper.replaces_claim_number, other.claim_number)


def _why_same(alike: Likeness) -> str:
    """ "Same account and date, same total and 3 lines. One value reads differently." """
    parts = list(alike.same)
    if alike.lines:
        parts.append(counted(alike.lines, "line"))
    told = f"Same {listed(parts)}."
    if not alike.differ:
        return told
    return f"{told} {'One value reads' if alike.differ == 1 else f'{alike.differ} values read'} differently."


def _day(day: datetime.date | None) -> str:
    return long_day(day) if day else ""
