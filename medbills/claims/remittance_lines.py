"""One service of a remittance (X12 835) as a line of a reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from medbills.claims.remittance_parts import Service
from medbills.claims.x12_adjustments import Taken, add_codes, add_shares, balance_of, remarks_of, taken_off
from medbills.claims.x12_segments import Segment
from medbills.claims.x12_values import Found, paths
from medbills.domain.reading import ReadValue
from medbills.layout.codes import system_of

# Product or service qualifiers (X12 element 235) whose codes the reading contract has a system for.
_PROCEDURE, _DENTAL, _REVENUE, _DRUG = "HC", "AD", "NU", "N4"
_DAYS = {"472": "service_date", "150": "service_from", "151": "service_to"}


@dataclass(slots=True)
class ReadService:
    """A line's values, what was taken off its charge, and what does not add up."""

    found: Found
    taken: tuple[Taken, ...]
    warnings: list[str] = field(default_factory=list)

    @property
    def days(self) -> tuple[ReadValue, ...]:
        return tuple(self.found.values[name] for name in _DAYS.values() if name in self.found.values)


def read_service(service: Service, claim_remarks: Sequence[tuple[str, str]]) -> ReadService:
    """The line; remark codes about the whole claim are about each of its services."""
    found, svc = Found(), service.svc
    taken = taken_off(service.rest, found)
    made = ReadService(found, taken)
    _add_code(made, svc)
    found.take("billed", svc, 2)
    found.take("plan_paid", svc, 3)
    found.take("revenue_code", svc, 4)
    # SVC07 is the count that was billed, where the plan paid another; a bill prints that one.
    found.take("units", svc, 7)
    found.take("units", svc, 5)
    for segment in service.rest:
        _take(found, segment)
    add_shares(found, taken, "patient_owes", "adjustment")
    if taken:
        found.put("adjustments", tuple(item.adjustment for item in taken), paths(item.path for item in taken))
    add_codes(found, "remark_codes", taken, (*remarks_of(service.rest), *claim_remarks))
    _balance(made)
    return made


def _take(found: Found, segment: Segment) -> None:
    if segment.id == "DTM" and segment.at(1) in _DAYS:
        found.take(_DAYS[segment.at(1)], segment, 2)
    elif segment.id == "AMT" and segment.at(1) == "B6":
        found.take("allowed", segment, 2)
    elif segment.id == "REF" and segment.at(1) == "HPI":
        found.take("rendering_npi", segment, 2)


def _add_code(made: ReadService, svc: Segment) -> None:
    """SVC01 is the code that was paid, SVC06 the one the provider sent where the plan took another."""
    found = made.found
    kind, code, modifiers, words = _coded(svc, 1)
    _, sent, sent_modifiers, _ = _coded(svc, 6)
    path = svc.path(1)
    if sent and sent != code and kind == _DENTAL:  # an alternate benefit: the cheaper service the plan pays for instead
        found.put("code", sent, svc.path(6))
        found.put("paid_as_code", code, path)
        modifiers = sent_modifiers or modifiers
    elif sent and sent != code:
        made.warnings.append(f"The provider sent code {sent}; the plan took it as {code or 'none'}.")
    if kind == _REVENUE:
        found.put("revenue_code", code, path)
    elif kind == _DRUG:
        found.put("ndc", code, path)
    found.put("code", code, path)
    if "code" in found.values:
        found.put("code_system", _system(kind, str(found.values["code"].value)), path)
    found.put("modifiers", modifiers, path)
    found.put("description", " ".join(words.split()), path)


def _coded(svc: Segment, place: int) -> tuple[str, str, tuple[str, ...], str]:
    """Qualifier, code, modifiers and words of a composite procedure identifier (X12 C003)."""
    parts = [*svc.parts(place), *[""] * 7]
    modifiers = tuple(modifier.upper() for modifier in parts[2:6] if modifier)
    return parts[0].upper(), "".join(parts[1].split()).upper(), modifiers, parts[6]


def _system(kind: str, code: str) -> str | None:
    fixed = {_DENTAL: "CDT", _REVENUE: "REV", _DRUG: "NDC"}
    return fixed.get(kind) or (system_of(code) if kind == _PROCEDURE else None)


def _balance(made: ReadService) -> None:
    charge, paid = made.found.money("billed"), made.found.money("plan_paid")
    off = balance_of(made.taken)
    if charge is not None and paid is not None and charge - paid != off:
        made.warnings.append(f"The charge of {charge} is not the payment of {paid} and the adjustments of {off} together.")
        made.found.doubt()
