"""Prescriptions that a pharmacy prints block by block, without a table: the drug, its numbers and its prices over several rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from medbills.domain.money import Money, total
from medbills.domain.page import Word
from medbills.layout.facts import Fact
from medbills.layout.laid import Laid, Place
from medbills.layout.rows import Phrase, Row, text_of
from medbills.layout.sheet import Sheet
from medbills.layout.sum_rows import is_sum
from medbills.layout.table_line import Cell, TableLine
from medbills.layout.table_rows import TableRow
from medbills.layout.tokens import DAY, MONEY, tokens_of

_RX = re.compile(r"\b(?:rx|prescription)\b ?(?:#|no\b\.?|num(?:ber)?\b)? ?:? ?#? ?(?=[\dc-]*\d{4})([\dc-]{5,12})\b", re.I)
_NDC = re.compile(r"\bndc\b ?(?:#|no\b\.?)? ?:? ?(\d{4,5}-\d{3,4}-\d{1,2}|\d{11})\b", re.I)
_QUANTITY = re.compile(r"\b(?:qty|quantity)\b\.? ?:? ?(\d{1,4}(?:\.\d{1,3})?)\b", re.I)
_DRUG = re.compile(  # a strength, or the form in which a drug is given
    r"\d ?(?:mg|mcg|ml|gm?|meq|units?|iu|%)\b|\b(?:tab(?:let)?|cap(?:sule)?|soln|susp(?:ension)?|inhaler|cream|ointment|pen|patch)s?\b",
    re.I,
)
_NAMED = re.compile(r"^(?:drug|medication|medicine|item|product)(?: name)? ?: ?", re.I)
_FILLED = re.compile(r"\b(?:fill(?:ed)?|dispensed|sold|picked up|date of service|service date)\b", re.I)
_PRICES = [
    ("plan_paid", re.compile(
        r"\b(?:insurance|ins|plan|medicare|medicaid|third party|payer|coverage)\b.*\b(?:paid|pays|pd|pay|payment|covered)\b", re.I
    )),
    ("copay", re.compile(r"\bco-?pay(?:ment)?\b", re.I)),
    ("adjustment", re.compile(r"\b(?:discount|savings|coupon|saved)\b", re.I)),
    ("patient_owes", re.compile(
        r"\b(?:you|patient)\b.*\b(?:pay|pays|owe|owes|cost|price|responsibility)\b|\byour (?:cost|price|share)\b", re.I
    )),
    ("patient_paid", re.compile(r"\byou paid\b|\bpatient paid\b", re.I)),
    ("billed", re.compile(
        r"\b(?:usual|u)(?: ?& ?| and )c(?:ustomary)?\b|\b(?:retail|cash|regular|full|drug|total|store)? ?(?:price|cost|charge)\b|"
        r"\bamount billed\b", re.I
    )),
]
_SHARES = ("copay", "patient_owes", "patient_paid")
_TALLEST = 9  # rows of a block
_PROVEN, _FAIR = 0.97, 0.9


@dataclass
class _Block:
    rows: list[tuple[int, Row]] = field(default_factory=list)
    drug: Phrase | None = None
    number: bool = False
    national: bool = False


@dataclass(frozen=True)
class Prescriptions:
    """The lines printed in blocks, and the places of the rows they take."""

    lines: list[TableLine]
    taken: set[Place]


def prescriptions_of(laid: Laid) -> Prescriptions:
    """Every block that names a drug and its price, with a prescription's number or a drug code."""
    lines: list[TableLine] = []
    taken: set[Place] = set()
    for sheet in laid.sheets:
        for block in _blocks(sheet):
            line = _line(block)
            if line is not None:
                lines.append(line)
                taken |= {(sheet.page.number, order) for order, _ in block.rows}
    return Prescriptions(lines, taken)


def block_totals(laid: Laid, lines: Sequence[TableLine]) -> Iterator[Fact]:
    """The totals under the blocks, each where it is the sum of what the blocks say; a total of copays may be told as paid."""
    sums = {name: _sum(lines, name) for name in ("billed", "plan_paid", "copay")}
    for sheet in laid.sheets:
        for row in (row for row in sheet.rows if is_sum(row)):
            for name, amount, words in _prices(row):
                name = "copay" if name in _SHARES else name
                if amount == sums.get(name):
                    yield Fact("total_billed" if name == "billed" else name, amount, sheet.page.number, words, 0.96)


