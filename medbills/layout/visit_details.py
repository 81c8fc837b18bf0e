"""Charges listed visit by visit without a header: departments with their amounts, proven by the total that stands under them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from medbills.domain.money import Money, total
from medbills.layout.charges import Charges
from medbills.layout.columns import Column
from medbills.layout.labels import BALANCE, TOTAL, money_field
from medbills.layout.laid import Laid
from medbills.layout.lines import lines_of
from medbills.layout.rows import Row
from medbills.layout.sum_rows import is_sum, sums_a_part
from medbills.layout.table_line import Cell, TableLine
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import DAY, MONEY, SPAN, WORD, Token

_CHARGES = (Column("service_date", (), 0, 0), Column("description", (), 0, 0), Column("billed", (), 0, 0))
_CREDITS = (*_CHARGES[:2], Column("_credits", (), 0, 0))
_OF_A_CHARGE = frozenset({None, "total_billed", "fees", "copay"})  # "Laboratory charges", "Facility fees"
_OVERALL = re.compile(  # amounts of the whole account, which are no department's
    r"\b(?:new|current|previous|prior|all|other|account|balance|statement|gross|net|paid|payments?|due|owed?|insurance|hospital|physician|"
    r"professional|covered|visit|recent|your)\b[\w &/-]*\b(?:charges?|fees?|balance|activity)\b|^charges$",
    re.I,
)
_EARLIER = re.compile(r"\b(?:balance|statement|previous|prior|forward)\b|^(?:new|total|current|all|other|recent) (?:\w+ )?charges?$", re.I)
_LEFT = frozenset({"amount_due", "patient_responsibility", BALANCE})
_NO_VISIT = re.compile(r"\b(?:statement|due|printed|prepared|pay|birth|dob|posted|through|invoice|bill) (?:date|by|on|of)\b", re.I)
_FROM_HEADING = 0.9
_OF_LIST = 0.93
_QUIET = 3  # rows without an amount that may stand within a list
_HEADING = 4  # rows over a list that may say its day
_EDGE = 3.0  # points by which the right edges of the amounts of one list may differ


@dataclass(frozen=True)
class _Item:
    """A row that says one thing and one amount."""

    page: int
    order: int
    row: Row
    days: tuple[Token, ...]
    words: tuple[Token, ...]
    amount: Token

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.words)


@dataclass
class _Visit:
    """The charges of one visit with what was paid and taken off; `used` are all its rows, with the total and the balance."""

    items: list[_Item]
    sum: _Item | None
    heading: Token | None
    credits: list[_Item] = field(default_factory=list)
    balance: _Item | None = None

    @property
    def rows(self) -> set[tuple[int, int]]:
        return {(item.page, item.order) for item in [*self.items, *self.credits]}

    @property
    def ends(self) -> set[tuple[int, int]]:
        return {(item.page, item.order) for item in (self.sum, self.balance) if item is not None}


def with_visit_details(charges: Charges, laid: Laid) -> Charges:
    """The charges of a bill with those it details visit by visit, which its overview only sums up.

    Left as they are where the details do not add up to what is known already: then they are the same charges seen another way.
    """
    rows, heads = _rows(laid)
    visits = _visits(rows, heads) or _balanced(rows, heads)
    taken = {place for visit in visits for place in visit.rows}
    known = [line for line in charges.lines if "billed" in line.cells and (line.anchor.page, line.anchor.order) not in taken]
    sums = [total([item.amount.value for item in visit.items]) for visit in visits]
    overview = [line for line in known if "code" not in line.cells and line.amount("billed") in sums]
    if not visits or len(overview) < len(known) or sum(len(visit.items) for visit in visits) <= len(known):
        return charges
    lines = [line for visit in visits for line in _lines(visit)]
    if len(visits) > 1:  # of one visit the total is that of the bill
        taken |= {place for visit in visits for place in visit.ends}
    kept = [line for line in charges.lines if line not in known and (line.anchor.page, line.anchor.order) not in taken]
    pairs = [pair for pair in charges.pairs if (pair.page, pair.order) not in taken]
    return replace(charges, lines=[*lines, *kept], pairs=pairs)


def _rows(laid: Laid) -> tuple[list[_Item | Row], list[list[Token]]]:
    """The rows outside of tables, those that say one amount as items; and the days of each."""
    used = {place for table in laid.tables for place in table.used}
    rows: list[_Item | Row] = []
    heads: list[list[Token]] = []  # the days of the rows without amounts
    for sheet in laid.sheets:
        for order, row in enumerate(sheet.rows):
            place = (sheet.page.number, order)
            tokens = sheet.tokens[order]
            rows.append(row if place in used else _item(row, order, tokens) or row)
            heads.append([token for token in tokens if token.kind in (DAY, SPAN)])
    return rows, heads


def _visits(rows: Sequence[_Item | Row], heads: Sequence[Sequence[Token]]) -> list[_Visit]:
    """The visits whose charges stand over a total of their own."""
    found: list[_Visit] = []
    after = 0
    for index, item in enumerate(rows):
        if isinstance(item, _Item) and _is_total(item):
            first, items = _listed(rows, after, index, item)
            if items:
                visit = _Visit(items, item, _heading(rows, heads, after, first, items[0].page))
                after = _take_credits(rows, index + 1, visit)
                found.append(visit)
    return found


def _balanced(rows: Sequence[_Item | Row], heads: Sequence[Sequence[Token]]) -> list[_Visit]:
    """The visits without a total, whose charges less what was paid and taken off leave the balance under them."""
    found: list[_Visit] = []
    for index, item in enumerate(rows):
        if not isinstance(item, _Item) or item.days or not (sums_a_part(item.row.text) or money_field(item.text) in _LEFT):
            continue
        own = _left_over(rows, index, item)
        charges = [row for row in own if row.amount.value.cents > 0]
        if charges and len(own) > 1 and not any(_of_account(row) for row in charges):
            heading = _heading(rows, heads, 0, index - len(own), own[0].page)
            found.append(_Visit(charges, None, heading, [row for row in own if row not in charges], item))
    # One charge over one balance is the account summed up.
    return found if sum(len(visit.items) for visit in found) > 1 else []


def _left_over(rows: Sequence[_Item | Row], end: int, balance: _Item) -> list[_Item]:
    """The items right over a balance that it is left of, credits with a minus; none where they are not."""
    own: list[_Item] = []
    for row in reversed(rows[:end]):
        if not isinstance(row, _Item) or (own and abs(row.amount.x1 - own[0].amount.x1) > _EDGE):
            break
        own.insert(0, row)
    starts = (n for n in range(len(own)) if total([row.amount.value for row in own[n:]]) == balance.amount.value)
    return own[next(starts, len(own)) :]


def _item(row: Row, order: int, tokens: Sequence[Token]) -> _Item | None:
    """A row of words with one amount behind them, and perhaps the day before them."""
    amounts = [token for token in tokens if token.kind == MONEY]
    days = tuple(token for token in tokens if token.kind in (DAY, SPAN))
    words = tuple(token for token in tokens if token.kind == WORD)
    if len(amounts) != 1 or tokens[-1].kind != MONEY or len(days) > 1 or not any(c.isalpha() for word in words for c in word.text):
        return None
    return _Item(row.page, order, row, days, words, amounts[0]) if len(words) <= 12 else None


def _is_total(item: _Item) -> bool:
    if item.days or sums_a_part(item.row.text):
        return False
    return money_field(item.text) in {"total_billed", TOTAL, None} and is_sum(item.row)


def _listed(rows: Sequence[_Item | Row], after: int, end: int, total_row: _Item) -> tuple[int, list[_Item]]:
    """The items over a total that add up to it, and the index of the first; none where they do not."""
    items: list[tuple[int, _Item]] = []
    quiet = 0
    for index in range(end - 1, after - 1, -1):
        row = rows[index]
        if not isinstance(row, _Item):
            quiet += 1
            if quiet > _QUIET or "$" in row.text:
                break
            continue
        if not _is_charge(row) or abs(row.amount.x1 - total_row.amount.x1) > _EDGE:
            break
        quiet = 0
        items.append((index, row))
    items.reverse()
    amounts = [item.amount.value for _, item in items]
    for start in range(len(items)):
        lone = len(items) == 1 and money_field(items[0][1].text) is None
        if total(amounts[start:]) == total_row.amount.value and (len(items) - start > 1 or lone):
            return items[start][0], [item for _, item in items[start:]]
    return end, []


def _is_charge(item: _Item) -> bool:
    return not is_sum(item.row) and money_field(item.text) in _OF_A_CHARGE and not _OVERALL.search(item.text)


def _of_account(item: _Item) -> bool:
    """Whether an amount is of the whole account, or another visit's balance, and no charge."""
    return is_sum(item.row) or money_field(item.text) not in _OF_A_CHARGE or _EARLIER.search(item.text) is not None


