"""Deductible and out-of-pocket sums as insurers print them beside a claim: "$500.00 of $500.00 met"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medbills.domain.page import Word
from medbills.layout.amounts import amount_of
from medbills.layout.facts import Fact
from medbills.layout.prose import blocks_of
from medbills.layout.rows import Phrase, words_at
from medbills.layout.sheet import Sheet

_AMOUNT = r"\$?\d[\d,]*\.\d\d"
_WHAT = (
    r"(?P<what>deductible|deducible|out[- ]{1,2}of[- ]{1,2}pocket|(?:gastos?|desembolsos?)(?: m[aá]ximos?)? de (?:su )?bolsillo|"
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
_UNDER = re.compile(rf"(?:you have |you've |usted ha )?(?:{_SO_FAR}:? )?{_PAIR}", re.I)
_NAME = re.compile(rf"(?P<said>.*?){_WHAT}", re.I)
_LIMIT_FIRST = re.compile(
    rf"(?P<said>(?:individual|family|familiar|annual|yearly|in[- ]network|out[- ]of[- ]network|your|plan|calendar year|\s)*){_WHAT}"
    rf"[^$\d]{{0,25}}(?P<limit>{_AMOUNT})[ ,;|]*(?:amount |you(?:'ve| have) )?(?:met|satisfied|used|applied|accumulated|acumulado|cumplido)"
    rf"(?::|(?: to date| so far| year to date| ytd| a la fecha| este a[nñ]o)+:?) ?(?P<met>{_AMOUNT})(?! (?:remaining|left|to go))",
    re.I,
)
_DEDUCTIBLE, _OUT_OF_POCKET = ("deductible_met", "deductible_limit"), ("out_of_pocket_met", "out_of_pocket_limit")
_FAMILY = re.compile(r"famil(?:y|iar|ia)", re.I)
_BEFORE = re.compile(r"famil(?:y|iar) (?:[a-z-]+ )?$", re.I)
_LABEL_ROWS, _LABEL_WORDS = 3, 9  # over a pair: rows that its label may wrap over, and words of each
FIELDS = frozenset({"deductible", *_DEDUCTIBLE, *_OUT_OF_POCKET})  # what a lone label makes of these amounts


def accumulators(sheets: Sequence[Sheet]) -> Iterator[Fact]:
    """What was met and its limit, the individual's before the family's: beside a label, under it, or in a sentence that names it after."""
    for sheet in sheets:
        number = sheet.page.number
        labeled: set[str] = set()
        for row in sheet.rows:
            for match in (*_LABELED.finditer(row.text), *_LIMIT_FIRST.finditer(row.text)):
                labeled.add(match["met"])
                yield from _facts(match, match, row.words, number)
        for phrase in sheet.phrases:
            pair = _UNDER.match(phrase.text)
            name = _name_over(sheet, phrase) if pair is not None and pair["met"] not in labeled else None
            if pair is not None and name is not None:
                labeled.add(pair["met"])
                yield from _facts(name, pair, phrase.words, number)
        for block in blocks_of(sheet):
            for match in _IN_A_SENTENCE.finditer(block.text):
                if match["met"] not in labeled:  # the name after it may be the label of the next row
                    yield from _facts(match, match, block.words, number)


def _name_over(sheet: Sheet, pair: Phrase) -> re.Match[str] | None:
    """What is counted, where that stands over the two amounts (a bar may be drawn between); its words may wrap."""
    if _NAME.search(pair.text):
        return None
    place, words, reach = pair, "", 2.8
    for _ in range(_LABEL_ROWS):
        over = sheet.above(place.x0, place.x1, place.top, reach * max(pair.size, 4.0))
        if not over or len(over[0].words) > _LABEL_WORDS or any(c == "$" for c in over[0].text):
            return None
        place, words, reach = over[0], f"{over[0].text} {words}", 0.8
        found = _NAME.search(words)
        if found is not None:
            return found
    return None


def _facts(name: re.Match[str], pair: re.Match[str], words: Sequence[Word], page: int) -> Iterator[Fact]:
    family = _FAMILY.search(name["said"]) or _BEFORE.search(name.string[: name.start("what")])
    weight = 0.8 if family else 0.92
    names = _DEDUCTIBLE if name["what"].lower().startswith("ded") else _OUT_OF_POCKET
    for field, group in zip(names, ("met", "limit"), strict=True):
        amount = amount_of(pair[group])
        if amount is not None:
            yield Fact(field, amount, page, words_at(words, pair.start(group), pair.end(group)), weight)
