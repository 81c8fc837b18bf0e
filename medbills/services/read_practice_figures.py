"""Reads a practice's figures: fee lists and volumes from CSV or a spreadsheet by their headers, and lines that were typed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from medbills.claims.cell_values import day_in, is_empty, money_in
from medbills.claims.claim_columns import folded
from medbills.claims.delimited import grid_of_text
from medbills.claims.grids import Grid, Row
from medbills.claims.workbook import grids_of_workbook
from medbills.domain.code_formats import is_cdt
from medbills.domain.media import SHEET, decoded, media_type
from medbills.domain.money import ZERO, Money
from medbills.domain.wording import counted, listed
from medbills.errors import UnusableInput

T = TypeVar("T")

_HEADERS: Mapping[str, frozenset[str]] = {
    "code": frozenset({"code", "codes", "cdt", "cdt code", "ada code", "procedure", "procedure code", "proc code", "proc", "service code"}),
    "count": frozenset({
        "count", "counts", "quantity", "qty", "volume", "times", "number", "number done", "procedures", "units", "total count",
        "number of procedures", "claims",
    }),
    "paid_as": frozenset({"paid as", "paid as code", "downgraded to", "alternate code", "alternate", "alternate benefit", "paid code"}),
    "payer": frozenset({"payer", "plan", "carrier", "insurer", "insurance", "insurance company", "payer name", "plan name"}),
    "effective": frozenset({"effective", "effective date", "effective from", "in force", "in force from", "valid from", "start date"}),
}  # fmt: skip
MOST_BYTES = 20 * 1024 * 1024
_FEE_WORDS = frozenset({"fee", "fees", "allowed", "allowance", "allowable", "price"})
_MOST_WORDS = 5  # of a header; what is longer is a sentence
_SHOWN = 5  # rows that a sentence names
_TYPED = re.compile(r"(?P<code>[A-Za-z]\d{4})\s*[:=,;\t ]\s*(?P<rest>.*)$")
_AS = re.compile(r"(?P<count>[\d,]+)\s*(?:times)?\s*(?:,?\s*(?:paid\s+)?as\s+(?P<code>[A-Za-z]\d{4}))?$", re.I)


@dataclass(frozen=True, kw_only=True)
class FeesRead:
    """A fee list as a file gives it. `payer` and `effective_on` where the file tells one for all its rows."""

    fees: Mapping[str, Money]
    payer: str = ""
    effective_on: datetime.date | None = None
    left_out: str = ""  # which rows were not taken and why, in a sentence


@dataclass(frozen=True, kw_only=True)
class VolumesRead:
    """Volumes as a file gives them; the counts of a code on several rows are added up."""

    counts: Mapping[str, int]
    paid_as: Mapping[str, str] = field(default_factory=dict)
    payer: str = ""
    left_out: str = ""


def bytes_of(path: Path) -> bytes:
    """The bytes of a table. Raises UnusableInput when it cannot be read or is far too large for one."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnusableInput(f"{path.name} is too large for a fee list. Choose the CSV with the codes and fees alone.")
        return path.read_bytes()
    except OSError as problem:
        raise UnusableInput(f"{path.name} cannot be read: {problem.strerror}. Choose another file.") from None


def read_fees(name: str, data: bytes) -> FeesRead:
    """The fee list in a CSV or spreadsheet.

    Raises UnusableInput without a column of codes and one of fees, without any fee, and for a code with two fees.
    """
    places, rows = _table(name, data, ("code", "fee"), "the codes and one with the fees", "Code and Fee")
    fees: dict[str, tuple[Money, int]] = {}
    skipped: list[int] = []
    for row in rows:
        code, fee = _code(row.at(places["code"])), money_in(row.at(places["fee"]))
        if code is None or fee is None or fee < ZERO:
            skipped.append(row.number)
        elif code in fees and fees[code][0] != fee:
            before = fees[code]
            raise UnusableInput(
                f"{name} has two fees for {code}: {before[0]} (row {before[1]}) and {fee} (row {row.number}). "
                "Keep one of them and import it again."
            )
        else:
            fees.setdefault(code, (fee, row.number))
    if not fees:
        raise UnusableInput(f"{name} has no row with a code like D2150 and a fee like 110.00. Check its columns.")
    return FeesRead(
        fees={code: fee for code, (fee, _) in fees.items()}, payer=_one(rows, places, "payer", str) or "",
        effective_on=_one(rows, places, "effective", day_in), left_out=_left_out(skipped, "a dental code and a fee"),
    )  # fmt: skip


def read_volumes(name: str, data: bytes) -> VolumesRead:
    """Volumes in a CSV or spreadsheet. Raises UnusableInput without a column of codes and one of counts, or without any count."""
    places, rows = _table(name, data, ("code", "count"), "the codes and one with how often", "Code and Count")
    counts: dict[str, int] = {}
    paid_as: dict[str, str] = {}
    skipped: list[int] = []
    for row in rows:
        code, count = _code(row.at(places["code"])), _whole(row.at(places["count"]))
        if code is None or count is None:
            skipped.append(row.number)
            continue
        counts[code] = counts.get(code, 0) + count
        other = _code(row.at(places["paid_as"])) if "paid_as" in places else None
        if other and paid_as.setdefault(code, other) != other:
            raise UnusableInput(f"{name} says that {code} is paid as {paid_as[code]} and as {other}. Keep one and import it again.")
    if not counts:
        raise UnusableInput(f"{name} has no row with a code like D2392 and a count like 140. Check its columns.")
    left_out = _left_out(skipped, "a dental code and a whole number")
    return VolumesRead(counts=counts, paid_as=paid_as, payer=_one(rows, places, "payer", str) or "", left_out=left_out)


