"""Brings the translation files up to date with what the program says: `python3 packaging/translations.py`.

The program is written in English. Every sentence of the code and of `resources/` that the window may show becomes a message of
Qt Linguist, cut into sentences, its values as %1 to %9. `pyside6-lupdate` merges them into `resources/translations/medbills_*.ts`,
which a translator opens in Qt Linguist. What was translated stays, and what the program no longer says goes.
"""

from __future__ import annotations

import ast
import calendar
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from medbills import errors, plain_yaml  # noqa: E402 - the program is found only now
from medbills.gui.sentence import pieces  # noqa: E402 - the program is found only now

SPOKEN = ("gui", "services", "audits", "domain", "deadlines", "rules", "claims", "errors.py")  # what the window shows the words of
TOLD = ("importers", "layout", "letters", "store", "pdf", "keys", "")  # of these only what is told when something is wrong
TOLD_BY = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.MedbillsError)}
RESOURCES = ("aid", "cases", "clauses", "codes", "help", "letters", "questions", "rules", "scripts", "strategy")
# Keys of data whose words are never shown, or shown as they stand: the law's own names, addresses, tokens.
UNSPOKEN = frozenset(
    {
        "slug", "address", "citation", "sources", "url", "checked_on", "rule", "deadlines", "applies_when", "fits", "phone",
        "trigger_event", "confidence", "as_of", "if_pressed", "icon", "body", "version", "id", "needs", "requires", "events",
        "example", "type", "unit",
    }
)  # fmt: skip
SILENT_CALLS = frozenset(
    {
        "setProperty", "property", "setObjectName", "getattr", "setattr", "compile", "sub", "match", "search", "fullmatch", "findall",
        "split", "removeprefix", "RuntimeError", "ValueError", "KeyError", "TypeError", "AssertionError", "TypeVar",
    }
)  # fmt: skip
DATES = frozenset(name for names in (calendar.month_name, calendar.month_abbr, calendar.day_name, calendar.day_abbr) for name in names)
_FORMATTED = re.compile(r"\{\{.*?\}\}|\{[\w.]*(?:![rs])?(?::[^{}]*)?\}")
_SENTENCE_BY_ITSELF = re.compile(r"((?:^|(?<=[.?!] )|(?<=\n))\x00[^\x00]*\x00|[.?!](?= \x00[^\x00]*\x00$)) ?(?=[A-Z][a-z]+ [a-z\x00]|\x00)")
_LOGIC = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.S)
_OF_SCRIPT = re.compile(r"^\s*(?:#|!|-|\||\+|\?|=>)\s*(?:[a-z_]+(?: [a-z_]+)?: )?")
_NOT_OF_SCRIPT = re.compile(r"^\s*(?:>|->|=(?!>)|\^|~|\{%)")  # what is read aloud stays English, as the call does
_NOT_WORDS = re.compile(r"\\|://|==|\*\.\*|^--|^SELECT ")
MOST_VALUES, MOST_FORMS = 9, 12


def messages() -> dict[str, list[str]]:
    """What may be shown, by the file that says it."""
    found: dict[str, list[str]] = {}
    files = {file.relative_to(ROOT / "medbills"): file for file in sorted((ROOT / "medbills").rglob("*.py"))}
    package = {place: place.parts[0] if len(place.parts) > 1 or place.name in SPOKEN else "" for place in files}
    trees = {place: ast.parse(file.read_text("utf-8")) for place, file in files.items() if package[place] in TOLD}
    constants: dict[str, list[ast.expr]] = {}  # what is told may stand in another module
    for tree in trees.values():
        for line in tree.body:
            if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                constants.setdefault(line.targets[0].id, []).append(line.value)
    for place, file in files.items():
        if place in trees or package[place] in SPOKEN:
            nodes = _told(trees[place], constants) if place in trees else list(ast.walk(ast.parse(file.read_text("utf-8"))))
            found[f"medbills/{place.with_suffix('').as_posix()}"] = list(_of_code(nodes))
    for folder in RESOURCES:
        for file in sorted((ROOT / "resources" / folder).rglob("*")):
            if file.suffix in {".yaml", ".yml", ".md"} and "es" not in file.relative_to(ROOT).parts:
                found[file.relative_to(ROOT).with_suffix("").as_posix()] = list(_of_data(file))
    found["medbills"] = list(ALONE)
    return {place: cut for place, texts in found.items() if (cut := _cut(texts))}


