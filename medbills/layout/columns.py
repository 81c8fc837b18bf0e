"""Headers of tables: which phrases name a column, and what the column holds."""
# ruff: noqa: E501  (one field a line: the lists of words are read and added to as lists)

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from medbills.domain.page import Word
from medbills.layout.labels import money_field, text_field
from medbills.layout.rows import Phrase, Row, text_of
from medbills.layout.tokens import tokens_of
from medbills.layout.wording import canonical

MONEY_COLUMNS = frozenset(
    {
        "billed",
        "adjustment",
        "allowed",
        "plan_paid",
        "deductible",
        "copay",
        "coinsurance",
        "not_covered",
        "patient_owes",
        "patient_paid",
        "unit_price",
        "other_insurance_paid",
        "_credits",
        "_payments",
        "_balance",
        "_shares",
        "_money",
    }
)
DAY_COLUMNS = frozenset({"service_date", "service_from", "service_to", "_posted"})
_HEADER_ROWS = 4
_NATIONAL = re.compile(r"cpt|hcpcs|cdt|ada")

_COLUMNS = {
    "_posted": r"(?:post(?:ed|ing)?|process(?:ed|ing)|entry|received|billed|filed|submitted|paid) date|date (?:posted|processed|received|paid|billed|submitted|filed)|posted(?: on)?",
    "service_from": r"(?:service |date )?(?:from|begin|start|first)(?: date| service date)?|from date(?: of service)?|date of service from|beginning date",
    "service_to": r"(?:service |date )?(?:to|thru|through|end|last)(?: date)?|to date(?: of service)?|date of service to|ending date",
    "service_date": r"date|day|(?:service|visit|exam|test|study|scan|procedure|collection|transaction|treatment|activity|fill|procedure|charge|care|trans|tran|encounter) date|date (?:of )?(?:service|visit|exam|test|study|treatment|care|activity|filled|provided|performed|rendered|procedure|transaction)(?: mm dd yy(?:yy)?)?|date service (?:provided|received|rendered)|when|service on|fecha(?: de(?:l)? servicio)?|date of your (?:visit|care)|date you got care|date service|service date of service",
    "_service_and_code": r"(?:service|item) provided(?: and)? (?:billing |procedure |service )?code|service billing code|(?:service|item|description) and (?:billing |procedure |service )?code|code and description",
    "code": r"code|cpt(?: 4)?|hcpcs|cdt|ada|procedure|(?:cpt|hcpcs|cdt|ada|proc|procedure|service|billing|charge|item|dental|medical|test|exam|lab|study|submitted|reported|treatment)(?: 4)?(?: (?:cpt|hcpcs|cdt|code|number|modifier))+|code (?:procedure|cpt|number|billed|submitted|reported|sent)|codigo(?: de(?:l)? (?:procedimiento|servicio))?|procedure code and modifier|code modifier|rate hcpcs|hcpcs rate(?: hipps code)?|service id|chg code|charge number",
    "revenue_code": r"revenue(?: code)?|rc|ub(?: 04)?(?: revenue)? code|revenue code number",
    "modifiers": r"modifier(?: code)?|md|m1|modifier \d|modificador(?:es)?",
    "ndc": r"ndc(?: number| code)?|drug code",
    "rendering_npi": r"(?:rendering |provider )?npi",
    "tooth": r"tooth(?: number| no| s)*|teeth|diente|tooth or area",
    "surface": r"surfaces?(?: s)?|tooth surfaces?|superficie|surface area",
    "_tooth_surface": r"tooth (?:number )?(?:and )?(?:surfaces?|area)|tooth surface quadrant|area tooth surface",
    "quadrant": r"quad(?:rant)?|area(?: of oral cavity)?|arch|oral cavity",
    "paid_as_code": r"paid as(?: code)?|(?:benefit|alternate|alternate benefit|allowed|allowable|approved|covered|paid|processed as|payable|payment) code|code (?:allowed|approved|paid|paid as|payable|processed|covered|considered)|alternate benefit|downgraded to|processed as|allowed as|benefit paid as|alt code|alt benefit code",
    "claim_number": r"claim(?: number| id| reference)?",
    "_patient": r"patient(?: name)?|member(?: name)?|paciente|family member",
    "_provider": r"(?:rendering |servicing |service )?(?:provider|physician|doctor|dentist|proveedor|dr)(?: name)?|performed by|staff|provider of service|merchant|facility|location|loc|department|dept",
    "place_of_service": r"pos|place(?: of service)?",
    "diagnosis_codes": r"diagnosis(?: code| pointer)?|icd 10(?: code)?|icd",
    "remark_codes": r"(?:remark|reason|note|message|explanation|see|adjustment|adj reason|payment|eob|ansi|claim|line|carc|rarc|footnote|denial|your)s?(?: (?:code|remarks?|reason|notes?|below|messages?|s|key|number))+|remarks?|notes?|reasons?|messages?|footnotes?|see|code below|(?:ver )?notas?|observaciones|comments?|arc|why|rmk|rmks|carc rarc|grp rc|group reason",
    "_percent": r"percent(?:age)?|coverage|covered at|paid at|benefit level|rate of benefit",
    "_status": r"status|(?:service |claim )?approved|covered|type|network(?: status)?|paid to|payee|result|tax|fsa|insurance|payer|plan|billed to|outcome|estado|account(?: number)?|line|line number|number|item number|seq|department code|invoice(?: number)?|reference(?: number)?|check number|rx|rx number|strength|days supply|prescriber|days",
    "unit_price": r"(?:unit|each|item) (?:price|charge|cost|rate|fee|amount)|price(?: each| per unit| unit)?|rate|charge (?:each|per unit)|per unit|cost each|each|precio(?: unitario)?",
    "units": r"quantity|units?|un|ea|count|service units|number of (?:service|units)|unit count|cantidad|cant|times|unit(?:s)? quantity|quantity units?|units? (?:of service|billed|service)|unidades|hrs|days units|units days|service quantity",
    "description": r"(?:test|exam|study) (?:or )?procedure|(?:procedure |charge |transaction |item |activity |billing |medical )?descripcion(?: del? servicio)?|(?:service |procedure |charge |transaction |item |care |treatment |line |test )*description(?: of .*)?|service(?: (?:provided|rendered|name|type|item|received|performed|you received|you got|and supplies|and provider|s|given|line))*|type of (?:service|care|visit|charge)|item(?: description| name| service)?|items|details?|transaction(?: details?| type)?|activity|explanation(?: of .*)?|what (?:was done|you got|we did|happened|was provided)|care (?:you )?(?:got|received|provided)|treatment|(?:lab )?tests?(?: name| performed| ordered)?|exam(?:ination)?(?: name| performed| type)?|(?:imaging )?stud(?:y|ies)(?: name)?|item service|(?:item|service)s? or (?:item|service)s?|medication|prescription|drug(?: name)?|servicio(?: prestado)?s?|what for|charges? for|product|procedure (?:name|performed)|care|your visit|reason for charge|treatment provided|dental service|purpose",
    "_payments": r"receipts?|payments(?: received| made)?|pagos?(?: recibidos)?",
    "_balance": r"(?:running|account|line|item|patient acct)? ?balance|saldo",
    "billed": r"amount|(?!your cost$)(?:provider |doctor |dentist |office |facility |submitted |standard |gross |our |list |full |line |net |total |extended |your |hospital |ext |patient |physician |usual |regular |original |billing )*(?:charges?|fees?|price|billed|cost|submitted|ucr|debits?|amount|total)(?: (?:amount|charged|billed|charges?|submitted|total|price|by provider|fee|for service))*|importe|cargos?|monto|monto facturado|facturado|extension|extended price|what (?:was|they) (?:charged|billed)|your (?:provider|doctor|hospital) (?:billed|charged)|(?:provider|doctor|hospital|dentist) (?:billed|charged|charges?)(?: us)?|amount your provider (?:billed|charged)|amount (?:billed|charged|submitted)(?: by .*)?|asked",
    "plan_paid": r"paid|payment amount|(?:plan |our |total )?benefits?(?: paid| amount| payable)?|paid amount|amount paid|net paid|total paid|pagado|(?:sent|paid) to (?:provider|dentist|hospital|doctor)|ins|ins paid|payment",
    "patient_owes": r"you|your (?:share|part|cost|portion|total|bill)|patient|patient (?:share|pays?|portion|due)|what you (?:owe|pay)|usted (?:debe|paga)|amount due|balance due|due|what is left|you pay",
}
_RULES = [(field, re.compile(form)) for field, form in _COLUMNS.items()]
_FROM_LABELS = {
    "total_billed": "billed",
    "patient_responsibility": "patient_owes",
    "amount_due": "patient_owes",
    "_past": "plan_paid",
    "_total": "billed",
    "maximum_billable": "patient_owes",
    "_balance": "_balance",
    "previous_balance": "_balance",
    "fees": "billed",
}
_LABEL_FIELDS = frozenset(
    {
        "adjustment",
        "allowed",
        "plan_paid",
        "deductible",
        "copay",
        "coinsurance",
        "not_covered",
        "patient_paid",
        "other_insurance_paid",
        "_credits",
        "_payments",
        "_shares",
    }
)


