"""Amounts with the labels that say what they are: to the left, or above."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from medbills.layout.labels import NOTHING, PAYMENTS, money_field
from medbills.layout.pairs import Pair
from medbills.layout.rows import Phrase, Row, text_of
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import DAY, MONEY, SPAN, Token, tokens_of

_MAY_COME = re.compile(r"will be (?:charged|assessed|added|applied)|returned checks?|fee of|\bnsf\b", re.I)
_ON_CONDITION = re.compile(r"\b(?:if|unless|whether) (?:you|it|we|your)\b", re.I)
_ASKED = re.compile(
    r"(?:in full )?(?:(?:is|are|was|will be|becomes?|remains) (?:now |still |currently )?(?:due|required|expected|requested|needed|"
    r"past due|outstanding|overdue)\b|(?:is |was )?due\b|(?:must|should|needs to) be\b|by\b|vence\b|se debe\b)", re.I
)
_FULL_STOP = re.compile(r"(?<=[a-z]{3}[.;]) (?=[A-Z])")
_PARTS_OF_TEXTS = frozenset(
    {
        "policy", "policies", "section", "sections", "sec", "§", "guideline", "guidelines", "chapter", "rule", "criteria",
        "criterion", "version", "edition", "article", "standard", "appendix", "paragraph", "part", "clause", "form", "revision",
        "rev", "icd", "page", "bulletin", "directive", "regulation", "statute", "code",
    }
)
_OPEN_LINES = 0.9  # of the type's size up to a label's first row, in a narrow column set with air between its lines
_CLOSE, _ENDING = 0.6, 4  # of the type's size down to a label's last row; words of that
_NEXT, _SAME_EDGE = 4.5, 1.5  # of the type's size down to the next amount of a column; points its edge may be off
_OF_MANY = 0.8  # weight of the first of several amounts under one heading
_PROSE_LABEL = 8  # words: a longer label is a sentence


def money_pairs(sheet: Sheet, skip: Collection[int] = ()) -> list[Pair]:
    """Amounts with what their labels say; the field may be a name with an underscore (see `labels`)."""
    made: list[Pair] = []
    for order, row in enumerate(sheet.rows):
        if order in skip:
            continue
        before: list[Token] = []
        yearly: list[Token] = []  # the label of a row with several columns: "Deductible", under "Met" and "Limit"
        tokens = sheet.tokens[order]
        for index, token in enumerate(tokens):
            if token.kind == MONEY:
                pair = _money_pair(sheet, row, order, before or yearly, token, tokens[index + 1 :])
                if pair is not None:
                    made.append(pair)
                    yearly = (before or yearly) if pair.field in _YEARLY else []
                before = []
            else:
                before.append(token)
    return made


def _money_pair(sheet: Sheet, row: Row, order: int, before: list[Token], token: Token, after: Sequence[Token]) -> Pair | None:
    own = next((phrase for phrase in row.phrases if token.words[0] in phrase.words), None)
    if own is not None and len(own.words) >= 5 and _MAY_COME.search(own.text):
        return None  # a fee that may be charged one day is no amount of this paper
    if _of_a_text(own, token):
        return None
    label, gap = _left_label(row, before, own, token)
    spoken = len(label.split()) > _PROSE_LABEL
    label = _last_sentence(label) if spoken else label
    if spoken and _ON_CONDITION.search(label):
        return None  # "if you have not already paid" tells of no payment
    trailing = sum(1 for other in after if own is not None and other.words[0] in own.words and any(c.isalpha() for c in other.text))
    if label:
        field = money_field(label)
        if field in _YEARLY:
            field = money_field(f"{label} {_column_head(sheet, token, row)}") or field
        if field == PAYMENTS and _asked_for(own, after):
            field = "amount_due"
        if field is not None:
            prose = trailing >= 2 or spoken
            weight = 0.55 if prose else 1.0 if label.rstrip().endswith(":") else 0.97
            return Pair(field, token.value, row.page, token.words, label, weight, order)
        wrapped = _wrapped_label(sheet, row, label, token) or _label_going_on(sheet, row, label, token)
        field = money_field(wrapped) if wrapped else None
        if field is not None and field != NOTHING:
            return Pair(field, token.value, row.page, token.words, wrapped, 0.93, order)
    if gap < 1.2 and label:
        return None  # words directly before the amount, of no meaning to us
    for text in _labels_above(sheet, token, row):
        field = money_field(text)
        if field is not None and len(text.split()) <= _PROSE_LABEL:
            return Pair(field, token.value, row.page, token.words, text, _OF_MANY if _heads_many(sheet, token, row) else 0.93, order)
    return None


def _asked_for(own: Phrase | None, after: Sequence[Token]) -> bool:
    """Whether a sentence goes on to ask for the payment it names: "Payment of $337.60 is due upon receipt"."""
    rest = text_of(word for token in after for word in token.words if own is not None and word in own.words)
    return _ASKED.match(rest) is not None


def _heads_many(sheet: Sheet, token: Token, row: Row) -> bool:
    """Whether more amounts stand under the first one: the words over it head a column, and which of them they mean is not said."""
    own = Phrase(row.page, token.words)
    for under in sheet.below(own, _NEXT * max(token.words[0].size, 6.0)):
        if abs(under.x1 - own.x1) < _SAME_EDGE or abs(under.x0 - own.x0) < _SAME_EDGE:
            return _holds_money(under)
    return False


def _of_a_text(own: Phrase | None, token: Token) -> bool:
    """Whether figures are the number of a part or edition: "Medical Policy 2.11", "section 4.02"."""
    if own is None or any(c in "$,()" for c in token.text):
        return False
    at = own.words.index(token.words[0])
    before = own.words[at - 1].text.lower().strip("(:,.") if at else ""
    return before in _PARTS_OF_TEXTS


def _last_sentence(label: str) -> str:
    """What a line of running text says of its amount: the words since the last full stop on it."""
    return _FULL_STOP.split(label)[-1]


_YEARLY = frozenset({"deductible", "deductible_limit", "deductible_met", "out_of_pocket_limit", "out_of_pocket_met"})


def _column_head(sheet: Sheet, token: Token, row: Row) -> str:
    """The words that head the column in which an amount stands: "Used to date", "Limit"."""
    for phrase in sheet.above(token.x0, token.x1, row.top, 9 * max(row.size, 6.0)):
        if not _holds_money(phrase) and len(phrase.words) <= 5:
            return phrase.text
    return ""


def _left_label(row: Row, before: list[Token], own: Phrase | None, token: Token) -> tuple[str, float]:
    """The words to the left that name an amount, and the gap to them in widths of its type."""
    words = [
        word
        for other in before
        if other.kind not in (DAY, SPAN)
        for word in other.words
        if any(c.isalnum() or c in ":#" for c in word.text)
    ]
    if not words:
        return "", 99.0
    size = max(token.words[0].size, 4.0)
    inside = [word for word in words if own is not None and word in own.words]
    if inside:
        return text_of(inside), 0.0
    last = next((phrase for phrase in reversed(row.phrases) if words[-1] in phrase.words), None)
    nearest = [word for word in words if last is None or word in last.words]
    return text_of(nearest), (token.x0 - nearest[-1].x1) / size


def _wrapped_label(sheet: Sheet, row: Row, label: str, token: Token) -> str:
    """A label whose end stands beside the amount and its beginning in the row above: "You paid or were credited this" over "amount:"."""
    end = next((phrase for phrase in row.phrases if phrase.text == label and phrase.x1 <= token.x0), None)
    if end is None:
        return ""
    for over in sheet.above(end.x0, end.x1, end.top, _OPEN_LINES * end.size):
        if abs(over.x0 - end.x0) > 2 or abs(over.size - end.size) > 0.5 or over.bold != end.bold or over.text[-1] in ".:?":
            return ""
        beside = next((other for other in sheet.rows if over in other.phrases), None)
        if beside is None or any(t.kind == MONEY for t in tokens_of(beside.words)):
            return ""
        return f"{over.text} {label}"
    return ""


def _label_going_on(sheet: Sheet, row: Row, label: str, token: Token) -> str:
    """A label that begins beside the amount and ends in the row below: "You were charged this amount in" over "interest:"."""
    begin = next((phrase for phrase in reversed(row.phrases) if phrase.x1 <= token.x0), None)
    if begin is None or begin.text[-1] in ".:?":
        return ""
    for under in sheet.below(begin, _CLOSE * begin.size):
        alike = abs(under.x0 - begin.x0) < 2 and abs(under.size - begin.size) < 0.5 and under.bold == begin.bold
        if alike and under.text.endswith(":") and len(under.words) <= _ENDING and not _holds_money(under):
            return f"{label} {under.text}"
    return ""


def _labels_above(sheet: Sheet, token: Token, row: Row) -> list[str]:
    size = max(token.words[0].size, 6.0)
    over = sheet.above(token.x0, token.x1, row.top, 1.8 * size)
    if not over or (any(c.isdigit() for c in over[0].text) and _holds_money(over[0])):
        return []
    nearest = over[0]
    texts = [nearest.text]
    higher = [phrase for phrase in sheet.above(nearest.x0, nearest.x1, nearest.top, 0.8 * size) if phrase is not nearest]
    if higher and not _holds_money(higher[0]) and abs(higher[0].size - nearest.size) < 1:
        texts.insert(0, f"{higher[0].text} {nearest.text}")
    return texts


def _holds_money(phrase: Phrase) -> bool:
    return any(token.kind == MONEY for token in tokens_of(phrase.words))
