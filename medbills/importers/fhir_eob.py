"""Claims as data: FHIR ExplanationOfBenefit alone, in bundles or in lines, as plans' and Medicare's downloads have them."""

from __future__ import annotations

import re
from dataclasses import replace

from medbills.claims.fhir_claim import document_of
from medbills.claims.fhir_file import Resource, resources_of
from medbills.claims.fhir_links import Links
from medbills.domain.importing import Importer, Source
from medbills.domain.media import JSON, TEXT, XML
from medbills.domain.reading import ReadDocument
from medbills.errors import UnusableInput

_EOB = "ExplanationOfBenefit"
_XML_HEAD = 4096  # characters in which a FHIR file names its namespace
_SHORTHAND = re.compile(r"^\s*(?:(?://[^\n]*|Alias:[^\n]*)\s*)*(?:Instance|Profile|Alias|RuleSet|Extension|ValueSet):\s*\S+", re.M)
NO_CLAIMS = "{name} holds no claims. Ask your plan for the download of your claims."
NOT_FHIR = "{name} holds no claims that Medbills knows. Ask your plan for your claims as a FHIR file or a spreadsheet."
SHORTHAND = "{name} holds no claims: it is the source text of a FHIR example. Add the claim itself, a JSON file."
MORE = "This file is one part of a longer list of claims. Download the other parts too."


def score(source: Source) -> float:
    """Surely ours where FHIR says so; most likely where it is JSON, which no other paper comes as."""
    if source.sheets is not None:
        return 0.0
    if source.media_type == JSON:
        return 1.0 if "resourceType" in source.body else 0.6
    if source.media_type == XML:
        return 1.0 if "http://hl7.org/fhir" in source.body[:_XML_HEAD] else 0.0
    return 1.0 if source.media_type == TEXT and _is_shorthand(source) else 0.0


def parse(source: Source) -> tuple[ReadDocument, ...]:
    """One document for each claim. Raises UnusableInput for a broken file and for one without claims."""
    if source.media_type == TEXT:
        raise UnusableInput(SHORTHAND.format(name=source.name))
    resources = resources_of(source)
    claims = [resource for resource in resources if resource.kind == _EOB]
    if not claims:
        known = bool(resources) or '"Bundle"' in source.body
        raise UnusableInput((NO_CLAIMS if known else NOT_FHIR).format(name=source.name))
    links = Links.of(resources)
    documents = [document_of(claim.node, links) for claim in claims]
    if any(_goes_on(claim) for claim in claims):
        documents[0] = replace(documents[0], warnings=(*documents[0].warnings, MORE))
    return tuple(documents)


def _goes_on(claim: Resource) -> bool:
    """Whether the claim's bundle names a next page."""
    return any(link.at("relation").value == "next" for link in claim.bundle.each("link"))


def _is_shorthand(source: Source) -> bool:
    return source.name.lower().endswith(".fsh") or ("InstanceOf:" in source.body and bool(_SHORTHAND.match(source.body)))


IMPORTER = Importer(slug="fhir_eob", title="Claims as data (FHIR)", score=score, parse=parse)
