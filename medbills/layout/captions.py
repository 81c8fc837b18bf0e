"""Phrases that look like labels and are none of a text: captions of amounts, and words in the midst of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from medbills.domain.page import Word
from medbills.layout.labels import money_field
from medbills.layout.name_words import in_a_name
from medbills.layout.rows import Phrase, Row
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import DAY, MONEY, SPAN, Token, tokens_of

_WIDE_SPACE = 1.1  # of the type's size: justified text, or type too small for even spaces


def in_a_sentence(row: Row, place: int, last: Word) -> bool:
    """Whether a phrase goes on with the sentence that stands close to its left, from which only a wide space parts it."""
    first = row.phrases[place].words[0]
    if not place or last.text[-1] in ":#" or not first.text[0].islower():
        return False
    before = row.phrases[place - 1]
    return first.x0 - before.x1 < _WIDE_SPACE * max(first.size, 4.0) and before.text[-1] not in ":#" and len(before.words) > 1


def names_someone(words: Sequence[Word]) -> bool:
    """Whether a name stands where a day could: "Services from: Lawrence Harbor Hospital"."""
    named = all(in_a_name(word) or word.text[0] == "(" for word in words[:2])
    return len(words) > 1 and named and tokens_of(words)[0].kind not in (DAY, SPAN)


def heads_an_amount(sheet: Sheet, phrase: Phrase) -> bool:
    """Whether a phrase is the caption of the amount that stands under it: "Amount due now"."""
    under = sheet.below(phrase, 1.6 * phrase.size)
    return money_field(phrase.text) is not None and bool(under) and tokens_of(under[0].words)[0].kind == MONEY


def beside_money(sheet: Sheet, phrase: Phrase) -> bool:
    """Whether an amount stands in the same row to the right: then the phrase is the amount's label."""
    order = next((n for n, row in enumerate(sheet.rows) if phrase in row.phrases), None)
    return order is not None and any(
        token.kind == MONEY and token.x0 > phrase.x0 and not _captioned(sheet, token, phrase) for token in sheet.tokens[order]
    )


def _captioned(sheet: Sheet, amount: Token, phrase: Phrase) -> bool:
    """Whether an amount beside a phrase has a caption of its own over it."""
    over = sheet.above(amount.x0, amount.x1, phrase.top, 1.6 * phrase.size)
    return bool(over) and money_field(over[0].text) is not None and tokens_of(over[0].words)[0].kind != MONEY
