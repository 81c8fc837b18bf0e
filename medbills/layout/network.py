"""Whether a provider is in the plan's network, where that stands alone and without a label: "Out-of-network provider"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from medbills.layout.facts import Fact
from medbills.layout.labels import text_field
from medbills.layout.prose import Block, searched
from medbills.layout.rows import Phrase, Row
from medbills.layout.sheet import Sheet

_WHO = r"(?:provider|hospital|doctor|physician|facility|dentist|lab(?:oratory)?|proveedor|m[eé]dico|dentista|laboratorio|centro)"
_IN = r"(?:in|within|dentro de|de)[- ](?:the |your |our |la |su )?(?:plan'?s )?(?:network|red)"
_OUT = r"(?:out[- ]of|outside|not in|non|fuera de)[- ](?:the |your |our |la |su )?(?:plan'?s )?(?:network|red)"
_IS = r"(?: (?:is|was|est[aá]))?"
_SAID = (
    ("out", rf"(?:this |your |su )?{_WHO}{_IS} {_OUT}|{_OUT} {_WHO}|non-?participating {_WHO}|{_WHO} no participante"),
    ("in", rf"(?:this |your |su )?{_WHO}{_IS} {_IN}|{_IN} {_WHO}|participating {_WHO}|{_WHO} participante"),
)
_RULES = [(status, re.compile(rf"(?:{words})\.?", re.I)) for status, words in _SAID]
_ALONE = [("out", re.compile(rf"{_OUT}\.?", re.I)), ("in", re.compile(rf"{_IN}\.?", re.I))]
_TOLD = re.compile(
    rf"\b(?:this|the|your|that) (?:{_WHO}|care) (?:is|was|were|participates|does) "
    r"(?P<out>not (?:an? |participate |part of |a member of )?|out of |outside (?:of )?|an out-of-network)?"
    r"(?:in |with |with(?:in) )?(?:the |your |our )?(?:plan(?:'s)? )?(?:provider )?networks?\b",
    re.I,
)
_SAVED = re.compile(
    r"\bsav(?:ings|ed)(?: shown| you (?:get|got))?(?: is| are)? (?:from|by|for) (?:using|seeing|choosing) an? (?:in[- ])?network "
    r"(?:provider|doctor|hospital|facility)\b",
    re.I,
)
_ON_CONDITION = re.compile(r"\b(?:if|whether|when|unless|because|whenever|check|ask|make sure)\b", re.I)
_WEIGHT = 0.88


def network_said(sheets: Sequence[Sheet], holds: Callable[[int, int], bool]) -> Iterator[Fact]:
    """The network status among the rows that `holds` (page, row) allows; nothing where they speak of both."""
    found = [
        Fact("network_status", status, sheet.page.number, phrase.words, _WEIGHT)
        for sheet in sheets
        for order, row in enumerate(sheet.rows)
        if holds(sheet.page.number, order)
        for place, phrase in enumerate(row.phrases)
        if (status := _status(phrase) or _beside_its_provider(row, place)) is not None
    ]
    if len({fact.value for fact in found}) == 1:
        yield from found


def network_told(blocks: Sequence[Block]) -> Iterator[Fact]:
    """The network status as a letter words it: "The provider is in your network and may not bill you"."""
    found = [
        Fact("network_status", "in", block.page, block.words_at(match.start(), match.end()), _WEIGHT)
        for block, match in searched(blocks, _SAVED)
    ]
    for block, match in searched(blocks, _TOLD):
        before = block.text[max(match.start() - 60, 0) : match.start()].rsplit(". ", 1)[-1]
        if not _ON_CONDITION.search(before):
            words = block.words_at(match.start(), match.end())
            found.append(Fact("network_status", "out" if match["out"] else "in", block.page, words, _WEIGHT))
    if len({fact.value for fact in found}) == 1:
        yield from found


def _status(phrase: Phrase) -> str | None:
    return next((status for status, form in _RULES if form.fullmatch(phrase.text)), None)


def _beside_its_provider(row: Row, place: int) -> str | None:
    """The status that stands alone, apart from the name of a provider before it: "Provider: Sierra Clinic · In network"."""
    status = next((status for status, form in _ALONE if form.fullmatch(row.phrases[place].text)), None)
    named = (phrase.text.partition(":")[0] for phrase in row.phrases[max(place - 2, 0) : place])
    return status if status is not None and any(text_field(label) == "provider_name" for label in named) else None
