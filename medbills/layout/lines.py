"""Lines of service out of a table: its cells turned into the contract's values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from medbills.domain.money import Money
from medbills.domain.page import Word
from medbills.layout.amounts import amount_of
from medbills.layout.codes import IN_TEXT, QUADRANTS, code_of, modifiers_of, notes_of, system_of
from medbills.layout.columns import DAY_COLUMNS
from medbills.layout.day_headings import give_days
from medbills.layout.days import Span, packed_day
from medbills.layout.doubts import doubt_columns
from medbills.layout.ledger import name_credit, settle_balance, settle_ledger, settle_payers
from medbills.layout.open_columns import settle_columns
from medbills.layout.rows import text_of
from medbills.layout.sum_rows import says_sum
from medbills.layout.table_line import CELL, Cell, TableLine
from medbills.layout.table_rows import Table
from medbills.layout.tokens import DAY, MONEY, SPAN, Token
from medbills.layout.under_service import read_under, take_day
from medbills.layout.wrapped_rows import gathered

# What may stand half a line off its amounts, where a cell is centered beside one that wraps.
_WITH_SURFACES = re.compile(r"#?(?:\d{1,2}|[A-T])[\s/\-]+[MODBLIFP]{1,5}", re.I)
_AREA_TOOTH = re.compile(r"#?(?:\d{1,2}|[A-KM-T])(?:[\s/\-]+[MODBLIFP]{1,5})?", re.I)  # "L" alone is the lower arch
_ARCHES = frozenset({"U", "L"})
_BESIDE = frozenset({"code", "paid_as_code", "revenue_code", "tooth", "surface", "units"})


def lines_of(table: Table) -> list[TableLine]:
    """The lines of a table, ledger payments included, in the order of the page."""
    lines = gathered(table)
    settle_columns(table, lines)
    for line in lines:
        take_day(table, line)
        _read_cells(table, line)
        _read_storeys(table, line)
        read_under(table, line)
        _code_from_description(line)
        name_credit(table, line)
        settle_ledger(table, line)
    give_days(table, lines)
    lines = [line for line in lines if _says_something(line)]
    settle_balance(lines)
    settle_payers(lines)
    doubt_columns(table, lines)
    return lines


def _read_cells(table: Table, line: TableLine) -> None:
    for index, column in enumerate(table.columns):
        tokens = line.anchor.cells.get(index, [])
        if not tokens and column.field in DAY_COLUMNS | _BESIDE:
            tokens = next((row.cells[index] for row in line.rows if row.cells.get(index)), [])
        if column.money:
            _read_money(line, column.field, tokens)
        elif column.field in DAY_COLUMNS:
            _read_day(line, column.field, tokens)
        elif column.field == "description":
            _read_description(line, index)
        elif column.field == "remark_codes":
            _read_words(
                line,
                column.field,
                [
                    t
                    for row in sorted(line.rows, key=lambda r: (r.page, r.row.top))
                    if row.page == line.anchor.page
                    for t in row.cells.get(index, [])
                ],
            )
        elif column.rated and any(token.kind == MONEY for token in tokens):
            _read_money(line, "unit_price", tokens)  # a room has a daily rate and no code
        elif tokens:
            _read_words(line, column.field, tokens)
            if column.field == "code" and column.national:
                _without_padding(line)
    if line.anchor.notes and "remark_codes" not in line.cells:
        _read_words(line, "remark_codes", line.anchor.notes)
    if table.column("description") is None:
        _read_words_below(table, line)
    if {"service_from", "service_to"} <= line.cells.keys() and line.cells["service_from"].value == line.cells["service_to"].value:
        line.cells["service_date"] = line.cells.pop("service_from")
        line.cells.pop("service_to")
    if "_posted" in line.cells and not line.cells.keys() & {"service_date", "service_from"}:
        cell = line.cells["_posted"]
        line.cells["service_date"] = Cell(cell.value, cell.words, cell.page, 0.85)
    if "service_from" in line.cells and "service_to" not in line.cells and table.column("service_to") is None:
        line.cells["service_date"] = line.cells.pop("service_from")


def _read_money(line: TableLine, name: str, tokens: Sequence[Token]) -> None:
    for token in tokens:
        amount = token.value if token.kind == MONEY else amount_of(token.text, bare_whole=True)
        if amount is None:
            continue
        line.cells[name] = Cell(amount, token.words, line.anchor.page, CELL if token.kind == MONEY else 0.85)
        return


def _read_storeys(table: Table, line: TableLine) -> None:
    """What a second row of headings says of the line, and the card's title as its service."""
    place = (line.anchor.page, line.anchor.order)
    for name, token in table.storeys.get(place, {}).items():
        line.cells.setdefault(name, Cell(token.value, token.words, line.anchor.page))
    title = table.titles.get(place)
    if title and "description" not in line.cells:
        line.cells["description"] = Cell(text_of(title), title, line.anchor.page, 0.93)


