"""Reads one ExplanationOfBenefit as a document: who, which claim, when, how much, and its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from medbills.claims.by_path import told
from medbills.claims.fhir_line import Lookups, lines_of
from medbills.claims.fhir_links import Links
from medbills.claims.fhir_node import Node, codings, extension, variable
from medbills.claims.fhir_people import address_of, member_id_of, name_of, npi_of, phone_of, plan_of, tax_id_of, tax_number
from medbills.claims.fhir_reasons import network, reasons
from medbills.claims.fhir_sums import accumulators, foreign, totals
from medbills.claims.fhir_version import claim_version
from medbills.domain.fields import FieldType
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument, ReadValue

_ICD = re.compile(r"[A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?$")
_BILL_TYPE = re.compile(r"0?\d{2}[0-9A-Z]$")
_PERFORMS = frozenset({"performing", "rendering", "primary"})
_ESTIMATES = frozenset({"predetermination", "preauthorization", "proposed"})
_NOT_FINAL = {
    "draft": "The plan marks this claim as a draft. It may still change.",
    "entered-in-error": "The plan marks this claim as entered by mistake.",
}
Fields = dict[str, ReadValue | None]


def document_of(eob: Node, links: Links) -> ReadDocument:
    """The document of one claim. What it names elsewhere is looked up in `links`."""
    diagnoses = _diagnoses(eob, links)
    read: Fields = {**_who(eob, links), **_references(eob), **_dates(eob), **claim_version(eob)}
    if diagnoses:
        codes = tuple(dict.fromkeys(value.value for value in diagnoses.values()))
        read["diagnosis_codes"] = told(codes, ", ".join(str(value.spot.path) for value in diagnoses.values()), " ".join(codes))
    lookups = Lookups({number: str(value.value) for number, value in diagnoses.items()}, _team(eob, links))
    lines = lines_of(eob, lookups)
    summed, warnings = totals(eob, lines)
    read |= {**accumulators(eob), **summed, **_why(eob)}
    status = eob.at("status").words()
    if status in _NOT_FINAL:
        warnings.append(_NOT_FINAL[status])
    fields = {name: value for name, value in read.items() if value is not None}
    return ReadDocument(
        kind=_kind(eob),
        pages=(1, 1),
        fields=fields,
        lines=tuple(line.values for line in lines if line.values and not line.is_total),
        warnings=(*foreign(eob), *warnings),
    )


def _kind(eob: Node) -> Kind:
    words = {eob.at("use").words()} | {coding.word for key in ("type", "subType") for coding in codings(eob.at(key))}
    return Kind.PREDETERMINATION if words & _ESTIMATES else Kind.EOB


def _who(eob: Node, links: Links) -> Fields:
    patient = links.follow(eob.at("patient"), eob)
    coverages = [found for item in eob.each("insurance") if (found := links.follow(item.at("coverage"), eob))]
    read: Fields = {
        "patient_name": name_of(patient) or eob.at("patient", "display").told(FieldType.TEXT),
        "patient_birth_date": patient.at("birthDate").told(FieldType.DATE),
        "member_id": member_id_of(coverages, patient),
    }
    for coverage in coverages:
        read = {**plan_of(coverage), **read}
    read |= _provider(eob, links)
    insurer = [eob.at("insurer"), *(payor for coverage in coverages for payor in coverage.each("payor"))]
    read |= _party("payer", [(item, links.follow(item, eob)) for item in insurer])
    read["issuer_name"] = read["payer_name"]
    return read


def _provider(eob: Node, links: Links) -> Fields:
    """The one who bills: STU3 names its `organization`, R4 has only `provider`; a facility is the last resort."""
    parties = [(item, links.follow(item, eob)) for key in ("organization", "provider", "facility") if (item := eob.at(key))]
    read = _party("provider", parties)
    if read["provider_name"] is None:
        for member in eob.each("careTeam"):
            if any(coding.word in _PERFORMS for coding in codings(member.at("role"))):
                provider = member.at("provider")
                read["provider_name"] = name_of(links.follow(provider, eob)) or provider.at("display").told(FieldType.TEXT)
                break
    number = next((found for item in eob.each("item") if (found := extension(item, "tax_num", "valueCoding").at("code"))), Node(None))
    if read["provider_tax_id"] is None:
        read["provider_tax_id"] = tax_number(number)
    return read


def _party(role: str, parties: list[tuple[Node, Node]]) -> Fields:
    """Name, phone, address and numbers of a provider or payer; each from the first of the parties that has it."""
    read: Fields = {f"{role}_name": None, f"{role}_phone": None, f"{role}_address": None}
    if role == "provider":
        read |= {"provider_npi": None, "provider_tax_id": None}
    for reference, resource in parties:
        known: Fields = {
            f"{role}_name": name_of(resource) or reference.at("display").told(FieldType.TEXT),
            f"{role}_phone": phone_of(resource),
            f"{role}_address": address_of(resource),
            "provider_npi": npi_of(resource) or npi_of(reference),
            "provider_tax_id": tax_id_of(resource) or tax_id_of(reference),
        }
        if role == "payer" and known["payer_name"] is None:
            known["payer_name"] = reference.at("identifier", "value").told(FieldType.TEXT, 0.9)
        for name in read:
            read[name] = read[name] or known[name]
    return read


def _references(eob: Node) -> Fields:
    read: Fields = {"claim_number": _claim_number(eob)}
    for name in ("carr_clm_cntl_num", "fi_doc_clm_cntl_num"):
        control = extension(eob, name, "valueIdentifier").at("value").told(FieldType.CODE)
        read["reference_number"] = read.get("reference_number") or control
    read["authorization_number"] = eob.at("preAuthRef").told(FieldType.CODE)
    for word, item in _told_beside(eob):
        if word == "patientaccountnumber":
            read["account_number"] = item.at("valueString").told(FieldType.CODE)
        elif word == "typeofbill":
            code = next((coding for coding in codings(item.at("code")) if _BILL_TYPE.match(coding.code.upper())), None)
            read["type_of_bill"] = code.node.told(FieldType.CODE) if code else None
    if read.get("type_of_bill") is None:
        read["type_of_bill"] = _medicare_bill_type(eob)
    assigned = extension(eob, "asgmntcd", "valueCoding").at("code")
    if assigned.value in ("A", "N"):
        read["assignment"] = told("yes" if assigned.value == "A" else "no", assigned.path, assigned.words())
    return read


def _claim_number(eob: Node) -> ReadValue | None:
    """The number the plan gave the claim; Medicare's group of claims is none."""
    items = [item for item in eob.each("identifier") if "claim-group" not in str(item.at("system").value) and item.at("value").words()]
    unique = [item for item in items if any(coding.word == "uc" for coding in codings(item.at("type")))]
    named = [item for item in items if variable(item.at("system").value) in ("clm_id", "pde_id")] + unique
    for item in [*named, *items]:
        return item.at("value").told(FieldType.CODE)
    return eob.at("claim", "identifier", "value").told(FieldType.CODE)


