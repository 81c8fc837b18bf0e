"""Reads one item of an ExplanationOfBenefit as a line: the service, its day, its codes and its money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from medbills.claims.by_path import told
from medbills.claims.fhir_money import PRIOR_PAYER, Amount, adjudicated, settled
from medbills.claims.fhir_node import Coding, Node, codings, extension, extensions
from medbills.claims.fhir_reasons import reasons
from medbills.domain.fields import FieldType
from medbills.domain.reading import ReadLine, ReadValue
from medbills.layout.codes import MODIFIER, system_of

_TOTAL_REVENUE = "0001"  # NUBC: the claim's total charge, not a service
_REVENUE = re.compile(r"\d{1,4}$")
_PLACE = re.compile(r"\d{2}$")
_NDC = re.compile(r"(?:\d{9,11}|\d{4,5}-\d{3,4}-\d{1,2})$")
_TOOTH = re.compile(r"(?:[1-9]|[12]\d|3[0-2]|[A-T])$")
_QUADRANT = re.compile(r"(?:UR|UL|LR|LL|10|20|30|40)$")
_SURFACE = re.compile(r"[MODBLFI]{1,5}$")
_NO_PROCEDURE = ("snomed", "data-absent-reason", "rxnorm", "cvx", "loinc", "hipps", "unitsofmeasure")
_BY_SYSTEM = (("ama-assn.org", "CPT"), ("/cpt", "CPT"), ("ada.org", "CDT"), ("/cdt", "CDT"), ("hcpcs", "HCPCS"))


@dataclass(frozen=True, slots=True)
class FhirLine:
    """A line as read, with the amounts that settle the claim's sums (those no line has a column for, too)."""

    values: ReadLine
    amounts: Mapping[str, Amount]
    is_total: bool = False  # Medicare's last row, with the claim's total charge


@dataclass(frozen=True, slots=True)
class Lookups:
    """What an item names by number: diagnoses by sequence, and the NPI of the care team by sequence."""

    diagnoses: Mapping[str, str]
    team: Mapping[str, ReadValue]


def lines_of(eob: Node, lookups: Lookups) -> list[FhirLine]:
    """The items of a claim and those that the plan added, in their order; the details of an item that has no money itself."""
    found: list[FhirLine] = []
    for item in [*eob.each("item"), *eob.each("addItem")]:
        details = [detail for detail in item.each("detail") if detail.at("adjudication", "amount")]
        parts = details if details and not item.at("adjudication") else [item]
        found += [_line(part, item, lookups) for part in parts]
    found = [line for line in found if line.values or line.amounts]
    return found if len(found) > 1 else [replace(line, is_total=False) for line in found]  # a lone row is all there is


def _line(item: Node, whole: Node, lookups: Lookups) -> FhirLine:
    adjudications = list(item.each("adjudication"))
    amounts = settled(adjudicated(adjudications))
    values: dict[str, ReadValue | None] = {**_days(item, whole), **_service(item), **_where(item, whole)}
    values["units"] = _units(item)
    values |= {name: amount.told() for name, amount in amounts.items() if name != PRIOR_PAYER}
    if "unit_price" not in values:
        values["unit_price"] = item.at("unitPrice").told(FieldType.MONEY)
    if "billed" not in amounts and item.at("net").money() is not None:
        values["billed"] = item.at("net").told(FieldType.MONEY, 0.96)
    values |= reasons(adjudications)
    values |= _named(whole, lookups)
    read = {name: value for name, value in values.items() if value is not None}
    revenue = read.get("revenue_code")
    is_total = revenue is not None and "code" not in read and str(revenue.value).zfill(4) == _TOTAL_REVENUE
    return FhirLine(read, amounts, is_total)


def _days(item: Node, whole: Node) -> dict[str, ReadValue | None]:
    for place in (item, whole):
        if place.at("servicedDate").day():
            return {"service_date": place.at("servicedDate").told(FieldType.DATE)}
        first, last = place.at("servicedPeriod", "start"), place.at("servicedPeriod", "end")
        if first.day() and (last.day() in (None, first.day())):
            return {"service_date": first.told(FieldType.DATE)}
        if first.day() or last.day():
            return {"service_from": first.told(FieldType.DATE), "service_to": last.told(FieldType.DATE)}
    return {}


def _service(item: Node) -> dict[str, ReadValue | None]:
    service = item.at("productOrService") or item.at("service")
    found = codings(service)
    revenue = _revenue(item)
    read: dict[str, ReadValue | None] = {"revenue_code": revenue}
    drug = _drug(item, found)
    if drug is not None:
        read["ndc"] = told(drug.code.upper(), drug.node.path, drug.code)
    procedure, system = _procedure(found)
    if procedure is not None:
        if revenue is not None and system_of(procedure.code) is None and procedure.code == revenue.value:
            system = "REV"  # some plans repeat the revenue code where no procedure is named
        read["code"] = procedure.node.told(FieldType.CODE)
        read["code_system"] = told(system, procedure.node.path)
    elif drug is not None and drug in found:
        read["code"], read["code_system"] = read["ndc"], told("NDC", drug.node.path)
    read["modifiers"] = _modifiers(item)
    named = next((coding for coding in found if coding.display and "data-absent-reason" not in coding.system), None)
    if service.at("text").words():
        read["description"] = service.at("text").told(FieldType.TEXT)
    elif named is not None:
        read["description"] = told(named.display, named.node.path.removesuffix("code") + "display")
    elif drug is not None and drug.display:
        read["description"] = told(drug.display, drug.node.path.removesuffix("code") + "display")
    return read


