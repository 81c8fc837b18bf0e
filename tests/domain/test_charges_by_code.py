"""The charges and visits found by their codes are just those that looking at every line finds, in the same order."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.by_code import charges_bearing, charges_within, visits_bearing, visits_within
from medbills.domain.facts import Facts
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.procedures import coded_charges, modified_charges, visits

DAY = datetime.date(2026, 3, 2)
RANGES = ((99202, 99215), (10004, 17999))
CODES = ("99213", "99202", "11102", "j1885", "J1885", "97110", "99216", "1110", "")
LINES = st.lists(
    st.builds(
        Line, service_date=st.sampled_from([DAY, DAY + datetime.timedelta(days=1), None]), code=st.sampled_from(CODES),
        billed=st.sampled_from([Money(5000), Money(0), None]), modifiers=st.sampled_from([None, (), ("25",), ("lt", "59")]),
    ),
    max_size=6,
)  # fmt: skip


@given(st.lists(LINES, max_size=4))
def test_all_are_found_in_their_order(bills: list[list[Line]]) -> None:
    papers = tuple(
        Paper(id=f"b{at}", kind=Kind.ITEMIZED_BILL, issuer_name="Oak Clinic", account_number=f"{at}", lines=tuple(lines))
        for at, lines in enumerate(bills)
    )
    facts, wanted = Facts(today=DAY, papers=papers), {"J1885", "11102"}
    charges, seen = coded_charges(facts), visits(facts)
    assert charges_bearing(facts, wanted.__contains__) == [charge for charge in charges if charge.code in wanted]
    assert charges_within(facts, RANGES) == [charge for charge in charges if charge.in_range(RANGES)]
    assert visits_bearing(facts, wanted.__contains__) == [visit for visit in seen if visit.codes & wanted]
    assert visits_within(facts, RANGES) == [visit for visit in seen if any(charge.in_range(RANGES) for charge in visit)]
    assert list(modified_charges(facts)) == [charge for charge in charges if charge.modifiers]
    dated = [charge for charge in charges if charge.day]
    assert sorted((charge for visit in seen for charge in visit), key=dated.index) == dated
    assert all(len({charge.day for charge in visit}) == 1 for visit in seen)
