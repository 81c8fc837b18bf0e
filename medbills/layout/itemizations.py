"""The sum that a collector sets out in rows: what was owed on a day, what was added and taken since, what is owed now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medbills.domain.money import Money, total
from medbills.domain.page import Word
from medbills.layout.days import day_of
from medbills.layout.facts import Fact
from medbills.layout.rows import text_of
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import DAY, MONEY, WORD, Token
from medbills.layout.wording import canonical

_INTEREST = re.compile(r"\b(?:interest|intereses|finance charges?)\b")
_FEES = re.compile(r"\b(?:fees?|costs?|cargos|honorarios|late charges?|collection charges?|service charges?)\b")
_TAKEN = re.compile(r"\b(?:payments?|paid|credits?|credited|adjustments?|discounts?|writeoff|pagos?|creditos?|ajustes?|reductions?)\b")
_OF_A_DAY = re.compile(r"\b(?:itemiz|as of|owed|balance|debt|statement)")
_SKEW = 3.0  # points between the right edges of amounts in one column
_STEP = 3.4  # heights of type from a row to the next
_LEAST = 2  # rows between what was owed and what is
_WEIGHT = 0.96  # the amounts prove one another
_HEAD_ROWS = 3  # above the first amount, in which its day may stand


@dataclass(frozen=True)
class _Row:
    order: int
    label: str  # canonical
    words: tuple[Word, ...]  # of the label
    days: tuple[Token, ...]
    amount: Token


def itemizations(sheets: Sequence[Sheet]) -> Iterator[Fact]:
    """Facts of sums that come out: balance and its day, interest, fees, payments, and what is owed now."""
    for sheet in sheets:
        for column in _columns(sheet):
            for start in range(len(column) - _LEAST - 1):
                yield from _sum_from(sheet, column, start)


def _columns(sheet: Sheet) -> Iterator[list[_Row]]:
    """Amounts that stand below one another, each with the words to its left."""
    open_columns: list[list[_Row]] = []
    for order, row in enumerate(sheet.rows):
        before: list[Token] = []
        for token in sheet.tokens[order]:
            if token.kind != MONEY:
                before.append(token)
                continue
            words = [word for other in before if other.kind == WORD for word in other.words]
            made = _Row(order, canonical(text_of(words)) if words else "", tuple(words), tuple(t for t in before if t.kind == DAY), token)
            home = next((c for c in open_columns if _below(sheet, c[-1], made, row.size)), None)
            if home is None:
                open_columns.append([made])
            else:
                home.append(made)
            before = []
    yield from open_columns


def _below(sheet: Sheet, above: _Row, row: _Row, size: float) -> bool:
    near = sheet.rows[row.order].top - sheet.rows[above.order].top < _STEP * max(size, 6.0)
    return above.order < row.order and near and abs(above.amount.x1 - row.amount.x1) < _SKEW


def _sum_from(sheet: Sheet, column: Sequence[_Row], start: int) -> Iterator[Fact]:
    """The facts of the sum that opens with a row, where it comes out."""
    parts: list[tuple[str, Token]] = []
    if _part(column[start].label) is not None and not column[start].days:
        return
    for row in column[start + 1 :]:
        field = _part(row.label)
        if field is None:
            break
        parts.append((field, row.amount))
    end = start + 1 + len(parts)
    if len(parts) < _LEAST or end >= len(column) or len({field for field, _ in parts}) < _LEAST:
        return
    opening, closing = column[start], column[end]
    came_to: Money = opening.amount.value + total([-abs(t.value) if field == "patient_paid" else t.value for field, t in parts])
    if came_to != closing.amount.value or not opening.label:
        return
    page = sheet.page.number
    yield Fact("previous_balance", opening.amount.value, page, opening.amount.words, _WEIGHT)
    yield Fact("amount_due", closing.amount.value, page, closing.amount.words, _WEIGHT)
    for name in ("interest", "fees", "patient_paid"):
        own = [token for field, token in parts if field == name]
        if len(own) == 1:
            yield Fact(name, abs(own[0].value) if name == "patient_paid" else own[0].value, page, own[0].words, _WEIGHT)
    yield from _day(sheet, opening)


def _part(label: str) -> str | None:
    """What a row adds or takes; none for one that names no such thing, or several."""
    forms = (("interest", _INTEREST), ("fees", _FEES), ("patient_paid", _TAKEN))
    found = [name for name, form in forms if form.search(label)]
    return found[0] if len(found) == 1 and not re.search(r"\b(?:total|due|owe|owed|debt now)\b", label) else None


def _day(sheet: Sheet, opening: _Row) -> Iterator[Fact]:
    """The day on which that was owed: in the row itself, or alone in the few rows over it."""
    own = [(token.value, token.words) for token in opening.days]
    own += [(day, (word,)) for word in opening.words if (day := day_of(word.text.strip("():,.;"))) is not None]
    days: list[tuple[object, tuple[Word, ...], float]] = [(value, words, _WEIGHT) for value, words in own]
    if not days:
        rows = range(max(opening.order - _HEAD_ROWS, 0), opening.order)
        headed = [order for order in rows if _OF_A_DAY.search(canonical(sheet.rows[order].text))]
        days = [(token.value, token.words, 0.9) for order in headed for token in sheet.tokens[order] if token.kind == DAY]
    if len({value for value, _, _ in days}) == 1:
        value, words, weight = days[0]
        yield Fact("itemization_date", value, sheet.page.number, words, weight)
