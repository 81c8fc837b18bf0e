"""The claims of a remittance (X12 835) as documents of a reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from medbills.claims.remittance_lines import ReadService, read_service
from medbills.claims.remittance_parts import Claim, Remittance, take_phone
from medbills.claims.x12_adjustments import Taken, add_codes, add_shares, balance_of, remarks_of, taken_off
from medbills.claims.x12_segments import Segment
from medbills.claims.x12_values import Found, money_of, paths
from medbills.domain.money import Money, total
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument

# Claim status codes (X12 element 1029) and claim frequency codes (NUBC, last digit of the type of bill).
_DENIED, _REVERSAL, _PREDETERMINATION = "4", "22", "25"
_VERSIONS = {"1": "original", "7": "replacement", "8": "reversal"}
_MEMBER_QUALIFIERS = frozenset({"MI", "HN", "MR", "II", "N", ""})
CUT_OFF = "The file stops before its end. Claims or lines may be missing: download it again."
PROVIDER_LEVEL = "The insurer also settled {amount} with the provider outside any claim (reason {reason}). It is on no bill of yours."


def read_claims(remittance: Remittance) -> tuple[ReadDocument, ...]:
    """One document for each claim, with what the remittance says once repeated in it."""
    settled = _settled_outside(remittance.provider_adjustments)
    cut = () if remittance.whole else (CUT_OFF,)
    return tuple(_document(remittance, claim, (*settled, *cut)) for claim in remittance.claims)


def _document(remittance: Remittance, claim: Claim, of_all: Sequence[str]) -> ReadDocument:
    found = Found()
    clp = claim.clp
    found.take("account_number", clp, 1)
    found.take("total_billed", clp, 3)
    found.take("plan_paid", clp, 4)
    found.take("patient_responsibility", clp, 5)
    found.take("claim_number", clp, 7)
    _add_people(found, remittance, claim)
    _add_references(found, claim)
    taken = taken_off(claim.rest, found)
    remarks = remarks_of(claim.rest)
    services = [read_service(service, remarks) for service in claim.services]
    _add_days(found, remittance, claim, services)
    _add_bill_type(found, claim, services)
    _add_version(found, claim)
    every = [*taken, *(item for service in services for item in service.taken)]
    _add_allowed(found, services)
    add_codes(found, "denial_codes", every if clp.at(2) == _DENIED else taken, remarks)
    warnings = [*_balance(found, taken, services, every)]
    add_shares(found, every, "patient_responsibility", "total_adjustments")
    for place, service in enumerate(services, 1):
        warnings += [f"Line {place}: {warning}" for warning in (*service.found.warnings, *service.warnings)]
    return ReadDocument(
        kind=Kind.PREDETERMINATION if clp.at(2) == _PREDETERMINATION else Kind.EOB,
        pages=(1, 1),
        fields=found.values,
        lines=tuple(service.found.values for service in services),
        warnings=(*found.warnings, *warnings, *of_all),
    )


def _add_people(found: Found, remittance: Remittance, claim: Claim) -> None:
    people = {segment.at(1): segment for segment in reversed(claim.rest) if segment.id == "NM1"}
    patient, insured, server = people.get("QC"), people.get("IL"), people.get("82")
    if patient is not None:
        found.put("patient_name", _name_of(patient), patient.path(3))
    for person in (insured, patient):
        if person is not None and person.at(8) in _MEMBER_QUALIFIERS:
            found.take("member_id", person, 9)
    payer, payee = remittance.payer, remittance.payee
    payer.take_name(found, "payer_name")
    payer.take_name(found, "issuer_name")
    payer.take_address(found, "payer_address")
    take_phone(found, "payer_phone", claim.rest)
    payer.take_phone(found, "payer_phone")
    if server is not None and _name_of(server):
        found.put("provider_name", _name_of(server), server.path(3))
        if server.at(8) == "XX":
            found.take("provider_npi", server, 9)
        elif server.at(8) == "FI":
            found.take("provider_tax_id", server, 9)
        if payee.name is None or _name_of(server).casefold() != " ".join(payee.name.at(2).split()).casefold():
            return  # the payee's numbers and address belong to somebody else
    payee.take_name(found, "provider_name")
    payee.take_numbers(found)
    payee.take_address(found, "provider_address")


def _name_of(segment: Segment) -> str:
    places = (4, 5, 3, 7) if segment.at(2) != "2" else (3,)
    return " ".join(" ".join(segment.at(place) for place in places).split())


def _add_references(found: Found, claim: Claim) -> None:
    names = {"1L": "group_number", "G1": "authorization_number", "F8": "replaces_claim_number"}
    for segment in claim.rest:
        if segment.id == "REF" and segment.at(1) in names:
            found.take(names[segment.at(1)], segment, 2)
        elif segment.id == "AMT" and segment.at(1) == "F5":
            found.take("patient_paid", segment, 2)


def _add_days(found: Found, remittance: Remittance, claim: Claim, services: Sequence[ReadService]) -> None:
    for segment in claim.rest:
        if segment.id == "DTM" and segment.at(1) in {"232", "233"}:
            found.take("service_from" if segment.at(1) == "232" else "service_to", segment, 2)
    days = sorted((item.value, item.spot.path or "") for service in services for item in service.days)
    if days and "service_from" not in found.values:
        found.put("service_from", *days[0])
        found.put("service_to", *days[-1])
    for segment in remittance.opening:
        _take_paid_on(found, segment)
    for segment in (*remittance.payer.rest, *remittance.payee.rest, *remittance.opening):
        if segment.id == "DTM" and segment.at(1) == "405":
            found.take("processed_date", segment, 2)
    if "processed_date" not in found.values and "statement_date" in found.values:
        found.values["processed_date"] = found.values["statement_date"]


def _take_paid_on(found: Found, segment: Segment) -> None:
    if segment.id == "BPR":
        found.take("statement_date", segment, 16)


def _add_bill_type(found: Found, claim: Claim, services: Sequence[ReadService]) -> None:
    """CLP08 is a hospital's type of bill or a doctor's place of service: only what else the claim says tells which."""
    code, frequency = claim.clp.at(8), claim.clp.at(9)
    if not (len(code) == 2 and code.isalnum()):
        return
    hospital = (
        any(segment.id == "MIA" for segment in claim.rest)
        or bool(claim.clp.at(11))  # a diagnosis related group
        or any("revenue_code" in service.found.values for service in services)
    )
    if hospital and frequency:
        found.put("type_of_bill", f"{code}{frequency}", claim.clp.path(8))
    elif not hospital and any("code" in service.found.values for service in services):
        found.put("place_of_service", code, claim.clp.path(8))


def _add_version(found: Found, claim: Claim) -> None:
    if claim.clp.at(2) == _REVERSAL:
        found.put("claim_version", "reversal", claim.clp.path(2))
    found.put("claim_version", _VERSIONS.get(claim.clp.at(9)), claim.clp.path(9))


def _add_allowed(found: Found, services: Sequence[ReadService]) -> None:
    allowed = [service.found.values["allowed"] for service in services if "allowed" in service.found.values]
    if len(allowed) == len(services):
        found.add_up("total_allowed", [(item.value, item.spot.path or "") for item in allowed])


def _balance(found: Found, taken: Sequence[Taken], services: Sequence[ReadService], every: Sequence[Taken]) -> Iterable[str]:
    """The balancing rules of the 835 (005010X221A1, 1.10.2): charge less adjustments is the payment, sums agree with parts."""
    charge, paid, owed = (found.money(name) for name in ("total_billed", "plan_paid", "patient_responsibility"))
    shares = [item for item in every if item.adjustment.group == "PR"]
    wrong = []
    if charge is not None and paid is not None and charge - paid != balance_of(every):
        wrong.append(f"The charge of {charge} is not the payment of {paid} and the adjustments of {balance_of(every)} together.")
    charges = [money for service in services if (money := service.found.money("billed")) is not None]
    if charge is not None and charges and total(charges) != charge:
        wrong.append(f"The lines add up to {total(charges)}, but the claim says {charge}.")
    if owed is not None and shares and balance_of(shares) != owed:
        wrong.append(f"The claim says you owe {owed}, but its reasons add up to {balance_of(shares)} ({paths(s.path for s in shares)}).")
    if wrong:
        found.doubt()
    return wrong


def _settled_outside(segments: Sequence[Segment]) -> tuple[str, ...]:
    said = []
    for segment in segments:
        for place in range(3, 15, 2):
            amount = money_of(segment.at(place + 1)) if segment.at(place + 1) else None
            if amount:
                # A positive amount lowers the payment to the provider, a negative one raises it.
                said.append(PROVIDER_LEVEL.format(amount=_plain(amount), reason=segment.parts(place)[0] or "not given"))
    return tuple(dict.fromkeys(said))


def _plain(amount: Money) -> str:
    return f"{abs(amount)} ({'kept back' if amount.cents > 0 else 'added'})"
