"""Medicare Summary Notices: each claim in the notice is a document of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.domain.importing import Importer, Source
from medbills.domain.money import Money
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.layout.accumulators import accumulators
from medbills.layout.contacts import add_addressee, addresses
from medbills.layout.evidence import Clue, weighed
from medbills.layout.facts import Fact, Facts
from medbills.layout.laid import Laid, facts_of, laid_out
from medbills.layout.lines import lines_of
from medbills.layout.pairs import as_span
from medbills.layout.prose import searched
from medbills.layout.rows import Phrase, Row, text_of, words_at
from medbills.layout.sentences import amounts_said, sentence
from medbills.layout.sheet import Sheet
from medbills.layout.sums import check_sums, total_field
from medbills.layout.table_line import Cell, TableLine
from medbills.layout.table_rows import Table, TableRow
from medbills.layout.tokens import DAY, MONEY, SPAN, Token

_CLUES = (
    Clue(r"medicare summary notice|aviso de resumen de medicare|resumen de medicare", 0.5),
    Clue(r"medicare[- ]+approved|amount\s+medicare\s+paid|maximum you may be billed|official summary of your medicare claims", 0.3),
    Clue(r"your claims for part [ab]|medicare number|this is not a bill|sus reclamaciones (?:de|para) la parte [ab]", 0.15),
    Clue(r"glossary of|visual guide|how to read|itemized statement of charges", -0.6),
)
_CLAIM = re.compile(r"claim\s*(?:number|no\.?|#)?\s*:?\s*#?\s*([A-Z0-9][A-Z0-9-]{5,30})", re.I)
_BELOW = re.compile(r"(?:claim (?:number|no\.?)?:? ?)?#? ?(?=[A-Z-]*\d)([A-Z0-9][A-Z0-9-]{7,30})", re.I)
_ABOVE = 9  # rows over a table in which its day and provider stand
_LONGEST_HEAD = 8  # words: a day, or days from and to; a longer row opens with them or is a sentence
_UNDER, _ASKEW = 2.6, 3.0  # heights of type down to the address under a name, and points aside
_WITH_PHONE = re.compile(r"(?:(?<!\d)1[-. ])?(?:\(\d{3}\)\s*\d{3}-\d{4}|(?<!\d)\d{3}[-.]\d{3}[-.]\d{4}(?!\d))")
_PHONE = re.compile(r",?\s*(?:(?<!\d)1[-. ])?(?:\(\d{3}\)\s*|(?<!\d)\d{3}[-.])\d{3}[-.]\d{4}.*$")
_CALL = re.compile(
    r"\b(?:call|llame al|contact)[^.\d]{0,40}?(?P<phone>1-(?:800|877)-(?:MEDICARE(?: \(1-800-633-4227\))?|"
    r"\d{3}-\d{4}))", re.I)
_ANY_HELP = re.compile(
    r"\b(?:help|questions?|language|customer service|ayuda|idioma|preguntas?|servicio al cliente)\b[^.\d]{0,40}?"
    r"1-800- ?MEDICARE \((?P<phone>1-800-633-4227)\)", re.I
)
_ASSIGNED = re.compile(
    r"(?:your |sus )?(?P<not>un|non-?|not )?assigned claims\b.*|(?:sus )?reclam\w+ (?P<no>no )?(?:asignad|con asignaci)\w+.*", re.I
)
# What a heading says of the one claim under it, where the notice has no parts for either kind.
_ACCEPTS = re.compile(
    r"(?:^|[.;|] ?)(?:this |your |the )?(?:provider|supplier|doctor|physician|practitioner|facility|lab(?:oratory)?|pharmacy)s?"
    r"(?: (?P<never>does not|did not|doesn.t|didn.t|has not|do not))? accept(?:s|ed)? (?:medicare )?assignment\b|"
    r"\bassign(?:ed|ment)(?: accepted)?: ?(?:(?P<said>yes|accepted|taken|y)|(?P<denied>no|not accepted|not taken|n))\b|"
    r"(?:^|[.;|] ?)(?:este |su )(?:proveedor|suplidor|m[eé]dico)(?P<nunca> no)? acept(?:a|[oó]) (?:la )?asignaci[oó]n",
    re.I,
)
_MET = [sentence(r"\byou have (?:now )?met (?:your|the|all of your) AMOUNT (?:[\w-]+ ){0,3}deductible\b")]
_LABELLED = re.compile(r"(?:supplier|provider|facility|hospital|doctor|physician|proveedor|suplidor)(?: name)?:", re.I)
# Who else a notice says to call: the state's counselors, Social Security, a review body.
_OTHERS = re.compile(
    r"\bship\b|state health insurance|counsel|social security|ombudsman|quality improvement|\bqio\b|\btt[yd]\b|department of|"
    r"programa estatal|seguro social", re.I
)
_NOTES_ABOVE = re.compile(  # over notes that speak of the claim that ended above them
    r"(?:notes?|notas?)\b.{0,20}\b(?:claims?|services?|reclamaci[oó]n|reclamo|servicios?)\b.{0,12}\b(?:above|arriba|anterior)", re.I
)
_NEAR = 90  # characters before a number in which its owner is named
_MEDICARE = "1-800-633-4227"
_DIGITS = re.compile(r"1-\d{3}-\d{3}-\d{4}")
_AGENCY = re.compile(r"(?:u\.?s\.? )?centers for medicare (?:&|and) medicaid services", re.I)
_OURS = re.compile(r"\bmedicare\b", re.I)  # another insurer on a notice is the one that the claim was sent on to
_OF_ALL = ("patient_name", "member_id", "statement_date", "processed_date", "payer_name", "appeal_by_date")


def score(source: Source) -> float:
    return weighed(source, _CLUES)


def parse(source: Source) -> tuple[ReadDocument, ...]:
    if source.sheets is None:
        return ()
    laid = laid_out(source.sheets)
    shared = _shared(laid)
    made: list[ReadDocument] = []
    for table in laid.tables:
        lines = lines_of(table)
        if not any("billed" in line.cells for line in lines) and table.column("_benefit_days") is None:
            continue  # Part A tells a hospital's stay by its days and totals alone
        ends = [row for row in table.sums if _CLAIM.search(row.row.text)] or table.sums[-1:]
        before: tuple[int, float] = (0, 0.0)
        for end in ends:
            place = (end.page, end.row.top)
            own = [line for line in lines if before < (line.anchor.page, line.anchor.row.top) < place]
            made.append(_claim(laid, table, own, end, shared))
            before = place
    return tuple(made) or (ReadDocument(kind=Kind.MEDICARE_SUMMARY_NOTICE, pages=laid.pages, fields=shared.settled()),)


def _shared(laid: Laid) -> Facts:
    """What the notice says once, for every claim in it."""
    found = facts_of(laid.pairs)
    found.rename("_member", "patient_name", 0.9)
    for name in ("_date", "letter_date"):
        found.rename(name, "statement_date", 0.95)
    facts = Facts(fact for name in _OF_ALL for fact in found.all(name) if name != "payer_name" or _OURS.search(str(fact.value)))
    for fact in [*_sender(laid), *_help_line(laid), *accumulators(laid.sheets)]:
        facts.add(fact)
    if not facts.has("deductible_limit"):
        for fact in amounts_said(laid.blocks, "deductible_limit", _MET, 0.9):
            facts.add(fact)
    add_addressee(facts, laid.sheets)
    return facts


def _sender(laid: Laid) -> Iterator[Fact]:
    """The agency, where its name is printed as such (42 CFR 405.921: every notice is Medicare's)."""
    for sheet in laid.sheets:
        for phrase in sheet.phrases:
            if _AGENCY.fullmatch(phrase.text):
                yield Fact("issuer_name", phrase.text, sheet.page.number, phrase.words, 0.95)


def _help_line(laid: Laid) -> Iterator[Fact]:
    """Medicare's own number; a provider's stands beside its name, the one for the deaf behind "TTY", a counselor's in his own sentence."""
    for block, match in [*searched(laid.blocks, _CALL), *searched(laid.blocks, _ANY_HELP)]:
        if _OTHERS.search(block.text[max(match.start() - _NEAR, 0) : match.start("phone")]):
            continue
        # Of a number in letters with its digits in brackets the digits count.
        start, digits = match.start("phone"), _DIGITS.search(match["phone"])
        phone = digits[0] if digits else match["phone"].strip(" .")
        place = (start + digits.start(), start + digits.end()) if digits else match.span("phone")
        weight = 0.94 if phone == _MEDICARE else 0.92 if digits else 0.85
        yield Fact("payer_phone", phone, block.page, block.words_at(*place), weight)


def _claim(laid: Laid, table: Table, lines: Sequence[TableLine], end: TableRow, shared: Facts) -> ReadDocument:
    facts = Facts(fact for name in shared.names() for fact in shared.all(name))
    _claim_number(laid, end, facts)
    for index, tokens in end.cells.items():
        field = total_field(table.columns[index].field)
        amount = next((token for token in tokens if token.kind == MONEY), None)
        if field is not None and amount is not None:
            value: Money = amount.value
            facts.add(Fact("maximum_billable" if field == "patient_responsibility" else field, value, end.page, amount.words, 1.0))
    _heading(laid, table, lines, facts)
    for fact in [*_accepted(laid, end), *_assignment(laid, end)][:1]:
        facts.add(fact)
    warnings = check_sums(lines, facts, ("billed", "allowed", "plan_paid"))
    pages = sorted({line.anchor.page for line in lines} | {end.page})
    return ReadDocument(
        kind=Kind.MEDICARE_SUMMARY_NOTICE,
        pages=(pages[0], pages[-1]),
        fields=facts.settled(),
        lines=tuple(line.finished() for line in lines),
        warnings=tuple(warnings),
    )


def _claim_number(laid: Laid, end: TableRow, facts: Facts) -> None:
    """The number in the claim's total row, or alone in the row under it: "#202605812268465NMA"."""
    row, number = end.row, _CLAIM.search(end.row.text)
    if number is None:
        sheet = next(sheet for sheet in laid.sheets if sheet.page.number == end.page)
        row = sheet.rows[min(end.order + 1, len(sheet.rows) - 1)]
        near = row.top - end.row.bottom < max(end.row.size, 4.0)
        number = _BELOW.fullmatch(row.text) if near else None
    words = tuple(word for word in row.words if number is not None and number[1] in word.text)
    if number is not None and words:
        facts.add(Fact("claim_number", number[1], end.page, words, 1.0))


def _assignment(laid: Laid, end: TableRow) -> Iterator[Fact]:
    """Whether the provider took assignment, as the title of the part says in which the claim stands."""
    titles = [
        (sheet.page.number, phrase, match)
        for sheet in laid.sheets
        for phrase in sheet.phrases
        if (sheet.page.number, phrase.top) < (end.page, end.row.top)
        and len(phrase.words) <= 8
        and (match := _ASSIGNED.fullmatch(phrase.text)) is not None
    ]
    for page, phrase, match in titles[-1:]:
        yield Fact("assignment", "no" if match["not"] or match["no"] else "yes", page, phrase.words, 0.93)


def _accepted(laid: Laid, end: TableRow) -> Iterator[Fact]:
    """Whether the provider took assignment, as the claim itself says between the end of the one before it and its own."""
    place = (end.page, end.row.top)
    ends = [(row.page, row.row.top) for table in laid.tables for row in table.sums if _CLAIM.search(row.row.text)]
    before = max((other for other in ends if other < place), default=(0, 0.0))
    heads = [(sheet.page.number, row.top) for sheet in laid.sheets for row in sheet.rows if _NOTES_ABOVE.match(row.text)]
    for sheet in laid.sheets:
        for phrase in sheet.phrases:
            here = (sheet.page.number, phrase.top)
            over = max((other for other in ends if other < here), default=(0, 0.0))
            noted = any(over < head < here for head in heads)  # speaks of the claim over it, not of the one under it
            mine = over == place if noted else before < here < place
            if mine and (match := _ACCEPTS.search(phrase.text)) is not None:
                no = match["never"] or match["denied"] or match["nunca"]
                words = words_at(phrase.words, match.start(), match.end())
                yield Fact("assignment", "no" if no else "yes", sheet.page.number, words, 0.93)


def _heading(laid: Laid, table: Table, lines: Sequence[TableLine], facts: Facts) -> None:
    """The day and the provider, with address and phone, that stand over a claim's table."""
    sheet = next(sheet for sheet in laid.sheets if sheet.page.number == table.page)
    used = {order for other in laid.tables for page, order in other.used if page == table.page}
    own = range(max(table.first - _ABOVE, 1 + max((n for n in used if n < table.first), default=-1)), table.first)
    named: Phrase | None = None
    for order in reversed(own):
        row = sheet.rows[order]
        day = next((token for token in sheet.tokens[order] if token.kind in (DAY, SPAN)), None)
        heads = day is not None and (len(row.words) <= _LONGEST_HEAD or (sheet.tokens[order][0] is day and row.text[-1] != "."))
        if day is not None and heads and not facts.has("service_from"):
            _give_days(day, table.page, lines, facts)
            if named is None:
                named = _beside_day(row, day) or (sheet.rows[order + 1].phrases[0] if order + 1 < table.first else None)
        if named is None and _WITH_PHONE.search(row.phrases[0].text):
            named = row.phrases[0]
    if named is not None:
        _provider(named, facts)
        _provider_address(sheet, named, facts)


def _give_days(token: Token, page: int, lines: Sequence[TableLine], facts: Facts) -> None:
    """The day, or the days from and to, over a claim's table; they are those of its lines without a day of their own."""
    span = as_span(token.value)
    names = ("service_date",) if span.first == span.last else ("service_from", "service_to")
    facts.add(Fact("service_from", span.first, page, token.words, 0.93))
    if len(names) > 1:
        facts.add(Fact("service_to", span.last, page, token.words, 0.93))
    for line in lines:
        if not line.cells.keys() & {"service_date", "service_from"}:
            for name, day in zip(names, (span.first, span.last), strict=False):
                line.cells[name] = Cell(day, token.words, page, 0.9)


def _beside_day(row: Row, day: Token) -> Phrase | None:
    """The provider behind the day in the same row: "March 2, 2026 - Lakeside Medical Supply, (207) 555-0172"."""
    after = [word for word in row.words if word.x0 > day.x1 and any(c.isalnum() for c in word.text)]
    return Phrase(row.page, tuple(after)) if len(after) > 1 else None


def _provider(phrase: Phrase, facts: Facts) -> None:
    label = _LABELLED.match(phrase.text)
    if label is not None:
        phrase = Phrase(phrase.page, phrase.words[len(label[0].split()) :] or phrase.words)
    name = _PHONE.sub("", phrase.text).strip(" ,")
    words = phrase.words[: len(name.split())]
    if name and not any(c.isdigit() for c in name) and len(words) <= 8:
        facts.add(Fact("provider_name", text_of(words).strip(" ,"), phrase.page, words, 0.9))
    phone = _WITH_PHONE.search(phrase.text)
    if phone is not None:
        facts.add(Fact("provider_phone", phone[0], phrase.page, words_at(phrase.words, phone.start(), phone.end()), 0.9))


def _provider_address(sheet: Sheet, named: Phrase, facts: Facts) -> None:
    """The address on the row under the provider's name."""
    for address in addresses(sheet):
        if 0 < address.top - named.top < _UNDER * max(named.size, 4.0) and abs(address.x0 - named.x0) < _ASKEW:
            facts.add(Fact("provider_address", address.text, address.page, address.words, 0.9))
            return


IMPORTER = Importer(slug="medicare_summary_notice", title="A Medicare Summary Notice", score=score, parse=parse)