def _cut(texts: list[str]) -> list[str]:
    """Sentences worth a translation, each once, in the order they come."""
    found: dict[str, None] = {}
    for text in texts:
        for piece, _after in pieces(_SENTENCE_BY_ITSELF.sub("\\1\n", text)):
            numbered = _numbered(piece.strip())
            if numbered is not None and re.search(r"[^\W\d_]{2,}", re.sub(r"%\d", "", numbered)):
                found[numbered] = None
    return list(found)


def _numbered(text: str) -> str | None:
    """Values in the order they come; None where there are more than Linguist counts."""
    names: dict[str, int] = {}
    numbered = re.sub(r"\x00(.*?)\x00", lambda value: f"%{names.setdefault(value.group(1), len(names) + 1)}", text)
    return numbered if len(names) <= MOST_VALUES else None


# Words that the window says alone, and that look like names of things to the search.
ALONE = (
    "soon",
    "today",
    "tomorrow",
    "months",
    "calendar days",
    "business days",
    "hours",
    "weeks",
    "years",
    "day",
    "days",
    "bill",
    "bills",
    "line",
    "lines",
    "letter",
    "call",
    "packet",
    "paper",
    "papers",
    "case",
    "spot",
    "spots",
    "under",
    "first-class mail",
    "more",
    "less",
    "none",
    "yes",
    "no",
    "insurer",
    "provider",
    "collector",
)


def _meant(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What each name of a module stands for: the values given to it, and what a function of that name gives back."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.FunctionDef):
            given = [part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value is not None]
            found.setdefault(node.name, []).extend(given)
    return found


def _told(tree: ast.Module, constants: dict[str, list[ast.expr]]) -> list[ast.AST]:
    """What the errors of a module are told, followed through the names that stand for it."""
    waiting: list[ast.AST] = [argument for node in ast.walk(tree) if isinstance(node, ast.Call) and _tells(node) for argument in node.args]
    meant = constants | _meant(tree) if waiting else {}
    found: list[ast.AST] = []
    followed: set[str] = set()
    while waiting:
        parts = list(ast.walk(waiting.pop()))
        found += parts
        names = {part.id for part in parts if isinstance(part, ast.Name)} - followed
        followed |= names
        waiting += [value for name in sorted(names) for value in meant.get(name, ())]
    return found


def _of_code(nodes: list[ast.AST]) -> Iterator[str]:
    sentences = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for sentence in sentences for part in sentence.values}
    inside = {id(part) for sentence in sentences for part in ast.walk(sentence) if part is not sentence}
    silent = _silent(nodes)
    for node in nodes:
        if id(node) in silent or id(node) in parts:
            continue
        if isinstance(node, ast.JoinedStr) and id(node) not in inside:
            yield from (text for text in _forms(node) if _speaks(text))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "counted":
            yield from (f"\x00number\x00 {form}" for form in _counted(node))
        elif isinstance(node, ast.ClassDef) and any(getattr(parent, "id", "") == "StrEnum" for parent in node.bases):
            yield from (words for words in _names(node) if " " in words)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _speaks(node.value):
            yield _marked(node.value)


def _counted(call: ast.Call) -> list[str]:
    """One thing and several, as `counted(number, one, many)` says them."""
    nouns = [argument.value for argument in call.args[1:] if isinstance(argument, ast.Constant)]
    return [str(nouns[0]), str(nouns[1]) if len(nouns) > 1 else f"{nouns[0]}s"] if nouns else []


def _names(kinds: ast.ClassDef) -> list[str]:
    """The values of an enumeration as words: what has no name of its own is shown so."""
    values = [line.value.value for line in kinds.body if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)]
    return [str(value).replace("_", " ") for value in values]


def _tells(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in TOLD_BY


def _silent(nodes: list[ast.AST]) -> set[int]:
    """Docstrings, patterns, names of properties, and what only mistakes of ours say."""
    found: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False) is not None:
            found.add(id(node.body[0].value))  # type: ignore[attr-defined]
        for unsaid in _unsaid(node):
            found |= {id(part) for part in ast.walk(unsaid)}
    return found


