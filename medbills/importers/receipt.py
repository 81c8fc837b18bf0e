"""Receipts of pharmacies and offices: what was bought and paid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.domain.importing import Importer, Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.layout.charges import Charges, charges_of
from medbills.layout.check_image import payees
from medbills.layout.contacts import add_contacts
from medbills.layout.evidence import Clue, weighed
from medbills.layout.facts import Fact, Facts
from medbills.layout.laid import Laid, add_totals, facts_of, laid_out
from medbills.layout.letterhead import senders
from medbills.layout.pairs import Pair
from medbills.layout.payment_parts import name_payments
from medbills.layout.prescription_blocks import block_totals, prescriptions_of
from medbills.layout.sums import check_sums, sum_of
from medbills.layout.table_line import TableLine

_CLUES = (
    Clue(r"\breceipt\b|\brecibo\b|comprobante de pago", 0.45),
    Clue(
        r"\bpayment confirmation\b|\bconfirmation of (?:your )?payment\b|\bconfirmaci[oó]n de (?:su )?pago\b|"
        r"\bpayment (?:was )?(?:successful|approved|complete[d]?|accepted)\b|\bwe (?:have )?received your payment\b",
        0.7, head=True),
    Clue(r"\bpayment (?:was |is )?applied\b|\bapplied (?:this|your) payment\b|\bpago aplicado\b|this is not a bill", 0.2),
    Clue(r"pharmacy|farmacia|drug ?store|\bdrugs?\b", 0.4, head=True),
    Clue(r"\brx\b|refills?|prescription|receipt (?:#|number|no)|receta|medicamento", 0.2),
    Clue(
        r"paid in full|payment received|cash|visa|card ending|tendered|change due|your co(?:pay)?\b|pago recibido|pagado|efectivo|"
        r"tarjeta|total", 0.12),
    Clue(
        r"explanation of benefits|\beob\b|claim history|statement|amount due|balance due|pay by|due date|flexible spending|"
        r"itemi[sz]ed (?:bill|statement)|type of bill|rev(?:enue|\.)? ?(?:cd|code)|"
        r"estado de cuenta|saldo pendiente|cantidad a pagar|explicaci[oó]n de", -0.45),
    Clue(  # a hospital's detail, in which a pharmacy is one department
        r"\brev(?:enue)?\b\.?(?: (?:cd|code))?\.?(?: \w+)? (?:hcpcs|cpt)\b|\broom (?:and|&) board\b|"
        r"detail of (?:all )?(?:hospital )?charges", -0.45),
    Clue(r"pay to the\s+order of", 0.4),
    Clue(r"for deposit only|paid item|cashed check|image of (?:a|the|your) check|check image", 0.2),
    Clue(r"dear |appeal|collect|apela|cobranza", -0.3),
)


_PAID = frozenset({"_received", "_past", "_payments", "patient_paid"})
_AT_THE_END = frozenset({"balance due", "balance", "amount due", "total due", "saldo"})  # under the payment: what it left
_BALANCES = frozenset({"amount_due", "_balance", "patient_responsibility"})
_LEFT = re.compile(
    r"\b(?:remaining|remains|left|after|new|still|unpaid|outstanding|restante|pendiente|despu[eé]s|nuevo)\b(?!.*\binsurance\b)", re.I
)


def score(source: Source) -> float:
    return weighed(source, _CLUES)


def parse(source: Source) -> tuple[ReadDocument, ...]:
    if source.sheets is None:
        return ()
    laid = laid_out(source.sheets)
    name_payments(laid.tables, laid.sheets)
    charges = _with_prescriptions(charges_of(laid, laid.tables, laid.pairs), laid)
    facts = facts_of(charges.pairs)
    for fact in block_totals(laid, charges.lines):
        facts.add(fact)
    for fact in senders(laid.sheets, laid.labelled_words):
        facts.add(fact)
    add_totals(facts, charges.tables)
    facts.rename("_date", "statement_date", 0.95)
    for day in ("_received_on", "processed_date"):  # the day of the payment, where none of the receipt itself is printed
        if not facts.has("statement_date"):
            facts.rename(day, "statement_date", 0.97)
    charged = sum_of(charges.lines, "billed")
    of_payments = charged is None and sum_of(charges.lines, "patient_paid") is not None
    for fact in facts.all("_total"):
        if not of_payments and (charged is None or fact.value == charged):
            facts.add(Fact("total_billed", fact.value, fact.page, fact.words, 0.95))
    _settle_payment(facts, charges.lines)
    if not facts.has("payer_name"):  # the plan that a pharmacy billed
        for fact in facts.all("plan_name"):
            facts.add(Fact("payer_name", fact.value, fact.page, fact.words, fact.weight * 0.9))
    for fact in payees(laid.sheets):
        facts.add(fact)
    issuer = facts.best("issuer_name")
    if issuer is not None and not facts.has("provider_name"):
        facts.add(Fact("provider_name", issuer.value, issuer.page, issuer.words, issuer.weight))
    _settle_left(facts, charges.pairs)
    for foreign in ("due_date", "appeal_by_date", "denial_reason", "requested_service"):
        facts.drop(foreign)
    add_contacts(facts, laid.sheets, "provider")
    warnings = check_sums(charges.lines, facts, ("billed", "plan_paid", "patient_paid"))
    lines = tuple(line.finished() for line in charges.lines)
    return (ReadDocument(kind=Kind.RECEIPT, pages=laid.pages, fields=facts.settled(), lines=lines, warnings=tuple(warnings)),)


def _with_prescriptions(charges: Charges, laid: Laid) -> Charges:
    """The charges, with prescriptions that stand block by block; what a block says of its drug is none of the receipt's own."""
    blocks = prescriptions_of(laid)
    if not blocks.lines or any("billed" in line.cells for line in charges.lines):
        return charges
    paid = sum_of(blocks.lines, "plan_paid")
    kept = [
        pair
        for pair in charges.pairs
        if (pair.page, pair.order) not in blocks.taken and not (pair.field == "adjustment" and paid is not None and pair.value == paid)
    ]  # "Your insurance saved you" what it paid: no discount besides
    return Charges([*blocks.lines, *charges.lines], charges.tables, kept)


