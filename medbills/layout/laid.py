"""A whole file laid out: its sheets, tables and pairs, and the facts that they give."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from medbills.domain.money import Money, total
from medbills.domain.page import Sheets, Word
from medbills.domain.paper import PAPER_FIELDS
from medbills.layout.columns import DAY_COLUMNS, named_column
from medbills.layout.facts import Fact, Facts
from medbills.layout.labels import NOTHING, TOTAL, money_field, text_field
from medbills.layout.lines import lines_of
from medbills.layout.money_pairs import money_pairs
from medbills.layout.name_asides import payer_facts, provider_facts
from medbills.layout.pairs import Pair, as_span, text_pairs
from medbills.layout.prose import Block, blocks_of
from medbills.layout.rows import text_of
from medbills.layout.sheet import Sheet, sheets_of
from medbills.layout.sum_rows import sums_a_part
from medbills.layout.sums import total_field
from medbills.layout.table_line import TableLine
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tables import tables_of
from medbills.layout.tokens import MONEY, Token

Place = tuple[int, int]  # page and row
_TO_TOTAL = {"adjustment": "total_adjustments", "allowed": "total_allowed"}
_CREDITS = frozenset(
    {"plan_paid", "patient_paid", "total_adjustments", "other_insurance_paid", "deductible", "copay", "coinsurance", "not_covered"}
)
_OUT = re.compile(
    r"out[- ]of[- ]network|non[- ]?participating|not in (?:the |your )?network|non[- ]?network|fuera de|no participante|"
    r"\bout\b|\boon\b|\bno\b|non[- ]?par",
    re.I,
)
_IN = re.compile(r"in[- ]?network|participating|participante|dentro de|preferred|\bin\b|\byes\b|\bs[ií]\b|\bpar\b|contracted", re.I)
_NOT_A_PERSON = re.compile(
    r"responsibility|account|statement|number|\bdate\b|balance|payment|amount|services?\b|relations|information|portion|"
    r"copy|financial|billing|insurance|\bpage\b|total|\bplan\b|\bid\b|\bpays?\b",
    re.I,
)


_PLACE = re.compile(  # the national codes of places of service, or what they stand for
    r"(?:\d{2}\b[ :–-]*)?(?:(?:on[- ]campus|off[- ]campus|inpatient|outpatient|hospital|emergency|room|department|dept|office|home|clinic|"
    r"telehealth|virtual|urgent|care|ambulatory|surgical|surgery|center|independent|laboratory|lab|skilled|nursing|facility|"
    r"assisted|living|hospice|ambulance|land|pharmacy|school|walk-?in|retail|health|psychiatric|rehabilitation|"
    r"provider'?s|doctor'?s|patient'?s|consultorio|hogar|domicilio|sala|de|emergencias?|[-/,()]) ?)*",
    re.I,
)
_RANKED = re.compile(r"\b(?:primary|principal|secondary|tertiary|second|third|fourth|other|additional|admitting)\b", re.I)
_FORWARD = re.compile(r"\b(?:brought|carried|balance) forward\b", re.I)
_OPENING_WORDS = frozenset({"the", "your", "you", "our", "we", "this", "that", "these", "a", "an", "if", "is", "pays", "paid", "for"})
_NEAR = 2  # rows between a table and the sum that is carried to or from it
_NAMES = frozenset({"plan_name", "payer_name", "provider_name", "original_creditor"})


@dataclass
class Laid:
    """What was found on the pages, before any kind of paper is assumed."""

    sheets: tuple[Sheet, ...]
    tables: list[Table]

    @cached_property
    def lines(self) -> list[tuple[Table, list[TableLine]]]:
        return [(table, lines_of(table)) for table in self.tables]

    @cached_property
    def pairs(self) -> list[Pair]:
        """All pairs in reading order, but for those within tables; a lone amount in a total row counts too."""
        used: set[Place] = {place for table in self.tables for place in table.used}
        lone = {
            (row.page, row.order)
            for table in self.tables
            for row in table.sums
            if sum(t.kind == MONEY for ts in row.cells.values() for t in ts) == 1
        }
        return [pair for pair in pairs_of(self.sheets, used, used - lone) if not self._carried(pair)]

    def _carried(self, pair: Pair) -> bool:
        """Whether an amount only carries a table's sum from one page to the next."""
        if not isinstance(pair.value, Money) or pair.page == self.pages[0] or not _FORWARD.search(pair.label):
            return False
        for table in self.tables:
            orders = [order for page, order in table.used if page == pair.page]
            goes_on = any(other.page < pair.page and _same_columns(other, table) for other in self.tables)
            if orders and goes_on and min(orders) - _NEAR <= pair.order <= max(orders) + _NEAR:
                return True
        return False

    @cached_property
    def blocks(self) -> list[Block]:
        return [block for sheet in self.sheets for block in blocks_of(sheet)]

    @property
    def labelled_words(self) -> list[Word]:
        """The words that stand as values beside labels."""
        return [word for pair in self.pairs for word in pair.words]

    @property
    def pages(self) -> tuple[int, int]:
        return (self.sheets[0].page.number, self.sheets[-1].page.number) if self.sheets else (1, 1)


