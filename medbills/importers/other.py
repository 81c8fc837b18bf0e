"""Papers that are none of the kinds we know: kept as they are, with nothing claimed about them."""

from __future__ import annotations

import re

from medbills.domain.importing import Importer, Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument, ReadValue
from medbills.errors import UnusableInput
from medbills.layout.contacts import add_addressee
from medbills.layout.facts import Fact, Facts
from medbills.layout.laid import Laid, facts_of, laid_out
from medbills.layout.letterhead import senders
from medbills.layout.sentences import lone_day, sentence, words_said

_LETTER = re.compile(r"\bdear\b(?s:.*)\b(?:claim|patient|medical|insur\w+|hospital|clinic|doctor|visit)\b", re.I)
_ACCOUNT = [sentence(r"\baccount (?:number |no\.? |# ?)?(?P<said>(?=[A-Z-]*\d)[A-Z\d-]{4,24})(?=[.,;]? |[.,;]?$)")]
_FEW_WORDS = 6  # a page with fewer is a picture with at most a stamp on it
SCAN = "This looks like a scan: a picture of a paper. This version reads PDFs with text. You can type in what it says."
NOT_A_PAPER = "{name} holds no paper and no claims that Medbills knows. Add the paper itself, as a PDF or a photo."
UNKNOWN = "Medbills does not know this kind of paper. It is kept, and you can type in what matters."


def score(source: Source) -> float:
    """A little for everything, so that it wins where no other importer knows the paper."""
    return 0.3 if source.sheets is not None else 0.01


def parse(source: Source) -> tuple[ReadDocument, ...]:
    if source.sheets is None:
        raise UnusableInput(NOT_A_PAPER.format(name=source.name))
    pages = source.sheets.pages
    scan = bool(pages) and all(len(page.words) < _FEW_WORDS for page in pages)
    fields = _letter(laid_out(source.sheets, with_tables=False)) if _LETTER.search(source.text) else {}
    own = (pages[0].number, pages[-1].number) if pages else (1, 1)
    return (ReadDocument(kind=Kind.OTHER, pages=own, fields=fields, warnings=(SCAN if scan else UNKNOWN,)),)


def _letter(laid: Laid) -> dict[str, ReadValue]:
    """Who wrote a letter, when, to whom and about which account; no amounts, as their meaning is not known."""
    found, facts = facts_of(laid.pairs), Facts()
    for name, to in (("_date", "letter_date"), ("letter_date", "letter_date"), ("account_number", "account_number")):
        for fact in found.all(name):
            facts.add(Fact(to, fact.value, fact.page, fact.words, fact.weight))
    for fact in senders(laid.sheets, laid.labelled_words):
        facts.add(fact)
    if not facts.has("letter_date"):
        for fact in lone_day(laid.blocks, "letter_date"):
            facts.add(fact)
    if not facts.has("account_number"):
        for fact in words_said(laid.blocks, "account_number", _ACCOUNT):
            facts.add(fact)
    add_addressee(facts, laid.sheets)
    return facts.settled()


IMPORTER = Importer(slug="other", title="Another kind of paper", score=score, parse=parse)
