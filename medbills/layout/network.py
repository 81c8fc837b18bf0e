"""Whether a provider is in the plan's network, where that stands alone and without a label: "Out-of-network provider"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from medbills.layout.facts import Fact
from medbills.layout.rows import Phrase
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
_WEIGHT = 0.88


def network_said(sheets: Sequence[Sheet], holds: Callable[[int, int], bool]) -> Iterator[Fact]:
    """The network status among the rows that `holds` (page, row) allows; nothing where they speak of both."""
    found = [
        Fact("network_status", status, sheet.page.number, phrase.words, _WEIGHT)
        for sheet in sheets
        for order, row in enumerate(sheet.rows)
        if holds(sheet.page.number, order)
        for phrase in row.phrases
        if (status := _status(phrase)) is not None
    ]
    if len({fact.value for fact in found}) == 1:
        yield from found


def _status(phrase: Phrase) -> str | None:
    return next((status for status, form in _RULES if form.fullmatch(phrase.text)), None)