def _procedure(found: list[Coding]) -> tuple[Coding | None, str]:
    for coding in found:
        named = next((system for part, system in _BY_SYSTEM if part in coding.system), None)
        if named is not None and "modifier" not in coding.system:
            return coding, (system_of(coding.code.upper()) or named) if named == "HCPCS" else named
    for coding in found:
        system = system_of(coding.code.upper())
        if system in ("CPT", "HCPCS", "CDT") and not any(name in coding.system for name in _NO_PROCEDURE):
            return coding, system
    return None, ""


def _drug(item: Node, found: list[Coding]) -> Coding | None:
    candidates = list(found)
    for place in (item, item.at("productOrService"), item.at("service")):
        for name, extended in extensions(place):
            if name.endswith(("sid/ndc", "rev_cntr_ide_ndc_upc_num")):
                candidates += [
                    Coding("sid/ndc", coding.code, coding.display, coding.node) for coding in codings(extended.at("valueCoding"))
                ]
    for detail in item.each("detail"):
        candidates += codings(detail.at("productOrService") or detail.at("service"))
    return next((coding for coding in candidates if "ndc" in coding.system and _NDC.match(coding.code)), None)


def _revenue(item: Node) -> ReadValue | None:
    for coding in codings(item.at("revenue")):
        fits = coding.system.endswith("/rev_cntr") or "revenue" in coding.system or "nubc" in coding.system or not coding.system
        if fits and _REVENUE.match(coding.code):
            return coding.node.told(FieldType.CODE)
    return None


def _modifiers(item: Node) -> ReadValue | None:
    found: dict[str, Node] = {}
    for modifier in item.each("modifier"):
        for coding in codings(modifier):
            if MODIFIER.match(coding.code) and len(coding.code) == 2 and "unitsofmeasure" not in coding.system:
                found.setdefault(coding.code.upper(), coding.node)
    return told(tuple(found), ", ".join(node.path for node in found.values()), " ".join(found)) if found else None


def _units(item: Node) -> ReadValue | None:
    """How many times the service was given; the count of a drug's milliliters that BFD puts there is none."""
    counted = extension(item, "rev_cntr_unit_cnt", "valueQuantity").at("value").told(FieldType.NUMBER)
    if counted is not None:
        return counted
    if any("unitsofmeasure" in coding.system for modifier in item.each("modifier") for coding in codings(modifier)):
        return None
    return item.at("quantity", "value").told(FieldType.NUMBER)


def _where(item: Node, whole: Node) -> dict[str, ReadValue | None]:
    read: dict[str, ReadValue | None] = {}
    for coding in codings(whole.at("locationCodeableConcept")):
        if _PLACE.match(coding.code):
            read["place_of_service"] = coding.node.told(FieldType.CODE)
            break
    sites = [*codings(item.at("bodySite")), *codings(item.at("bodySite", "concept"))]
    systems = [coding.system for coding in (*sites, *codings(item.at("productOrService")))]
    dental = any(name in system for system in systems for name in ("ada.org", "tooth", "/cdt"))
    for coding in sites if dental else ():
        name = "tooth" if _TOOTH.match(coding.code.upper()) else "quadrant" if _QUADRANT.match(coding.code.upper()) else None
        if name is not None:
            read.setdefault(name, coding.node.told(FieldType.CODE))
    surfaces = [coding for side in item.each("subSite") for coding in codings(side) if _SURFACE.match(coding.code.upper())]
    if dental and surfaces:
        read["surface"] = told("".join(coding.code.upper() for coding in surfaces), surfaces[0].node.path)
    return read


def _named(item: Node, lookups: Lookups) -> dict[str, ReadValue | None]:
    read: dict[str, ReadValue | None] = {}
    diagnoses: dict[str, Node] = {}
    for key in ("diagnosisSequence", "diagnosisLinkId"):
        for number in item.each(key):
            code = lookups.diagnoses.get(number.words() or "")
            if code is not None:
                diagnoses.setdefault(code, number)
    if diagnoses:
        read["diagnosis_codes"] = told(tuple(diagnoses), ", ".join(node.path for node in diagnoses.values()))
    for key in ("careTeamSequence", "careTeamLinkId"):
        for number in item.each(key):
            if (npi := lookups.team.get(number.words() or "")) is not None:
                read.setdefault("rendering_npi", npi)
    return read
