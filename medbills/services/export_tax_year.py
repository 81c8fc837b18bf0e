"""Writes a year's medical expenses as a table for spreadsheets, alone or in one file with the papers that prove them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from medbills.domain.csv_text import csv_text
from medbills.domain.money import ZERO
from medbills.services.list_tax_year import TaxRow, TaxYear
from medbills.services.write_file import write_file
from medbills.store import Vault

HEAD = ("Day", "Person", "Paid to", "Paid", "Came back", "How", "Number", "Counts", "Takes off", "Why", "Paper")
_MARK = "\N{BYTE ORDER MARK}"  # without it a spreadsheet takes the text for another alphabet
_UNFIT = re.compile(r"[^\w.\- ]+")
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same list gives the same file


def save_list(year: TaxYear, path: Path) -> None:
    """The table as CSV. Raises UnusableInput where it cannot be written."""
    write_file(path, _csv(year, {}))


def save_with_papers(vault: Vault, year: TaxYear, path: Path) -> int:
    """A ZIP file with the table and each paper once; gives how many papers. Raises UnusableInput where it cannot be written."""
    names: dict[str, str] = {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for document_id in _documents(vault, year.rows):
            document = vault.documents.get(document_id)
            if document is None:
                continue
            names[document_id] = f"papers/{len(names) + 1:02} {_plain(document.name)}"
            file.writestr(_entry(names[document_id]), vault.paper_files.read(document.key))
        file.writestr(_entry(f"medical expenses {year.year}.csv"), _csv(year, _by_row(vault, year.rows, names)))
    write_file(path, out.getvalue())
    return len(names)


def _csv(year: TaxYear, papers: dict[str, str]) -> bytes:
    text = csv_text(HEAD, (_row(row, papers.get(row.row.key, "")) for row in year.rows))
    return (_MARK + text).encode("utf-8")


def _row(row: TaxRow, paper: str) -> tuple[str, ...]:
    """Sums are above zero, each in its own column: a minus sign would make a formula of it."""
    paid = row.row
    out, back = (paid.amount.plain(), "") if paid.amount > ZERO else ("", (-paid.amount).plain())
    adds, takes = (row.counts.plain(), "") if row.counts >= ZERO else ("", (-row.counts).plain())
    number = paid.payment.reference if paid.payment else ""
    return (paid.day.isoformat() if paid.day else "", paid.who, paid.what, out, back, paid.how, number, adds, takes, row.words, paper)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _documents(vault: Vault, rows: Iterable[TaxRow]) -> Iterator[str]:
    """Each once: the receipt of every payment, and the statements of its case."""
    seen: set[str] = set()
    for row in rows:
        for document_id in _papers_of(vault, row):
            if document_id not in seen:
                seen.add(document_id)
                yield document_id


def _papers_of(vault: Vault, row: TaxRow) -> Iterator[str]:
    paid = row.row
    if paid.receipt is not None:
        yield paid.receipt.document_id
    if paid.payment is not None and paid.payment.document_id:
        yield paid.payment.document_id
    case_id = paid.payment.case_id if paid.payment else None
    for kept in vault.papers.of_case(case_id) if case_id else ():
        if kept.confirmed and (kept.paper.is_bill or kept.paper.is_eob):
            yield kept.document_id


def _by_row(vault: Vault, rows: Iterable[TaxRow], names: dict[str, str]) -> dict[str, str]:
    found = {}
    for row in rows:
        own = list(dict.fromkeys(names[each] for each in _papers_of(vault, row) if each in names))
        found[row.row.key] = "; ".join(own)
    return found


def _plain(name: str) -> str:
    """A file name that every system can write."""
    return _UNFIT.sub("_", Path(name).name).strip(" .")[:80] or "paper"
