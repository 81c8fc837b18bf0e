"""Every module says first what it is for, can be read at one sitting, and keeps a cent whole."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "medbills"
MODULES = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
MOST_LINES = 500


def begins_with_docstring(code: str) -> bool:
    tree = ast.parse(code)
    return bool(tree.body) and tree.body[0].lineno == 1 and bool((ast.get_docstring(tree) or "").strip())


def is_float(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def holds_cents(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr == "cents" for part in ast.walk(node))


def breaks_cents(node: ast.AST) -> bool:
    """Whether an amount's cents are divided with "/", combined with a float or turned into one here."""
    if isinstance(node, ast.BinOp):
        divided = isinstance(node.op, ast.Div) and holds_cents(node.left)
        return divided or (holds_cents(node) and (is_float(node.left) or is_float(node.right)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
        return any(map(holds_cents, node.args))
    return False


def broken_cents(code: str) -> list[int]:
    """The lines on which that happens."""
    return [node.lineno for node in ast.walk(ast.parse(code)) if isinstance(node, ast.expr) and breaks_cents(node)]


def test_a_module_says_first_what_it_is_for() -> None:
    assert MODULES and [name for name, code in MODULES.items() if not begins_with_docstring(code)] == []


def test_a_module_can_be_read_at_one_sitting() -> None:
    assert [name for name, code in MODULES.items() if len(code.splitlines()) > MOST_LINES] == []


def test_cents_stay_whole() -> None:
    # The window scales amounts to lengths on the screen; everywhere else a cent stays whole.
    checked = {name: broken_cents(code) for name, code in MODULES.items() if not name.startswith("gui/")}
    assert {name: lines for name, lines in checked.items() if lines} == {}


def test_money_itself_knows_no_float() -> None:
    nodes = list(ast.walk(ast.parse(MODULES["domain/money.py"])))
    assert not any(is_float(node) or (isinstance(node, ast.Name) and node.id == "float") for node in nodes)


@pytest.mark.parametrize("code", ["a.cents / 2", "0.2 * bill.due.cents", "float(a.cents)", "sum(b.cents for b in c) / n"])
def test_a_broken_cent_is_seen(code: str) -> None:
    assert broken_cents(code) == [1]


@pytest.mark.parametrize("code", ["a.cents // 2", "a.cents * 2", "Fraction(a.cents, b.cents)", "width / 2.0"])
def test_whole_cents_are_left_alone(code: str) -> None:
    assert broken_cents(code) == []


@pytest.mark.parametrize("code", ["", "\n'''late'''", "import os", "''''''\n"])
def test_a_module_without_its_sentence_is_seen(code: str) -> None:
    assert not begins_with_docstring(code)


LOCAL_NAMES = re.compile(r"%-?[aAbBp](?!\w)")


def asks_computer_for_names(code: str) -> list[int]:
    """The lines with a code of `strftime` for names: these follow the computer's language, and letters are in English."""
    words = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return sorted(word.lineno for word in words if LOCAL_NAMES.search(word.value))


def test_days_are_named_in_english_on_every_computer() -> None:
    assert asks_computer_for_names('print(f"{day:%B} {day.day}", f"{day:%Y}")\nday.strftime("%I %p")\n"100 %"') == [1, 2]
    assert {name: lines for name, code in MODULES.items() if (lines := asks_computer_for_names(code))} == {}
