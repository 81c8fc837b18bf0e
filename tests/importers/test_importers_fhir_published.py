"""Published FHIR claims, where they are at hand: all are read or refused by name, totals add up or the difference is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medbills.domain.importing import Source
from medbills.domain.media import media_type
from medbills.domain.money import Money, total
from medbills.domain.reading import ReadDocument, ReadLine
from medbills.errors import UnusableInput
from medbills.importers import read_documents

TOTALS = {"billed": "total_billed", "allowed": "total_allowed", "adjustment": "total_adjustments", "patient_owes": "patient_responsibility"}
TOTALS |= {name: name for name in ("plan_paid", "deductible", "copay", "coinsurance", "not_covered", "patient_paid")}
BFD = "cms-bfd/apps/bfd-server/bfd-server-war/src/test/resources/endpoint-responses"
WEB = "cms-bluebutton-web-server/apps/fhir/bluebutton/tests/fhir_resources"


def read(path: Path) -> tuple[ReadDocument, ...]:
    data = path.read_bytes()
    return read_documents(Source(name=path.name, media_type=media_type(path.name, data), data=data))


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in (".json", ".ndjson", ".fsh"))


def money(values: ReadLine) -> dict[str, Any]:
    return {name: item.value for name, item in values.items() if isinstance(item.value, Money)}


def test_each_file_is_read_or_refused_by_name(third_party: Path) -> None:
    claims = 0
    for path in files(third_party / "fhir"):
        holds = '"resourceType":"ExplanationOfBenefit"' in "".join(path.read_text().split())
        try:
            claims += len(read(path))
        except UnusableInput as refused:
            assert not holds, path.name
            assert str(refused).startswith(path.name)
    assert claims > 300


def test_totals_are_the_sums_of_the_lines_or_the_difference_is_told(third_party: Path) -> None:
    checked = 0
    for path in files(third_party / "fhir"):
        try:
            documents = read(path)
        except UnusableInput:
            continue
        for document in documents:
            for column, field in TOTALS.items():
                amounts = [line[column].value for line in document.lines if column in line]
                if field in document.fields and amounts:
                    stated, found = document.fields[field].value, total(amounts)
                    told = any(f"{stated}" in warning and f"{found}" in warning for warning in document.warnings)
                    assert stated == found or told, (path.name, field, stated, found)
                    checked += stated == found
    assert checked > 800


@pytest.mark.parametrize(
    "name",
    ["eobReadCarrier", "eobReadDme", "eobReadHha", "eobReadHospice", "eobReadInpatient", "eobReadOutpatient", "eobReadPde", "eobReadSnf"],
)
def test_the_old_and_the_new_form_of_a_claim_give_the_same_money(third_party: Path, name: str) -> None:
    (old,), (new,) = (read(third_party / "fhir" / BFD / version / f"{name}.json") for version in ("v1", "v2"))
    assert money(old.fields) == money(new.fields)
    assert [money(line) for line in old.lines] == [money(line) for line in new.lines]
    assert money(old.fields)


def test_lists_of_old_and_new_claims_give_the_same_money(third_party: Path) -> None:
    def by_claim(version: str) -> dict[str, Any]:
        documents = read(third_party / "fhir" / BFD / version / "eobByPatientIdAll.json")
        return {document.fields["claim_number"].value: money(document.fields) for document in documents}

    assert by_claim("v1") == by_claim("v2")
    assert len(by_claim("v1")) == 8


def test_the_row_of_total_charges_is_no_line(third_party: Path) -> None:
    for version in ("v1", "v2"):
        (document,) = read(third_party / "fhir" / WEB / f"eob_read_out_pt_{version}.json")
        assert len(document.lines) == 5
        assert document.fields["total_billed"].value == Money(30000)


def test_people_of_a_bundle_are_found(third_party: Path) -> None:
    for path in sorted((third_party / "fhir" / "synthea-r4-smart").glob("*.json")):
        for document in read(path):
            assert document.fields["patient_name"].value.split()[-1] in path.name
            assert "provider_name" in document.fields
