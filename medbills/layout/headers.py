"""Headers of tables: the rows whose phrases name columns, one row or several stacked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medbills.layout.columns import DAY_COLUMNS, MONEY_COLUMNS, NATIONAL, Column, column_field, named_column
from medbills.layout.header_lanes import cut_stack
from medbills.layout.labels import text_field
from medbills.layout.rows import Phrase, Row, text_of
from medbills.layout.tokens import tokens_of
from medbills.layout.wording import canonical

_HEADER_ROWS = 5  # cells of three rows, their words set to the middle, make five
_LEADS = frozenset({"description", "code", "revenue_code", "ndc", "_benefit_days"})  # what a row of amounts is about
_ASKEW = 8.0  # points
_TITLE_WORDS = 4
_TIGHT = 0.6  # of the type's size between two rows of one header
NATIONAL_CODE = re.compile(r"\d{4}[\dFTU]|[A-VD]\d{4}")  # CPT, HCPCS, CDT
_CONNECTORS = frozenset({"of", "by", "the", "your", "for", "to", "de", "del", "el", "la", "los", "las", "su", "al", "por"})


@dataclass(frozen=True)
class Header:
    """The header of a table: rows `first` to `last` of a page, and its columns from left to right."""

    first: int
    last: int
    columns: tuple[Column, ...]
    score: float

    def same_as(self, other: Header) -> bool:
        """Whether it is the same header printed again (on the next page)."""
        return [c.field for c in self.columns] == [c.field for c in other.columns]


def headers_of(rows: Sequence[Row]) -> list[Header]:
    """The table headers among the rows of a page, from top to bottom."""
    found: list[Header] = []
    index = 0
    while index < len(rows):
        best = _best_at(rows, index)
        if best is None:
            index += 1
            continue
        for later in range(index + 1, min(index + 3, len(rows))):  # a better header may start a row or two further down
            other = _best_at(rows, later)
            if other is not None and other.score > best.score + 0.3:
                best = other
        found.append(_half_read(rows, best, found[-1].last + 1 if found else 0))
        index = best.last + 1
    return found


def _best_at(rows: Sequence[Row], first: int) -> Header | None:
    best: Header | None = None
    for last in range(first, min(first + _HEADER_ROWS, len(rows))):
        if last > first and rows[last].top - rows[last - 1].bottom > 0.9 * rows[last].size:
            break
        if any(token.kind != "word" for token in tokens_of(rows[last].words)) or any(_said(p) for p in rows[last].phrases):
            break
        made = _header(rows, first, last)
        if made is not None and (best is None or made.score > best.score):
            best = made
    return best


def _half_read(rows: Sequence[Row], header: Header, start: int) -> Header:
    """The header; its columns of amounts over which words stand tight that it leaves out, two at least, are marked as half read."""
    above = rows[header.first - 1] if header.first > start else None
    below = rows[header.first]
    if above is None or below.top - above.bottom > _TIGHT * below.size or abs(above.size - below.size) > 0.5:
        return header
    if any(token.kind != "word" for token in tokens_of(above.words)) or any(_said(p) or ":" in p.text for p in above.phrases):
        return header
    over = {
        n: next((place for place, p in enumerate(above.phrases) if min(p.x1, c.right) - max(p.x0, c.left) > 1), None)
        for n, c in enumerate(header.columns)
        if c.money
    }
    if len({place for place in over.values() if place is not None}) < 2:
        return header
    columns = tuple(replace(c, half=c.half or over.get(n) is not None) for n, c in enumerate(header.columns))
    return replace(header, columns=columns)


def _said(phrase: Phrase) -> bool:
    """Whether a phrase is running text, or a label with its value: "Claim number: 88-1"."""
    if ":" in phrase.text.rstrip()[:-1]:
        return True
    return len(phrase.words) > 9 or (phrase.text.endswith(".") and len(phrase.words) > 4)


def _header(rows: Sequence[Row], first: int, last: int) -> Header | None:
    stack = rows[first : last + 1]
    if last > first and _titles(rows[first], rows[first + 1]):
        return None
    lines = cut_stack(stack)
    cells = _cells([_columns_in(lines, n) for n in range(len(lines))])
    leftmost = min(phrase.x0 for row in stack for phrase in row.phrases)  # where a table's title stands
    columns: list[Column] = []
    unknown = 0
    for phrases, over in cells:
        words = tuple(word for phrase in phrases for word in phrase.words)
        text = text_of(words)
        if text.rstrip().endswith(":") and len(cells) < 4:
            return None
        field = (column_field(f"{over} {text}") if over else None) or column_field(text) or _hyphenated(phrases)
        top = rows[first].phrases[0]
        if len(rows[first].phrases) == 1 and top.x0 < leftmost + _ASKEW and _under_a_title(phrases, top, field):
            return None
        unknown += field is None
        left, right = min(p.x0 for p in phrases), max(p.x1 for p in phrases)
        columns.append(Column(field or "_unknown", words, left, right, half=_two_beside(phrases)))
    known = len(columns) - unknown
    money = sum(c.money for c in columns)
    lead = sum(c.field in _LEADS or c.field in DAY_COLUMNS for c in columns)
    if not (money or _asks_for_care(columns, rows[last + 1 : last + 2])):
        return None
    if not lead or known < 2 or unknown > known or (known == 2 and last > first + 1):
        return None
    columns.sort(key=lambda c: c.left)
    if any(b.left < a.right - 1 for a, b in itertools.pairwise(columns)):
        return None
    distinct = _distinct(columns)
    strange = sum(c.field == "_unknown" for c in distinct)
    return Header(first, last, distinct, len(distinct) - 2.2 * strange + 0.1 * (last - first))


def _two_beside(phrases: Sequence[Phrase]) -> bool:
    """Whether two of the phrases of a heading stand beside one another: perhaps each heads a column, under words over both."""
    return any(abs(a.top - b.top) < 0.5 * a.size for a, b in itertools.combinations(phrases, 2))


def _titles(row: Row, below: Row) -> bool:
    """Whether a row is the title of the table under it: a phrase alone at the left, over columns that are each named without it."""
    title = row.phrases[0]
    under = [phrase for phrase in below.phrases if title.overlap(phrase) > 1]
    alone = len(row.phrases) == 1 and len(title.words) >= _TITLE_WORDS and title.x0 < below.phrases[0].x0 + _ASKEW
    return alone and len(under) > 1 and all(named_column(phrase.text) is not None for phrase in under)


def _under_a_title(phrases: Sequence[Phrase], top: Phrase, together: str | None) -> bool:
    """Whether a lone phrase over a heading is the table's title: "Payment allocation" over "Date of service" heads no amounts."""
    if top not in phrases or len(phrases) < 2:
        return False
    own = named_column(text_of([word for phrase in phrases if phrase is not top for word in phrase.words]))
    return together in MONEY_COLUMNS and own is not None and own not in MONEY_COLUMNS