@lru_cache(maxsize=20_000)
def _named(text: str) -> str | None:
    """What a column with just this header holds."""
    words = canonical(text)
    words = re.sub(r"\b(?:[a-f]|\d)$", "", words).strip() or words  # a footnote's mark
    for field, form in _RULES:
        if form.fullmatch(words):
            return "description" if field == "_service_and_code" else field
    return None


@lru_cache(maxsize=20_000)
def column_field(text: str) -> str | None:
    """What a column with this header, or words like it, holds; a name with an underscore is no field of the contract."""
    if "%" in text:
        return "_percent"
    words = canonical(text)
    if not words or len(words) > 60:
        return None
    exact = _named(text)
    if exact is not None:
        return exact
    named = money_field(text) if len(words.split()) <= 7 else None
    if named in _LABEL_FIELDS:
        return named
    return _FROM_LABELS.get(named or "")


@dataclass(frozen=True)
class Column:
    """One column: what it holds, and where its header stands; `left` and `right` are refined from its cells."""

    field: str
    words: tuple[Word, ...]
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def money(self) -> bool:
        return self.field in MONEY_COLUMNS


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
        found.append(best)
        index = best.last + 1
    return found


def _best_at(rows: Sequence[Row], first: int) -> Header | None:
    best: Header | None = None
    for last in range(first, min(first + _HEADER_ROWS, len(rows))):
        if last > first and rows[last].top - rows[last - 1].bottom > 0.9 * rows[last].size:
            break
        if any(token.kind != "word" for token in tokens_of(rows[last].words)) or any(_sentence(p) for p in rows[last].phrases):
            break
        made = _header(rows, first, last)
        if made is not None and (best is None or made.score > best.score):
            best = made
    return best


