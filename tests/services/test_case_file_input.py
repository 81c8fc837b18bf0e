"""Case files, readings and plan files in JSON: what is read, what is named, what cannot be used."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from medbills.domain.facts import Stay
from medbills.domain.money import Money
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS
from medbills.domain.reading import Reading
from medbills.errors import UnusableInput
from medbills.services.case_file import facts_from_json, facts_from_readings, plan_from_json, schema, together

TODAY = date(2026, 11, 17)
CONTRACT: dict[str, Any] = {
    "schema": 1,
    "today": "2026-11-21",
    "patient": {"name": "Walter", "birth_date": "1961-04-02", "state": "TX", "insured": True},
    "plan": {
        "type": "employer_self_funded_erisa",
        "payer_name": "Lakeshore",
        "member_id": "L1",
        "covered_from": "2026-01-01",
        "covered_to": None,
        "deductible_individual": "1500.00",
        "deductible_family": None,
        "out_of_pocket_max_individual": "6000.00",
        "out_of_pocket_max_family": None,
        "coinsurance_in": "0.20",
        "coinsurance_out": "0.40",
        "copays": {"office_visit": "30.00", "specialist": "50.00", "emergency": "150.00", "urgent_care": "60.00"},
        "exclusions": ["cosmetic"],
        "dental": {
            "annual_maximum": "1500.00",
            "frequency": {"D1110": {"times": 2, "per": "calendar year"}},
            "network_fees": {"D2392": "200.00"},
            "alternate_fees": {"D2150": "120.00"},
            "alternate_fees_asked": {"D2150": "160.00"},
        },
    },
    "secondary_plan": {"payer_name": "Second", "member_id": "S", "covered_from": "2026-01-01", "covered_to": "2026-12-31"},
    "documents": [
        {
            "id": "bill-1",
            "kind": "bill",
            "fields": {"account_number": "77 41"},
            "lines": [{"service_date": "2026-03-02", "code": "99285", "billed": "1240.00"}],
        }
    ],
    "context": {
        "emergency": False,
        "facility_network_status": "in",
        "chose_out_of_network": False,
        "specialist_visit": None,
        "fees_agreed": None,
        "stay": {"admitted": "2026-03-01", "discharged": "2026-03-04"},
        "payments": [{"date": "2026-04-01", "amount": "10.00", "to": "Oak", "reference": "7"}],
        "last_payment_date": None,
        "limitation_years": None,
    },
}
READING = {
    "schema": 1,
    "file": {"name": "march.pdf", "sha256": "0", "bytes": 1, "pages": 1, "media_type": "application/pdf"},
    "documents": [
        {
            "kind": "bill",
            "pages": [1, 1],
            "warnings": [],
            "lines": [],
            "fields": {"amount_due": {"value": "12.00", "raw": "$12.00", "page": 1, "box": [1, 2, 3, 4], "confidence": 0.9}},
        }
    ],
}


def test_the_whole_case_file_of_the_contract_is_read() -> None:
    loaded = facts_from_json(CONTRACT, today=TODAY)
    facts = loaded.facts
    assert loaded.warnings == () and facts.today == date(2026, 11, 21)
    assert facts.patient.birth_date == date(1961, 4, 2) and facts.patient.insured is True
    assert facts.plan and facts.plan.coinsurance_in == Decimal("0.20") and facts.plan.copays["emergency"] == Money(15000)
    assert facts.plan.dental and facts.plan.dental.network_fees == {"D2392": Money(20000)}
    assert facts.plan.dental.frequency == {"D1110": {"times": 2, "per": "calendar year"}}
    assert facts.secondary_plan and facts.secondary_plan.covered_to == date(2026, 12, 31)
    assert facts.context.stay == Stay(admitted=date(2026, 3, 1), discharged=date(2026, 3, 4))
    assert facts.context.payments[0].amount == Money(1000) and facts.context.emergency is False
    paper = facts.paper("bill-1")
    assert paper.account_number == "7741" and paper.lines[0].billed == Money(124000)


def test_every_key_is_optional() -> None:
    facts = facts_from_json({}, today=TODAY).facts
    assert facts.today == TODAY and facts.papers == () and facts.plan is None


def test_values_may_be_wrapped_as_read_prints_them() -> None:
    case = {
        "plan": {"coinsurance_in": {"value": "0.2"}},
        "patient": {"state": {"value": None}},
        "documents": [{"kind": "eob", "fields": {"plan_paid": {"value": "1.00", "page": 1, "box": [0, 0, 1, 1], "confidence": 0.5}}}],
    }
    facts = facts_from_json(case, today=TODAY).facts
    assert facts.plan and facts.plan.coinsurance_in == Decimal("0.2") and facts.patient.state is None
    assert facts.papers[0].plan_paid == Money(100) and facts.papers[0].spots["plan_paid"].confidence == 0.5


def test_unknown_keys_are_named_wherever_they_stand() -> None:
    case = {
        "colour": 1,
        "plan": {"shade": 1, "dental": {"gold": 1}, "type": "gold"},
        "context": {"payments": [{"amount": "1.00", "mood": 1}]},
        "documents": [{"kind": "bill", "tone": 1, "fields": {"hue": 1}, "lines": [{"tint": 1}]}],
    }
    named = " ".join(facts_from_json(case, today=TODAY, source="case.json").warnings)
    for key in (
        "colour",
        "plan.shade",
        "plan.dental.gold",
        "context.payments[0].mood",
        "documents[0].tone",
        "documents[0].fields.hue",
        "documents[0].lines[0].tint",
        "plan.type 'gold'",
    ):
        assert f"case.json: {key}" in named


def test_papers_get_ids_that_no_two_share() -> None:
    documents = [{"kind": "bill"}, {"id": "bill-1", "kind": "eob"}, {"kind": "bill"}, {"id": "bill-1", "kind": "eob"}]
    ids = [paper.id for paper in facts_from_json({"documents": documents}, today=TODAY).facts.papers]
    assert ids == ["bill-2", "bill-1", "bill-3", "bill-1-2"]


@pytest.mark.parametrize(
    ("case", "place"),
    [
        ([], "case file"),
        ({"schema": 2}, "schema"),
        ({"documents": {}}, "documents"),
        ({"documents": [{"kind": "song"}]}, "kind"),
        ({"documents": [{"kind": "bill", "fields": {"amount_due": "12 dollars"}}]}, "documents[0].fields.amount_due"),
        ({"documents": [{"kind": "bill", "fields": {"amount_due": True}}]}, "amount_due"),
        ({"documents": [{"kind": "bill", "fields": {"statement_date": "3/2/26"}}]}, "statement_date"),
        ({"documents": [{"kind": "bill", "lines": [{"modifiers": "26"}]}]}, "documents[0].lines[0].modifiers"),
        ({"documents": [{"kind": "bill", "lines": [{"units": "two"}]}]}, "units"),
        ({"documents": [{"kind": "bill", "lines": [{"adjustments": [{"group": "CO"}]}]}]}, "adjustments"),
        ({"documents": [{"kind": "bill", "lines": {}}]}, "lines"),
        ({"documents": [{"kind": "bill", "fields": []}]}, "fields"),
        ({"plan": {"deductible_individual": "lots"}}, "plan.deductible_individual"),
        ({"plan": {"coinsurance_in": "NaN"}}, "coinsurance_in"),
        ({"plan": []}, "plan"),
        ({"context": {"emergency": "yes"}}, "context.emergency"),
        ({"today": "soon"}, "today"),
        ({"context": {"payments": [{"to": "Oak"}]}}, "context.payments[0]"),
        ({"context": {"limitation_years": 1.5}}, "limitation_years"),
        ({"patient": {"name": ["a"]}}, "patient.name"),
        ({"file": {}, "schema": 1}, "reading"),
        ({"files": {}}, "files"),
        ({"files": ["x"]}, "reading"),
    ],
)
def test_what_cannot_be_used_names_the_file_and_the_place(case: Any, place: str) -> None:
    with pytest.raises(UnusableInput) as wrong:
        facts_from_json(case, today=TODAY, source="case.json")
    assert str(wrong.value).startswith("case.json") and place in str(wrong.value)


def test_readings_one_or_many() -> None:
    one = facts_from_json(READING, today=TODAY).facts
    assert one.papers[0].id == "march.pdf" and one.papers[0].amount_due == Money(1200)
    odd = READING | {"documents": [READING["documents"][0] | {"lines": [{"tint": 1}]}]}  # type: ignore[index]
    assert facts_from_json(odd, today=TODAY).warnings == ("The case file: documents[0].lines[0].tint is not known and was not used.",)
    many = facts_from_json({"schema": 1, "files": [READING, READING]}, today=TODAY).facts
    assert [paper.id for paper in many.papers] == ["march.pdf", "march.pdf-2"]
    twice = READING | {"documents": READING["documents"] * 2}
    assert [paper.id for paper in facts_from_readings([Reading.from_json(twice)], today=TODAY).papers] == ["march.pdf#1", "march.pdf#2"]


def test_several_inputs_make_one_matter() -> None:
    case = facts_from_json(CONTRACT, today=TODAY).facts
    paper = facts_from_json(READING, today=TODAY).facts
    both = together([paper, case, case])
    assert [item.id for item in both.papers] == ["march.pdf", "bill-1", "bill-1-2"]
    assert both.plan == case.plan and both.patient == case.patient and both.context == case.context
    with pytest.raises(ValueError, match="no facts"):
        together([])


def test_a_plan_file_is_the_plan_or_holds_it() -> None:
    bare, warnings = plan_from_json({"coinsurance_in": "0.20", "color": 1}, source="plan.json")
    assert bare.coinsurance_in == Decimal("0.20") and warnings == ("plan.json: plan.color is not known and was not used.",)
    assert plan_from_json({"plan": {"coinsurance_in": "0.20"}})[0] == bare
    with pytest.raises(UnusableInput, match="holds no plan"):
        plan_from_json({"plan": None})


def test_the_schema_names_every_input() -> None:
    made = schema()
    assert json.loads(json.dumps(made)) == made
    document = made["properties"]["documents"]["items"]["properties"]
    assert set(document["fields"]["properties"]) == set(PAPER_FIELDS)
    assert set(document["lines"]["items"]["properties"]) == set(LINE_FIELDS)

    def keys(case: Any, form: Any) -> None:
        form = form["anyOf"][0] if "anyOf" in form else form
        if isinstance(case, dict) and "properties" in form:
            assert set(case) <= set(form["properties"])
            for name, item in case.items():
                keys(item, form["properties"][name])

    keys(CONTRACT, made)
    plan = made["properties"]["plan"]["properties"]
    assert "contract_permission" in plan["dental"]["anyOf"][0]["properties"]