def typed_fees(text: str) -> dict[str, Money]:
    """Fees typed one on a line, "D2150 110.00". Raises UnusableInput with the line that cannot be read."""
    fees: dict[str, Money] = {}
    for number, code, rest in _typed(text, "D2150 110.00"):
        fee = money_in(rest)
        if fee is None or fee < ZERO:
            raise UnusableInput(f"Line {number} has no fee. Type it like D2150 110.00.")
        if fees.setdefault(code, fee) != fee:
            raise UnusableInput(f"Line {number}: {code} stands here twice with different fees. Keep one.")
    return fees


def typed_volumes(text: str) -> tuple[dict[str, int], dict[str, str]]:
    """Counts typed one on a line, "D2392 140" or "D2392 140 as D2150". Raises UnusableInput with the line that cannot be read."""
    counts: dict[str, int] = {}
    paid_as: dict[str, str] = {}
    for number, code, rest in _typed(text, "D2392 140"):
        found = _AS.match(rest.strip())
        count = _whole(found["count"]) if found else None
        if found is None or count is None:
            raise UnusableInput(f"Line {number} has no count. Type it like D2392 140, or D2392 140 as D2150.")
        if code in counts:
            raise UnusableInput(f"Line {number}: {code} stands here twice. Keep one.")
        counts[code] = count
        if found["code"]:
            paid_as[code] = found["code"].upper()
    return counts, paid_as


def fee_words(fees: Mapping[str, Money]) -> str:
    """Fees as they are typed, one on a line."""
    return "\n".join(f"{code} {fee.plain()}" for code, fee in sorted(fees.items()))


def volume_words(counts: Mapping[str, int], paid_as: Mapping[str, str]) -> str:
    """Counts as they are typed, one on a line."""
    return "\n".join(f"{code} {count}{f' as {paid_as[code]}' if code in paid_as else ''}" for code, count in sorted(counts.items()))


def _typed(text: str, example: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _TYPED.match(line.strip())
        if found is None or not is_cdt(found["code"].upper()):
            raise UnusableInput(f"Line {number} has no dental code. Type it like {example}.")
        yield number, found["code"].upper(), found["rest"]


def _table(name: str, data: bytes, needed: Sequence[str], words: str, example: str) -> tuple[dict[str, int], list[Row]]:
    """The column of each meaning, and the rows below the headers."""
    for grid in _grids(name, data):
        for at, row in enumerate(grid.rows[:30]):
            places = _places(row)
            if all(meaning in places for meaning in needed):
                _prove_one_fee(name, row, needed)
                return places, list(grid.rows[at + 1 :])
    raise UnusableInput(f"{name} has no column with {words}. Name its columns {example}, and import it again.")


def _prove_one_fee(name: str, head: Row, needed: Sequence[str]) -> None:
    fees = [cell.strip() for cell in head.cells if _meaning(cell) == "fee"]
    if "fee" in needed and len(fees) > 1:
        told = listed([f"“{fee}”" for fee in fees])
        raise UnusableInput(f"{name} has several columns with fees: {told}. Keep the one of this list and import it again.")


def _grids(name: str, data: bytes) -> tuple[Grid, ...]:
    if media_type(name, data) == SHEET:
        return grids_of_workbook(data, name)
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnusableInput(f"{name} is no table. Save it as CSV in the program that made it, and import that.")
    return (grid_of_text(decoded(data), name, lambda cell: _meaning(cell) is not None),)


def _places(row: Row) -> dict[str, int]:
    """The first column for each meaning that the row's cells name."""
    places: dict[str, int] = {}
    for place in range(len(row.cells)):
        meaning = _meaning(row.at(place))
        if meaning is not None:
            places.setdefault(meaning, place)
    return places


def _meaning(header: str) -> str | None:
    """What a header says its column is; one with the word "fee", or an "amount" that no other word narrows, is the fee."""
    words = folded(header)
    known = next((meaning for meaning, headers in _HEADERS.items() if words in headers), None)
    short = len(words.split()) <= _MOST_WORDS
    return known or ("fee" if words == "amount" or (short and _FEE_WORDS & set(words.split())) else None)


def _code(text: str) -> str | None:
    code = text.strip().upper()
    code = f"D{code}" if re.fullmatch(r"\d{4}", code) else f"D{code[1:]}" if re.fullmatch(r"0\d{4}", code) else code
    return code if is_cdt(code) else None


def _whole(text: str) -> int | None:
    bare = text.strip().replace(",", "").removesuffix(".0").removesuffix(".00")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 7 else None


def _one(rows: Sequence[Row], places: Mapping[str, int], meaning: str, read: Callable[[str], T | None]) -> T | None:
    """What a column says in every row that says anything; None where rows differ."""
    if meaning not in places:
        return None
    cells = {text for row in rows if not is_empty(text := row.at(places[meaning]))}
    return read(next(iter(cells))) if len(cells) == 1 else None


def _left_out(rows: Sequence[int], needed: str) -> str:
    if not rows:
        return ""
    shown = listed([str(number) for number in rows[:_SHOWN]]) if len(rows) <= _SHOWN else f"{rows[0]} to {rows[-1]}"
    return f"{counted(len(rows), 'row')} without {needed} {'was' if len(rows) == 1 else 'were'} left out: {shown}."
