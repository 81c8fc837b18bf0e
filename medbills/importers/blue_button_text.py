"""Medicare's Blue Button text: the claims of Part A, B and D as MyMedicare.gov let them be downloaded."""

from __future__ import annotations

import re

from medbills.claims.blue_button_claims import Claim, Labels, Told, claims_in, section
from medbills.claims.by_path import told
from medbills.domain.fields import FieldType, from_plain
from medbills.domain.importing import Importer, Source
from medbills.domain.media import TEXT
from medbills.domain.money import total
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument, ReadLine, ReadValue
from medbills.errors import UnusableInput
from medbills.layout.amounts import amount_of
from medbills.layout.codes import MODIFIER, system_of
from medbills.layout.days import day_of

_KNOWN = re.compile(r"blue button|mymedicare\.gov|my healthevet|claim lines for claim number", re.I)
_HEAD = 4000  # characters in which such a file says what it is
_ABSENT = re.compile(r"\*?\s*not available\s*\*?$|no information available$|-+$|unknown$", re.I)
_CODED = re.compile(r"(?P<code>[A-Z0-9]{1,12})(?:\s*-\s*(?P<words>.*))?$", re.I)
_NPI = re.compile(r"\d{9,10}$")
_TOTAL_REVENUE = "0001"
NO_CLAIMS = "{name} holds no claims. Download your claims from Medicare.gov instead."
_DIFFER = "The claim says {stated} for {name}, but its lines add up to {found}."
_MONEY = {
    "amount charged": "total_billed",
    "medicare approved": "total_allowed",
    "provider paid": "plan_paid",
    "you may be billed": "patient_responsibility",
}
_LINE_MONEY = {"submitted amount/charges": "billed", "allowed amount": "allowed", "non-covered": "not_covered"}
_CHECKED = (("billed", "total_billed", "charges"), ("allowed", "total_allowed", "the amount allowed"))


def score(source: Source) -> float:
    """Surely ours where the file says so in its first lines."""
    if source.sheets is not None or source.media_type != TEXT:
        return 0.0
    if _KNOWN.search(source.body[:_HEAD]):
        return 1.0
    return 0.9 if "claim lines for claim number" in source.body.lower() else 0.0


def parse(source: Source) -> tuple[ReadDocument, ...]:
    """One document for each claim. Raises UnusableInput where the file holds none, as the VA's look alike and hold none."""
    claims = claims_in(source.body)
    if not claims:
        raise UnusableInput(NO_CLAIMS.format(name=source.name))
    person = section(source.body, "demographic")
    return tuple(_document(claim, person) for claim in claims)


def _document(claim: Claim, person: Labels) -> ReadDocument:
    head = claim.head
    drugs = _is_drug(claim)
    fields: dict[str, ReadValue | None] = {
        "claim_number": _text(head.get("claim number"), FieldType.CODE),
        "patient_name": _text(person.get("name")),
        "patient_birth_date": _day(person.get("date of birth")),
        "provider_name": _text(head.get("pharmacy name") or head.get("provider")),
        "provider_address": _text(head.get("provider billing address")),
        "provider_npi": _npi(head.get("pharmacy / service provider")),
        "service_from": _day(head.get("service start date")),
        "service_to": _day(head.get("service end date")),
        "diagnosis_codes": _diagnoses(head),
    }
    fields |= {name: _money(head.get(label)) for label, name in _MONEY.items()}
    if not drugs and (number := head.get("claim number")) is not None:
        # parts A and B are paid by Medicare itself; a drug plan's name is not in its claims
        fields["payer_name"] = fields["issuer_name"] = told("Medicare", number.path, None, 0.97)
    if drugs and claim.lines:
        fields["service_from"] = fields["service_to"] = _day(claim.lines[0].get("claim service date"))
    lines = [_drug_line(labels) if drugs else _line(labels) for labels in claim.lines]
    real = [line for line in lines if not _is_total(line) or len(lines) == 1]
    read = {name: value for name, value in fields.items() if value is not None}
    warnings = _differences(read, real)
    return ReadDocument(kind=Kind.EOB, pages=(1, 1), fields=read, lines=tuple(line for line in real if line), warnings=warnings)


def _is_drug(claim: Claim) -> bool:
    kind = claim.head.get("claim type")
    said = "".join((kind.words if kind else "").lower().split())
    return said == "partd" or any("drug code" in line for line in claim.lines)


