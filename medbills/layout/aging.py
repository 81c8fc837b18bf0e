"""How old a balance is: the row of buckets that bills print, "Current | 31-60 | 61-90 | Over 90"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.domain.money import Money
from medbills.domain.page import Word
from medbills.layout.facts import Fact
from medbills.layout.labels import money_field
from medbills.layout.rows import Phrase
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import MONEY, Token

_CURRENT = re.compile(r"(?:current|0 ?[-–] ?30(?: days)?|under 30(?: days)?)$", re.I)
_OLD = re.compile(
    r"(?:over |past |more than |> ?)?(?P<days>\d{1,3})(?: ?(?:[-–]|to) ?\d{2,3}| ?\+)?(?: days?)?(?: (?:past due|old|and over))?$", re.I
)
_UNSAID = re.compile(r"0 ?[-\u2013] ?(?!30)\d{2,3}(?: days?)?$", re.I)  # "0-60 days": of no bucket that we have a name for
_REACH = 3  # rows below their headings in which the amounts stand
_APART = 45.0  # points between an amount and the heading it stands under


def aging(sheets: Sequence[Sheet]) -> Iterator[Fact]:
    """The amounts by bucket: "current", or the first day of the bucket as a multiple of 30."""
    for sheet in sheets:
        for order, row in enumerate(sheet.rows):
            heads = [(name, phrase) for phrase in row.phrases if (name := _bucket(phrase.text)) is not None]
            if any(_UNSAID.match(phrase.text.strip(" :")) for phrase in row.phrases):
                continue
            if len(heads) < 3 or len({name for name, _ in heads}) < len(heads):
                continue
            for tokens in sheet.tokens[order + 1 : order + 1 + _REACH]:
                found = _under(heads, [token for token in tokens if token.kind == MONEY])
                if len(found) >= 2:
                    words: tuple[Word, ...] = tuple(word for token in found.values() for word in token.words)
                    amounts: dict[str, Money] = {name: token.value for name, token in found.items()}
                    yield Fact("aging", amounts, sheet.page.number, words, 0.88)
                    yield from _asked(row.phrases, heads, tokens, sheet.page.number)
                    break


def _asked(
    phrases: Sequence[Phrase], heads: Sequence[tuple[str, Phrase]], tokens: Sequence[Token], page: int
) -> Iterator[Fact]:
    """The amount that the last cell of the row asks for: "Please pay this amount"."""
    last = phrases[-1]
    if any(phrase is last for _, phrase in heads) or money_field(last.text) != "amount_due":
        return
    found = _under([("amount_due", last)], [token for token in tokens if token.kind == MONEY and token.x1 > heads[-1][1].x1])
    for token in found.values():
        yield Fact("amount_due", token.value, page, token.words, 0.93)


def _bucket(text: str) -> str | None:
    text = text.strip(" :")
    if _CURRENT.match(text):
        return "current"
    found = _OLD.match(text)
    if found is None or int(found["days"]) not in {30, 31, 60, 61, 90, 91, 120, 121}:
        return None
    return str(int(found["days"]) // 30 * 30)


def _under(heads: Sequence[tuple[str, Phrase]], amounts: Sequence[Token]) -> dict[str, Token]:
    made: dict[str, Token] = {}
    for name, phrase in heads:
        near = sorted(amounts, key=lambda token: _distance(token, phrase))
        if near and _distance(near[0], phrase) < _APART and near[0] not in made.values():
            made[name] = near[0]
    return made


def _distance(token: Token, phrase: Phrase) -> float:
    return min(abs(token.x0 - phrase.x0), abs(token.x1 - phrase.x1), abs(token.x0 + token.x1 - phrase.x0 - phrase.x1) / 2)
