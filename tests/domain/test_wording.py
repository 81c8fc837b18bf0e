"""Days and counts in the words people use."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.wording import (
    counted,
    day_name,
    days_left,
    listed,
    long_day,
    month_called,
    month_name,
    short_day,
    time_of_day,
    week_day,
)

DAY = date(2026, 11, 3)


def test_days() -> None:
    assert long_day(DAY) == "November 3, 2026"
    assert week_day(DAY) == "Tuesday, November 3"
    assert short_day(DAY, date(2026, 1, 1)) == "Nov 3"
    assert short_day(DAY, date(2027, 1, 1)) == "Nov 3, 2026"


@given(st.dates(min_value=date(1900, 1, 1)))
def test_names_are_those_of_the_calendar(day: date) -> None:
    assert f"{day_name(day)} {month_name(day)}" == day.strftime("%A %B"), "the tests run in English"
    assert month_called(month_name(day)) == month_called(month_name(day)[:3].lower()) == day.month
    assert month_called("") is month_called("Noviembre") is None


@given(st.datetimes(min_value=datetime(1900, 1, 1)))
def test_hours_are_told_as_a_clock_does(at: datetime) -> None:
    assert time_of_day(at) == at.strftime("%I:%M %p").lstrip("0")


@pytest.mark.parametrize(("days", "words"), [(-2, "2 days late"), (-1, "1 day late"), (0, "today"), (1, "tomorrow"), (2, "2 days left")])
def test_days_left(days: int, words: str) -> None:
    assert days_left(DAY + timedelta(days), DAY) == words


@given(st.dates(min_value=date(1900, 1, 1)))
def test_no_day_has_a_leading_zero(day: date) -> None:
    assert f" {day.day}, " in long_day(day) and week_day(day).endswith(f" {day.day}")


def test_counts_and_lists() -> None:
    assert [counted(0, "line"), counted(1, "line"), counted(2, "line"), counted(2, "copy", "copies")] == [
        "0 lines", "1 line", "2 lines", "2 copies",
    ]  # fmt: skip
    assert [listed([]), listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
