"""Lines of a paper under review: parted, joined, taken away; what they add up to stays, and is weighed against the totals."""

import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.doubt import ACCEPTED_ABOVE, doubts
from medbills.domain.money import ZERO, Money, total
from medbills.domain.paper import Kind, Line, Paper, Spot
from medbills.services.edit_lines import AMOUNTS, give_share, join_lines, split_line
from medbills.services.edit_paper import sum_checks, sure_count, sure_seen, with_line, with_value, without_line

DAY = datetime.date(2026, 10, 6)


def paper(*lines, **values):
    return Paper(id="p", kind=Kind.ITEMIZED_BILL, lines=lines, **values)


def sums(of):
    return {name: total(amount for line in of.lines if (amount := getattr(line, name)) is not None) for name in AMOUNTS}


amounts = st.one_of(st.none(), st.integers(-500_000, 500_000).map(Money))
days = st.one_of(st.none(), st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)))
spots = st.builds(
    Spot,
    page=st.integers(1, 3),
    box=st.tuples(*[st.integers(0, 600).map(float)] * 4),
    confidence=st.floats(0, 1),
)
lines = st.builds(
    Line,
    service_date=days,
    code=st.one_of(st.none(), st.sampled_from(["97110", "97140"])),
    description=st.one_of(st.none(), st.text("abc ", min_size=1, max_size=8)),
    units=st.one_of(st.none(), st.integers(1, 9).map(Decimal)),
    modifiers=st.one_of(st.none(), st.lists(st.sampled_from(["25", "59"]), min_size=1, max_size=2, unique=True).map(tuple)),
    **dict.fromkeys(AMOUNTS, amounts),
    spots=st.dictionaries(st.sampled_from([*AMOUNTS, "code", "service_date"]), spots, max_size=5),
)
papers = st.lists(lines, min_size=2, max_size=5).map(lambda found: paper(*found))


@given(papers, st.data())
def test_splitting_and_sharing_keep_every_sum(before, data):
    at = data.draw(st.integers(0, len(before.lines) - 1))
    name = data.draw(st.sampled_from([name for name in AMOUNTS if getattr(before.lines[at], name) is not None] or ["billed"]))
    after = split_line(before, at)
    assert sums(after) == sums(before)
    assert len(after.lines) == len(before.lines) + 1
    if getattr(before.lines[at], name) is not None:
        for share in (data.draw(amounts), data.draw(amounts)):  # typed, then typed again
            after = give_share(after, name, share, giver=at, taker=at + 1)
            assert getattr(after.lines[at + 1], name) == share
            assert sums(after) == sums(before)


@given(papers, st.data())
def test_joining_keeps_every_sum_and_every_other_line(before, data):
    at = data.draw(st.integers(0, len(before.lines) - 2))
    after = join_lines(before, at)
    assert sums(after) == sums(before)
    assert (*after.lines[:at], *after.lines[at + 1 :]) == (*before.lines[:at], *before.lines[at + 2 :])
    for name, spot in after.lines[at].spots.items():
        assert getattr(after.lines[at], name) is not None, "a spot without its value"
        if name not in {"service_from", "service_to"}:
            assert spot.confidence <= max(one.spots[name].confidence for one in before.lines[at : at + 2] if name in one.spots)


@given(papers, st.data())
def test_joining_undoes_a_split(before, data):
    at = data.draw(st.integers(0, len(before.lines) - 1))
    again = join_lines(split_line(before, at), at)
    assert again.lines == before.lines


def test_a_part_has_the_day_the_code_and_the_words_but_no_sums():
    whole = Line(service_date=DAY, code="97110", description="Exercise", units=Decimal(2), billed=Money(8000), spots={"code": Spot(page=1)})
    first, second = split_line(paper(whole), 0).lines
    assert first == whole
    assert (second.service_date, second.code, second.description) == (DAY, "97110", "Exercise")
    assert second.billed is None
    assert second.units is None
    assert second.spots == {"code": Spot(page=1)}


def test_a_share_is_typed_on_both_lines_and_keeps_the_spot():
    spot = Spot(page=1, box=(1, 2, 3, 4), confidence=0.5)
    parted = split_line(paper(Line(code="1", billed=Money(8000), spots={"billed": spot})), 0)
    first, second = give_share(parted, "billed", Money(3000), giver=0, taker=1).lines
    assert (first.billed, second.billed) == (Money(5000), Money(3000))
    assert first.spots["billed"] == Spot(page=1, box=(1, 2, 3, 4), confidence=1.0, typed=True)
    assert second.spots["billed"].typed
    back = give_share(paper(first, second), "billed", None, giver=0, taker=1)
    assert (back.lines[0].billed, back.lines[1].billed) == (Money(8000), None)


def test_joined_lines_have_one_description_and_a_spot_around_both():
    first = Line(description="Office visit,", billed=Money(100), spots={"billed": Spot(page=1, box=(10, 20, 30, 40), confidence=0.9)})
    second = Line(description="new patient", billed=Money(20), spots={"billed": Spot(page=1, box=(5, 50, 25, 60), confidence=0.6)})
    (one,) = join_lines(paper(first, second), 0).lines
    assert one.description == "Office visit, new patient"
    assert one.billed == Money(120)
    assert one.spots["billed"].box == (5, 20, 30, 60)
    assert [doubt.name for doubt in doubts(paper(one))] == ["billed"], "as sure as the less sure of the two"


def test_two_days_become_a_span_and_another_code_is_dropped_with_its_spot():
    later = datetime.date(2026, 10, 20)
    first = Line(service_date=later, code="97110", units=Decimal(2), spots={"service_date": Spot(page=2), "code": Spot(page=2)})
    second = Line(service_date=DAY, code="97140", units=Decimal(1), spots={"service_date": Spot(page=1), "code": Spot(page=1)})
    (one,) = join_lines(paper(first, second), 0).lines
    assert (one.service_date, one.service_from, one.service_to) == (None, DAY, later)
    assert (one.spots["service_from"].page, one.spots["service_to"].page) == (1, 2)
    assert (one.code, one.units, one.spots["code"].page) == ("97110", Decimal(2), 2)


def test_the_sums_are_weighed_against_each_printed_total():
    bill = paper(Line(billed=Money(8000), deductible=ZERO), Line(billed=Money(5000)), total_billed=Money(14000))
    (check,) = sum_checks(bill)
    assert (check.what, check.lines, check.printed) == ("charges", Money(13000), Money(14000))
    assert check.differs
    assert check.apart == Money(1000)
    right = with_value(bill, "billed", Money(6000), 1)
    assert not sum_checks(right)[0].differs
    assert sum_checks(without_line(right, 0))[0].apart == Money(8000)
    assert sum_checks(with_line(paper())) == ()
    both = sum_checks(paper(Line(deductible=Money(5)), deductible=Money(7)))
    assert [check.what for check in both] == ["deductibles"], "a column aside counts where its total is printed"


@given(papers)
def test_accepting_the_sure_ones_leaves_the_others_as_they_were(before):
    after = sure_seen(before)
    assert sure_count(after) == 0
    assert after == before, "values stay"
    for old, new in zip(before.lines, after.lines, strict=True):
        for name, spot in old.spots.items():
            assert new.spots[name].confidence == (1.0 if spot.confidence >= ACCEPTED_ABOVE else spot.confidence)
            assert not new.spots[name].typed
