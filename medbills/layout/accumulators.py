"""Deductible and out-of-pocket sums as insurers print them beside a claim: "$500.00 of $500.00 met"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.domain.page import Word
from medbills.layout.amounts import amount_of
from medbills.layout.facts import Fact
from medbills.layout.prose import blocks_of
from medbills.layout.rows import words_at
from medbills.layout.sheet import Sheet

_AMOUNT = r"\$?\d[\d,]*\.\d\d"
_WHAT = (
    r"(?P<what>deductible|deducible|out[- ]of[- ]pocket|(?:gastos?|desembolsos?)(?: m[aá]ximos?)? de (?:su )?bolsillo|"
    r"m[aá]ximo de bolsillo)"
)
_SO_FAR = r"(?:met|used|applied|paid|spent|so far|acumulados?|cumplidos?|utilizados?|pagados?)"
_OF = r"(?:of|out of|/|toward|de|de un total de) (?:your |the |su |sus |un |los )?"
_PAIR = rf"(?P<met>{_AMOUNT}) (?:{_SO_FAR},? )?{_OF}(?P<limit>{_AMOUNT})"
_LABELED = re.compile(
    rf"{_WHAT}(?P<said>(?:(?!\band\b)(?:[^$\d]|\b20\d\d\b))*?){_PAIR}"
    r"(?!(?: [a-z-]+){0,3} (?:deductible|out[- ]of[- ]pocket))",
    re.I,
)
_IN_A_SENTENCE = re.compile(rf"{_PAIR}(?P<said>(?: [a-z-]+){{0,3}}?) {_WHAT}", re.I)
_DEDUCTIBLE, _OUT_OF_POCKET = ("deductible_met", "deductible_limit"), ("out_of_pocket_met", "out_of_pocket_limit")


def accumulators(sheets: Sequence[Sheet]) -> Iterator[Fact]:
    """What was met and its limit, the individual's before the family's: beside a label, or in a sentence that names it after."""
    for sheet in sheets:
        number = sheet.page.number
        labeled: set[str] = set()
        for row in sheet.rows:
            for match in _LABELED.finditer(row.text):
                labeled.add(match["met"])
                yield from _facts(match, row.words, number)
        for block in blocks_of(sheet):
            for match in _IN_A_SENTENCE.finditer(block.text):
                if match["met"] not in labeled:  # the name after it may be the label of the next row
                    yield from _facts(match, block.words, number)


def _facts(match: re.Match[str], words: Sequence[Word], page: int) -> Iterator[Fact]:
    weight = 0.8 if re.search(r"family|familiar", match["said"], re.I) else 0.92
    names = _DEDUCTIBLE if match["what"].lower().startswith("ded") else _OUT_OF_POCKET
    for name, group in zip(names, ("met", "limit"), strict=True):
        amount = amount_of(match[group])
        if amount is not None:
            yield Fact(name, amount, page, words_at(words, match.start(group), match.end(group)), weight)
