"""What a collector's letter says in sentences where another prints a table: who is owed, and what was added and taken since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.layout.facts import Fact
from medbills.layout.laid import Laid
from medbills.layout.pairs import Pair
from medbills.layout.prose import Block
from medbills.layout.sentences import amounts_said, days_said, sentence, words_said

_SINCE = r"(?:has|have|had|was|were|is|are)\b"  # what happened; a fee that may come has another verb
_NAME = r"(?P<said>(?-i:[A-Z])[\w&.' -]{2,60}?)"
_INTEREST = [
    sentence(r"AMOUNT (?:in|of|for|as) (?:accrued |added |unpaid )?interest\b"),
    sentence(rf"\binterest(?: charges?)?,? (?:of|totaling|in the amount of) AMOUNT {_SINCE}"),
    sentence(r"\b(?:added|charged|accrued) (?:interest of )?AMOUNT (?:in |of )interest\b"),
]
_FEES = [
    sentence(r"AMOUNT (?:in|for) (?:\w+[ -]){0,2}(?:fees?|costs)\b(?! (?:may|will|can))"),
    sentence(rf"\b(?:fees?|costs)(?: totaling| in the amount)? ?(?:of )?AMOUNT {_SINCE}"),
    sentence(r"\b(?:added|charged) (?:an? |the )?(?:\w+[ -]){0,3}fees? of AMOUNT"),
]
_PAID = [
    sentence(r"AMOUNT (?:in|of|for) (?:payments?|payments? (?:and|or) credits?|credits?)\b"),
    sentence(rf"\b(?:payments?|credits?)(?: totaling| in the amount)? ?(?:of )?AMOUNT {_SINCE}"),
    sentence(r"\byou (?:have )?paid (?:us )?AMOUNT"),
]
_OWED = [
    sentence(r"\b(?:as of|on) DAY,? (?:the|your) (?:\w+ )?(?:balance|debt|account)(?: balance)? (?:was|stood at|came to) AMOUNT"),
    sentence(r"\b(?:balance|amount owed) (?:as of|on) DAY (?:was|came to) AMOUNT"),
]
_ITEMIZED = [
    sentence(
        r"DAY,? (?:which (?:is|was) |is |was )?(?:the )?(?:itemization date|(?:date|day) of (?:your |the )?(?:last|latest|final) "
        r"(?:itemi[sz]ed |billing |account )?(?:statement|bill|payment|service|charge))"
    ),
]
_RE = r"\b(?:re|regarding|subject|in reference to|asunto|ref)\.?: ?"
_CREDITOR = [
    sentence(rf"{_RE}{_NAME},? (?:patient |your )?(?:account|acct|cuenta)\b"),
    sentence(
        rf"(?:^|[.:,] ){_NAME} (?:has|have) (?:placed|assigned|referred|turned over|transferred|sent) "
        r"(?:the|this|your|its|an|these) (?:\w+ ){0,2}accounts?\b"
    ),
    sentence(rf"\byour (?:\w+ )?accounts? with {_NAME} (?:remains?|is|are|has|have|was|were)\b"),
]
_ACCOUNT = [
    sentence(
        rf"{_RE}[^:$]{{3,60}}?(?:account|acct|cuenta)\.?(?: (?:number|no\.?|n[uú]mero))?:? ?#? ?"
        r"(?P<said>(?=[A-Z-]*\d)[A-Z\d-]{4,24})(?=[.,;]? |[.,;]?$)"
    )
]
_ONE_OF_MANY = frozenset({"account_number", "service_span", "service_from", "claim_number", "_date"})
_ASKEW, _NEXT = 3.0, 1.8  # points aside, and heights of type down, to the next row of a column


def said_of_debt(blocks: Sequence[Block]) -> Iterator[Fact]:
    """The facts of a debt that stand in sentences; less sure than those of a table."""
    yield from amounts_said(blocks, "interest", _INTEREST, 0.86)
    yield from amounts_said(blocks, "fees", _FEES, 0.86)
    yield from amounts_said(blocks, "patient_paid", _PAID, 0.86)
    yield from amounts_said(blocks, "previous_balance", _OWED, 0.86)
    yield from days_said(blocks, "itemization_date", _ITEMIZED, 0.86)
    yield from words_said(blocks, "original_creditor", _CREDITOR, 0.84)
    yield from words_said(blocks, "account_number", _ACCOUNT, 0.86)


def without_lists(laid: Laid, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs without the first values of columns that list several accounts or days: none of these is the paper's own."""
    return [pair for pair in pairs if pair.field not in _ONE_OF_MANY or not _goes_on(laid, pair)]


def _goes_on(laid: Laid, pair: Pair) -> bool:
    """Whether a value like this one stands right below it, in the same column."""
    first = pair.words[0]
    form = _form(first.text)
    return any(
        other.page == pair.page
        and abs(other.x0 - first.x0) < _ASKEW
        and 0 < other.top - first.top < _NEXT * max(first.size, 4.0)
        and _form(other.words[0].text) == form
        for sheet in laid.sheets
        for other in sheet.phrases
    )


def _form(text: str) -> str:
    return re.sub(r"[A-Za-z]", "A", re.sub(r"\d", "9", text))
