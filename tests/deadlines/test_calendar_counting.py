"""Counting days: never to a later day than the rule says."""

from __future__ import annotations

import calendar
import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.deadlines.calendars import count, spoken_span
from medbills.domain.business_days import is_business_day
from medbills.domain.rule import Span

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
FEDERAL_2026 = [
    date(2026, 1, 1),
    date(2026, 1, 19),
    date(2026, 2, 16),
    date(2026, 5, 25),
    date(2026, 6, 19),
    date(2026, 7, 3),
    date(2026, 9, 7),
    date(2026, 10, 12),
    date(2026, 11, 11),
    date(2026, 11, 26),
    date(2026, 12, 25),
]


def test_the_eleven_federal_holidays_of_2026() -> None:
    days = [date(2026, 1, 1) + datetime.timedelta(days=number) for number in range(365)]
    assert [day for day in days if day.weekday() < 5 and not is_business_day(day)] == FEDERAL_2026


def test_new_year_on_a_saturday_is_observed_the_friday_before() -> None:
    assert not is_business_day(date(2027, 12, 31)) and date(2028, 1, 1).weekday() == 5


@given(DAYS, st.integers(0, 60))
def test_business_days_hold_just_that_many(day: date, number: int) -> None:
    end = count(day, Span(number, "business_days"))
    between = [day + datetime.timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert sum(is_business_day(each) for each in between) == number
    assert number == 0 or is_business_day(end)


@given(DAYS, st.integers(0, 40))
def test_business_days_backward_mirror_forward(day: date, number: int) -> None:
    start = count(day, Span(number, "business_days"), backward=True)
    assert start <= day and (number == 0 or is_business_day(start))


@given(DAYS, st.integers(0, 120))
def test_months_keep_the_day_or_take_the_last_one(day: date, number: int) -> None:
    end = count(day, Span(number, "months"))
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    assert (end.year, end.month) == (year, month + 1)
    assert end.day == min(day.day, calendar.monthrange(end.year, end.month)[1])
    later = count(day, Span(number, "months"), missing_day="next")
    assert later == end if end.day == day.day else later == end + datetime.timedelta(days=1) and later.day == 1


@given(DAYS, st.integers(0, 12))
def test_years_are_twelve_months(day: date, number: int) -> None:
    assert count(day, Span(number, "years")) == count(day, Span(12 * number, "months"))


def test_leap_days() -> None:
    assert count(date(2028, 2, 29), Span(1, "years")) == date(2029, 2, 28)
    assert count(date(2028, 2, 29), Span(1, "years"), missing_day="next") == date(2029, 3, 1)
    assert count(date(2028, 2, 29), Span(4, "years")) == date(2032, 2, 29)
    assert count(date(2027, 12, 31), Span(2, "months")) == date(2028, 2, 29)


def test_words() -> None:
    assert spoken_span(Span(1, "years")) == "1 year" and spoken_span(Span(10, "business_days")) == "10 business days"
    with pytest.raises(ValueError, match="unit"):
        count(date(2026, 1, 1), Span(1, "weeks"))
