"""Papers and readings: the contract's fields, their JSON forms, and back again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.fields import Adjustment, FieldSpec, FieldType, from_plain, to_plain
from medbills.domain.money import Money
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Kind, Spot
from medbills.domain.reading import ReadDocument, Reading, ReadValue, SourceFile, values_from_json


def words(text: str) -> list[str]:
    return text.split()


CONTRACT_FIELDS = words("""
issuer_name provider_name provider_npi provider_tax_id provider_phone provider_address payer_name payer_phone payer_address
patient_name guarantor_name network_status account_number statement_number claim_number member_id group_number reference_number
original_creditor authorization_number statement_date due_date processed_date service_from service_to letter_date respond_by_date
appeal_by_date itemization_date patient_birth_date admission_date discharge_date total_billed total_adjustments total_allowed plan_paid
patient_paid deductible copay coinsurance not_covered patient_responsibility amount_due previous_balance interest fees instalment_due
other_insurance_paid maximum_billable deductible_met deductible_limit out_of_pocket_met out_of_pocket_limit denial_reason denial_codes
type_of_bill place_of_service plan_name diagnosis_codes claim_version replaces_claim_number assignment aging
""")
CONTRACT_LINES = words("""
service_date service_from service_to code code_system paid_as_code revenue_code modifiers description units tooth surface billed
adjustment allowed plan_paid deductible copay coinsurance not_covered patient_owes remark_codes adjustments patient_paid unit_price ndc
rendering_npi place_of_service diagnosis_codes quadrant
""")
CONTRACT_KINDS = words("""
bill itemized_bill eob medicare_summary_notice collection_notice denial_letter good_faith_estimate receipt credit_report consent_form
status_notice predetermination assistance_decision other
""")

MONEY = st.integers(-(10**9), 10**9).map(Money)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.MONEY: MONEY,
    FieldType.DATE: st.dates(),
    FieldType.NUMBER: st.decimals(-1000, 1000, places=2).map(lambda number: number + 0),
    FieldType.CODE: st.from_regex(r"[A-Z0-9-]{1,8}", fullmatch=True),
    FieldType.TEXT: WORDS,
    FieldType.LIST: st.lists(WORDS, max_size=3).map(tuple),
    FieldType.ADJUSTMENTS: st.lists(st.builds(Adjustment, st.sampled_from(["CO", "PR"]), st.just("45"), MONEY), max_size=3).map(tuple),
    FieldType.AMOUNTS: st.dictionaries(WORDS, MONEY, max_size=3),
}
SPOTS = st.builds(
    Spot,
    page=st.integers(1, 9),
    box=st.tuples(*[st.integers(0, 7920).map(lambda tenth: tenth / 10)] * 4),
    raw=st.none() | WORDS,
    confidence=st.integers(0, 1000).map(lambda part: part / 1000),
    typed=st.booleans(),
) | st.builds(Spot, path=WORDS, confidence=st.just(1.0))


def some(specs: dict[str, FieldSpec]) -> st.SearchStrategy[dict[str, ReadValue]]:
    return st.fixed_dictionaries({}, optional={name: st.builds(ReadValue, VALUES[spec.type], SPOTS) for name, spec in specs.items()})


DOCUMENTS = st.builds(
    ReadDocument,
    kind=st.sampled_from(Kind),
    pages=st.tuples(st.integers(1, 3), st.integers(3, 9)),
    fields=some(dict(PAPER_FIELDS)),
    lines=st.lists(some(dict(LINE_FIELDS)), max_size=2).map(tuple),
    warnings=st.lists(WORDS, max_size=2).map(tuple),
)
FILES = st.builds(
    SourceFile, name=WORDS, sha256=st.just("0" * 64), bytes=st.integers(0, 10**6), pages=st.none() | st.integers(1, 99), media_type=WORDS
)


def test_the_fields_are_the_contract_s() -> None:
    assert set(PAPER_FIELDS) == set(CONTRACT_FIELDS) and len(CONTRACT_FIELDS) == len(set(CONTRACT_FIELDS))
    assert set(LINE_FIELDS) == set(CONTRACT_LINES)
    assert [kind.value for kind in Kind] == CONTRACT_KINDS
    assert all(spec.label and spec.name == name for name, spec in {**PAPER_FIELDS, **LINE_FIELDS}.items())


@given(st.sampled_from(FieldType).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_each_value_survives_its_plain_form(case: tuple[FieldType, Any]) -> None:
    kind, value = case
    assert from_plain(kind, json.loads(json.dumps(to_plain(kind, value)))) == value


@given(st.builds(Reading, file=FILES, documents=st.lists(DOCUMENTS, max_size=2).map(tuple)))
def test_a_reading_survives_its_json(reading: Reading) -> None:
    assert Reading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


@given(DOCUMENTS)
def test_a_paper_holds_what_was_read_and_nothing_else(document: ReadDocument) -> None:
    paper = document.as_paper("x")
    for name in PAPER_FIELDS:
        read = document.fields.get(name)
        assert getattr(paper, name) == (read.value if read else None)
        assert (name in paper.spots) == (read is not None)
    assert len(paper.lines) == len(document.lines)


def test_a_reading_of_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match="schema"):
        Reading.from_json({"schema": 2})


def test_a_list_is_not_one_word() -> None:
    with pytest.raises(TypeError):
        from_plain(FieldType.LIST, "26")


def test_blank_and_unknown_are_skipped() -> None:
    assert values_from_json(PAPER_FIELDS, {"amount_due": None, "color": "red", "fees": {"value": None}}) == {}
