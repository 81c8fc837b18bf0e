"""What a collector's letter says in sentences where another prints a table: who is owed, and what was added and taken since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from medbills.layout.facts import Fact
from medbills.layout.laid import Laid
from medbills.layout.pairs import Pair
from medbills.layout.prose import Block
from medbills.layout.sentences import DAY, amounts_said, days_said, sentence, words_said

# A collector calls itself one; that unpaid bills "may be sent to a collection agency" any office says.
AGENCY = (
    r"(?<!to a )(?<!to an )(?<!to our )(?<!with a )(?<!outside )(?<!professional )(?<!third-party )(?<!third party )(?<!independent )"
    r"collection agency"
)
_SINCE = r"(?:has|have|had|was|were|is|are)\b"  # what happened; a fee that may come has another verb
_NAME = r"(?P<said>(?-i:[A-Z])[\w&.' -]{2,60}?)"
_INTEREST = [
    sentence(r"\b(?:includes?|including|plus) (?:accrued |added |simple )?interest (?:charges )?of AMOUNT"),
    sentence(r"AMOUNT (?:in|of|for|as) (?:accrued |added |unpaid )?interest\b"),
    sentence(rf"\binterest(?: charges?)?,? (?:of|totaling|in the amount of) AMOUNT {_SINCE}"),
    sentence(r"\b(?:added|charged|accrued) (?:interest of )?AMOUNT (?:in |of )?interest\b"),
]
_FEES = [
    sentence(r"\b(?:includes?|including|plus)\b(?:[^.]|\.\d){0,60}?\b(?:fees?|costs) of AMOUNT"),
    sentence(r"AMOUNT (?:in|for) (?:\w+[ -]){0,2}(?:fees?|costs)\b(?! (?:may|will|can))"),
    sentence(rf"\b(?:fees?|costs)(?: totaling| in the amount)? ?(?:of )?AMOUNT {_SINCE}"),
    sentence(r"\b(?:added|charged) (?:an? |the )?(?:\w+[ -]){0,3}fees? of AMOUNT"),
]
_PAID = [
    sentence(r"AMOUNT (?:in|of|for) (?:payments?|payments? (?:and|or) credits?|credits?)\b"),
    sentence(rf"\b(?:payments?|credits?)(?: totaling| in the amount)? ?(?:of )?AMOUNT {_SINCE}"),
    sentence(r"\byou (?:have )?paid (?:us )?AMOUNT"),
    sentence(r"\b(?:credited|posted|deducted|received|subtracted) (?:your |the |a |you with (?:a )?)?payments? of AMOUNT"),
]
_OWED = [
    sentence(r"\b(?:as of|on) DAY,? (?:the|your) (?:\w+ )?(?:balance|debt|account)(?: balance)? (?:was|stood at|came to) AMOUNT"),
    sentence(r"\b(?:balance|amount owed) (?:as of|on) DAY (?:was|came to) AMOUNT"),
    sentence(r"\b(?:had a|with a|was a) (?:\w+ )?balance (?:of|due of) AMOUNT (?:on|as of) DAY"),
    sentence(r"\b(?:balance|debt|account|amount)(?: owed| balance)? (?:was|stood at|came to) AMOUNT (?:on|as of) DAY"),
    sentence(r"\byou owed (?:\w+ ){0,3}?AMOUNT (?:on|as of) DAY"),
    sentence(r"AMOUNT was (?:owed|due|owing|outstanding|unpaid) (?:on|as of) DAY"),
]
_ITEMIZED = [
    sentence(
        r"DAY,? (?:which (?:is|was) |is |was )?(?:the )?(?:itemization date|(?:date|day) of (?:your |the )?(?:last|latest|final) "
        r"(?:itemi[sz]ed |billing |account )?(?:statement|bill|payment|service|charge))"
    ),
]
_OFFICE = r"(?:this (?:office|firm|agency|company)|our (?:office|firm|agency|company)|us)"
_ENGAGED = r"(?:asked|hired|retained|engaged|instructed|authorized|directed)"
_THEIR = r"(?:their|its|the (?:creditor|provider|hospital|clinic|office|practice)(?:'s)?)"
_CODE = r"(?P<said>(?=[A-Z-]*\d)[A-Z\d-]{4,24})(?=[.,;)]? |[.,;)]?$)"
_RE = r"\b(?:re|regarding|subject|in reference to|asunto|ref)\.?: ?"
_CREDITOR = [
    sentence(rf"{_RE}{_NAME},? (?:patient |your )?(?:account|acct|cuenta)\b"),
    sentence(
        rf"(?:^|[.:,] ){_NAME} (?:has|have) (?:placed|assigned|referred|turned over|transferred|sent) "
        r"(?:the|this|your|its|an|these) (?:\w+ ){0,2}accounts?\b"
    ),
    sentence(rf"(?:^|[.:,] ){_NAME} (?:has|have) {_ENGAGED} {_OFFICE} "),
    sentence(rf"(?:^|[.:] ){_NAME}, our client,"),
    sentence(rf"\b(?:you (?:still |now )?owe|you have not paid) {_NAME}(?= \$|,? (?:for|the|a|an|on|in|and)\b|[.,])"),
    sentence(
        rf"\b(?:account|acct)(?: (?:number|no\.?))? #?[A-Z\d-]*\d[A-Z\d-]* (?:with|at|from) {_NAME}"
        r"(?=[.,;]|,? (?:for|in|on|and|is|was|has)\b|$)"
    ),
    sentence(rf"\bwe (?:have been|were|are) {_ENGAGED} by {_NAME} to (?:collect|contact|recover)\b"),
    sentence(rf"\bwe (?:represent|act for|are collecting for) {_NAME}(?:,? (?:in|on|to|for|which|who|about)\b|\. |\.?$)"),
    sentence(rf"\byour (?:\w+ )?accounts? with {_NAME} (?:remains?|is|are|has|have|was|were)\b"),
]
_ORIGINAL = [  # the first one owed, where the debt was sold: surer than the one who is owed today
    sentence(
        rf"\boriginal (?:creditor|provider)(?: of (?:this|the) (?:debt|account))? (?:is|was):? {_NAME}"
        r"(?:\.|,? (?:with|for|and|who|which|on|account)\b|$)"
    ),
    sentence(
        r"\b(?:treated|seen|cared for|received (?:medical |health ?care |hospital )?(?:care|services|treatment)|"
        r"services (?:you received|provided))"
        rf" (?:by|from|at) {_NAME}(?:\.|,? (?:with|under|on|for) (?:your |the |an )?(?:account|acct|date|\w+ account)\b)"
    ),
]
_ACCOUNT = [
    sentence(
        rf"{_RE}[^:$]{{3,60}}?(?:account|acct|cuenta)\.?(?: (?:number|no\.?|n[uú]mero))?:? ?#? ?{_CODE}"
    ),
    sentence(rf"\b{_THEIR} (?:\w+ )?(?:account|acct)\b[^.$:]{{0,30}}?[ #]{_CODE}"),
    sentence(rf"\baccount (?:number )?#?{_CODE} (?:with|at|from) (?-i:[A-Z])"),
    sentence(rf"\byour (?:patient )?account (?:number )?(?:with|at) [^.$:]{{3,60}}? (?:is|was)(?: number)? #?{_CODE}"),
]
_ASKED = [
    sentence(r"\bleav(?:es|ing) (?:you owing |you with )?AMOUNT (?:due|owed|owing|unpaid|outstanding|to pay)\b"),
    sentence(r"\bleav(?:es|ing) you (?:owing|with a balance of) AMOUNT"),
    sentence(r"\bleav(?:es|ing) (?:an? )?(?:unpaid |current )?balance (?:due )?of AMOUNT"),
    sentence(r"\b(?:referred|placed|assigned|sent)(?: to us| with us)? (?:your|this|the) account of AMOUNT"),
]
_OURS = r"(?:file|reference|case|agency account|agency file|claim reference)"
_REFERENCE = [
    sentence(
        rf"\b(?:our|this office's|the agency's) (?:\w+ )?{_OURS}(?: (?:number|no\.?))?(?: for you)?(?: is|,|:)*(?: number)? ?#? ?{_CODE}"
    ),
    sentence(rf"\byour {_OURS}(?: (?:number|no\.?))? (?:with us|at (?:this|our) (?:office|agency)|here) is (?:number )?#?{_CODE}"),
    sentence(
        rf"\b(?:mention|quote|include|refer to|use|give|have|write|note|cite|state) (?:us )?(?:the |this |your )?{_OURS}"
        rf"(?: (?:number|no\.?))?(?: is|,|:)* ?#? ?{_CODE}"
    ),
]
_CARED = (
    r"\b(?:care|services?|treatment|visit|stay|procedure|surgery|appointment|treated|seen|exam|tests?)"
    r"(?: (?:that|which|you|provided|rendered|received|given|performed|furnished|to|were|was|had|got|for|made)){0,6}"
    r"(?: (?:by|at|with|from|to) [^.$:\d]{3,60}?)?"
)
_FROM_TO = rf"(?:from|between) {DAY.replace('?P<day>', '?:')} (?:to|through|until|and)"
_CARE = [
    sentence(rf"{_CARED} (?:on|of|dated) DAY"),
    sentence(r"\bdates? of service (?:was|is|of|on) DAY"),
]
_CARE_FROM = [sentence(rf"{_CARED} (?:from|between) DAY (?:to|through|until|and)")]
_CARE_TO = [sentence(rf"{_CARED} {_FROM_TO} DAY")]
_ONE_OF_MANY = frozenset({"account_number", "service_span", "service_from", "claim_number", "_date"})
_ASKEW, _NEXT = 3.0, 2.6  # points aside, and heights of type down, to the next row of a column


def said_of_debt(blocks: Sequence[Block]) -> Iterator[Fact]:
    """The facts of a debt that stand in sentences; less sure than those of a table."""
    yield from amounts_said(blocks, "interest", _INTEREST, 0.86)
    yield from amounts_said(blocks, "fees", _FEES, 0.86)
    yield from amounts_said(blocks, "patient_paid", _PAID, 0.86)
    yield from amounts_said(blocks, "previous_balance", _OWED, 0.86)
    yield from days_said(blocks, "itemization_date", [*_ITEMIZED, *_OWED], 0.86)
    yield from amounts_said(blocks, "amount_due", _ASKED, 0.84)
    yield from words_said(blocks, "original_creditor", _CREDITOR, 0.84)
    yield from words_said(blocks, "original_creditor", _ORIGINAL, 0.94)
    yield from words_said(blocks, "account_number", _ACCOUNT, 0.86)
    yield from words_said(blocks, "reference_number", _REFERENCE, 0.86)
    yield from _cared(blocks)


def _cared(blocks: Sequence[Block]) -> Iterator[Fact]:
    """The days of the care that the debt is for; none where the letter speaks of several visits."""
    once = days_said(blocks, "service_from", _CARE, 0.86)
    first, last = days_said(blocks, "service_from", _CARE_FROM, 0.86), days_said(blocks, "service_to", _CARE_TO, 0.86)
    if first and last:
        yield from (*first, *last)
    elif len({fact.value for fact in once}) == 1:
        yield from once
        yield from (replace(fact, field="service_to") for fact in once)


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
