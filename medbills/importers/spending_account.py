"""Claim histories of flexible spending and health savings accounts: no bill, but amounts and days worth keeping."""

from __future__ import annotations

from medbills.domain.importing import Importer, Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.layout.evidence import Clue, weighed
from medbills.layout.facts import Facts
from medbills.layout.laid import facts_of, laid_out
from medbills.layout.letterhead import senders
from medbills.layout.table_line import TableLine

_CLUES = (
    Clue(r"flexible spending|health savings account|health reimbursement|\bfsa\b|\bhsa\b|\bhra\b", 0.3),
    Clue(r"claim history|annual election|reimbursed|available balance|participant|plan year|contribution", 0.3),
    Clue(r"receipt|explanation of benefits|amount due|pharmacy", -0.3, head=True),
)
NOTE = "This is an account's history, not a bill. Its entries were read as lines."


def score(source: Source) -> float:
    return weighed(source, _CLUES)


def parse(source: Source) -> tuple[ReadDocument, ...]:
    if source.sheets is None:
        return ()
    laid = laid_out(source.sheets)
    found = facts_of(laid.pairs)
    if not found.has("patient_name"):
        found.rename("_member", "patient_name", 0.9)
    facts = Facts()
    for name in ("patient_name", "account_number", "statement_date", "member_id"):
        for fact in found.all(name):
            facts.add(fact)
    for fact in senders(laid.sheets, laid.labelled_words):
        facts.add(fact)
    lines: list[TableLine] = []
    for _, own in laid.lines:
        lines += own
    return (
        ReadDocument(
            kind=Kind.OTHER, pages=laid.pages, fields=facts.settled(), lines=tuple(line.finished() for line in lines), warnings=(NOTE,)
        ),
    )


IMPORTER = Importer(slug="spending_account", title="A spending account's history", score=score, parse=parse)
