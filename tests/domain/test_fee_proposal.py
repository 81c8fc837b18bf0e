"""A practice's fee proposal: ranked by effect, weighted by how often, each payment worked out by the patients' engine."""

from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.fee_proposal import Fees, ImpactCode, impact_codes, points_of, propose, raised
from medbills.domain.money import ZERO, Money
from medbills.domain.practice import FeeSchedule, ListKind, in_force, is_old, years_old

PAIRS = {"D2391": ["D2140"], "D2392": ["D2150"], "D2740": ["D2791", "D2790", "D2792"], "D2750": ["D2790", "D2791", "D2792"]}
FEES = Fees(
    usual={"D2391": Money(21000), "D2392": Money(27500), "D2740": Money(130000)}, primary={"D2391": Money(15000), "D2392": Money(20000)},
    alternate={"D2140": Money(9500), "D2150": Money(12000), "D2790": Money(90000)},
)  # fmt: skip
COUNTS = {"D2391": 60, "D2392": 140, "D2740": 3, "D1110": 900, "D2150": 2}


def codes(**others: object) -> tuple[ImpactCode, ...]:
    parts = {"counts": COUNTS, "paid_as": {}, "pairs": PAIRS, "fees": FEES, **others}
    return impact_codes(**parts)[0]  # type: ignore[arg-type]


def test_the_codes_that_set_payments() -> None:
    found = {one.code: one for one in codes()}
    assert {code: one.count for code, one in found.items()} == {"D2140": 60, "D2150": 140, "D2790": 3}
    assert found["D2150"].billed == 2 and found["D2150"].done[0].network_fee == Money(20000)


def test_what_the_volumes_say_comes_before_the_usual_pairs() -> None:
    found = codes(counts={"D2392": 5}, paid_as={"D2392": "D2140"})
    assert [(one.code, one.count) for one in found] == [("D2140", 5)]
    assert impact_codes({"D2740": 4}, {}, PAIRS, Fees(usual={}, primary={}, alternate={})) == ((), ("D2791",))


def test_the_worked_example_of_the_article_at_a_third_more() -> None:
    (one,) = codes(counts={"D2392": 1})
    told = propose([one], 0, {}, Decimal(1), amounts={"D2150": Money(16000)})
    assert told.codes[0].asked == Money(16000) and told.effect == Money(4000) and told.weighted == 3333
    assert (told.patients.before, told.patients.after, told.patients.percent) == (Money(8000), Money(4000), 50)


def test_fifteen_percent_ranked_and_weighted() -> None:
    told = propose(codes(), 1500, {}, Decimal(1))
    assert [(one.impact.code, one.asked.plain(), one.effect.plain()) for one in told.codes] == [
        ("D2150", "138.00", "2520.00"), ("D2140", "109.25", "855.00"), ("D2790", "1035.00", "405.00"),
    ]  # fmt: skip
    assert told.effect.plain() == "3780.00" and told.weighted == 1500
    assert told.patients.less.plain() == "3780.00"


def test_a_code_of_its_own_percent_and_one_left_out() -> None:
    told = propose(codes(), 1500, {"D2150": 1000, "D2790": 0}, Decimal(1))
    assert {one.impact.code: one.effect.plain() for one in told.codes} == {"D2150": "1680.00", "D2140": "855.00", "D2790": "0.00"}
    assert told.weighted == 1006  # 2535 of 25200


def test_the_plan_s_rate_counts() -> None:
    assert propose(codes(), 1500, {}, Decimal("0.8")).effect.plain() == "3024.00"


def test_a_payment_never_goes_above_the_dentist_s_fee() -> None:
    fees = Fees(usual={"D2392": Money(12500)}, primary={}, alternate={"D2150": Money(12000)})
    told = propose(impact_codes({"D2392": 10}, {}, PAIRS, fees)[0], 2500, {}, Decimal(1))
    assert told.codes[0].asked == Money(15000) and told.effect == Money(5000)


def test_where_no_fee_is_known_the_patients_are_left_out() -> None:
    fees = Fees(usual={}, primary={}, alternate={"D2150": Money(12000)})
    told = propose(impact_codes({"D2392": 10}, {}, PAIRS, fees)[0], 1000, {}, Decimal(1))
    assert told.codes[0].patients is None and told.effect == Money(12000) and told.patients.before == ZERO


SUMS = st.integers(100, 500_000).map(Money)


@given(st.dictionaries(st.sampled_from(sorted(PAIRS)), st.integers(1, 500), min_size=1), SUMS, SUMS, SUMS, st.integers(1000, 2500))
def test_the_sums_are_those_of_the_rows(counts: dict[str, int], usual: Money, primary: Money, now: Money, points: int) -> None:
    fees = Fees(
        usual=dict.fromkeys(PAIRS, usual), primary=dict.fromkeys(PAIRS, primary),
        alternate=dict.fromkeys(("D2140", "D2150", "D2790", "D2791"), now),
    )  # fmt: skip
    found, unknown = impact_codes(counts, {}, PAIRS, fees)
    told = propose(found, points, {}, Decimal(1))
    assert unknown == () and sum(one.count for one in found) == sum(counts.values())
    assert told.effect == Money(sum(one.effect.cents for one in told.codes)) >= ZERO
    assert told.patients.less <= told.effect  # what the plan pays more, no patient saves twice
    assert [one.effect for one in told.codes] == sorted((one.effect for one in told.codes), reverse=True)
    assert told.weighted is not None and told.weighted <= points + 50  # a cent of rounding on each small amount


@given(SUMS, st.integers(0, 5000))
def test_a_raise_is_rounded_half_up(now: Money, points: int) -> None:
    exact = now.cents * (10_000 + points)
    assert raised(now, points).cents == (2 * exact + 10_000) // 20_000
    assert abs((points_of(raised(now, points) - now, now) or 0) - points) <= 5000 // now.cents + 1


def test_lists_in_force_and_their_age() -> None:
    def one(day: datetime.date, payer: str = "Harbor") -> FeeSchedule:
        return FeeSchedule(id=str(day), payer=payer, kind=ListKind.ALTERNATE, effective_on=day)

    today = datetime.date(2026, 11, 17)
    lists = (one(datetime.date(2016, 3, 1)), one(datetime.date(2023, 11, 18)), one(datetime.date(2027, 1, 1)))
    now = in_force(lists, "harbor", ListKind.ALTERNATE, today)
    assert now is not None and now.effective_on == datetime.date(2023, 11, 18) and not is_old(now.effective_on, today)
    assert is_old(datetime.date(2023, 11, 17), today) and years_old(datetime.date(2016, 12, 1), today) == 9
    assert in_force(lists, "Other", ListKind.ALTERNATE, today) is None