def _asks_for_care(columns: Sequence[Column], below: Sequence[Row]) -> bool:
    """Whether a header without amounts lists care that is asked for: "CPT code", "Service", "Units", or "Code" over such a code."""
    if not {"description", "units"} <= {column.field for column in columns}:
        return False
    codes = [column for column in columns if column.field == "code"]
    return any(column.national or _over_a_code(column, below) for column in codes)


def _over_a_code(column: Column, below: Sequence[Row]) -> bool:
    """Whether a national code stands right under the heading."""
    return any(
        NATIONAL_CODE.fullmatch(word.text) and word.x0 < column.right + 2 and word.x1 > column.left - 2
        for row in below
        for word in row.words
    )


def _hyphenated(phrases: Sequence[Phrase]) -> str | None:
    """A heading whose last word was cut to fit its column: "Coinsuranc" over "e"."""
    if len(phrases) < 2:
        return None
    return column_field("".join(phrase.text.rstrip("-") for phrase in phrases))


def _distinct(columns: list[Column]) -> tuple[Column, ...]:
    """One column for each field: of two, the first of charges stands (a later "Amount" or "Total" beside "Charge" is unclear)."""
    made: list[Column] = []
    seen: dict[str, int] = {}
    for column in columns:
        field = column.field
        if field in seen and not field.startswith("_"):
            words = canonical(text_of(column.words))
            first = canonical(text_of(made[seen[field]].words))
            if field == "service_date":
                field = "service_to" if "to" in words.split() else "_posted"
            elif (
                field == "billed"
                and words in {"total", "amount", "extended", "total charge", "total charges", "line total", "extended amount"}
                and first in {"charge", "fee", "price", "cost", "rate", "charges"}
            ):
                made[seen[field]] = replace(made[seen[field]], field="unit_price")
            elif field == "code":
                # "Charge code" beside "CPT": the hospital's own number gives way to the national code.
                if NATIONAL.search(words) and not NATIONAL.search(first):
                    made[seen[field]] = replace(made[seen[field]], field="_unknown")
                else:
                    field = "_unknown"
            elif field in MONEY_COLUMNS:
                field = "_money"
            else:
                field = "_unknown"
        seen.setdefault(field, len(made))
        made.append(replace(column, field=field))
    if not {"billed", "_money", "allowed"} & {column.field for column in made}:
        made = [_as_charge(column) for column in made]
    return tuple(made)


