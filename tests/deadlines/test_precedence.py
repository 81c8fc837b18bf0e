"""The letter's own day beats the plan document's, which beats the law's; what is earlier stands beside it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.deadlines import apply_rules, deadlines_from_json
from medbills.domain.deadline import Deadline, Event
from medbills.domain.rule import PlanLimit, Span
from medbills.errors import UnusableInput

RULE, DAY = "appeal_internal_180d", date(2026, 10, 28)
LAW = DAY + timedelta(days=180)


def found(plan_days: int | None, printed: date | None) -> Deadline:
    says = {RULE: PlanLimit(Span(plan_days, "calendar_days"), "page 41")} if plan_days else {}
    (one,) = apply_rules([Event(event=f"trigger_of:{RULE}", date=DAY, printed=printed, printed_rule=RULE)], today=DAY, plan_says=says)
    return one


@given(st.one_of(st.none(), st.integers(1, 900)), st.one_of(st.none(), st.dates(DAY, date(2029, 1, 1))))
def test_letter_before_plan_before_law(plan_days: int | None, printed: date | None) -> None:
    one = found(plan_days, printed)
    plan = DAY + timedelta(days=plan_days) if plan_days else None
    assert one.date == (printed or plan or LAW)
    others = [day for day in (plan, LAW) if day and day < one.date]  # type: ignore[operator]
    assert one.cautious_date == (min(others) if others else None)
    says = {line.says: line.what for line in one.receipt}
    assert ("The letter says" in says) == bool(printed) and ("Your plan says" in says) == bool(plan)
    assert says["The law says"] and says["How sure this rule is"]
    assert not plan_days or "page 41" in says["Your plan says"]


def test_the_facts_of_the_command_line_take_it() -> None:
    facts = {"events": [{"event": f"trigger_of:{RULE}", "date": "2026-10-28"}],
             "plan_says": {RULE: {"value": 365, "unit": "calendar_days", "where": "page 41"}}}  # fmt: skip
    (row,) = deadlines_from_json(facts, DAY)["deadlines"]
    assert row["date"] == "2027-10-28" and row["cautious_date"] == LAW.isoformat() and "plan document allows 365" in row["computed"]


@pytest.mark.parametrize("says", [
    5, {"no_such_rule": {"value": 1, "unit": "months"}}, {RULE: 5}, {RULE: {"value": "many", "unit": "months"}},
    {RULE: {"value": 3, "unit": "moons"}},
])  # fmt: skip
def test_what_no_plan_says_is_refused(says: object) -> None:
    with pytest.raises(UnusableInput, match="plan_says"):
        deadlines_from_json({"plan_says": says}, DAY)