def _line(labels: Labels) -> ReadLine:
    read: dict[str, ReadValue | None] = {}
    first, last = _day(labels.get("date of service from")), _day(labels.get("date of service to"))
    if first is not None and (last is None or last.value == first.value):
        read["service_date"] = first
    else:
        read |= {"service_from": first, "service_to": last}
    revenue, revenue_words = _coded(labels.get("revenue code/description"))
    code, words = _coded(labels.get("procedure code/description"))
    read |= {"revenue_code": revenue, "code": code, "description": words or revenue_words}
    if code is not None and (system := system_of(code.value)) is not None:
        read["code_system"] = told(system, str(code.spot.path))
    read["modifiers"] = _modifiers(labels)
    units = labels.get("quantity billed/units")
    if units is not None and re.fullmatch(r"\d{1,9}(?:\.\d{1,4})?", units.words):
        read["units"] = told(from_plain(FieldType.NUMBER, units.words), units.path, units.words)
    read |= {name: _money(labels.get(label)) for label, name in _LINE_MONEY.items()}
    read["place_of_service"] = _coded(labels.get("place of service/description"))[0]
    read["rendering_npi"] = _npi(labels.get("rendering provider npi"))
    return {name: value for name, value in read.items() if value is not None}


def _drug_line(labels: Labels) -> ReadLine:
    drug = _text(labels.get("drug code"), FieldType.CODE)
    read = {
        "service_date": _day(labels.get("claim service date")),
        "code": drug,
        "code_system": told("NDC", str(drug.spot.path)) if drug is not None else None,
        "ndc": drug,
        "description": _text(labels.get("drug name")),
    }
    return {name: value for name, value in read.items() if value is not None}


def _is_total(line: ReadLine) -> bool:
    revenue = line.get("revenue_code")
    return revenue is not None and "code" not in line and revenue.value.zfill(4) == _TOTAL_REVENUE


def _differences(fields: ReadLine, lines: list[ReadLine]) -> tuple[str, ...]:
    found = []
    for column, field, name in _CHECKED:
        amounts = [line[column].value for line in lines if column in line]
        if field in fields and amounts and len(amounts) == len(lines) and total(amounts) != fields[field].value:
            found.append(_DIFFER.format(stated=fields[field].value, name=name, found=total(amounts)))
    return tuple(found)


def _said(item: Told | None) -> Told | None:
    return item if item is not None and item.words and not _ABSENT.match(item.words) else None


def _text(item: Told | None, type_: FieldType = FieldType.TEXT) -> ReadValue | None:
    said = _said(item)
    return told(from_plain(type_, said.words), said.path, said.words) if said else None


def _day(item: Told | None) -> ReadValue | None:
    said = _said(item)
    day = day_of(said.words) if said else None
    return told(day, said.path, said.words) if said and day else None


def _money(item: Told | None) -> ReadValue | None:
    said = _said(item)
    amount = amount_of(said.words, bare_whole=True) if said else None
    return told(amount, said.path, said.words) if said and amount is not None else None


def _npi(item: Told | None) -> ReadValue | None:
    said = _said(item)
    return told(said.words, said.path, said.words) if said and _NPI.match(said.words) else None


def _coded(item: Told | None) -> tuple[ReadValue | None, ReadValue | None]:
    """The code and the words of "98941 - Chiropractic Manipulative Treatment"."""
    said = _said(item)
    found = _CODED.match(said.words) if said else None
    if said is None or found is None:
        return None, None
    words = (found["words"] or "").strip()
    return told(found["code"].upper(), said.path, said.words), told(words, said.path, said.words) if words else None


def _modifiers(labels: Labels) -> ReadValue | None:
    found = [
        (code.value, item.path)
        for key, item in labels.items()
        if key.startswith("modifier ") and (code := _coded(item)[0]) is not None and MODIFIER.fullmatch(code.value)
    ]
    return told(tuple(code for code, _ in found), ", ".join(path for _, path in found)) if found else None


def _diagnoses(head: Labels) -> ReadValue | None:
    listed = [(_coded(item)[0], item.path) for key, item in head.items() if key.startswith("diagnosis code")]
    found = [(code.value, path) for code, path in listed if code is not None]
    return told(tuple(dict.fromkeys(code for code, _ in found)), ", ".join(path for _, path in found)) if found else None


IMPORTER = Importer(slug="blue_button_text", title="Medicare claims (Blue Button text)", score=score, parse=parse)
