"""Explanations of benefits: what a plan says about one claim or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from medbills.domain.importing import Importer, Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.layout.accumulator_rows import accumulators_of
from medbills.layout.accumulators import FIELDS as ACCUMULATED
from medbills.layout.accumulators import accumulators
from medbills.layout.charges import charges_of
from medbills.layout.claim_lists import claim_lists, named_in_heading
from medbills.layout.claims_told import add_told
from medbills.layout.contacts import add_contacts
from medbills.layout.evidence import Clue, weighed
from medbills.layout.facts import Fact, Facts
from medbills.layout.labels import PAID_BY_NAME
from medbills.layout.laid import Laid, add_totals, facts_of, laid_out
from medbills.layout.letterhead import head_day, senders
from medbills.layout.limit_tables import limit_tables
from medbills.layout.lines import lines_of
from medbills.layout.network import network_said, network_told
from medbills.layout.pairs import Pair
from medbills.layout.plan_titles import plan_titles
from medbills.layout.sections import Section, blocks_in, claim_sections
from medbills.layout.sums import check_sums
from medbills.layout.table_line import TableLine
from medbills.layout.table_rows import Table
from medbills.layout.wording import canonical

_CLUES = (
    Clue(
        r"explanation of (?:dental |medical |health |your |health care |healthcare )?(?:benefits?|payment|coverage)|"
        r"\beob\b|explicaci[oó]n de (?:sus )?beneficios|benefits? (?:statement|explanation)|claims? (?:summary|"
        r"statement|explanation|recap)|health (?:care )?(?:claim|statement)|how (?:we|your plan) (?:paid|processed)",
        0.5,
    ),
    Clue(r"this is not a bill|not a bill|esto no es una factura", 0.15),
    Clue(
        r"(?:amount )?(?:plan|we|insurance|medicare) (?:paid|pays|pay)|(?:plan|network|provider|member) (?:discount|"
        r"savings)|(?:pag[oó]|pagado por) (?:el |su )?(?:plan|seguro)|monto permitido|descuento del plan|allowed|plan allowance|negotiated",
        0.15,
    ),
    Clue(r"claim (?:number|no|#|id|processed|detail)|claim:|n[uú]mero de reclam", 0.12),
    Clue(
        r"member (?:id|number|name)|subscriber|group (?:number|no|#)|enrollee|policyholder|n[uú]mero de (?:identificaci[oó]n|"
        r"miembro|afiliad|grupo|p[oó]liza)|afiliad|asegurad", 0.12),
    Clue(
        r"(?:you|member|patient|your) (?:may )?(?:owe|responsibility|share|cost)|what you owe|amount you owe|not covered|"
        r"usted (?:debe|adeuda)|no cubierto|responsabilidad", 0.1),
    Clue(r"deductible|coinsurance|copay|remark codes?|deducible|coseguro|coaseguro|copago", 0.08),
    Clue(
        r"amount due|pay this amount|please pay|remit to|statement date|amount enclosed|balance due|make checks?|total a pagar|"
        r"cantidad a pagar|env[ií]e su pago", -0.2),
    Clue(r"patient statement|billing statement|invoice|statement of account|itemi[sz]ed|estado de cuenta", -0.35, head=True),
    Clue(
        r"collection (?:notice|agency)|debt collector|notice of (?:denial|adverse)|good faith estimate|claim history|"
        r"medicare summary notice|predetermination|pre-?treatment estimate",
        -0.5,
    ),
)


def score(source: Source) -> float:
    return weighed(source, _CLUES)


def parse(source: Source) -> tuple[ReadDocument, ...]:
    if source.sheets is None:
        return ()
    laid = laid_out(source.sheets)
    for table in laid.tables:
        _payments_are_the_plans(table)
        _payments_are_shares(table)
    sections, shared = claim_sections(laid)
    if len(sections) == 1:
        listed = _listed(laid, sections[0])
        if listed:
            return listed
    return tuple(_document(laid, section, shared, len(sections)) for section in sections)


def _payments_are_the_plans(table: Table) -> None:
    """On a plan's paper a column headed "Payments" is what the plan paid."""
    if table.column("plan_paid") is None:
        table.columns = tuple(replace(column, field="plan_paid") if column.field == "_payments" else column for column in table.columns)


def _payments_are_shares(table: Table) -> None:
    """A dental plan's "Patient payment" is what the patient owes where it is what the plan's own payment leaves."""
    place, names = table.column("patient_paid"), [column.field for column in table.columns]
    if place is None or "patient_owes" in names or "plan_paid" not in names:
        return
    lines = [line for line in lines_of(table) if line.amount("patient_paid") is not None and line.amount("plan_paid") is not None]
    left = sum(_left_by_plan(line) for line in lines)
    if lines and left >= 0.8 * len(lines):
        table.columns = tuple(replace(column, field="patient_owes") if n == place else column for n, column in enumerate(table.columns))


def _left_by_plan(line: TableLine) -> bool:
    share, paid = line.amount("patient_paid"), line.amount("plan_paid")
    wholes = [whole for name in ("allowed", "billed") if (whole := line.amount(name)) is not None]
    return share is not None and paid is not None and any(whole - paid == share for whole in wholes)


