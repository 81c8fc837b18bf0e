"""A plan's estimate against its later statement, line by line."""

from __future__ import annotations

import datetime
from typing import Any

from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.predetermination import hold

MAY, JUNE = datetime.date(2026, 5, 2), datetime.date(2026, 6, 4)


def line(code: str, paid: str | None = None, **more: Any) -> Line:
    return Line(code=code, plan_paid=Money.of(paid) if paid else None, **more)


def estimate(*lines: Line, day: datetime.date = MAY) -> Paper:
    return Paper(id="e", kind=Kind.PREDETERMINATION, letter_date=day, lines=lines)


def statement(*lines: Line, day: datetime.date = JUNE) -> Paper:
    return Paper(id="s", kind=Kind.EOB, statement_date=day, lines=lines)


def test_a_line_paid_less_and_as_a_cheaper_code_is_told() -> None:
    (held,) = hold([
        estimate(line("D2392", "160.00", tooth="19"), line("D2740", "500.00", tooth="3")),
        statement(line("D2740", "500.00", tooth="3"), line("D2392", "120.00", tooth="19", paid_as_code="D2150"), line("D0220", "20.00")),
    ])  # fmt: skip
    filling, crown = held.lines
    assert filling.less == Money.of("40.00") and filling.new_downgrade == "D2150" and filling.differs
    assert not crown.differs and held.less == Money.of("40.00")
    assert [one.code for one in held.extra] == ["D0220"]


def test_a_downgrade_that_the_estimate_named_is_nothing_new() -> None:
    (held,) = hold([estimate(line("D2392", "120.00", paid_as_code="D2150")), statement(line("D2392", "120.00", paid_as_code="D2150"))])
    assert not held.lines[0].differs


def test_another_tooth_is_another_treatment_and_each_line_counts_once() -> None:
    (held,) = hold([
        estimate(line("D2392", "120.00", tooth="19"), line("D2392", "120.00", tooth="30")), statement(line("D2392", "100.00", tooth="30")),
    ])  # fmt: skip
    assert [one.statement is None for one in held.lines] == [True, False]
    assert held.less == Money.of("20.00")


def test_an_earlier_statement_or_one_on_other_treatments_is_not_held_against_it() -> None:
    assert hold([estimate(line("D2392")), statement(line("D2392"), day=MAY - datetime.timedelta(1))]) == ()
    assert hold([estimate(line("D2392")), statement(line("D1110"))]) == ()
    assert hold([estimate(), statement(line("D2392"))]) == ()
