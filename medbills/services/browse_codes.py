"""Lists the codes that the program explains, kind by kind, to be looked through without a paper at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from medbills.services.code_texts import table
from medbills.services.explain_code import Explanation, Use, explain

# name, title, second line, the table, and how a code of it was printed
_KINDS = (
    ("groups", "The two letters before a number", "CO, PR, OA, PI, CR", None),
    ("reasons", "Why an insurer paid less", "Reason codes, such as 45", Use.REMARK),
    ("remarks", "Notes beside a reason", "Remark codes, such as N130", Use.REMARK),
    ("modifiers", "Two signs behind a code", "Modifiers, such as 25", Use.MODIFIER),
    ("places", "Where care was given", "Places, such as 23", Use.PLACE),
    ("revenue", "Which part of the hospital", "Revenue codes, such as 0450", Use.REVENUE),
    ("bill_types", "Which kind of hospital bill", "Bill types, such as 0131", Use.BILL_TYPE),
)


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code as it is printed, what it is in short, and how to have it explained."""

    code: str
    title: str
    use: Use | None

    def told(self) -> Explanation:
        return explain(self.code, hint=self.use)


@dataclass(frozen=True, slots=True)
class CodeList:
    """One kind of code."""

    name: str
    title: str
    line: str
    codes: tuple[ListedCode, ...]


@cache
def code_lists() -> tuple[CodeList, ...]:
    """Every kind of code that has texts of its own."""
    return tuple(CodeList(name, title, line, _codes(name, use)) for name, title, line, use in _KINDS)


def _codes(name: str, use: Use | None) -> tuple[ListedCode, ...]:
    data = table(name)
    if name == "revenue":
        return tuple(ListedCode(family["from"], family["title"], use) for family in data["families"])
    if name == "bill_types":
        return tuple(ListedCode(f"{code}1", place["title"], use) for code, place in data["places"].items())
    return tuple(ListedCode(code, told["title"], use) for code, told in data["codes"].items())