def _same_columns(one: Table, other: Table) -> bool:
    return [column.field for column in one.columns] == [column.field for column in other.columns]


def laid_out(sheets: Sheets, with_tables: bool = True) -> Laid:
    """Lays out every page of a file."""
    laid = sheets_of(sheets)
    return Laid(laid, [table for table in tables_of(laid) if not _is_summary(table)] if with_tables else [])


def pairs_of(sheets: Iterable[Sheet], skip_text: set[Place], skip_money: set[Place]) -> list[Pair]:
    """The pairs of some sheets, without those on rows to be skipped."""
    made: list[Pair] = []
    for sheet in sheets:
        number = sheet.page.number
        made += text_pairs(sheet, {order for page, order in skip_text if page == number})
        made += money_pairs(sheet, {order for page, order in skip_money if page == number})
    return sorted(made, key=lambda pair: (pair.page, pair.order, pair.words[0].x0))


def _is_summary(table: Table) -> bool:
    """Whether the "table" lists totals by name, as a summary does: no days, no codes, labels that we know."""
    rows = [row for row in [*table.rows, *table.sums] if any(t.kind == MONEY for ts in row.cells.values() for t in ts)]
    if not rows:
        return bool(table.money_columns)
    if any(table.columns[i].field in DAY_COLUMNS | {"code", "revenue_code"} and ts for row in rows for i, ts in row.cells.items()):
        return False
    if len(table.money_columns) > 2:
        return False
    known = sum(money_field(_leading(row)) not in (None, NOTHING, TOTAL, "fees", "total_billed") or row in table.sums for row in rows)
    return known > 0.5 * len(rows) and known > len(table.sums)


def _leading(row: TableRow) -> str:
    return text_of([word for ts in row.cells.values() for t in ts if t.kind == "word" for word in t.words])


def facts_of(pairs: Iterable[Pair]) -> Facts:
    """The facts that pairs give, by contract name; names with an underscore are left for the importer to settle."""
    facts, known = Facts(), list(_one_diagnosis(list(pairs)))
    for pair in known:
        for fact in _facts_of_pair(_born_before(pair, known)):
            facts.add(fact)
    return facts


