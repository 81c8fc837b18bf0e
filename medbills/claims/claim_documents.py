"""Rows of a table of claims gathered into documents: rows of one claim are its lines, or each row is a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from medbills.claims.by_path import told
from medbills.claims.claim_columns import FIELD_TYPES, LINE_NUMBER, Head
from medbills.claims.claim_rows import ClaimRow, ClaimTable
from medbills.domain.fields import FieldType
from medbills.domain.money import Money, total
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Kind
from medbills.domain.reading import ReadDocument, ReadValue
from medbills.layout.sums import total_field

_DETAIL = ("code", "revenue_code", "ndc", "description", "modifiers", "tooth", LINE_NUMBER)
_REFUSED = re.compile(r"\b(?:denied|denial|rejected|refused|not approved|declined)\b", re.I)
_OPEN = re.compile(r"\b(?:in process|in progress|pending|processing|pended|open|received|under review|submitted)\b", re.I)
_TAKEN_BACK = re.compile(r"\b(?:revers\w+|void\w*|cancel\w*)\b", re.I)
REFUSED = "The insurer's list says this claim was refused: \u201c{status}\u201d."
STILL_OPEN = "The insurer is still working on this claim: \u201c{status}\u201d. Its amounts may change."
UNSURE_TOTAL = "The column \u201c{header}\u201d says the same in each row. It may be the claim's total, so it is left out."
DIFFERS = "The rows of this claim differ in {label}. It is left out."
_MOST_WARNINGS = 20


def documents_of(table: ClaimTable, sheet: str | None, of_all: Sequence[str]) -> tuple[ReadDocument, ...]:
    """One document for each claim, in the order in which the table first names them."""
    if not table.head.has(*_DETAIL):
        return tuple(_whole_claim(row, of_all) for row in table.rows)
    groups: dict[tuple[str, ...], list[ClaimRow]] = {}
    for row in table.rows:
        groups.setdefault(_claim_of(row), []).append(row)
    return tuple(_claim_with_lines(rows, table.head, sheet, of_all) for rows in groups.values())


def _claim_of(row: ClaimRow) -> tuple[str, ...]:
    who = (row.text("patient_name"), row.text("provider_name"))
    if row.text("claim_number"):
        return (row.text("claim_number"), *who)
    return ("", *who, row.text("service_date") or row.text("service_from"), row.text("processed_date"))


def _whole_claim(row: ClaimRow, of_all: Sequence[str]) -> ReadDocument:
    """A row that is a claim: its amounts are the claim's totals."""
    fields: dict[str, ReadValue] = {}
    for name, value in row.values.items():
        bare = name.removeprefix("_claim_")
        target = (total_field(bare) or bare) if FIELD_TYPES.get(bare) is FieldType.MONEY else bare
        if target in PAPER_FIELDS:
            fields.setdefault(target, value)
    fields.update(_days([row]))
    return _document(fields, (), [row], of_all)


def _claim_with_lines(rows: Sequence[ClaimRow], head: Head, sheet: str | None, of_all: Sequence[str]) -> ReadDocument:
    warnings = list(_drop_repeated_totals(rows, head))
    fields: dict[str, ReadValue] = {}
    for name in dict.fromkeys(name for row in rows for name in row.values):
        bare = name.removeprefix("_claim_")
        if bare in LINE_FIELDS and bare == name:
            continue
        target = total_field(bare) or bare
        values = [row.values[name] for row in rows if name in row.values]
        if len({str(value.value) for value in values}) == 1:
            if target in PAPER_FIELDS:
                fields[target] = values[0]
        elif target in PAPER_FIELDS:
            warnings.append(DIFFERS.format(label=PAPER_FIELDS[target].label.lower()))
    fields.update(_days(rows))
    for target, value in _sums(rows, sheet):
        fields.setdefault(target, value)
    lines = tuple({name: value for name, value in row.values.items() if name in LINE_FIELDS} for row in rows)
    return _document(fields, lines, rows, (*warnings, *of_all))


def _document(
    fields: Mapping[str, ReadValue], lines: Sequence[Mapping[str, ReadValue]], rows: Sequence[ClaimRow], more: Sequence[str]
) -> ReadDocument:
    found = dict(fields)
    warnings = [warning for row in rows for warning in row.warnings][:_MOST_WARNINGS]
    for status in dict.fromkeys(row.status for row in rows if row.status):
        if _TAKEN_BACK.search(status):
            found["claim_version"] = told("reversal", f"row {rows[0].number}", status)
        elif _REFUSED.search(status):
            warnings.append(REFUSED.format(status=status[:60]))
        elif _OPEN.search(status):
            warnings.append(STILL_OPEN.format(status=status[:60]))
    return ReadDocument(kind=Kind.EOB, pages=(1, 1), fields=found, lines=tuple(lines), warnings=(*warnings, *more))


def _days(rows: Sequence[ClaimRow]) -> Iterator[tuple[str, ReadValue]]:
    """The first and the last day of care among the rows; a single day is both."""
    firsts = [value for row in rows if (value := row.values.get("service_from") or row.values.get("service_date"))]
    lasts = [value for row in rows if (value := row.values.get("service_to") or row.values.get("service_date"))]
    if firsts:
        yield "service_from", min(firsts, key=lambda value: value.value)
    if lasts:
        yield "service_to", max(lasts, key=lambda value: value.value)


def _drop_repeated_totals(rows: Sequence[ClaimRow], head: Head) -> Iterator[str]:
    """Takes "Total charges" off lines that all bear the same: it may be the claim's, told once for each line."""
    for column in head.columns:
        name = column.field or ""
        if not column.of_claim or name not in LINE_FIELDS or LINE_FIELDS[name].type is not FieldType.MONEY or len(rows) < 2:
            continue
        amounts = [row.money(name) for row in rows]
        if amounts[0] and len(set(amounts)) == 1:
            for row in rows:
                row.values.pop(name)
            yield UNSURE_TOTAL.format(header=column.header)


def _sums(rows: Sequence[ClaimRow], sheet: str | None) -> Iterator[tuple[str, ReadValue]]:
    """What the lines add up to, where each line bears the amount."""
    for name in dict.fromkeys(name for row in rows for name in row.values):
        target, amounts = total_field(name), [amount for row in rows if isinstance(amount := row.money(name), Money)]
        if target is None or len(amounts) != len(rows):
            continue
        first = rows[0].values[name]
        if len(rows) == 1:
            yield target, first
            continue
        column = (first.spot.path or "").split(", column ", 1)[-1]
        where = f'sheet "{sheet}", ' if sheet else ""
        path = f"{where}rows {rows[0].number} to {rows[-1].number}, column {column}"
        yield target, ReadValue(total(amounts), replace(first.spot, path=path, raw=None))
