"""What reads differently, and what is taken of it: nothing that the user typed."""

from __future__ import annotations

import dataclasses
import datetime

from hypothesis import given
from hypothesis import strategies as st

from medbills.domain.differences import differences, line_pairs, moved_lines, with_differences
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper, Spot

READ = Spot(page=1, box=(1.0, 2.0, 3.0, 4.0), confidence=0.8)
TYPED = dataclasses.replace(READ, typed=True, confidence=1.0)


def line(code: str, cents: int, **spots: Spot) -> Line:
    return Line(code=code, billed=Money(cents), spots=spots or {"code": READ, "billed": READ})


KEPT = Paper(
    id="p", kind=Kind.BILL, account_number="7741", amount_due=Money(5000), statement_date=datetime.date(2026, 10, 3),
    lines=(line("99284", 100), line("71045", 200), line("80053", 300)),
    spots={"account_number": READ, "amount_due": TYPED, "statement_date": dataclasses.replace(READ, confidence=1.0)},
)  # fmt: skip


def test_the_same_reading_differs_in_nothing() -> None:
    assert differences(KEPT, dataclasses.replace(KEPT, spots={})) == ()


def test_values_and_lines() -> None:
    fresh = dataclasses.replace(
        KEPT, account_number="7741-22", amount_due=Money(9000), statement_date=datetime.date(2026, 10, 30),
        due_date=datetime.date(2026, 11, 30),
        lines=(line("99284", 100), line("71046", 200), line("80053", 300), line("36415", 400)), spots={"due_date": READ},
    )  # fmt: skip
    found = {one.label: one for one in differences(KEPT, fresh)}
    assert list(found) == ["Account", "Statement date", "Pay by", "Amount due", "Line 2, code", "Line 4"]
    assert found["Amount due"].yours and not found["Account"].yours
    assert found["Statement date"].seen and not found["Statement date"].adds
    assert found["Account"].adds and found["Pay by"].adds and found["Line 4"].adds
    taken = with_differences(KEPT, fresh, list(found.values()))
    assert taken.amount_due == Money(5000) and taken.spots["amount_due"].typed, "what was typed stays"
    assert taken.account_number == "7741-22" and taken.due_date == datetime.date(2026, 11, 30)
    assert [one.code for one in taken.lines] == ["99284", "71046", "80053", "36415"]
    assert taken.spots["due_date"].confidence == 1.0
    assert [one.label for one in differences(taken, fresh)] == ["Amount due"]


def test_a_line_that_is_gone_is_taken_out_only_when_chosen_and_read() -> None:
    fresh = dataclasses.replace(KEPT, lines=KEPT.lines[:2])
    (gone,) = differences(KEPT, fresh)
    assert gone.label == "Line 3" and not gone.adds
    assert with_differences(KEPT, fresh, []) == KEPT
    assert len(with_differences(KEPT, fresh, [gone]).lines) == 2
    typed = dataclasses.replace(KEPT, lines=(*KEPT.lines[:2], line("80053", 300, billed=TYPED)))
    (gone,) = differences(typed, fresh)
    assert gone.yours and len(with_differences(typed, fresh, [gone]).lines) == 3


def test_lines_are_followed_where_one_is_put_in() -> None:
    after = dataclasses.replace(KEPT, lines=(line("1", 1), *KEPT.lines))
    assert moved_lines(KEPT, after) == {0: 1, 1: 2, 2: 3}


lines = st.lists(st.builds(line, st.sampled_from(["a", "b", "c"]), st.integers(1, 3)), max_size=6).map(tuple)


@given(lines, lines)
def test_taking_everything_gives_the_new_reading(old: tuple[Line, ...], new: tuple[Line, ...]) -> None:
    kept, fresh = (dataclasses.replace(KEPT, lines=some, amount_due=None) for some in (old, new))
    assert with_differences(kept, fresh, differences(kept, fresh)) == fresh
    assert with_differences(kept, fresh, []) == kept
    pairs = line_pairs(old, new)
    assert [one for one, _ in pairs if one is not None] == list(range(len(old)))
    assert [two for _, two in pairs if two is not None] == list(range(len(new)))