def _unsaid(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return list(node.args) if name in SILENT_CALLS else []
    if isinstance(node, ast.Assert):
        return [node.msg] if node.msg is not None else []
    if isinstance(node, ast.arg | ast.AnnAssign):
        return [node.annotation] if node.annotation is not None else []
    return [node.returns] if isinstance(node, ast.FunctionDef) and node.returns is not None else []


def _forms(node: ast.JoinedStr) -> list[str]:
    """The sentence with its values marked; where it chooses between words (“bill” or “bills”), one sentence for each."""
    choices: list[list[str]] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            choices.append([_marked(str(part.value))])
        elif isinstance(part, ast.FormattedValue):
            choices.append(_choices(part.value) or [f"\x00{ast.unparse(part.value)}\x00"])
    forms = ["".join(chosen) for chosen in product(*choices)]
    if len(forms) <= MOST_FORMS:
        return forms
    return ["".join(each[0] if len(each) == 1 else "\x00one of\x00" for each in choices)]


def _choices(value: ast.expr) -> list[str] | None:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return [value.value]
    if isinstance(value, ast.JoinedStr):
        return _forms(value)
    if isinstance(value, ast.IfExp):
        either, other = _choices(value.body), _choices(value.orelse)
        either = either or [f"\x00{ast.unparse(value.body)}\x00"]
        other = other or [f"\x00{ast.unparse(value.orelse)}\x00"]
        return [*either, *other]
    if isinstance(value, ast.BoolOp) and isinstance(value.op, ast.Or):
        return [f"\x00{ast.unparse(value.values[0])}\x00", *(_choices(value.values[-1]) or [])]
    return None


def _marked(text: str) -> str:
    """Values written as {name} or {{ name }} in a text of data."""
    return _FORMATTED.sub(lambda value: f"\x00{value.group()}\x00", _LOGIC.sub("\n", text))


def _of_data(file: Path) -> Iterator[str]:
    text = file.read_text("utf-8")
    if file.suffix != ".md":
        yield from _of_tree(plain_yaml.load(text))
        return
    head, _, body = text.removeprefix("---\n").partition("\n---\n") if text.startswith("---") else ("", "", text)
    yield from _of_tree(plain_yaml.load(head))
    if "scripts" in file.parts:  # a letter's own words go out in English
        lines = [_OF_SCRIPT.sub("", line) for line in body.splitlines() if not _NOT_OF_SCRIPT.match(line)]
        yield from (_marked(line) for line in lines if _speaks(line))


def _of_tree(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            spoken = str(key) not in UNSPOKEN or isinstance(inner, dict)  # a fact of a letter may have such a name
            if spoken and not (key == "when" and isinstance(inner, list)):
                yield from _of_tree(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_tree(inner)
    elif isinstance(value, str) and _speaks(value):
        yield _marked(" ".join(value.split(" ")))


def _speaks(text: str) -> bool:
    """Words for people: several of them, or one with a capital letter."""
    words = text.strip()
    if words in DATES or not re.search(r"[^\W\d_]{2,}", words) or _NOT_WORDS.search(words):
        return False
    if " " in words:
        return True
    return bool(re.fullmatch(r"[A-Z][a-z’-]+[.?:…]?", words))


def merge(language: str, found: dict[str, list[str]]) -> Path:
    """Hands the messages to Qt Linguist's own merger. Returns the file that holds them."""
    target = ROOT / "resources" / "translations" / f"medbills_{language}.ts"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "words.cpp"
        listing.write_text("".join(_declared(place, texts) for place, texts in found.items()), "utf-8")
        merger = Path(sys.executable).with_name("pyside6-lupdate")
        options = ["-no-obsolete", "-locations", "none", "-source-language", "en_US", "-target-language", language]
        subprocess.run([str(merger), *options, str(listing), "-ts", str(target)], check=True)
    return target


def _declared(place: str, texts: list[str]) -> str:
    return "".join(f"QT_TRANSLATE_NOOP({_quoted(place)}, {_quoted(text)});\n" for text in texts)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    known = messages()
    print(sum(map(len, known.values())), "messages,", sum(len(text.split()) for texts in known.values() for text in texts), "words")
    for each in sys.argv[1:] or ["es"]:
        print(merge(each, known))