def _sentence(phrase: Phrase) -> bool:
    return len(phrase.words) > 9 or (phrase.text.endswith(".") and len(phrase.words) > 4)


def _header(rows: Sequence[Row], first: int, last: int) -> Header | None:
    cells = _cells([[part for phrase in row.phrases for part in _parts(phrase)] for row in rows[first : last + 1]])
    columns: list[Column] = []
    unknown = 0
    for phrases, over in cells:
        words = tuple(word for phrase in phrases for word in phrase.words)
        text = text_of(words)
        if text.rstrip().endswith(":") and len(cells) < 4:
            return None
        field = (column_field(f"{over} {text}") if over else None) or column_field(text) or _hyphenated(phrases)
        unknown += field is None
        left, right = min(p.x0 for p in phrases), max(p.x1 for p in phrases)
        columns.append(Column(field or "_unknown", words, left, right))
    known = len(columns) - unknown
    money = sum(c.money for c in columns)
    lead = sum(c.field in {"description", "code", "revenue_code", "ndc"} or c.field in DAY_COLUMNS for c in columns)
    if not (money or _asks_for_care(columns)) or not lead or known < 2 or unknown > known or (known == 2 and last > first + 1):
        return None
    columns.sort(key=lambda c: c.left)
    if any(b.left < a.right - 1 for a, b in itertools.pairwise(columns)):
        return None
    distinct = _distinct(columns)
    strange = sum(c.field == "_unknown" for c in distinct)
    return Header(first, last, distinct, len(distinct) - 2.2 * strange + 0.1 * (last - first))


def _asks_for_care(columns: Sequence[Column]) -> bool:
    """Whether a header without amounts lists care that is asked for: "CPT code", "Service", "Units"."""
    fields = {column.field for column in columns}
    national = any(column.field == "code" and _NATIONAL.search(canonical(text_of(column.words))) for column in columns)
    return national and {"description", "units"} <= fields


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
                if _NATIONAL.search(words) and not _NATIONAL.search(first):
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


def _parts(phrase: Phrase) -> list[Phrase]:
    """The phrase, cut where it names two columns that stand close together."""
    if len(phrase.words) < 2 or "%" in phrase.text or _named(phrase.text) or text_field(phrase.text):
        return [phrase]
    loosely = column_field(phrase.text)
    best: tuple[int, ...] | None = None
    count = len(phrase.words)
    for cut in range(1, count):
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