def _settle_left(facts: Facts, pairs: Sequence[Pair]) -> None:
    """A receipt asks for nothing; only what it says is left after the payment is still due."""
    facts.drop("amount_due")
    paid = [pair for pair in pairs if pair.field in _PAID]
    for pair in pairs:
        after = pair.label.lower().strip(" :") in _AT_THE_END and any((p.page, p.order) < (pair.page, pair.order) for p in paid)
        if pair.field in _BALANCES and (_LEFT.search(pair.label) or after):
            facts.add(Fact("amount_due", pair.value, pair.page, pair.words, pair.weight))
    due = facts.best("amount_due")
    if due is not None:
        facts.keep("patient_responsibility", lambda value: value != due.value)


def _settle_payment(facts: Facts, lines: Sequence[TableLine]) -> None:
    """What a receipt says was paid, without saying by whom, the patient paid; its lines may prove it."""
    paid = sum_of(lines, "patient_paid")
    for name in ("_received", "_past", "_payments", "_total"):
        for fact in facts.all(name):
            if paid is not None and abs(fact.value) == paid:
                facts.add(Fact("patient_paid", abs(fact.value), fact.page, fact.words, 0.97))
    for name, factor in (("_received", 0.95), ("_past", 0.9), ("_payments", 0.85)):
        if not facts.has("patient_paid"):
            for fact in facts.all(name):  # "-$20.00": what lowers the balance
                facts.add(Fact("patient_paid", abs(fact.value), fact.page, fact.words, factor * fact.weight))


IMPORTER = Importer(slug="receipt", title="A receipt", score=score, parse=parse)
