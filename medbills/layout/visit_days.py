"""The days of a bill that speaks of several visits, each with its own "Date of service": from the first of them to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from medbills.layout.pairs import Pair, as_span

_WEIGHT = 0.85


def over_all_visits(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, the days of single visits put together to one span where they differ: none of them is that of the whole bill."""
    days = [pair for pair in pairs if pair.field == "service_span"]
    spans = {as_span(pair.value) for pair in days}
    if len(spans) < 2:
        return list(pairs)
    first = min(days, key=lambda pair: as_span(pair.value).first)
    last = max(days, key=lambda pair: as_span(pair.value).last)
    ends = (
        replace(first, field="service_from", value=as_span(first.value).first, weight=_WEIGHT),
        replace(last, field="service_to", value=as_span(last.value).last, weight=_WEIGHT),
    )
    return [*(pair for pair in pairs if pair.field != "service_span"), *ends]
