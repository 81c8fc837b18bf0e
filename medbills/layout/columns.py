"""Columns of tables: the words that head them, and what each holds."""
# ruff: noqa: E501  (one field a line: the lists of words are read and added to as lists)

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from medbills.domain.page import Word
from medbills.layout.form_boxes import boxed
from medbills.layout.labels import money_field
from medbills.layout.rows import text_of
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
        "_applied",
    }
)
DAY_COLUMNS = frozenset({"service_date", "service_from", "service_to", "_posted"})
NATIONAL = re.compile(r"cpt|hcpcs|hcps|cdt|ada")

# What a column of words may hold at once: "Service, code and date".
_PART = r"(?:(?:type of )?(?:service|procedure|treatment|care|item|test)(?: (?:description|provided|performed|received))?|description|(?:billing |procedure |service |cpt |hcpcs )*code|(?:service )?date(?: of service)?)"
_COLUMNS = {
    "_posted": r"(?:post(?:ed|ing)?|process(?:ed|ing)|entry|received|billed|filed|submitted|paid) date|date (?:posted|processed|received|paid|billed|submitted|filed)|posted(?: on)?",
    "service_from": r"(?:service |date )?(?:from|begin|start|first)(?: date| service date)?|from date(?: of service)?|date of service from|beginning date",
    "service_to": r"(?:service |date )?(?:to|thru|through|end|last)(?: date)?|to date(?: of service)?|date of service to|ending date",
    "service_date": r"(?:specimen |sample )?(?:collected|drawn)(?: on| date)?|(?:specimen |sample )?collection(?: date)?|date (?:specimen |sample )?(?:collected|drawn)|date of (?:specimen |sample )?collection|date|day|(?:service|transport|trip|call|dispatch|visit|exam|test|study|scan|procedure|collection|transaction|treatment|activity|fill|procedure|charge|care|trans|tran|encounter) date|date (?:of )?(?:service|transport|trip|call|visit|exam|test|study|treatment|care|activity|filled|provided|performed|rendered|procedure|transaction)(?: mm dd yy(?:yy)?)?|date service (?:provided|received|rendered)|when|service on|fecha(?: de(?:l)? servicio)?|date of your (?:visit|care)|date you got care|date service|service date of service",
    "_service_and_code": rf"(?:(?:equipment|suppl(?:y|ies)|services?|items?|devices?) (?:and |or )?){{2,4}}(?:provided |received )?(?:and )?(?:billing |hcpcs )?codes?|(?:equipment|suppl(?:y|ies)|devices?) (?:provided |received )?(?:and )?(?:billing |hcpcs )codes?|(?:service|item) provided(?: and)? (?:billing |procedure |service )?code|service billing code|(?:service|item|description) and (?:billing |procedure |service )?code|(?:service )?description procedure(?: code)?|procedure (?:code )?(?:service )?description|code and description|{_PART}(?: {_PART})* (?:and|with|y) {_PART}",
    "code": r"code|cpt(?: 4)?|hcpcs|hcps|cdt|ada|procedure|(?:cpt|hcpcs|cdt|ada|proc|procedure|service|billing|charge|item|dental|medical|test|exam|lab|study|submitted|reported|treatment|requested)(?: (?:4|ada|procedure|dental))*(?: (?:cpt|hcpcs|cdt|code|number|modifier))+|code (?:procedure|cpt|number|billed|submitted|reported|sent)|(?:(?:ada |cdt |dental )*procedure(?: code)?|(?:ada|cdt|dental) code) (?:submitted|reported|billed|charged|sent)|(?:submitted|reported|billed|original) (?:ada |cdt |dental )*procedure|codigo(?: de(?:l)? (?:procedimiento|servicio))?|procedure code and modifier|code modifier|rate hcpcs|hcpcs rate(?: hipps code)?|service id|chg code|charge number",
    "revenue_code": r"revenue(?: code)?|rc|ub(?: 04)?(?: revenue)? code|revenue code number",
    "modifiers": r"modifier(?: code)?|origin (?:and )?destination(?: modifier)?|md|m1|modifier \d|modificador(?:es)?",
    "ndc": r"ndc(?: number| code)?|drug code",
    "rendering_npi": r"(?:rendering |provider )?npi",
    "tooth": r"tth|th|tooth(?: number| no| s)*|teeth|diente|tooth (?:number )?(?:or )?(?:area|quad(?:rant)?|arch)",
    "surface": r"surf|surfs|surfaces?(?: s)?|tooth surfaces?|superficie|surface area",
    "_tooth_surface": r"t(?:oo)?th surf(?:ace)?s?|th surf(?:ace)?s?|tooth area surface|tooth (?:number )?(?:and )?(?:surfaces?|area)|tooth surface quadrant|area tooth surface",
    "quadrant": r"quad(?:rant)?|area(?: of oral cavity)?|arch|oral cavity",
    "paid_as_code": r"paid as(?: code)?|(?:benefit|alternate|alternate benefit|allowed|allowable|approved|covered|paid|processed as|payable|payment) code|code (?:allowed|approved|paid|paid as|payable|processed|covered|considered)|alternate benefit|(?:(?:ada |cdt |dental )*procedure(?: code)?|(?:ada|cdt|dental) code) (?:allowed|approved|paid|paid as|payable|processed|covered|considered)|(?:allowed|approved|paid|payable|processed|considered) (?:ada |cdt |dental )*procedure(?: code)?|downgraded to|processed as|allowed as|benefit paid as|alt code|alt benefit code",
    "claim_number": r"claim(?: number| id| reference)?",
    "_patient": r"patient(?: name)?|member(?: name)?|paciente|family member",
    "_provider": r"(?:rendering |servicing |service )?(?:provider|physician|doctor|dentist|proveedor|dr)(?: name)?|performed by|staff|provider of service|merchant|facility|location|loc|department|dept",
    "place_of_service": r"pos|place(?: of service)?",
    "diagnosis_codes": r"diagnosis(?: code| pointer)?|icd 10(?: code)?|icd",
    "remark_codes": r"(?:remark|reason|note|message|explanation|see|adjustment|adj reason|payment|eob|ansi|claim|line|carc|rarc|footnote|denial|your)s?(?: (?:code|remarks?|reason|notes?|below|messages?|s|key|number))+|remarks?|notes?|reasons?|messages?|footnotes?|see|code below|(?:ver )?notas?|observaciones|comments?|arc|why|rmk|rmks|rem(?: code)?|expl?(?: code)?|carc rarc|grp rc|group reason",
    "_benefit_days": r"(?:inpatient |hospital )?benefit days(?: used)?|(?:covered|inpatient) days used",
    "_percent": r"(?:plan|we|it|benefit|your plan)? ?(?:pays?|covers?) at|percent(?:age)?|pct|coverage|covered at|paid at|payable at|benefit level|rate of benefit",
    "_status": r"status|base(?: units?| value)?|time|(?:anes(?:thesia)? )?(?:start|stop|end|begin)(?:ing)? time|(?:visit|encounter|trip|case) (?:number|id)|(?:service |claim )?approved|covered|type|network(?: status)?|paid to|payee|result|tax|fsa|insurance|payer|plan|billed to|outcome|estado|account(?: number)?|line|line number|number|item number|seq|department code|invoice(?: number)?|reference(?: number)?|check number|rx|rx number|strength|days supply|prescriber|days",
    "unit_price": r"(?:unit|each|item) (?:price|charge|cost|rate|fee|amount)|price(?: each| per unit| unit)?|rate|charge (?:each|per unit)|per unit|cost each|each|precio(?: unitario)?",
    "units": r"(?:units?|quantity|visits|days) (?:requested|denied|reviewed|approved|asked for)|(?:requested|denied) (?:units?|quantity|visits)|quantity|units?|un|ea|count|(?:(?:loaded|billed|total|number of) )?(?:miles?|mileage)(?: (?:or )?(?:quantity|units?))?|(?:quantity|units?) (?:or )?(?:miles?|mileage)|service units|number of (?:service|units)|unit count|cantidad|cant|times|unit(?:s)? quantity|quantity units?|units? (?:of service|billed|service)|unidades|hrs|days units|units days|service quantity|(?:anesthesia )?(?:minutes|mins?)(?: (?:or|and))?(?: units?)?|(?:time|anesthesia|anes|base and time|total)(?: (?:time|total))? units?|units? (?:or|and) (?:minutes|mins?)|anes(?:thesia)? (?:time|minutes)",
    "description": r"(?:requested |denied |proposed |planned )?(?:service|procedure|treatment|care|item|drug|medication|medicine|equipment|supply|supplies|device|test)(?: (?:or|and) (?:service|procedure|item|supply|drug))?(?: (?:name|description))? (?:requested|denied|reviewed|asked for|you asked for|in question|at issue|not approved|proposed|planned|ordered|prescribed)|(?:requested|denied|proposed|planned) (?:service|procedure|treatment|care|item|drug|medication|medicine|equipment)(?: description)?|(?:what (?:was|you|your doctor) )(?:requested|asked for|denied)|(?:test|exam|study) (?:or )?procedure|(?:procedure |charge |transaction |item |activity |billing |medical )?descripcion(?: del? servicio)?|(?:service |procedure |charge |transaction |item |care |treatment |line |test )*description(?: of .*)?|service(?: (?:provided|rendered|name|type|item|received|performed|you received|you got|and supplies|and provider|s|given|line))*|type of (?:service|care|visit|charge)|item(?: description| name| service)?|items|details?|transaction(?: details?| type)?|activity|explanation(?: of .*)?|what (?:was done|you got|we did|happened|was provided)|care (?:you )?(?:got|received|provided)|treatment|(?:anes(?:thesia)?|professional|medical|clinical|hospital|covered|dental) (?:service|procedure)(?: (?:description|provided|performed))?|service or (?:activity|transaction|payment)|(?:activity|transaction|payment) or service|(?:lab )?tests?(?: name| performed| ordered)?|exam(?:ination)?(?: name| performed| type)?|(?:imaging )?stud(?:y|ies)(?: name)?|item service|(?:item|service)s? or (?:item|service)s?|(?:medication|prescription|drug|medicine|product)(?: (?:name|description|dispensed|filled))?(?: and (?:strength|dosage|dose|form))*|servicio(?: prestado)?s?|what for|charges? for|product|procedure (?:name|performed)|care|your visit|reason for charge|treatment provided|dental service|purpose",
    "_applied": r"(?:(?:amount|payment|total|credit|sum) )*(?:applied|allocated|distributed)(?: amount| payment)?|(?:monto |pago |importe |amount |payment )?aplicado",
    "_payments": r"receipts?|payments?(?: received| made)?|pagos?(?: recibidos)?",
    "_balance": r"(?:running|account|line|item|patient acct)? ?balance|saldo",
    "allowed": r"(?:plan |network |member |our |your )?discounted (?:rate|price|charges?|fee|cost)|(?:amount|charges?|cost|price|billed|fee) (?:after|less|minus|net of) (?:the |plan |network |member |your |provider |our )*(?:discounts?|savings|reduction)",
    "billed": r"amount|(?!your cost$|(?:your|patient|member) amount$)(?:provider |doctor |dentist |office |facility |submitted |standard |gross |cash |retail |drug |rx |our |list |full |line |net |total |extended |your |hospital |ext |patient |physician |usual |regular |original |billing )*(?:charges?|fees?|price|billed|cost|submitted|ucr|debits?|amount|total)(?: (?:amount|charged|billed|charges?|submitted|total|price|by provider|fee|for service))*|importe|cargos?|monto|monto facturado|facturado|extension|extended price|what (?:was|they) (?:charged|billed)|your (?:provider|doctor|hospital) (?:billed|charged)|(?:provider|doctor|hospital|dentist) (?:billed|charged|charges?)(?: us)?|amount (?:the |your )?(?:provider|supplier|facility|hospital|doctor|agency|hospice|pharmacy|ambulance) (?:billed|charged)|amount (?:billed|charged|submitted)(?: by .*)?|asked",
    "plan_paid": r"paid|payment amount|(?:plan |our |total )?benefits?(?: paid| amount| payable)?|paid amount|amount paid|net paid|total paid|pagado|(?:sent|paid) to (?:provider|dentist|hospital|doctor)|ins|ins paid",
    "patient_owes": r"you|your (?:share|part|cost|portion|total|bill)|patient|patient (?:share|pays?|portion|due|amount)|(?:your|member) amount|what you (?:owe|pay)|usted (?:debe|paga)|amount due|balance due|due|what is left|you pay",
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
def named_column(text: str) -> str | None:
    """What a column with just this header holds."""
    words = canonical(text)
    words = re.sub(r"\b(?:[a-f]|\d)$", "", words).strip() or words  # a footnote's mark
    return _named(words) or boxed(words, _of_words)


def _named(words: str) -> str | None:
    field = next((field for field, form in _RULES if form.fullmatch(words)), None)
    return "description" if field == "_service_and_code" else field


def _of_words(words: str) -> str | None:
    """What a column headed with these words holds, by its name or by the label they are elsewhere."""
    named = _named(words)
    if named is not None:
        return named
    field = money_field(words) if len(words.split()) <= 7 else None
    return field if field in _LABEL_FIELDS else _FROM_LABELS.get(field or "")


@lru_cache(maxsize=20_000)
def column_field(text: str) -> str | None:
    """What a column with this header, or words like it, holds; a name with an underscore is no field of the contract."""
    if "%" in text:
        return "_percent"
    words = canonical(text)
    if not words or len(words) > 60:
        return None
    return named_column(text) or _of_words(words)


@dataclass(frozen=True)
class Column:
    """One column: what it holds, and where its header stands; `left` and `right` are refined from its cells."""

    field: str
    words: tuple[Word, ...]
    left: float
    right: float
    half: bool = False  # whether its header leaves out words tight over it, or holds two beside one another

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def national(self) -> bool:
        """Whether its header names a national set of codes: CPT, HCPCS, CDT."""
        return NATIONAL.search(canonical(text_of(self.words))) is not None

    @property
    def rated(self) -> bool:
        """Whether its header names a daily rate beside the code: "HCPCS/Rate", field 44 of the hospitals' claim form."""
        return self.field == "code" and "rate" in canonical(text_of(self.words)).split()

    @property
    def money(self) -> bool:
        return self.field in MONEY_COLUMNS
