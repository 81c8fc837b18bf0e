"""Notices of debt collectors, with the itemization that Regulation F asks for (12 CFR 1006.34)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from medbills.domain.importing import Importer, Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.layout.contacts import add_addressee
from medbills.layout.debt_letters import AGENCY, said_of_debt, without_lists
from medbills.layout.evidence import Clue, weighed
from medbills.layout.facts import Fact, Facts
from medbills.layout.itemizations import itemizations
from medbills.layout.laid import facts_of, laid_out
from medbills.layout.letterhead import senders
from medbills.layout.pairs import Pair
from medbills.layout.sentences import amounts_said, days_said, lone_day, sentence, words_said

_CLUES = (
    Clue(
        rf"debt collector|{AGENCY}|attempt to collect a debt|collecting a debt|validation (?:notice|period|"
        r"information)|regulation f|agencia de cobr",
        0.5,
    ),
    Clue(
        r"(?:original|current) creditor|creditor (?:name|to whom)|on behalf of our client|placed (?:with|"
        r"for collection)|assigned to (?:us|our office)|referred to (?:us|our office)",
        0.3,
    ),
    Clue(r"collections?\b|recovery|receivables|delinquent|past due|final notice|cobranza", 0.15),
    Clue(r"dispute (?:the|this|all|any)|verification of (?:the|this) debt|total amount of the debt|amount of (?:the )?debt|you owed", 0.25),
    Clue(r"cobrador de deudas|cobrar una deuda|deuda m[eé]dica", 0.4),
    Clue(r"acreedor|monto total de la deuda|disputar (?:la|esta) deuda|usted deb[ií]a", 0.3),
    Clue(r"explicaci[oó]n de (?:sus )?beneficios", -0.4),
    Clue(r"explanation of benefits|\beob\b|appeal rights|good faith estimate", -0.4),
)
_RESPOND = [
    sentence(
        r"(?:call|write|respond|reply|dispute|contact|notify|tell|hear from)[^.]{0,120}? (?:by|before|until|on or before|no later than) DAY"
    ),
    sentence(r"(?:by|before|until|on or before) DAY[^.]{0,60}?(?:dispute|assume|respond|we will|debt is)"),
]
_RESPOND.append(sentence(r"\byou have until DAY to (?:tell|write|call|dispute|respond|answer|reply|contact|notify|let)\b"))
_RESPOND.append(
    sentence(
        r"(?:ll[aá]m|escr[ií]b|respond|comun[ií]|disput|impugn|notif)[^.]{0,120}? (?:antes del?|a m[aá]s tardar(?: el)?|hasta el|"
        r"para el) DAY"
    )
)
_ITEMIZED = [
    sentence(r"(?:debt|balance|owed|due)(?: as of| on) DAY"),
    sentence(r"(?:as of|on) DAY,? (?:you owed|the (?:amount|balance)|your balance)"),
    sentence(r"(?:itemization date|balance as of|amount (?:you )?owed (?:as of|on)|owed on|as of)[^.$]{0,30}? DAY"),
]
_ITEMIZED.append(
    sentence(
        r"\b(?:balance|debt|amount|sum)(?: (?:of|owed|on|for|your|the|this|that|you|account|debt|accounts|total|unpaid|outstanding|with|"
        r"to|our|client)){1,6},? (?:as of|on|as at) DAY"
    )
)
_ITEMIZED.append(sentence(r"\b(?:al|el|desde el|a partir del?) DAY,? usted deb[ií]a"))
_OWED_THEN = [
    sentence(r"(?:as of|on) DAY,? you owed:? ?AMOUNT"),
    sentence(r"\b(?:al|el) DAY,? usted deb[ií]a:? ?AMOUNT"),
]
_DUE = [
    sentence(
        r"(?:total amount of the debt(?: now)?|amount of the debt|you (?:now )?owe\b|balance of|amount (?:now )?due|owing|"
        r"total due|debt of|in the amount of|current balance)[^.$]{0,60}? AMOUNT"
    ),
    sentence(r"(?:(?:monto|importe|cantidad|saldo)(?: total)? de (?:la|su) deuda|usted (?:ahora )?debe|saldo actual)[^.$]{0,60}? AMOUNT"),
]
_CREDITOR = [
    sentence(
        r"(?:trying to collect|collect(?:ing)?|attempt to collect) a (?:medical )?debt (?:that )?(?:you )?(?:owe|"
        r"owed)(?: to| for services from)? (?P<said>[A-Z][\w&.,' -]{2,50}?)(?:\.|,? (?:for|in|on|and|with|under|account|"
        r"by)\b)"
    ),
    sentence(
        r"(?:on behalf of|our client,?|placed (?:with us|with our office|for collection) by|assigned to us by|owed to|"
        r"referred (?:to us |to our office )?by|debt (?:to|with)) (?P<said>(?-i:[A-Z])[\w&.' -]{2,50}?)(?:\.|,|;| (?:for|in|"
        r"on|and|with|has|account|regarding|to)\b)"
    ),
]
_CREDITOR.append(
    sentence(
        r"(?:deuda(?: m[eé]dica)? que usted (?:tiene|ten[ií]a|debe) (?:con|a)|en nombre de|nuestro cliente,?|cuenta en) "
        r"(?P<said>(?-i:[A-ZÁÉÍÓÚÑ])[\w&.' -]{2,50}?)(?:\.|,|;| (?:por|en|con|y|bajo|para)\b)"
    )
)
_ACCOUNT = [sentence(
    r"\b(?:account (?:number|no\.?|#)|(?:n[uú]mero|"
    r"n\.º) de cuenta) (?P<said>(?:(?-i:[A-Z]{1,5}) (?=\d))?(?=[A-Z-]*\d)[A-Z\d-]{4,24})(?=[.,;]? |[.,;]?$)")]
_CREDITOR.append(  # a debt buyer says from whom it has the account
    sentence(
        r"(?:bought|purchased|acquired) (?:the|your|this|that) (?:account|debt|balance)\b[^.;$]{0,40}? from "
        r"(?P<said>(?-i:[A-Z])[\w&.' -]{2,50}?)(?:\.|,|;| (?:for|in|on|and|with|has|account|regarding|to)\b)"
    )
)
_ORIGINAL, _CURRENT = re.compile(r"original|first|provider", re.I), re.compile(r"current|new\b|present|now|buyer", re.I)
_PROSE = 0.6  # weight up to which an amount only stands near its name in a sentence
_THEIRS = re.compile(r"creditor|original|client|patient|hospital|provider|medical", re.I)


def score(source: Source) -> float:
    return weighed(source, _CLUES, needs=r"\b(?:debt|collector|collections?|creditor|owed?|balance|cobranza|deudas?|acreedor|saldo)\b")


def parse(source: Source) -> tuple[ReadDocument, ...]:
    if source.sheets is None:
        return ()
    laid = laid_out(source.sheets, with_tables=False)
    facts = facts_of(_first_owed(_told_apart(without_lists(laid, laid.pairs))))
    for fact in [
        *itemizations(laid.sheets),
        *senders(laid.sheets, laid.labelled_words),
        *days_said(laid.blocks, "respond_by_date", _RESPOND, 0.91),
        *days_said(laid.blocks, "itemization_date", _ITEMIZED),
        *amounts_said(laid.blocks, "previous_balance", _OWED_THEN),
        *amounts_said(laid.blocks, "amount_due", _DUE, 0.7),
        *words_said(laid.blocks, "original_creditor", _CREDITOR, 0.8),
    ]:
        facts.add(fact)
    for fact in said_of_debt(laid.blocks):
        if fact.field in {"itemization_date", "original_creditor"} or not any(o.weight > _PROSE for o in facts.all(fact.field)):
            facts.add(fact)
        if fact.field == "previous_balance":
            facts.take_from("amount_due", fact.words)  # what was owed on a day that is past
    if not facts.has("account_number"):
        for fact in words_said(laid.blocks, "account_number", _ACCOUNT, 0.92):
            facts.add(fact)
    _settle(facts)
    if not facts.has("letter_date"):
        for fact in lone_day(laid.blocks, "letter_date"):
            facts.add(fact)
    add_addressee(facts, laid.sheets)
    warnings = _itemization(facts)
    return (ReadDocument(kind=Kind.COLLECTION_NOTICE, pages=laid.pages, fields=facts.settled(), warnings=tuple(warnings)),)


def _told_apart(pairs: Sequence[Pair]) -> list[Pair]:
    """Of two account numbers the one that names the creditor is the account; the other is the collector's own reference."""
    accounts = [pair for pair in pairs if pair.field == "account_number"]
    theirs = [pair for pair in accounts if _THEIRS.search(pair.label)]
    if not theirs or len(theirs) == len(accounts):
        return list(pairs)
    return [replace(pair, field="reference_number") if pair.field == "account_number" and pair not in theirs else pair for pair in pairs]


