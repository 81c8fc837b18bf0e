"""Checks as banks show them: who was paid, and how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.layout.facts import Fact
from medbills.layout.rows import Phrase
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import MONEY

_ORDER = re.compile(r"pay to(?: the)?(?: order of)?:?|order of:?", re.I)


def payees(sheets: Sequence[Sheet]) -> Iterator[Fact]:
    """Whom the check pays, as `provider_name`, and the amount beside it, as `patient_paid`."""
    for sheet in sheets:
        for label in sheet.phrases:
            if not _ORDER.fullmatch(label.text):
                continue
            for order, row in enumerate(sheet.rows):
                payee = next((phrase for phrase in row.phrases if _beside(label, phrase)), None)
                amount = next((token for token in sheet.tokens[order] if token.kind == MONEY and payee and token.x0 > payee.x1), None)
                if payee is not None and amount is not None:
                    yield Fact("provider_name", payee.text, sheet.page.number, payee.words, 0.92)
                    yield Fact("patient_paid", amount.value, sheet.page.number, amount.words, 0.92)


def _beside(label: Phrase, phrase: Phrase) -> bool:
    """Whether a name stands to the right of the words, which banks print over two lines."""
    if phrase.x0 <= label.x1 or not phrase.text[0].isalpha():
        return False
    return abs((phrase.top + phrase.bottom) - (label.top + label.bottom)) / 2 < 1.2 * max(label.size, 4.0)
