"""Good-faith estimates for people who pay themselves (45 CFR 149.610)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from medbills.domain.importing import Importer, Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.layout.charges import charges_of
from medbills.layout.contacts import add_contacts
from medbills.layout.evidence import Clue, weighed
from medbills.layout.facts import Fact
from medbills.layout.laid import add_totals, facts_of, laid_out
from medbills.layout.letterhead import senders
from medbills.layout.name_parts import addresses_in_parts, names_in_parts
from medbills.layout.prose import Block
from medbills.layout.sentences import days_said, sentence
from medbills.layout.sums import check_sums, sum_of

_CLUES = (
    Clue(
        r"good[- ]faith estimate|estimate of (?:expected |your )?(?:charges|costs)|(?:estimaci[oó]n|estimado|"
        r"presupuesto) de buena fe", 0.7),
    Clue(
        r"(?:expected|estimated) (?:charges?|costs?|total)|total (?:expected|estimated)|(?:costos?|cargos?|"
        r"total) (?:total )?(?:estimad[oa]s?|esperad[oa]s?|previst[oa]s?)", 0.25),
    Clue(r"no surprises act|\$400 (?:or )?more|uninsured|self[- ]pay|ley (?:de )?no sorpresas|sin seguro", 0.15),
    Clue(r"statement date|explanation of benefits|amount due|debt collector|estado de cuenta|explicaci[oó]n de (?:sus )?beneficios", -0.3),
)

# The day of the care, which the government's model form asks for in a sentence (CMS-10791, appendix 2).
_PLANNED = [
    sentence(
        r"\bdates?(?:\(s\))? (?:that |on which |when )?[^.:$]{0,80}\b(?:will be|is|are)(?: to be)? "
        r"(?:provided|scheduled|performed|expected)[^.:$\d]{0,20}:? DAY"
    ),
    sentence(r"\b(?:scheduled|planned|expected)(?: to be (?:provided|performed))? (?:for|on):? DAY"),
    sentence(
        r"\b(?:scheduled|expected|planned|proposed|anticipated) (?:date|day)s?(?:\(s\))? (?:of|for) (?:the |your )?"
        r"(?:service|care|visit|procedure|treatment)s?[^.:$\d]{0,20}:? DAY"
    ),
]


def score(source: Source) -> float:
    return weighed(source, _CLUES)


def parse(source: Source) -> tuple[ReadDocument, ...]:
    if source.sheets is None:
        return ()
    laid = laid_out(source.sheets)
    charges = charges_of(laid, laid.tables, laid.pairs)
    facts = facts_of(charges.pairs)
    for fact in senders(laid.sheets, laid.labelled_words):
        facts.add(fact)
    add_totals(facts, charges.tables)
    for fact in [*names_in_parts(laid.sheets), *addresses_in_parts(laid.sheets)]:
        facts.add(fact)
    if not facts.has("service_from"):
        for fact in _planned(laid.blocks):
            facts.add(fact)
    facts.rename("_date", "statement_date", 0.9)
    facts.rename("letter_date", "statement_date", 0.9)
    charged = sum_of(charges.lines, "billed")
    for fact in facts.all("_total"):
        if charged is None or fact.value == charged:
            facts.add(Fact("total_billed", fact.value, fact.page, fact.words, 0.95))
    if not facts.has("total_billed"):
        for name in ("patient_responsibility", "amount_due"):
            if facts.has(name):
                facts.rename(name, "total_billed", 0.8)
                break
    for foreign in ("amount_due", "due_date", "patient_responsibility", "appeal_by_date", "denial_reason", "denial_codes"):
        facts.drop(foreign)
    issuer = facts.best("issuer_name")
    if issuer is not None and not facts.has("provider_name"):
        facts.add(Fact("provider_name", issuer.value, issuer.page, issuer.words, issuer.weight))
    add_contacts(facts, laid.sheets, "provider")
    warnings = check_sums(charges.lines, facts, ("billed",), ahead=True)
    lines = tuple(line.finished() for line in charges.lines)
    return (ReadDocument(kind=Kind.GOOD_FAITH_ESTIMATE, pages=laid.pages, fields=facts.settled(), lines=lines, warnings=tuple(warnings)),)


def _planned(blocks: Sequence[Block]) -> Iterator[Fact]:
    """The day that the care is planned for; the first one printed."""
    for fact in days_said(blocks, "service_from", _PLANNED, 0.93)[:1]:
        yield fact
        yield replace(fact, field="service_to")


IMPORTER = Importer(slug="good_faith_estimate", title="A good-faith estimate", score=score, parse=parse)
