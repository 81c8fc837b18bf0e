"""Deductible and out-of-pocket sums as insurers print them beside a claim: "$500.00 of $500.00 met"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.layout.amounts import amount_of
from medbills.layout.facts import Fact
from medbills.layout.rows import words_at
from medbills.layout.sheet import Sheet

_AMOUNT = r"\$?\d[\d,]*\.\d\d"
_SO_FAR = re.compile(
    rf"(?P<what>deductible|out[- ]of[- ]pocket)(?P<between>[^$\d]*?)(?P<met>{_AMOUNT}) (?:of|out of|/) (?:your )?(?P<limit>{_AMOUNT})", re.I
)
_NAMES = {"d": ("deductible_met", "deductible_limit"), "o": ("out_of_pocket_met", "out_of_pocket_limit")}


def accumulators(sheets: Sequence[Sheet]) -> Iterator[Fact]:
    """What was met and its limit, the individual's before the family's."""
    for sheet in sheets:
        for row in sheet.rows:
            for match in _SO_FAR.finditer(row.text):
                weight = 0.8 if re.search(r"family", match["between"], re.I) else 0.92
                for name, group in zip(_NAMES[match["what"][0].lower()], ("met", "limit"), strict=True):
                    amount = amount_of(match[group])
                    if amount is not None:
                        yield Fact(name, amount, sheet.page.number, words_at(row.words, match.start(group), match.end(group)), weight)
