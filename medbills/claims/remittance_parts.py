"""A remittance (X12 835) cut into its parts: payer and payee, claims, and the services of each claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from medbills.claims.x12_segments import Segment, Transaction
from medbills.claims.x12_values import Found

_STOPS = frozenset({"LX", "TS2", "TS3", "PLB"})  # what ends a claim without beginning another


@dataclass(slots=True)
class Party:
    """The payer or the payee: its N1 and what follows it."""

    name: Segment | None = None
    rest: list[Segment] = field(default_factory=list)

    def take_name(self, found: Found, name: str) -> None:
        if self.name is not None:
            found.take(name, self.name, 2)

    def take_address(self, found: Found, name: str) -> None:
        """Street, city, state and ZIP code in one line."""
        streets = [segment for segment in self.rest if segment.id == "N3"]
        towns = [segment for segment in self.rest if segment.id == "N4"]
        lines = [segment.at(place) for segment in streets[:1] for place in (1, 2)]
        lines += [", ".join(part for part in (town.at(1), f"{town.at(2)} {town.at(3)}".strip()) if part) for town in towns[:1]]
        if streets:
            found.put(name, ", ".join(line for line in lines if line), streets[0].path(1))

    def take_phone(self, found: Found, name: str) -> None:
        take_phone(found, name, self.rest)

    def take_numbers(self, found: Found) -> None:
        """NPI and tax number: each by the qualifier before it."""
        if self.name is not None:
            if self.name.at(3) == "XX":
                found.take("provider_npi", self.name, 4)
            elif self.name.at(3) == "FI":
                found.take("provider_tax_id", self.name, 4)
        for segment in self.rest:
            if segment.id == "REF" and segment.at(1) == "TJ":
                found.take("provider_tax_id", segment, 2)


@dataclass(slots=True)
class Service:
    """One service line: its SVC and what follows it."""

    svc: Segment
    rest: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class Claim:
    """One claim: its CLP, what follows it, and its services."""

    clp: Segment
    rest: list[Segment] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)


@dataclass(slots=True)
class Remittance:
    """One 835 transaction set."""

    opening: list[Segment] = field(default_factory=list)
    payer: Party = field(default_factory=Party)
    payee: Party = field(default_factory=Party)
    claims: list[Claim] = field(default_factory=list)
    provider_adjustments: list[Segment] = field(default_factory=list)
    whole: bool = True


def remittance_of(transaction: Transaction) -> Remittance:
    """The parts of one transaction set, in the order of its loops (005010X221A1, and 004010X091 before it)."""
    made = Remittance(whole=transaction.whole)
    into: list[Segment] = made.opening
    for segment in transaction.segments:
        if segment.id == "CLP":
            made.claims.append(Claim(segment))
            into = made.claims[-1].rest
        elif segment.id == "SVC" and made.claims:
            made.claims[-1].services.append(Service(segment))
            into = made.claims[-1].services[-1].rest
        elif segment.id == "N1" and not made.claims and segment.at(1) in {"PR", "PE"}:
            party = made.payer if segment.at(1) == "PR" else made.payee
            party.name = segment
            into = party.rest
        elif segment.id == "PLB":
            made.provider_adjustments.append(segment)
        elif segment.id in _STOPS:
            into = []
        else:
            into.append(segment)
    return made


def take_phone(found: Found, name: str, segments: Iterable[Segment]) -> None:
    """The first telephone number of the PER segments, wherever in them its qualifier stands."""
    for segment, place in _phones(segments):
        found.take(name, segment, place)


def _phones(segments: Iterable[Segment]) -> Iterator[tuple[Segment, int]]:
    for segment in segments:
        if segment.id == "PER":
            yield from ((segment, place + 1) for place in range(2, 8) if segment.at(place) == "TE" and segment.at(place + 1))
