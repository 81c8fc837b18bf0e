"""Each thing the program must be able to do is listed once, with tests that are there, or with the plain reason why it is still open."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LISTED: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "capabilities.yaml").read_text(encoding="utf-8"))["capabilities"]
# How many there are of each article, and of what only this program has whole.
COUNTS = {"S0": 35, "S1": 40, "S2": 15, "S3": 16, "K": 25}
IDS = [f"{part}.{number}" for part, count in COUNTS.items() for number in range(1, count + 1)]
KEYS = {"id", "what", "shown_by", "not_yet", "open"}
# "- S0.1 Bill anatomy ..." and, below the second heading, "1. **...".
LIST_ENTRY = re.compile(r"(?m)^- (S[0-3]\.\d+) ")
OWN_ENTRY = re.compile(r"(?m)^(\d+)\. ")


@cache
def in_file(path: Path) -> frozenset[str]:
    """Every test function of a file, those of a class as "Class::test_name"."""
    if not path.is_file():
        return frozenset()
    return named(path.read_text(encoding="utf-8"))


def named(code: str) -> frozenset[str]:
    found = set()
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
    return frozenset(name for name in found if name.split("::")[-1].startswith("test_"))


def faults(entry: dict[str, Any]) -> list[str]:
    """What is wrong with one entry."""
    shown, reason = entry.get("shown_by"), entry.get("open")
    found = []
    if not str(entry.get("what", "")).strip() or entry.keys() - KEYS:
        found.append("says not what it is, or has a key that is none")
    if bool(shown) == bool(reason):
        found.append("is neither shown nor open, or both")
    if shown is not None and (not isinstance(shown, list) or len(set(shown)) != len(shown)):
        found.append("does not list its tests, each once")
    found += [f"has no full sentence: {entry[key]}" for key in ("open", "not_yet") if key in entry and not str(entry[key]).endswith(".")]
    if "not_yet" in entry and not shown:
        found.append("has a rest without a part that is shown")
    return found


def missing(nodes: list[str]) -> list[str]:
    """Of tests as pytest names them, those that are not there."""
    parts = [(node, *node.partition("::")[::2]) for node in nodes]
    return [node for node, path, name in parts if not path.startswith("tests/") or name not in in_file(ROOT / path)]


def test_each_is_listed_just_once_and_in_order() -> None:
    assert [entry["id"] for entry in LISTED] == IDS


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: entry["id"])
def test_each_is_shown_by_tests_that_are_there_or_open_with_a_reason(entry: dict[str, Any]) -> None:
    assert faults(entry) == [] and missing(entry.get("shown_by", [])) == []


def test_the_list_is_whole(third_party: Path) -> None:
    """Against the list itself, where it lies beside the checkout."""
    for path in sorted((third_party.parent / "reference").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        ids = LIST_ENTRY.findall(text)
        if ids:
            own = OWN_ENTRY.findall(text.partition("\n## 2")[2].partition("\n## 3")[0])
            assert [*ids, *(f"K.{number}" for number in own)] == IDS


def test_what_is_shown_and_what_is_open_can_be_counted(record_property: Any) -> None:
    counted = {state: sum(state in entry for entry in LISTED) for state in ("shown_by", "not_yet", "open")}
    for state, count in counted.items():
        record_property(state, count)
    print(f"{counted['shown_by']} shown, {counted['not_yet']} of them in part; {counted['open']} open")
    assert counted["shown_by"] + counted["open"] == len(LISTED)


@pytest.mark.parametrize("entry", [
    {"what": "x"}, {"what": "x", "shown_by": ["a"], "open": "No."}, {"what": "", "open": "No."}, {"what": "x", "open": "no reason"},
    {"what": "x", "shown_by": ["a", "a"]}, {"what": "x", "open": "No.", "not_yet": "All."}, {"what": "x", "shown_by": ["a"], "by": 1},
    {"what": "x", "shown_by": []},
])  # fmt: skip
def test_a_faulty_entry_is_seen(entry: dict[str, Any]) -> None:
    assert faults(entry)


@pytest.mark.parametrize("node", [
    "tests/architecture/test_capabilities.py::test_gone", "tests/architecture/test_gone.py::test_a_faulty_entry_is_seen",
    "tests/architecture/test_capabilities.py::faults", "tests/architecture/test_capabilities.py", "medbills/paths.py::resource",
])  # fmt: skip
def test_a_test_that_is_not_there_is_seen(node: str) -> None:
    assert missing([node]) == [node]
    assert missing(["tests/architecture/test_capabilities.py::test_a_faulty_entry_is_seen"]) == []
    assert named("class TestA:\n    def test_b(self): ...\n    def c(self): ...") == {"TestA::test_b"}
