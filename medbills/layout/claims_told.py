"""What the sentences of a plan's letter say of a claim: who gave the care, when, and when the plan decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from medbills.layout.facts import Facts
from medbills.layout.prose import Block
from medbills.layout.sentences import days_said, sentence, words_said

_CARE = [
    sentence(
        r"\b(?:care|services?|visit|treatment)(?: you)?(?: got| had| received| given| provided)? (?:by|from|at|to|with) "
        r"[^.$]{3,80}? on DAY"
    )
]
_NAME = r"(?P<said>(?:Dr\. |St\. )?(?-i:[A-Z])[\w&.,' -]{2,60}?)(?:,? (?:on|for|in|is|was|were|has|dated|patient)\b|\. |\.$|$)"
_BY = [
    sentence(rf"\b(?:care|services?|treatment)(?: you)?(?: got| received)? (?:by|for) [^$:]{{3,45}}? (?:from|at) {_NAME}"),
    sentence(rf"\b(?:care|services?|treatment)(?: given| provided| rendered)? (?:by|from|at) {_NAME}"),
]
_CARE.append(
    sentence(r"\b(?:atenci[oó]n|servicios?|visita|tratamiento)(?: recibid\w+| prestad\w+)? (?:de|por|en|con) [^.$]{3,80}? el DAY")
)
_PROCESSED = [
    sentence(
        r"\b(?:processed|finalized|finished|completed|decided|adjudicated|reviewed)"
        r"(?: this| your| the| these| them| it| both| all)?(?: \w+)?(?: claims?)? on DAY"
    ),
    sentence(
        r"\bon DAY,? (?:we|our \w+(?: \w+)?) (?:have |has )?(?:processed|finalized|finished|completed|decided|adjudicated|reviewed)"
        r"(?: \w+){0,4} claims?\b"
    ),
    sentence(r"\b(?:procesa(?:mos|do|da)|tramita(?:mos|do|da)|decidimos)(?: (?:est[ea]|su|la|el))?(?: reclam\w+)? el DAY"),
]
_PREPARED_FOR = [
    sentence(
        r"\b(?:prepared|issued|made) for:? (?P<said>(?-i:[A-Z][\w.'-]*)(?: (?-i:[A-Z][\w.'-]*)){1,3}?)"
        r"(?=[,.;(]| (?:member|subscriber|patient|claim|group|plan|id|policy|date|on|of)\b|$)"
    )
]


def add_told(facts: Facts, blocks: Sequence[Block], every: Sequence[Block]) -> None:
    """What a sentence says where no label does: "Care by Riverbend on September 9, 2026", "processed on July 9".

    `blocks` are the claim's own, `every` those of the whole mailing, which may say once when all its claims were processed.
    """
    if not facts.has("service_from"):
        for fact in days_said(blocks, "service_from", _CARE, 0.9):
            facts.add(fact)
            facts.add(replace(fact, field="service_to"))
    if not facts.has("provider_name"):
        for fact in words_said(blocks, "provider_name", _BY, 0.85):
            facts.add(fact)
    if not facts.has("processed_date"):
        told = days_said(blocks, "processed_date", _PROCESSED, 0.9) or days_said(every, "processed_date", _PROCESSED, 0.9)
        if len({fact.value for fact in told}) == 1:
            facts.add(told[0])
    if not facts.has("patient_name"):
        for fact in words_said(blocks, "patient_name", _PREPARED_FOR, 0.85):
            facts.add(fact)