def _medicare_bill_type(eob: Node) -> ReadValue | None:
    """Facility, classification and frequency in three places are the three digits of the type of bill (CMS)."""
    facility = extension(eob.at("facility"), "clm_fac_type_cd", "valueCoding").at("code")
    kinds = [coding.node for coding in codings(eob.at("type")) if variable(coding.system) == "clm_srvc_clsfctn_type_cd"]
    kind = kinds[0] if kinds else extension(eob, "clm_srvc_clsfctn_type_cd", "valueCoding").at("code")
    beside = [coding for _, item in _told_beside(eob) for coding in codings(item.at("code"))]
    every = [coding.node for coding in beside if variable(coding.system) == "clm_freq_cd"]
    if not (facility and kind and every):
        return None
    digits = "".join(node.words() or "" for node in (facility, kind, every[0]))
    return told(digits, facility.path, digits) if _BILL_TYPE.match(digits) else None


def _told_beside(eob: Node) -> list[tuple[str, Node]]:
    """What R4's `supportingInfo` and STU3's `information` say, by CARIN's word or by CMS's variable."""
    return [
        (variable(coding.code) or coding.word, item)
        for key in ("supportingInfo", "information")
        for item in eob.each(key)
        for coding in codings(item.at("category"))
    ]


def _dates(eob: Node) -> Fields:
    period = eob.at("billablePeriod")
    read: Fields = {"service_from": period.at("start").told(FieldType.DATE), "service_to": period.at("end").told(FieldType.DATE)}
    stays = [item.at("timingPeriod") for word, item in _told_beside(eob) if word == "admissionperiod"]
    stay = next((period for period in (*stays, eob.at("hospitalization")) if period), Node(None))
    read["admission_date"] = stay.at("start").told(FieldType.DATE)
    read["discharge_date"] = stay.at("end").told(FieldType.DATE)
    # Medicare's server writes the moment of the download into `created`, so its own dates come first
    weekly = [item.at("timingDate") for word, item in _told_beside(eob) if word == "nch_wkly_proc_dt"]
    done = (extension(eob, "fi_clm_proc_dt", "valueDate"), *weekly, eob.at("created"), eob.at("payment", "date"))
    read["processed_date"] = next((found for node in done if (found := node.told(FieldType.DATE, 0.95))), None)
    return read


def _diagnoses(eob: Node, links: Links) -> dict[str, ReadValue]:
    """The diagnoses by their sequence number: ICD codes only, as bills have them."""
    found: dict[str, ReadValue] = {}
    for index, item in enumerate(eob.each("diagnosis"), start=1):
        condition = links.follow(item.at("diagnosisReference"), eob)
        for coding in [*codings(item.at("diagnosisCodeableConcept")), *codings(condition.at("code"))]:
            named = "icd" in coding.system
            if (named or _ICD.match(coding.code.upper())) and "snomed" not in coding.system:
                value = coding.node.told(FieldType.CODE)
                if value is not None:
                    found.setdefault(item.at("sequence").words() or f"nr {index}", value)
                break
    return found


def _team(eob: Node, links: Links) -> Mapping[str, ReadValue]:
    """The NPI of those who gave the care, by their sequence number."""
    found: dict[str, ReadValue] = {}
    for member in eob.each("careTeam"):
        number, provider = member.at("sequence").words(), member.at("provider")
        npi = npi_of(links.follow(provider, eob)) or npi_of(provider)
        if number and npi is not None and any(coding.word in _PERFORMS for coding in codings(member.at("role"))):
            found.setdefault(number, npi)
    return found


def _why(eob: Node) -> Fields:
    """The claim's network, and the reasons given for the whole of it."""
    own = list(eob.each("adjudication"))
    of_lines = [item for line in eob.each("item") for item in line.each("adjudication")]
    beside = [item for word, item in _told_beside(eob) if "network" in word]
    read: Fields = {"network_status": network(own) or network(of_lines) or network(beside)}
    codes = reasons(own).get("remark_codes")
    read["denial_codes"] = codes
    return read
