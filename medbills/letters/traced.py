"""Facts on their way through a template: each prints as an opaque mark, so that its evidence is known afterwards.

What the user or a paper says never enters the rendered text. The template prints a mark; the mark's number leads to
the text, the fact's name and its evidence here. So no text can forge a mark, a heading or a piece of template.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from medbills.domain.letter import Evidence, Fact
from medbills.domain.money import Money
from medbills.domain.wording import long_day

MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
GAP = "______"


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands behind one mark; `evidence` is None in a gap."""

    text: str
    evidence: Evidence | None
    fact: str | None


class Ledger:
    """Everything one letter prints, in order, with the facts it found missing."""

    def __init__(self) -> None:
        self.printed: list[Printed] = []
        self.missing: list[str] = []

    def as_text(self, value: Any) -> str:
        """A value as this text prints it."""
        return as_text(value)

    def mark(self, text: str, evidence: Evidence | None, fact: str | None) -> str:
        self.printed.append(Printed(text, evidence, fact))
        return f"{MARK_OPEN}{len(self.printed) - 1}{MARK_CLOSE}"

    def miss(self, fact: str) -> None:
        if fact not in self.missing:
            self.missing.append(fact)


class Traced:
    """A fact's value with its evidence; sums and differences carry the evidence of both sides along."""

    __slots__ = ("evidence", "fact", "ledger", "value")

    def __init__(self, value: Any, evidence: Evidence, fact: str | None, ledger: Ledger) -> None:
        self.value, self.evidence, self.fact, self.ledger = value, evidence, fact, ledger

    def shown_as(self, text: str) -> str:
        """A mark that prints `text` for this value."""
        return self.ledger.mark(clean(text), self.evidence, self.fact)

    def __str__(self) -> str:
        return self.shown_as(self.ledger.as_text(self.value))

    def __bool__(self) -> bool:
        return bool(self.value) if not isinstance(self.value, str) else bool(self.value.strip())

    def __eq__(self, other: object) -> bool:
        return bool(self.value == bare(other))

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: Any) -> bool:
        return bool(self.value < _alike(self.value, other))

    def __le__(self, other: Any) -> bool:
        return bool(self.value <= _alike(self.value, other))

    def __gt__(self, other: Any) -> bool:
        return bool(self.value > _alike(self.value, other))

    def __ge__(self, other: Any) -> bool:
        return bool(self.value >= _alike(self.value, other))

    def __add__(self, other: Any) -> Traced | Missing:
        return self._worked_out(other, lambda a, b: a + b)

    def __sub__(self, other: Any) -> Traced | Missing:
        return self._worked_out(other, lambda a, b: a - b)

    def __mul__(self, other: Any) -> Traced | Missing:
        return self._worked_out(other, _times)

    def _worked_out(self, other: Any, operate: Callable[[Any, Any], Any]) -> Traced | Missing:
        if isinstance(other, Missing):
            return other
        evidence = joined((self.evidence, other.evidence)) if isinstance(other, Traced) else self.evidence
        return Traced(operate(self.value, bare(other)), evidence, None, self.ledger)

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Any]:
        items = [line for line in self.value.splitlines() if line.strip()] if isinstance(self.value, str) else self.value
        for item in items:
            yield traced(item, self.evidence, self.fact, self.ledger)


class Row:
    """A row of a list of facts, in a template `row.charge`; a cell the row lacks prints as nothing."""

    __slots__ = ("_cells",)

    def __init__(self, cells: Mapping[str, Any]) -> None:
        self._cells = cells

    def __getitem__(self, name: str) -> Any:
        return self._cells.get(name, "")


class Missing:
    """A fact that is not there: false in a question, a gap where it is printed, and noted as missing then."""

    __slots__ = ("fact", "ledger")

    def __init__(self, fact: str, ledger: Ledger) -> None:
        self.fact, self.ledger = fact, ledger

    def gap(self) -> str:
        self.ledger.miss(self.fact)
        return self.ledger.mark(GAP, None, self.fact)

    def __str__(self) -> str:
        return self.gap()

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Missing)

    def __hash__(self) -> int:
        return hash(Missing)

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        self.ledger.miss(self.fact)
        return iter(())

    def _never(self, _other: Any) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _never

    def _gone(self, _other: Any) -> Missing:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _gone


def traced(value: Any, evidence: Evidence, fact: str | None, ledger: Ledger) -> Any:
    """`value` ready for a template; a fact within a list may bring evidence of its own."""
    if isinstance(value, Fact):
        return traced(value.value, value.evidence, fact, ledger)
    if isinstance(value, Mapping):
        return Row({name: traced(cell, evidence, fact, ledger) for name, cell in value.items() if cell is not None})
    return Traced(value, evidence, fact, ledger)


def bare(value: object) -> Any:
    """The value itself, out of its wrapping."""
    return value.value if isinstance(value, Traced) else value


def joined(sources: tuple[Evidence, ...]) -> Evidence:
    """The evidence of what was worked out from several sources."""
    distinct = tuple(dict.fromkeys(sources))
    if len(distinct) == 1:
        return distinct[0]
    return Evidence(source="Worked out from: " + "; ".join(source.source for source in distinct))


def as_text(value: Any) -> str:
    """A value as a letter prints it: $1,240.00; October 30, 2026; several joined with commas."""
    if isinstance(value, datetime.date):
        return long_day(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return ", ".join(as_text(item.value if isinstance(item, Fact) else item) for item in value)
    return str(value).strip()


def clean(text: str) -> str:
    """Without control characters, which no paper can show; line ends stay, in one form."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"} else "\ufffd" for char in lines)


def _alike(value: Any, other: Any) -> Any:
    plain = bare(other)
    return Money(plain * 100) if isinstance(value, Money) and type(plain) is int else plain


def _times(a: Any, b: Any) -> Any:
    if isinstance(a, Money) and isinstance(b, Decimal):
        return a * int(b)
    if isinstance(b, Money) and isinstance(a, Decimal):
        return b * int(a)
    return a * b
