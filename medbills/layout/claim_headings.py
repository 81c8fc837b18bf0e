"""The number of the claim in the rows that open a visit within a bill's table: "01/13/2026  Dr. Amelia Brandt  Claim ID 44120V3091"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.layout.facts import Fact
from medbills.layout.number_runs import number_run
from medbills.layout.table_rows import Table
from medbills.layout.tokens import MONEY

_CLAIM = re.compile(r"\bclaim(?: (?:id|no\.?|num(?:ber)?|#))?\s*[:#]*\s+(?=\S*\d)", re.I)
_ONE = 0.92


def claims_in_tables(tables: Sequence[Table]) -> list[Fact]:
    """The claim's number where the rows without amounts name one claim only; of several none is that of the whole bill."""
    found: list[Fact] = []
    for table in tables:
        for row in table.rows:
            if any(token.kind == MONEY for tokens in row.cells.values() for token in tokens):
                continue
            for phrase in row.row.phrases:
                label = _CLAIM.match(phrase.text)
                words = phrase.words[len(label[0].split()) :] if label else ()
                run = number_run(words) if words else None
                if run is not None and len(run) == len(words):
                    number = " ".join(word.text for word in run).strip("#:.,; ")
                    found.append(Fact("claim_number", number, row.page, run, _ONE))
    return found if len({fact.value for fact in found}) == 1 else []