def _listed(laid: Laid, section: Section) -> tuple[ReadDocument, ...]:
    """Claims listed in one table, a row or more for each, told apart by a column with their numbers."""
    lines = [line for table in section.tables for line in lines_of(table) if "_claim" in line.cells]
    claims = list(dict.fromkeys(line.cells["_claim"].value for line in lines))
    if len(claims) < 2:
        return ()
    made = []
    for claim in claims:
        own = [line for line in lines if line.cells["_claim"].value == claim]
        facts = facts_of([pair for pair in section.pairs if pair.field not in _PER_CLAIM])
        for fact in senders(laid.sheets, laid.labelled_words):
            facts.add(fact)
        for name, cell in (("claim_number", own[0].cells["_claim"]), ("provider_name", own[0].cells.get("_provider"))):
            if cell is not None:
                facts.add(Fact(name, cell.value, cell.page, cell.words, 0.95))
        _settle(facts)
        pages = [line.anchor.page for line in own]
        made.append(
            ReadDocument(
                kind=Kind.EOB, pages=(min(pages), max(pages)), fields=facts.settled(), lines=tuple(line.finished() for line in own)
            )
        )
    return tuple(made)


def _document(laid: Laid, section: Section, shared: Sequence[Pair], count: int) -> ReadDocument:
    charges = charges_of(laid, section.tables, section.pairs, elsewhere=count == 1)
    lines = charges.lines
    sent_by = senders(laid.sheets, laid.labelled_words)
    facts = facts_of(_paid_by_its_name(_without_legends(charges.pairs), sent_by))
    for fact in sent_by:
        facts.add(fact)
    for fact in (*named_in_heading(laid.sheets, section), *claim_lists(laid.tables).of(section.claim)):
        if not facts.has(fact.field):
            facts.add(fact)
    own = {name for name in _OWN if facts.has(name)}
    of_all = facts_of(shared)
    for name in of_all.names():
        if name not in _PER_CLAIM and name not in own:
            for fact in of_all.all(name):
                facts.add(fact)
    add_totals(facts, charges.tables)
    if not facts.has("network_status"):
        for fact in network_said(laid.sheets, lambda page, order: section.holds((page, order))):
            facts.add(fact)
    if not facts.has("network_status") and count == 1:  # remarks stand once for all claims
        for fact in network_told(laid.blocks):
            facts.add(fact)
    if not facts.has("plan_name"):
        for fact in plan_titles(laid.sheets):
            facts.add(fact)
    add_told(facts, blocks_in(laid, section), laid.blocks)
    _settle(facts)
    if not facts.has("statement_date") and not facts.has("_date"):
        for fact in head_day(laid.sheets, "statement_date"):
            facts.add(fact)
    add_contacts(facts, laid.sheets, "payer")
    patient = facts.best("patient_name")
    for fact in (*accumulators(laid.sheets), *limit_tables(laid.sheets, str(patient.value) if patient else "")):
        for name in ACCUMULATED:
            facts.take_from(name, fact.words)
        facts.add(fact)
    _accumulated_by(facts, laid)
    warnings = check_sums(lines, facts)
    pages = sorted({pair.page for pair in section.pairs} | {row.page for table in charges.tables for row in table.rows}) or list(laid.pages)
    first, last = (pages[0], pages[-1]) if count > 1 else laid.pages
    return ReadDocument(
        kind=Kind.EOB, pages=(first, last), fields=facts.settled(), lines=tuple(line.finished() for line in lines), warnings=tuple(warnings)
    )


def _accumulated_by(facts: Facts, laid: Laid) -> None:
    """The deductible and out-of-pocket sums of the patient, where a table has a row for each member of the family."""
    patient = facts.best("patient_name")
    own = list(accumulators_of(laid.sheets, str(patient.value))) if patient is not None else []
    for name in {fact.field for fact in own}:
        facts.drop(name)
    for fact in own:
        facts.add(fact)


def _without_legends(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs without the first code of a key to the remarks: "Remark codes" over "BR1 - The provider participates"."""
    return [pair for pair in pairs if pair.field != "denial_codes" or _DENIAL.search(pair.label)]


def _paid_by_its_name(pairs: Sequence[Pair], sent_by: Sequence[Fact]) -> list[Pair]:
    """What a plan says that it paid under its own name: "Meridian paid"."""
    names = {word for fact in sent_by for word in canonical(str(fact.value)).split()}
    return [
        replace(pair, field="plan_paid") if pair.field == PAID_BY_NAME and canonical(pair.label).split()[0] in names else pair
        for pair in pairs
    ]


_DENIAL = re.compile(r"denial|denied|reject", re.I)
_PER_CLAIM = frozenset({
    "claim_number", "service_from", "service_to", "total_billed", "total_adjustments", "total_allowed", "plan_paid", "patient_paid",
    "deductible", "copay", "coinsurance", "not_covered", "patient_responsibility", "amount_due", "provider_name", "network_status",
    "denial_reason", "denial_codes", "_total",
})  # fmt: skip
_OWN = frozenset({"patient_name", "processed_date", "member_id", "group_number", "account_number", "statement_date", "_date"})


def _settle(facts: Facts) -> None:
    facts.rename("_date", "processed_date" if not facts.has("processed_date") else "statement_date", 0.85)
    if not facts.has("processed_date"):
        facts.rename("letter_date", "processed_date", 0.85)
    if not facts.has("patient_responsibility"):
        facts.rename("amount_due", "patient_responsibility", 0.95)
    for foreign in (
        "amount_due",
        "due_date",
        "previous_balance",
        "interest",
        "fees",
        "itemization_date",
        "original_creditor",
        "reference_number",
    ):
        facts.drop(foreign)
    if not facts.has("patient_name"):
        facts.rename("_member", "patient_name", 0.8)
    issuer = facts.best("issuer_name")
    if issuer is not None and issuer.weight > 0.6 and not facts.has("payer_name"):
        facts.add(Fact("payer_name", issuer.value, issuer.page, issuer.words, issuer.weight))
    for fact in facts.all("provider_name"):
        if re.search(r"^(?:in|out|network|participating)\b", str(fact.value), re.I):
            facts.drop("provider_name")


IMPORTER = Importer(slug="eob", title="An explanation of benefits", score=score, parse=parse)
