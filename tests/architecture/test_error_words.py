"""Every error text says what happened and then one thing that the user can do about it, in short sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from medbills import errors, paths
from medbills.errors import MedbillsError
from medbills.gui.telling import SAFE

PACKAGE = Path(paths.__file__).parent
KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, MedbillsError)}
GAP = "…"  # what is only known when it happens: the name of a file, a sum, what another part of the program said
NAMED = "{name}"  # the file, in texts that are filled in later
LONGEST = 14  # words of a sentence, each gap counted as one
DO = re.findall(r"\w+", """
    Add Answer Ask Attach Begin Bring Build Change Check Choose Close Compare Connect Copy Correct Count Do Download Draw Export Fill Find
    Fix Get Give Keep Leave List Look Make Name Note Open Print Put Read Run Save Say Scan Send Set Show Start Take Tell Tick Try Type Undo
    Unpack Update Use Verify Wait Write
""")
ACT = re.compile(rf"[“(]?(?:Please |First )?(?:It must be|{'|'.join(DO)})\b")
ACT_WITHIN = re.compile(rf"(?:[,;:] (?:and |or |then )?|\b(?:and|or|please) )(?:{'|'.join(DO)})\b", re.IGNORECASE)
NOTHING_TO_DO = ("Stopped. What was done before is kept.",)  # the user stopped it, and knows


def _constants(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What each name is set to, anywhere in the module."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


class Texts:
    """The texts that a module gives to errors, with GAP for what it cannot know; names are followed to what they are set to."""

    def __init__(self, path: Path, shared: dict[str, list[ast.expr]]) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self._names = shared | _constants(self.tree)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS and node.args:
                for text in self._of(node.args[0]):
                    if text.replace(GAP, "").strip(" :."):
                        yield f"{self.path.name}:{node.lineno}", text
        for node in self.tree.body:  # one sentence for each reason or kind of file
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                for value in node.value.values:
                    yield from ((f"{self.path.name}:{value.lineno}", text) for text in self._of(value) if NAMED in text)

    def _of(self, node: ast.expr, depth: int = 0) -> list[str]:
        if depth > 6:
            return [GAP]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return [node.value]
        if isinstance(node, ast.JoinedStr):
            texts = [""]
            for part in node.values:
                texts = [text + more for text in texts for more in self._of(part, depth + 1)]
            return texts
        if isinstance(node, ast.FormattedValue):
            return [text if text.rstrip().endswith((".", "?")) else GAP for text in self._of(node.value, depth + 1)]
        if isinstance(node, ast.BinOp):
            return [a + b for a in self._of(node.left, depth + 1) for b in self._of(node.right, depth + 1)]
        if isinstance(node, ast.IfExp):
            return self._of(node.body, depth + 1) + self._of(node.orelse, depth + 1)
        if isinstance(node, ast.Name) and node.id in self._names:
            return [text for value in self._names[node.id] for text in self._of(value, depth + 1)]
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "format":
            return self._of(node.func.value, depth + 1)  # type: ignore[attr-defined]
        return [GAP]


@pytest.fixture(scope="module")
def told() -> dict[str, set[str]]:
    """Each text with the places where it is said."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    said = [path for path, source in sources.items() if NAMED in source or any(f"{kind}(" in source for kind in KINDS)]
    shared: dict[str, list[ast.expr]] = {}
    for path in (PACKAGE / "errors.py", *said):
        for name, values in _constants(ast.parse(sources[path])).items():
            if name.isupper() and not name.startswith("_") and len(values) == 1:
                shared.setdefault(name, values)
    found: dict[str, set[str]] = {}
    for path in said:
        for place, text in Texts(path, shared):
            found.setdefault(text, set()).add(place)
    return found


def sentences(text: str) -> list[str]:
    return [part for part in re.split(rf"(?<=[.?])[”)]?\s+|(?<={GAP})\s*(?=[A-Z])", text.strip()) if part]


def says_what_to_do(text: str) -> bool:
    """A sentence that asks for an act; what another part of the program says in between is taken at its word."""
    return any(ACT.match(part) or ACT_WITHIN.search(part) or part.strip(". ") == GAP for part in sentences(text))


def test_each_says_what_happened_and_what_to_do(told: dict[str, set[str]]) -> None:
    assert len(told) > 250, "the search finds them"
    short = [f"{places} {text}" for text, places in told.items() if len(sentences(text)) < 2]
    assert not short, "\n".join(short)
    idle = [f"{places} {text}" for text, places in told.items() if not says_what_to_do(text) and text not in NOTHING_TO_DO]
    assert not idle, "\n".join(idle)


def test_the_sentences_are_short(told: dict[str, set[str]]) -> None:
    long = [f"{places} {part}" for text, places in told.items() for part in sentences(text) if len(part.split()) > LONGEST]
    assert not long, "\n".join(long)


@pytest.mark.parametrize(
    "text", ["This refund was removed already.", "The vault has no such key. Nothing was changed.", f"It did not work. {SAFE}"]
)
def test_a_text_without_an_act_is_found(text: str) -> None:
    """The negative control."""
    assert len(sentences(text)) < 2 or not says_what_to_do(text)
