"""What is worked out of frozen values is kept with them, and only as long as they are the very same."""

from __future__ import annotations

from dataclasses import dataclass, replace

from medbills.domain.facts import Facts
from medbills.domain.matching import bill_matches
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.domain.procedures import visits
from medbills.domain.remembered import kept, recalled, remembered
from medbills.domain.statements import accounts_of


@dataclass(frozen=True)
class Value:
    number: int
    asked: list[str]

    @kept
    def double(self) -> int:
        self.asked.append("double")
        return self.number * 2


@remembered
def square(value: Value) -> int:
    value.asked.append("square")
    return value.number**2


@recalled
def together(first: Value, *others: Value) -> int:
    first.asked.append("together")
    return first.number + sum(other.number for other in others)


def test_each_is_worked_out_once() -> None:
    value = Value(3, [])
    assert (value.double, value.double, square(value), square(value)) == (6, 6, 9, 9)
    assert value.asked == ["double", "square"]
    assert square(replace(value, number=4)) == 16


def test_the_very_same_values_are_recalled_and_others_are_not() -> None:
    one, two, equal = Value(1, []), Value(2, []), Value(2, [])
    assert (together(one, two), together(one, two)) == (3, 3)
    assert one.asked == ["together"]
    assert (together(one, equal), together(one), together(one, two, equal)) == (3, 1, 5)
    assert len(one.asked) == 4


def bill(number: str, charge: int) -> Paper:
    line = Line(code="99213", description="Visit", billed=Money(charge))
    return Paper(
        id=number, kind=Kind.ITEMIZED_BILL, issuer_name="Oak Clinic", account_number=number, amount_due=Money(charge), lines=(line,)
    )


def test_a_changed_paper_makes_new_only_what_it_is_part_of() -> None:
    first, second = bill("1", 5000), bill("2", 9000)
    before = Facts(today=None, papers=(first, second))  # type: ignore[arg-type]
    changed = replace(before, papers=(first, replace(second, amount_due=Money(100))))
    for worked_out in (accounts_of, bill_matches, visits):
        old, new = worked_out(before), worked_out(changed)
        assert [one is other for one, other in zip(old, new, strict=True)] == [True, False][: len(old)]
    assert bill_matches(changed)[1].bill.amount_due == Money(100)
