"""Why an insurer paid less than the charge: the CAS triples and remark codes of a remittance (X12 835)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from medbills.claims.x12_segments import Segment
from medbills.claims.x12_values import Found, money_of, paths
from medbills.domain.fields import Adjustment
from medbills.domain.money import Money, total

_TRIPLES = range(2, 20, 3)  # CAS02-04 to CAS17-19: reason, amount, quantity
# The patient's share by claim adjustment reason code (X12 external code list 139).
_SHARES = {"1": "deductible", "2": "coinsurance", "3": "copay"}
# Of that list, the reasons that say a service is outside the plan; with group PR the patient is asked for it.
_NOT_COVERED = frozenset(
    {"26", "27", "32", "33", "49", "50", "51", "54", "55", "56", "60", "96", "119", "149", "167", "184", "200", "204", "242", "243"}
)
_INPATIENT, _OUTPATIENT = (5, 20, 21, 22, 23), (3, 4, 5, 6, 7)  # remark codes in MIA and MOA


@dataclass(frozen=True, slots=True)
class Taken:
    """One amount taken off a charge, with the element that says so."""

    adjustment: Adjustment
    path: str

    @property
    def code(self) -> str:
        return f"{self.adjustment.group}-{self.adjustment.reason}"


def taken_off(segments: Iterable[Segment], found: Found) -> tuple[Taken, ...]:
    """Every triple of the CAS segments among these."""
    return tuple(taken for segment in segments if segment.id == "CAS" for taken in _triples(segment, found))


def balance_of(taken: Sequence[Taken]) -> Money:
    """The sum of all that was taken off."""
    return total(item.adjustment.amount for item in taken)


def add_shares(found: Found, taken: Sequence[Taken], owed: str, discount: str) -> None:
    """The patient's shares, what is not covered, and what the provider may not ask for, from the adjustments."""
    of_patient = [item for item in taken if item.adjustment.group == "PR"]
    for reason, name in _SHARES.items():
        _sum(found, name, [item for item in of_patient if item.adjustment.reason == reason])
    _sum(found, "not_covered", [item for item in of_patient if item.adjustment.reason in _NOT_COVERED])
    _sum(found, owed, of_patient)
    # CO binds the provider by contract, PI is the payer's own reduction: neither is the patient's.
    _sum(found, discount, [item for item in taken if item.adjustment.group in {"CO", "PI"}])


def remarks_of(segments: Iterable[Segment]) -> tuple[tuple[str, str], ...]:
    """Remark codes with their elements: LQ*HE of a line, MIA and MOA of a claim."""
    found = []
    for segment in segments:
        places: tuple[int, ...] = ()
        if segment.id == "LQ" and segment.at(1) == "HE":
            places = (2,)
        elif segment.id == "MIA":
            places = _INPATIENT
        elif segment.id == "MOA":
            places = _OUTPATIENT
        found += [(segment.at(place).upper(), segment.path(place)) for place in places if segment.at(place)]
    return tuple(found)


def add_codes(found: Found, name: str, taken: Sequence[Taken], remarks: Sequence[tuple[str, str]]) -> None:
    """Reasons ("CO-45") and remark codes ("N14"), each once, in the file's order."""
    coded = [(item.code, item.path) for item in taken] + list(remarks)
    found.put(name, tuple(dict.fromkeys(code for code, _ in coded)), paths(path for _, path in coded))


def _sum(found: Found, name: str, taken: Sequence[Taken]) -> None:
    found.add_up(name, [(item.adjustment.amount, item.path) for item in taken])


def _triples(segment: Segment, found: Found) -> Iterator[Taken]:
    for place in _TRIPLES:
        reason, raw = segment.at(place), segment.at(place + 1)
        if not reason or not raw:
            continue
        amount = money_of(raw)
        if amount is None:
            found.warnings.append(f"{segment.path(place + 1)} says \u201c{raw[:40]}\u201d, which is no amount. It is left out.")
            continue
        yield Taken(Adjustment(segment.at(1).upper(), reason.upper(), amount), segment.path(place + 1))