def _first_owed(pairs: Sequence[Pair]) -> list[Pair]:
    """Of two creditors the one named as the original is it; the other bought the debt: "Current creditor"."""
    creditors = [pair for pair in pairs if pair.field == "original_creditor"]
    first = [pair for pair in creditors if _ORIGINAL.search(pair.label)]
    later = [pair for pair in creditors if first and pair not in first and _CURRENT.search(pair.label)]
    return [pair for pair in pairs if pair not in later]


def _settle(facts: Facts) -> None:
    facts.rename("_date", "letter_date", 0.97)
    if not facts.has("letter_date"):
        facts.rename("statement_date", "letter_date", 0.95)
    if not facts.has("respond_by_date"):
        facts.rename("due_date", "respond_by_date", 0.85)
    if not facts.has("amount_due"):
        for name in ("patient_responsibility", "_balance", "_total"):
            if facts.has(name):
                facts.rename(name, "amount_due", 0.9)
                break
    if not facts.has("amount_due"):
        facts.rename("total_billed", "amount_due", 0.6)
    _creditor(facts)
    paid = facts.best("_payments") or facts.best("_credits") or facts.best("_past")
    if paid is not None and not facts.has("patient_paid"):
        facts.add(Fact("patient_paid", abs(paid.value), paid.page, paid.words, 0.85))
    for foreign in (
        "total_billed",
        "patient_responsibility",
        "plan_paid",
        "total_adjustments",
        "payer_name",
        "claim_number",
        "statement_date",
        "appeal_by_date",
    ):
        facts.drop(foreign)


def _creditor(facts: Facts) -> None:
    """The one the debt was first owed to; the agency's own name is not it."""
    if not facts.has("original_creditor"):
        facts.rename("provider_name", "original_creditor", 0.9)
    facts.drop("provider_name")
    if not facts.has("patient_name"):
        facts.rename("guarantor_name", "patient_name", 0.8)


def _itemization(facts: Facts) -> list[str]:
    """Checks that balance, interest, fees, payments and credits come to what is asked."""
    start, due = facts.best("previous_balance"), facts.best("amount_due")
    if start is None or due is None:
        return []
    added = [fact.value.cents for name in ("interest", "fees") if (fact := facts.best(name)) is not None]
    taken = [abs(fact.value).cents for name in ("patient_paid", "total_adjustments") if (fact := facts.best(name)) is not None]
    if start.value.cents + sum(added) - sum(taken) == due.value.cents:
        for fact in (start, due):
            facts.add(Fact(fact.field, fact.value, fact.page, fact.words, 1.2))
        return []
    return ["The amounts listed do not add up to the amount asked. Please compare them with the paper."]


IMPORTER = Importer(slug="collection_notice", title="A debt collector's notice", score=score, parse=parse)
