"""Forms a patient signs: who may see their records, or what care and cost they agree to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.domain.importing import Importer, Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.layout.days import day_of
from medbills.layout.evidence import Clue, weighed
from medbills.layout.facts import Fact, Facts
from medbills.layout.laid import facts_of, laid_out
from medbills.layout.letterhead import senders
from medbills.layout.sentences import days_said, sentence
from medbills.layout.sheet import Sheet

_CLUES = (
    Clue(r"authorization (?:to|for) (?:the )?(?:use|release|disclos)|release of (?:health |medical |protected )?information", 0.5),
    Clue(r"\bhipaa\b|164\.508|personal representative|appointment of (?:a )?representative|power of attorney", 0.3),
    Clue(
        r"(?:informed |surprise billing )?(?:consent|protection) form|notice and consent|advance beneficiary notice|"
        r"consent (?:to|for)",
        0.4,
    ),
    Clue(r"signature of (?:the )?(?:patient|person|member|beneficiary)|patient signature|date signed|signed (?:on|by)", 0.3),
    Clue(r"take (?:this authorization |it )?back|revoke|expires? on|expiration (?:date|event)|may disclose|what may be disclosed", 0.15),
    Clue(r"amount due|pay this amount|remit to|total charges|explanation of benefits|plan paid|dear ", -0.5),
)
_SIGNED = [
    sentence(r"(?:signed(?: and dated)?(?: on)?|date signed|date of signature|signature date|dated):? ?DAY"),
    sentence(r"DAY (?:signature of|date signed|\(?date\)?)"),
]
_UNDER_THE_LINE = re.compile(r"date(?: signed| of signature)?|fecha(?: de firma)?", re.I)
# What a form names that belongs to other kinds of paper.
_KEPT = frozenset({"issuer_name", "provider_name", "patient_name", "patient_birth_date", "letter_date", "account_number", "member_id"})


def score(source: Source) -> float:
    return weighed(source, _CLUES)


def parse(source: Source) -> tuple[ReadDocument, ...]:
    if source.sheets is None:
        return ()
    laid = laid_out(source.sheets, with_tables=False)
    facts = facts_of(laid.pairs)
    for fact in [*senders(laid.sheets, laid.labelled_words), *days_said(laid.blocks, "letter_date", _SIGNED, 0.92)]:
        facts.add(fact)
    if not facts.has("letter_date"):
        for fact in _signed_over(laid.sheets):
            facts.add(fact)
    if not facts.has("patient_name"):
        facts.rename("_member", "patient_name", 0.85)
    kept = _only(facts)
    return (ReadDocument(kind=Kind.CONSENT_FORM, pages=laid.pages, fields=kept.settled()),)


def _signed_over(sheets: Sequence[Sheet]) -> list[Fact]:
    """The day that stands on the line over the words "Date signed", as forms have it."""
    found = []
    for sheet in sheets:
        for phrase in sheet.phrases:
            if not _UNDER_THE_LINE.fullmatch(phrase.text.strip(" :.")):
                continue
            for above in sheet.above(phrase.x0, phrase.x1, phrase.top, 3 * phrase.size):
                day = day_of(above.text)
                if day is not None:
                    found.append(Fact("letter_date", day, sheet.page.number, above.words, 0.92))
                    break
    return found


def _only(facts: Facts) -> Facts:
    kept = Facts()
    for name in _KEPT:
        for fact in facts.all(name):
            kept.add(Fact(name, fact.value, fact.page, fact.words, fact.weight))
    return kept


IMPORTER = Importer(slug="consent_form", title="A form that was signed", score=score, parse=parse)
