"""FHIR files that are broken, odd or without claims are refused in a sentence, or read with what is odd left out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from fhir_claims import PATIENT, XML, amount, bundle, concept, eob, money, one, source, visit

from medbills.domain.importing import Source
from medbills.domain.page import Page, Sheets
from medbills.errors import UnusableInput
from medbills.importers import read_documents
from medbills.importers.fhir_eob import IMPORTER


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (json.dumps(visit())[:-40], "breaks off"),
        (json.dumps(visit()) + '\n{"resourceType":', "in line 2"),
        ("[" * 100_000, "nested deeper"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested deeper"),
        (json.dumps(PATIENT), "holds no claims"),
        (json.dumps(bundle()), "holds no claims"),
        ('{"rows": [1, 2]}', "holds no claims"),
        ("[]", "holds no claims"),
        (XML[:-30], "is damaged"),
        ('<!DOCTYPE Bundle [<!ENTITY a "b">]>' + XML[38:], "DOCTYPE"),
        ('<a xmlns="http://hl7.org/fhir">' * 300, "nested deeper"),
        ('<Patient xmlns="http://hl7.org/fhir"/>', "holds no claims"),
        ("Instance: EOB1\nInstanceOf: C4BBExplanationOfBenefit\n* status = #active\n", "source text"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence_that_names_the_file(data: str, words: str) -> None:
    with pytest.raises(UnusableInput, match=words) as refused:
        read_documents(source(data, "from plan.txt" if data.startswith("Inst") else "from plan.json"))
    assert str(refused.value).startswith("from plan.")


def test_odd_values_are_absent_and_never_guessed() -> None:
    odd = eob(
        billablePeriod={"start": "2026-13-40", "end": "2026-03"},
        identifier="none",
        provider=["x", 5],
        insurance=None,
        patient={"reference": 7},
        item=[{"quantity": {"value": "many"}, "productOrService": "99213", "adjudication": [amount("submitted", 1)]}, "item", 5, None],
        total=[
            {"category": concept("submitted"), "amount": {"value": "1e999999", "currency": "USD"}},
            {"category": concept("benefit"), "amount": {"value": True}},
            {"category": concept("eligible"), "amount": 12},
            {"category": concept("copay"), "amount": {"value": -5.005, "currency": "USD"}},
        ],
    )
    document = one(odd)
    assert money(document.fields) == {"copay": "-5.01", "total_billed": "1.00"}
    assert [dict(money(line)) for line in document.lines] == [{"billed": "1.00"}]


def test_paper_with_pages_is_never_ours() -> None:
    sheets = Sheets(name="a.pdf", media_type="application/pdf", pages=(Page(1, 612.0, 792.0, ()),))
    assert IMPORTER.score(Source(name="a.pdf", media_type="application/pdf", sheets=sheets)) == 0
    assert IMPORTER.score(source(visit())) == 1
