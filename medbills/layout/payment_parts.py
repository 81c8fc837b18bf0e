"""Receipts of one payment: the table that says to which visits it was applied holds parts of the payment, not charges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from medbills.domain.money import Money
from medbills.layout.columns import Column
from medbills.layout.lines import lines_of
from medbills.layout.rows import text_of
from medbills.layout.sheet import Sheet
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import MONEY
from medbills.layout.wording import canonical

_BARE = frozenset({"payment", "payments", "paid", "amount paid", "payment amount", "paid amount", "total paid", "receipts"})
_ANY_AMOUNT = frozenset({"amount", "total", "amount total", "total amount", "net amount", "importe", "monto"})
_APPLIED = re.compile(
    r"\bappl(?:ied|ication)\b|\ballocat(?:ed|ion)\b|\bdistribut(?:ed|ion)\b|\bpayment (?:detail|breakdown|for)|\bpaid toward|"
    r"\baplic(?:ado|ada|ó|ación)\b|\bdistribución\b|\bdetalle del pago\b",
    re.I,
)
_SHARE = re.compile(
    r"\bco-?pay(?:ment)?\b|\bco-?ins(?:urance)?\b|\bdeductible\b|\bbalance\b|\bpatient (?:share|portion|responsibility)\b|"
    r"\bpayment (?:on|for|toward)\b|\binstal+ment\b|\bprepay(?:ment)?\b|\bdeposit\b|"
    r"\bcopago\b|\bcoaseguro\b|\bdeducible\b|\bsaldo\b|\bcuota\b",
    re.I,
)
_OTHERS = re.compile(r"\b(?:insurance|plan|payer|billed|charges?|adjust\w*|discount|allowed|seguro|cargos?)\b", re.I)
_LEFT = re.compile(
    r"\b(?:left|remaining|remains|remainder|balance|owed?|owes|due|after|unpaid|still|open|outstanding|saldo|restante|pendiente)\b", re.I
)
_OVER = 3  # rows above the header in which the table's caption may stand
_MOSTLY = 0.6  # of the lines


def name_payments(tables: Sequence[Table], sheets: Sequence[Sheet]) -> None:
    """On a receipt, calls the parts of the payment what they are: paid by the patient; and what was owed before and after it."""
    for table in tables:
        named = _before_paid_left(table)
        if named is None:
            place = _payment_column(table, sheets)
            named = {place: "patient_paid"} if place is not None else {}
        table.columns = tuple(replace(c, field=named.get(n, c.field)) for n, c in enumerate(table.columns))


def _before_paid_left(table: Table) -> dict[int, str] | None:
    """The names of three columns of amounts of which each row's last is what its first leaves after its second: owed, paid, left.

    The rows prove it; the header need only not name charges, or somebody else's payments.
    """
    rows = [amounts for row in table.rows if len(amounts := _amounts(row)) > 1]
    places = {tuple(amounts) for amounts in rows}
    if not rows or len(places) != 1 or len(first := places.pop()) != 3:
        return None
    owed, paid, left = first
    if any(row[owed] - row[paid] != row[left] or row[paid].cents < 0 for row in rows) or not any(row[paid].cents for row in rows):
        return None
    if any(_OTHERS.search(_heading(table.columns[place])) for place in first) or not _LEFT.search(_heading(table.columns[left])):
        return None
    return {owed: "_owed_before", paid: "patient_paid", left: "patient_owes"}


def _amounts(row: TableRow) -> dict[int, Money]:
    """The amounts of a row by their columns, from left to right."""
    return {index: token.value for index in sorted(row.cells) for token in row.cells[index] if token.kind == MONEY}


def _payment_column(table: Table, sheets: Sequence[Sheet]) -> int | None:
    """The column of a receipt's table that holds what the patient paid, where its header alone does not say whose money it is."""
    fields = [column.field for column in table.columns]
    if "patient_paid" in fields:
        return None
    for name in ("_applied", "_payments"):
        if name in fields:
            return fields.index(name)
    if "plan_paid" in fields and _heading(table.columns[fields.index("plan_paid")]) in _BARE:
        return fields.index("plan_paid")
    if "billed" not in fields or any(c.money and c.field not in {"billed", "_balance", "_money"} for c in table.columns):
        return None
    place = fields.index("billed")
    bare = _heading(table.columns[place]) in _ANY_AMOUNT
    return place if bare and (_says_applied(table, sheets) or _lists_shares(table)) else None


def _heading(column: Column) -> str:
    return canonical(text_of(column.words))


def _says_applied(table: Table, sheets: Sequence[Sheet]) -> bool:
    """Whether the caption over the table, or a header of it, says that a payment was applied."""
    sheet = next(sheet for sheet in sheets if sheet.page.number == table.page)
    over = [row.text for row in sheet.rows[max(table.first - _OVER, 0) : table.first]]
    return any(_APPLIED.search(text) for text in [*over, *(text_of(column.words) for column in table.columns)])


def _lists_shares(table: Table) -> bool:
    """Whether the lines name the patient's shares: copays, balances after insurance; not goods and services with their prices."""
    lines = lines_of(table)
    named = sum("description" in line.cells and _SHARE.search(str(line.cells["description"].value)) is not None for line in lines)
    return bool(lines) and not any("code" in line.cells for line in lines) and named >= _MOSTLY * len(lines)
