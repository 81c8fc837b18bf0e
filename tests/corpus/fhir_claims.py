"""Small made-up FHIR claims, and the ways tests look at what was read of them."""

from __future__ import annotations

import json
from typing import Any

from medbills.domain.importing import Source
from medbills.domain.media import media_type
from medbills.domain.money import Money
from medbills.domain.reading import ReadDocument, Reading, ReadLine, SourceFile
from medbills.importers import read_documents

VARIABLES = "https://bluebutton.cms.gov/resources/variables/"
HL7 = "http://terminology.hl7.org/CodeSystem/adjudication"
CARIN = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication"
STATUS = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator"


def source(data: Any, name: str = "claims.json") -> Source:
    raw = data if isinstance(data, bytes) else (data if isinstance(data, str) else json.dumps(data)).encode()
    return Source(name=name, media_type=media_type(name, raw), data=raw)


def read(data: Any) -> tuple[ReadDocument, ...]:
    documents = read_documents(source(data))
    file = SourceFile(name="claims.json", sha256="", bytes=0, pages=None, media_type="application/json")
    plain = json.loads(json.dumps(Reading(file=file, documents=documents).to_json()))
    Reading.from_json(plain)
    for document in plain["documents"]:
        for values in (document["fields"], *document["lines"]):
            assert all(item["box"] is None and item["page"] is None and item["path"] for item in values.values())
    return documents


def one(data: Any) -> ReadDocument:
    (document,) = read(data)
    return document


def money(values: ReadLine) -> dict[str, str]:
    return {name: item.value.plain() for name, item in values.items() if isinstance(item.value, Money)}


def concept(code: str, system: str = HL7, **more: Any) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}], **more}


def amount(code: str, dollars: float, system: str = HL7, **more: Any) -> dict[str, Any]:
    return {"category": concept(code, system), "amount": {"value": dollars, "currency": "USD"}, **more}


def eob(**more: Any) -> dict[str, Any]:
    return {"resourceType": "ExplanationOfBenefit", "id": "e1", "status": "active", "use": "claim", **more}


def visit(**more: Any) -> dict[str, Any]:
    return eob(
        identifier=[{"type": concept("uc", "x"), "value": "clm 77-a"}],
        patient={"reference": "Patient/p1"},
        insurer={"reference": "Organization/o1", "display": "Lakeland Health"},
        provider={"reference": "#bill"},
        contained=[
            {
                "resourceType": "Organization",
                "id": "bill",
                "name": "Riverbend Clinic",
                "identifier": [
                    {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"},
                    {"type": concept("TAX", "x"), "value": "12-3456789"},
                ],
                "telecom": [{"system": "phone", "value": "555-0100"}],
                "address": [{"line": ["1 Main St"], "city": "Salem", "state": "OR", "postalCode": "97301"}],
            }
        ],
        created="2026-03-09T10:00:00-05:00",
        billablePeriod={"start": "2026-03-02", "end": "2026-03-02T23:59:00-05:00"},
        insurance=[{"focal": True, "coverage": {"reference": "Coverage/c1"}}],
        careTeam=[
            {
                "sequence": 4,
                "role": concept("performing", "x"),
                "provider": {"identifier": {"type": concept("npi", "x"), "value": "1987654328"}},
            }
        ],
        diagnosis=[
            {"sequence": 1, "diagnosisCodeableConcept": concept("S06.0X1A", "http://hl7.org/fhir/sid/icd-10-cm")},
            {"sequence": 2, "diagnosisCodeableConcept": concept("R51.9", "http://hl7.org/fhir/sid/icd-10-cm")},
        ],
        item=[
            {
                "sequence": 1,
                "careTeamSequence": [4],
                "diagnosisSequence": [2],
                "productOrService": {"coding": [{"system": "http://www.ama-assn.org/go/cpt", "code": "99284"}], "text": "Emergency visit"},
                "modifier": [concept("25", "http://www.ama-assn.org/go/cpt")],
                "revenue": concept("0450", "https://www.nubc.org/CodeSystem/RevenueCodes"),
                "servicedDate": "2026-03-02",
                "locationCodeableConcept": concept("23", "https://www.cms.gov/place-of-service"),
                "quantity": {"value": 1},
                "adjudication": [
                    amount("submitted", 412),
                    amount("eligible", 300.5),
                    amount("deductible", 100),
                    amount("copay", 20),
                    amount("coinsurance", 36.1, CARIN),
                    amount("benefit", 144.4),
                    amount("discount", 111.5, CARIN),
                    amount("memberliability", 156.1, CARIN),
                    {"category": concept("benefitpaymentstatus", STATUS), "reason": concept("outofnetwork", "x")},
                ],
            }
        ],
        total=[amount("submitted", 412), amount("eligible", 300.5), amount("benefit", 144.4), amount("memberliability", 156.1, CARIN)],
        **more,
    )


PATIENT = {
    "resourceType": "Patient",
    "id": "p1",
    "name": [{"family": "Okafor", "given": ["Ada", "M."], "prefix": ["Mrs."]}],
    "birthDate": "1948-02-11",
}
COVERAGE = {
    "resourceType": "Coverage",
    "id": "c1",
    "subscriberId": "XYZ 100",
    "class": [
        {"type": concept("group", "x"), "value": "G-9", "name": "Mill"},
        {"type": concept("plan", "x"), "value": "P", "name": "Gold PPO"},
    ],
}


def bundle(*resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"resourceType": "Bundle", "entry": [{"resource": item} for item in resources], **more}


def medicare(name: str, dollars: float, r4: str | None) -> dict[str, Any]:
    coding = [{"system": "https://bluebutton.cms.gov/resources/codesystem/adjudication", "code": VARIABLES + name}]
    if r4 is None:
        return {"category": {"coding": coding}, "amount": {"value": dollars, "system": "urn:iso:std:iso:4217", "code": "USD"}}
    return {"category": {"coding": [{"system": HL7, "code": r4}, *coding]}, "amount": {"value": dollars, "currency": "USD"}}


XML = """<?xml version="1.0" encoding="UTF-8"?>
<Bundle xmlns="http://hl7.org/fhir"><entry><resource>
<ExplanationOfBenefit><text><div xmlns="http://www.w3.org/1999/xhtml"><p>Words</p></div></text>
<identifier><value value="X-1"/></identifier><status value="active"/><patient><reference value="Patient/p1"/></patient>
<item><productOrService><coding><system value="http://www.ama-assn.org/go/cpt"/><code value="99213"/></coding></productOrService>
<servicedDate value="2026-03-02"/>
<adjudication><category><coding><code value="submitted"/></coding></category><amount><value value="120.50"/></amount></adjudication>
<adjudication><category><coding><code value="benefit"/></coding></category><amount><value value="80"/></amount></adjudication>
</item></ExplanationOfBenefit></resource></entry>
<entry><resource><Patient><id value="p1"/><name><family value="Okafor"/><given value="Ada"/></name></Patient></resource></entry></Bundle>"""