_CHARGES_IF_ALONE = frozenset({"price", "rate", "cost", "fee", "your cost"})


def _as_charge(column: Column) -> Column:
    """A lone "Price" with no other column of charges is what is charged; "Unit price" or "Each" stays what it says."""
    alone = column.field in {"unit_price", "patient_owes"} and canonical(text_of(column.words)) in _CHARGES_IF_ALONE
    return replace(column, field="billed") if alone else column


def _columns_in(lines: Sequence[Sequence[Phrase]], place: int) -> list[Phrase]:
    """The phrases of one of the stacked rows, cut where they name two columns and no word below stands across the cut."""
    below = [phrase for line in lines[place + 1 :] for phrase in line]
    made: list[Phrase] = []
    for phrase in lines[place]:
        parts = _parts(phrase)
        across = any(sum(part.overlap(other) > 1 for part in parts) > 1 for other in below)  # "Amount You" over "May Owe"
        made += [phrase] if across else parts
    return made


def _parts(phrase: Phrase) -> list[Phrase]:
    """The phrase, cut where it names two columns that stand close together."""
    if len(phrase.words) < 2 or "%" in phrase.text or named_column(phrase.text) or text_field(phrase.text):
        return [phrase]
    loosely = column_field(phrase.text)
    best: tuple[int, ...] | None = None
    count = len(phrase.words)
    for cut in range(1, count):
        if not _CONNECTORS.isdisjoint(word.text.lower() for word in phrase.words[cut - 1 : cut + 1]):
            continue
        head, tail = column_field(text_of(phrase.words[:cut])), column_field(text_of(phrase.words[cut:]))
        if head and tail and (loosely is None or (loosely == head != tail and tail not in MONEY_COLUMNS)):
            gap = phrase.words[cut].x0 - phrase.words[cut - 1].x1
            widest = max(b.x0 - a.x1 for a, b in zip(phrase.words, phrase.words[1:], strict=False))
            if gap >= widest - 0.1:
                best = (cut,)
    if best is None:
        return [phrase]
    return [Phrase(phrase.page, phrase.words[: best[0]]), *_parts(Phrase(phrase.page, phrase.words[best[0] :]))]


def _cells(lines: list[list[Phrase]]) -> list[tuple[list[Phrase], str]]:
    """Phrases of stacked rows gathered to cells by their overlap; with each the text of a group header over it."""
    groups: list[tuple[Phrase, str]] = []
    kept: list[list[Phrase]] = []
    for index, line in enumerate(lines):
        row: list[Phrase] = []
        for phrase in line:
            under = [other for later in lines[index + 1 : index + 2] for other in later if phrase.overlap(other) > 1]
            if len(under) >= 2 and all(column_field(f"{phrase.text} {o.text}") or column_field(o.text) for o in under):
                groups.append((phrase, phrase.text))
            else:
                row.append(phrase)
        kept.append(row)
    cells: list[list[Phrase]] = []
    for line in kept:
        for phrase in line:
            home = next((cell for cell in cells if any(phrase.overlap(other) > 0 for other in cell)), None)
            if home is None:
                cells.append([phrase])
            else:
                home.append(phrase)
    return [(cell, next((text for group, text in groups if any(group.overlap(p) > 1 for p in cell)), "")) for cell in cells]
