"""The JSON forms of the deadlines command."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from medbills.deadlines import deadlines_from_json, events_json
from medbills.errors import UnusableInput

TODAY = date(2026, 11, 17)


def test_the_example_of_the_contract() -> None:
    facts = {
        "today": "2026-11-21",
        "state": "TX",
        "plan_type": "employer_self_funded_erisa",
        "events": [{"event": "denial_notice_received", "date": "2026-10-30", "id": "x"}],
    }
    (found,) = deadlines_from_json(facts, TODAY)["deadlines"]
    assert (found["rule"], found["event"], found["date"], found["whose"]) == ("appeal_internal_180d", "x", "2027-04-28", "patient")
    assert (found["safe_mailing_date"], found["checked_on"], found["confidence"]) == ("2027-04-21", "2026-11-21", "verified")
    assert found["title"] and "29 CFR 2560.503-1" in found["citation"]
    assert "October 30, 2026 plus 180 calendar days is April 28, 2027" in found["computed"]


def test_a_trigger_names_its_own_rule_alone() -> None:
    facts = {"plan_type": "va", "events": [{"event": "trigger_of:appeal_internal_180d", "date": "2026-10-28T14:00"}]}
    answer = deadlines_from_json(facts, TODAY)
    assert [item["date"] for item in answer["deadlines"]] == ["2027-04-26"] and "warnings" not in answer


def test_unknown_keys_are_named() -> None:
    facts = {"color": 1, "events": [{"event": "first_bill_dated", "date": "2026-10-02", "amount": "1.00"}]}
    assert deadlines_from_json(facts, TODAY)["warnings"] == [
        "color is not known and was not used.",
        "events[0].amount is not known and was not used.",
    ]


@pytest.mark.parametrize(
    "facts",
    [
        [],
        {"events": {}},
        {"events": ["x"]},
        {"events": [{"event": "nonsense", "date": "2026-01-01"}]},
        {"events": [{"event": "first_bill_dated", "date": "02.10.2026"}]},
        {"events": [{"event": "first_bill_dated"}]},
        {"plan_type": "gold", "events": []},
        {"state": "Texas", "events": []},
        {"today": "soon", "events": []},
        {"events": [{"event": "trigger_of:nothing", "date": "2026-01-01"}]},
        {"statuses": "denied", "events": []},
        {"events": [{"event": "first_bill_dated", "date": "9999-12-31"}]},
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(facts: Any) -> None:
    with pytest.raises(UnusableInput, match=r"^[A-Z].*\.$"):
        deadlines_from_json(facts, TODAY)


def test_no_events_no_deadlines() -> None:
    assert deadlines_from_json({}, TODAY) == {"deadlines": []}


def test_events_are_listed_with_their_rules() -> None:
    listed = {item["event"]: item for item in events_json()["events"]}
    assert listed["first_bill_dated"]["rules"] and listed["first_bill_dated"]["meaning"]
    assert sum(len(item["rules"]) for item in listed.values()) == 116
