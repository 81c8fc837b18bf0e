"""Lines of service printed as cards: the service on one row, its amounts below it, each with a label of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.domain.page import Word
from medbills.layout.card_heads import words_aside
from medbills.layout.codes import CAPTIONED, modifiers_of, system_of
from medbills.layout.labels import PAID_BY_NAME, money_field
from medbills.layout.laid import Laid, Place
from medbills.layout.pairs import Pair
from medbills.layout.rows import Row, text_of
from medbills.layout.sum_rows import is_sum
from medbills.layout.table_line import Cell, TableLine
from medbills.layout.table_rows import TableRow
from medbills.layout.tokens import DAY, MONEY, Token

CARD_FIELDS = {
    "total_billed": "billed",
    "adjustment": "adjustment",
    "allowed": "allowed",
    "plan_paid": "plan_paid",
    "deductible": "deductible",
    "copay": "copay",
    "coinsurance": "coinsurance",
    "not_covered": "not_covered",
    "patient_responsibility": "patient_owes",
    "amount_due": "patient_owes",
    "patient_paid": "patient_paid",
    "fees": "billed",
    PAID_BY_NAME: "plan_paid",
}
_ADDRESS = re.compile(r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|^p\.? ?o\.? ?box", re.I)
_LONGEST = 16  # words that a card's first row may have besides its day and notes
_REACH = 14  # rows below its service that a card may have


def card_lines(laid: Laid, pairs: Sequence[Pair]) -> tuple[list[TableLine], set[Place]]:
    """The lines printed as cards, with the places of the amounts that they take."""
    amounts: dict[Place, list[Pair]] = {}
    for pair in pairs:
        if pair.field in CARD_FIELDS:
            amounts.setdefault((pair.page, pair.order), []).append(pair)
    lines: list[TableLine] = []
    taken: set[Place] = set()
    for sheet in laid.sheets:
        line: TableLine | None = None
        since = 0
        for order, row in enumerate(sheet.rows):
            tokens = sheet.tokens[order]
            opened = _opened(row, order, tokens)
            if opened is not None:
                line, since = opened, 0
                lines.append(line)
                taken |= {(sheet.page.number, order)} if "service_date" in line.cells or "service_from" in line.cells else set()
                continue
            since += 1
            if is_sum(row) or since > _REACH:
                line = None
            if line is None:
                continue
            for pair in amounts.get((sheet.page.number, order), ()):
                name = CARD_FIELDS[pair.field]
                if name not in line.cells and not (pair.field == "amount_due" and "billed" not in line.cells):
                    line.cells[name] = Cell(abs(pair.value) if name != "billed" else pair.value, pair.words, pair.page, 0.93)
                    taken.add((sheet.page.number, order))
            day = next((token for token in tokens if token.kind == DAY and "service" in row.text.lower()), None)
            if day is not None and not line.cells.keys() & {"service_date", "service_from"}:
                taken.add((sheet.page.number, order))
                line.cells.setdefault("service_date", Cell(day.value, day.words, sheet.page.number, 0.93))
    return [line for line in lines if "billed" in line.cells], taken


def _opened(row: Row, order: int, tokens: Sequence[Token]) -> TableLine | None:
    """A card that opens with a row like "CPT 99214 - Office visit": a code with words, perhaps its day and notes, and no amount."""
    if any(token.kind == MONEY for token in tokens):
        return None
    aside = words_aside(row, tokens)
    words = tuple(word for word in row.words if word not in aside.words)
    text = text_of(words)
    found = CAPTIONED.search(text)
    if found is None or len(words) > _LONGEST or (money_field(text) is not None and found.start() > 20):
        return None
    before, after = text[: found.start()], text[found.end() :]
    bare = found["code"].isdigit() and "cpt" not in found[0].lower() and not (before.rstrip().endswith("(") and after.startswith(")"))
    if bare and before.strip(" 0123456789.):-") and (after.strip() or len(before.split()) < 2):
        return None
    if ":" in before or _ADDRESS.search(text):
        return None
    line = TableLine(TableRow(row.page, order, row, {}))
    own = tuple(word for word in words if found["code"] in word.text)[:1]
    line.cells["code"] = Cell(found["code"].upper(), own, row.page, 0.94)
    system = system_of(found["code"].upper())
    if system:
        line.cells["code_system"] = Cell(system, own, row.page, 0.93)
    if found["mods"]:
        line.cells["modifiers"] = Cell(modifiers_of(found["mods"]), own, row.page, 0.93)
    line.cells.update(aside.cells)
    _describe(line, words, f"{before.rstrip(' ([-–:·|•')} {after.lstrip(' )]-–:·|•')}")
    return line


def _describe(line: TableLine, words: Sequence[Word], text: str) -> None:
    """What the service is called, from the words beside its code."""
    text = text.strip().lstrip("0123456789.) ").strip(" -–:·|•,")
    if any(c.isalpha() for c in text):
        kept = tuple(word for word in words if word.text.strip("()-–:,") and word.text.strip("()-–:,") in text)
        line.cells["description"] = Cell(text, kept or tuple(words), line.anchor.page, 0.9)
