"""Phone numbers that stand in running text, and whose a number is where a form prints the patient's beside the office's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.layout.facts import Fact
from medbills.layout.prose import blocks_of, searched
from medbills.layout.sheet import Sheet

_NUMBER = r"(?P<phone>(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4})(?![\d-])"
_ASKED = re.compile(
    r"\b(?:call|reach|contact|(?:tele)?phone (?:at|us)|ll[aá]m[ea]\w*)\b"
    rf"(?P<whom>[^.;:?!]{{0,60}}?)(?:\b(?:at|on|al)\b:? ?|[:,]? ){_NUMBER}", re.I
)
_APART = re.compile(r"\. |\d{3}[-. ]\d{4}")  # a sentence before, or a number with words of its own
_PAID_ONLINE = re.compile(  # "Pay online at www.pinnacledx.example or", before the number
    r"\b(?:pay|payments?|log ?in)\b[^.;:?!]{0,25}(?: at| on|:)? (?:https?://)?www\.[\w./-]+,? (?:or|and)(?: you can)? $", re.I
)
_OTHERS = re.compile(
    r"fraud|fax|\btt[yd]\b|tdd|nurse|crisis|poison|ebsa|employee benefits|department|insurance commission|ombudsman|state |medicare\b|"
    r"marketplace|cfpb|bureau|no surprises|cms\.gov|www\.|language|interpreter|emergenc|\b911\b|social security|attorney|espa[ñn]ol",
    re.I,
)
# Who looks at a plan's decision from outside, and whom a letter names beside the plan.
OF_OTHERS = re.compile(
    r"external review|independent review|review organization|(?:insurance|labor|managed care) (?:department|division|bureau)|"
    r"department of|division of|commissioner|commission\b|ombudsman|ebsa\b|employee benefits|fraud|interpreter|language|attorney|\bship\b",
    re.I,
)
_OFFICE = re.compile(r"\b(?:provider|facility|hospital|clinic|office|practice|billing|contact person|doctor)\b", re.I)
_PATIENT = re.compile(r"\b(?:patient|guarantor|member|subscriber|insured|responsible party)\b", re.I)
_REACHED = re.compile(r"\b(?:address|phone|telephone|contact|e-?mail|information)\b", re.I)
_BARE = re.compile(
    r"^(?:(?:home|cell|mobile|work|day(?:time)?|evening|primary)? ?(?:tele)?phone(?: (?:number|no\.?|#))?|tel\.?|cell|mobile)"
    r"\s*:? *[(\d]",
    re.I,
)
_ROWS = 5  # over a number, that may say whose it is
_WEIGHT = 0.85


def said_phones(sheets: Sequence[Sheet], field: str) -> Iterator[Fact]:
    """The numbers of the sender that a sentence asks to call: "or call Member Services at 1-800-555-0112"."""
    for sheet in sheets:
        for block, match in searched(blocks_of(sheet), _ASKED):
            before = _APART.split(block.text[max(match.start() - 40, 0) : match.start()])[-1]
            if _PAID_ONLINE.search(block.text[max(match.start() - 90, 0) : match.start()]):
                before = ""  # the sender's own page, and its number besides
            clause = before + match[0]
            after = block.text[match.end() : match.end() + 30].split(". ", 1)[0]
            if not _OTHERS.search(clause) and not OF_OTHERS.search(clause) and not re.search(r"fraud|emergenc", after, re.I):
                words = block.words_at(match.start("phone"), match.end("phone"))
                yield Fact(field, match["phone"], sheet.page.number, words, _WEIGHT)


def of_a_form(sheet: Sheet, order: int, label: str) -> bool:
    """Whether a number beside a bare label is the patient's: rows about the patient, and how to reach him, stand right above."""
    if not _BARE.match(f"{label} 0"):
        return False
    over = sheet.rows[max(order - _ROWS, 0) : order]
    named = any(_PATIENT.search(row.text) for row in over) and any(_REACHED.search(row.text) for row in over)
    return named and not any(_OFFICE.search(row.text) for row in over)


def of_the_patient(sheet: Sheet, order: int, text: str) -> bool:
    """Whether a number with a bare label is the patient's own: a form's part with the patient's address stands nearest above."""
    if not _BARE.match(text):
        return False
    for row in reversed(sheet.rows[max(order - _ROWS, 0) : order + 1]):
        if _OFFICE.search(row.text):
            return False
        if _PATIENT.search(row.text) and _REACHED.search(row.text):
            return True
    return False