def _one_diagnosis(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """The pairs, with the codes beside "Primary diagnosis" and "Secondary diagnosis" as one list."""
    ranked = [(found[0].lower(), pair) for pair in pairs if pair.field == "diagnosis_codes" and (found := _RANKED.search(pair.label))]
    first = dict(reversed(ranked))  # of each rank the one printed first
    own = [pair for rank, pair in ranked if first[rank] is pair]
    if len(own) < 2 or len({pair.page for pair in own}) > 1:
        return pairs
    words = tuple(word for pair in own for word in pair.words)
    whole = replace(own[0], value=text_of(words), words=words)
    return [whole if pair is own[0] else pair for pair in pairs if pair not in own[1:]]


def _born_before(pair: Pair, others: Sequence[Pair]) -> Pair:
    """A day of birth whose year is printed in two figures, put before every other day of the paper: 04/30/52 is 1952."""
    if pair.field != "patient_birth_date" or not isinstance(pair.value, datetime.date) or str(pair.value.year) in text_of(pair.words):
        return pair
    days = [other.value for other in others if other.field != pair.field and isinstance(other.value, datetime.date)]
    if pair.value.year < 2000 or not days or pair.value <= max(days) or (pair.value.month, pair.value.day) == (2, 29):
        return pair
    return replace(pair, value=pair.value.replace(year=pair.value.year - 100))


def _facts_of_pair(pair: Pair) -> list[Fact]:
    field, value = _TO_TOTAL.get(pair.field, pair.field), pair.value
    if isinstance(value, Money) and field in _CREDITS:
        value = abs(value)
    if field == "service_span":
        span = as_span(value)
        ends = (("service_from", span.first), ("service_to", span.last))
        return [Fact(name, day, pair.page, pair.words, pair.weight) for name, day in ends]
    if field == "network_status":
        status = "out" if _OUT.search(str(value)) else "in" if _IN.search(str(value)) else None
        return [Fact(field, status, pair.page, pair.words, pair.weight)] if status else []
    if field == "place_of_service" and not _PLACE.fullmatch(str(value).strip(" .")):
        return []  # the name of a house, where a code or a kind of place belongs
    if field in {"patient_name", "guarantor_name", "_member"}:
        return _person(field, pair)
    if field in _NAMES and (str(value)[:1].islower() or _is_no_name(str(value))):
        return []  # a sentence that goes on after a colon, or another label
    if field == "provider_name" and (len(str(value)) < 3 or _NOT_A_PERSON.match(str(value))):
        return []
    if field == "provider_name" and (facts := provider_facts(pair)):
        return facts
    if field == "payer_name" and (facts := payer_facts(pair)):
        return facts
    if field in {"denial_codes", "diagnosis_codes"}:
        codes = tuple(part.strip(".,;").upper() for part in re.split(r"[\s,;]+", str(value)) if any(c.isdigit() for c in part))
        return [Fact(field, codes, pair.page, pair.words, pair.weight)] if codes else []
    return [Fact(field, value, pair.page, pair.words, pair.weight)]


def _is_no_name(text: str) -> bool:
    """Whether words that stand beside a label are the next label, or open a sentence, and name nobody."""
    return text.lower().strip(" .,:") in _OPENING_WORDS or text_field(text) is not None or named_column(text) is not None


def _person(field: str, pair: Pair) -> list[Fact]:
    words = list(pair.words)
    cut = next((i for i, word in enumerate(words) if i and re.match(r"\(|DOB|ID\b|#|MRN|\d", word.text)), len(words))
    words = words[:cut]
    name = text_of(words).strip(" ,;:-.")
    parts = name.split()
    weight = pair.weight
    if not 1 <= len(parts) <= 6 or any(c.isdigit() for c in name) or _NOT_A_PERSON.search(name) or not parts[0][0].isupper():
        return []
    if _is_no_name(name):
        return []
    if len(parts) == 1:
        weight *= 0.7
    return [Fact(field, name, pair.page, tuple(words), weight)]


def add_totals(facts: Facts, tables: Sequence[Table], rename: Callable[[str], str] = lambda field: field) -> None:
    """Adds the totals printed under the columns of tables."""
    for table in tables:
        for row in table.sums:
            amounts = [(i, t) for i, ts in row.cells.items() for t in ts if t.kind == MONEY]
            label = _leading(row).lower()
            if sums_a_part(label) or (re.search(r"sub ?-?total|page total", label) and len(table.sums) > 1):
                continue
            named = money_field(label)
            if len(amounts) == 1 and named not in (None, TOTAL):
                continue  # a lone amount with a name of its own: the pairs have it
            for index, token in amounts:
                if len(amounts) == 1 and _adds_up_elsewhere(table, index, token):
                    continue
                field = total_field(table.columns[index].field)
                if field:
                    value = abs(token.value) if field in _CREDITS else token.value
                    facts.add(Fact(rename(field), value, row.page, token.words, 1.0 if len(amounts) > 1 else 0.96))


def _adds_up_elsewhere(table: Table, index: int, token: Token) -> bool:
    """Whether a lone total stands under one column but is the sum of another."""
    sums = {column: _sum_under(table, column) for column in table.money_columns}
    return sums.get(index) != token.value and token.value in sums.values()


def _sum_under(table: Table, index: int) -> Money:
    found = (next((t.value for t in row.cells.get(index, ()) if t.kind == MONEY), None) for row in table.rows)
    return total([amount for amount in found if amount is not None])


def known_fields(facts: Facts) -> set[str]:
    """The contract fields that have a candidate."""
    return {name for name in PAPER_FIELDS if facts.has(name)}