def _sum(lines: Sequence[TableLine], name: str) -> Money | None:
    found = [amount for line in lines if (amount := line.amount(name)) is not None]
    return total(found) if found and len(found) == len(lines) else None


def _blocks(sheet: Sheet) -> list[_Block]:
    """Runs of rows that speak of one drug: the next opens where another drug, or another prescription's number, stands."""
    made: list[_Block] = []
    open_ = False
    for order, row in enumerate(sheet.rows):
        drug, number, national = _drug(row), _RX.search(row.text) is not None, _NDC.search(row.text) is not None
        if is_sum(row):
            open_ = False
        last = made[-1] if made and open_ and len(made[-1].rows) < _TALLEST else None
        if last is None and not (drug or number):
            continue
        if last is None or (drug and last.drug) or (number and last.number):
            if not (drug or number):
                continue
            last = _Block()
            made.append(last)
            open_ = True
        last.rows.append((order, row))
        last.drug, last.number, last.national = last.drug or drug, last.number or number, last.national or national
    return made


def _drug(row: Row) -> Phrase | None:
    """The phrase that names a drug: by its strength, its form, or a label."""
    for phrase in row.phrases:
        text = _NAMED.sub("", _RX.sub("", phrase.text)).strip(" -:")
        labelled = _NAMED.match(phrase.text) is not None
        told = len(text) > 55 or text.endswith(".") or re.match(r"(?:take|use|apply|inject|qty|ndc|refill|strength)\b", text, re.I)
        if text[:1].isalpha() and not told and (labelled or _DRUG.search(text)) and not _prices_in(phrase.text):
            return phrase
    return None


def _prices_in(text: str) -> bool:
    return any(form.search(text) for _, form in _PRICES)


def _line(block: _Block) -> TableLine | None:
    if block.drug is None or not (block.number or block.national):
        return None
    order, row = next((order, row) for order, row in block.rows if block.drug in row.phrases)
    line = TableLine(TableRow(row.page, order, row, {}))
    for _, part in block.rows:
        for name, amount, words in _prices(part):
            line.cells.setdefault(name, Cell(amount, words, row.page, _FAIR))
        _numbers(line, part)
    if "billed" not in line.cells:
        return None
    _prove(line)
    words = tuple(word for word in block.drug.words if word.text in _NAMED.sub("", _RX.sub("", block.drug.text)).split())
    line.cells["description"] = Cell(text_of(words).strip(" -:"), words, row.page, 0.93)
    return line


def _numbers(line: TableLine, row: Row) -> None:
    """The drug code, the quantity and the day of the fill, as a row says them."""
    for name, form in (("ndc", _NDC), ("units", _QUANTITY)):
        found = form.search(row.text)
        words = tuple(word for word in row.words if found and word.text.strip(":,").endswith(found[1]))
        if found and words and name not in line.cells:
            line.cells[name] = Cell(Decimal(found[1]) if name == "units" else found[1], words[-1:], row.page, 0.94)
    for phrase in row.phrases:
        day = next((token for token in tokens_of(phrase.words) if token.kind == DAY), None)
        if day is not None and "service_date" not in line.cells and (_FILLED.search(phrase.text) or phrase.text.lower().startswith("date")):
            line.cells["service_date"] = Cell(day.value, day.words, row.page, 0.94)


def _prices(row: Row) -> Iterator[tuple[str, Money, tuple[Word, ...]]]:
    """The amounts of a row with what each is called: by the words before it in its phrase, else by the phrase before."""
    label: list[str] = []
    for phrase in row.phrases:
        for token in tokens_of(phrase.words):
            if token.kind != MONEY:
                label.append(token.text)
                continue
            name = next((name for name, form in _PRICES if form.search(" ".join(label))), None)
            if name is not None:
                yield name, abs(token.value), token.words
            label = []
        label = label if phrase is not row.phrases[-1] else []


def _prove(line: TableLine) -> None:
    """The amounts are sure where the price, less what the plan paid and what was taken off, is what the patient pays."""
    billed, share = line.cells["billed"], next((line.cells[name] for name in _SHARES if name in line.cells), None)
    off = [line.cells[name] for name in ("plan_paid", "adjustment") if name in line.cells]
    if share is None or not off or billed.value - total([cell.value for cell in off]) != share.value:
        return
    for cell in (billed, share, *off):
        cell.confidence = _PROVEN
