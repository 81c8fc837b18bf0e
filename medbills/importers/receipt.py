"""Receipts of pharmacies and offices: what was bought and paid."""

from __future__ import annotations

from medbills.domain.importing import Importer, Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.layout.charges import charges_of
from medbills.layout.check_image import payees
from medbills.layout.contacts import add_contacts
from medbills.layout.evidence import Clue, weighed
from medbills.layout.facts import Fact
from medbills.layout.laid import add_totals, facts_of, laid_out
from medbills.layout.letterhead import senders
from medbills.layout.sums import check_sums, sum_of

_CLUES = (
    Clue(r"\breceipt\b|\brecibo\b|comprobante de pago", 0.45),
    Clue(r"pharmacy|farmacia|drug ?store|\bdrugs?\b", 0.4, head=True),
    Clue(r"\brx\b|refills?|prescription|receipt (?:#|number|no)|receta|medicamento", 0.2),
    Clue(
        r"paid in full|payment received|cash|visa|card ending|tendered|change due|your co(?:pay)?\b|pago recibido|pagado|efectivo|"
        r"tarjeta|total", 0.12),
    Clue(
        r"explanation of benefits|\beob\b|claim history|statement|amount due|balance due|pay by|due date|flexible spending|"
        r"itemi[sz]ed (?:bill|statement)|type of bill|rev(?:enue|\.)? ?(?:cd|code)|"
        r"estado de cuenta|saldo pendiente|cantidad a pagar|explicaci[oó]n de", -0.45),
    Clue(r"pay to the\s+order of", 0.4),
    Clue(r"for deposit only|paid item|cashed check|image of (?:a|the|your) check|check image", 0.2),
    Clue(r"dear |appeal|collect|apela|cobranza", -0.3),
)


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
    facts.rename("_date", "statement_date", 0.95)
    charged = sum_of(charges.lines, "billed")
    for fact in facts.all("_total"):
        if charged is None or fact.value == charged:
            facts.add(Fact("total_billed", fact.value, fact.page, fact.words, 0.95))
    if facts.has("_past") and not facts.has("patient_paid"):
        facts.rename("_past", "patient_paid", 0.9)
    for fact in payees(laid.sheets):
        facts.add(fact)
    issuer = facts.best("issuer_name")
    if issuer is not None and not facts.has("provider_name"):
        facts.add(Fact("provider_name", issuer.value, issuer.page, issuer.words, issuer.weight))
    for foreign in ("amount_due", "due_date", "appeal_by_date", "denial_reason", "requested_service"):
        facts.drop(foreign)
    add_contacts(facts, laid.sheets, "provider")
    warnings = check_sums(charges.lines, facts, ("billed",))
    lines = tuple(line.finished() for line in charges.lines)
    return (ReadDocument(kind=Kind.RECEIPT, pages=laid.pages, fields=facts.settled(), lines=lines, warnings=tuple(warnings)),)


IMPORTER = Importer(slug="receipt", title="A receipt", score=score, parse=parse)
