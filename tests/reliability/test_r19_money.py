"""R19: money is whole cents everywhere: no float comes near it, sums are those of their parts, and a split leaves nothing over."""

from __future__ import annotations

import ast
import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medbills.domain.agreement import Agreement
from medbills.domain.instalments import schedule
from medbills.domain.money import ZERO, Money, total

ROOT = Path(__file__).resolve().parents[2]
# What reads a number that is no money: a share of confidence, a count of units.
NOT_MONEY = {"plain.py", "fields.py", "reading.py"}
SUMS = st.lists(st.integers(-(10**10), 10**10), max_size=40)


def _floats(source: str) -> list[str]:
    """Where a module makes a float, or divides cents as floats are divided."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
            found.append(f"line {node.lineno}: float()")
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and "cents" in ast.dump(node):
            found.append(f"line {node.lineno}: a division")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Money":
            parts = [part for part in ast.walk(node) if isinstance(part, ast.Constant) and type(part.value) is float]
            found += [f"line {node.lineno}: a float" for _ in parts]
    return found


def test_no_float_in_modules_of_money() -> None:
    packages = ("domain", "audits", "deadlines", "letters", "services", "store")
    modules = [path for name in packages for path in (ROOT / "medbills" / name).rglob("*.py")]
    of_money = [path for path in modules if "domain.money" in path.read_text(encoding="utf-8") and path.name not in NOT_MONEY]
    assert len(of_money) > 40
    assert {path.name: found for path in of_money if (found := _floats(path.read_text(encoding="utf-8")))} == {}


def test_the_test_can_fail() -> None:
    assert len(_floats("a = float(x)\nb = amount.cents / 2\nc = Money(int(1.5 * 100))")) == 3
    assert 0.1 + 0.2 != 0.3, "what floats do to sums"
    for wrong in (1.0, Decimal(1), True, "1"):
        with pytest.raises(TypeError):
            Money(wrong)  # type: ignore[arg-type]


@settings(max_examples=300)
@given(SUMS)
def test_a_total_is_the_sum_of_its_lines(cents: list[int]) -> None:
    amounts = [Money(one) for one in cents]
    assert total(amounts).cents == sum(cents)
    assert total(reversed(amounts)) == total(amounts)
    assert total(Money.of(amount.plain()) for amount in amounts) == total(amounts), "as written, so read"


@settings(max_examples=300)
@given(st.integers(1, 10**9), st.integers(1, 120), st.sampled_from([None, Decimal("0"), Decimal("0.0799"), Decimal("0.2999")]))
def test_a_split_leaves_nothing_over(cents: int, count: int, rate: Decimal | None) -> None:
    first = datetime.date(2026, 12, 1)
    agreement = Agreement(
        id="a", with_whom="Riverbend", amount=Money(cents), count=count, agreed_on=first, first_on=first, yearly_rate=rate, deferred=False
    )
    plan = schedule(agreement)
    assert plan[-1].left == ZERO
    assert total(one.amount for one in plan) == Money(cents) + total(one.interest for one in plan)


@settings(max_examples=300)
@given(st.integers(-(10**9), 10**9), st.integers(0, 10_000))
def test_a_share_and_the_rest_are_the_whole_to_the_cent(cents: int, basis_points: int) -> None:
    amount, rate = Money(cents), Decimal(basis_points) / 10_000
    share = amount.share(rate)
    assert abs((amount - share).cents - amount.share(1 - rate).cents) <= 1
    assert share + (amount - share) == amount