def _heading(rows: Sequence[_Item | Row], heads: Sequence[Sequence[Token]], after: int, first: int, page: int) -> Token | None:
    """The one day that the rows over a list say; None where several do, or where it is the statement's own."""
    days: list[Token] = []
    for index in range(first - 1, max(after, first - _HEADING) - 1, -1):
        row = rows[index]
        if isinstance(row, _Item) or row.page != page or (heads[index] and _NO_VISIT.search(row.text)):
            break
        days += heads[index]
    return days[0] if len(days) == 1 else None


def _take_credits(rows: Sequence[_Item | Row], first: int, visit: _Visit) -> int:
    """Takes the payments and adjustments under a visit's total, where the balance under them proves them; returns where it ends."""
    credits: list[_Item] = []
    charged = total([item.amount.value for item in visit.items])
    quiet = 0
    for index in range(first, len(rows)):
        row = rows[index]
        if not isinstance(row, _Item):
            quiet += 1
            if quiet > _QUIET:
                break
            continue
        quiet = 0
        lowered = sum(abs(item.amount.value.cents) for item in credits)
        left = charged.cents - lowered
        if not row.days and row.amount.value == Money(left) and (money_field(row.text) in _LEFT or sums_a_part(row.row.text)):
            visit.credits, visit.balance = credits, row
            return index + 1
        if is_sum(row.row) and not row.days:
            continue  # "Total payments": a sum of what was taken already
        credits.append(row)
    return first


def _lines(visit: _Visit) -> list[TableLine]:
    made: list[TableLine] = []
    for columns, items in ((_CHARGES, visit.items), (_CREDITS, visit.credits)):
        for page, group in itertools.groupby(items, key=lambda item: item.page):
            table = Table(columns, page, 0)
            for item in group:
                cells = {0: list(item.days), 1: list(item.words), 2: [item.amount]}
                table.rows.append(TableRow(page, item.order, item.row, {i: tokens for i, tokens in cells.items() if tokens}))
            made += lines_of(table)
    for line in made:
        for cell in line.cells.values():
            cell.confidence = min(cell.confidence, _OF_LIST)
        if visit.heading is not None and "billed" in line.cells and not line.cells.keys() & {"service_date", "service_from"}:
            _give_day(line, visit)
    return made


def _give_day(line: TableLine, visit: _Visit) -> None:
    day = visit.heading
    if day is None:
        return
    page = visit.items[0].page
    if day.kind == DAY:
        line.cells["service_date"] = Cell(day.value, day.words, page, _FROM_HEADING)
        return
    line.cells["service_from"] = Cell(day.value.first, day.words, page, _FROM_HEADING)
    line.cells["service_to"] = Cell(day.value.last, day.words, page, _FROM_HEADING)
