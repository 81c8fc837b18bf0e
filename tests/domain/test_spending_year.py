"""A year's payments for taxes, an expense that two purses paid, months, and cells that no spreadsheet works out."""

from __future__ import annotations

import csv
import datetime
import io

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.csv_text import csv_text, safe_cell
from medbills.domain.double_dip import DipKind, double_dips
from medbills.domain.money import ZERO, Money, total
from medbills.domain.spending import Spent, by_month, tax_free_account
from medbills.domain.tax_year import Why, above_floor, count_year, counted_sum

YEAR = 2026
sums = st.integers(1, 5_000_00).map(Money)
days = st.dates(datetime.date(2025, 11, 1), datetime.date(2026, 12, 31))
CASES = st.sampled_from([None, "er", "mri"])


@st.composite
def spendings(draw: st.DrawFn) -> tuple[Spent, ...]:
    count = draw(st.integers(0, 12))
    found = []
    for at in range(count):
        amount, back = draw(sums), draw(st.booleans())
        found.append(
            Spent(
                key=f"p{at}", day=draw(days), amount=-amount if back else amount, name=draw(st.sampled_from(["Oak Clinic", "Elm Lab"])),
                person_id="ana", case_id=draw(CASES), account=draw(st.sampled_from(["", "", "HSA", "FSA"])),
            )
        )  # fmt: skip
    return tuple(found)


def spent(key: str, day: str, amount: str, **fields: str) -> Spent:
    told = {"name": "Oak Clinic", "person_id": "ana", **fields}
    return Spent(key=key, day=datetime.date.fromisoformat(day), amount=Money.of(amount), **told)  # type: ignore[arg-type]


@given(spendings())
def test_no_more_counts_than_was_paid_from_ones_own_money_in_the_year(all_spent: tuple[Spent, ...]) -> None:
    counted = count_year(all_spent, YEAR)
    own = [one.amount for one in all_spent if one.day and one.day.year == YEAR and not one.account and not one.came_back]
    assert ZERO <= counted_sum(counted) <= total(own)
    assert all(one.counts == ZERO for one in counted if one.spent.account)
    assert all((one.counts <= ZERO) == one.spent.came_back for one in counted if not one.spent.account)


@given(spendings(), sums)
def test_a_payment_from_an_hsa_changes_no_sum(all_spent: tuple[Spent, ...], amount: Money) -> None:
    more = Spent(key="new", day=datetime.date(YEAR, 5, 5), amount=amount, name="Far Away Pharmacy", person_id="leo", account="HSA")
    assert counted_sum(count_year((*all_spent, more), YEAR)) == counted_sum(count_year(all_spent, YEAR))


@given(spendings())
def test_what_comes_back_to_one_s_own_money_never_takes_off_more_than_it_is(all_spent: tuple[Spent, ...]) -> None:
    for one in count_year(all_spent, YEAR):
        if one.spent.came_back:
            assert one.spent.amount <= one.counts <= ZERO


def test_a_refund_for_what_an_account_paid_takes_nothing_off_and_one_for_another_year_neither() -> None:
    hsa = spent("a", "2026-02-01", "80.00", account="HSA")
    (_, back) = count_year([hsa, spent("b", "2026-03-01", "-80.00")], YEAR)
    assert (back.counts, back.why) == (ZERO, Why.TO_ACCOUNT)
    (later,) = count_year([spent("a", "2025-12-01", "80.00"), spent("b", "2026-03-01", "-80.00")], YEAR)
    assert (later.counts, later.why) == (ZERO, Why.EARLIER_YEAR)
    (unknown,) = count_year([spent("b", "2026-03-01", "-80.00")], YEAR)
    assert (unknown.counts, unknown.why) == (Money(-80_00), Why.CAME_BACK)


def test_the_floor_is_seven_and_a_half_percent_of_the_income() -> None:
    assert above_floor(Money(5000_00), Money(52000_00)) == (Money(3900_00), Money(1100_00))
    assert above_floor(Money(3900_00), Money(52000_00)) == (Money(3900_00), ZERO)


def test_the_same_sum_from_two_purses_is_seen_and_instalments_from_one_are_not() -> None:
    mine, hsa = spent("a", "2026-02-01", "80.00"), spent("b", "2026-02-09", "80.00", account="HSA")
    (dip,) = double_dips([mine, hsa], {})
    assert (dip.kind, dip.amount) == (DipKind.TWICE, Money(80_00))
    again = spent("c", "2026-03-09", "80.00", account="HSA")
    assert double_dips([hsa, again], {}) == () and double_dips([mine, spent("d", "2026-02-09", "80.00")], {}) == ()
    assert double_dips([mine, spent("b", "2026-02-09", "80.00", account="HSA", name="Elm Lab")], {}) == ()


def test_money_that_came_back_belongs_to_the_account_only_beyond_ones_own() -> None:
    hsa, own = spent("a", "2026-02-01", "80.00", account="HSA"), spent("b", "2026-02-01", "30.00")
    back = spent("c", "2026-04-01", "-50.00")
    assert [(dip.kind, dip.amount) for dip in double_dips([hsa, own, back], {})] == [(DipKind.CAME_BACK, Money(20_00))]
    assert double_dips([hsa, own, spent("c", "2026-04-01", "-50.00", account="HSA")], {}) == ()


@given(spendings(), st.dictionaries(st.sampled_from(["er", "mri"]), sums))
def test_a_double_dip_always_names_a_tax_free_account_and_a_sum_above_zero(
    all_spent: tuple[Spent, ...], shares: dict[str, Money]
) -> None:
    dips = double_dips(all_spent, shares)
    assert len({dip.key for dip in dips}) == len(dips)
    for dip in dips:
        assert dip.amount > ZERO and any(one.account for one in dip.spent)
        if dip.kind is DipKind.ABOVE_SHARE:
            assert total(one.amount for one in dip.spent) - dip.amount == shares[dip.spent[0].case_id or ""]


@given(spendings())
def test_the_months_hold_what_the_year_holds(all_spent: tuple[Spent, ...]) -> None:
    months = by_month(all_spent, YEAR)
    of_year = [one for one in all_spent if one.day and one.day.year == YEAR]
    assert len(months) == 12 and sum(month.count for month in months) == len(of_year)
    assert total(month.paid for month in months) - total(month.came_back for month in months) == total(one.amount for one in of_year)


def test_accounts_are_known_by_their_letters() -> None:
    ways = ["HSA card", "my fsa", "HRA", "Checking", "Alsace", ""]
    assert [tax_free_account(how) for how in ways] == ["HSA", "FSA", "HRA", "", "", ""]


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_no_cell_begins_as_a_formula_and_the_text_stays(cells: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(["x"] * len(cells), [cells]), newline="")))
    for given_, kept in zip(cells, rows[1] if len(rows) > 1 else [""], strict=True):
        assert kept in (given_, f"'{given_}") or "\r" in given_ or "\n" in given_ or "\0" in given_
        assert not kept.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_known_attacks_become_text() -> None:
    assert safe_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)" and safe_cell("  +1") == "'  +1"
    assert safe_cell("-2+3") == "'-2+3" and safe_cell("@SUM(A1)") == "'@SUM(A1)" and safe_cell("Oak = Clinic") == "Oak = Clinic"
