"""Claims as FHIR data: every flavor gives its codes, its people and its versions, and names the element of each."""

from __future__ import annotations

import datetime
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from fhir_claims import COVERAGE, PATIENT, VARIABLES, XML, bundle, concept, eob, money, one, read, visit

from medbills.domain.money import Money
from medbills.domain.paper import Kind


def test_a_claim_of_the_current_standard() -> None:
    document = one(bundle(PATIENT, COVERAGE, visit()))
    fields = {name: item.value for name, item in document.fields.items()}
    assert document.kind is Kind.EOB
    assert fields | {"diagnosis_codes": None} == {
        "patient_name": "Ada M. Okafor",
        "patient_birth_date": datetime.date(1948, 2, 11),
        "member_id": "XYZ100",
        "group_number": "G-9",
        "plan_name": "Gold PPO",
        "provider_name": "Riverbend Clinic",
        "provider_npi": "1234567893",
        "provider_tax_id": "12-3456789",
        "provider_phone": "555-0100",
        "provider_address": "1 Main St, Salem, OR 97301",
        "payer_name": "Lakeland Health",
        "issuer_name": "Lakeland Health",
        "claim_number": "CLM77-A",
        "service_from": datetime.date(2026, 3, 2),
        "service_to": datetime.date(2026, 3, 2),
        "processed_date": datetime.date(2026, 3, 9),
        "diagnosis_codes": None,
        "network_status": "out",
        "total_billed": Money(41200),
        "total_allowed": Money(30050),
        "plan_paid": Money(14440),
        "patient_responsibility": Money(15610),
        "deductible": Money(10000),
        "copay": Money(2000),
        "coinsurance": Money(3610),
        "total_adjustments": Money(11150),
    }
    assert fields["diagnosis_codes"] == ("S06.0X1A", "R51.9")
    (line,) = document.lines
    assert {name: item.value for name, item in line.items() if not isinstance(item.value, Money)} == {
        "service_date": datetime.date(2026, 3, 2),
        "code": "99284",
        "code_system": "CPT",
        "description": "Emergency visit",
        "modifiers": ("25",),
        "revenue_code": "0450",
        "place_of_service": "23",
        "units": Decimal(1),
        "diagnosis_codes": ("R51.9",),
        "rendering_npi": "1987654328",
    }
    assert line["allowed"].spot.path == "entry[2].resource.item[0].adjudication[1].amount"
    assert document.fields["patient_name"].spot.path == "entry[0].resource.name[0]"
    assert document.fields["deductible"].spot.confidence < 1.0  # added up, not stated
    assert not document.warnings


@pytest.mark.parametrize(
    ("more", "version", "replaced"),
    [
        ({"status": "cancelled"}, "reversal", None),
        ({"related": [{"relationship": concept("prior", "x"), "reference": {"value": "old-1"}}]}, "replacement", "OLD-1"),
        ({"related": [{"relationship": concept("replacedby", "x"), "reference": {"value": "new-1"}}]}, None, None),
        (
            {
                "supportingInfo": [
                    {"category": concept("typeofbill", "x"), "code": concept("0137", "https://www.nubc.org/CodeSystem/TypeOfBill")}
                ]
            },
            "replacement",
            None,
        ),
        ({"extension": [{"url": VARIABLES + "carr_clm_entry_cd", "valueCoding": {"code": "3"}}]}, "reversal", None),
        ({}, None, None),
    ],
)
def test_versions_of_a_claim(more: dict[str, Any], version: str | None, replaced: str | None) -> None:
    fields = one(eob(**more)).fields
    assert (fields["claim_version"].value if "claim_version" in fields else None) == version
    assert (fields["replaces_claim_number"].value if "replaces_claim_number" in fields else None) == replaced


@pytest.mark.parametrize(
    ("use", "kind"), [("claim", Kind.EOB), ("predetermination", Kind.PREDETERMINATION), ("preauthorization", Kind.PREDETERMINATION)]
)
def test_an_estimate_is_no_claim(use: str, kind: Kind) -> None:
    assert one(eob(use=use)).kind is kind


def test_drugs_teeth_and_medical_terms() -> None:
    drug = {"productOrService": concept("0777-3105-02", "http://hl7.org/fhir/sid/ndc"), "quantity": {"value": 60}}
    tooth = {
        "productOrService": concept("D2740", "http://www.ada.org/cdt"),
        "bodySite": concept("14", "http://www.ada.org/tooth"),
        "subSite": [concept("M", "x"), concept("O", "x")],
    }
    term = {"productOrService": {"coding": [{"system": "http://snomed.info/sct", "code": "185345009", "display": "Encounter"}]}}
    lines = one(eob(item=[drug, tooth, term])).lines
    assert {name: lines[0][name].value for name in ("code", "code_system", "ndc", "units")} == {
        "code": "0777-3105-02",
        "code_system": "NDC",
        "ndc": "0777-3105-02",
        "units": Decimal(60),
    }
    assert {name: item.value for name, item in lines[1].items()} == {"code": "D2740", "code_system": "CDT", "tooth": "14", "surface": "MO"}
    assert {name: item.value for name, item in lines[2].items()} == {"description": "Encounter"}


def test_references_of_every_form_are_followed() -> None:
    for reference, entry in (
        ("urn:uuid:11-22", {"fullUrl": "urn:uuid:11-22", "resource": PATIENT}),
        ("Patient/p1", {"resource": PATIENT}),
        ("https://plan.example/fhir/Patient/p1/_history/3", {"resource": PATIENT}),
        ("Patient?identifier=s|9", {"resource": {**PATIENT, "identifier": [{"system": "s", "value": "9"}]}}),
    ):
        claim = eob(patient={"reference": reference})
        document = one({"resourceType": "Bundle", "entry": [{"resource": claim}, entry]})
        assert document.fields["patient_name"].value == "Ada M. Okafor"
    assert "patient_name" not in one(eob(patient={"reference": "Patient/gone"})).fields


def test_lines_of_json_bundles_of_bundles_and_lists() -> None:
    text = json.dumps(visit()) + "\r\n\n" + json.dumps(eob(item=[{"servicedDate": "2026-01-05"}]))
    first, second = read(text)
    assert first.lines[0]["billed"].spot.path == "line[1].item[0].adjudication[0].amount"
    assert second.lines[0]["service_date"].spot.path == "line[3].item[0].servicedDate"
    assert len(read(bundle(bundle(visit(), visit()), PATIENT))) == 2
    assert len(read([visit(), PATIENT, visit()])) == 2


def test_a_page_of_a_longer_list_says_so() -> None:
    (document,) = read(bundle(visit(), link=[{"relation": "next", "url": "https://plan.example/2"}]))
    assert any("one part of a longer list" in warning for warning in document.warnings)


def test_foreign_money_is_left_out_and_told() -> None:
    claim = eob(total=[{"category": concept("submitted"), "amount": {"value": 12, "currency": "EUR"}}])
    document = one(claim)
    assert not money(document.fields)
    assert document.warnings == ("Some amounts are not in US dollars. Medbills left them out.",)


def test_the_same_in_xml() -> None:
    (document,) = read(XML)
    assert document.fields["patient_name"].value == "Ada Okafor"
    assert money(document.lines[0]) == {"billed": "120.50", "plan_paid": "80.00"}
    assert document.lines[0]["plan_paid"].spot.path == "entry[0].resource.item.adjudication[1].amount"
