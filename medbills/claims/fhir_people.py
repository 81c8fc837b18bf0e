"""Reads patients, providers, insurers and coverage out of FHIR resources: names, numbers, addresses, phones."""

from __future__ import annotations

import re
from collections.abc import Iterable

from medbills.claims.by_path import told
from medbills.claims.fhir_node import Node, codings
from medbills.domain.fields import FieldType
from medbills.domain.reading import ReadValue

_NPI = re.compile(r"[12]\d{9}$")  # 45 CFR 162.406; a filler of zeros is none
_TAX = re.compile(r"\d{2}-?\d{7}$")
_NPI_SYSTEMS = ("us-npi", "carr_clm_blg_npi_num", "org_npi_num", "2.16.840.1.113883.4.6")
_MEMBER_SYSTEMS = ("us-mbi", "us-medicare")
Found = dict[str, ReadValue]


def name_of(node: Node) -> ReadValue | None:
    """The name of a person or an organization, as written."""
    name = node.at("name")
    if not isinstance(name.value, dict):
        return name.told(FieldType.TEXT)
    whole = name.at("text").told(FieldType.TEXT)
    if whole is not None:
        return whole
    keys = ("given", "family", "suffix") if node.at("resourceType").value == "Patient" else ("prefix", "given", "family", "suffix")
    parts = [part.words() for key in keys for part in name.each(key)]
    words = " ".join(part for part in parts if part)
    return told(words, name.path) if words else None


def npi_of(node: Node) -> ReadValue | None:
    """A National Provider Identifier: ten digits that are said to be one."""
    for item in node.each("identifier"):
        system = str(item.at("system").value or "").lower()
        said = any(coding.word == "npi" for coding in codings(item.at("type")))
        number = item.at("value").words() or ""
        if (said or any(name in system for name in _NPI_SYSTEMS)) and _NPI.match(number):
            return told(number, item.at("value").path)
    return None


def tax_id_of(node: Node) -> ReadValue | None:
    for item in node.each("identifier"):
        system = str(item.at("system").value or "").lower()
        said = any(coding.word in {"tax", "ein"} for coding in codings(item.at("type")))
        number = item.at("value").words() or ""
        if (said or "us-ein" in system or "tax_num" in system) and _TAX.match(number):
            return told(number, item.at("value").path)
    return None


def tax_number(node: Node) -> ReadValue | None:
    """A number as a tax number: nine digits, or absent."""
    return node.told(FieldType.CODE) if _TAX.match(node.words() or "") else None


def phone_of(node: Node) -> ReadValue | None:
    for item in node.each("telecom"):
        if item.at("system").value == "phone" and item.at("value"):
            return item.at("value").told(FieldType.TEXT)
    return None


def address_of(node: Node) -> ReadValue | None:
    """The first address on one line: "1 Main Street, Salem, MA 01970"."""
    address = node.at("address")
    whole = address.at("text").told(FieldType.TEXT)
    if whole is not None:
        return whole
    lines = [line.words() for line in address.each("line")]
    place = " ".join(part for key in ("state", "postalCode") if (part := address.at(key).words()))
    parts = [*lines, address.at("city").words(), place]
    words = ", ".join(part for part in parts if part)
    return told(words, address.path) if words and any(lines) else None


def member_id_of(coverages: Iterable[Node], patient: Node) -> ReadValue | None:
    """The member's number: as the coverage has it, else the subscriber's, else as the patient's card has it."""
    seen = list(coverages)
    for coverage in seen:
        for item in coverage.each("identifier"):
            if any(coding.word == "mb" for coding in codings(item.at("type"))) and item.at("value"):
                return item.at("value").told(FieldType.CODE)
    for coverage in seen:
        number = coverage.at("subscriberId").told(FieldType.CODE)
        if number is not None:
            return number
    for item in patient.each("identifier"):
        said = any(coding.word in {"mb", "mc"} for coding in codings(item.at("type")))
        system = str(item.at("system").value or "").lower()
        if (said or any(name in system for name in _MEMBER_SYSTEMS)) and item.at("value"):
            return item.at("value").told(FieldType.CODE)
    return None


def plan_of(coverage: Node) -> Found:
    """The plan's name and the group's number (R4 `class`, STU3 `grouping`)."""
    found: dict[str, ReadValue | None] = {
        "group_number": coverage.at("grouping", "group").told(FieldType.CODE),
        "plan_name": coverage.at("grouping", "planDisplay").told(FieldType.TEXT),
    }
    for item in coverage.each("class"):
        for coding in codings(item.at("type")):
            if coding.word == "group" and found["group_number"] is None:
                found["group_number"] = item.at("value").told(FieldType.CODE)
            if coding.word == "plan" and found["plan_name"] is None:
                found["plan_name"] = item.at("name").told(FieldType.TEXT)
    return {name: value for name, value in found.items() if value is not None}
