"""Planned care: codes and units as typed, units used by the bills, and days of an authorization."""

from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.planned_care import Given, PlannedCare, covers, read_units, units_used, units_words

DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))
CODES = st.sampled_from(["97110", "97112", "D2740", "J1100"])


@given(st.dictionaries(CODES, st.integers(1, 9999)))
def test_units_as_words_read_back_the_same(units: dict[str, int]) -> None:
    assert read_units(units_words(units)) == units


def test_what_is_no_code_is_refused() -> None:
    assert read_units("97110 x 12, d2740") == {"97110": 12, "D2740": 1}
    assert read_units("") == {} and read_units("knee") is None and read_units("97110 x 0") is None and read_units("97110 x many") is None


givens = st.lists(st.builds(Given, code=CODES, day=st.none() | DAYS, units=st.none() | st.integers(0, 20).map(Decimal)), max_size=12)


@given(st.dictionaries(CODES, st.integers(1, 30)), givens, st.none() | DAYS, st.none() | DAYS)
def test_only_approved_codes_inside_the_days_are_used(
    units: dict[str, int], given_: list[Given], first: datetime.date | None, last: datetime.date | None
) -> None:
    care = PlannedCare(id="c", title="Therapy", provider="Oak", authorized_units=units, authorized_from=first, authorized_to=last)
    found = {one.code: one for one in units_used(care, given_)}
    assert set(found) == set(units)
    for code, one in found.items():
        inside = [each for each in given_ if each.code == code and covers(first, last, each.day)]
        assert one.used == sum((each.units if each.units is not None else Decimal(1) for each in inside), Decimal(0))
        assert one.left + one.used == units[code]


def test_open_ends_cover_everything() -> None:
    day = datetime.date(2026, 5, 5)
    assert covers(None, None, day) and covers(day, day, day) and covers(None, None, None)
    assert not covers(day + datetime.timedelta(days=1), None, day) and not covers(None, day - datetime.timedelta(days=1), day)
