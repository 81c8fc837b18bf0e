"""However a FHIR file is damaged, it is read or refused in a sentence; nothing else comes out."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.importing import Source
from medbills.domain.media import JSON, XML
from medbills.domain.reading import Reading, SourceFile
from medbills.errors import MedbillsError
from medbills.importers.fhir_eob import IMPORTER

CODE = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/adjudication", "code": "submitted"}]}
CMS = "https://bluebutton.cms.gov/resources/variables/"
CLAIM: dict[str, Any] = {
    "resourceType": "Bundle",
    "link": [{"relation": "next"}],
    "entry": [
        {
            "resource": {
                "resourceType": "ExplanationOfBenefit",
                "identifier": [{"type": CODE, "system": CMS + "clm_id", "value": "1"}],
                "contained": [{"resourceType": "Organization", "id": "p", "name": "P", "address": [{"line": ["1"], "city": "C"}]}],
                "extension": [{"url": CMS + "prpayamt", "valueMoney": {"value": 1, "code": "USD"}}],
                "patient": {"reference": "Patient/1"},
                "provider": {"reference": "#p"},
                "billablePeriod": {"start": "2026-01-01"},
                "insurance": [{"coverage": {"reference": "Coverage/1"}}],
                "related": [{"relationship": {"coding": [{"code": "prior"}]}, "reference": {"value": "9"}}],
                "supportingInfo": [{"category": {"coding": [{"code": "typeofbill"}]}, "code": {"coding": [{"code": "131"}]}}],
                "diagnosis": [{"sequence": 1, "diagnosisCodeableConcept": {"coding": [{"system": "icd-10", "code": "A40"}]}}],
                "careTeam": [{"sequence": 1, "role": {"coding": [{"code": "primary"}]}, "provider": {"identifier": {"value": "1"}}}],
                "item": [
                    {
                        "diagnosisSequence": [1],
                        "careTeamSequence": [1],
                        "servicedPeriod": {"start": "2026-01-01", "end": "2026-01-02"},
                        "productOrService": {"coding": [{"system": "hcpcs", "code": "99213", "display": "V"}]},
                        "modifier": [{"coding": [{"code": "25"}]}],
                        "bodySite": {"coding": [{"system": "ada.org", "code": "3"}]},
                        "quantity": {"value": 1},
                        "adjudication": [
                            {"category": CODE, "amount": {"value": 10.5, "currency": "USD"}, "reason": {"coding": [{"code": "CO45"}]}}
                        ],
                    }
                ],
                "total": [{"category": CODE, "amount": {"value": 10.5, "currency": "USD"}}],
                "benefitBalance": [{"financial": [{"type": {"coding": [{"code": CMS + "prpayamt"}]}, "usedMoney": {"value": 2}}]}],
            }
        },
        {"resource": {"resourceType": "Patient", "id": "1", "name": [{"family": "F", "given": ["G"]}], "birthDate": "1950-01-01"}},
        {"resource": {"resourceType": "Coverage", "id": "1", "class": [{"type": CODE, "value": "g"}], "subscriberId": "s"}},
    ],
}
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["2026-02-30", "1e999", "-0", "\ud800", "#p"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["coding", "code", "system", "value", "reference", "resourceType", "amount"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        yield (*path, key)
        yield from paths(below, (*path, key))


PATHS = list(paths(CLAIM))


def settles(media: str, data: bytes) -> bool:
    """Whether the bytes are read into documents that print, or refused with the file's name."""
    source = Source(name="c.json", media_type=media, data=data)
    try:
        documents = IMPORTER.parse(source)
    except MedbillsError as refused:
        return "c.json" in str(refused)
    file = SourceFile(name="c.json", sha256="", bytes=len(data), pages=None, media_type=media)
    plain = Reading(file=file, documents=documents).to_json()
    json.dumps(plain, ensure_ascii=False, allow_nan=False).encode()
    return Reading.from_json(json.loads(json.dumps(plain))).documents is not None


def test_the_whole_of_it_is_read() -> None:
    assert settles(JSON, json.dumps(CLAIM).encode())


@given(st.lists(st.tuples(st.sampled_from(PATHS), ODD), min_size=1, max_size=4))
def test_any_element_may_be_anything(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    claim = copy.deepcopy(CLAIM)
    for path, value in changes:
        below: Any = claim
        try:
            for key in path[:-1]:
                below = below[key]
            below[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    assert settles(JSON, json.dumps(claim).encode())


@given(st.integers(0, 2000), st.binary(max_size=6), st.sampled_from([JSON, XML]))
def test_any_bytes_may_be_torn(at: int, torn: bytes, media: str) -> None:
    whole = (
        json.dumps(CLAIM).encode() if media == JSON else b'<ExplanationOfBenefit xmlns="http://hl7.org/fhir"><item/></ExplanationOfBenefit>'
    )
    assert settles(media, whole[:at] + torn + whole[at + len(torn) :])
    assert settles(media, whole[:at])
