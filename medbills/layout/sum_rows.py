"""Rows of a table that print a total or subtotal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.domain.page import Word
from medbills.layout.columns import Column
from medbills.layout.labels import money_field
from medbills.layout.rows import Row, text_of
from medbills.layout.table_rows import Table, TableRow, line_like
from medbills.layout.tokens import MONEY, WORD

_SUM_ROW = re.compile(
    r"(?:sub ?-?total|gran total|suma total|grand total|total|totals|totales|(?:claim|page|visit|invoice|statement|column|service|account|"
    r"encounter|your|line|amounts?|charges?)s? (?:sub)?totals?)\b",
    re.I,
)
_OF_A_PART = re.compile(
    r"^(?:patient |your |account |remaining |insurance |visit )*(?:balance|amount|responsibility|portion|share|what|you|due)\b[\w ]*"
    r"\b(?:for|of|on) (?:this|the|your) (?:visit|encounter|stay|date|day|episode)\b[^$]{0,30}$",
    re.I,
)
_TOTAL_CODE = re.compile(r"^0?001\s+(?=\D)")  # the revenue code of a claim's total (NUBC form locator 42)
_OF_THE_BODY = re.compile(
    r"\btotal (?:knee|hip|shoulder|ankle|elbow|wrist|joint|disc|lung|body|artificial|abdominal|vaginal|laparoscopic|hysterectomy|"
    r"thyroidectomy|colectomy|mastectomy|parenteral|protein|bilirubin|cholesterol|iron|calcium|psa|t3|t4|thyroxine|testosterone|"
    r"lymphocyte|complement|ige|igg|iga|igm|hemolytic)\b|\breemplazo total\b",
    re.I,
)
_MORE = re.compile(r"[\s:.]*(?!for\b|of\b|de\b|del\b)\w", re.I)  # words that go on with a name
_AMOUNT_AT_END = re.compile(r"[\s$(-]*[\d,]+\.\d\d[)-]?$")
_CODES = frozenset({"code", "paid_as_code", "revenue_code", "ndc", "modifiers", "remark_codes"})
EARLY = 4  # rows at the head of a page that may end the description of the page before


def is_sum(row: Row) -> bool:
    """Whether the row's words name a total or subtotal."""
    return says_sum(row.text)


def says_sum(text: str) -> bool:
    """Whether words name a total or subtotal; not "PSA, total" and not "Total knee replacement"."""
    if _OF_THE_BODY.search(text):
        return False
    if sums_a_part(text):
        return True
    if _SUM_ROW.match(_TOTAL_CODE.sub("", text.lstrip("*-= "))):
        return True
    words = [word.lower().strip(":*") for word in text.split() if any(c.isalpha() for c in word)]
    if len(words) > 1 and words[-2].endswith(","):
        return False
    return bool(words) and len(words) <= 6 and words[-1] in {"total", "totals", "totales", "subtotal"} and "price" not in words


def sums_a_part(text: str) -> bool:
    """Whether words name what is left of one visit among several: "Balance for this visit"."""
    return _OF_A_PART.match(_AMOUNT_AT_END.sub("", text).strip(" :")) is not None


def prints_sum(row: TableRow, columns: Sequence[Column]) -> bool:
    """Whether a row of a table is a total: one with a day or a code of its own must say nothing but that."""
    if not is_sum(row.row):
        return False
    if not line_like(row, columns):
        return True
    label = text_of([word for i in sorted(row.cells) if columns[i].field not in _CODES for word in _words(row, i)])
    named = _SUM_ROW.match(label)
    return not label or (named is not None and (not _MORE.match(label[named.end() :]) or money_field(label) is not None))


def sums_a_share(table: Table, row: TableRow) -> bool:
    """Whether a total is that of a share of the table, and more lines may follow: of a page, a visit, or in words printed before."""
    if row.row.text.lower().startswith(("sub", "page")) or sums_a_part(row.row.text):
        return True
    words = _without_amounts(row)
    return any(other is not row and _without_amounts(other) == words and other.page != row.page for other in table.sums)


def _without_amounts(row: TableRow) -> str:
    return text_of([word for index in sorted(row.cells) for word in _words(row, index)]).lower()


def out_of_place(row: TableRow, columns: Sequence[Column]) -> bool:
    """Whether the amounts of a row stand before the column that comes before theirs: the row is of another list, without a header."""
    amounts = [(i, token) for i, tokens in row.cells.items() if columns[i].money for token in tokens if token.kind == MONEY]
    return bool(amounts) and all(i and token.x1 < columns[i - 1].left for i, token in amounts)


def _words(row: TableRow, index: int) -> list[Word]:
    return [word for token in row.cells[index] if token.kind == WORD for word in token.words]


def take_back_sum(table: Table, row: TableRow) -> None:
    """A row that says "subtotal" without an amount ends a label that wrapped: the rows above it were no line."""
    label: list[TableRow] = []
    below = row
    for above in reversed(table.rows[-4:]):
        apart = below.row.top - above.row.bottom > 0.5 * row.row.size if above.page == below.page else below.order >= EARLY
        if apart or line_like(above, table.columns):
            return
        label.append(above)
        if any(token.kind == MONEY for tokens in above.cells.values() for token in tokens):
            break
        below = above
    else:
        return
    table.rows = table.rows[: -len(label)]
    table.sums.append(label[-1])
