"""Every problem as the window tells it: whole sentences, nothing of the program's inside, and whether the papers are safe."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from medbills import errors, paths
from medbills.errors import Cancelled, DamagedVault, MedbillsError, NoRoom, UnusableInput
from medbills.gui.telling import SAFE, problem_words

PACKAGE = Path(paths.__file__).parent
KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, MedbillsError)}
GAP = "…"  # what is only known when it happens: the name of a file, a sum
LIKE_CODE = re.compile(r"\b[A-Z][a-z]+(Error|Exception)\b|\bNone\b|Traceback|errno|0x[0-9a-f]+")


def _text(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    return _text(node.left) + _text(node.right) if isinstance(node, ast.BinOp) else GAP


def _raised():
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "cli" in path.parts or not any(f"raise {kind}(" in source for kind in KINDS):
            continue  # what a command says is for whoever typed it
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and getattr(node.exc.func, "id", "") in KINDS:
                text = _text(node.exc.args[0]) if node.exc.args else GAP
                if text.replace(GAP, "").strip(" :."):
                    yield node.exc.func.id, text, f"{path.name}:{node.lineno}"


@pytest.fixture(scope="module")
def raised():
    return list(_raised())


def test_they_are_whole_sentences_without_the_programs_own_words(raised):
    assert len(raised) > 200, "the search finds them"
    cut = [f"{place} {text}" for _kind, text, place in raised if not text.rstrip().endswith((".", "?", ")", "”", GAP))]
    assert not cut, "\n".join(cut)
    inside = [f"{place} {text}" for _kind, text, place in raised if LIKE_CODE.search(text)]
    assert not inside, "\n".join(inside)


@pytest.mark.parametrize(
    ("problem", "below"),
    [
        (UnusableInput("bill.pdf is empty. Scan the paper again."), SAFE),
        (NoRoom("The disk is full. Nothing was lost. Make room and try again."), ""),
        (Cancelled("Stopped. What was done before is kept."), ""),
        (UnusableInput("bill.pdf is not a PDF. Your original stays where it was."), ""),
        (DamagedVault("The vault is incomplete. Bring back a backup."), ""),
    ],
)
def test_it_is_said_once_and_never_of_what_is_damaged(problem, below):
    assert problem_words(problem) == (str(problem), below)
