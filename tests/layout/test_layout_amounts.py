"""Printed amounts and days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.money import Money
from medbills.layout.amounts import amount_of, is_blank
from medbills.layout.days import Span, day_of, packed_day, span_of

CENTS = st.integers(min_value=0, max_value=10**9)


@given(CENTS, st.sampled_from(["{}", "${}", "$ {}", "USD {}", "{}*"]))
def test_an_amount_is_read_whatever_its_sign_of_currency(cents: int, form: str) -> None:
    assert amount_of(form.format(f"{cents // 100:,}.{cents % 100:02d}")) == Money(cents)


@given(CENTS, st.sampled_from(["({})", "{}-", "-{}", "$-{}", "-${}", "{} CR", "{}CR", "(${})", "\u2212{}"]))
def test_a_credit_is_negative_however_it_is_marked(cents: int, form: str) -> None:
    assert amount_of(form.format(f"{cents // 100:,}.{cents % 100:02d}")) == Money(-cents)


@pytest.mark.parametrize(
    "text", ["99284", "2026", "7741-22", "1,23.00", "12.345", "01/02/2026", "$", "-", "", "A4550", "12.00%", "(12.00", "1.2.3", "x" * 400]
)
def test_what_is_no_amount(text: str) -> None:
    assert amount_of(text) is None


def test_whole_dollars_count_where_money_is_expected_or_named() -> None:
    assert amount_of("$185") == Money(18500)
    assert amount_of("185", bare_whole=True) == Money(18500)
    assert is_blank("--") and is_blank("N/A") and not is_blank("0.00")


@given(st.dates(datetime.date(1930, 1, 1), datetime.date(2050, 1, 1)))
def test_the_usual_ways_to_print_a_day(day: datetime.date) -> None:
    spanish = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")[
        day.month - 1
    ]
    for text in (
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day.year}",
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%b} {day.day}, {day.year}",
        f"{day.day}-{day:%b}-{day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b}. {day.day}, {day.year}",
        f"{day:%m-%d-%Y}",
        f"{day.day} de {spanish} de {day.year}",
    ):
        assert day_of(text) == day, text


@pytest.mark.parametrize("text", ["13/45/2026", "02/30/2026", "99284", "", "May", "1/2", "12-34", "1234567890"])
def test_what_is_no_day(text: str) -> None:
    assert day_of(text) is None


def test_spans_of_days() -> None:
    span = Span(datetime.date(2026, 1, 10), datetime.date(2026, 1, 15))
    for text in (
        "01/10/2026 - 01/15/2026",
        "01/10/26-01/15/26",
        "Jan 10-15, 2026",
        "January 10, 2026 through January 15, 2026",
        "01/10/2026 to 01/15/2026",
    ):
        assert span_of(text) == span, text
    assert span_of("01/15/2026 - 01/10/2026") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("062526", datetime.date(2026, 6, 25)),
        ("132526", None),
        ("023026", None),
        ("062599", None),
        ("0625266", None),
        ("06252", None),
        ("99284A", None),
    ],
)
def test_six_bare_digits_are_a_day_only_when_asked_for(text: str, day: datetime.date | None) -> None:
    assert packed_day(text) == day
    assert day_of(text) is None