def _read_day(line: TableLine, name: str, tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.kind == DAY:
            line.cells[name] = Cell(token.value, token.words, line.anchor.page)
        elif token.kind == SPAN:
            span: Span = token.value
            if span.first == span.last:
                line.cells["service_date"] = Cell(span.first, token.words, line.anchor.page)
            else:
                line.cells["service_from"] = Cell(span.first, token.words, line.anchor.page)
                line.cells["service_to"] = Cell(span.last, token.words, line.anchor.page)
        elif (packed := packed_day(token.text)) is not None:
            line.cells[name] = Cell(packed, token.words, line.anchor.page, 0.93)
        elif (short := re.match(r"(\d{1,2})[/-](\d{1,2})$", token.text)) is not None:
            line.short_day = (int(short[1]), int(short[2]), token.words)
        else:
            continue
        return


def _read_description(line: TableLine, index: int) -> None:
    rows = sorted(line.rows, key=lambda r: (r.page, r.row.top))
    days = [token for token in line.anchor.cells.get(index, []) if token.kind in (DAY, SPAN)]
    if days and not any(name in line.cells for name in ("service_date", "service_from")) and line.anchor.cells[index][0] is days[0]:
        _read_day(line, "service_date", days[:1])
    words = tuple(
        word
        for row in rows
        for token in row.cells.get(index, [])
        for word in token.words
        if not (days and row is line.anchor and word in days[0].words and line.anchor.cells[index][0] is days[0])
    )
    text = text_of(words).strip(" -–*:;")
    if text and any(c.isalpha() for c in text):
        page = line.anchor.page if any(index in row.cells and row.page == line.anchor.page for row in rows) else rows[0].page
        line.cells["description"] = Cell(
            text,
            tuple(w for row in rows if row.page == page for t in row.cells.get(index, []) for w in t.words if w in words),
            page,
            0.95 if len(rows) > 1 else CELL,
        )


def _read_words_below(table: Table, line: TableLine) -> None:
    """The description where it has no column and stands in a row under the code."""
    notes = table.column("remark_codes")
    rows = [row for row in line.rows if row is not line.anchor and row.page == line.anchor.page]
    words = tuple(word for row in rows for i in sorted(row.cells) if i != notes for word in row.words(i))
    text = text_of(words).strip(" -–*:;")
    if any(c.isalpha() for c in text):
        line.cells["description"] = Cell(text, words, line.anchor.page, 0.9)


def _read_words(line: TableLine, name: str, tokens: Sequence[Token]) -> None:
    words = tuple(word for token in tokens for word in token.words)
    text = text_of(words).strip()
    page = line.anchor.page
    if not any(c.isalnum() for c in text):
        return
    if name == "code":
        _read_code(line, text, words)
    elif name == "paid_as_code":
        found = code_of(text)
        if found:
            line.cells["paid_as_code"] = Cell(found[0], words, page)
    elif name == "revenue_code":
        found_code = re.match(r"0?\d{3}\b", text)
        if found_code:
            line.cells["revenue_code"] = Cell(found_code[0], words[:1], page)
    elif name == "modifiers":
        modifiers = modifiers_of(text)
        if modifiers:
            line.cells["modifiers"] = Cell(modifiers, words, page)
    elif name == "units":
        number = re.fullmatch(r"(-?\d{1,5}(?:\.\d{1,3})?)(-|(?:\s*(?:ea|units?|days?|hrs?|hours|min|mg|ml|tabs?|caps?|x))?\.?)", text, re.I)
        if number:
            count = Decimal(number[1])
            line.cells["units"] = Cell(-abs(count) if number[2] == "-" else count, words, page)
    elif name == "remark_codes":
        notes = notes_of(text)
        if notes:
            line.cells["remark_codes"] = Cell(notes, words, page)
    elif name in {"_tooth_surface", "tooth"} and text.upper() in QUADRANTS:
        line.cells["quadrant"] = Cell(text.upper(), words, page)
    elif name == "quadrant" and _AREA_TOOTH.fullmatch(text):
        _read_tooth(line, text, words)  # an "area" is a tooth where it is not a quarter of the mouth
    elif name == "quadrant" and text.upper() in _ARCHES:
        return  # of the upper or the lower teeth: no quarter of the mouth
    elif name == "_tooth_surface" or (name == "surface" and text[0].isdigit()) or _tooth_with_surfaces(name, text):
        _read_tooth(line, text, words)
    elif name == "diagnosis_codes":
        line.cells["diagnosis_codes"] = Cell(tuple(part.upper() for part in re.split(r"[\s,;]+", text) if part), words, page)
    elif name in {"tooth", "surface", "quadrant", "ndc", "rendering_npi", "place_of_service"} and len(text) <= 16:
        line.cells[name] = Cell(text.lstrip("#"), words, page)
    elif name in {"claim_number", "_provider"}:
        line.cells["_claim" if name == "claim_number" else "_provider"] = Cell(text, words, page)


def _tooth_with_surfaces(name: str, text: str) -> bool:
    """Whether a column of teeth or of surfaces holds both: "30 MO", "K O"."""
    return name in {"tooth", "surface"} and _WITH_SURFACES.fullmatch(text) is not None


def _read_tooth(line: TableLine, text: str, words: tuple[Word, ...]) -> None:
    found = re.match(r"#?(\d{1,2}|[A-T])\b[\s/\-]*([MODBLIFP]{1,5})?$", text, re.I)
    if found:
        line.cells["tooth"] = Cell(found[1], words, line.anchor.page)
        if found[2]:
            line.cells["surface"] = Cell(found[2], words, line.anchor.page)


def _read_code(line: TableLine, text: str, words: tuple[Word, ...]) -> None:
    found = code_of(text)
    rest = words[1:]
    if rest and any(len(word.text) > 2 and word.text.isalpha() for word in rest) and code_of(words[0].text) is not None:
        found, words = code_of(words[0].text), words[:1]  # the code with its words in one column
        if "description" not in line.cells:
            line.cells["description"] = Cell(text_of(rest).strip(" -–:"), rest, line.anchor.page)
    elif found is None and rest:
        found, words = code_of(words[0].text), words[:1]
    if found is None:
        return
    code, modifiers = found
    page = line.anchor.page
    line.cells["code"] = Cell(code, words, page)
    system = system_of(code)
    if system:
        line.cells["code_system"] = Cell(system, words, page, 0.94)
    if modifiers and "modifiers" not in line.cells:
        line.cells["modifiers"] = Cell(modifiers, words, page)


def _without_padding(line: TableLine) -> None:
    """A national code of five places that a hospital's system prints over six: 070486 is 70486."""
    cell = line.cells.get("code")
    if cell is not None and (padded := re.fullmatch(r"0(\d{5}|[A-V]\d{4})", cell.value)) is not None:
        cell.value = padded[1]
        system = system_of(padded[1])
        if system:
            line.cells["code_system"] = Cell(system, cell.words, cell.page, 0.94)


def _code_from_description(line: TableLine) -> None:
    """Where no column gives a code, one printed at the start, at the end or in brackets of the description is it."""
    cell = line.cells.get("description")
    if cell is None or "code" in line.cells:
        return
    for found in IN_TEXT.finditer(cell.value):
        before, after = cell.value[: found.start()], cell.value[found.end() :]
        bracketed = before.rstrip().endswith(("(", "[")) and after.lstrip().startswith((")", "]"))
        if not (bracketed or not before.strip() or not after.strip() or before.rstrip().endswith(("-", "–", ":", "/"))):
            continue
        if found["code"].isdigit() and not bracketed and before.strip() and after.strip():
            continue
        words = tuple(word for word in cell.words if found["code"] in word.text)
        if not words:
            continue
        line.cells["code"] = Cell(found["code"].upper(), words[:1], cell.page, 0.95)
        system = system_of(found["code"].upper())
        if system:
            line.cells["code_system"] = Cell(system, words[:1], cell.page, 0.94)
        if found["mods"]:
            line.cells.setdefault("modifiers", Cell(modifiers_of(found["mods"]), words[:1], cell.page, 0.94))
        rest = re.sub(r"\s+", " ", f"{before.rstrip(' ([-–:/')} {after.lstrip(' )]-–:/.')}").strip()
        if rest:
            left = tuple(word for word in cell.words if word not in words) or cell.words
            line.cells["description"] = Cell(rest, left, cell.page, 0.93)
        return


def _says_something(line: TableLine) -> bool:
    money = any(isinstance(cell.value, Money) and name not in {"_balance", "_money", "_applied"} for name, cell in line.cells.items())
    balance_forward = "description" in line.cells and re.search(
        r"balance (?:brought )?forward|previous balance|beginning balance|prior balance", line.cells["description"].value, re.I
    )
    if "description" in line.cells and not line.cells.keys() & {"code", "service_date"} and says_sum(line.cells["description"].value):
        return False
    named = line.cells.keys() & {"description", "code", "revenue_code", "service_date", "service_from", "ndc"}
    return (money and bool(named) and not balance_forward) or (
        "code" in line.cells and ("service_date" in line.cells or "description" in line.cells)
    )
