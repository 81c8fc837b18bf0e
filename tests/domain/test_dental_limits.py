"""A dental plan's limits: the waiting time, how often it pays, and the first day on which it pays again."""

from __future__ import annotations

import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.dental_limits import Frequency, frequency_of, same_service, waiting_ends

DAYS = st.dates(date(2020, 2, 1), date(2029, 12, 31))


def test_the_waiting_time() -> None:
    assert waiting_ends(date(2026, 6, 1), 12) == date(2027, 6, 1)
    assert waiting_ends(date(2026, 6, 1), 12, 5) == date(2027, 1, 1)
    assert waiting_ends(date(2026, 6, 1), 12, 12) is None and waiting_ends(date(2026, 6, 1), 0) is None


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"times": 2, "per": "calendar year"}, Frequency(2, "calendar year", None)),
        ({"times": "1", "per": "5 years"}, Frequency(1, "5 years", 60)),
        ({"times": 1, "per": "36 months"}, Frequency(1, "36 months", 36)),
        ({"times": 0, "per": "year"}, None),
        ({"times": 2, "per": "moon"}, None),
        ({}, None),
    ],
)
def test_rules_as_they_are_told(rule: dict[str, object], expected: Frequency | None) -> None:
    assert frequency_of(rule) == expected


def test_the_next_day() -> None:
    done = (date(2026, 2, 1), date(2026, 8, 3))
    assert Frequency(2, "calendar year", None).next_day(done, date(2026, 11, 5)) == date(2027, 1, 1)
    assert Frequency(2, "12 months", 12).next_day(done, date(2026, 11, 5)) == date(2027, 2, 1)
    assert Frequency(3, "12 months", 12).next_day(done, date(2026, 11, 5)) == date(2026, 11, 5)


def test_services_that_plans_count_together() -> None:
    assert same_service("D1110", "d1120") and same_service("D2740", "D2750") and not same_service("D2391", "D2392")


@given(st.lists(DAYS, max_size=6), st.integers(1, 3), st.sampled_from([None, 6, 12, 36]), DAYS)
def test_the_next_day_is_within_the_rule_and_the_day_before_is_not(
    done: list[datetime.date], times: int, months: int | None, since: datetime.date
) -> None:
    often = Frequency(times, "", months)
    day = often.next_day(done, since)
    assert day >= since and often.counted(done, day) < times
    if day > since:
        assert often.counted(done, day - datetime.timedelta(days=1)) >= times
