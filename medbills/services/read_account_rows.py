"""Reads the rows of a bank's or a health account's file (CSV) as sums that went out or came in."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medbills.claims.cell_values import day_in, money_in
from medbills.claims.delimited import grid_of_text
from medbills.domain.money import ZERO, Money
from medbills.errors import UnusableInput
from medbills.store import Vault

MOST_BYTES = 5_000_000
_MOST_ROWS = 5_000
_SETTING = "account_columns"
_HEADERS: Mapping[str, re.Pattern[str]] = {
    "out": re.compile(r"debit|withdraw|paid out|money out|distribution", re.I), "in": re.compile(r"credit|deposit|paid in|money in", re.I),
    "day": re.compile(r"date|posted|day", re.I), "amount": re.compile(r"amount|sum|total", re.I),
    "what": re.compile(r"descri|payee|merchant|provider|details|name|memo|paid to", re.I),
    "reference": re.compile(r"check|reference|ref\b|number|no\.|confirmation", re.I),
}  # fmt: skip
MEANINGS: Mapping[str, str] = {
    "": "Not needed", "day": "Day", "amount": "Sum", "out": "Sum that went out", "in": "Sum that came in",
    "what": "Paid to, or description",
    "reference": "Check or reference number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AccountTable:
    """The file as a table of texts."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One row: money that went out, or below zero came back. `number` is its place in the file, from 1."""

    number: int
    day: datetime.date
    amount: Money
    what: str
    reference: str = ""


def read_account_file(name: str, data: bytes) -> AccountTable:
    """The table of the file. Raises UnusableInput for one that is too large, or that is no table."""
    if len(data) > MOST_BYTES:
        raise UnusableInput(f"{name} is larger than an account's file should be. Download a shorter time.")
    text = (
        data.decode("utf-8", errors="replace")
        if not data.startswith((b"\xff\xfe", b"\xfe\xff"))
        else data.decode("utf-16", errors="replace")
    )
    grid = grid_of_text(text, name, lambda cell: any(pattern.search(cell) for pattern in _HEADERS.values()))
    cells = [row.cells for row in grid.rows]
    at = next((place for place, row in enumerate(cells) if guess_meanings(row).keys() >= {"day"} and len(row) > 1), None)
    if at is None:
        raise UnusableInput(f"{name} has no row that names its columns. Download it as CSV from your bank or health account.")
    width = len(cells[at])
    rows = tuple(tuple(row[:width]) + ("",) * (width - len(row)) for row in cells[at + 1 : at + 1 + _MOST_ROWS])
    return AccountTable(tuple(cell.strip() for cell in cells[at]), rows)


def guess_meanings(headers: Sequence[str]) -> dict[str, int]:
    """The column of each meaning that the headers name, each column once."""
    found: dict[str, int] = {}
    for meaning in ("out", "in", "day", "amount", "what", "reference"):
        for at, header in enumerate(headers):
            if meaning not in found and at not in found.values() and _HEADERS[meaning].search(header):
                found[meaning] = at
    return found


def known_meanings(vault: Vault, table: AccountTable) -> dict[str, int]:
    """What the user said of these headers before, else what they name themselves."""
    kept = vault.settings.get(setting_of(table.headers))
    if isinstance(kept, dict) and all(isinstance(at, int) and at < len(table.headers) for at in kept.values()):
        return dict(kept)
    return guess_meanings(table.headers)


def rows_of(table: AccountTable, meanings: Mapping[str, int]) -> tuple[AccountRow, ...]:
    """The rows that have a day and a sum. Where a single column of sums has any below zero, those went out.

    Raises UnusableInput when the day or the sum has no column.
    """
    if "day" not in meanings or not {"amount", "out", "in"} & meanings.keys():
        raise UnusableInput("The day or the sum has no column yet. Say which column is which.")
    amounts = [_amount(row, meanings) for row in table.rows]
    minus_is_out = "amount" in meanings and any(amount is not None and amount < ZERO for amount in amounts)
    found = []
    for number, (row, amount) in enumerate(zip(table.rows, amounts, strict=True), start=1):
        day = day_in(row[meanings["day"]])
        if day is None or amount is None or not amount:
            continue
        sums = -amount if minus_is_out else amount
        what = " ".join(row[meanings["what"]].split()) if "what" in meanings else ""
        reference = row[meanings["reference"]].strip() if "reference" in meanings else ""
        found.append(AccountRow(number=number, day=day, amount=sums, what=what or "No description", reference=reference))
    return tuple(found)


def _amount(row: Sequence[str], meanings: Mapping[str, int]) -> Money | None:
    """Above zero is money out for the columns of their own; a single column is read as it stands."""
    if "amount" in meanings:
        return money_in(row[meanings["amount"]])
    out = money_in(row[meanings["out"]]) if "out" in meanings else None
    back = money_in(row[meanings["in"]]) if "in" in meanings else None
    if out:
        return Money(abs(out.cents))
    return Money(-abs(back.cents)) if back else None


def setting_of(headers: Sequence[str]) -> str:
    """The name of the setting that remembers what these headers mean."""
    names = "\x1f".join(header.casefold() for header in headers)
    return f"{_SETTING}:{hashlib.sha256(names.encode()).hexdigest()}"
